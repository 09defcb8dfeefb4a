/** Outlines of loose things and of what stands in their way; units as given, m or px. */
import { cos, hypot, sin, TAU } from '../../kernel/math.ts';
import type { CompiledLoose } from '../compiled.ts';
import type { Point } from './ground.ts';

/** Corners of a round body. */
const ROUND_CORNERS = 12;

/** Corners of a box from x = left to right and y = -h to h. */
export function rectangle(left: number, right: number, h: number): Point[] {
  return [
    { x: left, y: -h },
    { x: right, y: -h },
    { x: right, y: h },
    { x: left, y: h },
  ];
}

/** Corners of a disc. */
export function round(radius: number): Point[] {
  const out: Point[] = [];
  for (let i = 0; i < ROUND_CORNERS; i++) {
    const angle = (TAU * (i + 0.5)) / ROUND_CORNERS;
    out.push({ x: radius * cos(angle), y: radius * sin(angle) });
  }
  return out;
}

/** Edge normals; opposite sides share one. */
export function normalsOf(corners: readonly Point[]): Point[] {
  const out: Point[] = [];
  for (let i = 0; i < corners.length / 2; i++) {
    const a = corners[i] as Point;
    const b = corners[i + 1] as Point;
    const length = hypot(b.x - a.x, b.y - a.y);
    out.push({ x: (b.y - a.y) / length, y: (a.x - b.x) / length });
  }
  return out;
}

/** Distance from a thing's centre to its farthest edge, m. */
export function radiusOf(plan: CompiledLoose): number {
  return plan.kind === 'lantern' ? plan.w : hypot(plan.w, plan.h);
}

/** Where the door hangs, m. */
export function hingeOf(plan: CompiledLoose): Point {
  return { x: plan.x - plan.w * cos(plan.angle), y: plan.y - plan.w * sin(plan.angle) };
}
