/** Moments of a trial that was dreamt: another trial that begins with the same commands is dreamt from the last of them on. */
import type { Who } from '../../../shared/dream/ids.ts';
import type { World } from '../../../shared/dream/world.ts';
import type { Monitor } from '../../../shared/expectations/monitor.ts';
import type { Act, Trial } from './trial.ts';

/** All that goes on from a moment, copied; always at the end of a second. */
export interface Kept {
  readonly tick: number;
  /** commands of the trial obeyed until then */
  readonly next: number;
  readonly world: World;
  readonly monitor: Monitor;
  readonly behind: Behind;
}

/** How often each kind of event has happened, and how much each person lay behind what brought the failure nearer. */
export interface Behind {
  readonly usual: Map<string, number>;
  readonly share: Map<Who, number>;
}

/** Moments kept of one trial at most: beyond, every other is forgotten. */
const MOST = 96;

export class Known {
  private readonly acts: readonly Act[];
  private moments: readonly Kept[];
  /** how far the expectation was from failing at the end of each second */
  readonly pace: readonly number[];

  constructor(acts: readonly Act[] = [], moments: readonly Kept[] = [], pace: readonly number[] = []) {
    this.acts = acts;
    this.moments = moments.length > MOST ? moments.filter((_, i) => i % 2 === 1) : moments;
    this.pace = pace;
  }

  /** The last moment until which `trial` is the same; null when they differ from the start. */
  lastBefore(trial: Trial): Kept | null {
    const until = Math.min(differAt(this.acts, trial.acts), trial.ticks + 1);
    return this.moments.findLast((m) => m.tick < until) ?? null;
  }

  /** The moments until `last`. */
  upTo(last: Kept): Kept[] {
    return this.moments.slice(0, this.moments.indexOf(last) + 1);
  }
}

/** Tick of the first command in which two lists differ; Infinity for the same lists. */
export function differAt(a: readonly Act[], b: readonly Act[]): number {
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  return Math.min(a[same]?.tick ?? Infinity, b[same]?.tick ?? Infinity);
}
