/** The shapes of a breath on the page: the common pacer, the swing drawn from one bit, and the steady auto-breath. */

import type { EffectMessage } from '../../shared/protocol/messages.ts';

/** Default pace: 6 a minute, out longer than in (play.md section 1). Seconds. */
export const IN_SECONDS = 4;
export const OUT_SECONDS = 6;
export const CYCLE_SECONDS = IN_SECONDS + OUT_SECONDS;
/** A held breath turns outward by itself after this long, s. */
export const LONGEST_IN_SECONDS = 7;
/** Share of a swing shown at once when my own breath turns in: the light answers on the same frame. */
const OWN_START = 0.15;

export interface PacerNow {
  readonly inward: boolean;
  /** 0..1 through this half of the breath */
  readonly through: number;
  /** 0 empty .. 1 full, sine in and out */
  readonly fullness: number;
}

/** Sine in and out between 0 and 1. */
const eased = (t: number): number => (1 - Math.cos(Math.PI * t)) / 2;

/** The pacer at `seconds` of the dream's own clock: the same for everybody, so following it is breathing together. */
export function pacerAt(seconds: number, cycle: number = CYCLE_SECONDS): PacerNow {
  const at = (((seconds % cycle) + cycle) % cycle) / cycle;
  const share = IN_SECONDS / CYCLE_SECONDS;
  const inward = at < share;
  const through = inward ? at / share : (at - share) / (1 - share);
  return { inward, through, fullness: inward ? eased(through) : 1 - eased(through) };
}

/** Breaths a minute of the dream's own pacer. */
export const COMMON_PACE = 60 / CYCLE_SECONDS;

/** Breaths a minute that an effect gives to my pacer (the engineer's card, or what a choice leads to); null when it gives none. */
export function paceGiven({ kind, source, text }: Pick<EffectMessage, 'kind' | 'source' | 'text'>): number | null {
  const [, said] = kind === 'sound' && source === 'pacer' ? (/^pace:(\d+(?:\.\d+)?)$/.exec(text) ?? []) : [];
  const perMinute = Number(said);
  return perMinute > 0 ? perMinute : null;
}

/** A breath that follows a bit: `filled` 0..1 moves straight, what is drawn is its sine. */
export interface Swing {
  filled: number;
  inward: boolean;
  /** s since it last breathed in; Infinity when it never did */
  since: number;
}

export const restingSwing = (): Swing => ({ filled: 0, inward: false, since: Number.POSITIVE_INFINITY });

/** Moves a swing on by `dt` seconds. `own`: answers at once when it turns in. */
export function swingOn(swing: Swing, inward: boolean, dt: number, own: boolean): void {
  if (inward && !swing.inward && own) swing.filled = Math.max(swing.filled, OWN_START);
  swing.inward = inward;
  swing.since = inward ? 0 : swing.since + dt;
  const next = swing.filled + (inward ? dt / IN_SECONDS : -dt / OUT_SECONDS);
  swing.filled = Math.min(1, Math.max(0, next));
}

/** -1 (out) to 1 (full); null for who has not breathed for a while: the stage gives them a resting rhythm. */
export function swingShown(swing: Swing): number | null {
  return swing.since > OUT_SECONDS + 8 ? null : 2 * eased(swing.filled) - 1;
}
