/**
 * The one law of sight on the wire (SPEC.md rule 10): everybody and every loose thing belongs to one cell of a grid, and a page sees the
 * 7 x 7 cells around its own. Both publishers use it, so sight is mutual and never depends on how it is sent. Lengths in metres.
 */
import { floor } from '../../kernel/math.ts';

/** Side of a cell, m. With the reach below and the slack on both sides, whoever is within 40 m is seen: 3 x 14 - 2 x 1. */
export const CELL_M = 14;
/** Who is beyond the edge of their cell by less than this stays in it, m: walking along an edge is no coming and going. */
export const CELL_SLACK_M = 1;
/** Cells seen to each side of one's own. */
export const CELL_REACH = 3;
export const COVER_SIDE = 2 * CELL_REACH + 1;
/** Cells seen in all. */
export const COVER_CELLS = COVER_SIDE * COVER_SIDE;

/** Cells from the middle of the map to either side; more than the places that can be told (512 m). */
const HALF = 64;
const SIDE = 2 * HALF;
/** A cell's number is its row above its column: the column in so many low bits. */
const BITS = 7;
const LOW = SIDE - 1;
/** Number of no cell. */
export const NOWHERE = SIDE * SIDE;

function column(at: number): number {
  const c = floor(at / CELL_M);
  return c < -HALF ? -HALF : c >= HALF ? HALF - 1 : c;
}

/** Number of the cell that holds a place, 0..NOWHERE-1; `before` is the cell one was of, NOWHERE at first. */
export function cellAt(x: number, y: number, before: number): number {
  if (before !== NOWHERE) {
    const left = ((before % SIDE) - HALF) * CELL_M;
    const top = (floor(before / SIDE) - HALF) * CELL_M;
    const stays = x > left - CELL_SLACK_M && x < left + CELL_M + CELL_SLACK_M && y > top - CELL_SLACK_M && y < top + CELL_M + CELL_SLACK_M;
    if (stays) return before;
  }
  return column(x) + HALF + (column(y) + HALF) * SIDE;
}

/** Columns and rows from the middle of the cover, by place. */
const ACROSS = Array.from({ length: COVER_CELLS }, (_, index) => (index % COVER_SIDE) - CELL_REACH);
const DOWN = Array.from({ length: COVER_CELLS }, (_, index) => floor(index / COVER_SIDE) - CELL_REACH);

/** The cell at place `index` (0..COVER_CELLS-1, row by row) of what is seen from `cell`; NOWHERE beyond the map. */
export function coveredCell(cell: number, index: number): number {
  const cx = (cell & LOW) + (ACROSS[index] as number);
  const cy = (cell >> BITS) + (DOWN[index] as number);
  return cx < 0 || cy < 0 || cx >= SIDE || cy >= SIDE ? NOWHERE : cx + cy * SIDE;
}

/** True when what belongs to `other` is seen from `cell`. */
export function isCovered(cell: number, other: number): boolean {
  const dx = (cell & LOW) - (other & LOW);
  const dy = (cell >> BITS) - (other >> BITS);
  return dx >= -CELL_REACH && dx <= CELL_REACH && dy >= -CELL_REACH && dy <= CELL_REACH;
}
