/**
 * The council of Dream Governance: what it may do, and what its agent would do now and why. Each act is a command of whoever holds the role; it acts on
 * L, on what is said and on what simulated citizens fear, never on a person.
 */
import { max } from '../../kernel/math.ts';
import { pick } from '../../kernel/random.ts';
import { type Refusal, refuse } from '../commands.ts';
import type { CompiledScenario } from '../compiled.ts';
import { type CauseId, TICK_RATE, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import { roleOf } from './charter.ts';
import { knowersOf } from './knowing.ts';
import { moveLegitimacy } from './legitimacy.ts';
import type { Breach, CouncilAct } from './model.ts';
import { openBreaches, openClauses, record } from './record.ts';
import { openVote, propose } from './votes.ts';
import { weightsNow } from './weights.ts';

/** At most one act in so long, s. */
export const COUNCIL_EVERY = 12;
/** A restriction is felt so long, a denied breach is hushed so long, s. */
export const RESTRICT_SECONDS = 60;
const HUSH_SECONDS = 30;
/** What acts do to L. A lie costs by the share of those who know better. */
const COSTS = { restrict: 0.02, lie: 0.03, return: 0.03 } as const;
const GAINS = { spin: 0.03, concede: 0.04 } as const;

/** Share of those present who know of a breach, 0..1. */
export function knownShare(world: World, b: Breach): number {
  let here = 0;
  let know = 0;
  const known = knowersOf(b);
  for (const id of world.people.order) {
    const p = world.people.byId[id];
    if (p?.state !== 'dreaming' || p.kind === 'agent') continue;
    here++;
    if (known.has(id)) know++;
  }
  return know / max(1, here);
}

const unanswered = (world: World): Breach | undefined => world.governance.breaches.find((b) => b.answer === '' && b.known.length > 0);
const unowned = (world: World): Breach | undefined => world.governance.breaches.find((b) => b.answer !== 'conceded' && b.known.length > 0);
const nextClause = (world: World, scenario: CompiledScenario): string =>
  scenario.governance.clauses.find(
    (c) => !world.governance.adopted.some((a) => a.id === c.id) && !world.governance.lastVote?.options.includes(c.id),
  )?.id ?? '';

/** Of several breaches of a kind the one that nobody answered yet: else it would answer the first for ever. */
function breachCalled({ governance }: World, about: string): Breach | undefined {
  const kind = governance.breaches.filter((one) => one.id === about && one.answer !== 'conceded');
  return kind.find((one) => one.answer === '' && one.known.length > 0) ?? kind[0];
}

/** What an act of the council may be about now; [''] where it is about nothing, none where it would be in vain. */
export function councilAbout(world: World, scenario: CompiledScenario, act: CouncilAct): readonly string[] {
  switch (act) {
    case 'restrict':
      return [''];
    case 'return':
      return world.city.carried?.exposed && !world.governance.council.returned ? ['guide'] : [];
    case 'reform':
      return openClauses(world, scenario);
    default:
      return openBreaches(world);
  }
}

export function councilActs(now: Moment, who: Who, act: CouncilAct, about: string, cause: CauseId): Refusal | null {
  const { world, scenario } = now;
  const { governance, city } = world;
  const { council } = governance;
  if (roleOf(world, scenario, who) !== 'council') return refuse('council.role', 'only the council may do that', 'take the role first');
  if (council.lastTick > 0 && now.tick - council.lastTick < ticks(COUNCIL_EVERY))
    return refuse('council.soon', `the council acts once in ${COUNCIL_EVERY} s`, 'wait a moment');
  const b = breachCalled(world, about);
  if ((act === 'deny' || act === 'spin' || act === 'concede') && !b)
    return refuse('council.breach', `no open breach is called "${about}"`, 'name a breach that people know of');
  if (act === 'return' && !(city.carried?.exposed && !council.returned))
    return refuse('council.return', 'there is no guide to put back', 'it was not exposed in a night before, or is back already');
  if (act === 'reform') {
    const refusal = propose(now, who, about, cause, true);
    if (refusal) return refusal;
  }
  const acted = now.event('council.acted', who, about, [cause], { act });
  Object.assign(council, { lastTick: now.tick, because: [acted] });
  record(now, acted, 'council', about, who, act);
  follow(now, act, b, acted);
  const words = scenario.governance.council.lines[act] ?? [];
  if (words.length > 0) {
    const text = pick(now.random('council'), words);
    for (const to of now.dreamers()) now.effect({ kind: 'words', to, by: who, source: 'council', intensity: 0.1, text, because: [acted] });
  }
  return null;
}

function follow(now: Moment, act: CouncilAct, b: Breach | undefined, acted: CauseId): void {
  const { world } = now;
  const { council } = world.governance;
  const share = b ? knownShare(world, b) : 0;
  switch (act) {
    case 'restrict':
      council.pressureUntil = now.tick + ticks(RESTRICT_SECONDS);
      moveLegitimacy(now, -COSTS.restrict, act, [acted]);
      return;
    case 'deny':
      if (b) Object.assign(b, { answer: 'denied', hushedUntil: now.tick + ticks(HUSH_SECONDS) });
      moveLegitimacy(now, -COSTS.lie * share, act, [acted]);
      return;
    case 'spin':
      if (b) b.answer = 'spun';
      moveLegitimacy(now, GAINS.spin * (1 - share) - COSTS.lie * share, act, [acted]);
      return;
    case 'return':
      council.returned = true;
      moveLegitimacy(now, -COSTS.return, act, [acted]);
      return;
    case 'concede':
      // owning one owns all of its kind
      for (const one of world.governance.breaches) if (one.id === b?.id && one.by === b.by) one.answer = 'conceded';
      moveLegitimacy(now, GAINS.concede, act, [acted]);
      return;
    case 'reform':
      openVote(now, [acted]);
  }
}

export interface CouncilWill {
  /** null: nothing, and `because` says why */
  readonly act: CouncilAct | null;
  readonly about: string;
  /** one sentence for who asks why it does this, or why it does nothing */
  readonly because: string;
}

const waits = (because: string): CouncilWill => ({ act: null, about: '', because });

/** What the agent of the council would do now. Pure; its personality is in the scenario. */
export function councilWill(world: World, scenario: CompiledScenario): CouncilWill {
  const { governance, narrative, city, tick } = world;
  const { pride, fear, conscience } = scenario.governance.council;
  const { council, vote, protest, legitimacy } = governance;
  if (!narrative.begun || narrative.ending !== '') return waits('there is no night to govern');
  if (council.lastTick > 0 && tick - council.lastTick < ticks(COUNCIL_EVERY)) return waits('it has just acted, and listens');
  if (city.carried?.exposed && !council.returned)
    return { act: 'return', about: 'guide', because: 'the guide was exposed before, and sleepers ask for it' };
  if (vote) return waits('people are voting; it waits for the count');
  const open = unanswered(world);
  const standing = standingShare(world);
  if (standing === 0 && !open) return waits('nobody stands, and every breach that people speak of is answered');
  const near = scenario.governance.surge.share * (1.2 - conscience);
  const owed = unowned(world);
  if (owed && (standing >= near || legitimacy < 0.5 * conscience))
    return { act: 'concede', about: owed.id, because: 'too many stand, or too few still trust it, to say nothing' };
  const clause = nextClause(world, scenario);
  const rested = protest.surgeTick === 0 || tick - protest.surgeTick > scenario.governance.surge.every * TICK_RATE;
  if (clause !== '' && legitimacy < 0.4 * conscience && rested && governance.proposed.length === 0)
    return { act: 'reform', about: clause, because: 'only another charter will be believed' };
  if (standing > 0 && fear >= 0.3 && tick >= council.pressureUntil)
    return { act: 'restrict', about: '', because: 'voices rise, and it fears more of them' };
  if (open && pride >= 0.3) {
    const few = knownShare(world, open) < 0.5;
    return few
      ? { act: 'deny', about: open.id, because: 'few know of it yet' }
      : { act: 'spin', about: open.id, because: 'too many know of it to deny it' };
  }
  return waits('what is known is not enough to move it');
}

/** Share of those present, by weight, who raise their voice. */
function standingShare(world: World): number {
  const { voices } = world.governance;
  const ids = Object.keys(voices);
  if (ids.length === 0) return 0;
  const weights = weightsNow(world);
  let sum = 0;
  for (const who of ids) if (!voices[who]?.question) sum += weights.byWho.get(who) ?? 0;
  return weights.total > 0 ? sum / weights.total : 0;
}
