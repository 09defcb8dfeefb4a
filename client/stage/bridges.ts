/**
 * Bridges: two cords first, grains along them, slabs of sand that settle one by one from both ends, a low arch. What is missing is loose
 * grains, so growth reads without colour.
 */
import { black, type Ctx, fill, grey, horizontal, white } from './bake/brush.ts';
import type { Drawing } from './bake/sheet.ts';
import { type Camera, METRE, type Spot } from './camera.ts';
import { DEPTH, type Look } from './look.ts';
import { approach, clamp, lerp, ofText, stream } from './noise.ts';
import { mix, WHITE } from './palette.ts';
import type { Corners } from './pool.ts';
import type { BridgeView } from './view.ts';

/** Half the width of a bridge and the length of a slab with its gap, px. */
const HALF = 25;
const PITCH = 19;
/** Share of a pitch that is slab; how thick it is, px. */
const FILLED = 0.93;
const THICK = 6;
const SETTLE_SECONDS = 0.26;
/** Height of the arch as a share of the bridge's length; of it, what is left of a bridge that leads straight away. */
const ARCH = 0.09;
const ARCH_AWAY = 0.2;

/** A slab of sand from above: pale, speckled, a little darker where feet wear it. */
function slab(c: Ctx): void {
  fill(c, grey(0.94), () => c.rect(0, 0, 60, 24));
  fill(c, horizontal(c, 0, 60, [0, black(0)], [0.5, black(0.1)], [1, black(0)]), () => c.rect(8, 0, 44, 24));
  const r = stream(61);
  for (let i = 0; i < 26; i++) fill(c, i % 3 ? black(0.12) : white(0.5), () => c.arc(2 + r() * 56, 2 + r() * 20, 0.5 + r() * 0.8, 0, 7));
  fill(c, white(0.9), () => c.rect(0, 0, 60, 2.4));
}

/** Frame `slab`. */
export const slabDrawings = (k: number): Drawing[] => [{ name: 'slab', w: 60, h: 24, k, pivot: [0, 0], paint: slab }];

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
      const near = span.dx >= 0 ? 1 : -1;
      cord(span, -near, look);
      deck(span, m.slabs, look);
      cord(span, near, look);
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

/** Always from the far end to the near one, so that what is nearer is painted later. */
function spanOf(view: BridgeView, camera: Camera): Span {
  const swap = view.by < view.ay;
  const [ax, ay, bx, by] = swap ? [view.bx, view.by, view.ax, view.ay] : [view.ax, view.ay, view.bx, view.by];
  const length = Math.hypot(bx - ax, by - ay) * METRE;
  const a = camera.project(ax * METRE, ay * METRE);
  const b = camera.project(bx * METRE, by * METRE);
  const seen = Math.hypot(b.x - a.x, b.y - a.y) / ((a.s + b.s) / 2);
  return {
    view,
    ax: ax * METRE,
    ay: ay * METRE,
    dx: (bx - ax) * METRE,
    dy: (by - ay) * METRE,
    length,
    rise: riseOf(length, seen),
    count: Math.max(4, Math.round(length / PITCH)),
  };
}

/** Height of the arch, px: 9 % of the length, less where one looks along the bridge, or it would stand up like a hoop. */
export const riseOf = (length: number, seen: number): number => length * ARCH * lerp(ARCH_AWAY, 1, clamp(seen / length));

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
    sprites.line(DEPTH.bridges, before.x, before.y, next.x, next.y, Math.max(1, 1.7 * camera.unit), palette.rim, 0.75);
    before = next;
  }
}

/** Both edges of the deck at `t`, with what stands there lowered by `down` px. */
function edges(span: Span, t: number, look: Look, down: number): readonly [Spot, Spot] {
  return [at(span, t, -HALF, look, -down), at(span, t, HALF, look, -down)];
}

/** Slabs from far to near: each is its own shape on the ground, so it lies flat from wherever one looks. */
function deck(span: Span, slabs: Float32Array, look: Look): void {
  const { sprites, palette, camera } = look;
  for (let i = 0; i < span.count; i++) {
    const settled = slabs[i] as number;
    const t = (i + 0.5) / span.count;
    if (settled <= 0.01) {
      loose(span, i, t, look);
      continue;
    }
    const e = 1 - (1 - settled) ** 3;
    const chance = ofText(`${span.view.id} ${i}`);
    const down = 8 * (1 - e) + (chance - 0.5) * 1.6;
    const half = (FILLED * 0.5) / span.count;
    const [fromL, fromR] = edges(span, t - half, look, down);
    const [toL, toR] = edges(span, t + half, look, down);
    if (!camera.sees(fromL, 90 * fromL.s)) continue;
    const far = camera.haze(span.ay + span.dy * t) * 0.6;
    const top = mix(mix(palette.top, palette.lit, 0.3 + 0.26 * chance), palette.haze, far);
    const side = mix(mix(palette.cliff, palette.ink, 0.12), palette.haze, far);
    const thick = THICK * fromL.s;
    const corners: Corners = [fromL.x, fromL.y, fromR.x, fromR.y, toR.x, toR.y, toL.x, toL.y];
    sprites.quad('fill', DEPTH.bridges, lowered(corners, thick), side, e);
    sprites.quad('slab', DEPTH.bridges, corners, top, e);
  }
}

const lowered = (c: Corners, by: number): Corners => [c[0], c[1] + by, c[2], c[3] + by, c[4], c[5] + by, c[6], c[7] + by];

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
