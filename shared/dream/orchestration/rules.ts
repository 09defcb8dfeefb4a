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
