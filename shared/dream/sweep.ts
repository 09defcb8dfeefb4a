/** Keeps the memory of causes flat: what nothing in the dream leads to any more goes, a little at a time. */
import { floor, max } from '../kernel/math.ts';
import { type Causes, type Index, indexOf, name, type Row } from './causes.ts';
import { type CauseId, ticks } from './ids.ts';

/** An event nothing leads to is kept for this long, so that what has just been seen can be asked about; a command's row goes at once (own). */
const KEEP_TICKS = ticks(10);
/** Ticks between two sweeps; each looks at what is fresh and at one page, from the newest to the oldest and again (own). */
export const SWEEP_TICKS = 100;
/** Rows of a page (own). */
const PAGE = 512;

/**
 * Drops what nothing leads to any more: neither one of `held` (held.ts) nor a row that stays. Call it between two ticks; the time it takes goes
 * with what is new, not with the length of the night nor with all that is kept.
 */
export function sweep(causes: Causes, held: ReadonlySet<CauseId>, tick: number): void {
  const index = indexOf(causes);
  const turn = index.pages.length - 1 - (floor(tick / SWEEP_TICKS) % max(1, index.pages.length));
  const young = tick - KEEP_TICKS;
  const kept = without(index, index.fresh, (row) => held.has(row.id) || (row.tick > young && !row.id.startsWith('k')));
  let aged = 0;
  while (aged < kept.length && (kept[aged] as Row).tick <= young) aged++;
  index.fresh = kept.slice(aged);
  causes.fresh = index.fresh.map((row) => row.text);
  const page = index.pages[turn];
  if (page) {
    const stay = without(index, page, (row) => held.has(row.id));
    if (stay.length < page.length) write(causes, index, turn, stay);
  }
  if (aged === 0) return;
  const last = index.pages.length - 1;
  const room = last >= 0 && (index.pages[last] as Row[]).length + aged <= PAGE;
  write(causes, index, room ? last : last + 1, [...(room ? (index.pages[last] as Row[]) : []), ...kept.slice(0, aged)]);
}

/** The rows that stay: named by another, or `stays` says so. Causes are older than what they cause: backwards, a whole chain falls at once. */
function without(index: Index, rows: readonly Row[], stays: (row: Row) => boolean): Row[] {
  const kept: Row[] = [];
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = rows[i] as Row;
    if (row.named > 0 || stays(row)) {
      kept.push(row);
      continue;
    }
    index.byId.delete(row.id);
    for (const id of row.because) name(index, id, -1);
  }
  return kept.reverse();
}

/** Writes a page; one that has become small is joined to the one before, an empty one goes. */
function write(causes: Causes, index: Index, at: number, rows: Row[]): void {
  const before = index.pages[at - 1];
  if (before && rows.length > 0 && before.length + rows.length <= PAGE) {
    index.pages.splice(at, 1);
    causes.pages.splice(at, 1);
    write(causes, index, at - 1, [...before, ...rows]);
  } else if (rows.length === 0) {
    index.pages.splice(at, 1);
    causes.pages.splice(at, 1);
  } else {
    index.pages[at] = rows;
    causes.pages[at] = rows.map((row) => row.text).join('\n');
  }
}
