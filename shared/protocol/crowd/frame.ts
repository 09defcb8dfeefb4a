/**
 * A frame of the crowd, one a tick and line (SPEC.md rules 10 to 19): [bits][tick][own][own cell][which of the 49 cells have a chunk, chunks].
 * A cell in sight without a chunk went on as guessed. Chunks are written once a cell; what follows `own` is the same for all who stand in one cell.
 */
import { Malformed, Reader, type Writer } from './bytes.ts';
import { CellReader } from './cellReader.ts';
import type { Mote } from './mote.ts';
import { OwnReader, type OwnTold, type OwnWriter } from './own.ts';
import { COVER_CELLS, coveredCell, isCovered, NOWHERE } from './sight.ts';

const FRESH = 1;
const OWN = 2;
const CELL = 4;
const CHUNKS = 8;
const MAP_BYTES = (COVER_CELLS + 7) >> 3;

/** Writes the chunks of one cover: `chunkOf` gives that of a place 0..48, or null. @returns an empty array when no place has one */
export function writeChunks(out: Writer, chunkOf: (index: number) => Uint8Array | null): Uint8Array {
  out.begin();
  for (let i = 0; i < MAP_BYTES; i++) out.u8(0);
  let any = false;
  for (let i = 0; i < COVER_CELLS; i++) {
    const chunk = chunkOf(i);
    if (!chunk) continue;
    any = true;
    out.bytes[i >> 3] = (out.bytes[i >> 3] as number) | (1 << (i & 7));
    out.copy(chunk);
  }
  return any ? out.take() : new Uint8Array(0);
}

export interface FrameParts {
  readonly tick: number;
  /** the page is to forget what it holds */
  readonly fresh: boolean;
  /** own cell when it is another than in the last frame, NOWHERE when it is not */
  readonly cell: number;
  readonly own: OwnTold;
  readonly mask: number;
  /** of `writeChunks` */
  readonly chunks: Uint8Array;
}

/** Writes a frame behind what `out` holds already. */
export function writeFrame(out: Writer, owner: OwnWriter, parts: FrameParts): void {
  const { tick, fresh, cell, own, mask, chunks } = parts;
  out.u8((fresh ? FRESH : 0) | (mask !== 0 ? OWN : 0) | (cell !== NOWHERE ? CELL : 0) | (chunks.length > 0 ? CHUNKS : 0));
  out.u32(tick);
  if (mask !== 0) owner.write(out, own, tick, mask);
  if (cell !== NOWHERE) out.u16(cell);
  out.copy(chunks);
}

/** What a page holds of the crowd. A frame it cannot read leaves it lost until one comes that is fresh. */
export class CrowdReader {
  tick = -1;
  /** no state, or one that cannot be trusted: ask for a fresh frame */
  lost = true;
  private cell = NOWHERE;
  private readonly cells = new Map<number, CellReader>();
  private owner = new OwnReader();

  get own(): OwnTold {
    return this.owner.own;
  }

  /** @returns false when the frame could not be used */
  read(bytes: Uint8Array): boolean {
    try {
      this.take(new Reader(bytes));
      return true;
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.lost = true;
      return false;
    }
  }

  private take(from: Reader): void {
    const bits = from.u8();
    const tick = from.u32();
    if (bits & ~(FRESH | OWN | CELL | CHUNKS)) throw new Malformed('unknown bits');
    if (bits & FRESH) {
      if (!(bits & OWN) || !(bits & CELL)) throw new Malformed('a fresh frame tells everything');
      this.cells.clear();
      this.cell = NOWHERE;
      this.owner = new OwnReader();
    } else if (this.lost || tick <= this.tick) {
      throw new Malformed('a frame of a line that begins elsewhere');
    }
    if (bits & OWN) this.owner.read(from);
    this.owner.at(tick);
    if (bits & CELL) this.move(from.u16());
    const map: number[] = [];
    if (bits & CHUNKS) for (let i = 0; i < MAP_BYTES; i++) map.push(from.u8());
    const told = (index: number): boolean => (((map[index >> 3] ?? 0) >> (index & 7)) & 1) === 1;
    for (let i = 0; i < COVER_CELLS; i++) {
      const cell = coveredCell(this.cell, i);
      if (told(i)) this.held(cell).read(from);
      else this.cells.get(cell)?.guess();
    }
    if (!from.done) throw new Malformed('something follows the frame');
    this.tick = tick;
    this.lost = false;
  }

  private move(cell: number): void {
    if (cell >= NOWHERE) throw new Malformed('no such cell');
    this.cell = cell;
    for (const other of [...this.cells.keys()]) if (!isCovered(cell, other)) this.cells.delete(other);
  }

  private held(cell: number): CellReader {
    if (cell === NOWHERE) throw new Malformed('a chunk beyond the map');
    const found = this.cells.get(cell);
    if (found) return found;
    const made = new CellReader();
    this.cells.set(cell, made);
    return made;
  }

  /** Everybody and everything in sight. */
  each(visit: (mote: Mote) => void): void {
    for (const { motes } of this.cells.values()) for (const mote of motes) visit(mote);
  }
}
