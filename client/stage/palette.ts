/**
 * The colour script: one table of tokens an act; everything drawn names a token. Blends are made in OKLab (Ottosson 2020) so that a
 * change of act keeps its lightness even. A colour here is [r, g, b], 0..1, sRGB encoded.
 */
import { clamp, lerp } from './noise.ts';
import type { Cloth, PaletteName } from './view.ts';

export type Colour = readonly [number, number, number];

const TOKENS = [
  'zenith',
  'high',
  'low',
  'horizon',
  'light',
  'mistLit',
  'mistShade',
  'deep',
  'haze',
  'cliff',
  'top',
  'lit',
  'rim',
  'ink',
  'near',
  'glow',
] as const;
export type Token = (typeof TOKENS)[number];

/** Where the light stands (share of the frame from the left and the top) and how the sky is made. */
const AIR = ['lightX', 'lightY', 'discRadius', 'halo', 'stars', 'cirrus', 'horizonY', 'sea'] as const;
type Air = (typeof AIR)[number];

export type Palette = { readonly [T in Token]: Colour } & { readonly [A in Air]: number };

export const hex = (text: string): Colour => [1, 3, 5].map((i) => Number.parseInt(text.slice(i, i + 2), 16) / 255) as unknown as Colour;

function act(colours: string, air: readonly number[]): Palette {
  const entries: [string, Colour | number][] = colours.split(' ').map((text, i) => [TOKENS[i] as string, hex(text)]);
  AIR.forEach((name, i) => {
    entries.push([name, air[i] as number]);
  });
  return Object.fromEntries(entries) as unknown as Palette;
}

export const ACTS: { readonly [P in PaletteName]: Palette } = {
  dusk: act(
    '#2f3d5c #5f6485 #c98d86 #f3bf94 #ffeccb #f0bf9f #74658a #4a4568 #cf9d94 #5b4a68 #9a6f70 #ffd2a0 #ffe6bd #241f35 #1f1b30 #ffd79a',
    [0.66, 0.3, 0.052, 1, 0.25, 0.75, 0.37, 1],
  ),
  ritual: act(
    '#10222f #1f4a52 #6f9184 #e6cf95 #fff0c4 #cdbb8c #2f5760 #173842 #8fa48e #234551 #5c7a6e #f6dc9c #fff0c0 #0e1d27 #0b1820 #ffe3a0',
    [0.5, 0.26, 0, 0.9, 0.8, 0.5, 0.37, 1],
  ),
  descent: act(
    '#0c1626 #17304a #34596e #7fa3a6 #d6e8dd #58808c #18344a #0f2236 #4a7280 #182f44 #2f5566 #8fc0bb #c9e6da #08111d #070e19 #f4d595',
    [0.3, 0.21, 0.036, 0.6, 1, 0.4, 0.36, 0.9],
  ),
  reckoning: act(
    '#170f18 #3a1c27 #7d3a35 #d98a5c #f7d9b4 #a2584a #3a2030 #231420 #7d4440 #2b1824 #56323a #e39a6c #ffd7a6 #140b13 #0f080f #ffe7c6',
    [0.5, 0.25, 0, 0.75, 0.15, 0.9, 0.4, 1.1],
  ),
  healing: act(
    '#2b4a63 #6d93a1 #c9c9b4 #f7d9bd #fff4dc #eed8c2 #7c93a0 #55718a #c3c4b8 #5f6d80 #bda184 #ffe2ae #fff6d8 #22303f #23384a #fff0c0',
    [0.28, 0.31, 0.05, 0.8, 0, 0.6, 0.4, 1],
  ),
  dawn: act(
    '#78b2c6 #b4d8d6 #f8dcc0 #fff1cf #fffbea #fff1de #d3b7b4 #b59aa6 #f3dcc9 #a2839c #e2b08e #fff0c4 #fffdf0 #3b3348 #6d6480 #fff6d6',
    [0.5, 0.3, 0.085, 1, 0, 0.7, 0.38, 0.9],
  ),
};

export const CLOTHS: { readonly [C in Cloth]: Colour } = {
  clay: hex('#d98b6a'),
  honey: hex('#e7c07a'),
  sage: hex('#8fae8b'),
  teal: hex('#5f9aa6'),
  iris: hex('#7d86b8'),
  mauve: hex('#b187ae'),
  stone: hex('#c9c2b4'),
  bark: hex('#8a5f5a'),
};
/** The hem that comes with a cloth: 0 dots, 1 double line, 2 zigzag, 3 wave. */
export const HEMS: { readonly [C in Cloth]: 0 | 1 | 2 | 3 } = { clay: 0, honey: 1, sage: 2, teal: 3, iris: 0, mauve: 1, stone: 2, bark: 3 };

/** The hues a tapestry runs through, from sorrow (left) to healing (right). */
export const TAPESTRY: readonly Colour[] = '#3c4a72 #55608c #4f7f92 #7d79a0 #a27f9c #7fa08f #c58f84 #e0a984 #ecc88c #f7e3bb'
  .split(' ')
  .map(hex);

export const WHITE: Colour = [1, 1, 1];
export const SKIN: Colour = hex('#f3dfc8');
export const HEART: Colour = hex('#ffd9a0');
export const PAPER: Colour = hex('#fbeed4');

/** `a` to `b` by `t` in sRGB, for small tints; `blendColours` is the even one. */
export const mix = (a: Colour, b: Colour, t: number): Colour => [lerp(a[0], b[0], t), lerp(a[1], b[1], t), lerp(a[2], b[2], t)];

/** 0xrrggbb for Phaser. */
export const toInt = (c: Colour): number =>
  (Math.round(clamp(c[0]) * 255) << 16) | (Math.round(clamp(c[1]) * 255) << 8) | Math.round(clamp(c[2]) * 255);

/** CSS text for a 2D canvas. */
export const css = (c: Colour, alpha = 1): string =>
  `rgba(${Math.round(clamp(c[0]) * 255)},${Math.round(clamp(c[1]) * 255)},${Math.round(clamp(c[2]) * 255)},${alpha})`;

const decode = (v: number): number => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const encode = (v: number): number => (v <= 0.0031308 ? v * 12.92 : 1.055 * Math.max(v, 0) ** (1 / 2.4) - 0.055);

function toLab([red, green, blue]: Colour): Colour {
  const r = decode(red);
  const g = decode(green);
  const b = decode(blue);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromLab([light, a, b]: Colour): Colour {
  const l = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    clamp(encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)),
    clamp(encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)),
    clamp(encode(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)),
  ];
}

/** `a` to `b` by `t` (0..1) through OKLab. */
export function blendColours(a: Colour, b: Colour, t: number): Colour {
  if (t <= 0) return a;
  if (t >= 1) return b;
  return fromLab(mix(toLab(a), toLab(b), t));
}

/** All tokens of `a` moved to those of `b` by `t` (0..1). */
export function blendPalettes(a: Palette, b: Palette, t: number): Palette {
  if (t <= 0 || a === b) return a;
  if (t >= 1) return b;
  const entries: [string, Colour | number][] = TOKENS.map((name) => [name, blendColours(a[name], b[name], t)]);
  for (const name of AIR) entries.push([name, lerp(a[name], b[name], t)]);
  return Object.fromEntries(entries) as unknown as Palette;
}

/** `light` of the jukebox (.8..1.2) moves what is lit towards the light or the shade. */
function underLight(p: Palette, light: number): Palette {
  const k = clamp(light - 1, -0.2, 0.2);
  if (Math.abs(k) < 0.005) return p;
  const towards = k > 0 ? p.light : p.deep;
  const lit: Token[] = ['horizon', 'mistLit', 'haze', 'top', 'lit', 'low'];
  return { ...p, ...Object.fromEntries(lit.map((name) => [name, mix(p[name], towards, Math.abs(k) * 0.9)])), halo: p.halo * (1 + k) };
}

/** Mean luminance of a frame drawn in this palette (relative, 0..1): the tokens weighed by how much of a frame each covers. */
export function luminance(p: Palette): number {
  const weigh: readonly [Token, number][] = [
    ['zenith', 0.16],
    ['high', 0.12],
    ['low', 0.08],
    ['horizon', 0.06],
    ['mistLit', 0.1],
    ['mistShade', 0.14],
    ['deep', 0.08],
    ['top', 0.18],
    ['lit', 0.08],
  ];
  let sum = 0;
  for (const [name, share] of weigh) {
    const [r, g, b] = p[name];
    sum += share * (0.2126 * decode(r) + 0.7152 * decode(g) + 0.0722 * decode(b));
  }
  return sum;
}

/** Fastest change of the mean luminance of the stage, share of itself a second (look.md, Safety). */
export const LUMINANCE_RATE = 0.1;

/**
 * Follows what a frame asks for, never faster than `LUMINANCE_RATE`: the one clamp that stands over every act, light and jump of state.
 */
export class PaletteFollower {
  #now: Palette | null = null;
  /** grows with every visible change; bakes that copy colours compare it */
  version = 0;

  /** `dt` in seconds since the last call; the first call takes the palette as it is. */
  follow(from: PaletteName, to: PaletteName, t: number, light: number, dt: number): Palette {
    const wanted = underLight(blendPalettes(ACTS[from], ACTS[to], clamp(t)), light);
    const now = this.#now;
    if (now === null) return this.#take(wanted);
    if (same(now, wanted)) return now;
    const before = luminance(now);
    const room = before * LUMINANCE_RATE * dt;
    const apart = Math.abs(luminance(wanted) - before);
    if (apart <= room && colourDistance(now, wanted) < 0.5 * dt + 0.004) return this.#take(wanted);
    const share = Math.min(apart > 0 ? room / apart : 1, (0.25 * dt) / Math.max(colourDistance(now, wanted), 1e-6), 1);
    return this.#take(blendPalettes(now, wanted, share));
  }

  #take(p: Palette): Palette {
    this.#now = p;
    this.version += 1;
    return p;
  }
}

/** Largest change of any token, 0..1. */
export function colourDistance(a: Palette, b: Palette): number {
  let most = 0;
  for (const name of TOKENS) for (let i = 0; i < 3; i++) most = Math.max(most, Math.abs((a[name][i] as number) - (b[name][i] as number)));
  return most;
}

function same(a: Palette, b: Palette): boolean {
  return a === b || (colourDistance(a, b) < 1e-4 && AIR.every((name) => Math.abs(a[name] - b[name]) < 1e-4));
}
