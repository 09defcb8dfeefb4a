import type { CauseId } from '../ids.ts';

/** The hourglass: build up, sustain, fade, relax (Booth 2009), on the group's measured and shown intensity. */
export interface Orchestration {
  phase: 'build' | 'sustain' | 'fade' | 'relax';
  sinceTick: number;
  /** group intensity 0..1 */
  intensity: number;
  cycles: number;
  /** what last turned it */
  because: CauseId[];
}
