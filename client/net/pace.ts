/**
 * How fast own frames are made: 20 a second by the server's clock, not by this one's. When messages come too late for their frame there the page hurries by a
 * tenth until it is as far ahead as it was late; when all come early it dawdles. Nothing jumps. There is one sample a message, and messages are few.
 */
const FRAME_MS = 50;
/** Share by which time runs faster or slower meanwhile. */
const LEAN = 0.1;
/** Messages looked at before time is given away. */
const WINDOW = 6;
/** Ticks that every message may come before its turn: what is beyond is latency given away. */
const COMFORT = 2;

export class Pace {
  private debtMs = 0;
  private least = 99;
  private looked = 0;

  /** How many ticks before its turn the newest message came to the server; below 0, so many too late. Once a message. */
  heard(lead: number): void {
    // what was sent before the last lean had its effect says nothing new
    if (this.debtMs !== 0) return;
    this.looked++;
    this.least = Math.min(this.least, lead);
    if (lead < 0) this.lean(-lead);
    else if (this.looked >= WINDOW) this.lean(this.least > COMFORT ? COMFORT - this.least : 0);
  }

  private lean(frames: number): void {
    this.debtMs = frames * FRAME_MS;
    this.least = 99;
    this.looked = 0;
  }

  /** Milliseconds of frames to make in `dtMs` of this clock. */
  advance(dtMs: number): number {
    const lean = Math.min(Math.abs(this.debtMs), dtMs * LEAN) * Math.sign(this.debtMs);
    this.debtMs -= lean;
    return dtMs + lean;
  }

  reset(): void {
    this.lean(0);
  }
}
