/**
 * One cell of the crowd, written once a tick for all who see it. Both ends keep the same list in the same order, and the same guess: everybody goes on
 * as in the last tick. A person costs half a byte when the guess is right or one step off, and a cell where all guesses are right costs nothing.
 *
 * A chunk begins with a half byte: CHANGED, the half bytes of everybody in the list; MEMBERS, the same between those who left (index in the list, the last
 * one takes the free place) and those who came (records); WHOLE, records of all.
 */
import type { Who } from '../../dream/ids.ts';
import type { Writer } from './bytes.ts';
import { LOOSE, type Mote } from './mote.ts';

export const CHUNK = { changed: 0, members: 1, whole: 2 } as const;

/** First half byte of a mote: 0 as guessed, 1..8 one step beside, then these. `fields` and `height` are followed by another. */
export const STEP = { guessed: 0, small: 9, large: 10, jump: 11, fields: 12, height: 13 } as const;
/** Bits of the half byte after `fields`. */
export const FIELD = { z: 1, flags: 2, carries: 4, thing: 8 } as const;

/** A record is about this many times as long as telling that somebody left. */
const RECORD_LEAVES = 12;

const NOBODY: ReadonlySet<Who> = new Set();

/** The eight steps beside a guess: 1..8 for (-1,-1) to (1,1) without the middle. */
function besideCode(rx: number, ry: number): number {
  const n = (ry + 1) * 3 + rx + 1;
  return n < 4 ? n + 1 : n;
}

export class CellWriter {
  /** what everybody who saw this cell a tick ago needs; null when their guess is right */
  delta: Uint8Array | null = null;
  /** true when `delta` is null and nobody is on the way: who holds this cell may as well hear nothing */
  still = true;
  private readonly list: Mote[] = [];
  private readonly held = new Set<Mote>();
  private readonly out: Writer;
  private whole: Uint8Array | null = null;
  /** people whose name may not stand beside a held thing */
  private veiled: ReadonlySet<Who> = NOBODY;
  private veiledBefore: ReadonlySet<Who> = NOBODY;

  /** @param out scratch; many cells may share one */
  constructor(out: Writer) {
    this.out = out;
  }

  get size(): number {
    return this.list.length;
  }

  /** The same list in the same order, to be filtered for one viewer from now on. Before this tick's `update`. */
  branch(): CellWriter {
    const twin = new CellWriter(this.out);
    for (const mote of this.list) twin.enter(mote);
    return twin;
  }

  private enter(mote: Mote): void {
    this.list.push(mote);
    this.held.add(mote);
  }

  /**
   * One tick. Must be called for every tick in which motes are told anew.
   * @param members everybody of this cell now; for a filtered one without who is hidden
   */
  update(members: readonly Mote[], tick: number, cell: number, veiled: ReadonlySet<Who> = NOBODY): void {
    const { list, held, out } = this;
    this.veiledBefore = this.veiled;
    this.veiled = veiled;
    this.whole = null;
    const coming = members.filter((m) => !held.has(m));
    const leaving = this.leavers(tick, cell, veiled);
    this.still = true;
    if (coming.length === 0 && leaving === 0) {
      this.delta = this.changed();
      return;
    }
    this.still = false;
    if (leaving > (list.length - leaving) * RECORD_LEAVES) {
      list.length = 0;
      held.clear();
      for (const mote of members) this.enter(mote);
      this.delta = this.keyframe();
      return;
    }
    out.begin();
    out.nibble(CHUNK.members);
    out.count(leaving);
    for (let i = list.length - 1; i >= 0; i--) {
      const mote = list[i] as Mote;
      if (!this.left(mote, tick, cell, veiled)) continue;
      out.count(i);
      const last = list.pop() as Mote;
      if (last !== mote) list[i] = last;
      held.delete(mote);
    }
    for (const mote of list) this.step(mote);
    out.count(coming.length);
    for (const mote of coming) {
      this.enter(mote);
      this.record(mote);
    }
    this.delta = out.take();
  }

  private left(mote: Mote, tick: number, cell: number, veiled: ReadonlySet<Who>): boolean {
    return mote.cell !== cell || mote.tick !== tick || (mote.kind !== LOOSE && veiled.has(mote.id));
  }

  private leavers(tick: number, cell: number, veiled: ReadonlySet<Who>): number {
    let n = 0;
    for (const mote of this.list) if (this.left(mote, tick, cell, veiled)) n++;
    return n;
  }

  /** Half bytes of all, or null when every guess is right. */
  private changed(): Uint8Array | null {
    const { out } = this;
    out.begin();
    out.nibble(CHUNK.changed);
    let guessed = true;
    for (const mote of this.list) {
      if (!this.step(mote)) guessed = false;
      if (mote.dx !== 0 || mote.dy !== 0) this.still = false;
    }
    if (!guessed) this.still = false;
    return guessed ? null : out.take();
  }

  private holderOf(mote: Mote): Who {
    return this.veiled.has(mote.holder) ? '' : mote.holder;
  }

  /** One mote against its guess. @returns true when it was right in everything */
  private step(mote: Mote): boolean {
    const { out } = this;
    const { before } = mote;
    const thing =
      mote.kind === LOOSE &&
      (mote.angle !== before.angle || this.holderOf(mote) !== (this.veiledBefore.has(before.holder) ? '' : before.holder));
    const dz = mote.z - before.z;
    const near = dz >= -8 && dz <= 7;
    const fields =
      (near ? 0 : FIELD.z) |
      (mote.flags !== before.flags ? FIELD.flags : 0) |
      (mote.carries !== before.carries ? FIELD.carries : 0) |
      (thing ? FIELD.thing : 0);
    if (fields !== 0) {
      out.nibble(STEP.fields);
      out.nibble(fields);
      if (fields & FIELD.z) out.u8(mote.z);
      if (fields & FIELD.flags) out.u8(mote.flags);
      if (fields & FIELD.carries) out.u8(mote.carries);
      if (fields & FIELD.thing) {
        out.u16(mote.angle);
        out.text(this.holderOf(mote));
      }
    }
    if (dz !== 0 && near) {
      out.nibble(STEP.height);
      out.nibble(dz + 8);
    }
    return this.way(mote) && fields === 0 && dz === 0;
  }

  private way(mote: Mote): boolean {
    const { out } = this;
    const { before } = mote;
    const rx = mote.x - before.x - before.dx;
    const ry = mote.y - before.y - before.dy;
    // who jumped has no way, whatever the difference to the guess
    const jumped = mote.dx !== mote.x - before.x || mote.dy !== mote.y - before.y;
    if (jumped || rx > 127 || rx < -127 || ry > 127 || ry < -127) {
      out.nibble(STEP.jump);
      out.u16(mote.x);
      out.u16(mote.y);
      out.u8(mote.dx & 255);
      out.u8(mote.dy & 255);
      return false;
    }
    if (rx === 0 && ry === 0) {
      out.nibble(STEP.guessed);
      return true;
    }
    if (rx >= -1 && rx <= 1 && ry >= -1 && ry <= 1) {
      out.nibble(besideCode(rx, ry));
    } else if (rx >= -8 && rx <= 7 && ry >= -8 && ry <= 7) {
      out.nibble(STEP.small);
      out.nibble(rx + 8);
      out.nibble(ry + 8);
    } else {
      out.nibble(STEP.large);
      out.u8(rx & 255);
      out.u8(ry & 255);
    }
    return false;
  }

  /** Everything about a mote; people and things differ. */
  private record(mote: Mote): void {
    const { out } = this;
    out.text(mote.id);
    out.u8(mote.kind | (mote.shape << 2));
    out.u16(mote.x);
    out.u16(mote.y);
    out.u8(mote.dx & 255);
    out.u8(mote.dy & 255);
    if (mote.kind === LOOSE) {
      out.u16(mote.angle);
      out.text(this.holderOf(mote));
      return;
    }
    out.u8(mote.cloth);
    out.u8(mote.z);
    out.u8(mote.flags);
    out.u8(mote.carries);
  }

  /** The whole cell as of the last `update`, for who did not see it before. */
  keyframe(): Uint8Array {
    if (this.whole) return this.whole;
    const { out } = this;
    out.begin();
    out.nibble(CHUNK.whole);
    out.count(this.list.length);
    for (const mote of this.list) this.record(mote);
    this.whole = out.take();
    return this.whole;
  }
}
