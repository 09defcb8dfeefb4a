/** The page's side of `cellWriter.ts`: the same list, the same guess. Throws Malformed for anything a writer would not have made. */
import { Malformed, type Reader } from './bytes.ts';
import { CHUNK, FIELD, STEP } from './cellWriter.ts';
import { LOOSE, Mote } from './mote.ts';

/** More than a room can hold. */
const MOST = 4096;

export class CellReader {
  readonly motes: Mote[] = [];

  /** Nothing was told: everybody went on as guessed. */
  guess(): void {
    for (const mote of this.motes) {
      if (mote.dx !== 0) mote.x = place(mote.x + mote.dx);
      if (mote.dy !== 0) mote.y = place(mote.y + mote.dy);
    }
  }

  read(from: Reader): void {
    from.align();
    const { motes } = this;
    const chunk = from.nibble();
    if (chunk === CHUNK.whole) {
      motes.length = 0;
      this.come(from);
    } else if (chunk === CHUNK.changed) {
      for (const mote of motes) step(mote, from);
    } else if (chunk === CHUNK.members) {
      const leaving = from.count();
      if (leaving > motes.length) throw new Malformed('more left than were there');
      for (let n = 0; n < leaving; n++) {
        const index = from.count();
        if (index >= motes.length) throw new Malformed('somebody left who was not there');
        const last = motes.pop() as Mote;
        if (index < motes.length) motes[index] = last;
      }
      for (const mote of motes) step(mote, from);
      this.come(from);
    } else {
      throw new Malformed(`no chunk is of kind ${chunk}`);
    }
    from.align();
  }

  private come(from: Reader): void {
    const coming = from.count();
    if (this.motes.length + coming > MOST) throw new Malformed('a cell is too full');
    for (let n = 0; n < coming; n++) this.motes.push(record(from));
  }
}

function place(units: number): number {
  if (units < 0 || units > 65535) throw new Malformed('somebody left the map');
  return units;
}

function go(mote: Mote, dx: number, dy: number): void {
  if (dx > 127 || dx < -127 || dy > 127 || dy < -127) throw new Malformed('a step is too long');
  mote.x = place(mote.x + dx);
  mote.y = place(mote.y + dy);
  mote.dx = dx;
  mote.dy = dy;
}

function step(mote: Mote, from: Reader): void {
  let code = from.nibble();
  if (code === STEP.fields) {
    const fields = from.nibble();
    if (fields & FIELD.z) mote.z = from.u8();
    if (fields & FIELD.flags) mote.flags = from.u8();
    if (fields & FIELD.carries) mote.carries = from.u8();
    if (fields & FIELD.thing) {
      mote.angle = from.u16();
      mote.holder = from.text();
    }
    code = from.nibble();
  }
  if (code === STEP.height) {
    const z = mote.z + from.nibble() - 8;
    if (z < 0 || z > 255) throw new Malformed('a height is beyond its range');
    mote.z = z;
    code = from.nibble();
  }
  if (code < STEP.small) {
    const n = code === STEP.guessed ? 4 : code < 5 ? code - 1 : code;
    go(mote, mote.dx + (n % 3) - 1, mote.dy + ((n / 3) | 0) - 1);
  } else if (code === STEP.small) {
    const rx = from.nibble() - 8;
    go(mote, mote.dx + rx, mote.dy + from.nibble() - 8);
  } else if (code === STEP.large) {
    const rx = from.i8();
    go(mote, mote.dx + rx, mote.dy + from.i8());
  } else if (code === STEP.jump) {
    mote.x = from.u16();
    mote.y = from.u16();
    mote.dx = from.i8();
    mote.dy = from.i8();
  } else {
    throw new Malformed(`no step is of kind ${code}`);
  }
}

function record(from: Reader): Mote {
  const mote = new Mote(from.text());
  const look = from.u8();
  mote.kind = look & 3;
  mote.shape = look >> 2;
  mote.x = from.u16();
  mote.y = from.u16();
  mote.dx = from.i8();
  mote.dy = from.i8();
  if (mote.kind === LOOSE) {
    mote.angle = from.u16();
    mote.holder = from.text();
    return mote;
  }
  mote.cloth = from.u8();
  mote.z = from.u8();
  mote.flags = from.u8();
  mote.carries = from.u8();
  return mote;
}
