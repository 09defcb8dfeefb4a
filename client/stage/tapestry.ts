/**
 * The tapestry: a ribbon in the upper third of the sky, one patch a thread. Painted on a canvas whenever a thread comes, goes or is looked
 * at; only the part with ink is drawn. From the loom the warp runs up to where it grows.
 */
import type * as Phaser from 'phaser';
import { type Laid, paintLooseEnds, paintPatch } from './bake/cloth.ts';
import { CLOTH_H, CLOTH_W, clothPoint, onArc, patchAt } from './cloth.ts';
import { DEPTH, type Look } from './look.ts';
import { lerp } from './noise.ts';
import { mix, toInt, WHITE } from './palette.ts';
import type { Loom } from './symbols.ts';
import type { Targets } from './targets.ts';
import type { ThreadView } from './view.ts';

/** Room for loose ends round the patches, design px: left, above, right, below. */
const ROOM = [44, 22, 92, 64] as const;
/** How far a patch is lifted that is looked at, design px. */
const LIFT = 9;
/** The ribbon's width as a share of the canvas; a phone sees its middle, larger. */
const WIDTH = { desk: 1, phone: 1.35 } as const;
const STRETCH = { desk: 1, phone: 1.3 } as const;

/** What the sky shows of the threads. */
export interface Woven {
  readonly threads: readonly ThreadView[];
  readonly goal: number;
  /** the thread looked at, or null */
  readonly focus: string | null;
}

/** Lays the patches: those whose place is taken, in their order, about the middle of the sky. */
export function layCloth(threads: readonly ThreadView[], goal: number): Laid[] {
  const whole = threads.reduce((most, t) => Math.max(most, t.place + 1), Math.max(1, goal));
  const patches = threads.map((thread) => ({ thread, patch: patchAt(thread.place, whole) }));
  const reach = patches.reduce((most, { patch }) => Math.max(most, patch.u1), 0);
  const start = patches.reduce((least, { patch }) => Math.min(least, patch.u0), 1);
  const taken = (u: number, v: number): boolean =>
    u >= 1 || v >= 1 ? u >= 1 : patches.some(({ patch: p }) => u > p.u0 && u < p.u1 && v > p.v0 && v < p.v1);
  return patches.map(({ thread, patch }) => ({
    thread,
    patch,
    w0: onArc(patch.u0, reach),
    w1: onArc(patch.u1, reach),
    right: taken(patch.u1 + 0.004, (patch.v0 + patch.v1) / 2),
    below: patch.v1 < 0.999 && taken((patch.u0 + patch.u1) / 2, patch.v1 + 0.01),
    first: patch.u0 - start < 0.001,
  }));
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export class Tapestry {
  readonly #scene: Phaser.Scene;
  readonly #k: number;
  readonly #key: string;
  readonly #image: Phaser.GameObjects.Image;
  #laid: readonly Laid[] = [];
  #painted = '';

  /** `k` texture px a design px. */
  constructor(scene: Phaser.Scene, k: number, serial: number) {
    this.#scene = scene;
    this.#k = k;
    this.#key = `tapestry-${serial}`;
    scene.textures.createCanvas(this.#key, Math.ceil(CLOTH_W * k), Math.ceil(CLOTH_H * k));
    this.#image = scene.add.image(0, 0, this.#key).setDepth(DEPTH.tapestry).setVisible(false);
  }

  draw(woven: Woven, look: Look, loom: Loom | null, targets: Targets): void {
    this.#weave(woven);
    this.#image.setVisible(this.#laid.length > 0);
    if (this.#laid.length === 0) return;
    const { camera, palette } = look;
    const kind = camera.phone ? 'phone' : 'desk';
    const sx = (camera.width * WIDTH[kind]) / CLOTH_W;
    const sy = sx * STRETCH[kind];
    const pan = look.reducedMotion ? 0 : -camera.x * 0.012 * camera.unit;
    const x = camera.width * 0.5 + pan;
    // a phone's ribbon hangs lower, under the act card and Stop
    const y = look.horizonY - CLOTH_H * sy * (camera.phone ? 0.36 : 0.2);
    this.#image.setPosition(x, y).setScale(sx / this.#k, sy / this.#k);
    this.#image.setTint(toInt(mix(WHITE, palette.haze, 0.22))).setAlpha(0.95);
    const on = (w: number, v: number): [number, number] => {
      const [px, py] = clothPoint(w, v);
      return [x + (px - CLOTH_W / 2) * sx, y + (py - CLOTH_H / 2) * sy];
    };
    for (const laid of this.#laid) {
      const [x0, y0] = on(laid.w0, laid.patch.v0);
      const [x1, y1] = on(laid.w1, laid.patch.v1);
      targets.add('thread', laid.thread.id, (x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, Math.abs(y1 - y0) / 2, -1000);
    }
    if (loom) warp(on, this.#laid, loom, look);
  }

  destroy(): void {
    this.#image.destroy();
    if (this.#scene.textures.exists(this.#key)) this.#scene.textures.remove(this.#key);
  }

  #weave({ threads, goal, focus }: Woven): void {
    const now = `${goal} ${focus} ${threads.map((t) => `${t.id} ${t.place} ${t.cloth} ${t.gold} ${t.mine}`).join()}`;
    if (now === this.#painted) return;
    this.#painted = now;
    this.#laid = layCloth(threads, goal);
    const texture = this.#scene.textures.get(this.#key) as Phaser.Textures.CanvasTexture;
    const c = texture.context;
    const k = this.#k;
    c.setTransform(1, 0, 0, 1, 0, 0);
    c.clearRect(0, 0, texture.width, texture.height);
    c.setTransform(k, 0, 0, k, 0, 0);
    const lifted = this.#laid.find((l) => l.thread.id === focus);
    for (const laid of this.#laid) paintLooseEnds(c, laid, clothPoint);
    for (const laid of this.#laid) if (laid !== lifted) paintPatch(c, laid, clothPoint);
    if (lifted) lift(c, lifted);
    texture.refresh();
    const { x, y, w, h } = inkBox(this.#laid);
    this.#image.setCrop(x * k, y * k, w * k, h * k);
  }
}

/** The patch looked at: raised, its shadow on the cloth below, a light edge all round. */
function lift(c: CanvasRenderingContext2D, laid: Laid): void {
  const up = (w: number, v: number): [number, number] => {
    const [x, y] = clothPoint(w, v);
    return [x, y - LIFT];
  };
  const { v0, v1 } = laid.patch;
  const outline = (): void => {
    c.beginPath();
    for (let s = 0; s <= 12; s++) c.lineTo(...up(lerp(laid.w0, laid.w1, s / 12), v0));
    for (let s = 12; s >= 0; s--) c.lineTo(...up(lerp(laid.w0, laid.w1, s / 12), v1));
    c.closePath();
  };
  c.save();
  c.shadowColor = 'rgba(20,17,32,.7)';
  c.shadowBlur = 16;
  c.shadowOffsetY = LIFT + 3;
  outline();
  c.fill();
  c.restore();
  paintPatch(c, laid, up);
  outline();
  c.lineWidth = 3;
  c.strokeStyle = '#fff6dc';
  c.stroke();
}

/** The part of the picture that has ink, design px. */
function inkBox(laid: readonly Laid[]): Box {
  let [x0, y0, x1, y1] = [CLOTH_W, CLOTH_H, 0, 0];
  for (const l of laid)
    for (let s = 0; s <= 6; s++)
      for (const v of [l.patch.v0, l.patch.v1]) {
        const [x, y] = clothPoint(lerp(l.w0, l.w1, s / 6), v);
        [x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x), Math.max(y1, y)];
      }
  const [left, above, right, below] = ROOM;
  const [x, y] = [Math.max(0, x0 - left), Math.max(0, y0 - above)];
  return { x, y, w: Math.max(1, Math.min(CLOTH_W, x1 + right) - x), h: Math.max(1, Math.min(CLOTH_H, y1 + below) - y) };
}

/** Warp from the loom up into the growing end; it stands as near to us as the loom does. */
function warp(on: (w: number, v: number) => [number, number], laid: readonly Laid[], loom: Loom, look: Look): void {
  const last = laid.reduce((a, b) => (b.w1 > a.w1 || (b.w1 === a.w1 && b.patch.v0 < a.patch.v0) ? b : a));
  const n = look.quality === 'low' ? 7 : 12;
  const steps = 10;
  for (let i = 0; i < n; i++) {
    const t = (i + 0.5) / n;
    const from = [loom.x + (t - 0.5) * loom.width, loom.y] as const;
    const to = on(last.w1 + 0.012, lerp(last.patch.v0, last.patch.v1, t));
    let before: readonly [number, number] = from;
    for (let s = 1; s <= steps; s++) {
      const p = s / steps;
      const e = p * p * (3 - 2 * p);
      const next = [lerp(from[0], to[0], e), lerp(from[1], to[1], p)] as const;
      const width = Math.max(0.8, look.camera.unit);
      look.sprites.line(loom.depth, before[0], before[1], next[0], next[1], width, look.palette.rim, 0.5 - 0.38 * p);
      before = next;
    }
  }
}
