/** Dreams a journal again: same scenario, same seed, same commands, and the same digests or the first that differs. */

import type { Command } from '../dream/commands.ts';
import type { CompiledScenario } from '../dream/compiled.ts';
import { type Digest, openDigestOf } from '../dream/digest.ts';
import { stepDream, type TickResult } from '../dream/tick.ts';
import { createDream, type Dream, SLICES, type SliceName } from '../dream/world.ts';
import { min } from '../kernel/math.ts';
import { Adoptions, type Compile } from './adoptions.ts';
import type { CommandsFrame } from './format.ts';
import { commandsOf, digestsOf, type Journal } from './read.ts';
import type { Opener } from './seal.ts';

export interface Mismatch {
  readonly tick: number;
  /** slices whose hash differs, in the order of the tick */
  readonly slices: readonly SliceName[];
}

export interface Replayed {
  readonly dream: Dream;
  readonly digest: Digest;
  /** digests of the journal that were met */
  readonly checked: number;
  readonly mismatch: Mismatch | null;
  /** sealed commands whose key is gone: then this is no exact re-run */
  readonly missing: number;
}

export interface ReplayOptions {
  /** last tick to dream; default: as far as the journal reaches */
  readonly to?: number;
  readonly opener?: Opener | null;
  /** leaves a command out (`k<tick>.<seq>` as journalled): what would not have happened without it? */
  readonly without?: (cause: string) => boolean;
  readonly onTick?: (dream: Dream, result: TickResult) => void;
  /** compiles a scenario that the night took up while it was dreamt; without it such a journal cannot be dreamt beyond that */
  readonly compile?: Compile;
}

/** Re-runs a journal on its compiled scenario; stops at the first digest that differs. */
export function replay(journal: Journal, scenario: CompiledScenario, options: ReplayOptions = {}): Replayed {
  const dream = createDream(scenario, journal.header.seed, journal.header.carried);
  const frames = new Map<number, CommandsFrame>(journal.ticks.map((f) => [f.tick, f]));
  const digests = digestsOf(journal, options.opener ?? null);
  const to = min(options.to ?? journal.lastTick, journal.lastTick);
  let missing = 0;
  let checked = 0;
  let mismatch: Mismatch | null = null;
  const adoptions = new Adoptions(journal, scenario, options.compile ?? null, options.opener ?? null);
  adoptions.after(dream, null);
  while (dream.world.tick < to && !mismatch) {
    const frame = frames.get(dream.world.tick + 1);
    let commands: Command[] = [];
    if (frame) {
      const opened = commandsOf(frame, options.opener ?? null);
      missing += opened.missing;
      commands = opened.commands.filter((_, seq) => !options.without?.(`k${frame.tick}.${seq}`));
    }
    const result = stepDream(dream, commands);
    options.onTick?.(dream, result);
    const expected = digests.get(dream.world.tick);
    if (expected && !options.without) {
      checked++;
      const got = openDigestOf(dream.world);
      if (got.whole !== expected.whole) {
        mismatch = { tick: got.tick, slices: SLICES.filter((s) => got.slices[s] !== expected.slices[s]) };
      }
    }
    adoptions.after(dream, null);
  }
  return { dream, digest: openDigestOf(dream.world), checked, mismatch, missing };
}
