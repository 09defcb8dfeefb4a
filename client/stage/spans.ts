/**
 * How bridges lie on the screen: straight from end to end, whatever the ground between the islands does, with a low arch. People on a bridge
 * stand where its deck is drawn. Pure.
 */
import { type Camera, METRE, type Spot } from './camera.ts';
import { clamp, lerp } from './noise.ts';
import type { BridgeView } from './view.ts';

/** Half the width of a bridge, px of the world. */
export const HALF = 25;
/** Height of the arch as a share of the bridge's length; of it, what is left of a bridge that leads straight away. */
const ARCH = 0.09;
const ARCH_AWAY = 0.3;
/** Whoever is this far from the middle line is on the bridge, px; the camera, which lags, may be farther. */
const WALKED = HALF * 1.6;
const FOLLOWED = 130;

export interface Span {
  readonly view: BridgeView;
  /** the far end and the way to the near one, px of the world */
  readonly ax: number;
  readonly ay: number;
  readonly dx: number;
  readonly dy: number;
  /** px */
  readonly length: number;
  readonly rise: number;
  /** both ends on the canvas */
  readonly a: Spot;
  readonly b: Spot;
  /** where I walk on it the line bends to pass under my feet: by how much, and where */
  readonly off: Spot;
  readonly mine: number;
}

/** Height of the arch, px: 9 % of the length, less where one looks along the bridge, or it would stand up like a hoop. `seen` px. */
export const riseOf = (length: number, seen: number): number => length * ARCH * lerp(ARCH_AWAY, 1, clamp(seen / length));

/** Always from the far end to the near one, so that what is nearer is painted later. */
export function spanOf(view: BridgeView, camera: Camera): Span {
  const swap = view.by < view.ay;
  const [ax, ay, bx, by] = swap ? [view.bx, view.by, view.ax, view.ay] : [view.ax, view.ay, view.bx, view.by];
  const [dx, dy] = [(bx - ax) * METRE, (by - ay) * METRE];
  const length = Math.max(1, Math.hypot(dx, dy));
  const a = camera.project(ax * METRE, ay * METRE);
  const b = camera.project(bx * METRE, by * METRE);
  const seen = Math.hypot(b.x - a.x, b.y - a.y) / ((a.s + b.s) / 2);
  const plain = { view, ax: ax * METRE, ay: ay * METRE, dx, dy, length, rise: riseOf(length, seen), a, b };
  const at = along(plain, camera.x, camera.y);
  if (at.t <= 0 || at.t >= 1 || at.aside > FOLLOWED) return { ...plain, off: { x: 0, y: 0, s: 0 }, mine: 0.5 };
  const here = camera.project(plain.ax + dx * at.t, plain.ay + dy * at.t);
  const off = { x: here.x - lerp(a.x, b.x, at.t), y: here.y - lerp(a.y, b.y, at.t), s: here.s - lerp(a.s, b.s, at.t) };
  return { ...plain, off, mine: clamp(at.t, 0.05, 0.95) };
}

/** Share of the way (`t`) and distance from the middle line (`aside`, px; `side` signed) of a point of the world, px. */
function along(span: { ax: number; ay: number; dx: number; dy: number; length: number }, x: number, y: number) {
  const [px, py] = [x - span.ax, y - span.ay];
  const t = (px * span.dx + py * span.dy) / (span.length * span.length);
  const side = (py * span.dx - px * span.dy) / span.length;
  return { t, side, aside: Math.abs(side) };
}

/** Where the deck is at `t` (0..1) of the way, `side` px from the middle line and `up` px above it. */
export function deckAt(span: Span, t: number, side: number, camera: Camera, up = 0): Spot {
  const bump = (t * (1 - t)) / (span.mine * (1 - span.mine));
  const s = lerp(span.a.s, span.b.s, t) + span.off.s * bump;
  const [nx, ny] = [-span.dy / span.length, span.dx / span.length];
  const ground = camera.unit * camera.slope(span.ay + span.dy * t);
  return {
    x: lerp(span.a.x, span.b.x, t) + span.off.x * bump + nx * side * s,
    y: lerp(span.a.y, span.b.y, t) + span.off.y * bump + ny * side * ground - s * (Math.sin(clamp(t) * Math.PI) * span.rise + up),
    s,
  };
}

/** Where someone at a point of the world (px) stands on one of the bridges; null beside them all. */
export function onDeck(spans: readonly Span[], x: number, y: number, camera: Camera): Spot | null {
  for (const span of spans) {
    const { t, side, aside } = along(span, x, y);
    if (t > 0 && t < 1 && aside < WALKED) return deckAt(span, t, side, camera);
  }
  return null;
}

/** The point of the world (px) on a deck under a canvas point; null where no bridge is. */
export function deckUnder(spans: readonly Span[], cx: number, cy: number, camera: Camera): { x: number; y: number } | null {
  for (const span of spans) {
    const miss = (t: number): { off: number; side: number } => {
      const l = deckAt(span, t, -HALF, camera);
      const r = deckAt(span, t, HALF, camera);
      const [wx, wy] = [r.x - l.x, r.y - l.y];
      const u = clamp(((cx - l.x) * wx + (cy - l.y) * wy) / Math.max(1e-6, wx * wx + wy * wy), -0.2, 1.2);
      return { off: Math.hypot(l.x + wx * u - cx, l.y + wy * u - cy), side: (u * 2 - 1) * HALF };
    };
    const steps = 64;
    let best = 0;
    for (let i = 1; i <= steps; i++) if (miss(i / steps).off < miss(best).off) best = i / steps;
    let [low, high] = [Math.max(0, best - 1 / steps), Math.min(1, best + 1 / steps)];
    for (let i = 0; i < 24; i++) {
      const [m, n] = [low + (high - low) / 3, high - (high - low) / 3];
      if (miss(m).off < miss(n).off) high = n;
      else low = m;
    }
    const t = (low + high) / 2;
    const { off, side } = miss(t);
    if (off > 1.5 * camera.resolution || t < 0.001 || t > 0.999) continue;
    return { x: span.ax + span.dx * t - (span.dy / span.length) * side, y: span.ay + span.dy * t + (span.dx / span.length) * side };
  }
  return null;
}
