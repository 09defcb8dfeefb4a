/** Paper lanterns that breathe as their planter breathed, things with bodies of their own, and fragments that wait to be picked up. */
import { METRE, type Spot } from './camera.ts';
import { castShadow, pool, ring } from './ground.ts';
import { type Look, upright } from './look.ts';
import { clamp, ofText } from './noise.ts';
import { CLOTHS, hex, mix, PAPER, WHITE } from './palette.ts';
import type { Targets } from './targets.ts';
import type { FragmentView, LanternView, LooseView } from './view.ts';

const CRUST = hex('#c98a4b');
/** Radius of a lantern's pool, m: 92 px. */
const POOL = 92 / METRE;

export function drawLanterns(lanterns: readonly LanternView[], look: Look, targets: Targets): void {
  const { camera, sprites, palette } = look;
  for (const view of lanterns) {
    const at = camera.project(view.x * METRE, view.y * METRE);
    if (!camera.sees(at, 130 * camera.unit)) continue;
    const glow = clamp(view.glow, 1, 5);
    const breath = look.reducedMotion ? 0 : clamp(view.breath, -1, 1);
    const swell = 1 + 0.08 * breath;
    const burns = 1 - 0.78 * clamp(view.dip ?? 0);
    pool(look, view.x, view.y, POOL * (0.72 + 0.14 * glow) * swell, palette.glow, (0.36 + 0.06 * glow + 0.06 * breath) * burns);
    castShadow(look, at, 46 * at.s);
    const depth = upright(view.y * METRE);
    const k = at.s * 0.5;
    const paperY = at.y - 62 * k;
    const paper = mix(mix(palette.glow, WHITE, 0.25), palette.haze, camera.haze(view.y * METRE) * 0.5);
    const tint = mix(mix(palette.cliff, palette.ink, 0.2), paper, 0.25 + 0.75 * burns);
    sprites.put('reed', depth, at.x, at.y, k, k, mix(palette.cliff, palette.ink, 0.3), 1);
    sprites.put('paper', depth + 0.01, at.x, paperY, k * swell, k * swell, tint, 1);
    const halo = k * (1 + 0.16 * glow) * swell * (look.quality === 'low' ? 0.7 : 1);
    sprites.put('glow', depth + 0.02, at.x, paperY - 20 * k, halo, halo, palette.glow, (0.5 + 0.05 * glow) * burns);
    targets.add('lantern', view.id, at.x, at.y - 50 * k, 26 * k, 60 * k, view.y);
  }
}

/** How high a thing hangs over its shadow by the dream's gravity, px at scale 1: paper soars in a light dream and all but lies in a heavy one; what is no lamp is lifted only. */
function lift(gravity: number, paper: boolean): number {
  if (gravity <= 0) return -gravity * (paper ? 34 : 16);
  return paper ? -gravity * 9 : 0;
}

/** @param gravity -1 all that is loose hangs in the air .. 1 it lies */
export function drawLoose(things: readonly LooseView[], gravity: number, look: Look): void {
  const { camera } = look;
  for (const view of things) {
    const at = camera.project(view.x * METRE, view.y * METRE);
    if (!camera.sees(at, 130 * camera.unit)) continue;
    castShadow(look, at, Math.max(view.w, view.h) * METRE * 1.2 * at.s, 0.4);
    const heavy = view.kind === 'door';
    const up = heavy ? 0 : lift(gravity, view.kind === 'lantern') * at.s;
    const sway = up > 0 && !look.reducedMotion ? Math.sin(look.time * 0.5 + ofText(view.id, 1) * 6) * 0.12 * up : 0;
    LOOSE[view.kind](view, { ...at, y: at.y - up - sway }, upright(view.y * METRE), look);
  }
}

const LOOSE: { readonly [K in LooseView['kind']]: (view: LooseView, at: Spot, depth: number, look: Look) => void } = {
  lantern(view, at, depth, look) {
    const { sprites, palette } = look;
    const k = (Math.max(view.w, 0.25) * METRE * at.s) / 15;
    const bob = look.reducedMotion ? 0 : Math.sin(look.time * 0.7 + ofText(view.id) * 6) * 2 * at.s;
    const y = at.y - 10 * at.s + bob;
    pool(look, view.x, view.y, POOL * 0.7, palette.glow, 0.3);
    sprites.put('paper', depth, at.x, y, k, k, mix(palette.glow, WHITE, 0.25), 1).setRotation(lean(view.angle));
    sprites.put('glow', depth + 0.01, at.x, y - 20 * k, k * 1.3, k * 1.3, palette.glow, 0.55);
  },
  shard(view, at, depth, look) {
    const { sprites, palette } = look;
    const k = (Math.max(view.w, view.h) * METRE * at.s) / 24;
    const y = at.y - 20 * k;
    sprites.put('shard', depth, at.x, y, k, k, mix(palette.horizon, palette.mistShade, 0.35), 0.96).setRotation(view.angle);
    sprites.put('glow', depth + 0.01, at.x, y, k * 0.9, k * 0.9, palette.rim, 0.3);
  },
  /** warm bread: a small lamp that one can carry */
  loaf(view, at, depth, look) {
    const { sprites, palette } = look;
    const k = (Math.max(view.w, 0.22) * METRE * at.s) / 12;
    pool(look, view.x, view.y, POOL, palette.glow, 0.4);
    sprites.put('loaf', depth, at.x, at.y, k, k, mix(palette.glow, CRUST, 0.55), 1);
    sprites.put('glow', depth + 0.01, at.x, at.y - 14 * k, k * 1.5, k * 1.1, palette.glow, 0.4);
  },
  door(view, at, depth, look) {
    const { sprites, palette } = look;
    const k = (Math.max(view.w, view.h) * METRE * at.s) / 66;
    const tint = mix(palette.top, palette.lit, 0.25);
    sprites.put('door-mass', depth, at.x, at.y, k, k, tint, 1).setRotation(lean(view.angle));
    sprites.put('door-light', depth + 0.01, at.x, at.y, k, k, palette.glow, 0.75).setRotation(lean(view.angle));
    sprites
      .put(look.lightX > at.x ? 'door-rimR' : 'door-rimL', depth + 0.02, at.x, at.y, k, k, palette.rim, 0.9)
      .setRotation(lean(view.angle));
  },
};

/** How a thing that turns about its own axis leans in the picture. */
const lean = (angle: number): number => 0.16 * Math.sin(angle);

export function drawFragments(fragments: readonly FragmentView[], gravity: number, look: Look, targets: Targets): void {
  const { camera, sprites, palette } = look;
  for (const view of fragments) {
    const at = camera.project(view.x * METRE, view.y * METRE);
    if (!camera.sees(at, 60 * camera.unit)) continue;
    const turn = look.reducedMotion ? 0.3 : look.time * 0.4 + ofText(view.id) * 6;
    const y = at.y - (20 + lift(gravity, true) + 3 * Math.sin(turn)) * at.s;
    const depth = upright(view.y * METRE);
    pool(look, view.x, view.y, 1, palette.glow, 0.26);
    castShadow(look, at, 18 * at.s, 0.8);
    ring(look, at, view.y * METRE, 16, palette.rim, 0.4);
    sprites.put('glow', depth, at.x, y, at.s * 0.36, at.s * 0.36, palette.glow, 0.7);
    sprites
      .put('scrap', depth + 0.01, at.x, y, at.s * 0.62, at.s * 0.62, mix(CLOTHS[view.cloth], PAPER, 0.12), 1)
      .setRotation(0.35 * Math.sin(turn * 0.7));
    targets.add('fragment', view.id, at.x, y, 14 * at.s, 14 * at.s, view.y);
  }
}
