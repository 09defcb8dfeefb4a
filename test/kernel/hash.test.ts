import { describe, expect, it } from 'vitest';
import { crc32 } from '../../shared/kernel/crc.ts';
import { firstDifference, hashOf } from '../../shared/kernel/hash.ts';

describe('the stable hash', () => {
  it('does not depend on the order of keys', () => {
    expect(hashOf({ a: 1, b: [2, { c: 'x', d: null }] })).toBe(hashOf({ b: [2, { d: null, c: 'x' }], a: 1 }));
  });

  it('sorts the keys of every object in a list, also after one that began alike', () => {
    const mixed = [
      { a: 1, b: 2 },
      { a: 1, c: 2 },
      { a: 3, d: 4, c: 5 },
      { a: 1, b: 2 },
    ];
    const turned = [
      { b: 2, a: 1 },
      { c: 2, a: 1 },
      { a: 3, c: 5, d: 4 },
      { b: 2, a: 1 },
    ];
    expect(hashOf(mixed)).toBe(hashOf(turned));
    expect(
      hashOf([
        { a: 1, b: 2 },
        { a: 1, c: 2 },
      ]),
    ).not.toBe(
      hashOf([
        { a: 1, b: 2 },
        { a: 1, b: 2 },
      ]),
    );
  });

  it.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: '1' }],
    [{ a: 1 }, { b: 1 }],
    [{ a: [] }, { a: {} }],
    [{ a: [1, 2] }, { a: [[1], 2] }],
    [{ a: 0.1 }, { a: 0.1 + 2 ** -55 }],
    [{ a: true }, { a: 1 }],
    [{ a: null }, {}],
    [
      ['ab', 'c'],
      ['a', 'bc'],
    ],
  ])('tells %j from %j', (left, right) => {
    expect(hashOf(left)).not.toBe(hashOf(right));
    expect(firstDifference(left, right)).not.toBeNull();
  });

  it('names the first path that differs', () => {
    expect(firstDifference({ a: { b: [1, 2, { c: 3 }] } }, { a: { b: [1, 2, { c: 4 }] } })).toEqual({ path: 'a.b.2.c', left: 3, right: 4 });
  });

  it('refuses NaN and functions', () => {
    expect(() => hashOf({ a: Number.NaN })).toThrow(/NaN/);
    expect(() => hashOf({ a: () => 1 })).toThrow(/cannot hash/);
  });

  it('knows the check value of CRC-32', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });
});
