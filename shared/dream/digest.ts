/** The hash of every slice, and what differs between two worlds. */
import { type Difference, firstDifference, Hasher, hashOf } from '../kernel/hash.ts';
import type { Who } from './ids.ts';
import { SLICES, type SliceName, type World } from './world.ts';

export interface Digest {
  readonly tick: number;
  /** hash of all slices together with tick and seed */
  readonly whole: string;
  readonly slices: Readonly<Record<SliceName, string>>;
}

/**
 * A slice without what real people said, wrote or are called. Their words move nothing in a dream, and digests outlive them: an open hash of somebody's
 * words lets whoever has a guess find out whether it is right, also after an erasure. Whether two worlds hold the same words, `digestOf` says.
 */
function wordless(world: World, name: SliceName): unknown {
  const { people, space, narrative, pending } = world;
  const real = (who: Who): boolean => people.byId[who]?.kind === 'person';
  switch (name) {
    case 'people': {
      const byId: Record<string, object> = {};
      for (const who of people.order) byId[who] = real(who) ? { ...people.byId[who], name: '' } : (people.byId[who] as object);
      return { byId, order: people.order };
    }
    case 'space':
      return { ...space, lanterns: space.lanterns.map((l) => (real(l.by) ? { ...l, whisper: '' } : l)) };
    case 'narrative':
      return {
        ...narrative,
        fragments: narrative.fragments.map((f) => (real(f.by) ? { ...f, words: '' } : f)),
        circles: narrative.circles.map((c) => ({
          ...c,
          lines: c.lines.map((l) => (real(l.by) ? { ...l, words: '' } : l)),
          gifts: c.gifts.map((g) => (real(g.from) ? { ...g, card: '' } : g)),
        })),
        threads: narrative.threads.map((t) => (real(t.by) ? { ...t, words: '' } : t)),
      };
    case 'pending':
      return { ...pending, person: pending.person.map((e) => (real(e.by) ? { ...e, text: '', soft: '' } : e)) };
    case 'causes':
      return [world.causes.count, world.causes.chain];
    default:
      return world[name];
  }
}

/** Hashes every slice, everything in it; the causes by their running hash. */
export function digestOf(world: World): Digest {
  return digest(world, (name) => (name === 'causes' ? [world.causes.count, world.causes.chain] : world[name]));
}

/** The digest that lies open in a journal: without what real people said, wrote or are called. Of a dream without real people it is the same. */
export function openDigestOf(world: World): Digest {
  return digest(world, (name) => wordless(world, name));
}

function digest(world: World, of: (name: SliceName) => unknown): Digest {
  const slices = {} as Record<SliceName, string>;
  const whole = new Hasher();
  whole.text(world.seed);
  whole.u32(world.tick);
  whole.u32(world.nextId);
  for (const name of SLICES) {
    const hash = hashOf(of(name));
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
