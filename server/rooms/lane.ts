/**
 * One citizen's input frames, one a tick, kept in step with the page that predicts them (SPEC.md rules 20 to 25).
 * Every tick accounts for exactly one frame: when none has come the last is repeated, and the late one is skipped over when it comes, so that
 * a page whose frames are late by a tick is still predicted exactly as long as its controls do not change.
 */
import type { AvatarInput } from '../../shared/dream/space/model.ts';
import { inputOf } from '../../shared/protocol/input.ts';
import { REPEAT_TICKS } from '../../shared/protocol/limits.ts';

export interface Frame {
  readonly mx: number;
  readonly my: number;
  readonly held: number;
}

/** What Colyseus's input accessor gives. */
export interface FrameSource {
  readonly size: number;
  /** frames taken or dropped since the line opened */
  readonly consumedCount: number;
  next(): Frame | undefined;
}

export const STILL: AvatarInput = { mx: 0, my: 0, float: false, breath: false };

export class InputLane {
  /** controls of this tick */
  input: AvatarInput = STILL;
  /** the page's frame that the world has stepped through after this tick */
  frame = 0;
  /** frames waiting after this tick; below 0: so many slots were filled by repeating */
  lead = 0;
  /** newest frame that came */
  heard = 0;
  /** slots already stepped whose frames have not come yet */
  private owed = 0;
  private silentTicks = 0;

  /** Takes the controls of one tick. */
  take(source: FrameSource): AvatarInput {
    let fresh: Frame | undefined;
    while (this.owed > 0 && source.size > 0) {
      fresh = source.next();
      this.owed--;
    }
    const onTime = source.size > 0;
    if (onTime) fresh = source.next();
    if (fresh) {
      this.input = inputOf(fresh);
      this.silentTicks = 0;
    }
    if (!onTime && source.consumedCount > 0) this.fill(fresh !== undefined);
    this.frame = source.consumedCount + this.owed;
    this.heard = source.consumedCount;
    this.lead = this.owed > 0 ? -this.owed : source.size;
    return this.input;
  }

  /** No frame for this tick: the last one stands, but not for ever. */
  private fill(heard: boolean): void {
    if (!heard) this.silentTicks++;
    if (this.silentTicks <= REPEAT_TICKS) {
      this.owed++;
      return;
    }
    this.input = STILL;
    this.owed = 0;
  }
}
