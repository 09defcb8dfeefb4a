import { describe, expect, it } from 'vitest';
import { type Formula, NO_LIMIT } from '../../shared/dream/compiled.ts';
import { robustness } from '../../shared/expectations/robustness.ts';

type Is = Extract<Formula, { op: 'is' }>;
const is = (signal: string): Is => ({ op: 'is', signal, of: '', over: '', min: 0, max: NO_LIMIT });
const A = [3, 1, -2, 4, 0.5];
const B = [-1, -1, 2, -3, 1];
const of = (f: Formula, closed: 'all' | 'unbounded' | 'no' = 'all') =>
  robustness(f, (atom) => (atom.signal === 'a' ? A : B), A.length, closed);
const a = is('a');
const b = is('b');
const box = (from: number, to: number, inner: Formula = a): Formula => ({ op: 'always', from, to, of: inner });
const diamond = (from: number, to: number, inner: Formula = a): Formula => ({ op: 'eventually', from, to, of: inner });

/** Every number below is worked out by hand from the definitions of Donze & Maler (2010), table of section 2.2. */
describe('robustness', () => {
  it('always is the least, eventually the greatest, and each says where', () => {
    expect(of(box(0, NO_LIMIT)).value).toEqual([-2, -2, -2, 0.5, 0.5]);
    expect(of(box(0, NO_LIMIT)).at[0]).toBe(2);
    expect(of(diamond(0, NO_LIMIT)).value).toEqual([4, 4, 4, 4, 0.5]);
    expect(of(diamond(0, NO_LIMIT)).at[0]).toBe(3);
  });

  it('windows move along', () => {
    expect(of(box(0, 1)).value).toEqual([1, -2, -2, 0.5, 0.5]);
    expect(of(diamond(1, 2)).value).toEqual([1, 4, 4, 0.5, -1]);
  });

  it('not turns it round, all takes the least, any the greatest', () => {
    expect(of({ op: 'not', of: a }).value).toEqual([-3, -1, 2, -4, -0.5]);
    expect(of({ op: 'all', of: [a, b] }).value).toEqual([-1, -1, -2, -3, 0.5]);
    expect(of({ op: 'any', of: [a, b] }).value).toEqual([3, 1, 2, 4, 1]);
  });

  it('until is the best moment of the second with the first all the way to it', () => {
    // at 0: then at 2 is worth min(2, 3, 1, -2) = -2, at 4 min(1, ...) = -2, at 0 and 1 -1
    expect(of({ op: 'until', from: 0, to: NO_LIMIT, first: a, then: b }).value[0]).toBe(-1);
    expect(of({ op: 'until', from: 0, to: 2, first: b, then: a }).value[0]).toBe(-1);
    expect(of({ op: 'until', from: 0, to: NO_LIMIT, first: a, then: b }).value[3]).toBe(0.5);
  });

  it('nested: always, within two seconds, again', () => {
    expect(of(box(0, NO_LIMIT, diamond(0, 2))).value).toEqual([0.5, 0.5, 0.5, 0.5, 0.5]);
  });

  it('equals the definition on random traces, window by window', () => {
    let seed = 7;
    const random = (): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed / 1073741824 - 1;
    };
    for (let round = 0; round < 60; round++) {
      const trace = Array.from({ length: 40 }, random);
      const from = Math.floor((random() + 1) * 5);
      const to = from + Math.floor((random() + 1) * 6);
      const got = robustness(box(from, to), () => trace, trace.length, 'all').value;
      const wanted = trace.map((_, i) => (i + from >= trace.length ? 1 : Math.min(...trace.slice(i + from, i + to + 1))));
      expect(got).toEqual(wanted);
    }
  });

  it('what is unfinished is bounded, not guessed: an open window leaves either end open', () => {
    const open = of(diamond(0, 10), 'no');
    expect([open.low[0], open.high[0]]).toEqual([4, Infinity]);
    const still = of(box(0, 10), 'no');
    expect([still.low[0], still.high[0]]).toEqual([-Infinity, -2]);
    // who left is asked no more: without an end of its own it is decided, with one it stays open
    expect(of(diamond(0, NO_LIMIT, b), 'unbounded').high[3]).toBe(1);
    expect(of(diamond(0, 10, b), 'unbounded').high[3]).toBe(Infinity);
  });
});
