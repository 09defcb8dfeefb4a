/**
 * Stable hash of plain data: same value, same hash, in every engine and whatever the order keys were set in.
 * 64 bits as two 32-bit lanes (murmur-style mixing); for finding differences, not for security.
 */

import { invariant } from './assert.ts';
import { imul } from './math.ts';

const word = new Float64Array(1);
const halves = new Int32Array(word.buffer);
word[0] = 1;
/** where the upper half of a number lies: machines differ, hashes must not */
const UPPER = halves[1] === 0 ? 0 : 1;
const LOWER = 1 - UPPER;
let scratch = new Float64Array(4096);

/** The same keys, set in the same order. */
function alike(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Keys as they were set, sorted, and the two lanes of a hash of the sorted ones. */
interface Form {
  readonly keys: readonly string[];
  readonly sorted: readonly string[];
  readonly lanes: readonly [number, number];
}

/**
 * Forms of objects met before, by number of keys and first key. Worlds are lists of objects alike and records of the same people: sorting and
 * hashing the keys of each was half of a digest. Only a memory of pure results, forgotten when it grows.
 */
const forms = new Map<number, Map<string, Form>>();
const MOST_FORMS = 1000;
let formsKnown = 0;

function formOf(keys: readonly string[]): Form {
  const first = keys[0] ?? '';
  let some = forms.get(keys.length);
  const known = some?.get(first);
  if (known && alike(known.keys, keys)) return known;
  const sorted = [...keys].sort();
  const hasher = new Hasher();
  for (const key of sorted) hasher.text(key);
  const form = { keys, sorted, lanes: hasher.lanes() };
  if (!known && ++formsKnown > MOST_FORMS) {
    forms.clear();
    formsKnown = 1;
    some = undefined;
  }
  if (some) some.set(first, form);
  else forms.set(keys.length, new Map([[first, form]]));
  return form;
}

function allNumbers(list: readonly unknown[]): list is readonly number[] {
  // numbers without an index: where V8 sees lists of numbers and of objects indexed in one place it turns the former into the latter,
  // and the air's own step, which reads the same lists, then takes four times as long
  for (const item of list) if (typeof item !== 'number') return false;
  return true;
}

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
    if ((x | 0) === x) {
      this.u32(1);
      this.u32(x);
      return;
    }
    invariant(!Number.isNaN(x), 'NaN in hashed data');
    word[0] = x;
    this.u32(halves[UPPER] as number);
    this.u32(halves[LOWER] as number);
  }

  /** Both halves of each and how many, from a list of machine numbers and with the lanes in locals: fields would be written for each. */
  private numbers(list: readonly number[]): void {
    const n = list.length;
    this.u32(n);
    if (scratch.length < n) scratch = new Float64Array(2 * n);
    scratch.set(list);
    let { a, b } = this;
    for (let i = 0; i < n; i++) {
      // -0 becomes 0
      const x = (scratch[i] as number) + 0;
      invariant(!Number.isNaN(x), 'NaN in hashed data');
      word[0] = x;
      const upper = halves[UPPER] as number;
      const lower = halves[LOWER] as number;
      a = imul((a ^ upper) + 0x7f4a7c15, 0x2c1b3c6d);
      a ^= a >>> 15;
      b = imul((b ^ upper) + 0x165667b1, 0x297a2d39);
      b ^= b >>> 13;
      a = imul((a ^ lower) + 0x7f4a7c15, 0x2c1b3c6d);
      a ^= a >>> 15;
      b = imul((b ^ lower) + 0x165667b1, 0x297a2d39);
      b ^= b >>> 13;
    }
    this.a = a;
    this.b = b;
  }

  /** `u32` of the length and of every two characters, with the lanes in locals. */
  text(s: string): void {
    const n = s.length;
    this.u32(n);
    let { a, b } = this;
    for (let i = 0; i < n; i += 2) {
      const x = i + 1 < n ? s.charCodeAt(i) | (s.charCodeAt(i + 1) << 16) : s.charCodeAt(i);
      a = imul((a ^ x) + 0x7f4a7c15, 0x2c1b3c6d);
      a ^= a >>> 15;
      b = imul((b ^ x) + 0x165667b1, 0x297a2d39);
      b ^= b >>> 13;
    }
    this.a = a;
    this.b = b;
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
    } else if (Array.isArray(v)) {
      this.list(v);
    } else {
      this.object(v);
    }
  }

  private list(v: readonly unknown[]): void {
    if (typeof v.at(0) === 'number' && allNumbers(v)) {
      this.u32(12);
      this.numbers(v);
      return;
    }
    this.u32(8);
    this.u32(v.length);
    if (typeof v.at(0) === 'number') for (const item of v) this.value(item);
    else for (let i = 0; i < v.length; i++) this.value(v[i]);
  }

  private object(v: object): void {
    if (
      ArrayBuffer.isView(v) &&
      (v instanceof Float64Array || v instanceof Uint8Array || v instanceof Float32Array || v instanceof Int32Array)
    ) {
      this.u32(9);
      this.u32(v.length);
      for (let i = 0; i < v.length; i++) this.number(v[i] as number);
      return;
    }
    const o = v as Record<string, unknown>;
    const keys = Object.keys(o);
    const form = formOf(keys);
    const { sorted } = form;
    for (let i = 0; i < sorted.length; i++) {
      if (o[sorted[i] as string] !== undefined) continue;
      this.fields(o, formOf(sorted.filter((key) => o[key] !== undefined)));
      return;
    }
    this.fields(o, form);
  }

  private fields(o: Record<string, unknown>, { sorted, lanes }: Form): void {
    this.u32(10);
    this.u32(sorted.length);
    this.u32(lanes[0]);
    this.u32(lanes[1]);
    for (let i = 0; i < sorted.length; i++) this.value(o[sorted[i] as string]);
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
