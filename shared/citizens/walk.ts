/** Finding a way: straight within a region, over whole bridges between regions. */

import type { CompiledScenario } from '../dream/compiled.ts';
import type { RegionId, ThingId } from '../dream/ids.ts';
import type { AvatarInput } from '../dream/space/model.ts';
import type { World } from '../dream/world.ts';
import { atan2, clamp, cos, hypot, PI, round, sin } from '../kernel/math.ts';

export interface Point {
  x: number;
  y: number;
}

/** The region whose ellipse holds the point, or the nearest one. */
export function regionAt(scenario: CompiledScenario, x: number, y: number): RegionId {
  let best = '';
  let least = Number.POSITIVE_INFINITY;
  for (const r of scenario.regions) {
    const d = hypot((x - r.x) / r.rx, (y - r.y) / r.ry);
    if (d < least) {
      least = d;
      best = r.id;
    }
  }
  return best;
}

/** Whether a bridge can be crossed. */
export function isWhole(world: World, scenario: CompiledScenario, id: ThingId): boolean {
  const grown = world.space.bridges[id]?.length ?? 0;
  const full = scenario.bridges.find((b) => b.id === id)?.length ?? Number.POSITIVE_INFINITY;
  return grown >= full - 0.01;
}

/** Way points from one point to another over whole bridges (breadth first, fewest bridges); null when there is no way yet. */
export function wayTo(world: World, scenario: CompiledScenario, from: Point, to: Point): Point[] | null {
  const start = regionAt(scenario, from.x, from.y);
  const goal = regionAt(scenario, to.x, to.y);
  const back = new Map<RegionId, { region: RegionId; points: Point[] }>();
  const queue = [start];
  const seen = new Set(queue);
  for (let region = queue.shift(); region !== undefined; region = queue.shift()) {
    if (region === goal) break;
    for (const b of scenario.bridges) {
      if ((b.from !== region && b.to !== region) || !isWhole(world, scenario, b.id)) continue;
      const there = b.from === region;
      const next = there ? b.to : b.from;
      if (seen.has(next)) continue;
      seen.add(next);
      const ends = [
        { x: b.ax, y: b.ay },
        { x: b.bx, y: b.by },
      ];
      back.set(next, { region, points: there ? ends : ends.reverse() });
      queue.push(next);
    }
  }
  if (!seen.has(goal)) return null;
  const out: Point[] = [to];
  for (let region = goal; region !== start; ) {
    const step = back.get(region);
    if (!step) return null;
    out.unshift(...step.points);
    region = step.region;
  }
  // already on the way from the first point to the second: do not turn back to begin
  const [first, second] = out;
  if (
    first &&
    second &&
    hypot(first.x - from.x, first.y - from.y) + hypot(second.x - from.x, second.y - from.y) <
      hypot(second.x - first.x, second.y - first.y) + 0.6
  ) {
    out.shift();
  }
  return out;
}

/** A point inside a region, `share` of the way from its middle to its rim at `angle`. */
export function placeIn(scenario: CompiledScenario, region: RegionId, angle: number, share: number): Point {
  const r = scenario.regions.find((q) => q.id === region) ?? scenario.regions[0];
  if (!r) return { x: 0, y: 0 };
  return { x: r.x + cos(angle) * r.rx * share, y: r.y + sin(angle) * r.ry * share };
}

/** Headings a walker uses, so that controls change seldom. */
const HEADINGS = 24;

/** Controls that walk toward a point, stepping aside of discs in the way; stands within `near` metres of it. */
export function steer(scenario: CompiledScenario, at: Point, to: Point, near: number, breath: boolean, pace = 1): AvatarInput {
  const dx = to.x - at.x;
  const dy = to.y - at.y;
  const far = hypot(dx, dy);
  if (far <= near) return { mx: 0, my: 0, float: false, breath };
  let angle = atan2(dy, dx);
  for (const c of scenario.colliders) {
    const cx = c.x - at.x;
    const cy = c.y - at.y;
    const gap = hypot(cx, cy);
    if (gap > c.radius + 2.2 || gap > far) continue;
    const side = dx * cy - dy * cx;
    const ahead = (dx * cx + dy * cy) / (far * gap + 1e-9);
    if (ahead > 0.3) angle = atan2(cy, cx) + (side > 0 ? -1 : 1) * (PI / 2 - 0.1);
  }
  const turn = (2 * PI) / HEADINGS;
  const heading = round(angle / turn) * turn;
  const speed = 127 * clamp(pace, 0.2, 1) * (far < near + 1.2 ? 0.5 : 1);
  return { mx: round(cos(heading) * speed), my: round(sin(heading) * speed), float: false, breath };
}
