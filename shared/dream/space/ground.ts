/** Solid ground: ellipses of regions and the grown parts of bridges, less the discs in the way. Pure; the client predicts with it. */
import { max, min, sqrt } from '../../kernel/math.ts';
import type { CompiledBridge, CompiledCollider, CompiledRegion } from '../compiled.ts';
import type { RegionId, ThingId } from '../ids.ts';

/** A bridge as ground: it grows from both ends, half of `grown` from either. */
export interface GroundBridge {
  readonly id: ThingId;
  readonly ax: number;
  readonly ay: number;
  /** unit vector from a to b */
  readonly ux: number;
  readonly uy: number;
  readonly length: number;
  readonly halfWidth: number;
  /** metres grown, 0..length; set each tick */
  grown: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface Ground {
  readonly regions: readonly CompiledRegion[];
  readonly bridges: readonly GroundBridge[];
  readonly colliders: readonly CompiledCollider[];
}

/** A bridge's foot reaches this far into its regions, m, so that no gap stays beside a curved edge. */
export const APRON = 1;
/** Rounding slack of "inside", relative for ellipses, m for bridges. */
const SLACK = 1e-9;

/** The ground of a map, bridges not yet grown. */
export function groundOf(map: {
  readonly regions: readonly CompiledRegion[];
  readonly bridges: readonly CompiledBridge[];
  readonly colliders: readonly CompiledCollider[];
}): Ground {
  const bridges = map.bridges.map((b): GroundBridge => {
    const dx = b.bx - b.ax;
    const dy = b.by - b.ay;
    const length = sqrt(dx * dx + dy * dy);
    return { id: b.id, ax: b.ax, ay: b.ay, ux: dx / length, uy: dy / length, length, halfWidth: b.halfWidth, grown: 0 };
  });
  return { regions: map.regions, bridges, colliders: map.colliders };
}

/**
 * The point that is looked at. Callers' points are of many kinds, and the engine boxes every number that it reads from one of many: so they are read once, and not for every piece of
 * ground. Numbers handed on one by one would be boxed too.
 */
const here: Point = { x: 0, y: 0 };

function lookAt(at: Readonly<Point>): void {
  here.x = at.x;
  here.y = at.y;
}

function inRegion(r: CompiledRegion): boolean {
  const ex = (here.x - r.x) / r.rx;
  const ey = (here.y - r.y) / r.ry;
  return ex * ex + ey * ey <= 1 + SLACK;
}

/** The way along a bridge, m from a; NaN beside it. */
export function alongBridge(b: GroundBridge, at: Readonly<Point>): number {
  const dx = at.x - b.ax;
  const dy = at.y - b.ay;
  const across = dx * b.uy - dy * b.ux;
  return across > b.halfWidth + SLACK || across < -b.halfWidth - SLACK ? Number.NaN : dx * b.ux + dy * b.uy;
}

function onBridge(b: GroundBridge): boolean {
  const s = alongBridge(b, here);
  if (!(s >= -APRON - SLACK && s <= b.length + APRON + SLACK)) return false;
  return b.grown >= b.length || s <= b.grown / 2 + SLACK || s >= b.length - b.grown / 2 - SLACK;
}

/** The region at a point, '' if none; `guess` is looked at first. */
export function regionAt(ground: Ground, at: Readonly<Point>, guess: RegionId = ''): RegionId {
  lookAt(at);
  for (const r of ground.regions) {
    if (r.id === guess && inRegion(r)) return guess;
  }
  for (const r of ground.regions) {
    if (inRegion(r)) return r.id;
  }
  return '';
}

/** The bridge whose grown part lies at a point, '' if none. */
export function bridgeAt(ground: Ground, at: Readonly<Point>): ThingId {
  lookAt(at);
  for (const b of ground.bridges) {
    if (onBridge(b)) return b.id;
  }
  return '';
}

export function isSolid(ground: Ground, at: Readonly<Point>): boolean {
  lookAt(at);
  for (const r of ground.regions) {
    if (inRegion(r)) return true;
  }
  for (const b of ground.bridges) {
    if (onBridge(b)) return true;
  }
  return false;
}

const best: Point = { x: 0, y: 0 };
let bestDistance = 0;

function offer(x: number, y: number, toX: number, toY: number): void {
  const dx = x - toX;
  const dy = y - toY;
  const d = dx * dx + dy * dy;
  if (d < bestDistance) {
    bestDistance = d;
    best.x = x;
    best.y = y;
  }
}

function offerRegion(r: CompiledRegion, { x, y }: Readonly<Point>): void {
  const ex = (x - r.x) / r.rx;
  const ey = (y - r.y) / r.ry;
  const f = sqrt(ex * ex + ey * ey);
  if (f <= 1) offer(x, y, x, y);
  else offer(r.x + (x - r.x) / f, r.y + (y - r.y) / f, x, y);
}

function offerSpan(b: GroundBridge, { x, y }: Readonly<Point>, low: number, high: number): void {
  const dx = x - b.ax;
  const dy = y - b.ay;
  const s = max(low, min(high, dx * b.ux + dy * b.uy));
  const t = max(-b.halfWidth, min(b.halfWidth, dx * b.uy - dy * b.ux));
  offer(b.ax + s * b.ux + t * b.uy, b.ay + s * b.uy - t * b.ux, x, y);
}

function offerBridge(b: GroundBridge, at: Readonly<Point>): void {
  if (b.grown >= b.length) {
    offerSpan(b, at, -APRON, b.length + APRON);
  } else {
    offerSpan(b, at, -APRON, b.grown / 2);
    offerSpan(b, at, b.length - b.grown / 2, b.length + APRON);
  }
}

/**
 * The point near `at` on the pieces of ground that `from` stands on, written into `out`; false if that is no ground.
 * On an ellipse it is the point on the same ray, which slides along the edge well enough.
 */
export function slideOnGround(ground: Ground, from: Readonly<Point>, at: Readonly<Point>, out: Point): boolean {
  bestDistance = Infinity;
  lookAt(from);
  for (const r of ground.regions) {
    if (inRegion(r)) offerRegion(r, at);
  }
  for (const b of ground.bridges) {
    if (onBridge(b)) offerBridge(b, at);
  }
  if (bestDistance === Infinity) return false;
  out.x = best.x;
  out.y = best.y;
  return true;
}

/** The nearest solid point to `at` on any ground, written into `out`, which may be `at`; the point itself when there is no ground at all. */
export function nearestSolid(ground: Ground, at: Readonly<Point>, out: Point): void {
  bestDistance = Infinity;
  for (const r of ground.regions) offerRegion(r, at);
  for (const b of ground.bridges) offerBridge(b, at);
  out.x = bestDistance === Infinity ? at.x : best.x;
  out.y = bestDistance === Infinity ? at.y : best.y;
}
