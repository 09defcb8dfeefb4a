/**
 * A few pairs of every game, to notice when a channel opens. The table in the README is of many more: `PAIRS=2000 node test/attack/run.ts`.
 * Timing is the tick in which bytes come and how many; what the server's processor gives away is out of reach here.
 */
import { describe, expect, it } from 'vitest';
import { areaOf, forcedChoice } from './auc.ts';
import type { PublisherKind } from './capture.ts';
import type { Game } from './games/game.ts';
import { GAMES, judge, playPair } from './suite.ts';

/** The pairs of these tests are always the same; `run.ts` draws new ones. */
const TABLE = 'kept';
const CLOSED = GAMES.filter((g) => !g.open);

function gameOf(name: string): Game {
  const game = GAMES.find((g) => g.name === name);
  if (!game) throw new Error(`no game is called "${name}"`);
  return game;
}

const playAll = (game: Game, pairs: number, kind: PublisherKind) => Array.from({ length: pairs }, (_, i) => playPair(game, TABLE, i, kind));
const play = (name: string, pairs: number) => judge(gameOf(name), 'cells', playAll(gameOf(name), pairs, 'cells'));

describe('an attacker on the line', () => {
  it.each(CLOSED.filter((g) => g.exact).map((g) => g.name))(
    '%s: not one byte tells',
    (name) => {
      expect(playAll(gameOf(name), 3, 'cells').map((p) => p.equal)).toEqual([true, true, true]);
      expect(playAll(gameOf(name), 1, 'views').map((p) => p.equal)).toEqual([true]);
    },
    60_000,
  );

  it.each(CLOSED.filter((g) => !g.exact).map((g) => [g.name, g.name === 'erased' ? 40 : 8] as const))(
    '%s: no better than a coin',
    (name, pairs) => {
      const { single, both } = play(name, pairs);
      expect(single.low).toBeLessThanOrEqual(0.55);
      expect(both.low).toBeLessThanOrEqual(0.55);
    },
    60_000,
  );

  it.each([
    ['reading, shown', 10],
    ['card, planted', 10],
    ['erased, unsealed', 20],
  ] as const)(
    '%s: the attacker finds what is there to be found',
    (name, pairs) => {
      const { equal, both } = play(name, pairs);
      expect(equal).toBeLessThan(pairs / 2);
      expect(both.auc).toBeGreaterThan(0.8);
    },
    60_000,
  );
});

describe('the measure', () => {
  it('areas and intervals are those of the definition', () => {
    // 4 of 6 comparisons won, one tied: by hand
    const area = areaOf([3, 2, 2], [1, 2]);
    expect(area.auc).toBeCloseTo(5 / 6, 12);
    expect(area.low).toBeLessThan(area.auc);
    expect(areaOf([1, 1, 1], [1, 1]).auc).toBe(0.5);
    // Wilson for 8 of 10: .490 to .943
    const choice = forcedChoice([1, 1, 1, 1, 1, 1, 1, 1, -1, -1]);
    expect(choice.low).toBeCloseTo(0.4902, 3);
    expect(choice.high).toBeCloseTo(0.9433, 3);
  });
});
