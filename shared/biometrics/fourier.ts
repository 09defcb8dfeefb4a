/** Discrete Fourier transform of a power-of-two number of values, in place, radix 2 (Cooley & Tukey 1965). */
import { cos, sin, TAU } from '../kernel/math.ts';

/** The least power of two that is at least `n` (n >= 1). */
export function powerOfTwo(n: number): number {
  let size = 1;
  while (size < n) size *= 2;
  return size;
}

/**
 * X_k = sum x_n exp(-+2 pi i k n / N), `inverse` with + and without the division by N. Both lists have the same length, a power of two;
 * a RangeError otherwise.
 */
export function transform(re: Float64Array, im: Float64Array, inverse = false): void {
  const n = re.length;
  if (n !== im.length || n === 0 || (n & (n - 1)) !== 0) throw new RangeError(`a transform wants 2^k values in both parts, got ${n}`);
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; (j & bit) !== 0; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      swap(re, i, j);
      swap(im, i, j);
    }
  }
  for (let size = 2; size <= n; size *= 2) butterflies(re, im, size, inverse ? TAU : -TAU);
}

function swap(x: Float64Array, i: number, j: number): void {
  const kept = x[i] as number;
  x[i] = x[j] as number;
  x[j] = kept;
}

function butterflies(re: Float64Array, im: Float64Array, size: number, turn: number): void {
  const half = size / 2;
  for (let k = 0; k < half; k++) {
    const c = cos((turn * k) / size);
    const s = sin((turn * k) / size);
    for (let a = k; a < re.length; a += size) {
      const b = a + half;
      const br = (re[b] as number) * c - (im[b] as number) * s;
      const bi = (re[b] as number) * s + (im[b] as number) * c;
      re[b] = (re[a] as number) - br;
      im[b] = (im[a] as number) - bi;
      re[a] = (re[a] as number) + br;
      im[a] = (im[a] as number) + bi;
    }
  }
}
