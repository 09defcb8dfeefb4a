/**
 * Stable hash of plain data: same value, same hash, in every engine and whatever the order keys were set in.
 * 64 bits as two 32-bit lanes (murmur-style mixing); for finding differences, not for security.
 */

import { invariant } from './assert.ts';
import { imul } from './math.ts';

const word = new DataView(new ArrayBuffer(8));
const sortedKeys = (o: object): string[] => Object.keys(o).sort();

/** Collects values and gives one hash of their sequence. */
export class Hasher {
  private a = 0x9e3779b9 | 0;
  private b = 0x85ebca6b | 0;

  u32(x: number): void {
    this.a = imul((this.a ^ x) + 0x7f4a7c15, 0x2c1b3c6d);
    this.a ^= this.a >>> 15;
    this.b = imul((this.b ^ x) + 0x165667b1, 0x297a2d39);
    this.b ^= this.b >>> 13;
  }

  number(x: number): void {
    invariant(!Number.isNaN(x), 'NaN in hashed data');
    if ((x | 0) === x) {
      this.u32(1);
      this.u32(x);
      return;
    }
    word.setFloat64(0, x);
    this.u32(word.getUint32(0));
    this.u32(word.getUint32(4));
  }

  text(s: string): void {
    this.u32(s.length);
    for (let i = 0; i < s.length; i++) this.u32(s.charCodeAt(i));
  }

  /** Plain data: null, booleans, numbers, strings, arrays, typed arrays of numbers, objects. Keys with value undefined do not count. */
  value(v: unknown): void {
    switch (typeof v) {
      case 'number':
        this.u32(2);
        this.number(v);
        return;
      case 'string':
        this.u32(3);
        this.text(v);
        return;
      case 'boolean':
        this.u32(v ? 5 : 4);
        return;
      case 'undefined':
        this.u32(6);
        return;
      case 'object':
        break;
      default:
        invariant(false, `cannot hash a ${typeof v}`);
    }
    if (v === null) {
      this.u32(7);
    } else if (Array.isArray(v)) {
      this.u32(8);
      this.u32(v.length);
      for (const item of v) this.value(item);
    } else if (v instanceof Float64Array || v instanceof Uint8Array || v instanceof Float32Array || v instanceof Int32Array) {
      this.u32(9);
      this.u32(v.length);
      for (let i = 0; i < v.length; i++) this.number(v[i] as number);
    } else {
      this.u32(10);
      for (const key of sortedKeys(v as object)) {
        const item = (v as Record<string, unknown>)[key];
        if (item === undefined) continue;
        this.text(key);
        this.value(item);
      }
      this.u32(11);
    }
  }

  /** 16 hexadecimal digits. */
  hex(): string {
    const end = (h: number): string => {
      let x = h ^ (h >>> 16);
      x = imul(x, 0x85ebca6b);
      x ^= x >>> 13;
      x = imul(x, 0xc2b2ae35);
      x ^= x >>> 16;
      return (x >>> 0).toString(16).padStart(8, '0');
    };
    return end(this.a ^ imul(this.b, 31)) + end(this.b);
  }
}

/** The hash of one value, 16 hexadecimal digits. */
export function hashOf(v: unknown): string {
  const h = new Hasher();
  h.value(v);
  return h.hex();
}

/** A difference between two values: where, and both sides. */
export interface Difference {
  readonly path: string;
  readonly left: unknown;
  readonly right: unknown;
}

/** The first difference in a walk with sorted keys, or null when both hash alike. -0 and 0 count as equal, as they do in the hash. */
export function firstDifference(left: unknown, right: unknown, path = ''): Difference | null {
  if (left === right) return null;
  if (typeof left === 'object' && typeof right === 'object' && left !== null && right !== null) {
    if (Array.isArray(left) !== Array.isArray(right)) return { path, left, right };
    const l = left as Record<string, unknown>;
    const r = right as Record<string, unknown>;
    const keys = [...new Set([...Object.keys(l), ...Object.keys(r)])];
    if (Array.isArray(left) || ArrayBuffer.isView(left)) keys.sort((a, b) => Number(a) - Number(b));
    else keys.sort();
    for (const key of keys) {
      const found = firstDifference(l[key], r[key], path === '' ? key : `${path}.${key}`);
      if (found) return found;
    }
    return null;
  }
  return { path, left, right };
}
