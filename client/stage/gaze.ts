/**
 * Where the eyes are: level, on the sky (the view slides up to show it), or lifted a little so that words below do not cover one's feet. A
 * slide takes its time; with reduced motion the picture fades over instead. Pure.
 */
import { approach, clamp, lerp } from './noise.ts';

/** Looking up shows this much more of the sky, share of the height. */
export const LOOK_UP = 0.18;
/** The view is lifted by at most this for a panel. */
export const LIFT_MOST = 0.12;
const UP_SECONDS = 2.4;
const LIFT_SECONDS = 0.9;
const FADE_SECONDS = 0.4;
/** A panel that grows by less than this does not move the view again. */
const STEADY = 0.008;

export class Gaze {
  /** how far down the picture stands, share of the height: `LOOK_UP` at most, above the level it is below 0 */
  slide = 0;
  /** how much of the picture a fade covers, 0..1 */
  veil = 0;
  #from = 0;
  #to = 0;
  #share = 1;
  #seconds = UP_SECONDS;
  #fading = 0;

  /** `covered`: how far the feet must rise to be free of a panel, share of the height (0 or less: they are). `dt` in seconds. */
  step(up: boolean, covered: number, dt: number, reduced: boolean): void {
    const goal = up ? LOOK_UP : -clamp(covered, 0, LIFT_MOST);
    if (Math.abs(goal - this.#to) > STEADY || (goal === 0 && this.#to !== 0)) {
      this.#seconds = up || this.#to > 0 ? UP_SECONDS : LIFT_SECONDS;
      this.#from = this.slide;
      this.#to = goal;
      this.#share = 0;
      this.#fading = reduced ? FADE_SECONDS : 0;
    }
    if (reduced || this.#fading > 0) this.#fade(dt);
    else {
      this.#share = clamp(this.#share + dt / this.#seconds);
      this.slide = lerp(this.#from, this.#to, 0.5 - 0.5 * Math.cos(this.#share * Math.PI));
      this.veil = approach(this.veil, 0, (dt * 2) / FADE_SECONDS);
    }
  }

  /** Covered by half time, where the picture jumps; free again at the end. */
  #fade(dt: number): void {
    this.#fading = Math.max(0, this.#fading - dt);
    this.veil = 1 - Math.abs((2 * this.#fading) / FADE_SECONDS - 1);
    if (this.#fading > FADE_SECONDS / 2) return;
    this.slide = this.#to;
    this.#share = 1;
  }
}
