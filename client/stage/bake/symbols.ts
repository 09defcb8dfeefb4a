/**
 * Symbols in five parts: a two-tone mass (grey, tinted from lit top to dark foot), the rim on either side (found from the mass itself),
 * one inner light, and what keeps its own colours. Design units; `size` scales them to stage pixels.
 */

import type { SymbolKind } from '../view.ts';
import { black, type Ctx, canvasOf, edgeOf, fill, grey, horizontal, radial, stroke, vertical, white } from './brush.ts';
import type { Drawing } from './sheet.ts';
import { mixGrey, type SymbolDesign } from './symbol-kit.ts';
import { MORE_SYMBOLS } from './symbols-more.ts';
import { orchard, tree } from './trees.ts';

const slab = (c: Ctx, cx: number, y: number, rx: number, ry: number, tall: number): void => {
  fill(c, vertical(c, y - tall, y + ry, [0, grey(0.74)], [1, grey(0.5)]), () => {
    c.ellipse(cx, y, rx, ry, 0, 0, Math.PI);
    c.lineTo(cx - rx, y - tall);
    c.ellipse(cx, y - tall, rx, ry, 0, Math.PI, 0, true);
    c.closePath();
  });
  fill(c, grey(0.97), () => c.ellipse(cx, y - tall, rx, ry, 0, 0, 7));
};

function bulbs(c: Ctx): void {
  c.moveTo(68, 62);
  c.bezierCurveTo(64, 150, 122, 178, 123, 206);
  c.bezierCurveTo(122, 236, 62, 262, 66, 352);
  c.lineTo(194, 352);
  c.bezierCurveTo(198, 262, 138, 236, 137, 206);
  c.bezierCurveTo(138, 178, 196, 150, 192, 62);
  c.closePath();
}

const hourglass: SymbolDesign = {
  w: 260,
  h: 420,
  size: 0.62,
  foot: 0.955,
  mass(c) {
    slab(c, 130, 392, 104, 22, 16);
    slab(c, 130, 372, 84, 17, 12);
    for (const x of [-92, 92])
      fill(c, mixGrey(c, 40, 380), () => {
        c.moveTo(130 + x - 5, 52);
        c.bezierCurveTo(130 + x * 0.86 - 4, 150, 130 + x * 0.86 - 4, 260, 130 + x - 5, 366);
        c.lineTo(130 + x + 6, 366);
        c.bezierCurveTo(130 + x * 0.86 + 6, 260, 130 + x * 0.86 + 6, 150, 130 + x + 6, 52);
        c.closePath();
      });
    slab(c, 130, 58, 104, 20, 14);
    slab(c, 130, 40, 70, 13, 10);
    fill(c, grey(0.9), () => c.arc(130, 16, 9, 0, 7));
  },
  lines(c) {
    stroke(c, white(0.8), 1.8, () => bulbs(c));
    stroke(c, white(0.45), 3, () => {
      c.moveTo(80, 76);
      c.bezierCurveTo(78, 130, 106, 160, 116, 186);
    });
    stroke(c, white(0.25), 3, () => {
      c.moveTo(114, 228);
      c.bezierCurveTo(90, 262, 76, 290, 76, 340);
    });
  },
  light(c) {
    c.save();
    c.beginPath();
    bulbs(c);
    c.clip();
    c.fillStyle = white(0.14);
    c.fillRect(0, 0, 260, 420);
    c.fillStyle = radial(c, 130, 330, 4, 125, [0, white(0.9)], [1, white(0)]);
    c.fillRect(0, 180, 260, 190);
    c.restore();
  },
};

const door: SymbolDesign = {
  w: 200,
  h: 330,
  size: 0.5,
  foot: 0.945,
  mass(c) {
    fill(c, mixGrey(c, 30, 306), () => {
      c.moveTo(34, 306);
      c.lineTo(34, 96);
      c.arc(100, 96, 66, Math.PI, 0);
      c.lineTo(166, 306);
      c.closePath();
    });
    fill(c, grey(0.28), () => opening(c));
    leafOfDoor(c);
  },
  light(c) {
    c.save();
    c.beginPath();
    opening(c);
    c.clip();
    c.fillStyle = vertical(c, 50, 306, [0, white(0.72)], [0.7, white(0.95)], [1, white(1)]);
    c.fillRect(0, 0, 200, 330);
    c.globalCompositeOperation = 'destination-out';
    leafOfDoor(c);
    c.restore();
    stroke(c, white(1), 2.5, () => {
      c.moveTo(112, 74);
      c.lineTo(112, 318);
    });
  },
};

function opening(c: Ctx): void {
  c.moveTo(52, 306);
  c.lineTo(52, 98);
  c.arc(100, 98, 48, Math.PI, 0);
  c.lineTo(148, 306);
  c.closePath();
}

function leafOfDoor(c: Ctx): void {
  fill(c, horizontal(c, 50, 114, [0, grey(0.42)], [1, grey(0.78)]), () => {
    c.moveTo(52, 306);
    c.lineTo(52, 98);
    c.quadraticCurveTo(54, 54, 96, 50);
    c.lineTo(112, 74);
    c.lineTo(112, 318);
    c.closePath();
  });
  for (const y of [120, 216])
    stroke(c, black(0.2), 2, () => {
      c.moveTo(62, y);
      c.lineTo(102, y + 3);
      c.lineTo(102, y + 72);
      c.lineTo(62, y + 66);
      c.closePath();
    });
  fill(c, grey(1), () => c.arc(101, 206, 4, 0, 7));
}

const well: SymbolDesign = {
  w: 240,
  h: 220,
  size: 0.62,
  foot: 0.8,
  mass(c) {
    fill(c, mixGrey(c, 100, 190), () => {
      c.ellipse(120, 150, 92, 36, 0, 0, Math.PI);
      c.lineTo(28, 112);
      c.ellipse(120, 112, 92, 36, 0, Math.PI, 0, true);
      c.closePath();
    });
    c.save();
    c.clip();
    for (let i = 0; i < 3; i++)
      for (let k = 0; k < 9; k++) {
        const x = 30 + k * 22 + (i % 2) * 11;
        c.strokeStyle = black(0.3);
        c.lineWidth = 1.5;
        c.strokeRect(x, 116 + i * 24 + Math.sin(((x - 28) / 184) * 3.14) * 34, 22, 24);
      }
    c.restore();
    fill(c, grey(0.95), () => c.ellipse(120, 112, 92, 36, 0, 0, 7));
    fill(c, grey(0.26), () => c.ellipse(120, 114, 74, 27, 0, 0, 7));
    stroke(c, grey(0.6), 9, () => {
      c.moveTo(44, 112);
      c.bezierCurveTo(44, 20, 196, 20, 196, 112);
    });
    stroke(c, grey(0.8), 1.4, () => {
      c.moveTo(120, 44);
      c.lineTo(120, 118);
    });
  },
  light(c) {
    c.save();
    c.beginPath();
    c.ellipse(120, 114, 74, 27, 0, 0, 7);
    c.clip();
    c.fillStyle = radial(c, 120, 136, 2, 84, [0, white(1)], [0.4, white(0.8)], [1, white(0.25)]);
    c.fillRect(0, 60, 240, 100);
    c.globalCompositeOperation = 'destination-out';
    c.fillStyle = vertical(c, 86, 112, [0, black(0.8)], [1, black(0)]);
    c.fillRect(0, 80, 240, 40);
    c.restore();
  },
};

const mirror: SymbolDesign = {
  w: 180,
  h: 300,
  size: 0.62,
  foot: 0.94,
  mass(c) {
    fill(c, mixGrey(c, 260, 292), () => c.ellipse(90, 278, 58, 14, 0, 0, 7));
    fill(c, grey(0.6), () => c.rect(82, 232, 16, 44));
    fill(c, mixGrey(c, 20, 244), () => c.ellipse(90, 132, 70, 112, 0, 0, 7));
    c.save();
    c.beginPath();
    c.ellipse(90, 132, 56, 97, 0, 0, 7);
    c.clip();
    c.fillStyle = vertical(c, 36, 230, [0, grey(0.34)], [0.5, grey(0.46)], [0.56, grey(0.9)], [0.62, grey(0.6)], [1, grey(0.3)]);
    c.fillRect(0, 0, 180, 300);
    sitter(c);
    c.restore();
  },
  light(c) {
    c.save();
    c.beginPath();
    c.ellipse(90, 132, 56, 97, 0, 0, 7);
    c.clip();
    c.fillStyle = vertical(c, 96, 190, [0, white(0)], [0.5, white(0.75)], [1, white(0)]);
    c.fillRect(0, 0, 180, 300);
    c.globalCompositeOperation = 'destination-out';
    sitter(c);
    c.globalCompositeOperation = 'source-over';
    for (const x of [84, 96]) fill(c, white(1), () => c.arc(x, 146, 2.4, 0, 7));
    c.restore();
  },
};

/** The one who looks back out of the mirror, eyes open. */
function sitter(c: Ctx): void {
  fill(c, grey(0.14), () => {
    c.moveTo(64, 232);
    c.bezierCurveTo(70, 180, 74, 160, 90, 156);
    c.bezierCurveTo(106, 160, 110, 180, 116, 232);
  });
  fill(c, grey(0.14), () => c.arc(90, 146, 16, 0, 7));
  for (const x of [84, 96]) fill(c, grey(0.8), () => c.arc(x, 146, 2, 0, 7));
}

const fountain: SymbolDesign = {
  w: 280,
  h: 250,
  size: 0.62,
  foot: 0.86,
  mass(c) {
    slab(c, 140, 206, 118, 34, 26);
    fill(c, grey(0.3), () => c.ellipse(140, 180, 102, 27, 0, 0, 7));
    fill(c, mixGrey(c, 110, 190), () => {
      c.moveTo(128, 186);
      c.bezierCurveTo(136, 160, 130, 140, 126, 124);
      c.lineTo(154, 124);
      c.bezierCurveTo(150, 140, 144, 160, 152, 186);
      c.closePath();
    });
    slab(c, 140, 122, 54, 14, 8);
    fill(c, grey(0.42), () => c.ellipse(140, 114, 45, 10, 0, 0, 7));
  },
  light(c) {
    fill(c, radial(c, 140, 184, 4, 108, [0, white(0.85)], [0.5, white(0.4)], [1, white(0.08)]), () =>
      c.ellipse(140, 180, 100, 26, 0, 0, 7),
    );
    fill(c, white(0.6), () => c.ellipse(140, 114, 43, 9, 0, 0, 7));
  },
};

export const SYMBOLS: { readonly [K in SymbolKind]: SymbolDesign } = {
  hourglass,
  door,
  well,
  mirror,
  fountain,
  tree,
  orchard,
  ...MORE_SYMBOLS,
};

/** Frames `<kind>-mass`, `-rimL`, `-rimR`, and where there is one `-light`, `-paint`; plus the moving parts of glass, loom and fountain. */
export function symbolDrawings(detail: number): Drawing[] {
  const out: Drawing[] = [];
  for (const [kind, design] of Object.entries(SYMBOLS)) {
    const base = { w: design.w, h: design.h, k: design.size * detail, pivot: [0.5, design.foot] as const };
    out.push({ ...base, name: `${kind}-mass`, paint: (c) => design.mass(c) });
    for (const side of [-1, 1] as const)
      out.push({ ...base, name: side < 0 ? `${kind}-rimL` : `${kind}-rimR`, paint: (c) => rims(c, design, side) });
    if (design.light) out.push({ ...base, name: `${kind}-light`, paint: design.light });
    const { paint } = design;
    if (paint) out.push({ ...base, name: `${kind}-paint`, paint: (c) => paint(c, seeded()) });
  }
  const glass = { w: 140, h: 100, k: SYMBOLS.hourglass.size * detail };
  out.push({ ...glass, name: 'sand-top', pivot: [0.5, 1], paint: sandAbove });
  out.push({ ...glass, name: 'sand-heap', pivot: [0.5, 1], paint: sandBelow });
  out.push({ name: 'jet', w: 60, h: 120, k: SYMBOLS.fountain.size * detail, pivot: [0, 1], paint: jet });
  return out;
}

function seeded(): () => number {
  let state = 4;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

function rims(c: Ctx, design: SymbolDesign, side: -1 | 1): void {
  const k = c.getTransform().a;
  const whole = canvasOf(design.w * k, design.h * k);
  whole.scale(k, k);
  design.mass(whole);
  c.save();
  c.setTransform(1, 0, 0, 1, 0, 0);
  c.drawImage(edgeOf(whole.canvas, -side * 1.5, 1.6, 0.1).canvas, 0, 0);
  c.restore();
  design.lines?.(c);
}

function sandAbove(c: Ctx): void {
  // the upper bulb's cone down to the neck
  fill(c, vertical(c, 0, 100, [0, white(1)], [1, white(0.8)]), () => {
    c.moveTo(12, 6);
    c.quadraticCurveTo(70, 26, 128, 6);
    c.bezierCurveTo(112, 56, 80, 74, 76, 100);
    c.lineTo(64, 100);
    c.bezierCurveTo(60, 74, 28, 56, 12, 6);
  });
}

function sandBelow(c: Ctx): void {
  fill(c, horizontal(c, 10, 130, [0, white(1)], [1, white(0.72)]), () => {
    c.moveTo(6, 100);
    c.quadraticCurveTo(40, 24, 70, 12);
    c.quadraticCurveTo(100, 24, 134, 100);
  });
}

/** One arm of the fountain: rises from the left and falls to the right. */
function jet(c: Ctx): void {
  for (const [width, alpha] of [
    [7, 0.14],
    [3.4, 0.4],
    [1.5, 0.95],
  ] as const)
    stroke(c, vertical(c, 0, 120, [0, white(alpha)], [1, white(alpha * 0.5)]), width, () => {
      c.moveTo(3, 66);
      c.bezierCurveTo(6, -6, 40, -6, 54, 118);
    });
}
