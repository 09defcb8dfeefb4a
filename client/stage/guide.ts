/** The guide: one open eye, perfect symmetry, no breath; at times a shadow although it is a light, and without its mask a lake. */
import { METRE, type Spot } from './camera.ts';
import { pool } from './ground.ts';
import { DEPTH, type Look } from './look.ts';
import { clamp } from './noise.ts';
import { WHITE } from './palette.ts';
import type { Targets } from './targets.ts';
import type { GuideView } from './view.ts';

const BEADS = 18;
/** World px between beads of the trail. */
const SPACING = 14;

/** Half a metre behind at full speed. */
const EASE_SECONDS = 0.15;
/** px of the world */
const JUMP = 600;

export class Guide {
  /** where it was, newest first, px of the world and height */
  readonly #trail: { x: number; y: number; z: number }[] = [];
  #at: { x: number; y: number; z: number } | null = null;
  #eyeX = 0;
  #eyeY = 0;

  draw(view: GuideView | null, look: Look, targets: Targets): void {
    if (!view) {
      this.#trail.length = 0;
      this.#at = null;
      return;
    }
    const { camera, sprites, palette } = look;
    const here = this.#ease({ x: view.x * METRE, y: view.y * METRE, z: Math.max(view.z, 0.6) * METRE }, look.dt);
    this.#remember(here);
    const at = camera.project(here.x, here.y, here.z);
    const ground = camera.project(here.x, here.y);
    if (!camera.sees(at, 200 * camera.unit)) return;
    if (view.exposed) {
      // nothing left of the mask: a small plain light near the ground, its eye at rest
      sprites.put('glow', DEPTH.guide, at.x, at.y, at.s * 1.2, at.s * 1.2, palette.glow, 0.4, 'add');
      sprites.put('orb', DEPTH.guide + 2, at.x, at.y, at.s * 0.4, at.s * 0.4, WHITE, 1);
      targets.add('guide', 'guide', at.x, at.y, 40 * at.s * 0.5, 40 * at.s * 0.5, view.y + 3);
      this.#trail.length = 0;
      return;
    }
    const shade = clamp(view.shade ?? 0);
    pool(look, here.x / METRE, here.y / METRE, 1.5, palette.glow, 0.2 * (1 - shade));
    if (shade > 0.01) throwShadow(ground, shade, look);
    this.#beads(look);
    const k = at.s * 0.5;
    const burns = 1 - 0.6 * clamp(view.dip ?? 0);
    sprites.put('glow', DEPTH.guide, at.x, at.y, at.s * 1.75, at.s * 1.75, palette.glow, 0.55 * burns, 'add');
    if (view.moth) moth(at, ground, clamp(view.moth), look);
    sprites.put('petals', DEPTH.guide + 1, at.x, at.y, k, k, WHITE, 1);
    sprites.put('orb', DEPTH.guide + 2, at.x, at.y, k, k, WHITE, 1);
    this.#look(view, look);
    sprites.put('iris', DEPTH.guide + 3, at.x + this.#eyeX * 6 * k, at.y + this.#eyeY * 3 * k, k, k, WHITE, 1);
    targets.add('guide', 'guide', at.x, at.y, 40 * k, 40 * k, view.y + 3);
  }

  /** Its place comes a few times a second; between them it flies evenly, and from far away it is there at once. */
  #ease(to: { x: number; y: number; z: number }, dt: number): { x: number; y: number; z: number } {
    const from = this.#at;
    const k = from && Math.hypot(to.x - from.x, to.y - from.y) < JUMP ? 1 - Math.exp(-dt / EASE_SECONDS) : 1;
    const { x, y, z } = from ?? to;
    this.#at = { x: x + (to.x - x) * k, y: y + (to.y - y) * k, z: z + (to.z - z) * k };
    return this.#at;
  }

  #remember(here: { x: number; y: number; z: number }): void {
    const last = this.#trail[0];
    if (last && Math.hypot(here.x - last.x, here.y - last.y) > JUMP) this.#trail.length = 0;
    if (!last || Math.hypot(here.x - last.x, here.y - last.y, here.z - last.z) > SPACING) this.#trail.unshift(here);
    if (this.#trail.length > BEADS) this.#trail.length = BEADS;
  }

  #beads(look: Look): void {
    this.#trail.forEach((p, i) => {
      const t = (i + 1) / BEADS;
      const at = look.camera.project(p.x, p.y, p.z - 4 - t * 10);
      const k = at.s * (0.42 - 0.3 * t);
      look.sprites.put('dot', DEPTH.guide - 1, at.x, at.y, k, k, look.palette.glow, 0.85 * (1 - t));
    });
  }

  #look(view: GuideView, look: Look): void {
    const dx = view.lookX - view.x;
    const dy = view.lookY - view.y;
    const far = Math.hypot(dx, dy);
    const k = 1 - Math.exp(-look.dt / 0.2);
    this.#eyeX += (clamp(dx / Math.max(far, 1), -1, 1) - this.#eyeX) * k;
    this.#eyeY += (clamp(dy / Math.max(far, 1), -1, 1) - this.#eyeY) * k;
  }
}

/** A long shadow that no light in the picture throws: across all the others, and under it its own shape, wings and all, as a body's would lie. */
function throwShadow(ground: Spot, shade: number, look: Look): void {
  const { sprites, palette, camera } = look;
  const away = Math.atan2(ground.x - look.lightX, Math.max(40, ground.y - look.horizonY) * 2.2);
  const k = ground.s;
  const long = sprites.put('streak', DEPTH.shadows + 2, ground.x, ground.y - 2 * camera.unit, k * 1.5, k * 1.1, palette.ink, 0.95 * shade);
  long.setRotation(1.05 - away);
  sprites.flat('petals', DEPTH.shadows + 3, ground.x, ground.y, k * 0.66, k * 0.26, palette.ink, 0.9 * shade);
  sprites.put('soft', DEPTH.shadows + 3, ground.x, ground.y, k * 0.72, k * 0.25, palette.ink, 0.95 * shade);
}

/** A moth about the light, and its shadow on the ground, larger than itself. */
function moth(at: Spot, ground: Spot, here: number, look: Look): void {
  const { sprites, palette, time } = look;
  const turn = look.reducedMotion ? 0.8 : time * 2.1;
  const x = Math.cos(turn) * 34 * at.s;
  const y = (Math.sin(turn * 2) * 12 - 8) * at.s;
  const flap = look.reducedMotion ? 0.8 : 0.35 + 0.65 * Math.abs(Math.sin(time * 9));
  for (const side of [-1, 1])
    sprites
      .put('soft', DEPTH.guide + 4, at.x + x + side * 6 * at.s * flap, at.y + y, at.s * 0.15 * flap, at.s * 0.17, palette.ink, here)
      .setRotation(side * 0.6);
  const far = { x: ground.x + x * 2.4, y: ground.y + y * 0.8 };
  sprites.put('soft', DEPTH.shadows + 2, far.x, far.y, at.s * 0.42, at.s * 0.15, palette.ink, 0.85 * here);
}
