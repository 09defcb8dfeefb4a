/**
 * The tapestry: a ribbon across the upper third that grows from left to right, one band of patches a thread. Painted once on a canvas and
 * carried on when threads come; what is not woven yet is two faint cords.
 */
import type * as Phaser from 'phaser';
import { black, type Ctx, fill, stroke, white } from './bake/brush.ts';
import { DEPTH, type Look } from './look.ts';
import { clamp, lerp, noise, ofText, stream } from './noise.ts';
import { CLOTHS, type Colour, css, mix, PAPER, TAPESTRY, toInt, WHITE } from './palette.ts';
import type { ThreadView } from './view.ts';

const W = 1280;
const H = 420;
const COLUMNS = 104;
const ROWS = 10;
const GOLD: Colour = [1, 0.87, 0.6];
const SHADE: Colour = [0.24, 0.26, 0.4];
const LIGHT: Colour = [1, 0.96, 0.86];
/** Least number of patch columns a thread weaves. */
const LEAST_COLUMNS = 1;

const fold = (u: number): number => Math.sin(u * 15 + 0.6) + 0.5 * Math.sin(u * 27);

/** A point of the cloth: `u` along 0..1, `v` down 0..1. */
function point(u: number, v: number): [number, number] {
  const x = lerp(20, W * 0.96, u);
  const y = H * (0.44 - 0.33 * Math.sin(u * 2.5 + 0.15) + 0.06 * Math.sin(u * 7.5 + 1) + 0.05);
  const wide = H * (0.17 + 0.15 * Math.sin(u * 2.9 + 0.1)) * (1 - 0.1 * Math.sin(u * 15));
  return [x + Math.sin(v * 2.4 + u * 9) * 7 + v * 16 * Math.cos(u * 15), y + v * wide + Math.sin(u * 40 + v * 3) * 1.5];
}

export class Tapestry {
  readonly #scene: Phaser.Scene;
  readonly #k: number;
  readonly #key: string;
  readonly #image: Phaser.GameObjects.Image;
  #woven: string[] = [];
  #goal = 0;

  /** `k` texture px a design px. */
  constructor(scene: Phaser.Scene, k: number, serial: number) {
    this.#scene = scene;
    this.#k = k;
    this.#key = `tapestry-${serial}`;
    scene.textures.createCanvas(this.#key, Math.ceil(W * k), Math.ceil(H * k));
    this.#image = scene.add.image(0, 0, this.#key).setDepth(DEPTH.tapestry).setVisible(false);
  }

  /** Where the cloth grows now, canvas px; the loom's warp runs there. */
  draw(threads: readonly ThreadView[], goal: number, look: Look, loom: { x: number; y: number; width: number } | null): void {
    this.#weave(threads, Math.max(goal, threads.length, 1));
    const { camera, palette } = look;
    const scale = camera.phone ? (camera.width * 1.45) / W : camera.width / W;
    const x = camera.width * (camera.phone ? 0.66 : 0.5);
    const pan = look.reducedMotion ? 0 : -camera.x * 0.012 * camera.unit;
    const y = look.horizonY - H * scale * 0.25;
    this.#image
      .setVisible(threads.length > 0)
      .setPosition(x + pan, y)
      .setScale(scale / this.#k);
    this.#image.setTint(toInt(mix(WHITE, palette.haze, 0.22))).setAlpha(0.94);
    const grown = threads.length / Math.max(goal, threads.length, 1);
    const on = (u: number, v: number): [number, number] => {
      const [px, py] = point(u, v);
      return [x + pan + (px - W / 2) * scale, y + (py - H / 2) * scale];
    };
    if (threads.length > 0) cords(on, grown, look);
    if (loom && threads.length > 0) warp(on, grown, loom, look);
  }

  destroy(): void {
    this.#image.destroy();
    if (this.#scene.textures.exists(this.#key)) this.#scene.textures.remove(this.#key);
  }

  /** Paints only what is new; begins again when a thread was withdrawn or the goal moved. */
  #weave(threads: readonly ThreadView[], goal: number): void {
    const marks = threads.map((t) => `${t.id} ${t.cloth} ${t.gold} ${t.mine}`);
    const kept = goal === this.#goal && this.#woven.every((mark, i) => marks[i] === mark);
    if (kept && marks.length === this.#woven.length) return;
    const texture = this.#scene.textures.get(this.#key) as Phaser.Textures.CanvasTexture;
    const c = texture.context;
    c.setTransform(1, 0, 0, 1, 0, 0);
    const from = kept ? this.#woven.length : 0;
    if (!kept) c.clearRect(0, 0, texture.width, texture.height);
    c.setTransform(this.#k, 0, 0, this.#k, 0, 0);
    for (let i = from; i < threads.length; i++) {
      const a = Math.floor((i / goal) * COLUMNS);
      const b = Math.max(a + LEAST_COLUMNS, Math.floor(((i + 1) / goal) * COLUMNS));
      band(c, threads[i] as ThreadView, a, Math.min(b, COLUMNS));
    }
    texture.refresh();
    this.#woven = marks;
    this.#goal = goal;
  }
}

/** Weaves the columns `from`..`to` in the colour of a thread, with the drape of the whole. */
function band(c: Ctx, thread: ThreadView, from: number, to: number): void {
  const own = CLOTHS[thread.cloth];
  for (let i = from; i < to; i++)
    for (let j = 0; j < ROWS; j++) {
      const u = (i + 0.5) / COLUMNS;
      const group = Math.floor(i / (2 + Math.floor(noise(j * 3.3, 8) * 3)));
      const shade = fold(u);
      const script = TAPESTRY[Math.round(clamp(u * 9.2 + (noise(group * 1.9 + j * 7.7, 21) - 0.5) * 5.2, 0, 9))] as Colour;
      let colour = mix(script, own, 0.3 + 0.4 * noise(group * 2.3 + j * 3.1, 5));
      if (thread.gold && noise(group * 5.1 + j * 2.3, 17) > 0.5) colour = mix(colour, GOLD, 0.55);
      colour = shade > 0 ? mix(colour, LIGHT, shade * 0.22) : mix(colour, SHADE, -shade * 0.4);
      patch(c, i / COLUMNS, (i + 1) / COLUMNS, j, colour, shade, Math.floor(noise(i * 3.3 + j * 5.1, 31) * 5), thread);
    }
  for (const v of [0, 1])
    stroke(c, css(thread.gold ? GOLD : PAPER, 0.9), v === 0 ? 2 : 1.4, () => {
      for (let s = 0; s <= 6; s++) c.lineTo(...point(lerp(from, to, s / 6) / COLUMNS, v));
    });
  if (thread.mine) mark(c, (from + to) / 2 / COLUMNS);
  fringe(c, thread.id, from, to);
}

function patch(c: Ctx, u0: number, u1: number, row: number, colour: Colour, shade: number, pattern: number, thread: ThreadView): void {
  const v0 = row / ROWS;
  const v1 = (row + 1) / ROWS;
  fill(c, css(colour), () => {
    const corners: readonly (readonly [number, number])[] = [
      [u0, v0],
      [u1, v0],
      [u1, v1],
      [u0, v1],
    ];
    corners.forEach(([u, v], i) => {
      const [x, y] = point(u, v);
      c.lineTo(x + (i === 1 || i === 2 ? 0.5 : -0.3), y + (i > 1 ? 0.5 : -0.3));
    });
  });
  const ink = shade > 0 ? white(0.42) : black(0.22);
  const on = (s: number, t: number): [number, number] => point(lerp(u0, u1, s), lerp(v0, v1, t));
  if (pattern === 0 || (thread.gold && pattern === 3))
    for (const t of [0.25, 0.5, 0.75])
      stroke(c, ink, 0.9, () => {
        c.moveTo(...on(0, t));
        c.lineTo(...on(1, t));
      });
  if (pattern === 1)
    stroke(c, ink, 0.9, () => {
      c.moveTo(...on(0.5, 0.2));
      for (const [s, t] of [
        [0.85, 0.5],
        [0.5, 0.8],
        [0.15, 0.5],
        [0.5, 0.2],
      ] as const)
        c.lineTo(...on(s, t));
    });
  if (pattern === 2)
    stroke(c, ink, 0.9, () => {
      for (let s = 0; s <= 4; s++) c.lineTo(...on(s / 4, s % 2 ? 0.3 : 0.7));
    });
}

/** My own thread carries a small open diamond at the upper edge. */
function mark(c: Ctx, u: number): void {
  const [x, y] = point(u, 0);
  stroke(c, white(0.95), 1.6, () => {
    c.moveTo(x, y - 13);
    c.lineTo(x + 5, y - 7);
    c.lineTo(x, y - 1);
    c.lineTo(x - 5, y - 7);
    c.closePath();
  });
}

function fringe(c: Ctx, id: string, from: number, to: number): void {
  const r = stream(Math.floor(ofText(id) * 1e6));
  for (let i = 0; i < (to - from) * 1.6; i++) {
    const u = lerp(from, to, r()) / COLUMNS;
    const [x, y] = point(u, 1);
    const down = 8 + r() * 16;
    stroke(c, white(0.5), 0.8, () => {
      c.moveTo(x, y);
      c.quadraticCurveTo(x + 3, y + 6, x + Math.sin(u * 20) * 4, y + down);
    });
  }
}

type OnCloth = (u: number, v: number) => [number, number];

/** The two cords the cloth will grow along, and its loose end. */
function cords(on: OnCloth, grown: number, look: Look): void {
  const { sprites, palette, camera } = look;
  const width = Math.max(0.8, 1.1 * camera.unit);
  if (grown < 0.995)
    for (const v of [0, 1]) {
      const n = Math.max(2, Math.ceil((1 - grown) * 18));
      for (let i = 0; i < n; i++) {
        const a = on(lerp(grown, 1, i / n), v);
        const b = on(lerp(grown, 1, (i + 1) / n), v);
        sprites.line(DEPTH.tapestry + 0.1, a[0], a[1], b[0], b[1], width, palette.rim, 0.26 * (1 - i / n) + 0.04);
      }
    }
  // loose ends of the warp, each hanging its own way
  for (let i = 0; i < 14; i++) {
    const [x, y] = on(Math.min(1, grown), (i + 0.5) / 14);
    const long = (20 + ofText('end', i) * 46) * camera.unit;
    const droop = (6 + ofText('droop', i) * 34) * camera.unit;
    const sway = look.reducedMotion ? 0 : Math.sin(look.time * 0.5 + i) * 3 * camera.unit;
    let [bx, by] = [x - 2, y];
    for (let k = 1; k <= 5; k++) {
      const t = k / 5;
      const [nx, ny] = [x + long * t * (1 - 0.25 * t), y + (droop + sway) * t * t];
      sprites.line(DEPTH.tapestry + 0.1, bx, by, nx, ny, width, palette.rim, 0.6 * (1 - 0.7 * t));
      [bx, by] = [nx, ny];
    }
  }
}

/** Warp from the loom up into the growing end. */
function warp(on: OnCloth, grown: number, loom: { x: number; y: number; width: number }, look: Look): void {
  const n = 14;
  const steps = 10;
  for (let i = 0; i < n; i++) {
    const from = [loom.x + ((i + 0.5) / n - 0.5) * loom.width, loom.y] as const;
    const to = on(Math.min(1, grown + 0.004 * i), (i + 0.5) / n);
    let before: readonly [number, number] = from;
    for (let s = 1; s <= steps; s++) {
      const t = s / steps;
      const e = t * t * (3 - 2 * t);
      const next = [lerp(from[0], to[0], e), lerp(from[1], to[1], t)] as const;
      look.sprites.line(
        DEPTH.tapestry + 0.2,
        before[0],
        before[1],
        next[0],
        next[1],
        Math.max(0.8, look.camera.unit),
        look.palette.rim,
        0.5 - 0.25 * t,
      );
      before = next;
    }
  }
}
