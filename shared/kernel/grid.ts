/** A uniform grid over points for neighbour queries; rebuilt each tick, results in order of insertion. Lengths in metres. */
import { floor } from './math.ts';

export class Grid<T> {
  private readonly cells = new Map<number, { x: number; y: number; item: T; order: number }[]>();
  private count = 0;
  private readonly cell: number;

  /** @param cell side of a cell in metres, about the usual query radius */
  constructor(cell: number) {
    this.cell = cell;
  }

  private key(cx: number, cy: number): number {
    return (cx + 32768) * 65536 + (cy + 32768);
  }

  add(x: number, y: number, item: T): void {
    const k = this.key(floor(x / this.cell), floor(y / this.cell));
    const list = this.cells.get(k);
    const entry = { x, y, item, order: this.count++ };
    if (list) list.push(entry);
    else this.cells.set(k, [entry]);
  }

  /** All items within `radius` of (x, y), oldest insertion first. */
  near(x: number, y: number, radius: number): T[] {
    const out: { item: T; order: number }[] = [];
    const x1 = floor((x + radius) / this.cell);
    const y1 = floor((y + radius) / this.cell);
    const r2 = radius * radius;
    for (let cx = floor((x - radius) / this.cell); cx <= x1; cx++) {
      for (let cy = floor((y - radius) / this.cell); cy <= y1; cy++) {
        const list = this.cells.get(this.key(cx, cy));
        if (!list) continue;
        for (const e of list) if ((e.x - x) * (e.x - x) + (e.y - y) * (e.y - y) <= r2) out.push(e);
      }
    }
    if (out.length > 1) out.sort((a, b) => a.order - b.order);
    return out.map((e) => e.item);
  }

  /** True if `n` items or more are within `radius` of (x, y). */
  has(x: number, y: number, radius: number, n: number): boolean {
    const x1 = floor((x + radius) / this.cell);
    const y1 = floor((y + radius) / this.cell);
    const r2 = radius * radius;
    let found = 0;
    for (let cx = floor((x - radius) / this.cell); cx <= x1; cx++) {
      for (let cy = floor((y - radius) / this.cell); cy <= y1; cy++) {
        const list = this.cells.get(this.key(cx, cy));
        if (!list) continue;
        for (const e of list) if ((e.x - x) * (e.x - x) + (e.y - y) * (e.y - y) <= r2 && ++found >= n) return true;
      }
    }
    return found >= n;
  }
}
