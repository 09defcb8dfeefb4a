/**
 * Loose lanterns, shards and doors in matter-js; no other file imports it.
 *
 * The slice `Loose` is the whole state between ticks. Every tick the bodies that matter are written from the slice (corners from the
 * local shape by kernel trigonometry), contacts are forgotten, three substeps of 1/60 s run, and the slice is written back: a world restored
 * from bytes and its original stay equal, in every engine. Where matter asks the engine for sines it gets the kernel's.
 * Avatars push things and are never pushed: they enter as moving walls, only within 2 m of something awake. What sleeps costs nothing.
 * matter counts in px and px a step; 32 px = 1 m, a power of two, so that going there and back is exact.
 */
import Matter from 'matter-js';
import { abs, clamp, cos, hypot, sin, sqrt } from '../../kernel/math.ts';
import type { CompiledCollider, CompiledLoose, CompiledScenario } from '../compiled.ts';
import { SUBSTEPS, TICK_SECONDS } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { onFoot, REST_SPEED, REST_SPIN, SHUT_ANGLE, SLEEP_TICKS, staysAwake, walkersNear, withNeighbours } from './awake.ts';
import { type Ground, isSolid, nearestSolid, type Point, slideOnGround } from './ground.ts';
import { follow } from './loose.ts';
import type { Avatar, Loose, Space } from './model.ts';
import { AVATAR_RADIUS } from './rules.ts';
import { hingeOf, normalsOf, radiusOf, rectangle, round } from './shapes.ts';

/** Pixels a metre, substeps a second, and matter's milliseconds a substep. */
const PX = 32;
const RATE = SUBSTEPS / TICK_SECONDS;
const STEP_MS = 1000 / 60;
/** Nothing loose is faster than this, m/s and rad/s. */
const TOP_SPEED = 6;
const TOP_SPIN = 8;
/** Share of the speed that the air takes each substep, of things and of doors. */
const AIR = 0.06;
const DOOR_AIR = 0.04;
/** A door eases shut with this, rad/s2 a radian, and is shut when slower than that, rad/s. */
const DOOR_SPRING = 4;
const SHUT_SPIN = 0.08;
/** A door's end does not leave its hinge: it weighs this many times its mass against pushes, not against turning. */
const HINGE_WEIGHT = 1e6;
makeExact();
const { setModified } = Matter.Composite as unknown as {
  setModified(c: Matter.Composite, isModified: boolean, parents: boolean, children: boolean): void;
};

/** Replaces every function of matter that would reach the engine's own trigonometry, clock or ids. */
function makeExact(): void {
  const { Axes, Common, Vector, Vertices } = Matter as unknown as Record<string, Record<string, unknown>>;
  const turn = (v: Point, c: number, s: number, out: Point): Point => {
    const x = v.x * c - v.y * s;
    out.y = v.x * s + v.y * c;
    out.x = x;
    return out;
  };
  const rotateAll = (points: Point[], angle: number, at: Point): Point[] => {
    const c = cos(angle);
    const s = sin(angle);
    for (const p of points) {
      p.x -= at.x;
      p.y -= at.y;
      turn(p, c, s, p);
      p.x += at.x;
      p.y += at.y;
    }
    return points;
  };
  const origin = { x: 0, y: 0 };
  (Vertices as Record<string, unknown>)['rotate'] = rotateAll;
  (Axes as Record<string, unknown>)['rotate'] = (axes: Point[], angle: number) => rotateAll(axes, angle, origin);
  (Vector as Record<string, unknown>)['rotate'] = (v: Point, angle: number, out: Point = { x: 0, y: 0 }) =>
    turn(v, cos(angle), sin(angle), out);
  (Vector as Record<string, unknown>)['rotateAbout'] = (v: Point, angle: number, at: Point, out: Point = { x: 0, y: 0 }) => {
    turn({ x: v.x - at.x, y: v.y - at.y }, cos(angle), sin(angle), out);
    out.x += at.x;
    out.y += at.y;
    return out;
  };
  (Vector as Record<string, unknown>)['angle'] = () => {
    throw new Error('Vector.angle is not used here');
  };
  (Common as Record<string, unknown>)['now'] = () => 0;
}

/** What matter keeps in a body beyond its typings; all of it is written every tick. */
type Body = Omit<Matter.Body, 'angularVelocity'> & {
  angularVelocity: number;
  positionPrev: Point;
  anglePrev: number;
  positionImpulse: Point;
  constraintImpulse: Point & { angle: number };
  totalContacts: number;
  deltaTime: number;
};

/** A body and the shape that its corners are recomputed from, px about its centre of rotation. */
interface Shape {
  readonly body: Body;
  readonly corners: readonly Point[];
  readonly normals: readonly Point[];
}

interface Stage {
  readonly engine: Matter.Engine;
  readonly colliders: readonly Shape[];
  readonly things: readonly Shape[];
  readonly avatars: Shape[];
  /** what takes part in this tick */
  readonly bodies: Body[];
}

/** Bodies by scenario: nothing in them outlives a tick, so that dreams of one scenario may share them. */
const stages = new WeakMap<CompiledScenario, Stage>();

/** @param mass kg @param inertia kg px2 about the centre of rotation; both Infinity for a wall */
function shape(corners: readonly Point[], mass: number, inertia: number, air: number): Shape {
  const wall = mass === Infinity;
  const body = Matter.Body.create({
    vertices: corners.map((c) => ({ ...c })) as Matter.Vertex[],
    isStatic: wall,
    frictionAir: air,
    restitution: 0.1,
    friction: 0.2,
  }) as unknown as Body;
  const normals = normalsOf(corners);
  body.axes = normals.map((n) => ({ ...n }));
  if (!wall) {
    body.mass = mass;
    body.inverseMass = 1 / mass;
    body.inertia = inertia;
    body.inverseInertia = 1 / inertia;
  }
  return { body, corners, normals };
}

function thingShape(plan: CompiledLoose): Shape {
  const w = plan.w * PX;
  const h = plan.h * PX;
  // matter steadies its contacts by four times the true inertia
  if (plan.kind === 'lantern') return shape(round(w), plan.mass, 4 * plan.mass * 0.5 * w * w, AIR);
  if (plan.kind === 'door')
    return shape(rectangle(0, 2 * w, h), plan.mass * HINGE_WEIGHT, (4 * plan.mass * (4 * w * w + h * h)) / 3, DOOR_AIR);
  return shape(rectangle(-w, w, h), plan.mass, (4 * plan.mass * (w * w + h * h)) / 3, AIR);
}

const wall = (radius: number): Shape => shape(round(radius * PX), Infinity, Infinity, 0);

function stageOf(scenario: CompiledScenario): Stage {
  let stage = stages.get(scenario);
  if (!stage) {
    const engine = Matter.Engine.create({ gravity: { x: 0, y: 0, scale: 0 } });
    // ids decide which body of a pair comes first, by order only: colliders, things, avatars
    const colliders = scenario.colliders.map((c) => wall(c.radius));
    stage = { engine, colliders, things: scenario.loose.map(thingShape), avatars: [], bodies: [] };
    stages.set(scenario, stage);
  }
  return stage;
}

/** Writes a pose into a body. Position px, angle rad, velocity px and rad a substep. */
function pose(s: Shape, x: number, y: number, angle: number, vx: number, vy: number, spin: number): void {
  const { body } = s;
  const c = cos(angle);
  const n = sin(angle);
  for (let i = 0; i < s.corners.length; i++) {
    const from = s.corners[i] as Point;
    const to = body.vertices[i] as Point;
    to.x = x + from.x * c - from.y * n;
    to.y = y + from.x * n + from.y * c;
  }
  for (let i = 0; i < s.normals.length; i++) {
    const from = s.normals[i] as Point;
    const to = (body.axes as Point[])[i] as Point;
    to.x = from.x * c - from.y * n;
    to.y = from.x * n + from.y * c;
  }
  body.position.x = x;
  body.position.y = y;
  body.angle = angle;
  body.positionPrev.x = x - vx;
  body.positionPrev.y = y - vy;
  body.anglePrev = angle - spin;
  body.velocity.x = vx;
  body.velocity.y = vy;
  body.angularVelocity = spin;
  body.positionImpulse.x = 0;
  body.positionImpulse.y = 0;
  body.constraintImpulse.x = 0;
  body.constraintImpulse.y = 0;
  body.constraintImpulse.angle = 0;
  body.totalContacts = 0;
  body.force.x = 0;
  body.force.y = 0;
  body.torque = 0;
  body.deltaTime = STEP_MS;
  Matter.Bounds.update(body.bounds, body.vertices, body.velocity);
}

/** One tick of everything loose. */
export function stepLoose(now: Moment, ground: Ground, everyone: readonly Avatar[]): void {
  const { space } = now.world;
  if (space.loose.length === 0) return;
  const walkers = onFoot(everyone);
  const awake: number[] = [];
  for (let i = 0; i < space.loose.length; i++) {
    const thing = space.loose[i] as Loose;
    if (thing.heldBy !== '') follow(now, thing);
    else if (staysAwake(walkers, thing, now.scenario.loose[i] as CompiledLoose)) awake.push(i);
  }
  if (awake.length > 0) simulate(now, ground, awake, walkersNear(walkers, space, now.scenario.loose, awake));
}

function simulate(now: Moment, ground: Ground, awake: readonly number[], walkers: readonly Avatar[]): void {
  const { space } = now.world;
  const stage = stageOf(now.scenario);
  const taking = withNeighbours(space, now.scenario.loose, awake);
  stage.bodies.length = 0;
  addColliders(stage, now.scenario.colliders, space, now.scenario.loose, awake);
  for (const i of taking) {
    writeThing(stage.things[i] as Shape, space.loose[i] as Loose, now.scenario.loose[i] as CompiledLoose);
    stage.bodies.push((stage.things[i] as Shape).body);
  }
  for (let k = 0; k < walkers.length; k++) {
    const s = stage.avatars[k] ?? wall(AVATAR_RADIUS);
    stage.avatars[k] = s;
    stage.bodies.push(s.body);
  }
  for (let k = 0; k < walkers.length; k++) walk(stage.avatars[k] as Shape, walkers[k] as Avatar, 0);
  const touching = beginTick(stage);
  for (let step = 1; step <= SUBSTEPS; step++) {
    for (let k = 0; k < walkers.length; k++) walk(stage.avatars[k] as Shape, walkers[k] as Avatar, step);
    Matter.Engine.update(stage.engine, STEP_MS);
    space.contacts += begun(stage, touching);
    for (const i of taking) {
      const plan = now.scenario.loose[i] as CompiledLoose;
      if (plan.kind === 'door') holdHinge(stage.things[i] as Shape, plan);
    }
  }
  for (const i of taking)
    space.turned += readThing(stage.things[i] as Shape, space.loose[i] as Loose, now.scenario.loose[i] as CompiledLoose, ground);
}

function addColliders(
  stage: Stage,
  plans: readonly CompiledCollider[],
  space: Space,
  things: readonly CompiledLoose[],
  awake: readonly number[],
): void {
  for (let k = 0; k < plans.length; k++) {
    const c = plans[k] as CompiledCollider;
    const near = awake.some((i) => {
      const thing = space.loose[i] as Loose;
      return hypot(thing.x - c.x, thing.y - c.y) < c.radius + radiusOf(things[i] as CompiledLoose) + 1;
    });
    if (!near) continue;
    const s = stage.colliders[k] as Shape;
    pose(s, c.x * PX, c.y * PX, 0, 0, 0, 0);
    stage.bodies.push(s.body);
  }
}

function writeThing(s: Shape, thing: Loose, plan: CompiledLoose): void {
  if (plan.kind !== 'door') {
    pose(s, thing.x * PX, thing.y * PX, thing.angle, (thing.vx * PX) / RATE, (thing.vy * PX) / RATE, thing.spin / RATE);
    return;
  }
  const hinge = hingeOf(plan);
  const spin = thing.spin - DOOR_SPRING * (thing.angle - plan.angle) * TICK_SECONDS;
  pose(s, hinge.x * PX, hinge.y * PX, thing.angle, 0, 0, spin / RATE);
}

/** An avatar as a moving wall: where it was at a substep of this tick, from where it is now and how fast. */
function walk(s: Shape, a: Avatar, step: number): void {
  const left = (SUBSTEPS - step) / RATE;
  pose(s, (a.x - a.vx * left) * PX, (a.y - a.vy * left) * PX, 0, (a.vx * PX) / RATE, (a.vy * PX) / RATE, 0);
}

/** Forgets the contacts of the tick before; returns the pairs that touch already, which do not count as begun. */
function beginTick(stage: Stage): Set<string> {
  const bodies = stage.bodies as unknown as Matter.Body[];
  const { engine } = stage;
  Matter.Pairs.clear(engine.pairs);
  engine.timing.timestamp = 0;
  engine.world.bodies = bodies;
  setModified(engine.world, true, true, false);
  Matter.Detector.setBodies(engine.detector, bodies);
  const touching = new Set<string>();
  for (const c of Matter.Detector.collisions(engine.detector)) touching.add(`${c.bodyA.id}:${c.bodyB.id}`);
  return touching;
}

function begun(stage: Stage, touching: Set<string>): number {
  let n = 0;
  for (const pair of stage.engine.pairs.collisionStart as { bodyA: Matter.Body; bodyB: Matter.Body }[]) {
    const key = `${pair.bodyA.id}:${pair.bodyB.id}`;
    if (touching.has(key)) continue;
    touching.add(key);
    n++;
  }
  return n;
}

/** Back on the hinge: what pushed the door off it turns it instead. */
function holdHinge(s: Shape, plan: CompiledLoose): void {
  const { body } = s;
  const hinge = hingeOf(plan);
  const dx = body.position.x - hinge.x * PX;
  const dy = body.position.y - hinge.y * PX;
  const turn = clamp((dy * cos(body.angle) - dx * sin(body.angle)) / (plan.w * PX), -0.2, 0.2);
  pose(s, hinge.x * PX, hinge.y * PX, body.angle + turn, 0, 0, body.angle - body.anglePrev);
}

const edge: Point = { x: 0, y: 0 };
/** where a thing was before the step */
const from: Point = { x: 0, y: 0 };

/** Writes a body back into its thing; returns the radians it turned. */
function readThing(s: Shape, thing: Loose, plan: CompiledLoose, ground: Ground): number {
  const b = s.body;
  const before = thing.angle;
  thing.angle = b.angle;
  thing.spin = clamp((b.angle - b.anglePrev) * RATE, -TOP_SPIN, TOP_SPIN);
  if (plan.kind === 'door') readDoor(thing, plan);
  else readFree(b, thing, ground);
  const rests = thing.vx * thing.vx + thing.vy * thing.vy < REST_SPEED * REST_SPEED && abs(thing.spin) < REST_SPIN;
  thing.still = rests ? (thing.still < SLEEP_TICKS ? thing.still + 1 : SLEEP_TICKS) : 0;
  if (thing.still === SLEEP_TICKS) {
    thing.vx = 0;
    thing.vy = 0;
    thing.spin = 0;
  }
  return abs(thing.angle - before);
}

function readDoor(thing: Loose, plan: CompiledLoose): void {
  if (abs(thing.angle - plan.angle) < SHUT_ANGLE && abs(thing.spin) < SHUT_SPIN) {
    thing.angle = plan.angle;
    thing.spin = 0;
  }
  const hinge = hingeOf(plan);
  thing.x = hinge.x + plan.w * cos(thing.angle);
  thing.y = hinge.y + plan.w * sin(thing.angle);
}

function readFree(b: Body, thing: Loose, ground: Ground): void {
  from.x = thing.x;
  from.y = thing.y;
  thing.x = b.position.x / PX;
  thing.y = b.position.y / PX;
  thing.vx = ((b.position.x - b.positionPrev.x) * RATE) / PX;
  thing.vy = ((b.position.y - b.positionPrev.y) * RATE) / PX;
  const speed = sqrt(thing.vx * thing.vx + thing.vy * thing.vy);
  if (speed > TOP_SPEED) {
    thing.vx *= TOP_SPEED / speed;
    thing.vy *= TOP_SPEED / speed;
  }
  if (isSolid(ground, thing)) return;
  if (!slideOnGround(ground, from, thing, edge)) nearestSolid(ground, thing, edge);
  thing.x = edge.x;
  thing.y = edge.y;
  thing.vx = 0;
  thing.vy = 0;
}
