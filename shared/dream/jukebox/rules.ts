/**
 * Formulas of the Jukebox; pure. The music map is additive and linear (Eerola, Friberg & Bresin 2013, Front Psychol 4:487: mode > tempo >
 * register > dynamics > articulation, no interactions); directions after it and Livingstone et al. 2010, CMJ 34:41; slopes are design values (own).
 */
import { abs, clamp, exp, max, min, round } from '../../kernel/math.ts';
import { FEELING } from '../affect/rules.ts';
import type { CompiledScenario, CompiledTrack, Mode } from '../compiled.ts';
import type { MusicPlan, Params } from './model.ts';

export type Target = CompiledTrack['target'];
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
  switch (target) {
    case 'palette':
      return [-1, 1];
    case 'light':
      return [0.8, 1.2];
    case 'tempo':
      return [music.low, music.high];
  }
}

/** Where a parameter stays when no signal moves it; tempo: that of people at rest. */
export function neutral(target: Target, music: Music): number {
  switch (target) {
    case 'palette':
      return 0;
    case 'light':
      return 1;
    case 'tempo':
      return tempoFor(FEELING.arousal.base, music);
  }
}

export function neutralParams(music: Music): Params {
  return { palette: neutral('palette', music), light: neutral('light', music), tempo: neutral('tempo', music) };
}

/** What a track declares for an input: straight line, clipped to its ends. An empty input range gives its upper end at or above it. */
export function mapped(track: Pick<CompiledTrack, 'from' | 'to'>, input: number): number {
  const [f0, f1] = track.from;
  const [t0, t1] = track.to;
  const t = f1 === f0 ? (input >= f1 ? 1 : 0) : clamp((input - f0) / (f1 - f0), 0, 1);
  return t0 + (t1 - t0) * t;
}

/** How far a track moves its parameter from neutral: gain x weight x (mapped - neutral). `weight` 0..1. */
export function deviation(track: CompiledTrack, input: number, weight: number, music: Music): number {
  return track.gain * weight * (mapped(track, input) - neutral(track.target, music));
}

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
  let step = abs(away) * (smoothing > 0 ? 1 - exp(-seconds / smoothing) : 1);
  if (fading) {
    const [low, high] = range(target, music);
    step = max(step, ((high - low) * seconds) / LOSS_SECONDS);
  }
  if (target === 'light') step = min(step, LIGHT_SLEW * seconds);
  return abs(away) <= step || abs(away) < 1e-9 ? goal : now + (away > 0 ? step : -step);
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
  };
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
  const next = goal + (x - goal) * exp(-seconds / smoothing);
  return abs(goal - next) < 1e-9 ? goal : next;
}
