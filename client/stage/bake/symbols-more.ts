/** The other symbols: harp, loom, hearth, bench, cage, train, sea, stand. */

import { black, type Ctx, fill, grey, radial, stroke, through, vertical, white } from './brush.ts';
import { mixGrey, type SymbolDesign } from './symbol-kit.ts';

const harp: SymbolDesign = {
  w: 240,
  h: 340,
  size: 0.52,
  foot: 0.95,
  mass(c) {
    fill(c, mixGrey(c, 300, 330), () => c.ellipse(112, 318, 78, 13, 0, 0, 7));
    stroke(c, vertical(c, 30, 320, [0, grey(0.9)], [1, grey(0.6)]), 15, () => {
      c.moveTo(186, 40);
      c.bezierCurveTo(206, 130, 180, 250, 84, 312);
    });
    stroke(c, grey(0.8), 11, () => {
      c.moveTo(56, 70);
      c.bezierCurveTo(78, 96, 104, 60, 128, 40);
      c.bezierCurveTo(150, 22, 176, 24, 190, 42);
    });
    stroke(c, vertical(c, 60, 320, [0, grey(0.86)], [1, grey(0.55)]), 10, () => {
      c.moveTo(56, 70);
      c.bezierCurveTo(48, 150, 62, 240, 82, 312);
    });
    fill(c, grey(0.95), () => c.arc(52, 62, 11, 0, 7));
  },
  lines: (c) => harpStrings(c, 0.55, 1.2),
  light: (c) => harpStrings(c, 1, 2.4),
};

function harpStrings(c: Ctx, alpha: number, width: number): void {
  for (let i = 0; i < 9; i++) {
    const t = i / 8;
    const x = 70 + t * 100;
    const y = 82 - Math.sin(t * 2.6) * 34 + t * 2;
    stroke(c, white(alpha), width, () => {
      c.moveTo(x, y);
      c.lineTo(92 + t * 96, 306 - t * t * 120 - t * 46);
    });
  }
}

const loom: SymbolDesign = {
  w: 300,
  h: 360,
  size: 0.56,
  foot: 0.945,
  mass(c) {
    for (const x of [40, 252])
      fill(c, mixGrey(c, 20, 340), () => {
        c.moveTo(x - 7, 340);
        c.lineTo(x - 3, 20);
        c.lineTo(x + 6, 20);
        c.lineTo(x + 10, 340);
        c.closePath();
      });
    for (const y of [34, 304]) fill(c, mixGrey(c, y - 4, y + 14), () => c.roundRect(24, y, 248, 12, 6));
    fill(c, grey(0.85), () => {
      c.moveTo(136, 178);
      c.quadraticCurveTo(170, 163, 204, 170);
      c.quadraticCurveTo(170, 185, 136, 178);
    });
  },
  lines(c) {
    for (let i = 0; i < 30; i++)
      stroke(c, white(0.5), 1.2, () => {
        c.moveTo(52 + i * 6.6, 46);
        c.lineTo(52 + i * 6.6, 304);
      });
  },
  light(c) {
    c.fillStyle = radial(c, 150, 200, 6, 120, [0, white(0.5)], [1, white(0)]);
    c.fillRect(46, 46, 208, 258);
  },
};

const hearth: SymbolDesign = {
  w: 240,
  h: 150,
  size: 0.6,
  foot: 0.78,
  mass(c) {
    for (let i = 0; i < 11; i++) {
      const a = Math.PI + (i / 10) * Math.PI;
      stone(c, 120 + Math.cos(a) * 88, 92 + Math.sin(a) * 26, 19, 0.7 + (i % 3) * 0.09);
    }
    fill(c, grey(0.24), () => c.ellipse(120, 94, 76, 20, 0, 0, 7));
    for (const [x, lean] of [
      [92, 22],
      [148, -24],
      [118, 4],
    ] as const)
      stroke(c, grey(0.44), 11, () => {
        c.moveTo(x - lean, 104);
        c.lineTo(x + lean, 66);
      });
    for (let i = 0; i < 12; i++) {
      const a = (i / 11) * Math.PI;
      stone(c, 120 + Math.cos(a) * 90, 96 + Math.sin(a) * 28, 20, 0.72 + (i % 3) * 0.1);
    }
  },
  light(c) {
    for (const [x, tall, width, alpha] of [
      [100, 56, 15, 0.55],
      [138, 62, 16, 0.55],
      [120, 84, 20, 0.9],
    ] as const)
      fill(c, vertical(c, 100 - tall, 100, [0, white(0.15)], [0.4, white(alpha)], [1, white(1)]), () => {
        c.moveTo(x - width, 96);
        c.bezierCurveTo(x - width * 1.3, 96 - tall * 0.5, x + 4, 96 - tall * 0.5, x - 2, 96 - tall);
        c.bezierCurveTo(x + width * 1.3, 96 - tall * 0.6, x + width * 1.4, 96 - tall * 0.2, x + width, 96);
        c.closePath();
      });
  },
};

function stone(c: Ctx, x: number, y: number, r: number, v: number): void {
  fill(c, vertical(c, y - r, y + r, [0, grey(v + 0.15)], [1, grey(v - 0.22)]), () => c.ellipse(x, y, r, r * 0.72, 0.1, 0, 7));
}

const bench: SymbolDesign = {
  w: 220,
  h: 120,
  size: 0.6,
  foot: 0.88,
  mass(c) {
    for (const x of [36, 176]) {
      fill(c, mixGrey(c, 62, 106), () => c.roundRect(x - 8, 60, 17, 46, 4));
      fill(c, grey(0.7), () => c.rect(x - 5, 18, 9, 46));
    }
    fill(c, grey(0.95), () => c.roundRect(16, 52, 188, 15, 6));
    fill(c, grey(0.5), () => c.rect(20, 66, 180, 5));
    for (const y of [16, 33]) fill(c, grey(0.8), () => c.roundRect(18, y, 184, 10, 5));
  },
  light: (c) => fill(c, radial(c, 110, 58, 4, 80, [0, white(0.8)], [1, white(0)]), () => c.roundRect(18, 52, 184, 13, 6)),
  // a folded blanket left for whoever sits down
  paint(c) {
    fill(c, '#b187ae', () => c.roundRect(138, 40, 44, 14, 5));
    stroke(c, '#efe2c8', 2, () => {
      c.moveTo(140, 47);
      c.lineTo(180, 47);
    });
  },
};

const cage: SymbolDesign = {
  w: 200,
  h: 280,
  size: 0.5,
  foot: 0.91,
  mass(c) {
    fill(c, mixGrey(c, 230, 268), () => c.ellipse(100, 248, 74, 20, 0, 0, 7));
    fill(c, grey(0.85), () => c.ellipse(100, 240, 74, 20, 0, 0, 7));
    for (let i = -3; i <= 3; i++) {
      const x = (i / 3) * 72;
      stroke(c, grey(0.62), i % 3 === 0 ? 5 : 3.6, () => {
        c.moveTo(100 + x, 240 + Math.cos((i / 3) * 1.5) * 6);
        c.bezierCurveTo(100 + x * 1.02, 120, 100 + x * 0.8, 62, 100, 48);
      });
    }
    stroke(c, grey(0.6), 3, () => c.ellipse(100, 150, 74, 15, 0, 0, Math.PI));
    stroke(c, grey(0.8), 4, () => c.arc(100, 36, 12, 0, 7));
  },
  light(c) {
    c.fillStyle = radial(c, 100, 176, 2, 70, [0, white(0.9)], [0.3, white(0.35)], [1, white(0)]);
    c.fillRect(28, 96, 144, 150);
  },
  paint(c) {
    const facet = (style: string, ...points: readonly (readonly [number, number])[]): void => fill(c, style, () => through(c, points));
    facet('#fff3d9', [78, 180], [112, 160], [106, 188]);
    facet('#e5cfa4', [112, 160], [128, 172], [106, 188]);
    facet('#f3e0ba', [84, 178], [76, 152], [104, 170]);
  },
};

const train: SymbolDesign = {
  w: 420,
  h: 230,
  size: 0.56,
  foot: 0.9,
  mass(c) {
    const carriage = (): void => {
      c.moveTo(30, 186);
      c.lineTo(30, 92);
      c.quadraticCurveTo(34, 60, 76, 58);
      c.lineTo(350, 58);
      c.quadraticCurveTo(392, 66, 396, 120);
      c.lineTo(396, 186);
      c.closePath();
    };
    fill(c, grey(0.5), () => c.rect(4, 208, 412, 4));
    for (const x of [86, 146, 280, 340]) {
      fill(c, grey(0.42), () => c.arc(x, 190, 18, 0, 7));
      fill(c, grey(0.8), () => c.arc(x, 190, 5, 0, 7));
    }
    fill(c, mixGrey(c, 40, 190), carriage);
    fill(c, black(0.3), () => c.rect(30, 150, 366, 36));
    fill(c, white(0.3), () => c.rect(30, 148, 366, 2));
    for (let i = 0; i < 5; i++) fill(c, grey(0.22), () => c.roundRect(62 + i * 60, 82, 42, 52, [16, 16, 4, 4]));
    fill(c, grey(0.22), () => c.roundRect(366, 96, 24, 40, 8));
  },
  light(c) {
    for (const i of [0, 1, 2, 4]) {
      const x = 62 + i * 60;
      fill(c, vertical(c, 82, 134, [0, white(1)], [1, white(0.72)]), () => c.roundRect(x, 82, 42, 52, [16, 16, 4, 4]));
    }
    fill(c, white(1), () => c.roundRect(366, 96, 24, 40, 8));
    c.globalCompositeOperation = 'destination-out';
    fill(c, black(0.85), () => c.arc(143, 112, 8, 0, 7));
    fill(c, black(0.85), () => c.ellipse(143, 134, 14, 14, 0, Math.PI, 0));
    c.globalCompositeOperation = 'source-over';
  },
};

const sea: SymbolDesign = {
  w: 260,
  h: 230,
  size: 0.6,
  foot: 0.9,
  mass(c) {
    fill(c, mixGrey(c, 170, 220), () => c.ellipse(130, 196, 104, 24, 0, 0, 7));
    fill(c, grey(0.66), () => c.ellipse(130, 188, 98, 21, 0, 0, 7));
    for (const [k, v] of [
      [0, 0.55],
      [1, 0.75],
      [2, 0.98],
    ] as const)
      fill(c, grey(v), () => crest(c, k * 14));
  },
  light: (c) => fill(c, vertical(c, 40, 190, [0, white(0.2)], [0.6, white(0.8)], [1, white(0)]), () => crest(c, 34)),
};

function crest(c: Ctx, o: number): void {
  c.moveTo(46 + o, 190);
  c.bezierCurveTo(54 + o, 110 - o * 0.2, 110, 30 + o * 1.4, 186 - o * 0.4, 44 + o * 1.5);
  c.bezierCurveTo(204 - o * 0.6, 50 + o * 1.5, 206 - o, 78 + o * 0.8, 186 - o, 84 + o * 0.8);
  c.bezierCurveTo(186 - o, 62 + o * 1.2, 150, 66 + o * 1.4, 140, 104 + o);
  c.bezierCurveTo(128, 146, 160, 176, 214 - o * 1.6, 190);
  c.closePath();
}

/** A dry lantern stand: a reed with an empty crook, waiting for a light. */
const stand: SymbolDesign = {
  w: 90,
  h: 190,
  size: 0.5,
  foot: 0.93,
  mass(c) {
    fill(c, mixGrey(c, 160, 188), () => c.ellipse(40, 176, 28, 9, 0, 0, 7));
    stroke(c, vertical(c, 10, 176, [0, grey(0.9)], [1, grey(0.6)]), 7, () => {
      c.moveTo(40, 174);
      c.bezierCurveTo(36, 120, 40, 70, 40, 44);
      c.bezierCurveTo(40, 12, 72, 10, 74, 36);
    });
    stroke(c, grey(0.75), 3, () => c.arc(74, 43, 6, 0, 7));
  },
  light(c) {
    c.fillStyle = radial(c, 74, 62, 1, 26, [0, white(0.9)], [1, white(0)]);
    c.fillRect(44, 34, 46, 56);
  },
};

export const MORE_SYMBOLS = { harp, loom, hearth, bench, cage, train, sea, stand };
