/** Where everybody and every loose thing is at one tick, by cell: what both publishers look at, so that sight is one law (SPEC.md rule 10). */
import type { ThingId, Who } from '../../shared/dream/ids.ts';
import type { Moving } from '../../shared/dream/observe.ts';
import { Mote, writeLoose, writePerson } from '../../shared/protocol/crowd/mote.ts';
import { COVER_CELLS, cellAt, coveredCell, NOWHERE } from '../../shared/protocol/crowd/sight.ts';

const NOBODY: readonly Mote[] = [];

export class Places {
  tick = -1;
  readonly people = new Map<Who, Mote>();
  private readonly things = new Map<ThingId, Mote>();
  private readonly byCell = new Map<number, Mote[]>();

  clear(): void {
    this.tick = -1;
    this.people.clear();
    this.things.clear();
    this.byCell.clear();
  }

  /** Everybody of this observation; who is not in it is gone. */
  update(common: Moving): void {
    const before = this.tick;
    this.tick = common.tick;
    this.byCell.clear();
    for (const p of common.people) {
      const { mote, fresh } = this.come(this.people, p.id, before);
      writePerson(mote, p, fresh);
      this.settle(mote, p.x, p.y, fresh);
    }
    for (const l of common.loose) {
      const { mote, fresh } = this.come(this.things, l.id, before);
      writeLoose(mote, l, fresh);
      this.settle(mote, l.x, l.y, fresh);
    }
    this.sweep(this.people, common.people.length);
    this.sweep(this.things, common.loose.length);
  }

  private come(map: Map<string, Mote>, id: string, before: number): { mote: Mote; fresh: boolean } {
    let mote = map.get(id);
    if (!mote) {
      mote = new Mote(id);
      map.set(id, mote);
    }
    const fresh = mote.tick !== before || before < 0;
    mote.remember();
    return { mote, fresh };
  }

  private settle(mote: Mote, x: number, y: number, fresh: boolean): void {
    mote.cell = cellAt(x, y, fresh ? NOWHERE : mote.cell);
    mote.tick = this.tick;
    const list = this.byCell.get(mote.cell);
    if (list) list.push(mote);
    else this.byCell.set(mote.cell, [mote]);
  }

  private sweep(map: Map<string, Mote>, here: number): void {
    if (map.size === here) return;
    for (const [id, mote] of map) if (mote.tick !== this.tick) map.delete(id);
  }

  /** Cells that hold anybody or anything. */
  get occupied(): Iterable<number> {
    return this.byCell.keys();
  }

  of(cell: number): readonly Mote[] {
    return this.byCell.get(cell) ?? NOBODY;
  }

  /** Everybody and everything seen from a cell. */
  seenFrom(cell: number, visit: (mote: Mote) => void): void {
    for (let i = 0; i < COVER_CELLS; i++) for (const mote of this.of(coveredCell(cell, i))) visit(mote);
  }
}
