/**
 * The pure step of an avatar. The world and the client's prediction run exactly this: same state, input, surroundings and seconds, same bits.
 * It imports the kernel and types only, and allocates nothing.
 */
import { clamp, min, sqrt } from '../../kernel/math.ts';
import { SUBSTEPS, TICK_SECONDS } from '../ids.ts';
import { type Ground, isSolid, nearestSolid, type Point, slideOnGround } from './ground.ts';
import type { AvatarInput, AvatarState } from './model.ts';
import {
  APPROACH,
  AVATAR_RADIUS,
  aimedSpeed,
  COAST,
  FLOAT_HEIGHT,
  FLOAT_RISE_SECONDS,
  HANDS_SLACK,
  HANDS_SPRING,
  LIFT_RETURN,
  LIFT_TO_START,
  liftMax,
  MIST_SECONDS,
  STANDSTILL,
} from './rules.ts';

export { type Ground, type GroundBridge, groundOf } from './ground.ts';
export { CARRYING_BIT, COLD_BIT, GLIDE_BIT, modifiersOf } from './surroundings.ts';

/** All that a step depends on beside state and input. */
export interface Surroundings {
  readonly ground: Ground;
  /** on an out-breath */
  readonly glide: boolean;
  /** in a shadow's cold */
  readonly cold: boolean;
  readonly carrying: boolean;
  /** 0..1 */
  readonly ease: number;
  /** hands held, 0..2 */
  readonly hands: number;
  /** where the people at one's hands stood at the tick's start */
  readonly partners: readonly { readonly x: number; readonly y: number }[];
}

const point: Point = { x: 0, y: 0 };
/** where a step began */
const from: Point = { x: 0, y: 0 };

/** A fresh avatar's state at rest on (x, y). */
export function restAt(x: number, y: number): AvatarState {
  return { x, y, z: 0, vx: 0, vy: 0, lift: liftMax(0, 0), groundX: x, groundY: y, mist: 0 };
}

/** One tick of 50 ms: three substeps of 1/60 s. */
export function stepAvatarTick(state: AvatarState, input: AvatarInput, around: Surroundings): void {
  // somebody who stands still with all their lift, as most of a crowd does, stays as they are
  if (
    state.mist === 0 &&
    input.mx === 0 &&
    input.my === 0 &&
    state.lift === liftMax(around.ease, around.hands) &&
    atRest(state, input, around)
  )
    return;
  for (let i = 0; i < SUBSTEPS; i++) stepAvatar(state, input, around, TICK_SECONDS / SUBSTEPS);
}

/** Advances `state` by `seconds` (at most about 1/30). Bodies pass through each other; nobody falls: past the edge the mist carries them back. */
export function stepAvatar(state: AvatarState, input: AvatarInput, around: Surroundings, seconds: number): void {
  if (state.mist > 0) {
    carryBack(state, around.ground, seconds);
    return;
  }
  if (input.mx === 0 && input.my === 0 && atRest(state, input, around)) {
    refill(state, around, seconds);
    return;
  }
  from.x = state.x;
  from.y = state.y;
  rise(state, input, around, seconds);
  drive(state, input, around, seconds);
  state.x += state.vx * seconds;
  state.y += state.vy * seconds;
  pushOut(state, around.ground);
  if (state.z === 0) touchGround(state, around.ground);
}

function atRest(s: AvatarState, input: AvatarInput, around: Surroundings): boolean {
  return s.vx === 0 && s.vy === 0 && s.z === 0 && !input.float && around.partners.length === 0 && s.x === s.groundX && s.y === s.groundY;
}

function refill(s: AvatarState, around: Surroundings, seconds: number): void {
  s.lift = min(liftMax(around.ease, around.hands), s.lift + LIFT_RETURN * seconds);
}

/** Up while the key is held and lift is left, else down; lift comes back on the ground only. */
function rise(s: AvatarState, input: AvatarInput, around: Surroundings, seconds: number): void {
  const step = (FLOAT_HEIGHT / FLOAT_RISE_SECONDS) * seconds;
  if (input.float && s.lift > (s.z > 0 ? 0 : LIFT_TO_START)) {
    s.z = min(FLOAT_HEIGHT, s.z + step);
    s.lift = s.lift > seconds ? s.lift - seconds : 0;
  } else if (s.z > 0) {
    s.z = s.z > step ? s.z - step : 0;
  } else {
    refill(s, around, seconds);
  }
}

/** dv/dt = k (u v - velocity), and the spring of each held hand. */
function drive(s: AvatarState, input: AvatarInput, around: Surroundings, seconds: number): void {
  let ux = clamp(input.mx, -127, 127) / 127;
  let uy = clamp(input.my, -127, 127) / 127;
  const push = sqrt(ux * ux + uy * uy);
  if (push > 1) {
    ux /= push;
    uy /= push;
  }
  const aim = aimedSpeed(s.z > 0, around.glide, around.cold, around.carrying);
  const rate = (push > 0 ? APPROACH : COAST) * seconds;
  s.vx += rate * (ux * aim - s.vx);
  s.vy += rate * (uy * aim - s.vy);
  for (const other of around.partners) {
    const dx = other.x - s.x;
    const dy = other.y - s.y;
    const distance = sqrt(dx * dx + dy * dy);
    if (distance <= HANDS_SLACK) continue;
    const pull = (HANDS_SPRING * (distance - HANDS_SLACK) * seconds) / distance;
    s.vx += pull * dx;
    s.vy += pull * dy;
  }
  if (push === 0 && s.vx * s.vx + s.vy * s.vy < STANDSTILL * STANDSTILL) {
    s.vx = 0;
    s.vy = 0;
  }
}

/** Out of the discs in the way, losing the speed towards them. */
function pushOut(s: AvatarState, ground: Ground): void {
  for (const c of ground.colliders) {
    const dx = s.x - c.x;
    const reach = c.radius + AVATAR_RADIUS;
    if (dx >= reach || dx <= -reach) continue;
    const dy = s.y - c.y;
    const d2 = dx * dx + dy * dy;
    if (d2 >= reach * reach) continue;
    const d = sqrt(d2);
    const nx = d > 0 ? dx / d : 0;
    const ny = d > 0 ? dy / d : 1;
    s.x = c.x + nx * reach;
    s.y = c.y + ny * reach;
    stopAlong(s, -nx, -ny);
  }
}

/** Takes away the part of the velocity along the unit vector (nx, ny), if it points that way. */
function stopAlong(s: AvatarState, nx: number, ny: number): void {
  const along = s.vx * nx + s.vy * ny;
  if (along <= 0) return;
  s.vx -= along * nx;
  s.vy -= along * ny;
}

/** On foot: stay on the ground one came from, sliding along its edge; without any, begin the mist's way back. */
function touchGround(s: AvatarState, ground: Ground): void {
  if (!isSolid(ground, s)) {
    if (!slideOnGround(ground, from, s, point)) {
      beginMist(s, ground);
      return;
    }
    const dx = s.x - point.x;
    const dy = s.y - point.y;
    const d = sqrt(dx * dx + dy * dy);
    s.x = point.x;
    s.y = point.y;
    if (d > 0) stopAlong(s, dx / d, dy / d);
  }
  s.groundX = s.x;
  s.groundY = s.y;
}

function beginMist(s: AvatarState, ground: Ground): void {
  point.x = s.groundX;
  point.y = s.groundY;
  if (!isSolid(ground, point)) {
    nearestSolid(ground, point, point);
    s.groundX = point.x;
    s.groundY = point.y;
  }
  s.mist = MIST_SECONDS;
  s.vx = 0;
  s.vy = 0;
  s.z = 0;
}

/** Evenly back to the last ground; own input waits. If that ground went away meanwhile, on to the nearest. */
function carryBack(s: AvatarState, ground: Ground, seconds: number): void {
  if (s.mist > seconds * 1.5) {
    const t = seconds / s.mist;
    s.x += (s.groundX - s.x) * t;
    s.y += (s.groundY - s.y) * t;
    s.mist -= seconds;
    return;
  }
  s.x = s.groundX;
  s.y = s.groundY;
  s.mist = 0;
  if (!isSolid(ground, s)) beginMist(s, ground);
}
