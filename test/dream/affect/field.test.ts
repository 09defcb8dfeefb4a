import { describe, expect, it } from 'vitest';
import {
  advance,
  airAt,
  beginField,
  cellAt,
  deposit,
  diffuse,
  emptyField,
  feelingOfRegion,
  stepField,
  takeBack,
} from '../../../shared/dream/affect/field.ts';
import { FIELD_DECAY, FIELD_LOG_TICKS, substeps } from '../../../shared/dream/affect/rules.ts';
import { must } from '../../../shared/kernel/assert.ts';
import { normal, streamOf, uniform } from '../../../shared/kernel/random.ts';
import { smallScenario } from '../smallDream.ts';

const clear = (width: number, height: number, cell: number) => emptyField({ width, height, cell, left: 0, top: 0 }, 1);
const sum = (u: readonly number[]): number => u.reduce((a, b) => a + b, 0);

describe('diffusion', () => {
  it('has the mode factor 1 - 4 r (sin^2 kx/2 + sin^2 ky/2) of the closed grid', () => {
    // cos(k (i + 1/2)) with k = pi m / n is a mode of the closed grid; m = 2, n = 32 is k = 2 pi / 32: .98462822 in vectors/affect.json
    const n = 32;
    for (const [m, r, factor] of [
      [2, 0.2, 0.9846282243225843],
      [5, 0.25, null],
    ] as const) {
      const k = (Math.PI * m) / n;
      const u = Array.from({ length: n * n }, (_, c) => Math.cos(k * ((c % n) + 0.5)) * Math.cos(k * (Math.floor(c / n) + 0.5)));
      const before = [...u];
      diffuse(u, n, n, r, 1);
      const expected = factor ?? 1 - 8 * r * Math.sin(k / 2) ** 2;
      u.forEach((x, c) => {
        expect(x).toBeCloseTo(expected * (before[c] as number), 12);
      });
    }
  });

  it('turns a checkerboard by -.6 at r = .2 inside the grid, and refuses r = .26, which would blow up', () => {
    const u = Array.from({ length: 64 }, (_, c) => ((c + Math.floor(c / 8)) % 2 === 0 ? 1 : -1));
    const before = [...u];
    diffuse(u, 8, 8, 0.2, 1);
    for (let j = 1; j < 7; j++) for (let i = 1; i < 7; i++) expect(u[j * 8 + i]).toBeCloseTo(-0.6 * (before[j * 8 + i] as number), 12);
    expect(() => diffuse(u, 8, 8, 0.26, 1)).toThrow(RangeError);
    expect(() => diffuse(u, 8, 8, Number.NaN, 1)).toThrow(RangeError);
  });

  it('sub-steps what would be unstable and stays between the lowest and the highest value', () => {
    expect([0, 0.25, 0.26, 1, 1.01].map(substeps)).toEqual([1, 1, 2, 4, 5]);
    expect(() => substeps(-1)).toThrow(RangeError);
    const field = clear(12, 9, 1);
    field.valence[40] = 1;
    advance(field, 3, 5, 0);
    expect(Math.min(...field.valence)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...field.valence)).toBeLessThan(1);
  });

  it('conserves the sum without decay, and loses exactly exp(-lambda t) with it', () => {
    const s = streamOf('dh1:field', 'sum');
    const field = clear(17, 11, 4);
    for (let c = 0; c < field.valence.length; c++) field.valence[c] = normal(s);
    const start = sum(field.valence);
    for (let k = 0; k < 500; k++) advance(field, 0.2, 30, 0);
    expect(sum(field.valence)).toBeCloseTo(start, 11);
    for (let k = 0; k < 100; k++) advance(field, 0.2, 30, FIELD_DECAY);
    expect(sum(field.valence)).toBeCloseTo(start * 0.3, 11);
  });

  it('spreads a point with variance 4 D t', () => {
    const field = clear(61, 61, 1);
    field.arousal[30 * 61 + 30] = 1;
    const [seconds, d] = [8, 1.5];
    for (let k = 0; k < seconds / 0.1; k++) advance(field, 0.1, d, 0);
    let variance = 0;
    field.arousal.forEach((u, c) => {
      variance += u * ((c % 61) - 30) ** 2 + u * (Math.floor(c / 61) - 30) ** 2;
    });
    expect(variance).toBeCloseTo(4 * d * seconds, 6);
  });
});

describe('deposits', () => {
  it('lie in the cell of their place, the nearest one beyond the edge, and never carry NaN', () => {
    const field = beginField(smallScenario());
    expect(cellAt(field, -1e9, -1e9)).toBe(0);
    expect(cellAt(field, 1e9, 1e9)).toBe(field.width * field.height - 1);
    deposit(field, 'p1', 1, Number.NaN, 0, Number.NaN, 0.5, true);
    deposit(field, 'p1', 1, 3, 4, 40, -0.2, true);
    expect(field.valence.some(Number.isNaN)).toBe(false);
    expect(airAt(field, 3, 4)).toEqual({ valence: 1, arousal: -0.2 });
    expect(field.valence[cellAt(field, 3, 4)]).toBe(1);
  });

  it('are seen by the region they fall in', () => {
    const scenario = smallScenario();
    const field = beginField(scenario);
    const [plaza, islet] = scenario.regions;
    for (let k = 0; k < 20; k++) deposit(field, 'dream', 1, 42, 0, 1, 0, false);
    expect(feelingOfRegion(field, must(islet, 'value')).valence).toBeGreaterThan(0.3);
    expect(feelingOfRegion(field, must(plaza, 'value')).valence).toBe(0);
  });
});

describe('taking back', () => {
  /** three people giving here and there for 50 s; `without` gives nothing */
  function history(without: string, ticks = 1000): ReturnType<typeof beginField> {
    const s = streamOf('dh1:field', 'history');
    const field = beginField(smallScenario());
    for (let tick = 1; tick <= ticks; tick++) {
      for (const who of ['p1', 'p2', 'p3']) {
        const [give, x, y, v, a] = [uniform(s), uniform(s) * 70 - 20, uniform(s) * 40 - 20, normal(s) / 3, normal(s) / 3];
        if (give < 0.03 && who !== without) deposit(field, who, tick, x, y, v, a, true);
      }
      if (tick % 4 === 0) stepField(field, tick);
    }
    return field;
  }

  it('restores the field of a run without the person, to 1e-12', () => {
    for (const ticks of [1000, 1001, 1003]) {
      const field = history('', ticks);
      const twin = history('p2', ticks);
      const apart = (): number =>
        Math.max(
          ...field.valence.map((x, c) => Math.abs(x - (twin.valence[c] as number))),
          ...field.arousal.map((x, c) => Math.abs(x - (twin.arousal[c] as number))),
        );
      expect(apart()).toBeGreaterThan(0.01);
      expect(takeBack(field, 'p2')).toBeGreaterThan(10);
      expect(apart()).toBeLessThan(1e-12);
      expect(field.log).toEqual(twin.log);
      expect(takeBack(field, 'p2')).toBe(0);
    }
  });

  it('stays equal afterwards, and forgets what is older than five half-lives', () => {
    const field = history('');
    const twin = history('p2');
    takeBack(field, 'p2');
    for (let tick = 1004; tick <= 1004 + FIELD_LOG_TICKS; tick += 4) {
      stepField(field, tick);
      stepField(twin, tick);
    }
    field.valence.forEach((x, c) => {
      expect(Math.abs(x - (twin.valence[c] as number))).toBeLessThan(1e-12);
    });
    expect(field.log).toEqual({});
  });

  it('holds for a deposit that comes after the step of its own tick', () => {
    const field = beginField(smallScenario());
    stepField(field, 4);
    deposit(field, 'p1', 4, 0, 0, 0.4, 0.4, true);
    stepField(field, 8);
    takeBack(field, 'p1');
    expect(Math.max(...field.valence.map(Math.abs))).toBeLessThan(1e-15);
  });
});
