/** Plays games pair by pair, lets the attacker learn from one half and asks about the other. */
import { type Area, areaOf, forcedChoice } from './auc.ts';
import type { PublisherKind } from './capture.ts';
import { aggregateGames } from './games/aggregate.ts';
import { cardGames } from './games/card.ts';
import { erasedGames } from './games/erased.ts';
import type { Game, Seen } from './games/game.ts';
import { lineGames } from './games/line.ts';
import { readingGames } from './games/reading.ts';
import { difference, type Features, learn, type Model, scoreOf } from './learn.ts';

export const GAMES: readonly Game[] = [...readingGames, ...lineGames, ...cardGames, ...aggregateGames, ...erasedGames];

export interface Pair {
  readonly one: Features;
  readonly zero: Features;
  /** not one byte tells the two worlds apart */
  readonly equal: boolean;
}

export interface Result {
  readonly game: string;
  readonly asks: string;
  readonly open: boolean;
  readonly publisher: PublisherKind;
  readonly pairs: number;
  /** pairs whose two worlds sent the attacker the same bytes in the same ticks */
  readonly equal: number;
  /** one world alone before the attacker, as in life */
  readonly single: Area;
  /** both worlds before the attacker, who must say which is which: more than anybody can have */
  readonly both: Area;
  /** what the attacker looks at most, for who wants to close it */
  readonly tells: readonly string[];
}

/**
 * One pair. Of a game whose worlds must be the same to the byte nothing is decoded as long as they are: then whatever an attacker makes of one world they
 * make of the other.
 * @param table names a table of pairs: with the game and the number it is the seed
 */
export function playPair(game: Game, table: string, number: number, publisher: PublisherKind): Pair {
  const seed = `${game.name} ${table} ${number}`;
  const play = (secret: 0 | 1, decode: boolean): Seen => game.play(seed, secret, { publisher, decode });
  if (game.exact && same(play(1, false), play(0, false))) return { one: NOTHING, zero: NOTHING, equal: true };
  const [zero, one] = [play(0, true), play(1, true)];
  const equal = same(one, zero);
  return { one: one.features, zero: equal ? one.features : zero.features, equal };
}

const NOTHING: Features = new Map();

function same(a: Seen, b: Seen): boolean {
  return a.prints.length === b.prints.length && a.prints.every((p, i) => p === b.prints[i]);
}

/** What the attacker makes of the pairs of one game; the first half teaches, the second is judged. */
export function judge(game: Game, kind: PublisherKind, pairs: readonly Pair[]): Result {
  const half = Math.floor(pairs.length / 2);
  const [train, test] = [pairs.slice(0, half), pairs.slice(half)];
  const labels = train.flatMap(() => [1, 0]);
  const alone = learn(
    train.flatMap((p) => [p.one, p.zero]),
    labels,
  );
  const together = learn(
    train.flatMap((p) => [difference(p.one, p.zero), difference(p.zero, p.one)]),
    labels,
  );
  return {
    game: game.name,
    asks: game.asks,
    open: game.open,
    publisher: kind,
    pairs: pairs.length,
    equal: pairs.filter((p) => p.equal).length,
    single: areaOf(
      test.map((p) => scoreOf(alone, p.one)),
      test.map((p) => scoreOf(alone, p.zero)),
    ),
    both: forcedChoice(test.map((p) => scoreOf(together, difference(p.one, p.zero)) - scoreOf(together, difference(p.zero, p.one)))),
    tells: [...new Set([...tellsOf(together), ...tellsOf(alone)])].slice(0, 6),
  };
}

/** Features by how much they move the score. */
function tellsOf(model: Model): string[] {
  const weight = new Map<string, number>();
  for (const s of model) weight.set(s.feature, (weight.get(s.feature) ?? 0) + Math.abs(s.above - s.below));
  return [...weight]
    .sort((a, b) => b[1] - a[1])
    .map(([name]) => name)
    .slice(0, 4);
}
