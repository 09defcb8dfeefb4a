/** Shadows: sorrow, bowed and slow. Two who hold hands light them from the hollow out until they come apart into scraps of cloth. */
import { METRE, type Spot } from './camera.ts';
import { castShadow, pool, ring } from './ground.ts';
import { DEPTH, type Look, upright } from './look.ts';
import { approach, clamp, lerp, ofText, smooth } from './noise.ts';
import { CLOTHS, type Colour, mix, PAPER } from './palette.ts';
import type { Targets } from './targets.ts';
import type { ShadowView } from './view.ts';

interface Memory {
  warmth: number;
  veil: number;
  /** seconds since it was soothed */
  gone: number;
  seen: boolean;
}

/**
 * How tall a shadow of a weight at birth stands, px where a person is 62 to 70: a small one (W 20) a head above people, from W 60 on the
 * 150 px of a full one, the greatest (W 120) 260.
 */
const TALL: readonly (readonly [number, number])[] = [
  [5, 68],
  [20, 88],
  [36, 116],
  [60, 160],
  [120, 260],
];
/** A shadow that is all but lifted still has this share of its height. */
const LIFTED = 0.8;

/** Height in px at scale 1 of a shadow born with weight `full` (W) of which the share `left` (0..1) is not lifted yet. */
export function shadowHeight(full: number, left: number): number {
  const after = TALL.findIndex(([weight]) => weight >= full);
  const [w1, t1] = TALL[after < 0 ? TALL.length - 1 : after] as readonly [number, number];
  const [w0, t0] = TALL[after < 0 ? TALL.length - 1 : Math.max(0, after - 1)] as readonly [number, number];
  const tall = w1 > w0 ? lerp(t0, t1, (full - w0) / (w1 - w0)) : t1;
  return tall * lerp(LIFTED, 1, clamp(left));
}

/** Design height from the foot to the back. */
const DESIGN = 270;
const SCRAPS = 40;
const SCATTER_SECONDS = 6;

export class Shadows {
  readonly #memory = new Map<string, Memory>();

  draw(shadows: readonly ShadowView[], look: Look, targets: Targets): void {
    for (const m of this.#memory.values()) m.seen = false;
    for (const view of shadows) {
      const m = this.#remember(view, look.dt);
      const at = look.camera.project(view.x * METRE, view.y * METRE);
      if (!look.camera.sees(at, 300 * look.camera.unit)) continue;
      const tall = shadowHeight(view.full, view.weight) * (look.camera.phone ? 1.12 : 1);
      const k = (tall / DESIGN) * at.s;
      ground(view, at, m, look);
      figure(view, at, k, m, look);
      if (m.gone > 0) scraps(view, at, k, m.gone, look);
      if (!view.soothed) targets.add('shadow', view.id, at.x, at.y - tall * at.s * 0.5, 60 * k, tall * at.s * 0.5, view.y);
    }
    for (const [id, m] of this.#memory) if (!m.seen) this.#memory.delete(id);
  }

  #remember(view: ShadowView, dt: number): Memory {
    let m = this.#memory.get(view.id);
    if (!m) {
      m = { warmth: 0, veil: view.veiled ? 1 : 0, gone: 0, seen: true };
      this.#memory.set(view.id, m);
    }
    m.seen = true;
    m.warmth = approach(m.warmth, clamp(view.warmth), dt / 1.2);
    m.veil = approach(m.veil, view.veiled ? 1 : 0, dt / 1.2);
    if (view.soothed) m.gone += dt;
    return m;
  }
}

/** The cold: a dashed ring, dark ground, low mist; warm light takes its place. */
function ground(view: ShadowView, at: Spot, m: Memory, look: Look): void {
  const { camera, sprites, palette } = look;
  const fade = 1 - smooth(0, 2.5, m.gone);
  const px = view.ring * METRE;
  ring(look, at, view.y * METRE, px, palette.rim, 0.34 * fade, true);
  ring(look, at, view.y * METRE, px * 0.66, palette.rim, 0.2 * fade, true);
  const flat = camera.slope(view.y * METRE) * camera.unit;
  sprites.put('soft', DEPTH.shadows - 0.5, at.x, at.y, (px * at.s) / 60, (px * flat) / 60, palette.ink, 0.42 * fade * (1 - 0.6 * m.warmth));
  pool(look, view.x, view.y + 0.3, 2 + 3 * m.warmth, palette.glow, 0.44 * m.warmth * (0.4 + 0.6 * fade) + 0.3 * bump(m.gone));
}

/** Rises to 1 and sinks again over the scattering. */
const bump = (t: number): number => (t <= 0 || t >= SCATTER_SECONDS ? 0 : Math.sin((t / SCATTER_SECONDS) * Math.PI));

function figure(view: ShadowView, at: Spot, k: number, m: Memory, look: Look): void {
  const { sprites, palette } = look;
  const fade = 1 - smooth(0, 3, m.gone);
  const sway = look.reducedMotion ? 0 : ((1.5 * Math.PI) / 180) * Math.sin((look.time / 9 + ofText(view.id)) * Math.PI * 2);
  const flip = ofText(view.id, 2) > 0.5;
  const solid = lerp(0.98, 0.5, m.warmth) * fade * (1 - 0.6 * m.veil);
  const depth = upright(view.y * METRE);
  if (solid > 0.01) {
    castShadow(look, at, 90 * k, 0, solid);
    const dark = mix(mix(palette.ink, palette.cliff, 0.24), palette.glow, m.warmth * 0.3);
    sprites.put('shadow', depth, at.x, at.y, k, k, dark, solid).setFlipX(flip).setRotation(sway);
    sprites
      .put('shadow-rim', depth + 0.01, at.x, at.y, k, k, palette.rim, 0.8 * solid)
      .setFlipX(flip)
      .setRotation(sway);
  }
  const x = at.x + (flip ? 13 : -13) * k;
  const y = at.y - 141 * k;
  const hollow = (0.55 + 0.4 * m.warmth) * (m.gone > 0 ? fade + bump(m.gone) : 1) * (1 - 0.5 * m.veil);
  sprites.put('glow', depth + 0.02, x, y, k * lerp(0.36, 1.5, m.warmth), k * lerp(0.62, 1.7, m.warmth), palette.glow, clamp(hollow));
  if (m.warmth > 0.02) sprites.put('glow', depth + 0.03, x, y, k * 3.4, k * 3.4, palette.glow, 0.4 * m.warmth * fade, 'add');
  if (look.highContrast) return;
  // feet gone to mist
  for (const [dx, dy, wide] of [
    [-30, -4, 0.75],
    [34, 4, 0.8],
    [0, 10, 0.95],
  ] as const) {
    const drift = look.reducedMotion ? 0 : Math.sin(look.time * 0.35 + dx) * 6 * k;
    const tint = mix(mix(palette.mistShade, palette.ink, 0.3), palette.mistLit, 0.5 * m.warmth);
    sprites.put('mist', depth + 0.04, at.x + dx * k + drift, at.y + dy * k, k * wide, k * wide * 0.62, tint, (0.55 + 0.4 * m.veil) * fade);
  }
  if (m.veil > 0.01)
    sprites.put(
      'mist',
      depth + 0.05,
      at.x,
      at.y - 120 * k,
      k * 1.2,
      k * 2.2,
      mix(palette.mistLit, palette.mistShade, 0.5),
      0.85 * m.veil * fade,
    );
}

/** Forty scraps of paper and cloth spiral up, growing and calming. */
function scraps(view: ShadowView, at: Spot, k: number, gone: number, look: Look): void {
  if (gone > SCATTER_SECONDS + 1.5) return;
  const cloths: readonly Colour[] = [...Object.values(CLOTHS), PAPER, PAPER];
  for (let i = 0; i < SCRAPS; i++) {
    const t = clamp((gone - (i / SCRAPS) * 2) / (SCATTER_SECONDS - 1.5));
    if (t <= 0 || t >= 1) continue;
    const chance = ofText(`${view.id} ${i}`);
    const turn = t * 5 + i * 0.9;
    const x = at.x + Math.sin(turn) * (20 + t * 80) * k + t * t * 140 * k;
    const y = at.y - (110 + t * 360 + chance * 26) * k;
    const size = k * (0.35 + 0.5 * t) * (0.7 + chance * 0.6);
    const tint = cloths[Math.floor(chance * cloths.length)] as Colour;
    look.sprites
      .put('scrap', DEPTH.threads - 20, x, y, size, size, tint, Math.sin(t * Math.PI) ** 0.5)
      .setRotation(look.reducedMotion ? chance : chance * 6 + t * 2);
  }
}
