/**
 * Dual run: a dream and its copy restored from its text, in lockstep. Equal at every tick, or the first slice and path that differ.
 */
import { type Cast, restoreCast } from '../citizens/cast.ts';
import type { CompiledScenario } from '../dream/compiled.ts';
import { digestOf, firstWorldDifference } from '../dream/digest.ts';
import { restoreSnapshot, type Snapshot } from '../dream/snapshot.ts';
import { stepDream } from '../dream/tick.ts';
import type { Dream } from '../dream/world.ts';

/**
 * A dream with its cast as text: all that another process needs, beside the scenario. Written as it stands, so between ticks only. JSON, because the
 * engine writes it four times as fast as any packer in JavaScript, and gives every finite number back to the bit; worlds hold no others.
 */
export function snapshotText(dream: Dream, cast: Cast | null): string {
  const snapshot: Snapshot = { format: 1, scenario: dream.scenario.hash, world: dream.world, cast: cast?.state ?? null };
  return JSON.stringify(snapshot);
}

export function restoreText(scenario: CompiledScenario, text: string): { dream: Dream; cast: Cast | null } {
  const snapshot = JSON.parse(text) as Snapshot;
  const dream = restoreSnapshot(scenario, snapshot);
  return { dream, cast: snapshot.cast === null ? null : restoreCast(scenario, snapshot.cast) };
}

/** Steps a dream with its cast and gives the digest after every tick. */
export function digestsOf(dream: Dream, cast: Cast | null, ticks: number): string[] {
  const out: string[] = [];
  for (let i = 0; i < ticks; i++) {
    stepDream(dream, cast?.act(dream) ?? []);
    out.push(digestOf(dream.world).whole);
  }
  return out;
}

export interface Divergence {
  readonly tick: number;
  readonly slice: string;
  readonly path: string;
  readonly left: unknown;
  readonly right: unknown;
}

/** Runs an original and a copy that was restored from its text side by side; the first divergence, or null. */
export function dualRun(scenario: CompiledScenario, dream: Dream, cast: Cast | null, ticks: number): Divergence | null {
  const copy = restoreText(scenario, snapshotText(dream, cast));
  for (let i = 0; i < ticks; i++) {
    stepDream(dream, cast?.act(dream) ?? []);
    stepDream(copy.dream, copy.cast?.act(copy.dream) ?? []);
    if (digestOf(dream.world).whole !== digestOf(copy.dream.world).whole) {
      const found = firstWorldDifference(dream.world, copy.dream.world);
      return { tick: dream.world.tick, slice: found?.slice ?? '?', path: found?.path ?? '?', left: found?.left, right: found?.right };
    }
  }
  return null;
}
