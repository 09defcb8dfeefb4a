/**
 * Who may be within reach of whom, for sums over all pairs of a crowd whose order must not change: strips along x and along y, each with a bit for
 * everybody in it or within reach of it, so that one AND tells of thirty-two at once who may be near.
 */
import { clamp, clz32, floor, max, min } from './math.ts';

/** Strips that a reach is wide. */
const PER_REACH = 3;
/** They are wider by this factor, so that rounding never puts two within reach one strip too far apart. */
const SLACK = 1.0001;
/** Strips at most; a wider map has wider ones. */
const MOST = 512;

/** One axis: the strip of each, and for each strip the bits of all in it and in those within reach. */
class Axis {
  strip = new Uint16Array(0);
  bits = new Uint32Array(0);

  fill(at: Float64Array, n: number, words: number, reach: number): void {
    let low = Infinity;
    let high = -Infinity;
    for (let i = 0; i < n; i++) {
      low = min(low, at[i] as number);
      high = max(high, at[i] as number);
    }
    const width = max((reach / PER_REACH) * SLACK, (high - low) / (MOST - 1));
    const strips = n === 0 ? 0 : clamp(floor((high - low) / width), 0, MOST - 1) + 1;
    if (this.strip.length < n) this.strip = new Uint16Array(2 * n);
    if (this.bits.length < strips * words) this.bits = new Uint32Array(2 * strips * words);
    this.bits.fill(0, 0, strips * words);
    for (let i = 0; i < n; i++) {
      const own = clamp(floor(((at[i] as number) - low) / width), 0, strips - 1);
      this.strip[i] = own;
      const word = i >> 5;
      for (let s = max(0, own - PER_REACH); s <= own + PER_REACH && s < strips; s++)
        this.bits[s * words + word] = (this.bits[s * words + word] as number) | (1 << (i & 31));
    }
  }
}

export class Strips {
  /** where `after` leaves its answer */
  found = new Uint32Array(64);
  private readonly reach: number;
  private readonly x = new Axis();
  private readonly y = new Axis();
  private words = 0;

  /** @param reach in the unit of the places, above 0 */
  constructor(reach: number) {
    this.reach = reach;
  }

  /** Takes in the first `n` places, all of them finite. */
  fill(x: Float64Array, y: Float64Array, n: number): void {
    this.words = (n + 31) >> 5;
    this.x.fill(x, n, this.words, this.reach);
    this.y.fill(y, n, this.words, this.reach);
    if (this.found.length < n) this.found = new Uint32Array(2 * n);
  }

  /** How many of those after number `i` may be within reach of it, in `found` in their order: all that are, and some a little too far. */
  after(i: number): number {
    const { words, found } = this;
    const alongX = (this.x.strip[i] as number) * words;
    const alongY = (this.y.strip[i] as number) * words;
    const inX = this.x.bits;
    const inY = this.y.bits;
    let count = 0;
    // of its own word those after it; the shift is modulo 32, which is right for the last of a word too
    let later = ~((2 << (i & 31)) - 1);
    for (let w = i >> 5; w < words; w++) {
      let bits = (inX[alongX + w] as number) & (inY[alongY + w] as number) & later;
      later = -1;
      while (bits !== 0) {
        found[count++] = w * 32 + 31 - clz32(bits & -bits);
        bits &= bits - 1;
      }
    }
    return count;
  }
}
