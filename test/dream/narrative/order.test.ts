import { describe, expect, test } from 'vitest';
import { ARCS, classify, healingArc, template } from '../../../shared/dream/narrative/arcs.ts';
import { lexical } from '../../../shared/dream/narrative/likeness.ts';
import { bestOrder, type Strand, worth } from '../../../shared/dream/narrative/order.ts';
import { valenceOf } from '../../../shared/dream/narrative/valence.ts';
import { below, normal, type StreamState, shuffled, streamOf, uniform } from '../../../shared/kernel/random.ts';

function cloth(random: StreamState, n: number, pins: readonly number[] = []): { like: number[][]; strands: Strand[] } {
  const like = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) (like[i] as number[])[j] = (like[j] as number[])[i] = uniform(random);
  const strands = Array.from({ length: n }, (_, i) => ({ valence: uniform(random) * 2 - 1, fixed: pins[i] ?? -1 }));
  return { like, strands };
}

function* orders(rest: readonly number[], begun: readonly number[] = []): Generator<number[]> {
  if (rest.length === 0) yield [...begun];
  for (const i of rest)
    yield* orders(
      rest.filter((r) => r !== i),
      [...begun, i],
    );
}

describe('the order of a cloth', () => {
  test('is the best of all orders for up to eight threads', () => {
    const random = streamOf('loom', 'exact');
    for (let n = 1; n <= 8; n++) {
      for (let k = 0; k < (n > 7 ? 1 : 4); k++) {
        const { like, strands } = cloth(random, n);
        let most = -Infinity;
        for (const order of orders(strands.map((_, i) => i))) most = Math.max(most, worth(order, like, strands));
        expect(worth(bestOrder(like, strands), like, strands)).toBeCloseTo(most, 9);
      }
    }
  });

  test('keeps what was hung by hand in its place, and is the best of the others', () => {
    const { like, strands } = cloth(streamOf('loom', 'pins'), 6, [-1, 2, -1, -1, 0]);
    const order = bestOrder(like, strands);
    expect([order[2], order[0]]).toEqual([1, 4]);
    let most = -Infinity;
    for (const o of orders([0, 1, 2, 3, 4, 5])) if (o[2] === 1 && o[0] === 4) most = Math.max(most, worth(o, like, strands));
    expect(worth(order, like, strands)).toBeCloseTo(most, 9);
  });

  test('has each thread once and beats a random order in 100 of 100', () => {
    const random = streamOf('loom', 'random');
    for (let i = 0; i < 100; i++) {
      const n = 9 + below(random, 10);
      const { like, strands } = cloth(random, n, i % 2 === 0 ? [] : [3]);
      const order = bestOrder(like, strands);
      const all = strands.map((_, k) => k);
      expect([...order].sort((a, b) => a - b)).toEqual(all);
      expect(worth(order, like, strands)).toBeGreaterThan(worth(shuffled(random, all), like, strands));
    }
  });

  test('a cloth of words goes from sorrow to healing, like beside like', () => {
    const lines = [
      'We laughed in the warm garden.',
      'I cried alone.',
      'The kettle was cold.',
      'Alone, and the tears came.',
      'A warm garden, a friend.',
      'The kettle sang again.',
    ];
    const order = bestOrder(
      lexical(lines),
      lines.map((l) => ({ valence: valenceOf(l), fixed: -1 })),
    );
    expect(order.slice(0, 2).sort()).toEqual([1, 3]);
    expect(order.slice(-2).sort()).toEqual([0, 4]);
  });
});

describe('arcs of stories', () => {
  test.each(ARCS)('%s is known in noise of sd .5', (arc) => {
    for (let seed = 0; seed < 20; seed++) {
      const random = streamOf(String(seed), arc);
      const text = Array.from({ length: 60 }, (_, i) => template(arc, i / 59) + 0.5 * normal(random));
      expect(classify(text).arc).toBe(arc);
    }
  });

  test('what a night goes for is a rise or a man in a hole, and an ordered cloth is', () => {
    expect(['rise', 'man-in-a-hole']).toContain(classify(Array.from({ length: 40 }, (_, i) => healingArc(i / 39))).arc);
    const { like, strands } = cloth(streamOf('loom', 'arc'), 24);
    const valences = bestOrder(like, strands, 4).map((i) => strands[i]?.valence ?? 0);
    expect(['rise', 'man-in-a-hole']).toContain(classify(valences).arc);
  });
});

describe('valence of a line', () => {
  test.each([
    ['I miss my brother', -1],
    ['It weighed less with two.', 0],
    ['We laughed, and it was warm.', 1],
    ['not sad any more', 1],
    ['never alone again', 1],
    ['I was not happy', -1],
    ['Ich war nicht allein', 1],
    ['Meine Mutter fehlt mir', -1],
    ['a blue bus', 0],
  ] as const)('%s', (line, sign) => {
    expect(Math.sign(valenceOf(line))).toBe(sign);
  });
});

describe('likeness by letters', () => {
  test('is 1 with itself, the same both ways, and more for lines that share something', () => {
    const like = lexical(['the kettle was cold', 'a cold kettle', 'my tram is late']);
    expect(like[0]?.[0]).toBe(1);
    expect(like[0]?.[1]).toBe(like[1]?.[0]);
    expect(like[0]?.[1]).toBeGreaterThan((like[0]?.[2] ?? 1) + 0.3);
  });
});
