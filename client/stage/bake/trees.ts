/** The two trees among the symbols. */
import { type Ctx, fill, grey, radial, stroke, vertical, white } from './brush.ts';
import type { SymbolDesign } from './symbol-kit.ts';

/** The tree of papers: words hang from it on threads. */
export const tree: SymbolDesign = treeDesign((c, r) => {
  for (let i = 0; i < 16; i++) {
    const x = 60 + r() * 260;
    const y = 150 + r() * 60;
    const length = 26 + r() * 70;
    stroke(c, white(0.6), 1.1, () => {
      c.moveTo(x, y);
      c.lineTo(x, y + length);
    });
    c.save();
    c.translate(x, y + length);
    c.rotate((r() - 0.5) * 0.4);
    c.fillStyle = i % 3 ? '#fbeed4' : '#ffdfa0';
    c.fillRect(-5, 0, 10, 14);
    c.restore();
  }
});
/** The orchard's tree: its leaves are blank pages that nobody has written on yet. */
export const orchard: SymbolDesign = treeDesign((c, r) => {
  for (let i = 0; i < 34; i++) {
    const a = r() * 6.28;
    const k = Math.sqrt(r());
    c.save();
    c.translate(190 + Math.cos(a) * 138 * k, 132 + Math.sin(a) * 84 * k);
    c.rotate((r() - 0.5) * 1.6);
    fill(c, i % 4 ? '#f7efdd' : '#efdfc0', () => {
      c.moveTo(-9, 0);
      c.quadraticCurveTo(0, -9, 11, -1);
      c.quadraticCurveTo(2, 8, -9, 0);
    });
    c.restore();
  }
});

function treeDesign(hang: (c: Ctx, r: () => number) => void): SymbolDesign {
  return {
    w: 380,
    h: 420,
    size: 0.48,
    foot: 0.975,
    mass(c) {
      const crown: readonly (readonly [number, number, number, number])[] = [
        [120, 150, 58, 0],
        [262, 150, 62, 0],
        [190, 96, 70, 0],
      ];
      for (const [x, y, s, v] of crown) leafBall(c, x, y, s, v);
      fill(c, vertical(c, 200, 412, [0, grey(0.6)], [1, grey(0.8)]), () => trunk(c));
      const front: readonly (readonly [number, number, number, number])[] = [
        [84, 186, 42, 0.4],
        [150, 120, 48, 0.7],
        [228, 92, 50, 0.8],
        [304, 180, 44, 0.45],
        [256, 146, 40, 0.6],
        [190, 60, 36, 0.95],
      ];
      for (const [x, y, s, v] of front) leafBall(c, x, y, s, v);
    },
    light(c) {
      c.fillStyle = radial(c, 190, 150, 6, 150, [0, white(0.55)], [1, white(0)]);
      c.fillRect(0, 0, 380, 420);
    },
    paint: hang,
  };
}

function trunk(c: Ctx): void {
  c.moveTo(160, 412);
  c.bezierCurveTo(182, 380, 176, 330, 168, 290);
  c.bezierCurveTo(160, 250, 120, 220, 96, 206);
  c.bezierCurveTo(140, 216, 170, 236, 182, 262);
  c.bezierCurveTo(184, 220, 190, 190, 214, 150);
  c.bezierCurveTo(206, 200, 204, 240, 206, 272);
  c.bezierCurveTo(226, 240, 256, 226, 290, 214);
  c.bezierCurveTo(250, 240, 216, 270, 212, 310);
  c.bezierCurveTo(208, 350, 214, 390, 236, 412);
  c.closePath();
}

function leafBall(c: Ctx, x: number, y: number, size: number, v: number): void {
  const lobes = 9;
  fill(c, vertical(c, y - size, y + size, [0, grey(0.72 + v * 0.28)], [1, grey(0.5 + v * 0.14)]), () => {
    for (let i = 0; i <= lobes; i++) {
      const a = (i / lobes) * 6.283;
      const k = size * (0.86 + 0.2 * Math.sin((i % lobes) * 2.7 + x));
      const px = x + Math.cos(a) * k * 1.25;
      const py = y + Math.sin(a) * k * 0.8;
      if (i === 0) c.moveTo(px, py);
      else c.quadraticCurveTo(x + Math.cos(a - 0.35) * k * 1.5, y + Math.sin(a - 0.35) * k * 0.98, px, py);
    }
  });
}
