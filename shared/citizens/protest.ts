/**
 * What a simulated citizen makes of governance: stands or sits by Epstein's model I and Granovetter's thresholds (`dream/governance/protest.ts`), proposes,
 * votes, answers statements. Once a second; only what everybody near could know, and their own feeling, go into it.
 */
import type { Command } from '../dream/commands.ts';
import { knowersOf } from '../dream/governance/knowing.ts';
import { ANSWERS, AS_IT_WAS } from '../dream/governance/model.ts';
import { arrestChance, grievance, joinsCrowd, wouldStand } from '../dream/governance/protest.ts';
import { VOICE_SECONDS } from '../dream/governance/voices.ts';
import { TICK_RATE } from '../dream/ids.ts';
import type { Dream } from '../dream/world.ts';
import { clamp, max, min } from '../kernel/math.ts';
import { chance, normal, type StreamState, shuffled, streamOf, uniform } from '../kernel/random.ts';
import { everyoneIn } from './glance.ts';
import type { Member } from './member.ts';

/** What somebody is like as a citizen, drawn once for the night; its own stream, so that nothing else they do depends on it. */
export interface Unrest {
  rng: StreamState;
  /** hardship H of their own and risk aversion R, 0..1 each */
  hardship: number;
  aversion: number;
  /** share of those in sight that must stand before they join, by the crowd alone */
  threshold: number;
  /** tick before which they do not stand: they were frightened off, as Epstein's jailed are */
  coolUntil: number;
  /** vote or statement they dealt with -> tick at which they answer, -1 once they did */
  answering: Record<string, number>;
}

/** How far they see others stand, m. */
const SIGHT_METRES = 40;
/** Share of those in sight whom they take for watchers of the council, at rest and while it restricts. */
const WATCHERS = 0.04;
const WATCHERS_RESTRICTING = 0.1;
/** In a small company the council is felt all the same. */
const WATCHERS_LEAST = 2;
/** Longest time frightened off, s (Epstein's J max). */
const COOL_SECONDS = 60;
/** Breaches they know of that make hardship whole. */
const HURTS = 4;

function unrestOf(dream: Dream, member: Member): Unrest {
  if (!member.unrest) {
    const rng = streamOf(dream.world.seed, `protest/${member.cast}`);
    const [hardship, aversion] = [uniform(rng), uniform(rng)];
    member.unrest = { rng, hardship, aversion, threshold: 0.25 + 0.14 * normal(rng), coolUntil: 0, answering: {} };
  }
  return member.unrest;
}

/** Adds what a simulated citizen does as one of the governed, if anything. Nothing is drawn before a breach is known or a vote is near. */
export function govern(dream: Dream, member: Member, index: number, out: Command[]): void {
  const { world } = dream;
  if ((world.tick + index) % TICK_RATE !== 0 || !world.narrative.begun || world.narrative.ending !== '') return;
  const { governance } = world;
  if (governance.breaches.length > 0) stand(dream, member, out);
  if (governance.vote && world.tick >= governance.vote.opensTick) vote(dream, member, out);
  if (dream.scenario.governance.statements.length > 0 && world.narrative.act > 0) answer(dream, member, out);
}

/** Hardship: their own, as far as breaches they know of and discomfort bring it out, 0..1. */
function hardshipOf(dream: Dream, member: Member, own: number): number {
  let known = 0;
  for (const b of dream.world.governance.breaches) if (b.answer !== 'conceded' && knowersOf(b).has(member.id)) known++;
  if (known === 0) return 0;
  const discomfort = max(0, -(dream.world.affect.feeling[member.id]?.valence ?? 0));
  return clamp(own * (0.25 + 0.75 * min(1, known / HURTS)) + 0.3 * discomfort, 0, 1);
}

function stand(dream: Dream, member: Member, out: Command[]): void {
  const { world } = dream;
  const { governance, space } = world;
  const me = space.avatars[member.id];
  if (!me) return;
  const unrest = unrestOf(dream, member);
  const voice = governance.voices[member.id];
  const felt = grievance(hardshipOf(dream, member, unrest.hardship), governance.legitimacy);
  if (felt <= 0 || world.tick < unrest.coolUntil) return;
  const { seen, standing } = around(dream, member.id, me);
  const restricting = world.tick < governance.council.pressureUntil;
  const cops = max(WATCHERS_LEAST, seen * (restricting ? WATCHERS_RESTRICTING : WATCHERS));
  const risk = arrestChance(cops, standing + 1);
  const will = wouldStand(felt, unrest.aversion, risk) || (felt > 0.05 && standing > 0 && joinsCrowd(unrest.threshold * seen, standing));
  if (!will) {
    if (voice) out.push({ type: 'voice', by: member.id, body: { on: false } });
    return;
  }
  // fear does to who stands what an arrest does in the model: away for a while
  if (voice && restricting && chance(unrest.rng, (risk * unrest.aversion) / 10)) {
    unrest.coolUntil = world.tick + uniform(unrest.rng) * COOL_SECONDS * TICK_RATE;
    out.push({ type: 'voice', by: member.id, body: { on: false } });
    return;
  }
  if (!voice || voice.untilTick - world.tick < 0.3 * VOICE_SECONDS * TICK_RATE)
    out.push({ type: 'voice', by: member.id, body: { on: true } });
  if (felt > 0.3 && !governance.vote && governance.proposed.length === 0 && chance(unrest.rng, 0.01)) propose(dream, member, unrest, out);
}

/** Who is in sight, themselves left out, and how many of them stand. */
function around(dream: Dream, me: string, at: { x: number; y: number }): { seen: number; standing: number } {
  const { world } = dream;
  let seen = 0;
  let standing = 0;
  const { voices } = world.governance;
  for (const one of everyoneIn(world)) {
    const dx = one.x - at.x;
    const dy = one.y - at.y;
    if (one.id === me || dx * dx + dy * dy > SIGHT_METRES * SIGHT_METRES) continue;
    seen++;
    if (voices[one.id]) standing++;
  }
  return { seen, standing };
}

function propose(dream: Dream, member: Member, unrest: Unrest, out: Command[]): void {
  const { adopted, lastVote } = dream.world.governance;
  const open = dream.scenario.governance.clauses.filter((c) => !adopted.some((a) => a.id === c.id) && !lastVote?.options.includes(c.id));
  const clause = shuffled(unrest.rng, open)[0];
  if (clause) out.push({ type: 'propose', by: member.id, body: { clause: clause.id } });
}

/** They take up to half a minute, and rank what they want before "as it was", or after it. */
function vote(dream: Dream, member: Member, out: Command[]): void {
  const { governance, tick } = dream.world;
  const open = governance.vote;
  if (!open) return;
  const unrest = unrestOf(dream, member);
  if (!due(unrest, open.id, tick, 4, 34)) return;
  const felt = grievance(hardshipOf(dream, member, unrest.hardship), governance.legitimacy);
  const order = shuffled(unrest.rng, open.options);
  // who is content, or says no on principle, wants little changed; the others nearly all
  const wants = member.temper === 'dissenter' ? 0.2 : felt > 0.1 ? 0.95 : 0.55;
  const changed = order.filter(() => chance(unrest.rng, wants));
  const rest = order.filter((id) => !changed.includes(id));
  out.push({ type: 'ballot', by: member.id, body: { order: [...changed, AS_IT_WAS, ...rest] } });
}

function answer(dream: Dream, member: Member, out: Command[]): void {
  const { governance, tick } = dream.world;
  const unrest = unrestOf(dream, member);
  const next = dream.scenario.governance.statements.find((s) => governance.answers[s.id]?.[member.id] === undefined);
  if (!next || !due(unrest, `st:${next.id}`, tick, 10, 60)) return;
  const given = shuffled(unrest.rng, ANSWERS)[0] ?? 'pass';
  out.push({ type: 'state', by: member.id, body: { statement: next.id, answer: given } });
}

/** True once, between `from` and `to` seconds after the matter first came up. */
function due(unrest: Unrest, matter: string, tick: number, from: number, to: number): boolean {
  const at = unrest.answering[matter] ?? tick + (from + (to - from) * uniform(unrest.rng)) * TICK_RATE;
  unrest.answering[matter] = at;
  if (at < 0 || tick < at) return false;
  unrest.answering[matter] = -1;
  return true;
}
