/**
 * Which notes are played in a beat: by seed, beat and plan alone, so that the same dream plays the same music on every page. Pure.
 * Layered: the first instrument is always heard, each further one enters as the plan grows fuller (vertical layering).
 */
import type { Instrument } from '../../shared/dream/compiled.ts';
import type { MusicPlan } from '../../shared/dream/jukebox/model.ts';
import { beatDegrees, degree, type Tonality } from './theory.ts';

export interface Note {
  readonly instrument: Instrument;
  /** in the mode's scale */
  readonly midi: number;
  /** out of tune by so much, cents */
  readonly cents: number;
  /** beats after the beat's start, and beats it sounds */
  readonly at: number;
  readonly length: number;
  /** 0..1 */
  readonly level: number;
}

/** Density from which the second, third and fourth instrument are heard, notes a beat. */
const ENTERS = [0, 1.6, 2.3, 3] as const;
/** The degree whose string goes flat: the fifth. */
const FLAT_DEGREE = 4;

/** How an instrument plays: degrees it chooses from, where in the beat, every how many beats, how long (beats), octaves above the plan's root. */
interface Part {
  readonly degrees: readonly number[];
  readonly at: readonly number[];
  readonly every: number;
  readonly length: number;
  readonly octave: number;
}
const PARTS: Readonly<Record<Exclude<Instrument, 'harp'>, Part>> = {
  rails: { degrees: [0, 4], at: [0, 0.25], every: 1, length: 0.2, octave: -1 },
  voices: { degrees: [0, 2, 4, 7], at: [0], every: 4, length: 3.6, octave: 0 },
  hands: { degrees: [0], at: [0.5], every: 1, length: 0.15, octave: 0 },
  wood: { degrees: [0, 4, 7], at: [0, 0.75], every: 2, length: 0.25, octave: 1 },
  breath: { degrees: [0, 4], at: [0], every: 4, length: 3, octave: 0 },
  strings: { degrees: [0, 4], at: [0], every: 2, length: 1.9, octave: -1 },
  bell: { degrees: [4, 7, 9], at: [0], every: 4, length: 3, octave: 1 },
};

/** The night's instruments from what travels on the line: names with a space between. */
export function instrumentsOf(names: string): readonly Instrument[] {
  return names.split(' ').filter((name): name is Instrument => name === 'harp' || Object.hasOwn(PARTS, name));
}

/** The instruments heard at a density, notes a beat. */
export function heard(instruments: readonly Instrument[], density: number): readonly Instrument[] {
  return instruments.filter((_, i) => density >= (ENTERS[i] ?? Number.POSITIVE_INFINITY));
}

/** The notes of one beat. */
export function notesOf(
  seed: number,
  beat: number,
  plan: Pick<MusicPlan, 'density' | 'articulation' | 'flat'>,
  { mode, root }: Tonality,
  instruments: readonly Instrument[],
): Note[] {
  return heard(instruments, plan.density).flatMap((instrument, voice) => {
    const note = (k: number, octave: number, at: number, length: number, level: number): Note => ({
      instrument,
      midi: degree(mode, root + 12 * octave, k),
      cents: voice === 0 && ((k % 7) + 7) % 7 === FLAT_DEGREE ? -plan.flat || 0 : 0,
      at,
      length: length * plan.articulation,
      level,
    });
    if (instrument === 'harp') {
      const degrees = beatDegrees(beat + (mixed(seed, 0, 0) % 64), plan.density);
      return degrees.map((k, i) => note(k, 1, i / degrees.length, 1 / degrees.length, i === 0 ? 1 : 0.6));
    }
    const part = PARTS[instrument];
    if (beat % part.every !== 0) return [];
    return part.at.map((at, i) => {
      const k = part.degrees[mixed(seed, beat, voice * 4 + i) % part.degrees.length] as number;
      return note(k, part.octave, at, part.length, i === 0 ? 1 : 0.6);
    });
  });
}

/** A whole number from three, well mixed (xorshift-multiply). */
function mixed(a: number, b: number, c: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35) ^ Math.imul(c + 1, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}
