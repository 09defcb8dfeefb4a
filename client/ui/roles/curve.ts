/** The intensity curve on its small ground: seconds and intensity to points and back. Pure. */

/** Size of the ground, units of the drawing; a gutter left for the words of the axis. */
export const WIDE = 360;
export const HIGH = 150;
const TOP = 10;
const FOOT = 22;
const LEFT = 8;
/** now: what lies ahead has more room, so that a finger finds each of its points */
const NOW = 96;
const RIGHT = WIDE - 24;
/** What lies behind and what lies ahead, s. */
export const SPAN = 120;
/** Measured values are this far apart, drawn points that far, s. */
export const MEASURED_STEP = 10;
export const DRAWN_STEP = 24;
/** Nothing in any dream is stronger. */
export const MOST = 0.85;
/** One step of a key. */
export const KEY_STEP = 0.05;

/** Seconds from now (-120..120) to x. */
export const xOf = (seconds: number): number => NOW + (seconds / SPAN) * (seconds < 0 ? NOW - LEFT : RIGHT - NOW);
/** Room of one point, units. */
export const ROOM = ((RIGHT - NOW) / SPAN) * DRAWN_STEP;
/** Intensity 0..1 to y. */
export const yOf = (intensity: number): number => HIGH - FOOT - intensity * (HIGH - TOP - FOOT);
/** A height of the drawing back to an intensity that may be asked for, by steps of .01. */
export function intensityAt(y: number): number {
  const raw = (HIGH - FOOT - y) / (HIGH - TOP - FOOT);
  return Math.round(Math.min(MOST, Math.max(0, raw)) * 100) / 100;
}

/** The line of what is wanted: now, and the points ahead. */
export function aheadPath(target: number, ahead: readonly number[]): string {
  return [[0, target] as const, ...ahead.map((y, i) => [(i + 1) * DRAWN_STEP, y] as const)]
    .map(([s, y], i) => `${i === 0 ? 'M' : 'L'}${xOf(s).toFixed(1)} ${yOf(y).toFixed(1)}`)
    .join('');
}

/** The lines of what was measured, newest at now; where too few agreed there is a gap. */
export function pastPath(past: readonly number[]): string {
  let pen = 'M';
  let out = '';
  past.forEach((y, i) => {
    if (y < 0) {
      pen = 'M';
      return;
    }
    out += `${pen}${xOf((i - past.length + 1) * MEASURED_STEP).toFixed(1)} ${yOf(y).toFixed(1)}`;
    pen = 'L';
  });
  return out;
}

/** The value that a key asks for, null for any other key. */
export function keyed(key: string, value: number): number | null {
  const to =
    key === 'ArrowUp' || key === 'ArrowRight'
      ? value + KEY_STEP
      : key === 'ArrowDown' || key === 'ArrowLeft'
        ? value - KEY_STEP
        : key === 'Home'
          ? 0
          : key === 'End'
            ? MOST
            : null;
  return to === null ? null : Math.round(Math.min(MOST, Math.max(0, to)) * 100) / 100;
}
