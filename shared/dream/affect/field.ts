/**
 * The air of feeling: valence and arousal on a grid, u_t = D lap u - lambda u + deposits, explicit 5-point scheme with closed edges (no flux),
 * sub-stepped where it would be unstable. All of it is linear, so what one person gave can be replayed alone and subtracted.
 */
import { abs, ceil, clamp, exp, floor, max, min, power, round } from '../../kernel/math.ts';
import type { CompiledRegion, CompiledScenario } from '../compiled.ts';
import { TICK_SECONDS, type Who } from '../ids.ts';
import type { Field } from './model.ts';
import { DEPOSIT_UNIT, FIELD, FIELD_DECAY, FIELD_LOG_TICKS, substeps } from './rules.ts';

/** Values this small are nothing; far below the 1e-12 that a withdrawal must reach. */
const NOTHING = 1e-15;
const STEP_SECONDS = FIELD.everyTicks * TICK_SECONDS;

/** Size and corner of a grid. */
export type Grid = Pick<Field, 'width' | 'height' | 'cell' | 'left' | 'top'>;

/** The grid over all regions and spawns of a map with a margin; at most 48 cells a side, larger cells for larger maps. */
export function gridOver({ regions, spawns }: Pick<CompiledScenario, 'regions' | 'spawns'>): Grid {
  const boxes = [
    ...regions.map((r) => [r.x - r.rx, r.y - r.ry, r.x + r.rx, r.y + r.ry] as const),
    ...spawns.map((s) => [s.x, s.y, s.x, s.y] as const),
  ];
  const first = boxes[0] ?? ([0, 0, 0, 0] as const);
  const [x0, y0, x1, y1] = boxes.reduce((a, b) => [min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])] as const, first);
  const wide = x1 - x0 + 2 * FIELD.marginMetres;
  const high = y1 - y0 + 2 * FIELD.marginMetres;
  const cell = max(FIELD.cellMetres, max(wide, high) / FIELD.maxCells);
  return {
    width: max(1, ceil(wide / cell)),
    height: max(1, ceil(high / cell)),
    cell,
    left: x0 - FIELD.marginMetres,
    top: y0 - FIELD.marginMetres,
  };
}

/** The largest diffusion (m^2/s) that a grid of `cell` metres bears in one step, r = D dt / cell^2 = 1/4; beyond it the step is divided. */
export function steadyDiffusion(cell: number): number {
  return (cell * cell) / (4 * STEP_SECONDS);
}

/** Clear air over a scenario. */
export function beginField(scenario: CompiledScenario): Field {
  return emptyField(gridOver(scenario), scenario.knobs.airDiffusion);
}

/** Clear air on a grid; feeling spreads at `diffusion` m^2/s. */
export function emptyField({ width, height, cell, left, top }: Grid, diffusion: number): Field {
  const none = (): number[] => new Array<number>(width * height).fill(0);
  return { width, height, cell, left, top, diffusion, valence: none(), arousal: none(), log: {}, tick: 0 };
}

/** Index of the cell at a point; points outside belong to the nearest cell of the edge, NaN to the first. */
export function cellAt(field: Field, x: number, y: number): number {
  const i = clamp(floor((x - field.left) / field.cell), 0, field.width - 1);
  const j = clamp(floor((y - field.top) / field.cell), 0, field.height - 1);
  return j * field.width + i;
}

/** The air at a point, each -1..1 (the grid itself is not clipped, or it would not be linear). */
export function airAt(field: Field, x: number, y: number): { valence: number; arousal: number } {
  const k = cellAt(field, x, y);
  return { valence: clamp(field.valence[k] ?? 0, -1, 1), arousal: clamp(field.arousal[k] ?? 0, -1, 1) };
}

/** Mean air over a region's ellipse, each -1..1. */
export function feelingOfRegion(field: Field, region: CompiledRegion): { valence: number; arousal: number } {
  let valence = 0;
  let arousal = 0;
  let n = 0;
  const i1 = clamp(floor((region.x + region.rx - field.left) / field.cell), 0, field.width - 1);
  const j1 = clamp(floor((region.y + region.ry - field.top) / field.cell), 0, field.height - 1);
  for (let j = clamp(floor((region.y - region.ry - field.top) / field.cell), 0, field.height - 1); j <= j1; j++) {
    for (let i = clamp(floor((region.x - region.rx - field.left) / field.cell), 0, field.width - 1); i <= i1; i++) {
      const dx = (field.left + (i + 0.5) * field.cell - region.x) / region.rx;
      const dy = (field.top + (j + 0.5) * field.cell - region.y) / region.ry;
      if (dx * dx + dy * dy > 1) continue;
      const k = j * field.width + i;
      valence += field.valence[k] as number;
      arousal += field.arousal[k] as number;
      n++;
    }
  }
  if (n === 0) return airAt(field, region.x, region.y);
  return { valence: clamp(valence / n, -1, 1), arousal: clamp(arousal / n, -1, 1) };
}

/**
 * One explicit step in place: u <- keep (u + r (sum of 4 neighbours - 4 u)); a neighbour beyond the edge counts as the cell itself.
 * Stable for r <= 1/4: throws a RangeError beyond it (callers sub-step by `substeps`).
 */
export function diffuse(u: number[], width: number, height: number, r: number, keep: number): void {
  if (!(r >= 0 && r <= 0.25)) throw new RangeError(`diffusion number must be in 0..0.25, got ${r}`);
  // what the row above and the cell to the west were before this step: all that writing in place forgets
  const above = new Float64Array(width);
  for (let j = 0; j < height; j++) {
    const at = j * width;
    let before = u[at] as number;
    for (let i = 0; i < width; i++) {
      const c = u[at + i] as number;
      const west = before;
      const east = i + 1 < width ? (u[at + i + 1] as number) : c;
      const north = j > 0 ? (above[i] as number) : c;
      const south = j + 1 < height ? (u[at + width + i] as number) : c;
      const next = keep * (c + r * (west + east + north + south - 4 * c));
      u[at + i] = abs(next) < NOTHING ? 0 : next;
      above[i] = c;
      before = c;
    }
  }
}

/** Diffusion and decay of both grids over `seconds`, in as many sub-steps as stability asks. */
export function advance(
  field: Pick<Field, 'width' | 'height' | 'cell' | 'valence' | 'arousal'>,
  seconds: number,
  diffusion: number,
  decay: number,
): void {
  const r = (diffusion * seconds) / (field.cell * field.cell);
  const n = substeps(r);
  const keep = n === 1 ? exp(-decay * seconds) : power(exp(-decay * seconds), 1 / n);
  for (let k = 0; k < n; k++) {
    diffuse(field.valence, field.width, field.height, r / n, keep);
    diffuse(field.arousal, field.width, field.height, r / n, keep);
  }
}

/** The field's own step, every `FIELD.everyTicks`; forgets the log beyond five half-lives. */
export function stepField(field: Field, tick: number): void {
  advance(field, STEP_SECONDS, field.diffusion, FIELD_DECAY);
  field.tick = tick;
  const oldest = tick - FIELD_LOG_TICKS;
  for (const who of Object.keys(field.log)) {
    const mine = field.log[who] as number[];
    let old = 0;
    while (old < mine.length && (mine[old] as number) < oldest) old += FIELDS;
    if (old === mine.length) delete field.log[who];
    else if (old > 0) mine.splice(0, old);
  }
}

/** Numbers of one deposit in a log. */
const FIELDS = 4;

/** Adds to the air at a point and, when `logged`, keeps what is needed to take it back. Amounts are clipped to -1..1 and rounded to `DEPOSIT_UNIT`, NaN counts as nothing. */
export function deposit(
  field: Field,
  by: Who,
  tick: number,
  x: number,
  y: number,
  valence: number,
  arousal: number,
  logged: boolean,
): void {
  const v = Number.isNaN(valence) ? 0 : round(clamp(valence, -1, 1) / DEPOSIT_UNIT);
  const a = Number.isNaN(arousal) ? 0 : round(clamp(arousal, -1, 1) / DEPOSIT_UNIT);
  if (v === 0 && a === 0) return;
  const cell = cellAt(field, x, y);
  add(field, cell, v, a);
  if (!logged) return;
  let log = field.log[by];
  if (!log) log = field.log[by] = [];
  // what comes after the field's own step of this tick is first spread by the next one
  log.push(field.tick === tick ? tick + 1 : tick, cell, v, a);
}

function add(field: Field, cell: number, v: number, a: number): void {
  field.valence[cell] = (field.valence[cell] as number) + v * DEPOSIT_UNIT;
  field.arousal[cell] = (field.arousal[cell] as number) + a * DEPOSIT_UNIT;
}

/** Takes back what a person gave in the last five half-lives: replays those deposits alone and subtracts them. Returns how many there were. */
export function takeBack(field: Field, who: Who): number {
  const mine = field.log[who] ?? [];
  if (mine.length === 0) return 0;
  const alone = emptyField(field, field.diffusion);
  let next = 0;
  // steps fall on multiples of the cadence; a deposit is in before the step of its own tick
  const start = ceil((mine[0] as number) / FIELD.everyTicks) * FIELD.everyTicks;
  for (let tick = start; tick <= field.tick; tick += FIELD.everyTicks) {
    next = give(alone, mine, next, tick);
    advance(alone, STEP_SECONDS, field.diffusion, FIELD_DECAY);
  }
  give(alone, mine, next, Infinity);
  for (let k = 0; k < field.valence.length; k++) {
    field.valence[k] = (field.valence[k] as number) - (alone.valence[k] as number);
    field.arousal[k] = (field.arousal[k] as number) - (alone.arousal[k] as number);
  }
  delete field.log[who];
  return mine.length / FIELDS;
}

function give(alone: Field, mine: readonly number[], from: number, upTo: number): number {
  let next = from;
  while (next < mine.length && (mine[next] as number) <= upTo) {
    add(alone, mine[next + 1] as number, mine[next + 2] as number, mine[next + 3] as number);
    next += FIELDS;
  }
  return next;
}
