/** Shadows: they form, grow cold round them, are soothed by joined hands, drift to unlit ground, seep when left alone, and come apart. */
import { clamp, max, min, mod, TAU } from '../../kernel/math.ts';
import { answer, breathPhase, coherence, isBreathing } from '../affect/rules.ts';
import type { WorldEffect } from '../effects.ts';
import { cloakOf } from '../governance/clothes.ts';
import { consolesAt } from '../guide/ask.ts';
import { type CauseId, TICK_RATE, TICK_SECONDS, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { Lantern } from '../space/model.ts';
import type { World } from '../world.ts';
import { peopleCount } from './facts.ts';
import { giveFragment } from './fragments.ts';
import { freeSpot } from './ground.ts';
import { meetingOf } from './met.ts';
import type { Shadow } from './model.ts';
import { APART_SECONDS, KEEP_SECONDS, REGROW_RATE, ringRadius, SOOTHE_REACH, shadowsAllowed, soothingRate } from './rules.ts';
import { strengthFor } from './scenes.ts';

/** Soothing is reckoned every so many ticks. */
const CADENCE = 5;
/** From 200 people on a shadow weighs double. */
const CITY = 200;
/** A shadow is met from this near. */
const MEET_REACH = 12;

/** Radius of a shadow's cold now, m. */
export function ringOf(shadow: Shadow, tick: number): number {
  return ringRadius((tick - shadow.bornTick) * TICK_SECONDS);
}

export function standing(world: World): Shadow[] {
  return world.narrative.shadows.filter((s) => s.goneTick === 0);
}

/** True while one more may form. */
export function roomForMore(now: Moment): boolean {
  const { narrative } = now.world;
  const allowed = shadowsAllowed(peopleCount(now.world), now.scenario.knobs.shadowPerPeople);
  return narrative.begun && narrative.ending === '' && standing(now.world).length < allowed;
}

/** A shadow forms on unlit ground near the wished place; nothing forms when as many stand as the people here allow. */
export function formShadow(now: Moment, effect: Extract<WorldEffect, { kind: 'shadow' }>): void {
  if (!roomForMore(now)) return;
  const { narrative } = now.world;
  const at = freeSpot(now, effect.x, effect.y);
  const full = peopleCount(now.world) >= CITY ? effect.weight * 2 : effect.weight;
  const id = now.newId('sh');
  narrative.formed++;
  const formed = now.event('shadow.formed', 'dream', id, effect.because, { theme: effect.theme, weight: full });
  narrative.shadows.push({
    id,
    theme: effect.theme,
    x: at.x,
    y: at.y,
    weight: full,
    full,
    bornTick: now.tick,
    soothedTick: 0,
    hands: [],
    warmth: 0,
    faced: [],
    seeped: 0,
    goneTick: 0,
    because: [formed],
  });
}

/** Who soothes a shadow now, how many they count, and how well they breathe together. */
interface Soothing {
  readonly hands: Who[];
  readonly n: number;
  readonly g: number;
  /** alone it is softened to half only */
  readonly alone: boolean;
  readonly because: CauseId[];
}

const NOBODY: Soothing = { hands: [], n: 0, g: 0, alone: true, because: [] };

function soothingOf(now: Moment, shadow: Shadow): Soothing {
  const { world, scenario } = now;
  const { gZero, gSpan } = scenario.knobs;
  // who laid a card on its theme counts like anybody: hands that were no help would tell who it was
  const near = now.near(shadow.x, shadow.y, SOOTHE_REACH);
  if (near.length === 0) return NOBODY;
  const held = world.space.hands.filter((h) => near.includes(h.a) && near.includes(h.b));
  const window = ticks(scenario.knobs.coherenceWindowSeconds);
  const breathers = near.filter((who) => isBreathing(world.affect.breath[who], now.tick, window));
  const phase = (who: Who): number => {
    const breath = world.affect.breath[who];
    return breath ? breathPhase(breath, now.tick) : 0;
  };
  const behindBreath = (whos: readonly Who[]): CauseId[] => whos.flatMap((who) => world.affect.breath[who]?.because ?? []);
  if (held.length > 0) {
    const hands = near.filter((who) => held.some((h) => h.a === who || h.b === who));
    const inTime = hands.filter((who) => breathers.includes(who));
    const g = answer(coherence(inTime.map(phase)), gZero, gSpan);
    return { hands, n: hands.length, g, alone: false, because: [...held.flatMap((h) => h.because), ...behindBreath(inTime)] };
  }
  const one = breathers[0];
  if (one === undefined) return NOBODY;
  const lantern = tendedIn(world, shadow);
  if (!lantern) return { hands: [one], n: 1, g: world.affect.breath[one]?.ease ?? 0, alone: true, because: behindBreath([one]) };
  const light = mod(((now.tick - lantern.plantedTick) * TICK_SECONDS * TAU) / max(1, lantern.cycle), TAU);
  const g = answer(coherence([phase(one), light]), gZero, gSpan);
  return { hands: [one], n: 2, g, alone: false, because: [...lantern.because, ...behindBreath([one])] };
}

/** A lantern that somebody tended, within the reach of soothing hands. */
function tendedIn(world: World, shadow: Shadow): Lantern | undefined {
  return world.space.lanterns.find((l) => {
    const dx = l.x - shadow.x;
    const dy = l.y - shadow.y;
    return l.tendedBy.length > 0 && dx * dx + dy * dy <= SOOTHE_REACH * SOOTHE_REACH;
  });
}

function soothe(now: Moment, shadow: Shadow): void {
  const { narrative } = now.world;
  const s = soothingOf(now, shadow);
  if (s.n === 0) {
    shadow.hands = [];
    shadow.warmth = 1 - shadow.weight / shadow.full;
    const since = max(shadow.soothedTick, shadow.bornTick);
    if (now.tick - since > ticks(KEEP_SECONDS)) shadow.weight = min(shadow.full, shadow.weight + REGROW_RATE * CADENCE * TICK_SECONDS);
    return;
  }
  const steady = s.hands.filter((who) => (narrative.steady[who]?.untilTick ?? 0) > now.tick);
  const because = [...new Set([...s.because, ...steady.flatMap((who) => narrative.steady[who]?.because ?? []), ...shadow.because])];
  if (shadow.hands.length === 0) now.event('shadow.soothing', s.hands[0] ?? 'dream', shadow.id, because, { hands: s.hands.length });
  shadow.hands = s.hands;
  shadow.soothedTick = now.tick;
  const lifted = soothingRate(s.n, s.g, steady.length + (consolesAt(now, shadow.x, shadow.y) ? 1 : 0)) * CADENCE * TICK_SECONDS;
  const lowest = s.alone ? min(shadow.weight, shadow.full / 2) : 0;
  shadow.weight = max(lowest, shadow.weight - lifted);
  shadow.warmth = clamp(1 - shadow.weight / shadow.full + 0.2 + 0.3 * s.g, 0, 1);
  if (shadow.weight <= 0) comeApart(now, shadow, because);
}

function comeApart(now: Moment, shadow: Shadow, because: readonly CauseId[]): void {
  const { narrative } = now.world;
  narrative.soothed++;
  shadow.goneTick = now.tick;
  shadow.warmth = 1;
  const soothed = now.event('shadow.soothed', shadow.hands[0] ?? 'dream', shadow.id, because, {
    hands: shadow.hands.length,
    weight: shadow.full,
  });
  for (const who of shadow.hands) {
    if (cloakOf(now.world, now.scenario, who, shadow.theme) !== 'gone') giveFragment(now, who, shadow.theme, '', [soothed]);
  }
  now.act({ kind: 'deposit', by: 'dream', x: shadow.x, y: shadow.y, valence: 0.5, arousal: -0.1, because: [soothed] });
}

/** Whoever comes near a shadow for the first time meets it: one image, through the gate. */
function meet(now: Moment, shadow: Shadow): void {
  const { narrative, space } = now.world;
  const theme = now.scenario.themes.find((t) => t.tag === shadow.theme);
  for (const who of now.near(shadow.x, shadow.y, MEET_REACH)) {
    const key = meetingOf(now.world, shadow.id, who);
    if (narrative.seen[key] !== undefined) continue;
    narrative.seen[key] = now.tick;
    const intensity = strengthFor(now.world, who, shadow.theme, theme ? (theme.low + theme.high) / 2 : 0.3);
    const cause = space.avatars[who]?.cause ?? '';
    const because = cause === '' ? shadow.because : [...shadow.because, cause];
    now.effect({
      kind: 'image',
      to: who,
      by: 'dream',
      source: shadow.id,
      theme: shadow.theme,
      intensity,
      text: 'shadow.near',
      soft: 'shadow.far',
      because,
    });
  }
}

function forget(world: World, shadow: Shadow): void {
  const { narrative } = world;
  narrative.facing = narrative.facing.filter((f) => f.shadow !== shadow.id);
  for (const key of Object.keys(narrative.seen)) if (key.startsWith(`${shadow.id}|`)) delete narrative.seen[key];
}

/** Soothing every quarter second; meeting every second. What a shadow does when left alone is in `solitude.ts`. */
export function stepShadows(now: Moment): void {
  if (!now.every(CADENCE)) return;
  const { narrative } = now.world;
  for (const shadow of narrative.shadows) {
    if (shadow.goneTick === 0) soothe(now, shadow);
    else if (now.tick - shadow.goneTick > APART_SECONDS * TICK_RATE) forget(now.world, shadow);
  }
  narrative.shadows = narrative.shadows.filter((s) => s.goneTick === 0 || now.tick - s.goneTick <= APART_SECONDS * TICK_RATE);
  if (!now.every(20) || narrative.ending !== '') return;
  for (const shadow of narrative.shadows) if (shadow.goneTick === 0) meet(now, shadow);
}
