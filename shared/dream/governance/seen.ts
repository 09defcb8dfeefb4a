/** What everybody sees of governance: legitimacy, the charter, arcs of raised voices, a vote and its counts. Never who knows, who voted how, or who stands. */
import { round } from '../../kernel/math.ts';
import type { ThingId, Who } from '../ids.ts';
import type { World } from '../world.ts';
import type { Answer } from './model.ts';
import { type RecordedSeen, recordSeen } from './record.ts';

/** Places of three arcs within so far of one are a vault, m. */
const VAULT_METRES = 3;

export interface Arc {
  /** by place in the list: who stands is seen by who is near, not from the arc */
  readonly id: string;
  /** whole metres */
  readonly x: number;
  readonly y: number;
  readonly vault: boolean;
  /** nobody here knows of a breach: it only asks */
  readonly question: boolean;
}

export interface Counts {
  readonly people: number;
  readonly peopleHere: number;
  readonly simulated: number;
  readonly simulatedHere: number;
}

export interface GovernanceSeen {
  readonly legitimacy: number;
  /** breaches that people learned of */
  readonly breaches: number;
  /** clauses in force that were voted */
  readonly inForce: readonly string[];
  readonly vote:
    | (Counts & { readonly id: ThingId; readonly options: readonly string[]; readonly opensTick: number; readonly closesTick: number })
    | null;
  /** what happened on the square tonight, oldest first */
  readonly record: readonly RecordedSeen[];
  /** clauses that wait for the next vote */
  readonly waiting: readonly string[];
  /** how the last vote ended; winner '' is "as it was" */
  readonly counted: (Counts & { readonly winner: string; readonly quorum: boolean; readonly tick: number }) | null;
}

export function governanceSeen(world: World): GovernanceSeen {
  const { governance, people } = world;
  const { vote, lastVote } = governance;
  let seen: GovernanceSeen['vote'] = null;
  if (vote) {
    const counts = { people: 0, peopleHere: 0, simulated: 0, simulatedHere: 0 };
    for (const id of people.order) {
      const p = people.byId[id];
      if (p?.state !== 'dreaming' || p.kind === 'agent') continue;
      const real = p.kind === 'person';
      counts[real ? 'peopleHere' : 'simulatedHere']++;
      if (vote.ballots[id]) counts[real ? 'people' : 'simulated']++;
    }
    seen = { id: vote.id, options: vote.options, opensTick: vote.opensTick, closesTick: vote.closesTick, ...counts };
  }
  return {
    legitimacy: governance.legitimacy,
    breaches: governance.breaches.filter((b) => b.known.length > 0).length,
    inForce: governance.adopted.map((c) => c.id),
    vote: seen,
    record: recordSeen(world),
    waiting: governance.proposed.map((p) => p.clause),
    counted: lastVote && {
      winner: lastVote.winner,
      quorum: lastVote.quorum,
      tick: lastVote.tick,
      people: lastVote.people,
      peopleHere: lastVote.peopleHere,
      simulated: lastVote.simulated,
      simulatedHere: lastVote.simulatedHere,
    },
  };
}

export function arcsSeen({ governance, space }: World): Arc[] {
  const out: { x: number; y: number; question: boolean }[] = [];
  for (const who in governance.voices) {
    const at = space.avatars[who];
    if (at) out.push({ x: round(at.x), y: round(at.y), question: governance.voices[who]?.question ?? false });
  }
  const isNear = (a: { x: number; y: number }, b: { x: number; y: number }): boolean =>
    (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) <= VAULT_METRES * VAULT_METRES;
  return out.map((a, i) => ({
    id: `arc${i + 1}`,
    x: a.x,
    y: a.y,
    vault: !a.question && out.filter((b) => !b.question && isNear(a, b)).length >= 3,
    question: a.question,
  }));
}

/** Somebody's own raised voice. */
export function voiceOf({ governance }: World, who: Who): { readonly untilTick: number; readonly question: boolean } | null {
  const voice = governance.voices[who];
  return voice ? { untilTick: voice.untilTick, question: voice.question } : null;
}

/** Statements that somebody answered. */
export function answersOf({ governance }: World, who: Who): Readonly<Record<string, Answer>> {
  const out: Record<string, Answer> = {};
  for (const id in governance.answers) {
    const given = governance.answers[id]?.[who];
    if (given) out[id] = given;
  }
  return out;
}
