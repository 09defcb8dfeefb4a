/** Shape of a skin conductance response, Bach, Flandin, Friston & Dolan 2010 (constants as in NeuroKit's eda_simulate, true time base). */
import { ceil, exp, floor } from '../kernel/math.ts';

const STEP_S = 0.01;
const PEAK_S = 3.0745;
const WIDTH_S = 0.7013;
const DECAY_S = [3.1487, 14.1257] as const;
/** how long a response lasts, s */
export const SKIN_RESPONSE_SECONDS = 90;

let table: Float64Array | null = null;

/** A Gaussian drive convolved with two exponential decays at 100 Hz, largest value 1; convolution with a decay is a one-step recursion. */
function shape(): Float64Array {
  const n = ceil(SKIN_RESPONSE_SECONDS / STEP_S);
  const out = new Float64Array(n);
  let fast = 0;
  let slow = 0;
  let peak = 0;
  const keepFast = exp(-STEP_S / DECAY_S[0]);
  const keepSlow = exp(-STEP_S / DECAY_S[1]);
  for (let i = 0; i < n; i++) {
    const z = (i * STEP_S - PEAK_S) / WIDTH_S;
    const drive = exp(-0.5 * z * z);
    fast = fast * keepFast + drive;
    slow = slow * keepSlow + drive;
    out[i] = fast + slow;
    if (fast + slow > peak) peak = fast + slow;
  }
  return out.map((v) => v / peak);
}

/** Conductance of one response of amplitude 1, `seconds` after its onset; 0 before it and from 90 s. Linear between samples of 10 ms. */
export function skinResponse(seconds: number): number {
  table ??= shape();
  const at = seconds / STEP_S;
  const low = floor(at);
  const a = table[low];
  const b = table[low + 1];
  return a === undefined || b === undefined ? 0 : a + (b - a) * (at - low);
}
