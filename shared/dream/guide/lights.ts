/**
 * One mind in several lights: where many dream it goes about as so many, and what it knows, whom it greeted, its mask and its exposure are the same in
 * all. The first light is the guide itself; whoever decides or moves does it for the light that the mind is in.
 */
import { clamp, floor } from '../../kernel/math.ts';
import type { Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import type { Asking, Guide, Light } from './model.ts';
import { hover, LIGHT_PEOPLE, MOST_LIGHTS } from './rules.ts';

/** Lights for so many people (play.md section 1: 1 for 12, 5 for 60, 8 for 200). */
export const lightsFor = (people: number): number => clamp(floor(people / LIGHT_PEOPLE), 1, MOST_LIGHTS);

export const lightsOf = (guide: Guide): readonly Light[] => (guide.others.length === 0 ? [guide] : [guide, ...guide.others]);

/** The one nearest to a place; of equals the first. */
export function nearestLight(guide: Guide, { x, y }: { readonly x: number; readonly y: number }): Light {
  let best: Light = guide;
  for (const light of guide.others) if (away(light, x, y) < away(best, x, y)) best = light;
  return best;
}
const away = (light: Light, x: number, y: number): number => (light.x - x) * (light.x - x) + (light.y - y) * (light.y - y);

/** What it shows to somebody now. */
export function askingOf(guide: Guide, who: Who): Asking | null {
  if (guide.asking?.who === who) return guide.asking;
  for (const { asking } of guide.others) if (asking?.who === who) return asking;
  return null;
}

/** Does something in each light, the first one first. */
export function inEach({ guide }: World, what: (light: number) => void): void {
  what(0);
  for (let i = 1; i <= guide.others.length; i++) inLight(guide, i, () => what(i));
}

/** Does something in one light. */
export function inLight<T>(guide: Guide, light: number, what: () => T): T {
  const other = guide.others[light - 1];
  if (light === 0 || !other) return what();
  trade(guide, other);
  guide.light = light;
  try {
    return what();
  } finally {
    guide.light = 0;
    trade(guide, other);
  }
}

/** The mind and the light it leaves change bodies; written out, since it is done for every light in every tick. */
function trade(a: Light, b: Light): void {
  const { x, y, z, lookX, lookY, mood, with: company, toward, sinceTick, because, asking } = a;
  a.x = b.x;
  a.y = b.y;
  a.z = b.z;
  a.lookX = b.lookX;
  a.lookY = b.lookY;
  a.mood = b.mood;
  a.with = b.with;
  a.toward = b.toward;
  a.sinceTick = b.sinceTick;
  a.because = b.because;
  a.asking = b.asking;
  b.x = x;
  b.y = y;
  b.z = z;
  b.lookX = lookX;
  b.lookY = lookY;
  b.mood = mood;
  b.with = company;
  b.toward = toward;
  b.sinceTick = sinceTick;
  b.because = because;
  b.asking = asking;
}

/** Each light has people of its own, so that no two go to the same. */
export function isOwn({ guide }: World, who: Who): boolean {
  if (guide.others.length === 0) return true;
  let sum = 0;
  for (let i = 0; i < who.length; i++) sum += who.charCodeAt(i) * (i + 1);
  return sum % (guide.others.length + 1) === guide.light;
}

/** Once a second: as many lights as there are people for; one that goes out is one that waits, and without its mask there is only one. */
export function stepLights(now: Moment, people: number, home: (light: number) => { readonly x: number; readonly y: number }): void {
  const { guide } = now.world;
  const wanted = guide.mask.mirror ? 1 : lightsFor(people);
  if (guide.others.length + 1 < wanted && guide.mask.exposedTick === 0) {
    const { x, y } = home(guide.others.length + 1);
    const rest = { x, y, z: hover(now.tick), lookX: x, lookY: y, mood: 'wait', with: '', toward: '', because: [], asking: null } as const;
    guide.others.push({ ...rest, because: [], sinceTick: now.tick });
  }
  if (guide.others.length + 1 > wanted && guide.others.at(-1)?.mood === 'wait') guide.others.pop();
}
