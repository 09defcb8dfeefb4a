/** The shadow (sorrow, bowed) and the guide (the one perfect symmetry), as masks. */
import { stream } from '../noise.ts';
import { black, type Ctx, canvasOf, edgeOf, fill, grey, horizontal, radial, stroke, vertical, white } from './brush.ts';
import type { Drawing } from './sheet.ts';

const W = 300;
const H = 360;

function fade(c: Ctx, alpha: number): CanvasGradient {
  return vertical(c, 60, 346, [0, grey(1, alpha)], [0.6, grey(0.62, alpha * 0.95)], [0.88, grey(0.5, alpha * 0.5)], [1, grey(0.5, 0)]);
}

function arm(c: Ctx, x0: number, y0: number, x1: number, y1: number, bend: number, half: number): void {
  c.moveTo(x0 - half, y0);
  c.bezierCurveTo(x0 + bend - half, y0 + 60, x1 - half * 0.7, y1 - 70, x1 - 2, y1);
  c.lineTo(x1 + 2, y1);
  c.bezierCurveTo(x1 + half * 0.9, y1 - 70, x0 + bend + half, y0 + 60, x0 + half, y0 + 6);
  c.closePath();
}

function torso(c: Ctx): void {
  c.moveTo(46, 346);
  c.bezierCurveTo(66, 280, 58, 196, 80, 134);
  c.bezierCurveTo(94, 92, 134, 66, 168, 80);
  c.bezierCurveTo(188, 90, 192, 112, 180, 136);
  c.bezierCurveTo(164, 164, 152, 196, 160, 240);
  c.bezierCurveTo(166, 286, 178, 318, 196, 346);
  c.closePath();
}

function hair(c: Ctx, r: () => number): void {
  for (let i = 0; i < 26; i++) {
    const t = r();
    const [x, y, length] =
      i < 9
        ? [196 + t * 26, 146 + t * 8, 30 + r() * 70]
        : i < 18
          ? [186 + t * 30, 300, 20 + r() * 36]
          : [62 + t * 40, 250 + t * 40, 50 + r() * 60];
    stroke(c, vertical(c, y, y + length, [0, grey(0.55, 0.85)], [1, grey(0.55, 0)]), 1 + r() * 2.2, () => {
      c.moveTo(x, y);
      c.bezierCurveTo(x + 2, y + length * 0.4, x + (r() - 0.5) * 12, y + length * 0.7, x + (r() - 0.5) * 16, y + length);
    });
  }
}

/** Rounded back, head let down below the shoulders, arms too long, feet gone to mist. */
function shadow(c: Ctx): void {
  const r = stream(40);
  fill(c, fade(c, 0.8), () => arm(c, 150, 110, 214, 330, 6, 9));
  fill(c, fade(c, 0.98), () => torso(c));
  c.save();
  c.beginPath();
  torso(c);
  c.clip();
  for (let i = 0; i < 18; i++) {
    const x = 60 + r() * 110;
    c.globalCompositeOperation = 'source-atop';
    stroke(c, i % 3 ? black(0.32) : white(0.12), 2 + r() * 5, () => {
      c.moveTo(120 + (r() - 0.5) * 50, 90);
      c.bezierCurveTo(x - 10, 170, x, 250, x + (r() - 0.5) * 30, 346);
    });
  }
  c.restore();
  fill(c, grey(0.96), () => {
    c.ellipse(204, 128, 24, 33, 0.42, 0, 7);
    c.moveTo(168, 84);
    c.bezierCurveTo(190, 84, 206, 96, 212, 110);
    c.lineTo(186, 134);
    c.closePath();
  });
  fill(c, fade(c, 1), () => arm(c, 124, 104, 188, 326, 22, 10));
  hair(c, r);
}

function shadowRim(c: Ctx): void {
  const k = c.getTransform().a;
  const whole = canvasOf(W * k, H * k);
  whole.scale(k, k);
  fill(whole, '#fff', () => torso(whole));
  fill(whole, '#fff', () => whole.ellipse(204, 128, 24, 33, 0.42, 0, 7));
  c.save();
  c.setTransform(1, 0, 0, 1, 0, 0);
  c.drawImage(edgeOf(whole.canvas, 4 * k, 4 * k).canvas, 0, 0);
  c.restore();
}

function petals(c: Ctx): void {
  for (const side of [-1, 1])
    for (const [angle, length, wide, alpha] of [
      [-0.5, 88, 30, 0.55],
      [0.45, 64, 22, 0.42],
    ] as const) {
      c.save();
      c.translate(110, 110);
      c.scale(side, 1);
      c.rotate(angle);
      const leaf = (): void => {
        c.moveTo(8, 0);
        c.bezierCurveTo(length * 0.3, -wide, length * 0.8, -wide, length, 0);
        c.bezierCurveTo(length * 0.8, wide * 0.7, length * 0.3, wide * 0.6, 8, 0);
      };
      c.globalAlpha = alpha + 0.2;
      fill(c, horizontal(c, 0, length, [0, 'rgba(255,250,235,.95)'], [1, `rgba(255,246,222,${alpha * 0.35})`]), leaf);
      c.globalAlpha = 0.8;
      stroke(c, white(0.8), 1.2, leaf);
      c.restore();
    }
}

function orb(c: Ctx): void {
  fill(c, radial(c, 110, 110, 2, 30, [0, '#ffffff'], [0.7, '#fff8e6'], [1, '#ffe9c0']), () => c.arc(110, 110, 25, 0, 7));
  // a hairline crack, for whoever looks closely
  stroke(c, 'rgba(90,70,80,.38)', 0.8, () => {
    c.moveTo(121, 88);
    c.lineTo(118, 94);
    c.lineTo(123, 98);
    c.lineTo(121, 102);
  });
  const lids = (): void => {
    c.moveTo(96, 110);
    c.quadraticCurveTo(110, 98, 124, 110);
    c.quadraticCurveTo(110, 122, 96, 110);
  };
  fill(c, '#fffefa', lids);
  stroke(c, '#4a3c48', 1.6, lids);
}

function iris(c: Ctx): void {
  fill(c, '#33404d', () => c.arc(10, 10, 5.4, 0, 7));
  fill(c, '#0d1017', () => c.arc(10, 10, 2.4, 0, 7));
  fill(c, '#fff', () => c.arc(12, 8, 1.5, 0, 7));
}

/** Frames `shadow`, `shadow-rim`, `petals`, `orb`, `iris`; `k` texture px a design unit. */
export function figureDrawings(k: number): Drawing[] {
  return [
    { name: 'shadow', w: W, h: H, k: k * 0.85, pivot: [0.45, 0.92], paint: shadow },
    { name: 'shadow-rim', w: W, h: H, k: k * 0.85, pivot: [0.45, 0.92], paint: shadowRim },
    { name: 'petals', w: 220, h: 220, k, pivot: [0.5, 0.5], paint: petals },
    { name: 'orb', w: 220, h: 220, k: k * 1.2, pivot: [0.5, 0.5], paint: orb },
    { name: 'iris', w: 20, h: 20, k: k * 1.2, pivot: [0.5, 0.5], paint: iris },
  ];
}
