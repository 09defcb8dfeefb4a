/** What signals do to light, palette and music: declared in the scenario, applied here, both recorded. */
import type { Mode } from '../compiled.ts';
import type { CauseId, RegionId, Who } from '../ids.ts';

export interface TrackState {
  id: string;
  /** declared output of the last step, and what was applied: another number while somebody turns or bends the track */
  declared: number;
  applied: number;
  /** how much of its movement is applied, 0..1.5; 1 is as declared */
  gain: number;
  /** how far it was asked to be bent, -1..1 of what may be bent; 0 is honest */
  bend: number;
  /** how much of what is applied was plucked on the open box, in units of the target; 0 while nobody does */
  pulled: number;
  /** signals behind it */
  because: CauseId[];
  /** who turned or bent it, and why; empty while it is as declared */
  turned: CauseId[];
}

/**
 * Dream parameters. palette -1..1 (towards the act before or after, at most a quarter of the way), light .8..1.2, tempo bpm; weather 0..1 (rain);
 * symbols 0..1 (how they glow and hum); intensity -1..1 (how full and loud the music is); mode -1..1 (a step of the mode ladder down or up);
 * gravity -1..1 (motes and lanterns rise, or come down, and weather falls slower or faster): of the picture alone, nobody walks or floats otherwise by it.
 */
export interface Params {
  palette: number;
  light: number;
  tempo: number;
  weather: number;
  symbols: number;
  intensity: number;
  mode: number;
  gravity: number;
}

export interface MusicPlan {
  mode: Mode;
  /** beats a minute; moves at most 4 % a bar */
  tempo: number;
  /** semitones about C4 */
  register: number;
  velocity: number;
  articulation: number;
  density: number;
  /** how far one string is out of tune, cents; 0 while the Jukebox does what it declares */
  flat: number;
}

/** A shared track as a string of the open box. */
export interface BoxString {
  track: string;
  x: number;
  y: number;
  /** how far it is pulled aside, -1..1; rings out */
  swing: number;
  /** who plucked it last and when; '' and 0 before anybody did */
  by: Who;
  tick: number;
  because: CauseId[];
}

export interface OpenBox {
  untilTick: number;
  strings: BoxString[];
  /** when somebody plucked last */
  plucked: Record<Who, number>;
  because: CauseId[];
}

export interface Jukebox {
  tracks: TrackState[];
  group: Params;
  /** the own view of those who let their signal steer it */
  own: Record<Who, Params>;
  regions: Record<RegionId, Params>;
  muted: Record<Who, string[]>;
  plan: MusicPlan;
  /** what was applied as a share of what was declared, over 5 s; 1 is honest */
  integrity: number;
  /** since when that is under .85; 0 while it is not */
  flatTick: number;
  /** null while it is closed */
  box: OpenBox | null;
  /** what last turned, bent or restored a track */
  because: CauseId[];
}
