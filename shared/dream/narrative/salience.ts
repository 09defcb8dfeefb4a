/**
 * Which storylet fits best: all criteria must hold, the most specific wins, ties fall by the stream 'narrative' (Ruskin, GDC 2012).
 * `Salience` is the quick form (most specific first, stops at the first that holds); `bruteForce` is what it must always equal.
 */
import { max, min } from '../../kernel/math.ts';
import { pick, type StreamState } from '../../kernel/random.ts';
import { type Criterion, NO_LIMIT } from '../compiled.ts';

export interface Rule {
  readonly id: string;
  readonly requires: readonly Criterion[];
}

/** Equals this near to each other in what is wanted are one as good as the other. */
const ALIKE = 0.1;

export type Facts = (fact: string) => number;

/** True when every criterion holds. */
export function holds(requires: readonly Criterion[], facts: Facts): boolean {
  for (const c of requires) {
    const value = facts(c.fact);
    if (value < c.min || value > c.max) return false;
  }
  return true;
}

/** All rules that hold and have the most criteria, in their own order. */
export function bruteForce<R extends Rule>(rules: readonly R[], facts: Facts, open: (rule: R) => boolean = () => true): R[] {
  const fitting = rules.filter((r) => open(r) && holds(r.requires, facts));
  const most = fitting.reduce((n, r) => max(n, r.requires.length), -1);
  return fitting.filter((r) => r.requires.length === most);
}

export class Salience<R extends Rule> {
  /** rules by number of criteria, most first; within a group in their own order */
  private readonly groups: readonly (readonly R[])[];

  constructor(rules: readonly R[]) {
    const sizes = [...new Set(rules.map((r) => r.requires.length))].sort((a, b) => b - a);
    this.groups = sizes.map((size) => rules.filter((r) => r.requires.length === size));
  }

  /** The same answer as `bruteForce`, without looking at less specific rules once one holds. */
  best(facts: Facts, open: (rule: R) => boolean = () => true): R[] {
    for (const group of this.groups) {
      const fitting = group.filter((r) => open(r) && holds(r.requires, facts));
      if (fitting.length > 0) return fitting;
    }
    return [];
  }

  /** One of the best that is least `off` what is wanted, by the stream; null when none holds. Draws only when there is a tie. */
  choose(random: StreamState, facts: Facts, open: (rule: R) => boolean = () => true, off: (rule: R) => number = () => 0): R | null {
    const fitting = this.best(facts, open);
    const least = fitting.length > 1 ? fitting.reduce((n, r) => min(n, off(r)), NO_LIMIT) : 0;
    const best = fitting.length > 1 ? fitting.filter((r) => off(r) <= least + ALIKE) : fitting;
    return best.length > 1 ? pick(random, best) : (best[0] ?? null);
  }
}
