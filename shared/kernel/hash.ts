/**
 * Stable hash of plain data: same value, same hash, in every engine and whatever the order keys were set in.
 * 64 bits as two 32-bit lanes (murmur-style mixing); for finding differences, not for security.
 */

import { invariant } from './assert.ts';
import { imul } from './math.ts';

const word = new DataView(new ArrayBuffer(8));

/** The same keys, set in the same order. */
function alike(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Collects values and gives one hash of their sequence. */
export class Hasher {
  private a = 0x9e3779b9 | 0;
  private b = 0x85ebca6b | 0;
  /** by first key: keys of the object met last, and their order; worlds are lists of objects alike, and sorting each was a third of a digest */
  private orders: Map<string, { readonly keys: readonly string[]; readonly sorted: readonly string[] }> | null = null;

  u32(x: number): void {
    this.a = imul((this.a ^ x) + 0x7f4a7c15, 0x2c1b3c6d);
    this.a ^= this.a >>> 15;
    this.b = imul((this.b ^ x) + 0x165667b1, 0x297a2d39);
    this.b ^= this.b >>> 13;
  }

  number(x: number): void {
    if ((x | 0) === x) {
      this.u32(1);
      this.u32(x);
      return;
    }
    invariant(!Number.isNaN(x), 'NaN in hashed data');
    word.setFloat64(0, x);
    this.u32(word.getUint32(0));
    this.u32(word.getUint32(4));
  }

  /** `u32` of the length and of every character, with the lanes in locals: fields would be written for each. */
  text(s: string): void {
    this.u32(s.length);
    let { a, b } = this;
    for (let i = 0; i < s.length; i++) {
      const x = s.charCodeAt(i);
      a = imul((a ^ x) + 0x7f4a7c15, 0x2c1b3c6d);
      a ^= a >>> 15;
      b = imul((b ^ x) + 0x165667b1, 0x297a2d39);
      b ^= b >>> 13;
    }
    this.a = a;
    this.b = b;
  }

  private sortedKeys(o: object): readonly string[] {
    const keys = Object.keys(o);
    const first = keys[0];
    if (first === undefined || keys.length === 1) return keys;
    this.orders ??= new Map();
    const known = this.orders.get(first);
    if (known && alike(known.keys, keys)) return known.sorted;
    const sorted = [...keys].sort();
    this.orders.set(first, { keys, sorted });
    return sorted;
  }

  /** Plain data: null, booleans, numbers, strings, arrays, typed arrays of numbers, objects. Keys with value undefined do not count. */
  value(v: unknown): void {
    // comparisons, not a switch: only these does V8 compile without asking for the type's name
    if (typeof v === 'number') {
      this.u32(2);
      this.number(v);
    } else if (typeof v === 'string') {
      this.u32(3);
      this.text(v);
    } else if (typeof v === 'boolean') {
      this.u32(v ? 5 : 4);
    } else if (v === undefined) {
      this.u32(6);
    } else if (v === null) {
      this.u32(7);
    } else if (typeof v !== 'object') {
      invariant(false, `cannot hash a ${typeof v}`);
    } else {
      this.object(v);
    }
  }

  private object(v: object): void {
    if (Array.isArray(v)) {
      this.u32(8);
      this.u32(v.length);
      // Numbers without an index: where V8 sees lists of numbers and of objects indexed in one place it turns the former into the latter,
      // and the air's own step, which reads the same lists, then takes four times as long. Objects with one: half the time of an iterator.
      if (typeof v.at(0) === 'number') for (const item of v) this.value(item);
      else for (let i = 0; i < v.length; i++) this.value(v[i]);
    } else if (
      ArrayBuffer.isView(v) &&
      (v instanceof Float64Array || v instanceof Uint8Array || v instanceof Float32Array || v instanceof Int32Array)
    ) {
      this.u32(9);
      this.u32(v.length);
      for (let i = 0; i < v.length; i++) this.number(v[i] as number);
    } else {
      this.u32(10);
      const keys = this.sortedKeys(v);
      for (let i = 0; i < keys.length; i++) {
        const key = keys[i] as string;
        const item = (v as Record<string, unknown>)[key];
        if (item === undefined) continue;
        this.text(key);
        this.value(item);
      }
      this.u32(11);
    }
  }

  /** Both lanes as whole numbers, to go on from later with `resume`. */
  lanes(): [number, number] {
    return [this.a, this.b];
  }

  /** Goes on where a hasher that gave these lanes stopped. */
  resume([a, b]: readonly [number, number]): void {
    this.a = a | 0;
    this.b = b | 0;
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
