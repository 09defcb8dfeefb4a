/**
 * What stands in the lake: one reed for each theme that the guide asked after, as high as the share of people it moved. Counted once, as the lake
 * wakes, over who agreed to be part of the mirror, of whom only what they let it read tells; with fewer than five of them there is one reed, for many things. Who stands by
 * one says so by their own will; they are counted, and weigh what the night shows next.
 */
import { cos, floor, hypot, ln, max, min, round, sin, TAU } from '../../kernel/math.ts';
import { type StreamState, uniform } from '../../kernel/random.ts';
import { type CommandOf, type Refusal, refuse } from '../commands.ts';
import { weightsNow } from '../governance/weights.ts';
import type { CauseId, ThemeTag, ThingId, Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import { likely } from './own.ts';
import { LEAST_COUNTED, MANY, REED_LEAST, REED_METRES, REED_RADIUS } from './rules.ts';

export interface Reed {
  /** theme, or 'many' */
  theme: ThemeTag;
  /** how high it stands, 0..1 */
  share: number;
  x: number;
  y: number;
}

export interface Lake {
  reeds: Reed[];
  stood: Record<Who, { theme: ThemeTag; because: CauseId[] }>;
}

export const beginLake = (): Lake => ({ reeds: [], stood: {} });

/** Two-sided geometric noise (Ghosh, Roughgarden & Sundararajan 2009) of a privacy loss of 1 for a count that one person changes by one. */
function noise(rng: StreamState): number {
  const one = (): number => floor(-ln(max(uniform(rng), 1e-300)));
  return one() - one();
}

/** Lets the reeds rise; they do so once, and what they say stays as it is, whoever comes or goes. */
export function raiseReeds(now: Moment): void {
  const { guide, governance, people } = now.world;
  if (guide.lake.reeds.length > 0) return;
  const counted = now.dreamers().filter((who) => people.byId[who]?.kind === 'person' && governance.consents[who]?.mirror);
  const few = counted.length < LEAST_COUNTED || guide.themes.length === 0;
  const rng = few ? null : now.random('reeds');
  const moved = counted.map((who) => movedBy(now.world, who));
  const shares =
    rng === null
      ? [{ theme: MANY, share: 0.6 }]
      : guide.themes.map((theme) => {
          const n = moved.filter((m) => m === theme).length + noise(rng);
          // cells under five look alike, and heights come in quarters
          return { theme, share: n < LEAST_COUNTED ? REED_LEAST : min(1, round((4 * n) / counted.length) / 4) };
        });
  guide.lake.reeds = shares.map(({ theme, share }, i) => {
    // a fan behind the light, so that none hides another
    const turn = (TAU / 2) * ((i + 0.5) / shares.length);
    return { theme, share, x: guide.x - REED_RADIUS * cos(turn), y: guide.y - 0.6 * REED_RADIUS * sin(turn) };
  });
}

/** The one theme by which somebody was moved most, as far as it could be read; null for none. */
function movedBy({ guide }: World, who: Who): ThemeTag | null {
  const belief = guide.beliefs[who];
  const strong = belief?.signs.filter((s) => s.from === 'reading' && s.strong) ?? [];
  if (strong.length === 0) return null;
  const p = likely(belief, guide.themes);
  return guide.themes[p.indexOf(p.reduce((m, x) => max(m, x), 0))] ?? null;
}

export const idOfReed = (theme: ThemeTag): ThingId => `reed:${theme}`;
export const themeOfReed = (id: ThingId): ThemeTag => id.slice('reed:'.length);

/** Reeds in somebody's reach that they do not stand by yet; none while the lake sleeps. */
export function reedsFor({ guide }: World, who: Who): readonly Reed[] {
  if (!guide.mask.mirror) return [];
  const { reeds, stood } = guide.lake;
  return reeds.filter((r) => stood[who]?.theme !== r.theme);
}

/** Somebody stands by a reed: this one, tonight. The last one they stood by is the one that counts. */
export function standBy(now: Moment, who: Who, theme: ThemeTag, cause: CauseId): Refusal | null {
  const { guide, space } = now.world;
  if (!guide.mask.mirror) return refuse('reed.asleep', 'no lake is awake', '');
  const reed = guide.lake.reeds.find((r) => r.theme === theme);
  const at = space.avatars[who];
  if (!reed || !at) return refuse('reed.none', `no reed "${theme}" stands here`, '');
  if (guide.lake.stood[who]?.theme === theme) return refuse('reed.stood', 'you stand by it already', '');
  if (hypot(at.x - reed.x, at.y - reed.y) > REED_METRES)
    return refuse('reed.far', `one stands by a reed within ${REED_METRES} m`, 'go nearer');
  guide.lake.stood[who] = { theme, because: [now.event('reed.stood', who, idOfReed(theme), [cause])] };
  return null;
}

export const standByReed = (now: Moment, { by, body }: CommandOf<'reed.stand'>, cause: CauseId): Refusal | null =>
  standBy(now, by, body.theme, cause);

export interface ReedSeen {
  readonly id: ThingId;
  readonly x: number;
  readonly y: number;
  readonly share: number;
  /** how many stand by it; never who */
  readonly standing: number;
}

export function reedsSeen({ guide }: World): ReedSeen[] {
  const { reeds, stood } = guide.lake;
  if (reeds.length === 0) return [];
  const by = Object.values(stood);
  return reeds.map(({ theme, share, x, y }) => ({
    id: idOfReed(theme),
    x,
    y,
    share,
    standing: by.filter((s) => s.theme === theme).length,
  }));
}

/**
 * What people who stand by a reed want: for a theme the share of them that stand by its reed, 0..1. They weigh as in votes: who left weighs nothing,
 * simulated citizens together no more than the people.
 */
export function wishesOf(world: World): (theme: ThemeTag | null) => number {
  const { stood } = world.guide.lake;
  const ids = Object.keys(stood);
  if (ids.length === 0) return () => 0;
  const { byWho } = weightsNow(world);
  const by = new Map<ThemeTag, number>();
  let all = 0;
  for (const who of ids) {
    const weight = byWho.get(who) ?? 0;
    const theme = stood[who]?.theme ?? '';
    all += weight;
    by.set(theme, (by.get(theme) ?? 0) + weight);
  }
  return (theme) => (all > 0 && theme !== null ? (by.get(theme) ?? 0) / all : 0);
}
