/**
 * Odd things about the light as they stand in the world: one at a time, near somebody, the same for all in sight. Each true one has a twin with an
 * innocent cause. What is shown, and where, depends on places and on the seed alone.
 */
import { below, between, pick, streamOf } from '../../kernel/random.ts';
import { type CauseId, type ThingId, ticks } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import { isNear, players } from './near.ts';
import { AT_SYMBOL_METRES, DECOYS, NOTE_METRES, PASSED_METRES, SHOWN_SECONDS, TELL_EVERY, TELLS } from './rules.ts';

/** One showing. */
export interface Shown {
  tell: string;
  /** false: it has an innocent cause */
  real: boolean;
  tick: number;
  /** symbol that opens or lantern that dips, '' if none */
  about: ThingId;
}

/** What anyone in sight sees or hears of it; what is behind it is theirs to tell. */
export interface ShowingSeen {
  readonly tell: string;
  readonly about: ThingId;
  readonly tick: number;
  readonly seconds: number;
}

/** Its own odd things of this night: so many of `TELLS` as the scenario says, drawn by the seed. */
function tellsOf({ world, scenario }: Moment): readonly string[] {
  const rng = streamOf(world.seed, 'tells');
  const left = Object.keys(TELLS);
  const out: string[] = [];
  while (left.length > 0) out.push(...left.splice(below(rng, left.length), 1));
  return out.slice(0, scenario.guide.tells);
}

/** Shows the next one, if it is time, to who is near. */
export function show(now: Moment): void {
  const { guide } = now.world;
  const { mask } = guide;
  const near = players(now).filter((who) => isNear(now.world, who) && guide.arrived[who] !== undefined);
  if (near.length === 0) return;
  const rng = now.random('mask');
  const first = mask.nextTick === 0;
  mask.nextTick = now.tick + ticks(between(rng, ...TELL_EVERY));
  // nobody sees anything in the first seconds of a night
  if (first) return;
  const real = mask.last === null || !mask.last.real || between(rng, 0, 1) < 0.6;
  const able = (real ? tellsOf(now) : Object.keys(DECOYS)).filter((tell) => aboutOf(now, tell) !== null);
  if (able.length === 0) return;
  const tell = pick(rng, able);
  mask.last = { tell, real, tick: now.tick, about: aboutOf(now, tell) ?? '' };
  now.event('guide.tell', 'guide', tell, [guide.arrived[near[0] as string] as CauseId], { real });
  const text = (real ? TELLS : DECOYS)[tell] ?? '';
  for (const who of near)
    now.effect({
      kind: 'image',
      to: who,
      by: 'guide',
      source: 'guide',
      intensity: 0.05,
      text,
      because: [guide.arrived[who] as CauseId],
    });
}

/** The thing that it happens to; '' for none, null where it cannot happen now. */
function aboutOf(now: Moment, tell: string): ThingId | null {
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
    default:
      return '';
  }
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
  return { tell: last.tell, about: last.about, tick: last.tick, seconds };
}
