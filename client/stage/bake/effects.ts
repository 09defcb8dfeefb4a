/** Light, mist, rings, lines, reeds and the small things of the air: all white masks. */
import { noise, rough, stream } from '../noise.ts';
import { LINE_LENGTH, LINE_WIDTH } from '../pool.ts';
import { black, type Ctx, fill, grey, horizontal, radial, stroke, vertical, white } from './brush.ts';
import { bakeFarIsland } from './island.ts';
import type { Drawing } from './sheet.ts';

const CENTRED = [0.5, 0.5] as const;

function glow(c: Ctx): void {
  c.fillStyle = radial(c, 64, 64, 0, 64, [0, white(1)], [0.08, white(0.75)], [0.25, white(0.32)], [0.55, white(0.08)], [1, white(0)]);
  c.fillRect(0, 0, 128, 128);
}

function soft(c: Ctx): void {
  c.fillStyle = radial(c, 64, 64, 0, 64, [0, white(1)], [0.35, white(0.62)], [0.7, white(0.16)], [1, white(0)]);
  c.fillRect(0, 0, 128, 128);
}

function mist(c: Ctx): void {
  const r = stream(5);
  for (let i = 0; i < 46; i++) {
    const x = 128 + (r() - 0.5) * 158;
    const y = 66 + (r() - 0.5) * 36;
    const size = 13 + r() * 31;
    c.save();
    c.translate(0, y * 0.45);
    c.scale(1, 0.55);
    c.fillStyle = radial(c, x, y, 0, size, [0, white(0.17)], [1, white(0)]);
    c.fillRect(x - size, y - size, size * 2, size * 2);
    c.restore();
  }
}

/** A cast shadow or a fall of sand: narrow and strong at the top, wide and faint below. */
function streak(c: Ctx): void {
  for (let y = 0; y < 256; y++) {
    const t = y / 256;
    const a = (1 - t) * (1 - t) * 0.9;
    const half = 8 + t * 16;
    c.fillStyle = horizontal(c, 32 - half, 32 + half, [0, white(0)], [0.3, white(a)], [0.7, white(a)], [1, white(0)]);
    c.fillRect(0, y, 64, 1);
  }
}

function beam(c: Ctx): void {
  for (let y = 0; y < 256; y++) {
    const t = y / 256;
    const a = t ** 1.3 * 0.8;
    const half = 32 * (0.55 + 0.45 * (1 - t));
    c.fillStyle = horizontal(c, 32 - half, 32 + half, [0, white(0)], [0.5, white(a)], [1, white(0)]);
    c.fillRect(0, y, 64, 1);
  }
}

function ring(c: Ctx, dashed: boolean): void {
  const around = (): void => c.ellipse(128, 64, 122, 58, 0, 0, 7);
  if (dashed) c.setLineDash([5, 11]);
  else stroke(c, white(0.14), 9, around);
  stroke(c, '#fff', dashed ? 2 : 2.2, around);
}

function line(c: Ctx): void {
  // the core is LINE_WIDTH units; half a unit on either side is the soft edge
  c.fillStyle = vertical(c, 0, 8, [0, white(0)], [0.2, white(0.25)], [0.36, white(1)], [0.64, white(1)], [0.8, white(0.25)], [1, white(0)]);
  c.fillRect(0, 0, LINE_LENGTH, LINE_WIDTH * 2);
}

function lanternPaper(c: Ctx): void {
  fill(c, grey(0.98), () => c.ellipse(20, 24, 15, 20, 0, 0, 7));
  for (const x of [-8, 0, 8]) stroke(c, black(0.14), 1.4, () => c.ellipse(20, 24, Math.abs(x) + 0.5, 20, 0, 0, 7));
  for (const y of [5, 43]) fill(c, grey(0.35), () => c.roundRect(13, y - 2, 14, 4, 2));
}

function reedPole(c: Ctx): void {
  stroke(c, vertical(c, 0, 84, [0, grey(1)], [1, grey(0.7)]), 4.6, () => {
    c.moveTo(12, 2);
    c.quadraticCurveTo(9, 44, 11, 82);
  });
}

/** Rim of a shallow water: an ellipse that is nobody's drawing of one. */
function shore(c: Ctx, grow: number): void {
  for (let i = 0; i <= 48; i++) {
    const a = (i / 48) * 2 * Math.PI;
    const r = grow * (1 + 0.035 * Math.sin(3 * a + 0.6) + 0.022 * Math.sin(5 * a + 2));
    c.lineTo(128 + Math.cos(a) * 118 * r, 64 + Math.sin(a) * 56 * r);
  }
  c.closePath();
}

/** Still water: it holds the far light at its far edge and lets the ground through towards us. */
function water(c: Ctx): void {
  fill(c, vertical(c, 6, 122, [0, white(0.95)], [0.28, white(0.62)], [0.6, white(0.34)], [1, white(0.5)]), () => shore(c, 1));
  c.globalCompositeOperation = 'destination-in';
  fill(c, radial(c, 128, 64, 90, 132, [0, white(1)], [0.8, white(0.95)], [1, white(0.6)]), () => c.rect(0, 0, 256, 128));
}

function waterRim(c: Ctx): void {
  stroke(c, vertical(c, 6, 122, [0, white(0.9)], [0.5, white(0.35)], [1, white(0.75)]), 1.6, () => shore(c, 1));
  stroke(c, white(0.22), 1, () => shore(c, 0.9));
}

/** Stems of a clump of rushes: foot, where it leans, where its head is. */
const STEMS: readonly (readonly [foot: number, x: number, y: number, wide: number])[] = [
  [44, 24, 44, 2.6],
  [47, 38, 20, 3],
  [50, 52, 6, 3.4],
  [53, 66, 28, 3],
  [56, 80, 52, 2.6],
];

function rush(c: Ctx): void {
  for (const [foot, x, y, wide] of STEMS)
    stroke(c, vertical(c, y, 140, [0, grey(1)], [1, grey(0.55)]), wide, () => {
      c.moveTo(foot, 140);
      c.quadraticCurveTo(foot + (x - foot) * 0.15, 80, x, y + 14);
    });
  for (const [dx, tip] of [
    [-30, 84],
    [-14, 62],
    [18, 70],
    [32, 92],
  ] as const)
    fill(c, grey(0.7), () => {
      c.moveTo(48, 140);
      c.quadraticCurveTo(50 + dx * 0.2, 110, 50 + dx, tip);
      c.quadraticCurveTo(52 + dx * 0.3, 112, 54, 140);
      c.closePath();
    });
}

/** Their seed heads, which hold a little light. */
function rushLight(c: Ctx): void {
  for (const [foot, x, y] of STEMS) {
    const lean = (x - foot) * 0.012;
    fill(c, vertical(c, y - 2, y + 26, [0, white(1)], [1, grey(0.75)]), () => c.ellipse(x - lean * 6, y + 12, 3.6, 13, lean, 0, 7));
  }
}

function scrap(c: Ctx): void {
  fill(c, grey(0.98), () => {
    c.moveTo(4, 8);
    c.lineTo(27, 4);
    c.lineTo(29, 22);
    c.lineTo(6, 25);
    c.closePath();
  });
  stroke(c, black(0.2), 1.2, () => {
    c.moveTo(8, 13);
    c.lineTo(24, 10.5);
    c.moveTo(9, 18);
    c.lineTo(21, 16.5);
  });
  stroke(c, white(1), 1.4, () => {
    c.moveTo(4, 8);
    c.lineTo(27, 4);
  });
}

function shard(c: Ctx): void {
  fill(c, vertical(c, 0, 60, [0, grey(0.95)], [0.5, grey(0.55)], [0.55, grey(1)], [1, grey(0.4)]), () => {
    c.moveTo(12, 4);
    c.lineTo(40, 14);
    c.lineTo(48, 44);
    c.lineTo(22, 56);
    c.lineTo(4, 30);
    c.closePath();
  });
  stroke(c, white(0.9), 1.6, () => {
    c.moveTo(12, 4);
    c.lineTo(40, 14);
    c.lineTo(48, 44);
  });
}

/** A round loaf with three cuts across its top. */
function loaf(c: Ctx): void {
  const crust = (): void => {
    c.moveTo(3, 27);
    c.bezierCurveTo(2, 10, 16, 3, 28, 3);
    c.bezierCurveTo(42, 3, 54, 11, 53, 27);
    c.bezierCurveTo(53, 33, 47, 34, 40, 34);
    c.lineTo(15, 34);
    c.bezierCurveTo(8, 34, 3, 33, 3, 27);
  };
  fill(c, vertical(c, 3, 34, [0, grey(1)], [0.55, grey(0.86)], [1, grey(0.58)]), crust);
  for (const x of [17, 28, 39])
    stroke(c, white(0.95), 3, () => {
      c.moveTo(x - 5, 17);
      c.quadraticCurveTo(x - 1, 11, x + 5, 9);
    });
  stroke(c, black(0.16), 1.2, crust);
}

/** A standing stone, taller than wide, a little crooked. */
function menhir(c: Ctx): void {
  const body = (): void => {
    c.moveTo(10, 100);
    c.bezierCurveTo(6, 70, 8, 36, 16, 16);
    c.bezierCurveTo(22, 4, 38, 2, 46, 12);
    c.bezierCurveTo(56, 28, 58, 70, 56, 100);
    c.closePath();
  };
  fill(c, vertical(c, 4, 100, [0, grey(1)], [0.5, grey(0.8)], [1, grey(0.52)]), body);
  for (const [x, y, h] of [
    [20, 30, 34],
    [43, 46, 26],
  ] as const)
    stroke(c, black(0.16), 2, () => {
      c.moveTo(x, y);
      c.quadraticCurveTo(x - 3, y + h / 2, x + 1, y + h);
    });
}

/** The hollow in a stone, where light gathers. */
function menhirLight(c: Ctx): void {
  fill(c, radial(c, 32, 40, 0, 22, [0, white(1)], [0.5, white(0.55)], [1, white(0)]), () => c.ellipse(32, 40, 15, 22, 0, 0, 7));
}

/** An open hand of light. */
function palm(c: Ctx): void {
  const finger = (x: number, y: number, lean: number, length: number): void =>
    stroke(c, white(0.95), 5, () => {
      c.moveTo(x, y);
      c.lineTo(x + lean, y - length);
    });
  finger(16, 28, -5, 13);
  finger(22, 25, -2, 17);
  finger(28, 25, 1, 17);
  finger(34, 27, 4, 14);
  finger(38, 36, 8, 7);
  fill(c, white(0.95), () => c.ellipse(26, 35, 13, 11, 0, 0, 7));
}

function reeds(c: Ctx, side: -1 | 1): void {
  const r = stream(side < 0 ? 31 : 47);
  const width = 360;
  const height = 240;
  for (let i = 0; i < 50; i++) {
    const u = r() ** 1.6;
    const x = side < 0 ? u * width * 0.94 : width - u * width * 0.94;
    const tall = (1 - u) * height * 0.76 * (side < 0 ? 1 : 0.84) * (0.45 + r() * 0.8) + 18;
    const lean = (r() - 0.35) * 60 * -side;
    const half = 2.4 + r() * 4;
    const top = Math.max(6, height - tall);
    const v = 0.8 + r() * 0.2;
    fill(c, grey(v), () => {
      c.moveTo(x - half, height + 4);
      c.quadraticCurveTo(x + lean * 0.3 - half * 0.4, height - tall * 0.6, x + lean, top);
      c.quadraticCurveTo(x + lean * 0.3 + half, height - tall * 0.55, x + half, height + 4);
    });
    if (r() > 0.72) fill(c, grey(v), () => c.ellipse(x + lean, top + 4, 3.4, 8, lean * 0.01, 0, 7));
  }
}

const EMOTES: { readonly [name: string]: (c: Ctx) => void } = {
  breath(c) {
    for (const [y, x, n] of [
      [14, 8, 28],
      [22, 4, 32],
      [30, 12, 22],
    ] as const)
      stroke(c, '#fff', 3, () => {
        c.moveTo(x, y);
        c.bezierCurveTo(x + n * 0.4, y - 6, x + n * 0.6, y + 6, x + n, y - 1);
      });
  },
  hand: (c) => {
    c.scale(0.8, 0.8);
    c.translate(-1, -2);
    palm(c);
  },
  spark: (c) =>
    fill(c, '#fff', () => {
      for (let i = 0; i < 8; i++) {
        const a = (i / 8) * Math.PI * 2 - Math.PI / 2;
        const k = i % 2 ? 5 : 16;
        c.lineTo(21 + Math.cos(a) * k, 21 + Math.sin(a) * k);
      }
    }),
  tear: (c) =>
    fill(c, '#fff', () => {
      c.moveTo(21, 4);
      c.bezierCurveTo(28, 16, 32, 21, 32, 27);
      c.arc(21, 27, 11, 0, Math.PI);
      c.bezierCurveTo(10, 21, 14, 16, 21, 4);
    }),
  question(c) {
    stroke(c, '#fff', 4.4, () => {
      c.arc(21, 15, 8.4, Math.PI, Math.PI * 2.35);
      c.quadraticCurveTo(21, 23, 21, 28);
    });
    fill(c, '#fff', () => c.arc(21, 36, 2.8, 0, 7));
  },
  quiet: (c) =>
    fill(c, '#fff', () => {
      c.arc(21, 21, 15, -1.1, 2.7);
      c.arc(14, 15, 13.5, 2.2, -0.7, true);
    }),
};
export const EMOTE_NAMES: readonly string[] = Object.keys(EMOTES);

/** A puff of sand grains, for what a bridge still lacks. */
function grains(c: Ctx): void {
  const r = stream(12);
  for (let i = 0; i < 26; i++) {
    const a = r() * 7;
    const d = Math.sqrt(r()) * 19;
    fill(c, white(0.35 + r() * 0.6), () => c.arc(22 + Math.cos(a) * d * 1.05, 16 + Math.sin(a) * d * 0.6, 0.6 + r() * 1.1, 0, 7));
  }
}

function wave(c: Ctx): void {
  for (let k = 0; k < 3; k++)
    stroke(c, horizontal(c, 0, 128, [0, white(0)], [0.5, white(0.7)], [1, white(0)]), 1.4, () => {
      for (let x = 0; x <= 128; x += 4) c.lineTo(x, 16 + (k - 1) * 7 + (rough(x * 0.03, k) - 0.5) * 10 * noise(x * 0.02, 9));
    });
}

/** All frames of the effects; `k` texture px a design unit for the sharp ones. */
export function effectDrawings(k: number): Drawing[] {
  const of = (name: string, w: number, h: number, scale: number, pivot: readonly [number, number], paint: (c: Ctx) => void): Drawing => ({
    name,
    w,
    h,
    k: scale,
    pivot,
    paint,
  });
  const out = [
    of('glow', 128, 128, 1, CENTRED, glow),
    of('soft', 128, 128, 1, CENTRED, soft),
    of('dot', 16, 16, 1, CENTRED, (c) => {
      c.fillStyle = radial(c, 8, 8, 0, 8, [0, white(1)], [0.5, white(0.8)], [1, white(0)]);
      c.fillRect(0, 0, 16, 16);
    }),
    of('mist', 256, 128, 0.75, CENTRED, mist),
    of('streak', 64, 256, 0.75, [0.5, 0.01], streak),
    of('beam', 64, 256, 0.75, [0.5, 1], beam),
    of('ring', 256, 128, 1, CENTRED, (c) => ring(c, false)),
    of('dashes', 256, 128, 1, CENTRED, (c) => ring(c, true)),
    of('line', LINE_LENGTH, 8, 1, [0, 0.5], line),
    of('paper', 40, 48, k, [0.5, 0.9], lanternPaper),
    of('reed', 24, 84, k, [0.46, 0.98], reedPole),
    of('water', 256, 128, k, CENTRED, water),
    of('water-rim', 256, 128, k, CENTRED, waterRim),
    of('rush', 100, 142, k * 1.2, [0.5, 0.98], rush),
    of('rush-light', 100, 142, k * 1.2, [0.5, 0.98], rushLight),
    of('menhir', 64, 104, k * 1.2, [0.5, 0.95], menhir),
    of('menhir-light', 64, 104, k * 1.2, [0.5, 0.95], menhirLight),
    of('scrap', 32, 30, k, CENTRED, scrap),
    of('shard', 52, 60, k, CENTRED, shard),
    of('loaf', 56, 36, k, [0.5, 0.9], loaf),
    of('palm', 52, 52, k, CENTRED, palm),
    of('grains', 44, 32, k * 1.4, CENTRED, grains),
    of('wave', 128, 32, 0.75, CENTRED, wave),
    of('reedsL', 360, 240, k * 1.2, [0, 1], (c) => reeds(c, -1)),
    of('reedsR', 360, 240, k * 1.2, [1, 1], (c) => reeds(c, 1)),
    of('vignette', 320, 180, 0.5, CENTRED, (c) => {
      c.fillStyle = radial(c, 160, 83, 63, 200, [0, white(0)], [1, white(1)]);
      c.fillRect(0, 0, 320, 180);
    }),
    of('fill', 8, 8, 1, [0, 0], (c) => fill(c, '#fff', () => c.rect(0, 0, 8, 8))),
    of('fog', 8, 128, 1, CENTRED, (c) => {
      c.fillStyle = vertical(c, 0, 128, [0, white(0)], [0.42, white(0.9)], [0.72, white(1)], [1, white(0)]);
      c.fillRect(0, 0, 8, 128);
    }),
    of('drop', 8, 48, 1, CENTRED, (c) => {
      c.fillStyle = vertical(c, 0, 48, [0, white(0)], [1, white(0.9)]);
      c.fillRect(3, 0, 2, 48);
    }),
    of('petal', 20, 14, k * 1.3, CENTRED, (c) =>
      fill(c, vertical(c, 0, 14, [0, grey(1)], [1, grey(0.75)]), () => {
        c.moveTo(2, 8);
        c.quadraticCurveTo(8, -2, 18, 5);
        c.quadraticCurveTo(12, 13, 2, 8);
      }),
    ),
  ];
  for (const name of EMOTE_NAMES) out.push(of(`emote-${name}`, 42, 42, k, [0.5, 0.9], EMOTES[name] as (c: Ctx) => void));
  for (const part of ['cliff', 'top', 'rim'] as const)
    out.push(of(`far-${part}`, 420, 260, 0.6, [0.5, 0.3], (c) => bakeFarIsland(c, part)));
  return out;
}
