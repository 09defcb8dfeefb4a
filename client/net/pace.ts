/**
 * How fast own frames are made: 20 a second by the server's clock, not by this one's. When frames come too late there the page hurries by a tenth
 * until it is one frame ahead; when they pile up it dawdles. Nothing jumps.
 */
const FRAME_MS = 50;
/** Share by which time runs faster or slower meanwhile. */
const LEAN = 0.1;
/** Patches looked at before deciding, about two seconds, and after a change, so that its effect is seen first. */
const WINDOW = 40;
/** Frames that always wait: beyond it latency is given away. */
const COMFORT = 2;

export class Pace {
  private debtMs = 0;
  private lateSeen = 0;
  private leastLead = 99;
  private looked = 0;

  /** What the server says of the frames that wait: below 0, so many came too late. */
  heard(lead: number): void {
    this.looked++;
    this.leastLead = Math.min(this.leastLead, lead);
    if (lead < 0) this.lateSeen++;
    const late = this.lateSeen >= 2 && this.looked >= WINDOW / 4;
    if (this.debtMs !== 0 || (!late && this.looked < WINDOW)) return;
    if (late) this.debtMs = FRAME_MS;
    else if (this.leastLead > COMFORT) this.debtMs = -FRAME_MS;
    this.restart();
  }

  /** Milliseconds of frames to make in `dtMs` of this clock. */
  advance(dtMs: number): number {
    const lean = Math.min(Math.abs(this.debtMs), dtMs * LEAN) * Math.sign(this.debtMs);
    this.debtMs -= lean;
    return dtMs + lean;
  }

  private restart(): void {
    this.lateSeen = 0;
    this.leastLead = 99;
    this.looked = 0;
  }

  reset(): void {
    this.debtMs = 0;
    this.restart();
  }
}
