/**
 * A reform: clauses are proposed, everybody ranks them beside "as it was" (Schulze), and what wins binds in the same tick. Without enough ballots all stays
 * as it was.
 */
import { min } from '../../kernel/math.ts';
import { type Refusal, refuse } from '../commands.ts';
import type { CompiledClause } from '../compiled.ts';
import { type CauseId, TICK_RATE, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { redress } from '../narrative/scenes.ts';
import type { Dream } from '../world.ts';
import { charterWith } from './charter.ts';
import { moveLegitimacy } from './legitimacy.ts';
import { type Answer, AS_IT_WAS, type CountedVote, type Vote } from './model.ts';
import { record } from './record.ts';
import { schulzeOrder } from './schulze.ts';
import { stonesFor } from './stones.ts';
import { weightsNow } from './weights.ts';

/** A vote opens so long after the surge or the proposal, s, is open so long, s, and takes so many clauses. */
export const OPENS_SECONDS = 10;
export const VOTE_SECONDS = 60;
export const OPTIONS = 3;
/** A passed reform raises L by this, where so much is missing twice over (`movedBy`). */
export const REFORM_GAINS = 0.2;
/** Clauses that lost are not put again for so long, and the next vote waits so long, s. */
const AGAIN_SECONDS = 240;
const REST_SECONDS = 45;
/** So many ballots at least, where as many people are present. */
const LEAST = 3;

const isInForce = ({ world }: Pick<Moment, 'world'>, id: string): boolean => world.governance.adopted.some((c) => c.id === id);
const clauseOf = ({ scenario }: Dream, id: string): CompiledClause | undefined => scenario.governance.clauses.find((c) => c.id === id);

/** Why somebody cannot put a clause to the vote now; null when they can. */
export function proposeRefusal(dream: Dream, who: Who, clause: string): Refusal | null {
  const { vote, proposed, lastVote } = dream.world.governance;
  if (!clauseOf(dream, clause))
    return refuse('propose.unknown', `no clause is called "${clause}"`, 'choose one of the clauses of this night');
  if (isInForce(dream, clause)) return refuse('propose.in-force', 'that clause is in force already');
  if (vote?.options.includes(clause) || proposed.some((p) => p.clause === clause))
    return refuse('propose.waiting', 'that clause is to be voted on already', 'wait for the vote');
  if (who !== 'dream' && proposed.some((p) => p.by === who))
    return refuse('propose.one', 'a proposal of yours is waiting', 'wait for its vote');
  if (lastVote?.options.includes(clause) && lastVote.winner !== clause && dream.world.tick - lastVote.tick < ticks(AGAIN_SECONDS))
    return refuse('propose.again', 'that clause was voted on a moment ago', 'propose another, or wait some minutes');
  if (proposed.length >= OPTIONS) return refuse('propose.full', `${OPTIONS} clauses are waiting already`, 'wait for the vote');
  return null;
}

/** Puts a clause to the vote: into the one that is about to open, else into the next. `asCouncil`: the record has it as an act of the council. */
export function propose(now: Moment, who: Who, clause: string, cause: CauseId, asCouncil = false): Refusal | null {
  const refusal = proposeRefusal(now, who, clause);
  if (refusal) return refusal;
  const { vote, proposed } = now.world.governance;
  const opened = now.event('proposal.opened', who, clause, [cause]);
  if (!asCouncil) record(now, opened, 'proposed', clause, who);
  if (vote && now.tick < vote.opensTick && vote.options.length < OPTIONS) {
    vote.options.push(clause);
    vote.stones = stonesFor(now.scenario, vote.options);
    vote.because = [...vote.because, opened];
    return null;
  }
  proposed.push({ clause, by: who, tick: now.tick, because: [opened] });
  return null;
}

/** Lets a vote open in ten seconds over what is proposed, else over the first clauses not in force. Nothing to vote on: no vote. */
export function openVote(now: Moment, because: readonly CauseId[]): void {
  const { governance } = now.world;
  if (governance.vote) return;
  const waiting = governance.proposed.filter((p) => !isInForce(now, p.clause));
  const all = because.slice();
  let options = waiting.map((p) => p.clause);
  for (const p of waiting) all.push(...p.because);
  if (options.length === 0) {
    options = now.scenario.governance.clauses
      .map((c) => c.id)
      .filter((id) => !isInForce(now, id))
      .slice(0, OPTIONS);
    for (const id of options) all.push(now.event('proposal.opened', 'dream', id, because));
  }
  governance.proposed = [];
  if (options.length === 0) return;
  const opensTick = now.tick + ticks(OPENS_SECONDS);
  const id = now.newId('vo');
  governance.vote = {
    id,
    options: options.slice(0, OPTIONS),
    opensTick,
    closesTick: opensTick + ticks(VOTE_SECONDS),
    ballots: {},
    stones: stonesFor(now.scenario, options.slice(0, OPTIONS)),
    stood: {},
    because: all,
  };
}

/** One's own order, best first; what is left out is last. Voting again replaces it. */
export function castBallot(now: Moment, who: Who, order: readonly string[], cause: CauseId): Refusal | null {
  const { vote } = now.world.governance;
  if (!vote || now.tick < vote.opensTick) return refuse('ballot.closed', 'no vote is open now');
  if (order.length === 0) return refuse('ballot.empty', 'the ballot is empty', `name a clause, or ${AS_IT_WAS}`);
  const wrong = order.find((id, i) => (id !== AS_IT_WAS && !vote.options.includes(id)) || order.indexOf(id) !== i);
  if (wrong !== undefined) return refuse('ballot.option', `"${wrong}" is no option here, or stands twice`, 'name each option once');
  if (now.world.people.byId[who]?.kind === 'agent') return refuse('ballot.agent', 'roles have no vote');
  const first = vote.ballots[who] === undefined;
  vote.ballots[who] = [...order];
  delete vote.stood[who];
  if (first) now.event('ballot.cast', who, '', [cause]);
  return null;
}

export function answerStatement(now: Moment, who: Who, statement: string, answer: Answer, cause: CauseId): Refusal | null {
  if (!now.scenario.governance.statements.some((s) => s.id === statement))
    return refuse('state.unknown', `no statement is called "${statement}"`, 'answer one of the statements of this night');
  const { answers } = now.world.governance;
  let given = answers[statement];
  if (!given) given = answers[statement] = {};
  if (given[who] === undefined) now.event('statement.answered', who, '', [cause]);
  given[who] = answer;
  return null;
}

/** Once a second: a vote opens, is counted, or the next begins. */
export function stepVotes(now: Moment): void {
  const { governance } = now.world;
  const { vote, proposed, lastVote } = governance;
  if (!vote) {
    if (proposed.length > 0 && (!lastVote || now.tick - lastVote.tick >= ticks(REST_SECONDS))) openVote(now, []);
    return;
  }
  // a cadence of a second: the tick of opening is met, since both are set at one
  if (now.tick >= vote.opensTick && now.tick - vote.opensTick < TICK_RATE) {
    vote.because = [now.event('vote.opened', 'dream', vote.id, vote.because.slice(-8), { options: vote.options.length })];
  } else if (now.tick >= vote.closesTick) count(now, vote);
}

/** Who won, of ballots weighed by presence. Pure but for reading the world. */
export function countVote(now: Moment, vote: Vote): CountedVote {
  const weights = weightsNow(now.world);
  const { byId } = now.world.people;
  const ballots: { order: readonly string[]; weight: number }[] = [];
  const heads = { person: 0, simulated: 0 };
  let voted = 0;
  let counting = 0;
  for (const who of Object.keys(vote.ballots)) {
    const kind = byId[who]?.kind;
    if (kind !== 'person' && kind !== 'simulated') continue;
    // who left keeps no vote: a night is decided by those who are in it
    if (byId[who]?.state !== 'dreaming') continue;
    heads[kind]++;
    const weight = weights.byWho.get(who) ?? 0;
    if (weight <= 0) continue;
    counting++;
    voted += weight;
    ballots.push({ order: vote.ballots[who] ?? [], weight });
  }
  const quorum = counting > 0 && voted >= now.scenario.governance.quorum * weights.total && counting >= min(LEAST, weights.byWho.size);
  // equals fall to "as it was", which stands first
  const winner = schulzeOrder([AS_IT_WAS, ...vote.options], ballots)[0] ?? AS_IT_WAS;
  return {
    options: [...vote.options],
    winner: quorum && winner !== AS_IT_WAS ? winner : '',
    people: heads.person,
    peopleHere: weights.people,
    simulated: heads.simulated,
    simulatedHere: weights.simulated,
    quorum,
    tick: now.tick,
  };
}

function count(now: Moment, vote: Vote): void {
  const { governance } = now.world;
  const counted = countVote(now, vote);
  const { people, peopleHere, simulated, simulatedHere, quorum } = counted;
  const event = now.event('vote.counted', 'dream', vote.id, vote.because, { people, peopleHere, simulated, simulatedHere, quorum });
  governance.vote = null;
  governance.lastVote = counted;
  record(now, event, 'counted', counted.winner, 'dream');
  const clause = counted.winner === '' ? undefined : clauseOf(now, counted.winner);
  if (!clause) {
    now.event('reform.failed', 'dream', vote.id, [event], { quorum });
    return;
  }
  adopt(now, clause, event);
}

/** A clause comes into force: the gate reads the changed charter from the next effect on. */
function adopt(now: Moment, clause: CompiledClause, because: CauseId): void {
  const { governance, narrative } = now.world;
  const passed = now.event('reform.passed', 'dream', clause.id, [because]);
  governance.adopted.push({ ...clause });
  governance.charter = charterWith(now.scenario.governance.charter, governance.adopted);
  governance.protest.reforms++;
  governance.protest.because = [passed];
  narrative.facts[`clause.${clause.id}`] = 1;
  narrative.factBecause[`clause.${clause.id}`] = [passed];
  moveLegitimacy(now, REFORM_GAINS, 'reform', [passed]);
  for (const who of new Set(narrative.scenes.map((s) => s.who))) redress(now, who, passed);
  if (clause.does.guide === 'unmasked')
    now.act({ kind: 'deed', deed: 'unmask', who: 'dream', about: clause.id, amount: 0, because: [passed] });
}
