/** The hourglass: numbers and one pure transition. Booth, "The AI Systems of Left 4 Dead" (2009): build up, sustain, fade, relax. */
import type { Orchestration } from './model.ts';

export type Phase = Orchestration['phase'];

/** Build turns to sustain above this intensity (share of what people let near them) ... */
export const ON = 0.8;
/** ... and fade to relax below this. */
export const OFF = 0.5;
export const SUSTAIN_SECONDS = 4;
export const RELAX_SECONDS = 38;
/** The fade waits at most this long for calm. */
export const FADE_MOST_SECONDS = 40;
/** Smoothing of the intensity, s. */
export const SMOOTHING_SECONDS = 6;

/** The phase that follows; itself while it lasts. Order is always build, sustain, fade, relax, build. */
export function nextPhase(phase: Phase, seconds: number, intensity: number): Phase {
  switch (phase) {
    case 'build':
      return intensity >= ON ? 'sustain' : 'build';
    case 'sustain':
      return seconds >= SUSTAIN_SECONDS ? 'fade' : 'sustain';
    case 'fade':
      return intensity <= OFF || seconds >= FADE_MOST_SECONDS ? 'relax' : 'fade';
    case 'relax':
      return seconds >= RELAX_SECONDS ? 'build' : 'relax';
  }
}

/** Sand of a deck: how much at dusk, how much there can be, a minute's share, and for each joint act of the group (play.md 4). */
export const SAND = { start: 40, most: 100, perMinute: 10, perJointAct: 3 } as const;
/** Control passes over this long, s. */
export const FADE_SECONDS = 3;
/** A holder who does nothing that anybody can see for this long gives the role back, s. */
export const SILENCE_SECONDS = 60;
/** An agent acts at most once in this long, s ... */
export const AGENT_EVERY = 12;
/** ... and this long after it saw the reason, s. */
export const REACTION = { least: 2, most: 5 } as const;
/** Target intensity follows its curve at most this fast, a second. */
export const SLOPE = 0.04;
/** The strongest target there is: the floor's ceiling. */
export const TARGET_MOST = 0.85;
/** Points of a drawn curve are this far apart, s; five of them are two minutes. */
export const DRAWN_STEP = 24;
export const DRAWN_POINTS = 5;
/** Pressing and easing last this long, s, and add up to no more than this. */
export const LIFT_SECONDS = 20;
export const LIFT = { least: -0.4, most: 0.25 } as const;
/** Beacons: seconds an arrow, a light on a symbol and the audit lamp stand; the lamp's radius, m. */
export const ARROW_SECONDS = 30;
export const SPOT_SECONDS = 45;
export const LAMP_SECONDS = 30;
export const LAMP_METRES = 8;

/** A curve of points [x, y] in the order of x, read at x: straight between points, level outside; 0 without any. */
export function alongCurve(curve: readonly (readonly [number, number])[], x: number): number {
  const first = curve[0];
  if (!first) return 0;
  if (x <= first[0]) return first[1];
  for (let i = 1; i < curve.length; i++) {
    const [x0, y0] = curve[i - 1] as readonly [number, number];
    const [x1, y1] = curve[i] as readonly [number, number];
    if (x <= x1) return x1 > x0 ? y0 + ((y1 - y0) * (x - x0)) / (x1 - x0) : y1;
  }
  return (curve[curve.length - 1] as readonly [number, number])[1];
}
