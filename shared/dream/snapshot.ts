/**
 * An exact copy of a dream's world (and of a cast), as plain data. Worlds hold nothing but plain data and finite numbers, so a snapshot is a deep
 * copy; `journal/dual.ts` turns it into text and back without losing a bit. A restored dream and its original stay equal tick by tick.
 */
import { invariant } from '../kernel/assert.ts';
import type { CompiledScenario } from './compiled.ts';
import type { Dream, World } from './world.ts';

export interface Snapshot {
  readonly format: 1;
  /** hash of the scenario the world belongs to */
  readonly scenario: string;
  readonly world: World;
  /** state of the simulated citizens, null when none were running */
  readonly cast: unknown;
}

/** A deep copy of plain data; throws an InvariantError on anything that is not plain (functions, Maps, class instances). */
export function copyPlain<T>(value: T): T {
  if (typeof value !== 'object' || value === null) {
    invariant(typeof value !== 'function' && typeof value !== 'symbol', 'a world holds only plain data');
    return value;
  }
  if (Array.isArray(value)) return value.map(copyPlain) as T;
  const proto: unknown = Object.getPrototypeOf(value);
  invariant(proto === Object.prototype || proto === null, 'a world holds only plain data', { found: String(value) });
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(value)) out[key] = copyPlain((value as Record<string, unknown>)[key]);
  return out as T;
}

/** The dream of a snapshot; throws a RangeError when it was taken of another scenario. */
export function restoreSnapshot(scenario: CompiledScenario, snapshot: Snapshot): Dream {
  if (snapshot.scenario !== scenario.hash) {
    throw new RangeError(`the snapshot was taken of scenario ${snapshot.scenario}, this is ${scenario.hash}`);
  }
  return { scenario, world: copyPlain(snapshot.world) };
}
