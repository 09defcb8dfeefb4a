/**
 * Islands as four masks in white and grey: cliff (three sheets of tapering shards that dissolve downwards), top (drifts, ripples, inlay),
 * light (from the far edge, carved by drifts) and rim (the far edge). Units are stage pixels at zoom 1.
 */
import { SQUASH } from '../camera.ts';
import { clamp, lerp, noise, rough, stream } from '../noise.ts';
import { black, type Ctx, canvasOf, fill, grey, horizontal, radial, stroke, vertical, white } from './brush.ts';
import { inkOf } from './sheet.ts';

export type MaskName = 'cliff' | 'top' | 'light' | 'rim';
export const MASKS: readonly MaskName[] = ['cliff', 'top', 'light', 'rim'];
const PAD = 12;

export interface IslandForm {
  readonly seed: number;
  readonly built: boolean;
  readonly rx: number;
  readonly ry: number;
  /** how far the cliffs hang, px */
  readonly hang: number;
  readonly w: number;
  readonly h: number;
  /** the island's centre inside the picture */
  readonly ox: number;
  readonly oy: number;
  /** rows of the far and the near edge */
  readonly top: number;
  readonly bottom: number;
  /** row of the near and the far edge by column, NaN beside the island */
  readonly front: Float32Array;
  readonly back: Float32Array;
  readonly outline: readonly (readonly [number, number])[];
}

/** The shape of an island with half axes `rx`, `ry` px of the ground. */
export function formOf(rx: number, ry: number, hang: number, seed: number, built: boolean): IslandForm {
  const wobble = built ? 0.035 : 0.13;
  const raw: [number, number][] = [];
  for (let i = 0; i < 140; i++) {
    const a = (i / 140) * Math.PI * 2;
    const k = 1 + wobble * (rough(2.2 + Math.cos(a) * 1.6 + seed * 3, seed) + rough(3.1 + Math.sin(a) * 1.6, seed + 5) - 1) * 1.8;
    raw.push([Math.cos(a) * rx * k, Math.sin(a) * ry * k * SQUASH]);
  }
  const x0 = Math.min(...raw.map((p) => p[0]));
  const x1 = Math.max(...raw.map((p) => p[0]));
  const y0 = Math.min(...raw.map((p) => p[1]));
  const y1 = Math.max(...raw.map((p) => p[1]));
  const ox = PAD - x0;
  const oy = PAD - y0;
  const w = Math.ceil(x1 - x0 + PAD * 2);
  const h = Math.ceil(y1 - y0 + hang + PAD * 2);
  const outline = raw.map(([x, y]) => [x + ox, y + oy] as const);
  const front = new Float32Array(w).fill(Number.NaN);
  const back = new Float32Array(w).fill(Number.NaN);
  outline.forEach((from, i) => {
    const to = outline[(i + 1) % outline.length] as readonly [number, number];
    const [a, b] = from[0] <= to[0] ? [from, to] : [to, from];
    for (let x = Math.ceil(a[0]); x <= b[0]; x++) {
      const y = lerp(a[1], b[1], (x - a[0]) / Math.max(0.001, b[0] - a[0]));
      if (!((front[x] as number) >= y)) front[x] = y;
      if (!((back[x] as number) <= y)) back[x] = y;
    }
  });
  return { seed, built, rx, ry, hang, w, h, ox, oy, top: y0 + oy, bottom: y1 + oy, front, back, outline };
}

const frontAt = (f: IslandForm, x: number): number => f.front[Math.floor(clamp(x, 0, f.w - 1))] as number;

function trace(c: Ctx, f: IslandForm): void {
  f.outline.forEach(([x, y], i) => {
    if (i === 0) c.moveTo(x, y);
    else c.lineTo(x, y);
  });
  c.closePath();
}

function depthAt(f: IslandForm, x: number): number {
  const u = (x - f.ox) / f.rx;
  const e = Math.max(0, 1 - u * u) ** 0.62;
  const step = Math.floor(x / 26 + noise(x * 0.02, f.seed) * 2);
  return f.hang * e * (0.34 + 0.42 * rough(x * 0.011 + 9, f.seed + 2) + 0.24 * noise(step, f.seed + 8));
}

function shardPath(c: Ctx, f: IslandForm, columns: readonly number[], tip: number, depth: number): void {
  const first = columns[0] as number;
  const last = columns[columns.length - 1] as number;
  const middle = frontAt(f, tip);
  c.beginPath();
  for (const x of columns) c.lineTo(x, frontAt(f, x) - 3);
  c.lineTo(last - (last - tip) * 0.12, frontAt(f, last) + depth * 0.38);
  c.quadraticCurveTo(last - (last - tip) * 0.45, middle + depth * 0.82, tip + 3, middle + depth);
  c.lineTo(tip - 3, middle + depth);
  c.quadraticCurveTo(first + (tip - first) * 0.4, middle + depth * 0.78, first + (tip - first) * 0.08, frontAt(f, first) + depth * 0.34);
  c.closePath();
}

function shards(c: Ctx, f: IslandForm, r: () => number): void {
  const sheets: readonly (readonly [number, number, number, number])[] = [
    [1, 0.34, 0.5, 1.25],
    [0.72, 0.48, 0.68, 1.05],
    [0.46, 0.6, 0.92, 0.85],
  ];
  for (const [length, low, high, wide] of sheets)
    for (let at = -10; at < f.w; ) {
      const width = (22 + r() * 46) * wide;
      const columns: number[] = [];
      for (let x = Math.max(0, Math.floor(at)); x <= Math.min(f.w - 1, at + width); x += 2) if (!Number.isNaN(f.front[x])) columns.push(x);
      const middle = columns[Math.floor(columns.length * (0.35 + r() * 0.3))];
      const depth = middle === undefined ? 0 : depthAt(f, middle) * length * (0.62 + r() * 0.5);
      const v = low + r() * (high - low);
      if (middle !== undefined && columns.length > 2) {
        shardPath(c, f, columns, middle, depth);
        const from = columns[0] as number;
        const to = columns[columns.length - 1] as number;
        c.fillStyle = horizontal(c, from, to, [0, grey(v + 0.09)], [0.5, grey(v)], [1, grey(v - 0.09)]);
        c.fill();
      }
      at += width * 0.62;
    }
}

function cliff(c: Ctx, f: IslandForm): void {
  const r = stream(f.seed * 77 + 3);
  shards(c, f, r);
  c.globalCompositeOperation = 'source-atop';
  for (let k = 1; k < 9; k++)
    stroke(c, k % 2 ? black(0.1) : white(0.07), 1.2 + r() * 4, () => {
      for (let x = 0; x < f.w; x += 4) {
        const y = frontAt(f, x);
        if (!Number.isNaN(y)) c.lineTo(x, y + f.hang * 0.085 * k + (rough(x * 0.018, f.seed + k) - 0.5) * 16 + (x - f.w / 2) * 0.02);
      }
    });
  for (let i = 0; i < f.rx * 2; i++) {
    const x = r() * f.w;
    const y = frontAt(f, x);
    c.fillStyle = r() > 0.5 ? white(0.1) : black(0.1);
    if (!Number.isNaN(y)) c.fillRect(x, y + r() * f.hang, 1.5, 1 + r() * 3);
  }
  stroke(c, black(0.22), 12, () => edge(c, f, f.front, 5));
  c.globalCompositeOperation = 'destination-out';
  // dissolve: each column fades from its own lip, so that the sides go as softly as the front
  const reach = f.hang;
  for (let x = 0; x < f.w; x += 4) {
    const y = frontAt(f, x);
    if (Number.isNaN(y)) continue;
    c.fillStyle = vertical(c, y + reach * 0.1, y + reach * 0.95, [0, black(0)], [0.25, black(0.22)], [0.6, black(0.72)], [1, black(1)]);
    c.fillRect(x, y, 4, f.h);
  }
}

function edge(c: Ctx, f: IslandForm, rows: Float32Array, down: number): void {
  for (let x = 0; x < f.w; x += 2) {
    const y = rows[x] as number;
    if (!Number.isNaN(y)) c.lineTo(x, y + down);
  }
}

/** A wavy band over the whole width, its lower side softer. */
function drift(
  c: Ctx,
  f: IslandForm,
  y: number,
  amplitude: number,
  thick: number,
  seed: number,
  shift: number,
  fade: (y: number) => CanvasGradient,
): void {
  const crest = (x: number): number => y + (rough(x * 0.006 + shift, seed) - 0.5) * amplitude;
  fill(c, fade(y), () => {
    for (let x = 0; x <= f.w; x += 6) c.lineTo(x, crest(x));
    for (let x = f.w; x >= 0; x -= 6) c.lineTo(x, crest(x) + thick * (0.2 + rough(x * 0.008, seed + 3)));
  });
}

function top(c: Ctx, f: IslandForm): void {
  const r = stream(f.seed * 31 + 7);
  const tall = f.bottom - f.top;
  fill(c, grey(0.86), () => trace(c, f));
  c.save();
  c.beginPath();
  trace(c, f);
  c.clip();
  c.fillStyle = vertical(c, f.top, f.bottom, [0, grey(1, 0.5)], [0.6, grey(0.8, 0.1)], [1, grey(0.35, 0.42)]);
  c.fillRect(0, 0, f.w, f.h);
  for (let k = 0; k < 9; k++) {
    const y = lerp(f.top, f.bottom, (k + 0.4) / 9);
    const fade = (at: number): CanvasGradient => vertical(c, at - tall * 0.1, at + tall * 0.16, [0, black(0.17)], [1, black(0)]);
    drift(c, f, y, tall * 0.22, tall * 0.11, f.seed * 5 + k, k * 3, fade);
  }
  for (let k = 0; k < 26; k++) {
    const y = lerp(f.top, f.bottom, k / 26);
    const from = f.ox - f.rx + r() * f.rx * 1.4;
    const length = 60 + r() * f.rx * 0.7;
    stroke(c, k % 2 ? black(0.1) : white(0.16), 1, () => {
      for (let x = from; x < from + length; x += 5) c.lineTo(x, y + (rough(x * 0.012, f.seed + k) - 0.5) * 9);
    });
  }
  if (f.built) inlay(c, f);
  for (let i = 0; i < Math.min(9000, f.rx * f.ry * 0.03); i++) {
    const a = r() * 7;
    const k = Math.sqrt(r()) * 1.1;
    c.fillStyle = r() > 0.45 ? white(0.06 + r() * 0.14) : black(0.06 + r() * 0.14);
    c.fillRect(f.ox + Math.cos(a) * f.rx * k, f.oy + Math.sin(a) * f.ry * SQUASH * k, 1 + r() * 1.3, 1);
  }
  c.restore();
  stroke(c, white(0.5), 2, () => edge(c, f, f.front, -1));
}

/** Rings and spokes of a built place. */
function inlay(c: Ctx, f: IslandForm): void {
  const rings: readonly (readonly [number, number, number])[] = [
    [0.93, 2.5, 0.3],
    [0.9, 1, 0.22],
    [0.7, 1.2, 0.24],
    [0.68, 1.2, 0.24],
    [0.44, 2, 0.28],
    [0.42, 1, 0.2],
  ];
  for (const [share, width, alpha] of rings)
    stroke(c, black(alpha), width, () => c.ellipse(f.ox, f.oy, f.rx * share, f.ry * SQUASH * share, 0, 0, 7));
  const on = (a: number, share: number): [number, number] => [
    f.ox + Math.cos(a) * f.rx * share,
    f.oy + Math.sin(a) * f.ry * SQUASH * share,
  ];
  for (let i = 0; i < 24; i++) {
    const a = (i / 24) * Math.PI * 2 + 0.13;
    stroke(c, black(0.2), 1.2, () => {
      c.moveTo(...on(a, 0.44));
      c.lineTo(...on(a, 0.68));
    });
    if (i % 2 > 0) continue;
    const [x, y] = on(a + 0.13, 0.8);
    fill(c, black(0.16), () => c.ellipse(x, y, 13, 6, 0, 0, 7));
    fill(c, white(0.3), () => c.ellipse(x, y, 8, 3.6, 0, 0, 7));
  }
}

function light(c: Ctx, f: IslandForm): void {
  const tall = f.bottom - f.top;
  c.save();
  c.beginPath();
  trace(c, f);
  c.clip();
  c.save();
  c.translate(0, f.top * 0.42);
  c.scale(1, 0.58);
  c.fillStyle = radial(c, f.ox, f.top, 10, f.rx * 1.25, [0, white(0.95)], [0.45, white(0.45)], [1, white(0)]);
  c.fillRect(0, -f.h, f.w, f.h * 3);
  c.restore();
  c.globalCompositeOperation = 'destination-out';
  for (let k = 0; k < 8; k++) {
    const y = lerp(f.top, f.bottom, (k + 0.5) / 8);
    const fade = (at: number): CanvasGradient => vertical(c, at - tall * 0.13, at + tall * 0.26, [0, black(0.5)], [1, black(0)]);
    drift(c, f, y, tall * 0.26, tall * 0.16, f.seed * 9 + k, k * 5, fade);
  }
  c.restore();
}

function rim(c: Ctx, f: IslandForm): void {
  for (const [width, alpha] of [
    [9, 0.1],
    [4, 0.22],
    [1.8, 0.95],
  ] as const)
    stroke(c, white(alpha), width, () => edge(c, f, f.back, width * 0.25));
  c.globalCompositeOperation = 'destination-in';
  c.fillStyle = radial(c, f.ox, f.top, 20, f.rx * 1.4, [0, white(1)], [0.6, white(0.75)], [1, white(0.12)]);
  c.fillRect(0, 0, f.w, f.h);
}

const PAINT: { readonly [M in MaskName]: (c: Ctx, f: IslandForm) => void } = { cliff, top, light, rim };

export interface Mask {
  readonly canvas: HTMLCanvasElement;
  /** the cropped part, in the island's own px */
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Paints one mask at `k` texture px a stage px, cropped to its ink. */
export function paintMask(f: IslandForm, name: MaskName, k: number): Mask {
  const c = canvasOf(f.w * k, f.h * k);
  c.scale(k, k);
  PAINT[name](c, f);
  const box = inkOf(c);
  const cut = canvasOf(box.w, box.h);
  cut.drawImage(c.canvas, box.x, box.y, box.w, box.h, 0, 0, box.w, box.h);
  return { canvas: cut.canvas, x: box.x / k, y: box.y / k, w: box.w / k, h: box.h / k };
}

/** A small island for the distance, 420 x 260 units, centre at .3 of the height. */
export function bakeFarIsland(c: Ctx, part: 'cliff' | 'top' | 'rim'): void {
  const f = formOf(186, 120, 150, 33, false);
  c.save();
  c.translate(210 - f.ox, 78 - f.oy);
  PAINT[part](c, f);
  c.restore();
}
