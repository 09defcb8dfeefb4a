/** Scales, chords and pitches in equal temperament, A4 = 440 Hz. Pure. */
import type { Mode } from '../../shared/dream/compiled.ts';

/** Mode and root (MIDI) that sound now; both change only with the pad's chord, so that nothing clashes. */
export interface Tonality {
  readonly mode: Mode;
  readonly root: number;
}

/** Semitones of a mode's seven degrees above its root. */
export const SCALES: Readonly<Record<Mode, readonly number[]>> = {
  phrygian: [0, 1, 3, 5, 7, 8, 10],
  aeolian: [0, 2, 3, 5, 7, 8, 10],
  dorian: [0, 2, 3, 5, 7, 9, 10],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
  ionian: [0, 2, 4, 5, 7, 9, 11],
  lydian: [0, 2, 4, 6, 7, 9, 11],
};

/** MIDI number of middle C. */
export const C4 = 60;
/** Roots of the pad's slow round, in degrees of the mode. */
const ROUND = [0, 3, 5, 4] as const;
/** Bars that one chord lasts. */
export const BARS_A_CHORD = 4;

/** Frequency of a MIDI number (fractions allowed), Hz. */
export function hertz(midi: number): number {
  return 440 * 2 ** ((midi - 69) / 12);
}

/** MIDI number of a degree (0 = root, 7 = root an octave up, negative below) of a mode on `root`. */
export function degree(mode: Mode, root: number, k: number): number {
  const scale = SCALES[mode];
  const octave = Math.floor(k / 7);
  return root + 12 * octave + (scale[k - 7 * octave] as number);
}

/** The plan's root: C4 moved by its register, to the nearest semitone. */
export function rootOf(register: number): number {
  return C4 + Math.round(register);
}

/** The pad's chord in a bar: root, fifth, octave and the third above, an octave under the plan's root. */
export function padChord(mode: Mode, root: number, bar: number): number[] {
  const on = ROUND[Math.floor(bar / BARS_A_CHORD) % ROUND.length] as number;
  return [0, 4, 7, 9].map((k) => degree(mode, root - 12, on + k));
}

/** Degrees of the plucked notes of one beat: `density` notes, from a fixed wandering pattern, so that the same beat gives the same notes. */
export function beatDegrees(beat: number, density: number): number[] {
  const n = Math.max(1, Math.min(4, Math.floor(density + (((beat * 7) % 10) + 0.5) / 10)));
  return Array.from({ length: n }, (_, i) => [0, 4, 2, 7, 4, 9, 7, 5][(beat * 3 + i * 2) % 8] as number);
}
