import { describe, expect, it } from 'vitest';
import { checkReading, DEVICE_MAX_MS, ended, type Reading } from '../../shared/biometrics/reading.ts';

const good: Reading = {
  seq: 7,
  deviceMs: 1750,
  hr: 72,
  rmssd: 41,
  arousal: -12,
  breathPhase: 200,
  breathRate: 62,
  quality: 3,
  state: 'good',
};

describe('a reading is a claim', () => {
  it('takes a good one, as a copy', () => {
    const got = checkReading(good);
    expect(got).toEqual(good);
    expect(got).not.toBe(good);
  });

  it('takes every state in its own form', () => {
    for (const state of ['lost', 'refused', 'poor', 'stale', 'synthetic'] as const) {
      expect(checkReading(ended(0, 0, state))).toEqual(ended(0, 0, state));
    }
  });

  it('takes unknown as 0', () => {
    expect(checkReading({ ...good, rmssd: 0, breathRate: 0, breathPhase: 0 })).toMatchObject({ rmssd: 0 });
  });

  const wrong: [string, unknown][] = [
    ['null', null],
    ['text', 'hr 72'],
    ['list', [good]],
    ['empty', {}],
    ['missing field', { ...good, quality: undefined }],
    ['foreign field', { ...good, rr: [800] }],
    ['NaN', { ...good, hr: NaN }],
    ['infinite', { ...good, deviceMs: Infinity }],
    ['fraction', { ...good, hr: 72.5 }],
    ['text for a number', { ...good, hr: '72' }],
    ['hr 24', { ...good, hr: 24 }],
    ['hr 241', { ...good, hr: 241 }],
    ['rmssd 601', { ...good, rmssd: 601 }],
    ['rmssd -1', { ...good, rmssd: -1 }],
    ['arousal 128', { ...good, arousal: 128 }],
    ['arousal -128', { ...good, arousal: -128 }],
    ['phase 256', { ...good, breathPhase: 256 }],
    ['breath 1.9/min', { ...good, breathRate: 19 }],
    ['quality 4', { ...good, quality: 4 }],
    ['seq 2^32', { ...good, seq: 2 ** 32 }],
    ['negative seq', { ...good, seq: -1 }],
    ['a week and a ms', { ...good, deviceMs: DEVICE_MAX_MS + 1 }],
    ['unknown state', { ...good, state: 'fine' }],
    ['good without quality', { ...good, quality: 1 }],
    ['good without a rate', { ...good, hr: 0 }],
    ['lost with numbers', { ...good, state: 'lost' }],
    ['refused with numbers', { ...ended(1, 1, 'refused'), hr: 70 }],
    ['stale with quality', { ...good, state: 'stale' }],
    ['phase without a rate', { ...good, breathRate: 0 }],
  ];
  it.each(wrong)('refuses %s with a sentence that echoes nothing', (_, data) => {
    const got = checkReading(data);
    expect(got).toBeTypeOf('string');
    expect(got).not.toMatch(/fine|72\.5/);
  });

  it('turns -0 into 0', () => {
    expect(Object.is((checkReading({ ...good, arousal: -0 }) as Reading).arousal, 0)).toBe(true);
  });
});
