/** The hash of every slice, and what differs between two worlds. */
import { type Difference, firstDifference, Hasher, hashOf } from '../kernel/hash.ts';
import { SLICES, type SliceName, type World } from './world.ts';

export interface Digest {
  readonly tick: number;
  /** hash of all slices together with tick and seed */
  readonly whole: string;
  readonly slices: Readonly<Record<SliceName, string>>;
}

/** Hashes every slice; the causes by their running hash. */
export function digestOf(world: World): Digest {
  const slices = {} as Record<SliceName, string>;
  const whole = new Hasher();
  whole.text(world.seed);
  whole.u32(world.tick);
  whole.u32(world.nextId);
  for (const name of SLICES) {
    const hash = name === 'causes' ? hashOf([world.causes.count, world.causes.chain]) : hashOf(world[name]);
    slices[name] = hash;
    whole.text(hash);
  }
  return { tick: world.tick, whole: whole.hex(), slices };
}

/** The first slice and path in which two worlds differ, or null. */
export function firstWorldDifference(left: World, right: World): (Difference & { readonly slice: string }) | null {
  for (const name of ['tick', 'nextId', 'seed', ...SLICES] as const) {
    const found = firstDifference(left[name], right[name]);
    if (found) return { slice: name, ...found };
  }
  return null;
}
