/**
 * Seeded random streams. A seed is a tagged string, `dh1:<text>`: the tag names the algorithm (xoshiro128**, Blackman & Vigna 2018,
 * seeded by splitmix32 over an FNV-1a hash of the text and the stream's name), so that an old journal is never read with a new algorithm.
 * Every user draws from a stream of its own name; a stream's state is plain data inside the world.
 */
import { cos, floor, imul, ln, sqrt, TAU } from './math.ts';

export type StreamState = [number, number, number, number];

const TAG = 'dh1:';

/** `dh1:` put before a bare seed; throws a RangeError for a tag that is not ours. */
export function tagSeed(seed: string | number): string {
  const text = String(seed);
  if (text.startsWith(TAG)) return text;
  if (/^dh\d+:/.test(text)) throw new RangeError(`seed "${text}" needs another random algorithm than ${TAG.slice(0, -1)}`);
  return TAG + text;
}

/** The start of the stream `name` under `seed`. */
export function streamOf(seed: string, name: string): StreamState {
  const text = `${tagSeed(seed)}/${name}`;
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = imul(h ^ text.charCodeAt(i), 0x01000193);
  const next = (): number => {
    h = (h + 0x9e3779b9) | 0;
    let t = h ^ (h >>> 16);
    t = imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = imul(t, 0x735a2d97);
    return (t ^ (t >>> 15)) >>> 0;
  };
  return [next(), next(), next(), next() | 1];
}

/** The next 32 random bits; advances `s`. */
export function bits(s: StreamState): number {
  const x = imul(s[1], 5);
  const result = imul((x << 7) | (x >>> 25), 9) >>> 0;
  const t = s[1] << 9;
  s[2] = (s[2] ^ s[0]) >>> 0;
  s[3] = (s[3] ^ s[1]) >>> 0;
  s[1] = (s[1] ^ s[2]) >>> 0;
  s[0] = (s[0] ^ s[3]) >>> 0;
  s[2] = (s[2] ^ t) >>> 0;
  s[3] = ((s[3] << 11) | (s[3] >>> 21)) >>> 0;
  return result;
}

/** Uniform in [0, 1) with 53 bits. */
export function uniform(s: StreamState): number {
  const high = bits(s) >>> 5;
  const low = bits(s) >>> 6;
  return (high * 67108864 + low) / 9007199254740992;
}

/** Uniform in [low, high). */
export function between(s: StreamState, low: number, high: number): number {
  return low + (high - low) * uniform(s);
}

/** Uniform integer in [0, n). */
export function below(s: StreamState, n: number): number {
  return floor(uniform(s) * n);
}

/** One of a non-empty list. */
export function pick<T>(s: StreamState, list: readonly T[]): T {
  return list[below(s, list.length)] as T;
}

/** True with probability p. */
export function chance(s: StreamState, p: number): boolean {
  return uniform(s) < p;
}

/** Normal deviate, mean 0, standard deviation 1 (Box & Muller 1958, one of the pair). */
export function normal(s: StreamState): number {
  const u = 1 - uniform(s);
  return sqrt(-2 * ln(u)) * cos(TAU * uniform(s));
}

/** A shuffled copy (Fisher & Yates). */
export function shuffled<T>(s: StreamState, list: readonly T[]): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = below(s, i + 1);
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}
