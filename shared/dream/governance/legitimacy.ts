/** Legitimacy, and the breaches that lower it as people learn of them: from who was there, by word of mouth, at 12 m. */
import { clamp, max, min } from '../../kernel/math.ts';
import type { JudgedEffect } from '../effects.ts';
import { type CauseId, TICK_RATE, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { excessOf, remindCharter, roleOf } from './charter.ts';
import { knowersOf } from './knowing.ts';
import type { Breach } from './model.ts';

/** A breach that everybody learned of lowers L by this. */
export const BREACH_COSTS = 0.06;
/** Nothing lifts L by more than this part of what is missing to 1: trust comes back by halves, and a city with many reforms is not a city without doubt (own). */
const MOST_RETURNS = 0.5;
/** Words carry so far, m; who stands so long in hearing of somebody who knows, knows too, s. */
const HEARING_METRES = 12;
const HEARING_SECONDS = 8;
/** The same rule is broken anew at the earliest after this long, s: one bad minute is one breach. */
const ANEW_SECONDS = 10;
/** Breaches of a night that are kept. */
const MOST = 200;

/** L after it moved by `by`: down as far as it goes, up by at most half of what is missing. */
export function movedBy(l: number, by: number): number {
  return clamp(l + min(by, MOST_RETURNS * (1 - l)), 0, 1);
}

/** Moves L of the city and, where given, of one district; says so. Returns the event, null when nothing moved. */
export function moveLegitimacy(
  now: Moment,
  by: number,
  why: string,
  because: readonly CauseId[],
  district: string | 'all' = 'all',
): CauseId | null {
  const { governance, city } = now.world;
  const before = governance.legitimacy;
  governance.legitimacy = movedBy(before, by);
  for (const d of city.districts) if (district === 'all' || d.id === district) d.legitimacy = movedBy(d.legitimacy, by);
  if (governance.legitimacy === before) return null;
  return now.event('legitimacy.moved', 'dream', '', because, { by: governance.legitimacy - before, to: governance.legitimacy, why });
}

/** District where somebody stands, '' for none. */
export function districtOf(now: Moment, who: Who): string {
  const at = now.world.space.avatars[who];
  if (!at || now.scenario.districts.length === 0) return '';
  return now.scenario.districts.find((d) => d.regions.includes(at.region))?.id ?? '';
}

/** Who learned of which breach in a moment, to be told once for all of them. */
export type Learned = Map<Breach, Who[]>;

/** After the gate: what a rule on paper forbade, and came all the same, is a breach. Whoever was to feel it knows; what their limits made of it does not matter. */
export function noteJudged(now: Moment, effect: JudgedEffect, learned: Learned): void {
  const { world, scenario } = now;
  if (world.governance.charter.length === 0 || effect.verdict.rule === 'floor.gone') return;
  for (const rule of world.governance.charter) {
    if (rule.binding) continue;
    const excess = excessOf(world, scenario, rule, effect);
    const found = excess ? breachOf(now, rule.id, roleOf(world, scenario, effect.by), effect.because, { excess }) : null;
    if (found) learned.set(found, [...(learned.get(found) ?? []), effect.to]);
  }
  if (effect.verdict.outcome !== 'refused') remindCharter(world, scenario, effect);
}

/** All that was noted in a tick is learned at once: one event for all whom a breach concerns. */
export function tellLearned(now: Moment, learned: Learned): void {
  for (const [found, who] of learned) learn(now, found, newTo(now, found, who));
}

/** Those of `who` who did not know yet, once each; agents are not told. */
function newTo(now: Moment, { known }: Breach, who: readonly Who[]): Who[] {
  return [...new Set(who)].filter((w) => !known.includes(w) && now.world.people.byId[w]?.kind !== 'agent');
}

/** A breach of `id` that `who` know of from the start. Within ten seconds of the last of its kind it is the same one; with `single`, all night. */
export function breach(
  now: Moment,
  id: string,
  by: string,
  who: readonly Who[],
  because: readonly CauseId[],
  data: Readonly<Record<string, string>> = {},
  single = false,
): void {
  const found = breachOf(now, id, by, because, data, single);
  if (found) learn(now, found, newTo(now, found, who));
}

/** The breach that this is part of, or a new one; null when the night has no room for more. */
function breachOf(
  now: Moment,
  id: string,
  by: string,
  because: readonly CauseId[],
  data: Readonly<Record<string, string>>,
  single = false,
): Breach | null {
  const { breaches } = now.world.governance;
  const found = breaches.find((b) => b.id === id && b.by === by && (single || now.tick - b.tick < ticks(ANEW_SECONDS)));
  if (found) return found;
  if (breaches.length >= MOST) return null;
  const happened = now.event('breach.happened', by === '' ? 'dream' : by, id, because, data);
  const made: Breach = { id, by, tick: now.tick, known: [], hearing: {}, hushedUntil: 0, answer: '', because: [happened] };
  breaches.push(made);
  return made;
}

/** L falls by .06 x the share of those present who learn; in each district by the share of those who stand there. */
function learn(now: Moment, b: Breach, who: readonly Who[]): void {
  if (who.length === 0) return;
  const { world } = now;
  for (const w of who) {
    b.known.push(w);
    delete b.hearing[w];
  }
  const here = now.dreamers().filter((w) => world.people.byId[w]?.kind !== 'agent');
  const share = who.length / max(1, here.length);
  const learned = now.event('breach.learned', 'dream', b.id, b.because, { learned: who.length, share });
  const before = world.governance.legitimacy;
  world.governance.legitimacy = clamp(before - BREACH_COSTS * share, 0, 1);
  for (const d of world.city.districts) {
    const among = (list: readonly Who[]): number => list.filter((w) => districtOf(now, w) === d.id).length;
    d.legitimacy = clamp(d.legitimacy - (BREACH_COSTS * among(who)) / max(1, among(here)), 0, 1);
  }
  if (world.governance.legitimacy !== before)
    now.event('legitimacy.moved', 'dream', '', [learned], {
      by: world.governance.legitimacy - before,
      to: world.governance.legitimacy,
      why: 'breach',
    });
}

/** Every tick one breach is told on, each of them once a second (with more than twenty: one after the other, for as much longer). */
export function tellOn(now: Moment): void {
  const { governance, space, people } = now.world;
  const period = max(TICK_RATE, governance.breaches.length);
  const open = governance.breaches[now.tick % period];
  if (!open || now.tick < open.hushedUntil) return;
  const knowing = knowersOf(open);
  const tellers: { x: number; y: number }[] = [];
  for (const who of open.known) {
    const at = space.avatars[who];
    if (at && people.byId[who]?.state === 'dreaming') tellers.push(at);
  }
  if (tellers.length === 0) return;
  const learned: Who[] = [];
  for (const who of now.dreamers()) {
    if (knowing.has(who) || people.byId[who]?.kind === 'agent') continue;
    const at = space.avatars[who];
    if (!at || !tellers.some((t) => (t.x - at.x) * (t.x - at.x) + (t.y - at.y) * (t.y - at.y) <= HEARING_METRES * HEARING_METRES)) continue;
    const heard = (open.hearing[who] ?? 0) + period / TICK_RATE;
    open.hearing[who] = heard;
    if (heard >= HEARING_SECONDS) learned.push(who);
  }
  learn(now, open, learned);
}
