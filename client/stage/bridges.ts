/**
 * Bridges: two cords first, grains along them, slabs of sand that settle one by one from both ends, a low arch. What is missing is loose
 * grains, so growth reads without colour.
 */
import { type Ctx, fill, grey, stroke, through, white } from './bake/brush.ts';
import type { Drawing } from './bake/sheet.ts';
import { type Camera, METRE, type Spot, SQUASH } from './camera.ts';
import { DEPTH, type Look } from './look.ts';
import { clamp, lerp, noise, ofText } from './noise.ts';
import { mix, WHITE } from './palette.ts';
import { approach } from './symbols.ts';
import type { BridgeView } from './view.ts';

/** Half the width of a bridge and the length of a slab with its gap, px. */
const HALF = 25;
const PITCH = 19;
const THICK = 5;
const SETTLE_SECONDS = 0.26;
/** Slabs are baked for directions 15 degrees apart and three slopes; what is between is turned. */
const TURNS = 12;
const SLOPES = [-0.26, 0, 0.26] as const;
const BOX = 64;

function slab(c: Ctx, angle: number, slope: number): void {
  const along: readonly [number, number] = [Math.cos(angle) * PITCH * 0.45, (Math.sin(angle) * SQUASH - slope) * PITCH * 0.45];
  const across: readonly [number, number] = [-Math.sin(angle) * HALF, Math.cos(angle) * SQUASH * HALF];
  const corner = (a: number, b: number, down = 0): [number, number] => [
    BOX / 2 + along[0] * a + across[0] * b,
    BOX / 2 - 2 + along[1] * a + across[1] * b + down,
  ];
  const near = across[1] >= 0 ? 1 : -1;
  const face = (points: readonly [number, number][]): void => through(c, points);
  fill(c, grey(0.42), () => face([corner(-1, near), corner(1, near), corner(1, near, THICK), corner(-1, near, THICK)]));
  const end = along[1] >= 0 ? 1 : -1;
  if (Math.abs(along[1]) > 1)
    fill(c, grey(0.36), () => face([corner(end, -1), corner(end, 1), corner(end, 1, THICK), corner(end, -1, THICK)]));
  fill(c, grey(0.9), () => face([corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)]));
  stroke(c, white(1), 1.3, () => face([corner(-1, -near), corner(1, -near)]));
}

const nameOf = (turn: number, slope: number): string => `slab-${turn}-${slope}`;
const angleOf = (turn: number): number => -Math.PI / 2 + (turn * Math.PI) / TURNS;

/** Frames `slab-<turn>-<slope>`. */
export function slabDrawings(k: number): Drawing[] {
  const out: Drawing[] = [];
  for (let turn = 0; turn <= TURNS; turn++)
    for (const [i, slope] of SLOPES.entries())
      out.push({ name: nameOf(turn, i), w: BOX, h: BOX, k, pivot: [0.5, 0.5], paint: (c) => slab(c, angleOf(turn), slope) });
  return out;
}

interface Memory {
  /** how far each slab has settled, 0..1 */
  slabs: Float32Array;
  seen: boolean;
}

interface Span {
  readonly view: BridgeView;
  readonly ax: number;
  readonly ay: number;
  readonly dx: number;
  readonly dy: number;
  readonly length: number;
  readonly rise: number;
  readonly count: number;
}

export class Bridges {
  readonly #memory = new Map<string, Memory>();

  draw(bridges: readonly BridgeView[], look: Look): void {
    for (const m of this.#memory.values()) m.seen = false;
    for (const view of bridges) {
      const span = spanOf(view, look.camera);
      const m = this.#remember(span, look.dt);
      if (!inView(span, look)) continue;
      cord(span, -1, look);
      for (let i = 0; i < span.count; i++) piece(span, i, m.slabs[i] as number, look);
      cord(span, 1, look);
    }
    for (const [id, m] of this.#memory) if (!m.seen) this.#memory.delete(id);
  }

  #remember(span: Span, dt: number): Memory {
    let m = this.#memory.get(span.view.id);
    const fresh = !m || m.slabs.length !== span.count;
    if (!m || fresh) {
      m = { slabs: new Float32Array(span.count), seen: true };
      this.#memory.set(span.view.id, m);
    }
    m.seen = true;
    for (let i = 0; i < span.count; i++) {
      const t = (i + 0.5) / span.count;
      const there = Math.min(t, 1 - t) * 2 <= span.view.grown ? 1 : 0;
      m.slabs[i] = fresh ? there : approach(m.slabs[i] as number, there, dt / SETTLE_SECONDS);
    }
    return m;
  }
}

/** Always left to right, so that a slab's direction is within half a turn. */
function spanOf(view: BridgeView, camera: Camera): Span {
  const swap = view.bx < view.ax;
  const [ax, ay, bx, by] = swap ? [view.bx, view.by, view.ax, view.ay] : [view.ax, view.ay, view.bx, view.by];
  const length = Math.hypot(bx - ax, by - ay) * METRE;
  const a = camera.project(ax * METRE, ay * METRE);
  const b = camera.project(bx * METRE, by * METRE);
  // the arch is a share of the length one sees, or bridges that lead away would stand up like hoops
  const seen = Math.hypot(b.x - a.x, b.y - a.y) / ((a.s + b.s) / 2);
  return {
    view,
    ax: ax * METRE,
    ay: ay * METRE,
    dx: (bx - ax) * METRE,
    dy: (by - ay) * METRE,
    length,
    rise: Math.min(length, seen) * 0.09,
    count: Math.max(4, Math.round(length / PITCH)),
  };
}

function at(span: Span, t: number, side: number, look: Look, up = 0): Spot {
  const nx = -span.dy / span.length;
  const ny = span.dx / span.length;
  return look.camera.project(span.ax + span.dx * t + nx * side, span.ay + span.dy * t + ny * side, arch(span, t) + up);
}

/** Height of a bridge's arch above the ground, px, at `t` 0..1 of its length. */
const arch = (span: { readonly rise: number }, t: number): number => Math.sin(clamp(t) * Math.PI) * span.rise;

function inView(span: Span, look: Look): boolean {
  for (const t of [0, 0.25, 0.5, 0.75, 1]) if (look.camera.sees(at(span, t, 0, look), span.length * 0.3)) return true;
  return false;
}

function cord(span: Span, side: number, look: Look): void {
  const { sprites, palette, camera } = look;
  const pieces = 16;
  let before = at(span, 0, side * (HALF + 2), look, 2);
  for (let i = 1; i <= pieces; i++) {
    const next = at(span, i / pieces, side * (HALF + 2), look, 2);
    sprites.line(DEPTH.bridges + side, before.x, before.y, next.x, next.y, Math.max(1, 1.7 * camera.unit), palette.rim, 0.75);
    before = next;
  }
}

function piece(span: Span, i: number, settled: number, look: Look): void {
  const t = (i + 0.5) / span.count;
  const { sprites, palette } = look;
  if (settled <= 0.01) {
    loose(span, i, t, look);
    return;
  }
  const e = 1 - (1 - settled) ** 3;
  const chance = ofText(`${span.view.id} ${i}`);
  const here = at(span, t, 0, look, (chance - 0.5) * 2.4 - 8 * (1 - e));
  const a = at(span, t - 0.5 / span.count, 0, look);
  const b = at(span, t + 0.5 / span.count, 0, look);
  const angle = Math.atan2(span.dy, span.dx);
  const turn = Math.round(((angle + Math.PI / 2) / Math.PI) * TURNS);
  const dz = (arch(span, t + 0.01) - arch(span, t - 0.01)) / (0.02 * span.length);
  const slope = dz > 0.13 ? 2 : dz < -0.13 ? 0 : 1;
  const baked = angleOf(turn);
  const bakedAngle = Math.atan2(Math.sin(baked) * SQUASH - SLOPES[slope], Math.cos(baked));
  let rest = Math.atan2(b.y - a.y, b.x - a.x) - bakedAngle;
  rest -= Math.round(rest / Math.PI) * Math.PI;
  const flat = lerp(1, look.camera.slope(span.ay + span.dy * t) / SQUASH, 0.6);
  const far = look.camera.haze(span.ay + span.dy * t) * 0.6;
  const wide = here.s * (0.95 + 0.1 * noise(i * 1.7, 4));
  const tint = mix(mix(palette.top, palette.lit, 0.3 + 0.3 * chance), palette.haze, far);
  sprites.put(nameOf(turn, slope), DEPTH.bridges, here.x, here.y, wide, wide * flat, tint, e).setRotation(clamp(rest, -0.3, 0.3));
}

/** Grains that drift where a slab is still missing, thinner away from what stands. */
function loose(span: Span, i: number, t: number, look: Look): void {
  const near = Math.min(t, 1 - t) * 2;
  const alpha = clamp(1.05 - (near - span.view.grown) * 1.7, 0.12, 0.9);
  const drift = look.reducedMotion ? 0 : Math.sin(look.time * 0.6 + i * 1.3) * 4;
  const here = at(span, t, 0, look, drift);
  const flip = i % 2 > 0;
  look.sprites
    .put('grains', DEPTH.bridges, here.x, here.y, here.s * 0.9, here.s * 0.8, mix(look.palette.glow, WHITE, 0.1), alpha * 0.9)
    .setFlipX(flip);
}

/** Height above the ground, px, of whoever stands on a bridge at a point (m); 0 beside every bridge. */
export function bridgeHeight(bridges: readonly BridgeView[], camera: Camera, x: number, y: number): number {
  for (const view of bridges) {
    const reach = Math.hypot(view.bx - view.ax, view.by - view.ay) / 2 + 2;
    if (Math.hypot(x - (view.ax + view.bx) / 2, y - (view.ay + view.by) / 2) > reach) continue;
    const span = spanOf(view, camera);
    const px = x * METRE - span.ax;
    const py = y * METRE - span.ay;
    const t = (px * span.dx + py * span.dy) / (span.length * span.length);
    const off = Math.abs(px * span.dy - py * span.dx) / span.length;
    if (t > 0 && t < 1 && off < HALF * 1.6) return arch(span, t);
  }
  return 0;
}
