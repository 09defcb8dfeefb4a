/** A token bucket: a lasting rate with a small burst. Times in milliseconds of any steady clock. */
export class Budget {
  private readonly perSecond: number;
  private readonly burst: number;
  private tokens: number;
  private atMs: number;

  constructor(perSecond: number, burst: number, nowMs: number) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.tokens = burst;
    this.atMs = nowMs;
  }

  /** Takes one; false when there is none. */
  take(nowMs: number): boolean {
    const earned = ((nowMs - this.atMs) / 1000) * this.perSecond;
    this.tokens = Math.min(this.burst, this.tokens + Math.max(0, earned));
    this.atMs = nowMs;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
