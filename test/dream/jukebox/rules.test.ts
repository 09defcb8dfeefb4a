import { describe, expect, it } from 'vitest';
import type { CompiledTrack, Mode } from '../../../shared/dream/compiled.ts';
import {
  deviation,
  eased,
  LADDER,
  LOSS_SECONDS,
  leant,
  mapped,
  modeFor,
  neutral,
  nextMode,
  nextTempo,
  planFor,
  range,
  tempoFor,
  towards,
  valenceForMode,
} from '../../../shared/dream/jukebox/rules.ts';
import { must } from '../../../shared/kernel/assert.ts';

const WIDE = { mode: 'dorian', low: 60, high: 120, instruments: ['harp'] } as const;
const NIGHT = { mode: 'dorian', low: 60, high: 72, instruments: ['harp'] } as const;
const track = (more: Partial<CompiledTrack> = {}): CompiledTrack => ({
  id: 't',
  name: 't',
  source: 'arousal',
  scope: 'group',
  target: 'light',
  from: [-1, 1],
  to: [0.8, 1.2],
  curve: [],
  limits: [-1000, 1000],
  smoothing: 4,
  gain: 1,
  purpose: 'group',
  says: '.',
  ...more,
});

describe('the music map', () => {
  const steps = Array.from({ length: 21 }, (_, k) => -1 + k / 10);

  it('is monotone in every part: tempo, velocity and density rise with arousal, articulation falls, mode brightens and register rises with valence', () => {
    for (const v of steps) {
      for (let k = 1; k < steps.length; k++) {
        const [low, high] = [planFor(v, must(steps[k - 1], 'value'), WIDE), planFor(v, must(steps[k], 'value'), WIDE)];
        expect(high.tempo).toBeGreaterThan(low.tempo);
        expect(high.velocity).toBeGreaterThan(low.velocity);
        expect(high.density).toBeGreaterThan(low.density);
        expect(high.register).toBeGreaterThan(low.register);
        expect(high.articulation).toBeLessThan(low.articulation);
        expect(high.mode).toBe(low.mode);
        const [dark, bright] = [planFor(must(steps[k - 1], 'value'), v, WIDE), planFor(must(steps[k], 'value'), v, WIDE)];
        expect(bright.register).toBeGreaterThan(dark.register);
        expect(LADDER.indexOf(bright.mode)).toBeGreaterThanOrEqual(LADDER.indexOf(dark.mode));
        expect(bright.tempo).toBe(dark.tempo);
      }
    }
  });

  it('has the published numbers at its ends: 60..120 bpm, velocity 50..90, articulation .95...5, 1..4 notes a beat, register 7v + 3a', () => {
    expect(planFor(-1, -1, WIDE)).toMatchObject({
      tempo: 60,
      velocity: 50,
      articulation: expect.closeTo(0.95, 12),
      density: 1,
      register: -10,
      mode: 'phrygian',
    });
    expect(planFor(1, 1, WIDE)).toMatchObject({
      tempo: 120,
      velocity: 90,
      articulation: expect.closeTo(0.5, 12),
      density: 4,
      register: 10,
      mode: 'lydian',
    });
    expect(planFor(0, 0, NIGHT)).toMatchObject({ tempo: 66, mode: 'dorian' });
  });

  it('tells the four quadrants apart: happy, angry, sad, tender', () => {
    const major = (m: Mode): boolean => ['mixolydian', 'ionian', 'lydian'].includes(m);
    const [happy, angry, sad, tender] = [
      [0.8, 0.7],
      [-0.8, 0.7],
      [-0.8, -0.7],
      [0.8, -0.7],
    ].map(([v, a]) => planFor(must(v, 'value'), must(a, 'value'), WIDE));
    expect([happy, angry, sad, tender].map((p) => major(must(p, 'value').mode))).toEqual([true, false, false, true]);
    expect([happy, angry, sad, tender].map((p) => must(p, 'value').tempo > 90)).toEqual([true, true, false, false]);
    expect([happy, angry, sad, tender].map((p) => must(p, 'value').velocity > 70)).toEqual([true, true, false, false]);
    expect([happy, angry, sad, tender].map((p) => must(p, 'value').articulation < 0.7)).toEqual([true, true, false, false]);
    expect(must(happy, 'value').register).toBeGreaterThan(0);
    expect(must(sad, 'value').register).toBeLessThan(0);
  });

  it('never gives NaN', () => {
    for (const v of [Number.NaN, Infinity, -Infinity]) {
      const plan = planFor(v, v, NIGHT);
      for (const x of [plan.tempo, plan.register, plan.velocity, plan.articulation, plan.density]) expect(Number.isFinite(x)).toBe(true);
    }
  });

  it('keeps its mode until valence is .08 beyond the border', () => {
    expect(modeFor(0.21, 'dorian')).toBe('mixolydian');
    expect(nextMode('dorian', 0.21, 'dorian')).toBe('dorian');
    expect(nextMode('dorian', 0.29, 'dorian')).toBe('mixolydian');
    expect(nextMode('mixolydian', 0.19, 'dorian')).toBe('mixolydian');
    expect(nextMode('mixolydian', 0.11, 'dorian')).toBe('dorian');
    expect(nextMode('lydian', -1, 'dorian')).toBe('phrygian');
  });
});

it('tempo moves at most 4 % in any bar, and arrives', () => {
  for (const [from, to] of [
    [60, 120],
    [120, 60],
  ] as const) {
    const at: number[] = [from];
    for (let k = 0; k < 800; k++) at.push(nextTempo(must(at[k], 'value'), to, 0.2));
    for (let k = 0; k < at.length; k++) {
      let [beats, j] = [0, k];
      while (beats < 4 && j + 1 < at.length) beats += (must(at[j++], 'value') * 0.2) / 60;
      // the last step may reach a little beyond the bar
      expect(Math.abs(Math.log(must(at[j], 'value') / must(at[k], 'value')))).toBeLessThan(
        Math.log(1.04) * (1 + (Math.max(must(at[j], 'value'), must(at[k], 'value')) * 0.2) / 240),
      );
    }
    expect(at.at(-1)).toBe(to);
  }
});

describe('tracks', () => {
  it('map a straight line and clip at its ends, rising or falling', () => {
    expect([-3, -1, 0, 0.5, 1, 9].map((x) => mapped(track(), x))).toEqual([0.8, 0.8, 1, 1.1, 1.2, 1.2].map((v) => expect.closeTo(v, 12)));
    expect(mapped(track({ from: [100, 50], to: [0, 1] }), 75)).toBe(0.5);
    expect(mapped(track({ from: [5, 5], to: [0, 1] }), 5)).toBe(1);
    expect(mapped(track(), Number.NaN)).toBe(0.8);
  });
  it('move from neutral by gain and weight', () => {
    expect(deviation(track(), 1, 1, NIGHT)).toBeCloseTo(0.2, 12);
    expect(deviation(track({ gain: 0.5 }), 1, 0.5, NIGHT)).toBeCloseTo(0.05, 12);
    expect(deviation(track(), 1, 0, NIGHT)).toBe(0);
  });
  it('have their neutral inside their range', () => {
    for (const target of ['palette', 'light', 'tempo'] as const) {
      const [low, high] = range(target, NIGHT);
      expect(neutral(target, NIGHT)).toBeGreaterThanOrEqual(low);
      expect(neutral(target, NIGHT)).toBeLessThanOrEqual(high);
    }
    expect(neutral('tempo', NIGHT)).toBeCloseTo(tempoFor(-0.442, NIGHT), 12);
  });
  it('ease exponentially; on a loss they cross their whole range within 4.8 s, however slow they are', () => {
    let x = 1;
    for (let k = 0; k < 20; k++) x = eased(x, 0, 4, false, 'palette', NIGHT, 0.2);
    expect(x).toBeCloseTo(Math.exp(-1), 9);
    let y = 1;
    for (let t = 0; t < LOSS_SECONDS; t += 0.2) y = eased(y, 0, 60, true, 'palette', NIGHT, 0.2);
    expect(y).toBe(0);
  });
  it('light never moves faster than 10 % a second', () => {
    expect(eased(0.8, 1.2, 0.5, false, 'light', NIGHT, 0.2) - 0.8).toBeCloseTo(0.02, 12);
    expect(towards(1, 1, 4, 0.2)).toBe(1);
  });
});

describe('curves', () => {
  const bent = track({
    target: 'palette',
    curve: [
      [-1, 0.5],
      [0, -0.5],
      [0.5, 1],
    ],
  });
  it('join their points by straight lines and are clipped to their ends', () => {
    const at = [-2, -1, -0.5, 0, 0.25, 0.5, 9].map((x) => mapped(bent, x));
    expect(at).toEqual([0.5, 0.5, 0, -0.5, 0.25, 1, 1]);
  });
  it('with two points say the same as from and to', () => {
    const line = track({ from: [-1, 1], to: [0.8, 1.2] });
    const curve = track({
      curve: [
        [-1, 0.8],
        [1, 1.2],
      ],
    });
    for (let x = -1.5; x <= 1.5; x += 0.1) expect(mapped(curve, x)).toBeCloseTo(mapped(line, x), 12);
  });
  it('and gain stay within the limits of a track', () => {
    const held = { ...bent, gain: 1.5, limits: [-0.2, 0.3] as const };
    for (let x = -1; x <= 1; x += 0.05) {
      const out = deviation(held, x, 1, NIGHT);
      expect(out).toBeGreaterThanOrEqual(-0.2);
      expect(out).toBeLessThanOrEqual(0.3);
    }
  });
});

describe('tracks lean the plan', () => {
  const plan = planFor(0, 0, WIDE);
  it('fuller music is louder and denser, never beyond what an instrument plays, and nothing else changes', () => {
    let [velocity, density] = [0, 0];
    for (let i = -1; i <= 1; i += 0.25) {
      const now = leant(plan, i);
      expect(now.velocity).toBeGreaterThan(velocity);
      expect(now.density).toBeGreaterThan(density);
      expect(now.velocity).toBeLessThanOrEqual(100);
      expect(now).toMatchObject({ mode: plan.mode, tempo: plan.tempo, register: plan.register, articulation: plan.articulation });
      ({ velocity, density } = now);
    }
    expect(leant(plan, 0)).toEqual(plan);
  });
  it('a whole step of mode is one rung of the ladder, from every home', () => {
    for (const home of LADDER.slice(1, -1)) {
      const at = LADDER.indexOf(home);
      expect(modeFor(valenceForMode(0, 1), home)).toBe(LADDER[at + 1]);
      expect(modeFor(valenceForMode(0, -1), home)).toBe(LADDER[at - 1]);
      expect(modeFor(valenceForMode(0, 0), home)).toBe(home);
    }
  });
});
