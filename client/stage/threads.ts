/** Thread is what joins people: hands held, and the gold between two who breathe as one. */

import { METRE } from './camera.ts';
import { type Look, upright } from './look.ts';
import { clamp, lerp } from './noise.ts';
import { type Colour, mix, WHITE } from './palette.ts';
import { type People, type Stood, sleeve } from './people.ts';
import type { HandsView } from './view.ts';

const STEPS = 10;

/** A sagging thread in three widths. `sag` in canvas px. */
function sagging(
  look: Look,
  depth: number,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  sag: number,
  tint: Colour,
  strength: number,
): void {
  const widths: readonly (readonly [number, number])[] = [
    [8, 0.12],
    [3.5, 0.25],
    [1.7, 1],
  ];
  for (const [width, alpha] of widths) {
    let bx = x0;
    let by = y0;
    for (let i = 1; i <= STEPS; i++) {
      const t = i / STEPS;
      const x = lerp(x0, x1, t);
      const y = lerp(y0, y1, t) + Math.sin(t * Math.PI) * sag;
      look.sprites.line(depth, bx, by, x, y, Math.max(1, width * look.camera.unit), tint, clamp(alpha * strength));
      bx = x;
      by = y;
    }
  }
}

function ends(a: Stood, b: Stood, height: number): [number, number, number, number] {
  const [left, right] = a.at.x <= b.at.x ? [a, b] : [b, a];
  return [left.at.x + sleeve(left.size), left.at.y - left.size * height, right.at.x - sleeve(right.size), right.at.y - right.size * height];
}

/** Hands: from sleeve to sleeve; with shared coherence the thread tightens and brightens. */
export function drawHands(hands: readonly HandsView[], people: People, look: Look): void {
  for (const { a, b, tune } of hands) {
    const from = people.stood.get(a);
    const to = people.stood.get(b);
    if (!from || !to) continue;
    const g = clamp(tune);
    const [x0, y0, x1, y1] = ends(from, to, 0.36);
    const depth = upright(Math.max(from.view.y, to.view.y) * METRE) + 0.09;
    sagging(look, depth, x0, y0, x1, y1, (8 - 5 * g) * look.camera.unit, mix(look.palette.glow, WHITE, 0.15 + 0.35 * g), 0.75 + 0.6 * g);
  }
}

/** Breathing together: a gold thread from breast to breast with beads that run both ways. */
export function drawInTune(pairs: readonly { readonly a: string; readonly b: string }[], people: People, look: Look): void {
  for (const { a, b } of pairs) {
    const from = people.stood.get(a);
    const to = people.stood.get(b);
    if (!from || !to) continue;
    const [x0, y0, x1, y1] = ends(from, to, 0.52);
    const depth = upright(Math.max(from.view.y, to.view.y) * METRE) + 0.095;
    const sag = clamp(Math.hypot(x1 - x0, y1 - y0) * 0.06, 4, 22);
    sagging(look, depth, x0, y0, x1, y1, sag, look.palette.glow, 0.8);
    for (let i = 0; i < 3; i++) {
      const s = look.reducedMotion ? (i + 1) / 4 : (look.time / 10 + i / 3) % 1;
      const t = 0.5 - 0.5 * Math.cos(s * Math.PI * 2);
      const k = 0.34 * look.camera.unit;
      look.sprites.put(
        'dot',
        depth + 0.01,
        lerp(x0, x1, t),
        lerp(y0, y1, t) + Math.sin(t * Math.PI) * sag,
        k,
        k,
        mix(look.palette.glow, WHITE, 0.4),
        0.9,
      );
    }
  }
}
