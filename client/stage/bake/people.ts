/**
 * Sleepers in blankets: six hoods, closed eyes, four hems. Painted as masks (body, hem, rims) plus the face in its own colours.
 * Also used by the page that lets one choose a shape, so nothing here needs Phaser.
 */
import { CLOTHS, css, HEMS, SKIN } from '../palette.ts';
import type { Cloth, Shape } from '../view.ts';
import { black, type Ctx, canvasOf, edgeOf, fill, grey, horizontal, stroke, vertical, white } from './brush.ts';
import type { Drawing } from './sheet.ts';

export const SHAPES: readonly Shape[] = ['sprout', 'moon', 'leaf', 'shell', 'nightcap', 'bell'];
/** Design size of a figure; the feet are at `FOOT` of the height, and `TALL` units stand above them. */
export const FIGURE_W = 140;
export const FIGURE_H = 190;
export const FOOT = 0.93;
export const TALL = 170;
const CENTRE = 70;

function blanket(c: Ctx): void {
  c.moveTo(70, 58);
  c.bezierCurveTo(48, 60, 41, 74, 36, 98);
  c.bezierCurveTo(31, 126, 26, 146, 23, 163);
  c.quadraticCurveTo(34, 176, 44, 171);
  c.quadraticCurveTo(56, 179, 68, 173);
  c.quadraticCurveTo(82, 180, 94, 172);
  c.quadraticCurveTo(106, 176, 115, 165);
  c.bezierCurveTo(114, 146, 109, 126, 104, 98);
  c.bezierCurveTo(99, 74, 92, 60, 70, 58);
  c.closePath();
}

const HOODS: { readonly [S in Shape]: (c: Ctx) => void } = {
  sprout(c) {
    c.arc(CENTRE, 46, 28, 0, 7);
    c.moveTo(70, 20);
    c.bezierCurveTo(66, 6, 76, 0, 92, 2);
    c.bezierCurveTo(92, 12, 84, 18, 70, 20);
    c.moveTo(70, 20);
    c.bezierCurveTo(68, 10, 60, 6, 50, 8);
    c.bezierCurveTo(52, 16, 60, 20, 70, 20);
  },
  moon(c) {
    c.moveTo(97, 50);
    c.bezierCurveTo(96, 72, 44, 72, 43, 50);
    c.bezierCurveTo(42, 22, 64, 8, 96, 12);
    c.bezierCurveTo(84, 18, 97, 34, 97, 50);
    c.moveTo(112, 20);
    c.arc(104, 20, 6, 0, 7);
  },
  leaf(c) {
    c.moveTo(48, 8);
    c.bezierCurveTo(60, 12, 66, 18, 70, 24);
    c.bezierCurveTo(74, 18, 80, 12, 92, 8);
    c.bezierCurveTo(93, 22, 97, 34, 97, 50);
    c.bezierCurveTo(96, 70, 44, 70, 43, 50);
    c.bezierCurveTo(43, 34, 47, 22, 48, 8);
  },
  shell(c) {
    c.arc(CENTRE, 46, 27, 0, 7);
    c.moveTo(100, 22);
    c.arc(87, 22, 13, 0, 7);
  },
  nightcap(c) {
    c.moveTo(97, 50);
    c.bezierCurveTo(96, 72, 44, 72, 43, 50);
    c.bezierCurveTo(42, 22, 70, 8, 92, 18);
    c.bezierCurveTo(112, 26, 116, 44, 114, 58);
    c.bezierCurveTo(106, 46, 100, 38, 97, 50);
    c.moveTo(121, 64);
    c.arc(114, 64, 7, 0, 7);
  },
  bell(c) {
    c.moveTo(70, 16);
    c.bezierCurveTo(92, 16, 96, 36, 100, 60);
    c.bezierCurveTo(90, 70, 50, 70, 40, 60);
    c.bezierCurveTo(44, 36, 48, 16, 70, 16);
    c.moveTo(75, 10);
    c.arc(70, 10, 6, 0, 7);
  },
};

function folds(c: Ctx): void {
  c.save();
  c.beginPath();
  blanket(c);
  c.clip();
  c.fillStyle = horizontal(c, 25, 115, [0, black(0)], [0.5, black(0.06)], [1, black(0.32)]);
  c.fillRect(0, 0, FIGURE_W, FIGURE_H);
  const pleats: readonly (readonly [number, number, number])[] = [
    [56, 48, 0.16],
    [74, 80, 0.2],
    [88, 98, 0.14],
  ];
  for (const [x, foot, alpha] of pleats) {
    const pleat = (): void => {
      c.moveTo(x + 8, 84);
      c.quadraticCurveTo(x, 130, foot, 178);
    };
    stroke(c, black(alpha), 5, pleat);
    stroke(c, white(alpha * 0.8), 1.4, pleat);
  }
  // the edge of the blanket, turned down across the chest
  fill(c, white(0.2), () => {
    c.moveTo(44, 84);
    c.quadraticCurveTo(66, 104, 100, 80);
    c.quadraticCurveTo(96, 70, 88, 66);
    c.lineTo(52, 66);
    c.closePath();
  });
  stroke(c, black(0.22), 3, () => {
    c.moveTo(43, 86);
    c.quadraticCurveTo(66, 106, 101, 82);
  });
  c.restore();
}

function body(c: Ctx, shape: Shape): void {
  fill(c, vertical(c, 56, 176, [0, grey(0.95)], [0.5, grey(0.86)], [1, grey(0.64)]), () => blanket(c));
  folds(c);
  fill(c, horizontal(c, 43, 98, [0, grey(1)], [1, grey(0.7)]), () => HOODS[shape](c));
  if (shape === 'shell') stroke(c, black(0.25), 2.4, () => c.arc(87, 22, 7, 0, 5));
  if (shape === 'bell') stroke(c, black(0.16), 2, () => c.arc(70, 40, 27, 3.5, 5.9));
  if (shape === 'nightcap') stroke(c, black(0.16), 2.4, () => c.arc(72, 44, 24, 3.3, 5.6));
}

/** The back of the hood, for someone who walks away. */
function nape(c: Ctx): void {
  stroke(c, black(0.2), 3, () => {
    c.moveTo(70, 24);
    c.quadraticCurveTo(66, 44, 70, 66);
  });
  stroke(c, white(0.2), 1.4, () => {
    c.moveTo(73, 26);
    c.quadraticCurveTo(69, 44, 73, 64);
  });
}

function face(c: Ctx): void {
  c.save();
  c.beginPath();
  c.ellipse(68, 49, 19, 18, 0, 0, 7);
  c.fillStyle = css(SKIN);
  c.fill();
  c.clip();
  fill(c, 'rgba(60,40,60,.28)', () => c.ellipse(68, 30, 22, 12, 0, 0, 7));
  c.restore();
  const dark = '#3a2b3d';
  for (const x of [60.5, 75.5]) stroke(c, dark, 2.6, () => c.arc(x, 48, 4.2, 0.35, Math.PI - 0.35));
  stroke(c, dark, 1.8, () => c.arc(68, 58, 2.2, 0.3, Math.PI - 0.3));
  for (const x of [56, 80]) fill(c, 'rgba(214,120,100,.32)', () => c.arc(x, 55, 4, 0, 7));
}

function hem(c: Ctx, kind: number): void {
  const at = (x: number): number => 158 + 6 * Math.sin(((x - 28) / 84) * Math.PI);
  if (kind === 0) for (let x = 36; x < 108; x += 10) fill(c, '#fff', () => c.arc(x, at(x), 2.4, 0, 7));
  if (kind === 1) for (const up of [0, 7]) stroke(c, '#fff', 2.4, () => along(c, 30, 112, 3, (x) => at(x) - up));
  if (kind === 2) stroke(c, '#fff', 2.4, () => along(c, 31, 112, 7, (x, i) => at(x) + (i % 2 ? 4 : -4)));
  if (kind === 3) stroke(c, '#fff', 2.4, () => along(c, 30, 112, 2, (x) => at(x) + Math.sin(x * 0.45) * 3.4));
}

function along(c: Ctx, from: number, to: number, step: number, y: (x: number, i: number) => number): void {
  for (let x = from, i = 0; x < to; x += step, i++) c.lineTo(x, y(x, i));
}

function rim(c: Ctx, shape: Shape, side: -1 | 1): void {
  const k = c.getTransform().a;
  const whole = canvasOf(FIGURE_W * k, FIGURE_H * k);
  whole.scale(k, k);
  body(whole, shape);
  c.save();
  c.setTransform(1, 0, 0, 1, 0, 0);
  c.drawImage(edgeOf(whole.canvas, -side * 2.6 * k, 3.4 * k).canvas, 0, 0);
  c.restore();
}

/** Frames `body-<shape>`, `rimL-<shape>`, `rimR-<shape>`, `hem-<0..3>`, `face`, `nape`; `k` texture px a design unit. */
export function peopleDrawings(k: number): Drawing[] {
  const base = { w: FIGURE_W, h: FIGURE_H, k, pivot: [0.5, FOOT] as const };
  const out: Drawing[] = [
    { ...base, name: 'face', paint: face },
    { ...base, name: 'nape', paint: nape },
  ];
  for (const shape of SHAPES) {
    out.push({ ...base, name: `body-${shape}`, paint: (c) => body(c, shape) });
    out.push({ ...base, name: `rimL-${shape}`, paint: (c) => rim(c, shape, -1) });
    out.push({ ...base, name: `rimR-${shape}`, paint: (c) => rim(c, shape, 1) });
  }
  for (const kind of [0, 1, 2, 3]) out.push({ ...base, name: `hem-${kind}`, paint: (c) => hem(c, kind) });
  return out;
}

/** Paints one sleeper into `canvas` (for pages that ask which shape and cloth to wear), filling its height. */
export function paintSleeper(canvas: HTMLCanvasElement, shape: Shape, cloth: Cloth): void {
  const c = canvas.getContext('2d');
  if (!c) return;
  const k = canvas.height / FIGURE_H;
  const figure = canvasOf(FIGURE_W * k, FIGURE_H * k);
  figure.scale(k, k);
  body(figure, shape);
  figure.globalCompositeOperation = 'multiply';
  figure.fillStyle = css(CLOTHS[cloth]);
  figure.fillRect(0, 0, FIGURE_W, FIGURE_H);
  figure.globalCompositeOperation = 'destination-in';
  body(figure, shape);
  figure.globalCompositeOperation = 'source-over';
  figure.globalAlpha = 0.6;
  hem(figure, HEMS[cloth]);
  figure.globalAlpha = 1;
  face(figure);
  c.clearRect(0, 0, canvas.width, canvas.height);
  c.drawImage(figure.canvas, (canvas.width - FIGURE_W * k) / 2, 0);
}
