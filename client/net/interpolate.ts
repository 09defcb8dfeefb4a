/** Others, a moment behind: shown between two places they really were. */

/** How far behind the newest state others are shown, ms: two patches. */
export const DELAY_MS = 100;
/** A step over this, m, is a jump and not a way. */
const JUMP_M = 3;
const KEPT = 8;
/** Places over which a speed is taken: three ticks of way. */
const SPEED_SAMPLES = 4;
/** Shares of a late and an early patch by which the clock gives way. */
const LATER = 0.02;
const EARLIER = 0.5;

interface Sample {
  readonly tick: number;
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** Which tick it is here now: patches arrive late by turns, so the earliest ones set the clock. */
export class TickClock {
  private readonly tickMs: number;
  private offsetMs: number | null = null;

  constructor(tickMs: number) {
    this.tickMs = tickMs;
  }

  heard(tick: number, nowMs: number): void {
    const sample = nowMs - tick * this.tickMs;
    if (this.offsetMs === null || Math.abs(sample - this.offsetMs) > 1000) {
      this.offsetMs = sample;
    } else {
      this.offsetMs += (sample - this.offsetMs) * (sample < this.offsetMs ? EARLIER : LATER);
    }
  }

  /** The tick, with its fraction, to show others at. */
  shown(nowMs: number): number {
    return (nowMs - (this.offsetMs ?? nowMs) - DELAY_MS) / this.tickMs;
  }
}

/** One person's or thing's last places. */
export class Track {
  private readonly samples: Sample[] = [];
  readonly at = { x: 0, y: 0, z: 0 };

  push(tick: number, x: number, y: number, z: number): void {
    const last = this.samples.at(-1);
    if (last && tick <= last.tick) return;
    if (last && Math.hypot(x - last.x, y - last.y) > JUMP_M) this.samples.length = 0;
    this.samples.push({ tick, x, y, z });
    if (this.samples.length > KEPT) this.samples.shift();
  }

  /** Nothing was heard since the newest place, because it was still the place at `tick`. */
  stood(tick: number): void {
    const last = this.samples.at(-1);
    if (last) this.push(tick, last.x, last.y, last.z);
  }

  /** Metres a second over the last few ticks, from places that are told in 1/64 m. */
  speed(tickSeconds: number): { vx: number; vy: number } {
    const { samples } = this;
    const to = samples.at(-1);
    const from = samples.at(-SPEED_SAMPLES) ?? samples[0];
    if (!to || !from || to.tick === from.tick) return { vx: 0, vy: 0 };
    const before = samples.at(-2);
    if (before && before.x === to.x && before.y === to.y) return { vx: 0, vy: 0 };
    const seconds = (to.tick - from.tick) * tickSeconds;
    return { vx: (to.x - from.x) / seconds, vy: (to.y - from.y) / seconds };
  }

  /** The place at a tick; before the first and after the last known one it stands. */
  sample(tick: number): { x: number; y: number; z: number } {
    const { samples, at } = this;
    let after = samples.length - 1;
    while (after > 0 && (samples[after - 1] as Sample).tick >= tick) after--;
    const b = samples[after];
    const a = samples[after - 1] ?? b;
    if (!a || !b) return at;
    const span = b.tick - a.tick;
    const t = span > 0 ? Math.min(1, Math.max(0, (tick - a.tick) / span)) : 1;
    at.x = a.x + (b.x - a.x) * t;
    at.y = a.y + (b.y - a.y) * t;
    at.z = a.z + (b.z - a.z) * t;
    return at;
  }
}
