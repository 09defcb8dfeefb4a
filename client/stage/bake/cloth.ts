/** Paints the cloth in the sky: one patch a thread, in its weaver's colour, with seams, selvedge and loose ends where nothing follows yet. */
import { type ClothPoint, foldAt, type Patch } from '../cloth.ts';
import { clamp, lerp, noise, ofText, stream } from '../noise.ts';
import { CLOTHS, type Colour, css, mix, PAPER, TAPESTRY, WHITE } from '../palette.ts';
import type { ThreadView } from '../view.ts';
import { black, type Ctx, fill, stroke, white } from './brush.ts';

const GOLD: Colour = [1, 0.87, 0.6];
const SHADE: Colour = [0.24, 0.26, 0.4];
const LIGHT: Colour = [1, 0.96, 0.86];
/** Stitches of the whole ribbon: a patch is woven of some of them. */
const COLUMNS = 104;
const ROWS = 10;

/** A patch as it lies in the sky now. */
export interface Laid {
  readonly thread: ThreadView;
  readonly patch: Patch;
  /** the patch's `u` on the arc */
  readonly w0: number;
  readonly w1: number;
  /** what follows to the right and below is woven */
  readonly right: boolean;
  readonly below: boolean;
  readonly first: boolean;
}

const PATTERNS: readonly ((c: Ctx, on: (s: number, t: number) => [number, number], ink: string) => void)[] = [
  (c, on, ink) => {
    for (const t of [0.3, 0.5, 0.7])
      stroke(c, ink, 0.9, () => {
        c.moveTo(...on(0.08, t));
        c.lineTo(...on(0.92, t));
      });
  },
  (c, on, ink) =>
    stroke(c, ink, 1, () => {
      for (const [s, t] of [
        [0.5, 0.2],
        [0.85, 0.5],
        [0.5, 0.8],
        [0.15, 0.5],
      ] as const)
        c.lineTo(...on(s, t));
      c.closePath();
    }),
  (c, on, ink) =>
    stroke(c, ink, 1, () => {
      for (let s = 0; s <= 4; s++) c.lineTo(...on(s / 4, s % 2 ? 0.28 : 0.72));
    }),
];

/** Colour of one stitch: the weaver's, leaning to the hue of its place between sorrow and healing, with the drape's light on it. */
function stitchColour(laid: Laid, u: number, w: number, i: number, j: number): Colour {
  const { thread } = laid;
  const script = TAPESTRY[Math.round(clamp(u * 9, 0, 9))] as Colour;
  const chance = ofText(`${thread.id} ${i} ${j}`);
  let colour = mix(CLOTHS[thread.cloth], script, 0.22 + 0.18 * chance);
  colour = mix(colour, chance > 0.5 ? WHITE : SHADE, Math.abs(chance - 0.5) * 0.34);
  if (thread.gold && (i + j) % 3 === 0) colour = mix(colour, GOLD, 0.6);
  const shade = foldAt(w);
  return shade > 0 ? mix(colour, LIGHT, shade * 0.2) : mix(colour, SHADE, -shade * 0.36);
}

/** `at` gives the picture's point of a place on the cloth; a lifted patch gets another. */
export function paintPatch(c: Ctx, laid: Laid, at: ClothPoint): void {
  const { patch, thread } = laid;
  const columns = Math.max(2, Math.round((patch.u1 - patch.u0) * COLUMNS));
  const rows = Math.max(2, Math.round((patch.v1 - patch.v0) * ROWS));
  const pattern = PATTERNS[Math.floor(ofText(thread.id, 3) * PATTERNS.length)] as (typeof PATTERNS)[number];
  for (let j = 0; j < rows; j++) {
    const v = (t: number): number => lerp(patch.v0, patch.v1, (j + t) / rows);
    // bricks of two to four stitches, as on a loom
    for (let i = 0; i < columns; ) {
      const wide = Math.min(columns - i, 2 + Math.floor(ofText(thread.id, 40 + i * 7 + j) * 3));
      const w = (s: number): number => lerp(laid.w0, laid.w1, (i + s * wide) / columns);
      const on = (s: number, t: number): [number, number] => at(w(s), v(t));
      const colour = stitchColour(laid, lerp(patch.u0, patch.u1, i / columns), w(0.5), i, j);
      fill(c, css(colour), () => {
        for (let k = 0; k <= wide; k++) c.lineTo(...grown(on(k / wide, 0), -0.3));
        for (let k = wide; k >= 0; k--) c.lineTo(...grown(on(k / wide, 1), 0.5));
      });
      const ink = foldAt(w(0.5)) > 0 ? white(0.5) : black(0.24);
      if (noise(i * 3.3 + j * 5.1, 31) > 0.42) for (let k = 0; k < wide; k++) pattern(c, (s, t) => on((k + s) / wide, t), ink);
      i += wide;
    }
  }
  seams(c, laid, at);
  if (thread.mine) mark(c, laid, at);
}

const grown = ([x, y]: [number, number], by: number): [number, number] => [x + (by > 0 ? 0.4 : -0.2), y + by];

function along(c: Ctx, laid: Laid, v: number, at: ClothPoint, dy = 0): void {
  for (let s = 0; s <= 10; s++) {
    const [x, y] = at(lerp(laid.w0, laid.w1, s / 10), v);
    c.lineTo(x, y + dy);
  }
}

/** Each patch is sewn to the next: a dark seam; light selvedge above and below the whole. */
function seams(c: Ctx, laid: Laid, at: ClothPoint): void {
  const { patch, thread } = laid;
  const edge = css(thread.gold ? GOLD : PAPER, 0.92);
  for (const v of [patch.v0, patch.v1]) {
    const outer = v < 0.001 || v > 0.999;
    stroke(c, outer ? edge : black(0.2), outer ? 1.9 : 1, () => along(c, laid, v, at));
    if (outer) stroke(c, white(0.16), 5, () => along(c, laid, v, at));
  }
  for (const w of [laid.w0, laid.w1])
    stroke(c, black(0.2), 1, () => {
      for (let s = 0; s <= 4; s++) c.lineTo(...at(w, lerp(patch.v0, patch.v1, s / 4)));
    });
}

/** My own patch carries a small open diamond. */
function mark(c: Ctx, laid: Laid, at: ClothPoint): void {
  const [x, y] = at((laid.w0 + laid.w1) / 2, (laid.patch.v0 + laid.patch.v1) / 2);
  const diamond = (size: number): void => {
    c.moveTo(x, y - size * 1.3);
    c.lineTo(x + size, y);
    c.lineTo(x, y + size * 1.3);
    c.lineTo(x - size, y);
    c.closePath();
  };
  fill(c, black(0.28), () => diamond(9));
  stroke(c, white(0.96), 1.8, () => diamond(6));
}

/** What nothing follows yet hangs loose: long ends to the right, fringe below, a short fringe where the cloth began. */
export function paintLooseEnds(c: Ctx, laid: Laid, at: ClothPoint): void {
  const { patch, thread } = laid;
  const r = stream(Math.floor(ofText(thread.id) * 1e6));
  const hair = (x: number, y: number, dx: number, dy: number, alpha: number): void => {
    const bent = (r() - 0.5) * 10;
    const style = c.createLinearGradient(x, y, x + dx, y + dy);
    style.addColorStop(0, css(mix(CLOTHS[thread.cloth], WHITE, 0.55), alpha));
    style.addColorStop(1, css(WHITE, 0));
    stroke(c, style, 1, () => {
      c.moveTo(x, y);
      c.bezierCurveTo(x + dx * 0.4, y + bent, x + dx * 0.8, y + dy * 0.4, x + dx, y + dy);
    });
  };
  const tall = patch.v1 - patch.v0;
  if (!laid.right)
    for (let i = 0; i < 16 * tall + 2; i++) {
      const [x, y] = at(laid.w1, lerp(patch.v0, patch.v1, (i + 0.5) / (16 * tall + 2)));
      hair(x - 2, y, 26 + r() * 54, 4 + r() * 36, 0.9);
    }
  if (laid.first)
    for (let i = 0; i < 10 * tall + 2; i++) {
      const [x, y] = at(laid.w0, lerp(patch.v0, patch.v1, (i + 0.5) / (10 * tall + 2)));
      hair(x + 2, y, -10 - r() * 22, 3 + r() * 14, 0.8);
    }
  if (!laid.below)
    for (let i = 0; i < (laid.w1 - laid.w0) * 150; i++) {
      const [x, y] = at(lerp(laid.w0, laid.w1, r()), patch.v1);
      hair(x, y - 1, (r() - 0.5) * 8, 8 + r() * 18, 0.7);
    }
}
