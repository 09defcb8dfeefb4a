import { describe, expect, it } from 'vitest';
import { newSkin, pushConductance, SKIN_HZ, skinFeatures, skinOf } from '../../shared/biometrics/conductance.ts';
import { skinResponse } from '../../shared/biometrics/skin.ts';
import { between, normal, streamOf } from '../../shared/kernel/random.ts';

/** Conductance of a level with responses of Bach's shape, with a slow drift and a sensor's noise. */
function trace(
  seconds: number,
  levelUs: number,
  onsets: readonly (readonly [s: number, us: number])[],
  driftUs = 0,
  noiseUs = 0,
): number[] {
  const s = streamOf('1', 'trace');
  return Array.from({ length: seconds * SKIN_HZ }, (_, i) => {
    const now = i / SKIN_HZ;
    const responses = onsets.reduce((sum, [at, us]) => sum + us * skinResponse(now - at), 0);
    return levelUs + (driftUs * now) / 60 + responses + noiseUs * normal(s);
  });
}

/** A response each `every` seconds from 2 s on. */
const steady = (seconds: number, every: number, us = 0.4): [number, number][] =>
  Array.from({ length: Math.floor((seconds - 6) / every) }, (_, k) => [2 + k * every, us]);

describe('shape of a skin response', () => {
  it('begins (1 %) at 1.38 s, peaks at 4.26 s and has half fallen 5.29 s later (biosim.json)', () => {
    let peak = 0;
    let onset = 0;
    let half = 0;
    for (let k = 1; k < 9000; k++) {
      const [before, now] = [skinResponse((k - 1) / 100), skinResponse(k / 100)];
      if (onset === 0 && now >= 0.01) onset = k / 100;
      if (now > skinResponse(peak)) peak = k / 100;
      if (peak > 0 && half === 0 && before > 0.5 && now <= 0.5) half = k / 100 - peak;
    }
    expect([onset, peak]).toEqual([1.38, 4.26]);
    expect(half).toBeCloseTo(5.29, 2);
  });
});

describe('conductance', () => {
  it.each([6, 8, 12, 20])('counts a response each %i s', (every) => {
    const found = skinOf(trace(120, 5, steady(120, every)));
    expect(Math.abs((found?.perMinute ?? 0) - 60 / every)).toBeLessThanOrEqual(1.5);
  });

  it('finds the level beside the responses, and none in an even or slowly drifting one', () => {
    expect(skinOf(trace(120, 5, []))).toEqual({ levelUs: 5, perMinute: 0 });
    expect(skinOf(trace(120, 5, [], 0.5))?.perMinute).toBe(0);
    expect(skinOf(trace(120, 5, [], -2))?.perMinute).toBe(0);
    const level = skinOf(trace(120, 5, steady(120, 25, 0.3)))?.levelUs ?? 0;
    expect(level).toBeGreaterThan(5);
    expect(level).toBeLessThan(5.25);
  });

  it('takes 0.05 uS as a response and 0.03 as none, in a noise of 2 nS', () => {
    expect(
      skinOf(
        trace(
          60,
          5,
          [
            [20, 0.08],
            [45, 0.08],
          ],
          0,
          0.002,
        ),
      )?.perMinute,
    ).toBe(2);
    expect(
      skinOf(
        trace(
          60,
          5,
          [
            [20, 0.03],
            [45, 0.03],
          ],
          0,
          0.002,
        ),
      )?.perMinute,
    ).toBe(0);
  });

  it('says nothing in the first 30 s, and looks back a minute', () => {
    expect(skinOf(trace(29, 5, steady(29, 6)))).toBeNull();
    expect(skinOf([])).toBeNull();
    expect(skinOf(trace(200, 5, steady(100, 6)))?.perMinute).toBe(0);
  });

  it('takes no sample that is none', () => {
    const s = newSkin(SKIN_HZ);
    for (const v of [NaN, -1, Infinity, 101]) expect(pushConductance(s, v)).toBe(false);
    expect(s).toEqual(newSkin(SKIN_HZ));
  });

  it('is the same live, through plain data, as in one go (20 random series)', () => {
    for (let seed = 0; seed < 20; seed++) {
      const r = streamOf(String(seed), 'live');
      const onsets = Array.from({ length: 12 }, () => [between(r, 0, 100), between(r, 0.02, 0.8)] as const);
      const x = trace(100, between(r, 2, 20), onsets, between(r, -1, 1), 0.003);
      let s = newSkin(SKIN_HZ);
      for (const v of x) {
        if (s.count % 100 === 7) s = JSON.parse(JSON.stringify({ ...s, troughUs: s.troughUs }));
        pushConductance(s, v);
      }
      expect(skinFeatures(s)).toEqual(skinOf(x));
    }
  });
});
