/**
 * The publisher of crowds: who and what moves is written once a cell and tick, and all who stand in one cell get the same bytes behind their own few.
 * One message a line and tick, and none to whom it would tell nothing. Slow things stay in the schema, at half the rate.
 *
 * Whoever hides somebody, or is hidden, gets cells of their own from then on, branched from the shared ones so that nothing but the hidden person's going
 * can be told from the bytes. They keep them as long as their line lasts: going back would show when the hiding ended.
 */
import { ClientState, Protocol } from '@colyseus/core';
import type { Who } from '../../shared/dream/ids.ts';
import { moving, slow } from '../../shared/dream/observe.ts';
import { joinedHands, type Scenery, sceneryOf } from '../../shared/dream/space/surroundings.ts';
import type { Dream, World } from '../../shared/dream/world.ts';
import { Writer } from '../../shared/protocol/crowd/bytes.ts';
import { CellWriter } from '../../shared/protocol/crowd/cellWriter.ts';
import { writeChunks, writeFrame } from '../../shared/protocol/crowd/frame.ts';
import type { Mote } from '../../shared/protocol/crowd/mote.ts';
import { nothingTold, OwnWriter } from '../../shared/protocol/crowd/own.ts';
import { COVER_CELLS, coveredCell, isCovered, NOWHERE } from '../../shared/protocol/crowd/sight.ts';
import { BUFFER_SOFT_BYTES, PULSE_TICKS } from '../../shared/protocol/limits.ts';
import { CROWD } from '../../shared/protocol/messages.ts';
import type { DreamState } from '../../shared/protocol/schema.ts';
import { copyCommon } from './copy.ts';
import { Places } from './places.ts';
import { hidings, ownTold, type Publisher, type Viewer } from './publisher.ts';

/** Ticks between two looks at what is slow. */
const COMMON_EVERY = 2;
const NOBODY: ReadonlySet<Who> = new Set();

/** What one page holds. */
class Line {
  readonly owner = new OwnWriter();
  /** everything must be told: the line is new, or missed a frame */
  fresh = true;
  cell = NOWHERE;
  sentTick = 0;
  /** cells without whom this viewer does not see; null as long as there is nobody */
  own: Map<number, CellWriter> | null = null;
}

/** What is the same for all whom a tick is told. */
interface Around {
  readonly scenery: Scenery;
  readonly hands: ReadonlyMap<Who, readonly Who[]>;
}

/** Chunks for all who look from one cell. */
interface Section {
  readonly chunks: Uint8Array;
  /** nobody in sight is on the way */
  readonly still: boolean;
}

export class CellPublisher implements Publisher {
  private readonly state: DreamState;
  private readonly lines = new Map<string, Line>();
  private readonly places = new Places();
  private cells = new Map<number, CellWriter>();
  private readonly scratch = new Writer();
  private readonly out = new Writer();
  /** of the viewer who is told */
  private readonly own = nothingTold();
  private sections = new Map<number, Section>();
  private patched = 0;

  constructor(state: DreamState) {
    this.state = state;
  }

  open(viewer: Viewer): void {
    this.lines.set(viewer.session, new Line());
  }

  close(viewer: Viewer): void {
    this.lines.delete(viewer.session);
  }

  renew(viewer: Viewer): void {
    const line = this.lines.get(viewer.session);
    if (line) line.fresh = true;
  }

  clear(): void {
    this.places.clear();
    this.cells.clear();
    for (const id of this.lines.keys()) this.lines.set(id, new Line());
  }

  publish(dream: Dream, viewers: readonly Viewer[]): boolean {
    const { world } = dream;
    const hidden = hidings(world);
    for (const viewer of viewers) if (hidden.has(viewer.who)) this.branch(viewer);
    this.places.update(moving(world));
    this.writeCells();
    this.sections.clear();
    const around = { scenery: sceneryOf(world), hands: joinedHands(world) };
    for (const viewer of viewers) this.tell(world, viewer, around, hidden.get(viewer.who) ?? NOBODY);
    const due = this.patched % COMMON_EVERY === 0;
    this.patched++;
    if (due) copyCommon(this.state, slow(world, dream.scenario));
    return due;
  }

  /** From now on this viewer has cells of their own, equal to what their page holds. Before the tick is written. */
  private branch(viewer: Viewer): void {
    const line = this.lines.get(viewer.session);
    if (!line || line.own) return;
    line.own = new Map();
    if (line.fresh) return;
    for (let i = 0; i < COVER_CELLS; i++) {
      const cell = coveredCell(line.cell, i);
      const shared = this.cells.get(cell);
      if (shared) line.own.set(cell, shared.branch());
    }
  }

  private writeCells(): void {
    const { places, cells } = this;
    for (const cell of places.occupied) if (!cells.has(cell)) cells.set(cell, new CellWriter(this.scratch));
    for (const [cell, writer] of cells) {
      const members = places.of(cell);
      if (members.length === 0 && writer.size === 0) cells.delete(cell);
      else writer.update(members, places.tick, cell);
    }
  }

  private tell(world: World, viewer: Viewer, around: Around, unseen: ReadonlySet<Who>): void {
    const { client, outbox } = viewer;
    const line = this.lines.get(viewer.session);
    if (!line) return;
    const me = this.places.people.get(viewer.who);
    const own = ownTold(world, viewer, around.scenery, around.hands, this.own);
    if (!me || !own || client.state !== ClientState.JOINED || outbox.waiting > BUFFER_SOFT_BYTES) {
      line.fresh = true;
      return;
    }
    const { tick } = this.places;
    const { fresh } = line;
    const moved = fresh || me.cell !== line.cell;
    if (fresh) line.owner.forget();
    const mask = line.owner.changes(own, tick);
    const { chunks, still } = line.own ? this.ownSection(line, line.own, me.cell, unseen) : this.section(line, me.cell);
    if (!moved && still && mask === 0 && chunks.length === 0 && tick - line.sentTick < PULSE_TICKS) return;
    line.fresh = false;
    line.cell = me.cell;
    line.sentTick = tick;
    const { out } = this;
    out.begin();
    out.u8(Protocol.ROOM_DATA_BYTES);
    out.u8(CROWD);
    writeFrame(out, line.owner, { tick, fresh, cell: moved ? me.cell : NOWHERE, own, mask, chunks });
    outbox.send(out.bytes, out.at);
  }

  /** The section of all who come from one cell and stand in another; NOWHERE for who holds nothing yet. */
  private section(line: Line, now: number): Section {
    const before = line.fresh ? NOWHERE : line.cell;
    const key = before * (NOWHERE + 1) + now;
    let made = this.sections.get(key);
    if (!made) {
      made = this.write(now, before, this.cells);
      this.sections.set(key, made);
    }
    return made;
  }

  private write(now: number, before: number, cells: ReadonlyMap<number, CellWriter>): Section {
    let still = true;
    const chunks = writeChunks(this.out, (index) => {
      const cell = coveredCell(now, index);
      const writer = cells.get(cell);
      if (!writer) return null;
      if (before !== NOWHERE && isCovered(before, cell)) {
        if (!writer.still) still = false;
        return writer.delta;
      }
      return writer.size > 0 ? writer.keyframe() : null;
    });
    return { chunks, still };
  }

  private ownSection(line: Line, cells: Map<number, CellWriter>, now: number, unseen: ReadonlySet<Who>): Section {
    const { places } = this;
    if (line.fresh) cells.clear();
    for (const cell of cells.keys()) if (!isCovered(now, cell)) cells.delete(cell);
    const seen = (mote: Mote): boolean => !unseen.has(mote.id);
    for (let i = 0; i < COVER_CELLS; i++) {
      const cell = coveredCell(now, i);
      const members = unseen.size === 0 ? places.of(cell) : places.of(cell).filter(seen);
      let writer = cells.get(cell);
      if (!writer && members.length === 0) continue;
      if (!writer) {
        writer = new CellWriter(this.scratch);
        cells.set(cell, writer);
      }
      writer.update(members, places.tick, cell, unseen);
    }
    return this.write(now, line.fresh ? NOWHERE : line.cell, cells);
  }
}
