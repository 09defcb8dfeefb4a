/**
 * One citizen's controls, kept in step with the page that predicts them (SPEC.md rules 20 to 25). A page numbers its frames, one a tick of its own clock, and
 * sends one only when its controls change or have stood for a while; controls stand until the next. The lane counts along, one number a tick, and takes up
 * what came for a number when it reaches it: a page whose messages come in time is predicted exactly, however few they are.
 */
import type { AvatarInput } from '../../shared/dream/space/model.ts';
import { inputOf } from '../../shared/protocol/input.ts';
import { FRAMES_AHEAD, FRAMES_LATE, FRAMES_MARGIN, SILENT_TICKS } from '../../shared/protocol/limits.ts';

export interface Frame {
  /** number of the tick of the page from which on these controls stand */
  readonly frame: number;
  readonly mx: number;
  readonly my: number;
  readonly held: number;
}

/** What Colyseus's input accessor gives. */
export interface FrameSource {
  readonly size: number;
  next(): Frame | undefined;
}

export const STILL: AvatarInput = { mx: 0, my: 0, float: false, breath: false };

export class InputLane {
  /** controls of this tick */
  input: AvatarInput = STILL;
  /** the page's frame that the world has stepped through after this tick */
  frame = 0;
  /** newest frame number that came */
  heard = 0;
  /** how many ticks before its turn the newest came; below 0: too late by so many */
  lead = 0;
  private begun = false;
  private silentTicks = 0;
  private readonly waiting: { readonly frame: number; readonly input: AvatarInput }[] = [];

  /** Takes the controls of one tick. */
  take(source: FrameSource): AvatarInput {
    const came = this.listen(source);
    if (!this.begun && !came) return this.input;
    this.frame++;
    if (came) this.keepStep();
    else this.silentTicks++;
    while (this.waiting.length > 0 && (this.waiting[0]?.frame ?? 0) <= this.frame) {
      this.input = this.waiting.shift()?.input ?? STILL;
    }
    if (this.silentTicks > SILENT_TICKS) this.input = STILL;
    return this.input;
  }

  /** Lines up what came; a number that goes back takes the place of those beyond it. @returns false when nothing came */
  private listen(source: FrameSource): boolean {
    const { waiting } = this;
    let came = false;
    while (source.size > 0) {
      const next = source.next();
      if (!next) break;
      came = true;
      this.heard = next.frame;
      while (waiting.length > 0 && (waiting.at(-1)?.frame ?? 0) > next.frame) waiting.pop();
      waiting.push({ frame: next.frame, input: inputOf(next) });
    }
    return came;
  }

  /** Counts along with the page; where the two are far apart, the page's count is taken. */
  private keepStep(): void {
    this.silentTicks = 0;
    this.lead = this.heard - this.frame;
    if (this.begun && this.lead <= FRAMES_AHEAD && this.lead >= -FRAMES_LATE) return;
    this.begun = true;
    this.frame = Math.max(0, this.heard - FRAMES_MARGIN);
    this.lead = FRAMES_MARGIN;
  }
}
