/**
 * Own controls on their way: frames are numbered, 20 a second, and one is sent when the controls change or have stood for a while (SPEC.md rules 20 to 25).
 * A page that slept, or whose line is stalled, makes no frames, but its numbers go on with the clock, so that they stay with the server's.
 */
import { TICK_SECONDS } from '../../shared/dream/ids.ts';
import type { AvatarInput } from '../../shared/dream/space/model.ts';
import type { OwnTold } from '../../shared/protocol/crowd/own.ts';
import { heldOf, type InputFrame, sameInput } from '../../shared/protocol/input.ts';
import { REPEAT_HELD_TICKS, REPEAT_STILL_TICKS } from '../../shared/protocol/limits.ts';
import { Pace } from './pace.ts';

const TICK_MS = TICK_SECONDS * 1000;
/** A page that slept makes up for at most this much, ms. */
const LONGEST_GAP_MS = 100;
/** Messages nobody heard of: with more the line has stalled, and all of them at once would be taken for a flood. */
const MOST_UNHEARD = 40;
/** Share by which a new round trip counts. */
const RTT_SHARE = 0.2;

/** The SDK's input handle. */
export interface Handle {
  readonly data: InputFrame;
  /** 0 when the line is down */
  send(): number;
}

export class Controls {
  input: AvatarInput = { mx: 0, my: 0, float: false, breath: false };
  /** ms of a frame that is not full yet */
  dueMs = 0;
  /** round trip of a message until the world stepped with it and said so, smoothed, ms; 0 before the first */
  rttMs = 0;
  private handle: Handle | null = null;
  private readonly pace = new Pace();
  private made = 0;
  private heard = 0;
  private lastMs = -1;
  private sleptMs = 0;
  private last: { readonly frame: number; readonly input: AvatarInput } | null = null;
  private readonly unheard: { readonly frame: number; readonly atMs: number }[] = [];

  /** A new line, or none: the server counts anew. */
  begin(handle: Handle | null): void {
    this.handle = handle;
    this.made = 0;
    this.heard = 0;
    this.last = null;
    this.unheard.length = 0;
    this.pace.reset();
  }

  /** The dream begins anew on the same line. */
  restart(): void {
    this.begin(this.handle);
  }

  /**
   * Time goes on to `nowMs`: `make` is called for every frame that is full.
   * @returns ms since the last call, what a sleep made of it left out
   */
  advance(nowMs: number, ready: boolean, make: (frame: number, input: AvatarInput) => void): number {
    const passedMs = this.lastMs < 0 ? 0 : Math.max(nowMs - this.lastMs, 0);
    const elapsedMs = Math.min(passedMs, LONGEST_GAP_MS);
    this.lastMs = nowMs;
    if (!ready) return elapsedMs;
    if (this.made > 0) this.sleep(passedMs - elapsedMs);
    this.dueMs += this.pace.advance(elapsedMs);
    while (this.dueMs >= TICK_MS) {
      this.dueMs -= TICK_MS;
      this.made++;
      if (this.unheard.length < MOST_UNHEARD && this.send(nowMs)) make(this.made, this.input);
    }
    return elapsedMs;
  }

  /** The numbers of time that no frame is made for. */
  private sleep(ms: number): void {
    this.sleptMs += ms;
    const frames = Math.floor(this.sleptMs / TICK_MS);
    this.sleptMs -= frames * TICK_MS;
    this.made += frames;
  }

  /** @returns false when the line is down */
  private send(nowMs: number): boolean {
    const { handle, input, made, last } = this;
    if (!handle) return false;
    const held = input.mx !== 0 || input.my !== 0 || input.float || input.breath;
    const since = last ? made - last.frame : Number.POSITIVE_INFINITY;
    if (last && sameInput(last.input, input) && since < (held ? REPEAT_HELD_TICKS : REPEAT_STILL_TICKS)) return true;
    handle.data.frame = made;
    handle.data.mx = input.mx;
    handle.data.my = input.my;
    handle.data.held = heldOf(input);
    if (handle.send() === 0) return false;
    this.last = { frame: made, input: { ...input } };
    this.unheard.push({ frame: made, atMs: nowMs });
    return true;
  }

  /** What the server says of the newest message it had. */
  told(own: Pick<OwnTold, 'heard' | 'lead'>, nowMs: number): void {
    if (own.heard === this.heard) return;
    this.heard = own.heard;
    while (this.unheard.length > 0 && (this.unheard[0]?.frame ?? 0) <= own.heard) {
      const { frame, atMs } = this.unheard.shift() as { frame: number; atMs: number };
      if (frame !== own.heard) continue;
      const sample = nowMs - atMs;
      this.rttMs = this.rttMs === 0 ? sample : this.rttMs + (sample - this.rttMs) * RTT_SHARE;
      this.pace.heard(own.lead);
    }
  }
}
