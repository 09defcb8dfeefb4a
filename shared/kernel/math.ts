/**
 * Exact maths: every function returns the same bits in every engine.
 *
 * IEEE 754 pins + - * / and the square root; engines are free in everything else (sin, cos, exp, ...), so those are written out here
 * with the argument reductions and polynomials of FDLIBM (Sun Microsystems, 1993; accuracy below 1 ulp in the stated ranges).
 * The core uses this file and never `Math.*` directly; the native functions taken here are the exact ones.
 */
export const { abs, ceil, clz32, floor, max, min, sqrt, trunc, round, sign, imul, fround } = Math;

export const PI = 3.141592653589793;
export const TAU = 6.283185307179586;
export const LN2 = 0.6931471805599453;

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const PIO2_1 = 1.57079632673412561417;
const PIO2_2 = 6.0771005063039659766e-11;
const PIO2_2T = 2.02226624879595063154e-21;

const word = new DataView(new ArrayBuffer(8));

/** `x` limited to [low, high]; NaN becomes `low`, so that a bad number never spreads. */
export function clamp(x: number, low: number, high: number): number {
  return x >= low ? (x <= high ? x : high) : low;
}

/** Linear interpolation from `a` (t = 0) to `b` (t = 1). */
export function lerp(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}

/** Euclidean length; no guard against overflow beyond 1e154. */
export function hypot(x: number, y: number): number {
  return sqrt(x * x + y * y);
}

/** x modulo m, always in [0, m). */
export function mod(x: number, m: number): number {
  const r = x - m * floor(x / m);
  return r < m ? r : 0;
}

/** x * 2^n, exact unless the result is subnormal. n an integer in [-2044, 2046]. */
export function scale2(x: number, n: number): number {
  const step = (k: number): number => {
    word.setUint32(0, (k + 1023) << 20);
    word.setUint32(4, 0);
    return word.getFloat64(0);
  };
  const half = trunc(n / 2);
  return x * step(half) * step(n - half);
}

function sineKernel(x: number, tail: number): number {
  const z = x * x;
  const v = z * x;
  const r =
    8.33333333332248946124e-3 +
    z * (-1.98412698298579493134e-4 + z * (2.75573137070700676789e-6 + z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10)));
  return x - (z * (0.5 * tail - v * r) - tail - v * -1.66666666666666324348e-1);
}

function cosineKernel(x: number, tail: number): number {
  const z = x * x;
  const r =
    z *
    (4.16666666666666019037e-2 +
      z *
        (-1.38888888888741095749e-3 +
          z *
            (2.48015872894767294178e-5 +
              z * (-2.75573143513906633035e-7 + z * (2.0875723212981748279e-9 + z * -1.13596475577881948265e-11)))));
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + (z * r - x * tail));
}

/** Sine of an angle in radians, |x| up to about 1e6 (beyond, the reduction loses digits but stays deterministic). */
export function sin(x: number): number {
  const n = round(x / (PI / 2));
  const r = x - n * PIO2_1;
  const w = n * PIO2_2;
  const y = r - w;
  const tail = r - y - w - n * PIO2_2T;
  // the low two bits are n modulo 4 for every whole n; the remainder of a float took longer than the polynomial
  switch (n & 3) {
    case 0:
      return sineKernel(y, tail);
    case 1:
      return cosineKernel(y, tail);
    case 2:
      return -sineKernel(y, tail);
    default:
      return -cosineKernel(y, tail);
  }
}

/** Cosine of an angle in radians; see `sin` for the range. */
export function cos(x: number): number {
  const n = round(x / (PI / 2));
  const r = x - n * PIO2_1;
  const w = n * PIO2_2;
  const y = r - w;
  const tail = r - y - w - n * PIO2_2T;
  switch (n & 3) {
    case 0:
      return cosineKernel(y, tail);
    case 1:
      return -sineKernel(y, tail);
    case 2:
      return -cosineKernel(y, tail);
    default:
      return sineKernel(y, tail);
  }
}

const ATAN_HIGH = [4.63647609000806093515e-1, 7.85398163397448278999e-1, 9.82793723247329054082e-1, 1.570796326794896558];
const ATAN_LOW = [2.26987774529616870924e-17, 3.06161699786838301793e-17, 1.39033110312309984516e-17, 6.12323399573676603587e-17];

/** Arc tangent in radians, (-pi/2, pi/2). */
export function atan(x: number): number {
  const a = abs(x);
  let id = -1;
  let t = a;
  if (a >= 0.4375) {
    if (a < 0.6875) {
      id = 0;
      t = (2 * a - 1) / (2 + a);
    } else if (a < 1.1875) {
      id = 1;
      t = (a - 1) / (a + 1);
    } else if (a < 2.4375) {
      id = 2;
      t = (a - 1.5) / (1 + 1.5 * a);
    } else {
      id = 3;
      t = -1 / a;
    }
  }
  const z = t * t;
  const w = z * z;
  const s1 =
    z *
    (3.33333333333329318027e-1 +
      w *
        (1.42857142725034663711e-1 +
          w *
            (9.09088713343650656196e-2 +
              w * (6.66107313738753120669e-2 + w * (4.97687799461593236017e-2 + w * 1.62858201153657823623e-2)))));
  const s2 =
    w *
    (-1.99999999998764832476e-1 +
      w *
        (-1.1111110405462355788e-1 + w * (-7.69187620504482999495e-2 + w * (-5.83357013379057348645e-2 + w * -3.6531572744216915527e-2))));
  const r = id < 0 ? t - t * (s1 + s2) : (ATAN_HIGH[id] as number) - (t * (s1 + s2) - (ATAN_LOW[id] as number) - t);
  return x < 0 ? -r : r;
}

/** Angle of the vector (x, y) in radians, (-pi, pi]; 0 for the zero vector. */
export function atan2(y: number, x: number): number {
  if (x > 0) return atan(y / x);
  if (x < 0) return y >= 0 ? atan(y / x) + PI : atan(y / x) - PI;
  return y > 0 ? PI / 2 : y < 0 ? -PI / 2 : 0;
}

/** e^x; 0 below -745, Infinity above 709.78. */
export function exp(x: number): number {
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019411) return 0;
  const k = round(x / LN2);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 + t * (6.61375632143793436117e-5 + t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  return k === 0 ? y : scale2(y, k);
}

/** Natural logarithm; -Infinity at 0, NaN below. */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  let k = 0;
  let m = x;
  if (m < 2.2250738585072014e-308) {
    m *= 18014398509481984;
    k = -54;
  }
  word.setFloat64(0, m);
  let high = word.getUint32(0);
  k += (high >>> 20) - 1023;
  high &= 0xfffff;
  const up = (high + 0x95f64) & 0x100000;
  word.setUint32(0, high | (up ^ 0x3ff00000));
  k += up >>> 20;
  const f = word.getFloat64(0) - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const t1 = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const t2 = z * (6.66666666666673513e-1 + w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + t1 + t2) + k * LN2_LOW) - f);
}

/** Hyperbolic tangent, by e^2x; absolute error below 1e-15. */
export function tanh(x: number): number {
  const a = abs(x);
  if (a > 22) return x < 0 ? -1 : 1;
  if (a < 1e-5) return x - (x * x * x) / 3;
  const e = exp(2 * a);
  const t = (e - 1) / (e + 1);
  return x < 0 ? -t : t;
}

/** base^exponent for base > 0, by e^(exponent ln base); relative error about 1e-15 times |exponent ln base|. */
export function power(base: number, exponent: number): number {
  return exp(exponent * ln(base));
}

/** Base-2 logarithm; exact for powers of two only up to rounding of ln. */
export function log2(x: number): number {
  return ln(x) / LN2;
}

/** Rounds to `digits` decimals, half away from zero; keeps numbers that go into files short. */
export function roundTo(x: number, digits: number): number {
  let unit = 1;
  for (let i = 0; i < digits; i++) unit *= 10;
  return (x < 0 ? -floor(-x * unit + 0.5) : floor(x * unit + 0.5)) / unit;
}
