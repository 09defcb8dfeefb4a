/** Cheap seeded noise for pictures. Not part of the simulation: pictures need not be equal bit by bit between engines. */

/** A stream of numbers in [0, 1) (mulberry32, Ettinger 2017) for a small integer seed. */
export function stream(seed: number): () => number {
  let state = Math.imul(seed | 0, 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function lattice(i: number, seed: number): number {
  let n = Math.imul(i | 0, 374761393) + Math.imul(seed | 0, 668265263);
  n = Math.imul(n ^ (n >>> 13), 1274126177);
  return ((n ^ (n >>> 16)) >>> 0) / 4294967296;
}

/** Smooth value noise along a line, 0..1, period of the lattice 1. */
export function noise(x: number, seed = 1): number {
  const i = Math.floor(x);
  const f = x - i;
  const u = f * f * (3 - 2 * f);
  return lattice(i, seed) * (1 - u) + lattice(i + 1, seed) * u;
}

/** Three octaves of `noise`, 0..1. */
export function rough(x: number, seed = 1): number {
  return noise(x, seed) * 0.55 + noise(x * 2.1, seed + 7) * 0.28 + noise(x * 4.3, seed + 13) * 0.17;
}

/** A stable number in [0, 1) for a text, so that the same person always stands the same way. */
export function ofText(text: string, salt = 0): number {
  let h = 0x811c9dc5 ^ salt;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return ((h ^ (h >>> 13)) >>> 0) / 4294967296;
}

export const lerp = (a: number, b: number, t: number): number => a + (b - a) * t;
export const clamp = (x: number, low = 0, high = 1): number => Math.min(high, Math.max(low, x));
export const smooth = (a: number, b: number, x: number): number => {
  const t = clamp((x - a) / (b - a));
  return t * t * (3 - 2 * t);
};

/** `now` moved towards `goal` by at most `step`. */
export function approach(now: number, goal: number, step: number): number {
  return now < goal ? Math.min(goal, now + step) : Math.max(goal, now - step);
}
