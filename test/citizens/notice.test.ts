import { expect, test } from 'vitest';
import { isCurious } from '../../shared/citizens/notice.ts';

test('of every handful of simulated citizens one is curious, another with each seed, so that the share of all is as asked', () => {
  const curious = (seed: string, share: number) => Array.from({ length: 40 }, (_, i) => isCurious(seed, i, share)).filter(Boolean).length;
  for (const seed of ['1', '2', '3']) {
    expect([0, 0.1, 0.25, 0.5, 1].map((share) => curious(seed, share))).toEqual([0, 4, 10, 20, 40]);
    for (let i = 0; i < 40; i += 10)
      expect(Array.from({ length: 10 }, (_, j) => isCurious(seed, i + j, 0.1)).filter(Boolean)).toHaveLength(1);
  }
  expect(new Set(['1', '2', '3', '4'].map((seed) => [...Array(10).keys()].findIndex((i) => isCurious(seed, i, 0.1)))).size).toBeGreaterThan(
    1,
  );
});
