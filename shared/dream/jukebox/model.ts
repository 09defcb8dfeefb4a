/** What signals do to light, palette and music: declared in the scenario, applied here, both recorded. */
import type { Mode } from '../compiled.ts';
import type { CauseId, RegionId, Who } from '../ids.ts';

export interface TrackState {
  id: string;
  /** declared output of the last step, and what was applied */
  declared: number;
  applied: number;
  because: CauseId[];
}

/** Dream parameters. palette -1..1 (towards the act before or after, at most a quarter of the way), light .8..1.2, tempo bpm. */
export interface Params {
  palette: number;
  light: number;
  tempo: number;
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
}

export interface Jukebox {
  tracks: TrackState[];
  group: Params;
  /** the own view of those who let their signal steer it */
  own: Record<Who, Params>;
  regions: Record<RegionId, Params>;
  muted: Record<Who, string[]>;
  plan: MusicPlan;
}
