import { describe, expect, it } from 'vitest';
import { groundOf, restAt, type Surroundings, stepAvatar, stepAvatarTick } from '../../../shared/dream/space/avatar.ts';
import { isSolid } from '../../../shared/dream/space/ground.ts';
import type { AvatarInput, AvatarState } from '../../../shared/dream/space/model.ts';
import { below, chance, streamOf } from '../../../shared/kernel/random.ts';
import { smallScenario } from '../smallDream.ts';

const ground = groundOf(smallScenario());
const alone: Surroundings = { ground, glide: false, cold: false, carrying: false, ease: 0, hands: 0, partners: [] };
const still: AvatarInput = { mx: 0, my: 0, float: false, breath: false };
const east: AvatarInput = { ...still, mx: 127 };
const up: AvatarInput = { ...still, float: true };

/** Steps for so many seconds and gives the state back. */
function stepped(seconds: number, state: AvatarState, input: AvatarInput, around: Partial<Surroundings> = {}): AvatarState {
  for (let i = 0; i < Math.round(seconds * 60); i++) stepAvatar(state, input, { ...alone, ...around }, 1 / 60);
  return state;
}

describe('walking', () => {
  it('nears 4.2 m/s at a rate of 3/s', () => {
    const s = stepped(1, restAt(-10, 0), east);
    expect(s.vx).toBeCloseTo(4.2 * (1 - 0.95 ** 60), 12);
    expect(stepped(4, restAt(-16, 0), east).vx).toBeCloseTo(4.2, 3);
  });

  it('coasts three metres and stands', () => {
    const s = { ...restAt(-5, 0), vx: 4.2 };
    stepped(10, s, still);
    expect(Math.abs(s.x - (-5 + 3))).toBeLessThan(0.1);
    expect([s.vx, s.vy]).toEqual([0, 0]);
  });

  it('is no faster on the diagonal', () => {
    const s = stepped(1.5, restAt(-10, -10), { ...still, mx: 127, my: 127 });
    expect(Math.hypot(s.vx, s.vy)).toBeCloseTo(4.2 * (1 - 0.95 ** 90), 9);
  });

  it.each([
    ['glide', { glide: true }, 1.35],
    ['cold', { cold: true }, 0.75],
    ['carrying', { carrying: true }, 0.85],
    ['all three', { glide: true, cold: true, carrying: true }, 1.35 * 0.75 * 0.85],
  ])('%s changes the speed', (_, around, factor) => {
    expect(stepped(2, restAt(-15, 0), east, around).vx).toBeCloseTo(4.2 * factor * (1 - 0.95 ** 120), 9);
  });

  it('gives the same bits for a tick as for three substeps', () => {
    const one = { ...restAt(3, 2), vx: 1, vy: -0.3 };
    const three = { ...one };
    stepAvatarTick(one, east, alone);
    for (let i = 0; i < 3; i++) stepAvatar(three, east, alone, 0.05 / 3);
    expect(one).toEqual(three);
  });
});

describe('bounds', () => {
  it('slides along the edge of a region and never leaves it on foot', () => {
    const s = restAt(0, 10);
    stepped(6, s, { ...still, my: 127, mx: 60 });
    expect(isSolid(ground, s)).toBe(true);
    expect(Math.hypot(s.x, s.y)).toBeCloseTo(18, 6);
    expect(s.x).toBeGreaterThan(4);
  });

  it('stops where a bridge has not grown, and crosses it when it has', () => {
    const half = groundOf(smallScenario());
    const whole = groundOf(smallScenario());
    for (const b of half.bridges) b.grown = 6;
    for (const b of whole.bridges) b.grown = b.length;
    expect(stepped(10, restAt(10, 0), east, { ground: half }).x).toBeCloseTo(18 + 3, 6);
    expect(stepped(10, restAt(10, 0), east, { ground: whole }).x).toBeGreaterThan(40);
  });

  it('is pushed out of what stands in the way', () => {
    const s = stepped(4, restAt(0.05, 0), { ...still, my: -127 });
    expect(Math.hypot(s.x - 0, s.y + 8)).toBeGreaterThan(1.5 + 0.35 - 1e-9);
  });

  it('loses the speed towards what stands in the way', () => {
    const s = stepped(4, restAt(0, 0), { ...still, my: -127 });
    expect(s.y).toBeCloseTo(-8 + 1.85, 9);
    expect(Math.abs(s.vy)).toBeLessThan(1e-9);
  });

  it('holds for any input, in any order', () => {
    const random = streamOf('bounds', 'test');
    const broken: string[] = [];
    let carried = 0;
    for (let walker = 0; walker < 20; walker++) {
      const s = restAt(walker - 10, 3);
      let input = still;
      for (let tick = 0; tick < 1500; tick++) {
        if (chance(random, 0.05)) {
          input = { mx: below(random, 255) - 127, my: below(random, 255) - 127, float: walker >= 10 && chance(random, 0.5), breath: false };
        }
        stepAvatarTick(s, input, { ...alone, ease: 1, hands: 2 });
        if (s.z === 0 && s.mist === 0 && !isSolid(ground, s)) broken.push(`${walker} at ${tick}: off the ground`);
        if (walker < 10 && (s.z !== 0 || s.mist !== 0)) broken.push(`${walker} at ${tick}: left the ground on foot`);
        if (!(s.lift >= 0 && s.z >= 0 && s.z <= 2.2)) broken.push(`${walker} at ${tick}: lift ${s.lift}, height ${s.z}`);
        if (s.mist > 0) carried++;
      }
    }
    expect(broken).toEqual([]);
    expect(carried).toBeGreaterThan(100);
  });
});

describe('floating', () => {
  it('rises to 2.2 m in .6 s, spends lift, and comes down when it is spent', () => {
    const s = stepped(0.6, restAt(0, 0), up);
    expect(s.z).toBeCloseTo(2.2, 9);
    expect(s.lift).toBeCloseTo(1.4, 9);
    stepped(1.4, s, up);
    expect(s.lift).toBeCloseTo(0, 9);
    stepped(0.65, s, up);
    expect(s.z).toBe(0);
  });

  it('gets lift back on the ground, .15 a second, more with ease and held hands', () => {
    const s = { ...restAt(0, 0), lift: 0 };
    stepped(4, s, still);
    expect(s.lift).toBeCloseTo(0.6, 9);
    expect(stepped(60, s, still).lift).toBe(2);
    expect(stepped(60, s, still, { ease: 1, hands: 2 }).lift).toBe(4);
  });

  it('does not hop on the last drop of lift', () => {
    expect(stepped(1, { ...restAt(0, 0), lift: 0.2 }, up).z).toBe(0);
  });

  it('never crosses a gap of 18 m, even with everything', () => {
    const s = { ...restAt(10, 0), lift: 4 };
    stepped(1.4, s, east, { glide: true, ease: 1, hands: 2 });
    const from = s.x;
    let farthest = 0;
    const bare = { ground: { ...ground, regions: [], bridges: [] }, glide: true, ease: 1, hands: 2 };
    for (let i = 0; i < 600 && s.mist === 0; i++) {
      stepped(1 / 60, s, { ...east, float: true }, bare);
      farthest = Math.max(farthest, s.x - from);
    }
    expect(farthest).toBeGreaterThan(14);
    expect(farthest).toBeLessThan(18);
  });
});

describe('mist', () => {
  it('carries back to the last ground in 3 s, whatever the keys', () => {
    const s: AvatarState = { ...restAt(17, 0), x: 24, y: 2, z: 0.01, lift: 0 };
    stepAvatar(s, east, alone, 1 / 60);
    expect(s.mist).toBe(3);
    stepped(1.5, s, east);
    expect(s.x).toBeCloseTo((24 + 17) / 2, 1);
    stepped(1.49, s, east);
    expect(s.mist).toBeGreaterThan(0);
    stepped(0.02, s, still);
    expect([s.x, s.y, s.mist]).toEqual([17, 0, 0]);
  });

  it('goes to the nearest ground when that ground is gone', () => {
    const s: AvatarState = { ...restAt(22, 0), z: 0 };
    stepAvatar(s, east, alone, 1 / 60);
    expect(s.mist).toBe(3);
    stepped(3.1, s, still);
    expect(isSolid(ground, s)).toBe(true);
    expect(s.x).toBeCloseTo(18, 6);
  });
});

describe('held hands', () => {
  it('pull from 1.8 m on and leave nearer ones alone', () => {
    const far = stepped(1, restAt(0, 0), still, { partners: [{ x: 3, y: 0 }], hands: 1 });
    const near = stepped(1, restAt(0, 0), still, { partners: [{ x: 1.7, y: 0 }], hands: 1 });
    expect(far.x).toBeGreaterThan(0.5);
    expect(near.x).toBe(0);
  });
});
