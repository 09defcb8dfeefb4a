/**
 * From the flat world to the screen and back. Each island is a card: one scale `s` for all that stands on it. Down the screen the ground
 * bends away behind the viewer's place (`bend`), and every card keeps its own offset `lift` so that far islands lie near the horizon.
 * Between cards both fields blend by nearness, so bridges and whoever walks them need no rule of their own.
 */
import { clamp } from './noise.ts';
import type { RegionView } from './view.ts';

/** World metres to stage pixels at zoom 1. */
export const METRE = 32;
/** Foreshortening of the ground at the viewer's place. */
export const SQUASH = 0.46;
/** How soon the ground bends away behind the viewer, px. */
const BEND = 560;
/** Least slope of the ground on a far card, so that its people keep their order. */
const FLAT = 0.12;
const FLAT_FROM = BEND * (Math.sqrt(SQUASH / FLAT) - 1);
/** Depth of the cards' scale, px. */
const DEPTH = 1700;

/** Height on screen (px, up is negative) of the ground `u` px before (+) or behind (-) the viewer on true perspective. */
function far(u: number): number {
  return u >= 0 ? SQUASH * u : (SQUASH * BEND * u) / (BEND - u);
}

/** As `far`, but never flatter than `FLAT`: what a card uses inside itself. */
export function bend(u: number): number {
  return u > -FLAT_FROM ? far(u) : far(-FLAT_FROM) + FLAT * (u + FLAT_FROM);
}

export interface Card {
  readonly id: string;
  /** centre and half axes, px */
  readonly x: number;
  readonly y: number;
  readonly rx: number;
  readonly ry: number;
  /** scale and vertical offset in px for this frame */
  s: number;
  lift: number;
}

export interface Spot {
  x: number;
  y: number;
  /** scale of whatever stands there, screen px a stage px */
  s: number;
}

export interface Viewport {
  /** size of the canvas in its own pixels */
  readonly width: number;
  readonly height: number;
  /** canvas pixels a CSS pixel */
  readonly resolution: number;
}

const DEAD_X = 45;
const DEAD_Y = 25;

export class Camera {
  /** what the eye rests on, px of the world */
  x = 0;
  y = 0;
  /** canvas px a stage px */
  unit = 1;
  anchorX = 640;
  anchorY = 440;
  phone = false;
  width = 1280;
  height = 720;
  resolution = 1;
  cards: Card[] = [];
  /** how far down the canvas the view has slid, px */
  slid = 0;
  #placed = false;
  #reference = 0;
  #ownLift = 0;

  /** Takes the size of the canvas; a viewport under 600 CSS px in width is a phone's. */
  fit({ width, height, resolution }: Viewport): void {
    this.width = width;
    this.height = height;
    this.resolution = resolution;
    this.phone = width / resolution < 600;
    this.unit = (height / 720) * (this.phone ? 0.72 : 1);
    this.anchorX = width / 2;
    this.anchorY = height * (this.phone ? 0.54 : 0.61);
    this.slid = 0;
  }

  /** Moves the whole view `by` px down the canvas (up when below 0) from where it stands by itself. */
  slide(by: number): void {
    this.anchorY += by - this.slid;
    this.slid = by;
  }

  /** Moves towards (`x`, `y`) in metres; `dt` in seconds. Still: the camera stays with the person at once. */
  follow(x: number, y: number, dt: number, still: boolean): void {
    const px = x * METRE;
    const py = y * METRE;
    if (!this.#placed || Math.hypot(px - this.x, py - this.y) > 1200) {
      this.x = px;
      this.y = py;
      this.#placed = true;
      return;
    }
    const dx = px - this.x;
    const dy = py - this.y;
    const overX = dx - clamp(dx, -DEAD_X, DEAD_X);
    const overY = dy - clamp(dy, -DEAD_Y, DEAD_Y);
    const k = still ? 1 : 1 - (1 - 0.06) ** (dt * 60);
    this.x += overX * k;
    this.y += overY * k;
  }

  /** Reads where the islands are and sets each card's scale and lift for this frame. Call after `follow`. */
  arrange(regions: readonly RegionView[]): void {
    this.cards = regions.map((r) => ({ id: r.id, x: r.x * METRE, y: r.y * METRE, rx: r.rx * METRE, ry: r.ry * METRE, s: 1, lift: 0 }));
    this.#reference = this.y;
    this.#ownLift = 0;
    if (this.cards.length === 0) return;
    this.#reference = this.#blend(this.x, this.y, (card) => card.y);
    for (const card of this.cards) {
      card.s = clamp(DEPTH / Math.max(1, DEPTH + this.#reference - card.y), 0.55, 1.2);
      const u = card.y - this.y;
      card.lift = far(u) - bend(u);
    }
    this.#ownLift = this.#blend(this.x, this.y, (card) => card.lift);
  }

  /** Weighs the cards by nearness: all weight to a card one stands on. */
  #blend(x: number, y: number, of: (card: Card) => number): number {
    let sum = 0;
    let total = 0;
    for (const card of this.cards) {
      const out = Math.max(0, Math.hypot((x - card.x) / card.rx, (y - card.y) / card.ry) - 1) * Math.min(card.rx, card.ry);
      if (out === 0) return of(card);
      const w = 1 / (out * out);
      sum += w * of(card);
      total += w;
    }
    return total > 0 ? sum / total : 0;
  }

  /** The card that holds a point (px), or null over the void. */
  cardAt(x: number, y: number): Card | null {
    for (const card of this.cards) if (Math.hypot((x - card.x) / card.rx, (y - card.y) / card.ry) <= 1) return card;
    return null;
  }

  /** Canvas pixels of a world point in px, `z` px up, with the scale there. */
  project(x: number, y: number, z = 0): Spot {
    const s = this.cards.length > 0 ? this.#blend(x, y, (card) => card.s) : 1;
    const lift = this.cards.length > 0 ? this.#blend(x, y, (card) => card.lift) : 0;
    return this.place(x, y, z, s, lift);
  }

  /** As `project`, on a given card. */
  place(x: number, y: number, z: number, s: number, lift: number): Spot {
    return {
      x: this.anchorX + this.unit * s * (x - this.x),
      y: this.anchorY + this.unit * (bend(y - this.y) + lift - this.#ownLift - s * z),
      s: s * this.unit,
    };
  }

  /** Ground point (px of the world) under a canvas point: an island's own plane first, nearest the viewer first; else by iteration. */
  unproject(sx: number, sy: number): { x: number; y: number } {
    const nearFirst = [...this.cards].sort((a, b) => b.y - a.y);
    for (const card of nearFirst) {
      const p = this.#onCard(card, sx, sy);
      if (Math.hypot((p.x - card.x) / card.rx, (p.y - card.y) / card.ry) <= 1) return p;
    }
    return this.#overVoid(sx, sy);
  }

  #onCard(card: { s: number; lift: number }, sx: number, sy: number): { x: number; y: number } {
    const down = (sy - this.anchorY) / this.unit - card.lift + this.#ownLift;
    return { x: this.x + (sx - this.anchorX) / (this.unit * card.s), y: this.y + unbend(down) };
  }

  #overVoid(sx: number, sy: number): { x: number; y: number } {
    let p = this.#onCard({ s: 1, lift: 0 }, sx, sy);
    for (let i = 0; i < 60; i++) {
      const at = this.project(p.x, p.y);
      const ex = sx - at.x;
      const ey = sy - at.y;
      if (Math.abs(ex) + Math.abs(ey) < 0.01) break;
      const slope = (bend(p.y + 1 - this.y) - bend(p.y - 1 - this.y)) / 2;
      p = { x: p.x + (0.7 * ex) / at.s, y: p.y + clamp((0.7 * ey) / (this.unit * slope), -400, 400) };
    }
    return p;
  }

  /** Slope of the ground on screen at `y` px: `SQUASH` at the viewer's place, less behind. */
  slope(y: number): number {
    return (bend(y + 8 - this.y) - bend(y - 8 - this.y)) / 16;
  }

  /** True when a point is on the canvas or within `margin` px of it. */
  sees(spot: Spot, margin: number): boolean {
    return spot.x > -margin && spot.x < this.width + margin && spot.y > -margin && spot.y < this.height + margin * 1.5;
  }

  /** How far into the haze a point is, 0 near .. 1 far. */
  haze(y: number): number {
    return clamp((this.y - 250 - y) / 1350);
  }
}

/** Inverse of `bend`. */
function unbend(v: number): number {
  if (v >= 0) return v / SQUASH;
  const edge = far(-FLAT_FROM);
  if (v < edge) return -FLAT_FROM + (v - edge) / FLAT;
  return (BEND * v) / (SQUASH * BEND + v);
}
