/** Symbols: mass, rim on the light's side, one inner light that wakes over 1.2 s, shadow and contact; and the parts that move. */
import { SYMBOLS } from './bake/symbols.ts';
import { METRE, type Spot } from './camera.ts';
import { castShadow, pool, ring } from './ground.ts';
import { type Look, upright } from './look.ts';
import { approach, clamp, lerp, ofText } from './noise.ts';
import { CLOTHS, type Colour, mix, toInt, WHITE } from './palette.ts';
import type { Targets } from './targets.ts';
import type { SymbolKind, SymbolView } from './view.ts';

interface Memory {
  awake: number;
  near: number;
  veil: number;
  seen: boolean;
}

/** The loom's top beam on screen, for the threads into the sky. */
export interface Loom {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly depth: number;
}

/** What is drawn of one symbol, in canvas px. */
interface Put {
  readonly view: SymbolView;
  readonly at: Spot;
  /** canvas px a design unit */
  readonly k: number;
  readonly depth: number;
  readonly far: number;
  readonly m: Memory;
  readonly hum: number;
}

const WAKE_SECONDS = 1.2;
/** Kinds with a small pool of light although they sleep: they are seen from everywhere. */
const ALWAYS: ReadonlySet<SymbolKind> = new Set(['hourglass', 'fountain']);

export class Symbols {
  readonly #memory = new Map<string, Memory>();
  /** null when it is not in view */
  loom: Loom | null = null;

  /** @param hum how strongly waking symbols glow by the jukebox, 0..1 */
  draw(symbols: readonly SymbolView[], hum: number, look: Look, targets: Targets): void {
    this.loom = null;
    for (const m of this.#memory.values()) m.seen = false;
    for (const view of symbols) {
      const m = this.#remember(view, look.dt);
      const at = look.camera.project(view.x * METRE, view.y * METRE);
      if (!look.camera.sees(at, 320 * look.camera.unit)) continue;
      const design = SYMBOLS[view.kind];
      const k = design.size * at.s;
      const put: Put = { view, at, k, depth: upright(view.y * METRE), far: look.camera.haze(view.y * METRE), m, hum };
      drawOne(put, look);
      targets.add('symbol', view.id, at.x, at.y - design.h * k * 0.42, design.w * k * 0.38, design.h * k * 0.48, view.y);
      if (view.kind === 'loom') this.loom = { x: at.x, y: at.y - 306 * k, width: 200 * k, depth: put.depth - 0.03 };
    }
    for (const [id, m] of this.#memory) if (!m.seen) this.#memory.delete(id);
  }

  #remember(view: SymbolView, dt: number): Memory {
    let m = this.#memory.get(view.id);
    if (!m) {
      m = { awake: view.awake ? 1 : 0, near: 0, veil: view.veiled ? 1 : 0, seen: true };
      this.#memory.set(view.id, m);
    }
    m.seen = true;
    m.awake = approach(m.awake, view.awake ? 1 : 0, dt / WAKE_SECONDS);
    m.near = approach(m.near, view.near ? 1 : 0, dt / 0.3);
    m.veil = approach(m.veil, view.veiled ? 1 : 0, dt / 1.2);
    return m;
  }
}

function drawOne(put: Put, look: Look): void {
  const { view, at, k, depth, far, m, hum } = put;
  const { palette, sprites } = look;
  const design = SYMBOLS[view.kind];
  const solid = 1 - 0.62 * m.veil;
  const opens = clamp(view.opens ?? 0);
  const lit = Math.min(1, Math.max(ALWAYS.has(view.kind) ? 0.62 : 0, m.awake, opens) + 0.25 * opens) * (1 - 0.7 * m.veil);
  const wide = (design.w * design.size) / METRE;
  pool(
    look,
    view.x,
    view.y + 0.15,
    wide * (0.7 + (0.5 + 0.4 * hum) * lit),
    palette.glow,
    0.05 + (0.24 + 0.2 * hum) * lit + 0.1 * m.near + 0.3 * opens,
  );
  // it opens: one wide ring, before or without a hand
  if (opens > 0.01) ring(look, at, view.y * METRE, lerp(28, 150, opens), palette.glow, 0.7 * opens);
  castShadow(look, { ...at, y: at.y - design.h * k * (0.955 - design.foot) * 0.4 }, Math.min(design.w, design.h) * k * 0.95);
  if (m.near > 0.01 || look.highContrast) outline(put, look);
  const top = mix(mix(palette.top, palette.lit, 0.3), palette.haze, far * 0.62);
  const bottom = mix(mix(palette.cliff, palette.ink, 0.18), palette.haze, far * 0.62);
  sprites.put(`${view.kind}-mass`, depth, at.x, at.y, k, k, top, solid).setTint(toInt(top), toInt(top), toInt(bottom), toInt(bottom));
  if (design.light && lit > 0.01) {
    const beat = look.reducedMotion ? 0 : 0.06 * Math.sin(look.time * 0.55 + ofText(view.id) * 6);
    sprites.put(`${view.kind}-light`, depth + 0.01, at.x, at.y, k, k, mix(palette.glow, WHITE, 0.15), clamp(lit * (0.92 + beat)));
  }
  if (design.paint) sprites.put(`${view.kind}-paint`, depth + 0.02, at.x, at.y, k, k, mix(WHITE, palette.haze, 0.2 + far * 0.5), solid);
  MOVING[view.kind]?.(put, look, lit);
  const side = look.lightX > at.x ? 'rimR' : 'rimL';
  sprites.put(`${view.kind}-${side}`, depth + 0.04, at.x, at.y, k, k, palette.rim, (0.92 - 0.4 * far) * solid);
  if (lit > 0.3) halo(put, look, lit);
  if (m.veil > 0.01) veil(put, look);
}

function halo(put: Put, look: Look, lit: number): void {
  const { view, at, k, depth, m } = put;
  const design = SYMBOLS[view.kind];
  const y = at.y - design.h * k * 0.42;
  const size = (design.h * k) / 128;
  if (look.quality !== 'low') look.sprites.put('glow', depth + 0.05, at.x, y, size * 1.7, size * 1.7, look.palette.glow, 0.2 * lit, 'add');
  if (view.kind === 'well')
    look.sprites.put('beam', depth + 0.06, at.x, at.y - 62 * k, k * 1.9, k * 1.15, look.palette.glow, 0.3 * lit, 'add');
  // a slow ring on the ground says that it is awake without any colour
  if (m.awake < 0.3 || look.reducedMotion) return;
  const t = (look.time / 9 + ofText(view.id, 3)) % 1;
  ring(look, at, view.y * METRE, lerp(40, 120, t), look.palette.rim, 0.4 * m.awake * Math.sin(t * Math.PI));
}

/** A lit edge all around: within reach of my hand. */
function outline(put: Put, look: Look): void {
  const { view, at, k, depth, m } = put;
  const grow = 2.4 * look.camera.unit;
  const alpha = Math.max(m.near * 0.85, look.highContrast ? 0.7 : 0);
  const offsets: readonly (readonly [number, number])[] = [
    [-grow, 0],
    [grow, 0],
    [0, -grow],
    [0, grow * 0.6],
  ];
  for (const [dx, dy] of offsets)
    look.sprites.flat(`${view.kind}-mass`, depth - 0.02, at.x + dx, at.y + dy, k, k, look.palette.rim, alpha * 0.55);
}

/** Seen through thick mist with soft edges. */
function veil(put: Put, look: Look): void {
  const { view, at, k, depth, m } = put;
  const design = SYMBOLS[view.kind];
  const sx = (design.w * k) / 170;
  const sy = (design.h * k) / 100;
  for (const [dy, wide, alpha] of [
    [0.12, 1.3, 0.8],
    [0.4, 1.15, 0.85],
    [0.7, 0.95, 0.7],
  ] as const) {
    const sway = look.reducedMotion ? 0 : Math.sin(look.time * 0.3 + dy * 9) * 5 * at.s;
    look.sprites.put(
      'mist',
      depth + 0.08,
      at.x + sway,
      at.y - design.h * k * dy,
      sx * wide,
      sy * 0.75,
      mix(look.palette.mistLit, look.palette.mistShade, 0.45),
      alpha * m.veil,
    );
  }
}

/** Parts that move: sand, jets, cloth. */
const MOVING: { readonly [K in SymbolKind]?: (put: Put, look: Look, lit: number) => void } = {
  hourglass({ view, at, k, depth, far }, look) {
    const left = clamp(view.level);
    const sand = mix(mix(look.palette.lit, look.palette.glow, 0.6), look.palette.haze, far * 0.4);
    const neck = at.y - (401 - 206) * k;
    const above = Math.sqrt(left);
    const heap = Math.sqrt(1 - left);
    if (left > 0.003) {
      look.sprites.put('sand-top', depth + 0.015, at.x, neck, k * 0.86 * above, k * 1.02 * above, mix(sand, look.palette.top, 0.12), 0.95);
      look.sprites.line(depth + 0.016, at.x, neck - 4 * k, at.x, at.y - 52 * k, Math.max(1, 2.4 * k), look.palette.glow, 0.85);
    }
    look.sprites.put(
      'sand-heap',
      depth + 0.017,
      at.x,
      at.y - 50 * k,
      k * (0.5 + 0.42 * heap),
      k * (0.12 + 0.85 * heap),
      mix(sand, WHITE, 0.12),
      0.97,
    );
  },
  fountain({ view, at, k, depth }, look, lit) {
    const breath = look.reducedMotion ? 0 : clamp(view.level, -1, 1);
    const tall = 0.62 + 0.34 * (breath + 1) * 0.5 + 0.08 * lit;
    const water = mix(look.palette.rim, look.palette.glow, 0.4);
    for (const [x, reach] of [
      [-26, -1.25],
      [26, 1.25],
      [-14, -0.7],
      [14, 0.7],
    ] as const)
      look.sprites.put(
        'jet',
        depth + (Math.abs(reach) > 1 ? 0.018 : 0.017),
        at.x + x * k * 0.2,
        at.y - 44 * k,
        reach * k,
        tall * k * 1.35,
        water,
        0.55 + 0.35 * lit,
      );
    const swell = clamp((breath + 1) / 2);
    look.sprites.put(
      'ring',
      depth + 0.016,
      at.x,
      at.y - 36 * k,
      k * (0.42 + 0.3 * swell),
      k * (0.22 + 0.14 * swell),
      water,
      0.3 + 0.4 * swell,
    );
  },
  loom({ view, at, k, depth, far }, look) {
    const rows = Math.round(clamp(view.level) * 26);
    const cloths = Object.values(CLOTHS);
    for (let row = 0; row < rows; row++)
      for (let piece = 0; piece < 5; piece++) {
        const colour = cloths[Math.floor(ofText(`${row} ${piece}`) * cloths.length)] as Colour;
        const y = at.y - (44 + row * 8) * k;
        const from = at.x + (-98 + piece * 39 + (row % 2) * 6) * k;
        look.sprites.line(
          depth + 0.03,
          from,
          y,
          Math.min(from + 39 * k, at.x + 98 * k),
          y,
          7 * k,
          mix(colour, look.palette.haze, far * 0.6),
          0.95,
        );
      }
  },
};
