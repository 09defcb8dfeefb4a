/**
 * How a client of the benchmark walks: out for some seconds and back again, then another way. So it stays in a region of its own without knowing where
 * it is, whatever room it is in. All chance is seeded: every room sees the same walks.
 */
import { below, between, type StreamState, streamOf } from '../../../shared/kernel/random.ts';
import type { Crowd } from '../servers/field.ts';

/** Ticks out and as many back: at 4.2 m/s up to 12 m when spread, up to 2 m when gathered. */
const LEGS: Readonly<Record<Crowd, readonly [number, number]>> = { spread: [30, 60], gathered: [5, 10] };

export interface Way {
  /** direction, -127..127 */
  readonly mx: number;
  readonly my: number;
}

export class Walker {
  private readonly rng: StreamState;
  private readonly crowd: Crowd;
  private way: Way = { mx: 0, my: 0 };
  private out = false;
  private legTicks = 0;
  private left = 0;

  constructor(crowd: Crowd, seed: string) {
    this.rng = streamOf(seed, 'walk');
    this.crowd = crowd;
  }

  /** Controls of the next tick. */
  next(): Way {
    if (this.left <= 0) this.turn();
    this.left--;
    return this.way;
  }

  private turn(): void {
    this.out = !this.out;
    if (this.out) {
      const [least, most] = LEGS[this.crowd];
      const angle = between(this.rng, 0, 2 * Math.PI);
      this.legTicks = least + below(this.rng, most - least + 1);
      this.way = { mx: Math.round(127 * Math.cos(angle)), my: Math.round(127 * Math.sin(angle)) };
    } else {
      this.way = { mx: 0 - this.way.mx, my: 0 - this.way.my };
    }
    this.left = this.legTicks;
  }
}
