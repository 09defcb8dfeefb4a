/** Where a shadow may stand: on ground, unlit, away from other shadows and not on top of anybody. */
import { cos, sin, sqrt, TAU } from '../../kernel/math.ts';
import { uniform } from '../../kernel/random.ts';
import type { CompiledRegion, CompiledScenario } from '../compiled.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import { LIT_RADIUS } from './rules.ts';

const TRIES = 24;
/** Least distances from a shadow to another, to a person, m. */
const APART = 8;
const ROOM = 3.5;
/** Shadows keep to this part of a region's ellipse. */
const INSIDE = 0.85;

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** True when a point lies within `part` (0..1) of a region's ellipse. */
export function within(region: CompiledRegion, x: number, y: number, part = INSIDE): boolean {
  const dx = (x - region.x) / (region.rx * part);
  const dy = (y - region.y) / (region.ry * part);
  return dx * dx + dy * dy <= 1;
}

/** The region a point lies in, or the nearest one's; undefined without regions. */
export function regionOf(scenario: CompiledScenario, x: number, y: number): CompiledRegion | undefined {
  let best: CompiledRegion | undefined;
  let least = Infinity;
  for (const r of scenario.regions) {
    const dx = (x - r.x) / r.rx;
    const dy = (y - r.y) / r.ry;
    if (dx * dx + dy * dy < least) {
      least = dx * dx + dy * dy;
      best = r;
    }
  }
  return best;
}

const closer = (ax: number, ay: number, x: number, y: number, d: number): boolean => (ax - x) * (ax - x) + (ay - y) * (ay - y) < d * d;

/** The lantern, or loaf set down, in whose light a point lies. */
export function lightAt({ space }: World, x: number, y: number): Spot | undefined {
  const near = (l: Spot): boolean => closer(l.x, l.y, x, y, LIT_RADIUS);
  return space.lanterns.find(near) ?? space.loose.find((l) => l.glows && l.heldBy === '' && near(l));
}

function free(now: Moment, region: CompiledRegion, x: number, y: number): boolean {
  return (
    within(region, x, y) &&
    !lightAt(now.world, x, y) &&
    !now.scenario.colliders.some((c) => closer(c.x, c.y, x, y, c.radius + 1)) &&
    !now.world.narrative.shadows.some((s) => s.goneTick === 0 && closer(s.x, s.y, x, y, APART)) &&
    now.near(x, y, ROOM).length === 0
  );
}

/** The wished place if it is free, else one farther and farther away in the same region; at worst the region's ground nearest to it. */
export function freeSpot(now: Moment, x: number, y: number): Spot {
  const region = regionOf(now.scenario, x, y);
  if (!region) return { x, y };
  if (free(now, region, x, y)) return { x, y };
  const random = now.random('narrative');
  for (let i = 0; i < TRIES; i++) {
    const far = 3 + (i / TRIES) * (region.rx + region.ry) * 0.6;
    const angle = uniform(random) * TAU;
    const spot = { x: x + cos(angle) * far, y: y + sin(angle) * far };
    if (free(now, region, spot.x, spot.y)) return spot;
  }
  return pullIn(region, x, y);
}

/** A random free place of a region, for shadows that gather by themselves. */
export function randomSpot(now: Moment, region: CompiledRegion): Spot {
  const random = now.random('narrative');
  const angle = uniform(random) * TAU;
  const far = sqrt(uniform(random)) * INSIDE;
  return { x: region.x + cos(angle) * far * region.rx, y: region.y + sin(angle) * far * region.ry };
}

function pullIn(region: CompiledRegion, x: number, y: number): Spot {
  if (within(region, x, y)) return { x, y };
  const dx = (x - region.x) / (region.rx * INSIDE);
  const dy = (y - region.y) / (region.ry * INSIDE);
  const d = sqrt(dx * dx + dy * dy);
  return { x: region.x + (x - region.x) / d, y: region.y + (y - region.y) / d };
}
