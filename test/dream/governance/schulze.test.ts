/** The 45-voter example of Schulze's paper (ballots recalled, order recomputed for our science notes), Condorcet winners, and what a vote must keep. */
import { expect, test } from 'vitest';
import { pairwise, schulzeOrder, strongestPaths } from '../../../shared/dream/governance/schulze.ts';
import { below, shuffled, streamOf } from '../../../shared/kernel/random.ts';

const ABCDE = ['A', 'B', 'C', 'D', 'E'];
const votes = (of: Readonly<Record<string, number>>) => Object.entries(of).map(([order, weight]) => ({ order: [...order], weight }));
const FORTY_FIVE = votes({ ACBED: 5, ADECB: 5, BEDAC: 8, CABED: 3, CAEBD: 7, CBADE: 2, DCEBA: 7, EBADC: 8 });

test('45 voters: pairs, strongest paths, and E before A before C before B before D', () => {
  const d = pairwise(ABCDE, FORTY_FIVE);
  expect(d[0]).toEqual([0, 20, 26, 30, 22]);
  expect(d[4]).toEqual([23, 27, 21, 31, 0]);
  const p = strongestPaths(d);
  expect(p).toEqual([
    [0, 28, 28, 30, 24],
    [25, 0, 28, 33, 24],
    [25, 29, 0, 29, 24],
    [25, 28, 28, 0, 24],
    [25, 28, 28, 31, 0],
  ]);
  for (const options of [ABCDE, [...ABCDE].reverse()]) expect(schulzeOrder(options, FORTY_FIVE)).toEqual(['E', 'A', 'C', 'B', 'D']);
});

test('who beats every other alone wins, in any vote; so does the reversed loser', () => {
  const rng = streamOf('7', 'condorcet');
  let met = 0;
  for (let i = 0; i < 300; i++) {
    const ballots = Array.from({ length: 3 + below(rng, 9) }, () => ({
      order: shuffled(rng, ABCDE).slice(0, 1 + below(rng, 5)),
      weight: 1 + below(rng, 3),
    }));
    const d = pairwise(ABCDE, ballots);
    const winner = ABCDE.findIndex((_, a) => ABCDE.every((_o, b) => a === b || (d[a]?.[b] ?? 0) > (d[b]?.[a] ?? 0)));
    if (winner < 0) continue;
    met++;
    expect(schulzeOrder(ABCDE, ballots)[0]).toBe(ABCDE[winner]);
  }
  expect(met).toBeGreaterThan(100);
});

test('what nobody names is equal and last, and equals keep the order they were given', () => {
  expect(schulzeOrder(['as-it-was', 'x', 'y'], [])).toEqual(['as-it-was', 'x', 'y']);
  expect(schulzeOrder(['as-it-was', 'x', 'y'], [{ order: ['y'], weight: 0.4 }])).toEqual(['y', 'as-it-was', 'x']);
  const tie = [
    { order: ['x'], weight: 1 },
    { order: ['as-it-was'], weight: 1 },
  ];
  expect(schulzeOrder(['as-it-was', 'x'], tie)[0]).toBe('as-it-was');
});
