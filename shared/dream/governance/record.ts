/** What happened on the square tonight, in order, as everybody may read it: what the council did, what was put to the vote and by whom, surges and counts. */
import type { CompiledScenario } from '../compiled.ts';
import type { CauseId, ThingId, Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import { roleOf } from './charter.ts';
import type { CouncilAct, Recorded } from './model.ts';

/** So many of the last entries are kept. */
const KEPT = 16;

/** Writes down one event; `by` is kept only where it was done by right of a role, or by the dream: what a citizen proposes is not signed. */
export function record(now: Moment, event: CauseId, what: Recorded['what'], about: ThingId, by: Who, act: CouncilAct | '' = ''): void {
  const { governance, people } = now.world;
  const role = roleOf(now.world, now.scenario, by);
  const signed = by === 'dream' || (role !== '' && role !== 'guide');
  governance.record = [
    ...governance.record,
    {
      id: event,
      what,
      act,
      about,
      by: signed ? by : '',
      human: signed && people.byId[by]?.kind === 'person',
      tick: now.tick,
      because: [event],
    },
  ].slice(-KEPT);
}

export type RecordedSeen = Omit<Recorded, 'because'>;

/** Oldest first. */
export function recordSeen({ governance }: World): RecordedSeen[] {
  return governance.record.map(({ because: _, ...entry }) => entry);
}

/** Breaches that people speak of and the council has not owned, by name, each once. */
export function openBreaches({ governance }: World): ThingId[] {
  return [...new Set(governance.breaches.filter((b) => b.answer !== 'conceded' && b.known.length > 0).map((b) => b.id))];
}

/** Clauses that the council could put to the vote: neither in force nor waiting. */
export function openClauses({ governance }: World, scenario: CompiledScenario): ThingId[] {
  const taken = new Set([
    ...governance.adopted.map((a) => a.id),
    ...governance.proposed.map((p) => p.clause),
    ...(governance.vote?.options ?? []),
  ]);
  return scenario.governance.clauses.map((c) => c.id).filter((id) => !taken.has(id));
}
