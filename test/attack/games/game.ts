/** A game against privacy: two worlds that differ in one secret, and what the attacker is left with in each. */
import type { Looking } from '../capture.ts';
import type { Features } from '../learn.ts';

export interface Seen {
  readonly features: Features;
  /** checksums in order, to tell whether a single byte differs */
  readonly prints: readonly number[];
}

export interface Game {
  readonly name: string;
  /** what the attacker wants to know, as the table says it */
  readonly asks: string;
  /** true: the law lets this be seen, or the leak is planted; the attacker must find it, or the suite proves nothing */
  readonly open: boolean;
  /** true: the two worlds must send an onlooker the same bytes in the same ticks, so that there is nothing to learn */
  readonly exact: boolean;
  /** Plays one world of a pair; `secret` 0 or 1, all else follows from the seed. */
  play(seed: string, secret: 0 | 1, how: Looking): Seen;
}
