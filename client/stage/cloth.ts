/**
 * Where each patch of the tapestry lies. The whole ribbon is as many patches as the dream's goal, in rows like bricks, filled column by
 * column from the left; what is woven hangs in the middle of the sky and reaches further to both sides as it grows. Pure.
 */
import { clamp, lerp } from './noise.ts';

/** Design size of the ribbon's picture, px. */
export const CLOTH_W = 1280;
export const CLOTH_H = 420;

/** A patch on the ribbon: `u` along it and `v` across it, 0..1 each. */
export interface Patch {
  readonly u0: number;
  readonly u1: number;
  readonly v0: number;
  readonly v1: number;
}

/** How far the seams of a row are set off from those of the first, in patches. */
const OFFSETS = [0, 0.38, 0.14, 0.5, 0.26] as const;
/** Middle of the first piece on the arc: a little to the left, where no sun and no hourglass stands. */
const FIRST_MIDDLE = 0.43;

/** Rows of patches in a ribbon of `goal` patches, 1..5. */
export const rowsOf = (goal: number): number => (goal < 4 ? 1 : Math.round(clamp(Math.sqrt(goal / 3.2), 2, OFFSETS.length)));

/** The patch at `place` (0..goal - 1) of a ribbon of `goal` patches (1 or more). All of them together cover the ribbon once. */
export function patchAt(place: number, goal: number): Patch {
  const rows = rowsOf(goal);
  const columns = Math.ceil(goal / rows);
  const column = Math.floor(place / rows);
  const last = column === columns - 1;
  // the last column may hold fewer: they share its whole height
  const here = last ? goal - column * rows : rows;
  const row = place - column * rows;
  const seam = (c: number): number =>
    c <= 0 ? 0 : c >= columns ? 1 : (c + (here === rows && tidy(goal, rows) ? offset(row) : 0)) / columns;
  return { u0: seam(column), u1: seam(column + 1), v0: row / here, v1: (row + 1) / here };
}

/** Seams are set off only where every column is full, or the last would overlap its neighbours. */
const tidy = (goal: number, rows: number): boolean => goal % rows === 0;
const offset = (row: number): number => OFFSETS[row % OFFSETS.length] as number;

/** Where on the arc of the sky (0..1) the ribbon's `u` lies while it is woven up to `reach` (0..1). */
export function onArc(u: number, reach: number): number {
  const middle = lerp(FIRST_MIDDLE, 0.5, clamp(reach));
  return middle + (u - reach / 2);
}

/** A point of the cloth on its picture, px: `w` along the arc, `v` across. */
export function clothPoint(w: number, v: number): [number, number] {
  const x = lerp(20, CLOTH_W * 0.96, w);
  const y = CLOTH_H * (0.44 - 0.33 * Math.sin(w * 2.5 + 0.15) + 0.06 * Math.sin(w * 7.5 + 1) + 0.05);
  const wide = CLOTH_H * (0.17 + 0.15 * Math.sin(w * 2.9 + 0.1)) * (1 - 0.1 * Math.sin(w * 15));
  return [x + Math.sin(v * 2.4 + w * 9) * 7 + v * 16 * Math.cos(w * 15), y + v * wide + Math.sin(w * 40 + v * 3) * 1.5];
}

/** Gives the picture's point of a place on the cloth. */
export type ClothPoint = (w: number, v: number) => [number, number];

/** Light (above 0) and shade (below) of the drape along the arc, about -1.5..1.5. */
export const foldAt = (w: number): number => Math.sin(w * 15 + 0.6) + 0.5 * Math.sin(w * 27);
