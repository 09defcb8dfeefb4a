/**
 * Formulas of the Jukebox; pure. The music map is additive and linear (Eerola, Friberg & Bresin 2013, Front Psychol 4:487: mode > tempo >
 * register > dynamics > articulation, no interactions); directions after it and Livingstone et al. 2010, CMJ 34:41; slopes are design values (own).
 */
import { abs, clamp, exp, max, min, round } from '../../kernel/math.ts';
import { FEELING } from '../affect/rules.ts';
import type { CompiledScenario, CompiledTrack, Mode } from '../compiled.ts';
import type { MusicPlan, Params } from './model.ts';

export type Target = CompiledTrack['target'];
type Point = readonly [number, number];
type Music = CompiledScenario['music'];

/** From dark to bright: the sum of a mode's scale offsets rises by one a step. */
export const LADDER = ['phrygian', 'aeolian', 'dorian', 'mixolydian', 'ionian', 'lydian'] as const satisfies readonly Mode[];

/** A lost signal's share of any parameter is gone after this, from wherever it was, s (the law says 5). */
export const LOSS_SECONDS = 4.8;
/** Light never changes faster (play.md: 10 %/s), 1/s. */
const LIGHT_SLEW = 0.1;
/** A bar has four beats; its tempo moves at most 4 %. */
const BEATS_A_BAR = 4;
const LN_BAR = 0.0392;
/** Register, velocity, articulation and density follow with this time constant, s (own). */
export const PLAN_SECONDS = 6;

/** Allowed range of a parameter. */
export function range(target: Target, music: Music): readonly [number, number] {
  return target === 'tempo' ? [music.low, music.high] : RANGES[target];
}

const RANGES = {
  palette: [-1, 1],
  light: [0.8, 1.2],
  weather: [0, 1],
  symbols: [0, 1],
  intensity: [-1, 1],
  mode: [-1, 1],
  gravity: [-1, 1],
} as const;

/** Where a parameter stays when no signal moves it; tempo: that of people at rest. */
export function neutral(target: Target, music: Music): number {
  switch (target) {
    case 'light':
      return 1;
    case 'tempo':
      return tempoFor(FEELING.arousal.base, music);
    default:
      return 0;
  }
}

export function neutralParams(music: Music): Params {
  return { palette: 0, light: 1, tempo: neutral('tempo', music), weather: 0, symbols: 0, intensity: 0, mode: 0, gravity: 0 };
}

/**
 * What a track declares for an input: straight lines between the points of its curve, or the one line from `from` to `to`, clipped to the ends.
 * An empty input range gives its upper end at or above it.
 */
export function mapped(track: Pick<CompiledTrack, 'from' | 'to' | 'curve'>, input: number): number {
  const { curve } = track;
  if (curve.length > 1) {
    for (let i = 1; i < curve.length; i++) {
      const a = curve[i - 1] as Point;
      const b = curve[i] as Point;
      if (input <= b[0]) return input <= a[0] ? a[1] : a[1] + ((b[1] - a[1]) * (input - a[0])) / (b[0] - a[0]);
    }
    return (curve[curve.length - 1] as Point)[1];
  }
  // no patterns: they ask the array for its iterator, a thousand times a second
  const { from, to } = track;
  const f0 = from[0];
  const f1 = from[1];
  const t0 = to[0];
  const t1 = to[1];
  const t = f1 === f0 ? (input >= f1 ? 1 : 0) : clamp((input - f0) / (f1 - f0), 0, 1);
  return t0 + (t1 - t0) * t;
}

/** How far a track moves its parameter from neutral: gain x weight x (mapped - neutral), within its limits. `weight` 0..1. */
export function deviation(track: CompiledTrack, input: number, weight: number, music: Music): number {
  const rest = neutral(track.target, music);
  return within(track, rest + track.gain * weight * (mapped(track, input) - rest)) - rest;
}

/** An output held within a track's limits. */
export function within(track: CompiledTrack, output: number): number {
  return clamp(output, track.limits[0], track.limits[1]);
}

/**
 * What is applied where a track declares `declared`: the gain turns its way from neutral, the bend adds its share of the track's range, the limits
 * hold in any case. `share` 0..1: how much of the range may be bent; a track that is turned down leaves no more than its gain.
 */
export function turned(track: CompiledTrack, declared: number, gain: number, bend: number, share: number, music: Music): number {
  if (gain === 1 && bend === 0) return declared;
  const rest = neutral(track.target, music);
  return within(track, rest + (declared - rest) * gain + bend * min(share, gain) * (track.limits[1] - track.limits[0]));
}

/** How honest: 1 - mean |applied - declared| in shares of each track's range, 0..1; 1 without tracks. */
export function honesty(tracks: readonly { readonly track: CompiledTrack; readonly declared: number; readonly applied: number }[]): number {
  let sum = 0;
  for (const { track, declared, applied } of tracks) {
    const span = track.limits[1] - track.limits[0];
    if (span > 0) sum += min(1, abs(applied - declared) / span);
  }
  return tracks.length > 0 ? 1 - sum / tracks.length : 1;
}

/** e^(-seconds / smoothing); a night asks for the same few all the time, so they are remembered. */
function kept(seconds: number, smoothing: number): number {
  const x = -seconds / smoothing;
  for (let i = 0; i < keptCount; i++) if (keptX[i] === x) return keptY[i] as number;
  const y = exp(x);
  if (keptCount < keptX.length) {
    keptX[keptCount] = x;
    keptY[keptCount++] = y;
  }
  return y;
}
const keptX = new Float64Array(16);
const keptY = new Float64Array(16);
let keptCount = 0;

/**
 * A parameter `seconds` later: exponential towards `goal` with the time constant `smoothing` (s); while a signal fades at least fast enough to
 * cross the whole range in 4.8 s, so that loss reaches neutral in time however slow the track; light never faster than 10 %/s.
 */
export function eased(
  now: number,
  goal: number,
  smoothing: number,
  fading: boolean,
  target: Target,
  music: Music,
  seconds: number,
): number {
  const away = goal - now;
  if (away === 0) return goal;
  let step = abs(away) * (smoothing > 0 ? 1 - kept(seconds, smoothing) : 1);
  if (fading) {
    const ends = range(target, music);
    step = max(step, ((ends[1] - ends[0]) * seconds) / LOSS_SECONDS);
  }
  if (target === 'light') step = min(step, LIGHT_SLEW * seconds);
  return abs(away) <= step || abs(away) < 1e-9 ? goal : now + (away > 0 ? step : -step);
}

/** A parameter moved from `now` to `next`; light never faster than 10 %/s. */
export function slewed(now: number, next: number, target: Target, seconds: number): number {
  return target === 'light' ? clamp(next, now - LIGHT_SLEW * seconds, now + LIGHT_SLEW * seconds) : next;
}

/** Tempo in beats a minute: 60 + 60 (a + 1)/2 of the published form is low = 60, high = 120; a scenario narrows it. Arousal -1..1. */
export function tempoFor(arousal: number, music: Pick<Music, 'low' | 'high'>): number {
  return music.low + ((music.high - music.low) * (clamp(arousal, -1, 1) + 1)) / 2;
}

/** Mode by valence -1..1, about a scenario's own mode: two and a half steps of the ladder either way. */
export function modeFor(valence: number, home: Mode): Mode {
  const step = round(LADDER.indexOf(home) + 2.5 * clamp(valence, -1, 1));
  return LADDER[clamp(step, 0, LADDER.length - 1)] as Mode;
}

/** The mode to play next: it leaves the present one only when valence is .08 beyond the border, so that it never flickers. */
export function nextMode(present: Mode, valence: number, home: Mode): Mode {
  const wanted = modeFor(valence, home);
  if (wanted === present) return present;
  const up = LADDER.indexOf(wanted) > LADDER.indexOf(present);
  return modeFor(valence + (up ? -0.08 : 0.08), home) === present ? present : wanted;
}

/**
 * The plan for a feeling, both -1..1: register 7v + 3a semitones about C4, velocity 50 + 40 (a+1)/2 (MIDI), articulation .95 - .45 (a+1)/2
 * (sounding share of a note), density 1..4 notes a beat. NaN counts as -1.
 */
export function planFor(valence: number, arousal: number, music: Music): MusicPlan {
  const v = clamp(valence, -1, 1);
  const a = clamp(arousal, -1, 1);
  const up = (a + 1) / 2;
  return {
    mode: modeFor(v, music.mode),
    tempo: tempoFor(a, music),
    register: 7 * v + 3 * a,
    velocity: 50 + 40 * up,
    articulation: 0.95 - 0.45 * up,
    density: 1 + 3 * up,
    flat: 0,
  };
}

/** Valence that moves the mode by one step of the ladder, and what a full `intensity` adds to velocity and density (own). */
const MODE_STEP = 0.4;
const FULL = { velocity: 20, density: 1 } as const;

/** A plan as tracks of the targets mode and intensity lean it: still additive and linear, clipped to what an instrument plays. */
export function leant(plan: MusicPlan, intensity: number): MusicPlan {
  return {
    ...plan,
    velocity: clamp(plan.velocity + FULL.velocity * intensity, 30, 100),
    density: clamp(plan.density + FULL.density * intensity, 1, 4),
  };
}

/** Valence under which the mode is chosen, with a track's step of -1..1. */
export function valenceForMode(valence: number, step: number): number {
  return valence + MODE_STEP * step;
}

/** Tempo `seconds` later on its way to `goal`: at most 4 % in any bar of four beats. */
export function nextTempo(now: number, goal: number, seconds: number): number {
  const share = (LN_BAR * seconds * now) / (60 * BEATS_A_BAR);
  const up = now * exp(share);
  const down = now * exp(-share);
  return clamp(goal, down, up);
}

/** x towards goal with a time constant in seconds. */
export function towards(x: number, goal: number, smoothing: number, seconds: number): number {
  const next = goal + (x - goal) * kept(seconds, smoothing);
  return abs(goal - next) < 1e-9 ? goal : next;
}
