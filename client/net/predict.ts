/**
 * Oneself, ahead of the server: the same pure step as the world, run on one's own input frames. When the server says where frame n left one,
 * everything sent since is stepped again from there; with nothing disturbed the result is the same to the last bit.
 */
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import { TICK_SECONDS } from '../../shared/dream/ids.ts';
import {
  CARRYING_BIT,
  COLD_BIT,
  GLIDE_BIT,
  type Ground,
  groundOf,
  restAt,
  type Surroundings,
  stepAvatar,
  stepAvatarTick,
} from '../../shared/dream/space/avatar.ts';
import type { AvatarInput, AvatarState } from '../../shared/dream/space/model.ts';
import type { OwnTold } from '../../shared/protocol/crowd/own.ts';

/** Frames kept for stepping again: more than any line that is worth keeping needs (3 s). */
const KEPT = 64;
const SUBSTEP = TICK_SECONDS / 3;
/** A correction is eased out over about this long, s; beyond the second, m, it is a jump and shown as one. */
const EASE_SECONDS = 0.12;
const JUMP_M = 2;

type Place = Pick<CompiledScenario, 'regions' | 'bridges' | 'colliders'>;

export class Predictor {
  /** last and largest correction so far, m */
  correction = 0;
  largestCorrection = 0;
  /** frames sent that the server has not stepped through yet */
  pending = 0;
  private readonly ground: Ground;
  private readonly frames: AvatarInput[] = [];
  private state: AvatarState = restAt(0, 0);
  private readonly shown: AvatarState = restAt(0, 0);
  private around: Surroundings | null = null;
  private sent = 0;
  private offsetX = 0;
  private offsetY = 0;

  constructor(place: Place) {
    this.ground = groundOf(place);
  }

  /** True once the server has said where one is. */
  get ready(): boolean {
    return this.around !== null;
  }

  /** Forgets what was sent: a new line counts its frames from 0. */
  restart(): void {
    this.around = null;
    this.frames.length = 0;
    this.sent = 0;
    this.pending = 0;
    this.offsetX = 0;
    this.offsetY = 0;
  }

  /**
   * Starts again from what the server says, and repeats what it has not seen.
   * @param bridges metres grown, by id
   * @param partners where those at one's hands are
   */
  acknowledge(own: OwnTold, bridges: ReadonlyMap<string, number>, partners: Surroundings['partners']): void {
    const first = this.around === null;
    const { x, y } = this.state;
    for (const bridge of this.ground.bridges) bridge.grown = bridges.get(bridge.id) ?? 0;
    this.around = {
      ground: this.ground,
      glide: (own.modifiers & GLIDE_BIT) !== 0,
      cold: (own.modifiers & COLD_BIT) !== 0,
      carrying: (own.modifiers & CARRYING_BIT) !== 0,
      ease: own.ease,
      hands: partners.length,
      partners,
    };
    copyAvatar(own, this.state);
    this.pending = Math.max(0, this.sent - own.frame);
    for (let frame = Math.max(own.frame, this.sent - KEPT) + 1; frame <= this.sent; frame++) {
      const input = this.frames[frame % KEPT];
      if (input) stepAvatarTick(this.state, input, this.around);
    }
    if (!first) this.correct(x - this.state.x, y - this.state.y);
  }

  private correct(dx: number, dy: number): void {
    const distance = Math.hypot(dx, dy);
    this.correction = distance;
    if (distance > this.largestCorrection) this.largestCorrection = distance;
    const ox = this.offsetX + dx;
    const oy = this.offsetY + dy;
    const jump = Math.hypot(ox, oy) > JUMP_M;
    this.offsetX = jump ? 0 : ox;
    this.offsetY = jump ? 0 : oy;
  }

  /** A frame was sent as number `frame`: steps it. */
  tick(frame: number, input: AvatarInput): void {
    this.sent = frame;
    this.frames[frame % KEPT] = { ...input };
    this.pending++;
    if (this.around) stepAvatarTick(this.state, input, this.around);
  }

  /** Where one is `seconds` after the last frame with `input` held: motion shows on the very next picture. */
  show(seconds: number, input: AvatarInput, elapsedSeconds: number): AvatarState {
    copyAvatar(this.state, this.shown);
    if (this.around) {
      let left = Math.min(seconds, TICK_SECONDS);
      while (left > 1e-9) {
        const step = Math.min(left, SUBSTEP);
        stepAvatar(this.shown, input, this.around, step);
        left -= step;
      }
    }
    const keep = Math.exp(-elapsedSeconds / EASE_SECONDS);
    this.offsetX *= keep;
    this.offsetY *= keep;
    this.shown.x += this.offsetX;
    this.shown.y += this.offsetY;
    return this.shown;
  }
}

function copyAvatar(from: AvatarState, to: AvatarState): void {
  to.x = from.x;
  to.y = from.y;
  to.z = from.z;
  to.vx = from.vx;
  to.vy = from.vy;
  to.lift = from.lift;
  to.groundX = from.groundX;
  to.groundY = from.groundY;
  to.mist = from.mist;
}
