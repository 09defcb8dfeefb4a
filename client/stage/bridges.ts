/**
 * Bridges: two cords first, grains along them, slabs of sand that settle one by one from both ends, a low arch. What is missing is loose
 * grains, so growth reads without colour.
 */
import { black, type Ctx, fill, grey, horizontal, white } from './bake/brush.ts';
import type { Drawing } from './bake/sheet.ts';
import type { Camera, Spot } from './camera.ts';
import { DEPTH, type Look } from './look.ts';
import { approach, clamp, ofText, stream } from './noise.ts';
import { mix, WHITE } from './palette.ts';
import type { Corners } from './pool.ts';
import { deckAt, HALF, type Span, spanOf } from './spans.ts';
import type { BridgeView } from './view.ts';

/** Length of a slab with its gap, px. */
const PITCH = 19;
/** Share of a pitch that is slab; how thick it is, px. */
const FILLED = 0.93;
const THICK = 6;
const SETTLE_SECONDS = 0.26;
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

const slabsOf = (span: Span): number => Math.max(4, Math.round(span.length / PITCH));

interface Memory {
  /** how far each slab has settled, 0..1 */
  slabs: Float32Array;
  seen: boolean;
}

export class Bridges {
  readonly #memory = new Map<string, Memory>();

  /** the bridges of this frame, as they lie on the screen */
  spans: readonly Span[] = [];

  /** Lays the bridges out. Call once the camera stands. */
  arrange(bridges: readonly BridgeView[], camera: Camera): void {
    this.spans = bridges.map((view) => spanOf(view, camera));
  }

  draw(look: Look): void {
    for (const m of this.#memory.values()) m.seen = false;
    for (const span of this.spans) {
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
    const count = slabsOf(span);
    const fresh = !m || m.slabs.length !== count;
    if (!m || fresh) {
      m = { slabs: new Float32Array(count), seen: true };
      this.#memory.set(span.view.id, m);
    }
    m.seen = true;
    for (let i = 0; i < count; i++) {
      const t = (i + 0.5) / count;
      const there = Math.min(t, 1 - t) * 2 <= span.view.grown ? 1 : 0;
      m.slabs[i] = fresh ? there : approach(m.slabs[i] as number, there, dt / SETTLE_SECONDS);
    }
    return m;
  }
}

function inView(span: Span, look: Look): boolean {
  for (const t of [0, 0.25, 0.5, 0.75, 1]) if (look.camera.sees(deckAt(span, t, 0, look.camera), span.length * 0.3)) return true;
  return false;
}

function cord(span: Span, side: number, look: Look): void {
  const { sprites, palette, camera } = look;
  const pieces = 16;
  let before = deckAt(span, 0, side * (HALF + 2), look.camera, 2);
  for (let i = 1; i <= pieces; i++) {
    const next = deckAt(span, i / pieces, side * (HALF + 2), look.camera, 2);
    sprites.line(DEPTH.bridges, before.x, before.y, next.x, next.y, Math.max(1, 1.7 * camera.unit), palette.rim, 0.75);
    before = next;
  }
}

/** Both edges of the deck at `t`, with what stands there lowered by `down` px. */
function edges(span: Span, t: number, look: Look, down: number): readonly [Spot, Spot] {
  return [deckAt(span, t, -HALF, look.camera, -down), deckAt(span, t, HALF, look.camera, -down)];
}

/** Slabs from far to near: each is its own shape on the ground, so it lies flat from wherever one looks. */
function deck(span: Span, slabs: Float32Array, look: Look): void {
  const { sprites, palette, camera } = look;
  const count = slabs.length;
  for (let i = 0; i < count; i++) {
    const settled = slabs[i] as number;
    const t = (i + 0.5) / count;
    if (settled <= 0.01) {
      loose(span, i, t, look);
      continue;
    }
    const e = 1 - (1 - settled) ** 3;
    const chance = ofText(`${span.view.id} ${i}`);
    const down = 8 * (1 - e) + (chance - 0.5) * 1.6;
    const half = (FILLED * 0.5) / count;
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
  const here = deckAt(span, t, 0, look.camera, drift);
  const flip = i % 2 > 0;
  look.sprites
    .put('grains', DEPTH.bridges, here.x, here.y, here.s * 0.9, here.s * 0.8, mix(look.palette.glow, WHITE, 0.1), alpha * 0.9)
    .setFlipX(flip);
}
