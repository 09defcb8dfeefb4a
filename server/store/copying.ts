/**
 * A world copied to bytes slice by slice. Between two ticks nothing in it moves, so the slices may be taken one at a time between other things that the process has to do,
 * and are still of one tick; whatever is left when the next tick comes is taken before it. The engine's own serialiser takes .5 to .6 of the time that JSON does.
 */
import { DefaultDeserializer, DefaultSerializer } from 'node:v8';
import type { Snapshot } from '../../shared/dream/snapshot.ts';

/** What stands before the slices. */
interface Head extends Omit<Snapshot, 'world' | 'cast'> {
  /** names of the world's slices in their order; the cast comes after them */
  readonly slices: readonly string[];
}

export class Copying {
  readonly tick: number;
  private readonly out = new DefaultSerializer();
  private readonly parts: unknown[];
  private taken: Buffer | null = null;

  /** Begins; the first slice is taken by the first `step`. */
  constructor({ world, cast, ...about }: Snapshot) {
    this.tick = world.tick;
    this.parts = [...Object.values(world), cast].reverse();
    this.out.writeHeader();
    this.out.writeValue({ ...about, slices: Object.keys(world) } satisfies Head);
  }

  /** Takes one slice. @returns true while there are more */
  step(): boolean {
    if (this.parts.length > 0) this.out.writeValue(this.parts.pop());
    return this.parts.length > 0;
  }

  /** Takes what is left. @returns all of it, the same bytes at every call */
  finish(): Uint8Array {
    while (this.step());
    this.taken ??= this.out.releaseBuffer();
    return this.taken;
  }
}

/** The snapshot in such bytes. @throws when they are none */
export function pasted(bytes: Uint8Array): Snapshot {
  const from = new DefaultDeserializer(bytes);
  from.readHeader();
  const first = from.readValue() as Snapshot | Head;
  // written by an earlier version in one piece
  if ('world' in first) return first;
  const { slices, ...about } = first;
  const world = Object.fromEntries(slices.map((name) => [name, from.readValue()])) as unknown as Snapshot['world'];
  return { ...about, world, cast: from.readValue() };
}
