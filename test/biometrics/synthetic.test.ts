import { describe, expect, it } from 'vitest';
import { skinOf } from '../../shared/biometrics/conductance.ts';
import { timeDomain } from '../../shared/biometrics/hrv.ts';
import { checkReading } from '../../shared/biometrics/reading.ts';
import { breathOf } from '../../shared/biometrics/respiration.ts';
import { skinResponse } from '../../shared/biometrics/skin.ts';
import {
  type BodyDrive,
  bodyReading,
  breathDepthOf,
  createBody,
  expectedRmssd,
  RESTING,
  rateOf,
  type SyntheticBody,
  stepBody,
} from '../../shared/biometrics/synthetic.ts';
import { conductanceOf, skinRate } from '../../shared/biometrics/syntheticSkin.ts';
import { streamOf } from '../../shared/kernel/random.ts';
import oracle from './hrvanalysis.json' with { type: 'json' };

/** HR 70, waves of 3 % at 0.1 Hz and 4 % at 0.25 Hz, symmetric and unvaried, from zero phases: the case of biosim.json. */
const plain = (): SyntheticBody => createBody(streamOf('1', 'ipfm'), { inhaleShare: 0.5, breathScatter: 0 }, true);

function run(b: SyntheticBody, seconds: number, stepS: number, drive: BodyDrive = { arousal: 0 }): number[] {
  const rr: number[] = [];
  const steps = Math.round(seconds / stepS);
  for (let i = 0; i < steps; i++) for (const beat of stepBody(b, stepS, drive).beats) rr.push(beat.rrMs);
  return rr;
}

/** The vectors' own recipe: a sum of 1 ms steps. Reproduces them to the last printed digit, and lies 0.03 ms beside the exact integral. */
function eulerIpfm(seconds: number): number[] {
  const beats: number[] = [];
  let sum = 0;
  for (let i = 0; i < seconds * 1000; i++) {
    const t = i / 1000;
    const f = (70 / 60) * (1 + 0.03 * Math.sin(2 * Math.PI * 0.1 * t) + 0.04 * Math.sin(2 * Math.PI * 0.25 * t)) * 0.001;
    if (Math.floor(sum + f) > Math.floor(sum)) beats.push(i + (Math.floor(sum + f) - sum) / f);
    sum += f;
  }
  return beats.slice(1).map((b, i) => b - (beats[i] as number));
}

describe('IPFM heart', () => {
  const first10 = [812.001, 836.282, 864.054, 850.718, 826.053, 839.916, 891.65, 915.521, 875.893, 841.054]; // biosim.json

  it("has the intervals of biosim.json, up to that file's 1 ms integration", () => {
    const ours = run(plain(), 12, 0.05);
    const theirs = eulerIpfm(12);
    for (const [i, want] of first10.entries()) {
      expect(Math.abs((theirs[i] as number) - want)).toBeLessThan(0.00051);
      expect(Math.abs((ours[i] as number) - want)).toBeLessThan(0.04);
    }
  });

  it('has its statistics: 348 intervals in just under 300 s, mean 857.134, SDNN 28.834, RMSSD 29.634 ms', () => {
    const t = timeDomain(run(plain(), 299.999, 299.999));
    expect(t?.count).toBe(348);
    expect(t?.meanNnMs).toBeCloseTo(857.134, 2);
    expect(t?.sdnnMs).toBeCloseTo(28.834, 2);
    expect(t?.rmssdMs).toBeCloseTo(29.634, 2);
  });

  it('does not depend on the step', () => {
    const fine = run(plain(), 60, 0.05);
    const coarse = run(plain(), 60, 60);
    expect(coarse).toHaveLength(fine.length);
    for (const [i, rr] of fine.entries()) expect(Math.abs(rr - (coarse[i] as number))).toBeLessThan(1e-7);
  });

  it('goes on exactly from its own JSON', () => {
    const a = createBody(streamOf('5', 'json'));
    run(a, 40, 0.05, { arousal: 0.6 });
    const b = JSON.parse(JSON.stringify(a)) as SyntheticBody;
    expect(run(b, 40, 0.05, { arousal: 0.2 })).toEqual(run(a, 40, 0.05, { arousal: 0.2 }));
    expect(b).toEqual(a);
  });

  it('is one body for one seed and another for another', () => {
    const beats = (seed: number): number[] => run(createBody(streamOf(String(seed), 'body')), 30, 0.05);
    expect(beats(3)).toEqual(beats(3));
    expect(beats(3)).not.toEqual(beats(4));
  });
});

describe('answer to arousal (design constants: directions only)', () => {
  it("rate rises, the breath's wave and RMSSD fall, skin responds more", () => {
    let before = -Infinity;
    for (const a of [-1, -0.5, 0, 0.5, 1]) {
      expect(rateOf(RESTING, a)).toBeGreaterThan(before);
      before = rateOf(RESTING, a);
    }
    expect(breathDepthOf(RESTING, 0.5, 15)).toBeLessThan(breathDepthOf(RESTING, 0, 15));
    expect(breathDepthOf(RESTING, 0, 20)).toBeLessThan(breathDepthOf(RESTING, 0, 10));
    expect(skinRate(1)).toBe(23);
    expect(skinRate(0)).toBe(1);
    const calm = timeDomain(run(createBody(streamOf('2', 'a')), 200, 0.05));
    const stirred = timeDomain(run(createBody(streamOf('2', 'a')), 200, 0.05, { arousal: 1 }));
    expect(stirred?.rateOfMeanBpm).toBeGreaterThan((calm?.rateOfMeanBpm ?? 0) + 15);
    expect(stirred?.rmssdMs).toBeLessThan(0.6 * (calm?.rmssdMs ?? 0));
  });

  it('comes in 6 s and goes in 20 s', () => {
    const b = plain();
    stepBody(b, 6, { arousal: 1 });
    expect(b.arousal).toBeCloseTo(1 - Math.exp(-1), 12);
    const top = b.arousal;
    stepBody(b, 20, { arousal: 0 });
    expect(b.arousal).toBeCloseTo(top * Math.exp(-1), 12);
  });

  it('responds with the skin as often as its Poisson rate says', () => {
    const b = createBody(streamOf('9', 'skin'));
    b.arousal = 1;
    let count = 0;
    for (let i = 0; i < 6000; i++) count += stepBody(b, 0.1, { arousal: 1 }).skinResponses;
    expect(Math.abs(count - 230)).toBeLessThan(4 * Math.sqrt(230));
  });
});

describe('skin of the synthetic body', () => {
  /** conductance at four samples a second */
  function skinOfBody(seed: string, arousal: number, seconds: number): number[] {
    const b = createBody(streamOf(seed, 'skin'));
    b.arousal = arousal;
    return Array.from({ length: 4 * seconds }, () => {
      stepBody(b, 0.25, { arousal });
      return conductanceOf(b);
    });
  }

  it('is read back by the trough-to-peak method: higher and busier when aroused', () => {
    for (const seed of ['1', '2', '3']) {
      const calm = skinOf(skinOfBody(seed, 0, 240));
      const stirred = skinOf(skinOfBody(seed, 0.5, 240));
      expect(calm?.perMinute).toBeLessThanOrEqual(4);
      expect(stirred?.perMinute).toBeGreaterThan(calm?.perMinute ?? 0);
      expect(stirred?.perMinute).toBeLessThan(13);
      expect(stirred?.levelUs).toBeGreaterThan((calm?.levelUs ?? 0) + 0.5);
    }
  });

  it('does not depend on the step, and keeps no response beyond its 90 s', () => {
    const [fine, coarse] = [createBody(streamOf('6', 's')), createBody(streamOf('6', 's'))];
    for (const b of [fine, coarse]) Object.assign(b, { arousal: 0.6, traits: { ...b.traits, breathScatter: 0 } });
    for (let i = 0; i < 3000; i++) stepBody(fine, 0.1, { arousal: 0.6 });
    for (let i = 0; i < 15; i++) stepBody(coarse, 20, { arousal: 0.6 });
    expect(conductanceOf(coarse)).toBeCloseTo(conductanceOf(fine), 6);
    expect(fine.skin.every(([at]) => at > 210)).toBe(true);
    expect(fine.skin.length).toBeGreaterThan(5);
  });
});

describe('skin response', () => {
  it('has the shape of biosim.json', () => {
    const want: [number, number][] = [
      [1, 0.0019907337],
      [2, 0.0787002502],
      [3, 0.5468109993],
      [4, 0.9838225423],
      [5, 0.9310508859],
      [6, 0.7970487275],
      [8, 0.6023156759],
      [10, 0.4753648743],
      [15, 0.2966780169],
      [20, 0.2006815283],
      [30, 0.0974690256],
      [60, 0.0116396396],
    ];
    for (const [s, v] of want) expect(skinResponse(s)).toBeCloseTo(v, 9);
    expect(skinResponse(4.26)).toBe(1);
    expect(skinResponse(-1)).toBe(0);
    expect(skinResponse(91)).toBe(0);
  });
});

describe('breath from the heart', () => {
  it.each([5, 6, 7, 10, 12, 15, 18, 20])('finds %i a minute within 0.5 and the phase within an eighth of a turn, in a minute', (rate) => {
    const b = createBody(streamOf(String(rate), 'rsa'), { inhaleShare: 0.5, breathScatter: 0 });
    const rr: number[] = [];
    let phase = 0;
    while (b.seconds < 62) {
      for (const beat of stepBody(b, 0.01, { arousal: 0, breathsPerMinute: rate }).beats) {
        rr.push(beat.rrMs);
        phase = b.breathPhase;
      }
    }
    const breath = breathOf(rr);
    expect(Math.abs((breath?.perMinute ?? 0) - rate)).toBeLessThanOrEqual(0.5);
    const off = Math.abs((breath?.phase ?? 0) - phase);
    expect(Math.min(off, 1 - off)).toBeLessThan(0.125);
  });

  it('says nothing of a series whose peak lies at the edge of the band, of noise and of half a minute', () => {
    expect(breathOf(oracle.nnMs)).toBeNull();
    expect(breathOf(oracle.nnMs.slice(0, 30))).toBeNull();
    expect(breathOf(new Array(90).fill(800))).toBeNull();
    expect(breathOf([])).toBeNull();
  });
});

describe("a simulated citizen's reading", () => {
  it("passes the same check as a person's", () => {
    const b = createBody(streamOf('4', 'reading'));
    for (let i = 0; i < 400; i++) {
      stepBody(b, 0.25, { arousal: Math.sin(i / 20) });
      const reading = bodyReading(b, i, i * 250);
      expect(checkReading(reading)).toEqual(reading);
      expect(reading.state).toBe('synthetic');
    }
  });

  it('expects the RMSSD that the beats have', () => {
    const b = plain();
    const measured = timeDomain(run(b, 240, 0.05))?.rmssdMs ?? 0;
    expect(Math.abs(expectedRmssd(b) / measured - 1)).toBeLessThan(0.02);
  });
});
