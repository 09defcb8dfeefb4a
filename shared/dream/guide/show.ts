/**
 * Odd things about the light as they stand in the world: one at a time, near somebody, the same for all in sight. Each true one has a twin with an
 * innocent cause. What is shown, and where, depends on places, on who lets the light read their words, and on the seed.
 */
import { hypot } from '../../kernel/math.ts';
import { between, pick, shuffled, streamOf } from '../../kernel/random.ts';
import { type CauseId, type ThemeTag, type ThingId, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { regionOf } from '../narrative/ground.ts';
import type { World } from '../world.ts';
import { sayable } from './heard.ts';
import { inEach, inLight, lightsOf } from './lights.ts';
import { isNear, players } from './near.ts';
import {
  AT_SYMBOL_METRES,
  DECOYS,
  NOTE_METRES,
  PASSED_METRES,
  RAIN_AFTER_SECONDS,
  RAIN_METRES,
  RAINED_SECONDS,
  SHOWN_SECONDS,
  TELL_EVERY,
  TELL_KINDS,
  TELLS,
} from './rules.ts';

/** One showing. */
export interface Shown {
  tell: string;
  /** false: it has an innocent cause */
  real: boolean;
  tick: number;
  /** symbol that opens, lantern that dips or ground where it rains, '' if none */
  about: ThingId;
  /** which light it is about; null for all of them */
  light: number | null;
}

/** What anyone in sight sees or hears of it; what is behind it is theirs to tell. */
export interface ShowingSeen {
  readonly tell: string;
  readonly about: ThingId;
  readonly tick: number;
  readonly seconds: number;
  readonly light: number;
}

/** Its own odd things of this night: so many of `TELLS` as the scenario says, drawn by the seed; of three or more, one that is seen, one heard, one asked. */
export function tellsOf(seed: string, tells: number): readonly string[] {
  const all = shuffled(streamOf(seed, 'tells'), Object.keys(TELLS));
  if (tells < TELL_KINDS.length) return all.slice(0, tells);
  const first = all.filter((tell) => TELL_KINDS.some((kind) => all.find((t) => kind.includes(t)) === tell));
  return [...first, ...all.filter((tell) => !first.includes(tell))].slice(0, tells);
}

/** Shows the next one, if it is time, to who is near. */
export function show(now: Moment): void {
  const { guide } = now.world;
  if (now.tick >= guide.mask.nextTick) return inLight(guide, shower(now), () => showHere(now));
  inEach(now.world, () => rainsEarly(now) && present(now, 'rain', true, witnesses(now)));
}

/** The light by which something is shown next: where there are several, any that somebody is near. */
function shower(now: Moment): number {
  const { guide } = now.world;
  if (guide.others.length === 0) return 0;
  const seen = lightsOf(guide).flatMap((light, i) => (players(now).some((who) => isNear(now.world, who, NOTE_METRES, light)) ? [i] : []));
  return seen.length > 1 ? pick(now.random('mask'), seen) : (seen[0] ?? 0);
}

function showHere(now: Moment): void {
  const { mask } = now.world.guide;
  const near = witnesses(now);
  if (near.length === 0) return;
  const rng = now.random('mask');
  const first = mask.nextTick === 0;
  mask.nextTick = now.tick + ticks(between(rng, ...TELL_EVERY));
  // nobody sees anything in the first seconds of a night
  if (first) return;
  const real = mask.last === null || !mask.last.real || between(rng, 0, 1) < 0.6;
  const able = (real ? drawn(now) : Object.keys(DECOYS)).filter((tell) => aboutOf(now, tell, near) !== null);
  if (able.length > 0) present(now, pick(rng, able), real, near);
}

const drawn = ({ world, scenario }: Moment): readonly string[] => tellsOf(world.seed, scenario.guide.tells);

/** Who sees what is odd about it: whoever is near and came. */
const witnesses = (now: Moment): Who[] =>
  players(now).filter((who) => isNear(now.world, who, NOTE_METRES, now.world.guide) && now.world.guide.arrived[who] !== undefined);

function present(now: Moment, tell: string, real: boolean, near: readonly Who[]): void {
  const { guide } = now.world;
  if (near.length === 0) return;
  const came = (who: Who): CauseId => guide.arrived[who] as CauseId;
  guide.mask.last = { tell, real, tick: now.tick, about: aboutOf(now, tell, near) ?? '', light: guide.light };
  now.event('guide.tell', 'guide', tell, [came(near[0] as Who)], { real });
  const text = (real ? TELLS : DECOYS)[tell] ?? '';
  const told = tell === 'word' ? sayable(now, near) : null;
  for (const who of near) {
    const usual = { kind: 'image', to: who, by: 'guide', source: 'guide', intensity: 0.05 } as const;
    if (told?.who !== who) now.effect({ ...usual, text, because: [came(who)] });
    // their own word: it may reach them as far as its theme may
    else {
      const { word, theme, because } = told.heard;
      now.effect({ ...usual, theme, text: `“${word},” it says to you. You wrote that, and not here.`, because: [came(who), ...because] });
    }
  }
}

/** The thing that it happens to; '' for none, null where it cannot happen now. */
function aboutOf(now: Moment, tell: string, near: readonly Who[]): ThingId | null {
  const { guide, space } = now.world;
  switch (tell) {
    case 'early':
    case 'touched': {
      const touched = tell === 'touched';
      const fits = now.scenario.symbols.filter((s) => now.near(s.x, s.y, AT_SYMBOL_METRES).length > 0 === touched);
      const led = fits.find((s) => s.id === guide.toward);
      return (led ?? nearest(guide, fits, NOTE_METRES))?.id ?? null;
    }
    case 'passes':
      return nearest(guide, space.lanterns, PASSED_METRES)?.id ?? null;
    case 'flicker':
      return nearest(guide, space.lanterns, NOTE_METRES)?.id ?? '';
    case 'rain':
      return rainAhead(now);
    case 'rained':
      return rainBehind(now);
    case 'word':
      return sayable(now, near) ? '' : null;
    default:
      return '';
  }
}

const isSad = ({ scenario }: Moment, theme: ThemeTag | null): boolean =>
  theme !== null && scenario.themes.some((t) => t.tag === theme && !t.healing);

/** The ground of a place where it does not rain yet; null for none. */
function dryGround(now: Moment, at: { readonly x: number; readonly y: number }): ThingId | null {
  const region = regionOf(now.scenario, at.x, at.y);
  return region && now.world.narrative.regionWeather[region.id] !== 'rain' ? region.id : null;
}

/** Ground with a sad symbol to which it leads somebody who is a few steps away; null while it leads nobody so. */
function rainAhead(now: Moment): ThingId | null {
  const { guide, space } = now.world;
  const them = guide.mood === 'lead' ? space.avatars[guide.with] : undefined;
  const to = them && now.scenario.symbols.find((s) => s.id === guide.toward);
  if (!to || !isSad(now, to.theme)) return null;
  const far = hypot(them.x - to.x, them.y - to.y);
  return far > AT_SYMBOL_METRES && far <= RAIN_METRES ? dryGround(now, to) : null;
}

/** A light whose rain is early waits for no other time: a few steps before the sad scene, and not soon after something else was odd. */
function rainsEarly(now: Moment): boolean {
  const { last } = now.world.guide.mask;
  if (last && now.tick - last.tick < ticks(RAIN_AFTER_SECONDS)) return false;
  return rainAhead(now) !== null && drawn(now).includes('rain');
}

/** Ground near it with a sad symbol that somebody woke, or a shadow that formed, a moment ago; null without. */
function rainBehind(now: Moment): ThingId | null {
  const { guide, narrative } = now.world;
  const recent = (tick: number): boolean => tick > 0 && now.tick - tick <= ticks(RAINED_SECONDS);
  const woken = now.scenario.symbols.filter((s) => isSad(now, s.theme) && recent(narrative.symbols[s.id]?.wokenTick ?? 0));
  const formed = narrative.shadows.filter((s) => recent(s.bornTick));
  const place = nearest(guide, [...woken, ...formed], NOTE_METRES);
  return place && dryGround(now, place);
}

interface Place {
  readonly id: ThingId;
  readonly x: number;
  readonly y: number;
}

function nearest(from: { readonly x: number; readonly y: number }, things: readonly Place[], metres: number): Place | null {
  let best: Place | null = null;
  let least = metres * metres;
  for (const thing of things) {
    const d2 = (thing.x - from.x) * (thing.x - from.x) + (thing.y - from.y) * (thing.y - from.y);
    if (d2 > least) continue;
    best = thing;
    least = d2;
  }
  return best;
}

/** What of it can be seen or heard now; null when nothing can. */
export function showingSeen({ guide, tick }: World): ShowingSeen | null {
  const { last, exposedTick } = guide.mask;
  const seconds = last ? (SHOWN_SECONDS[last.tell] ?? 0) : 0;
  if (!last || exposedTick > 0 || tick - last.tick >= ticks(seconds)) return null;
  return { tell: last.tell, about: last.about, tick: last.tick, seconds, light: last.light ?? 0 };
}
