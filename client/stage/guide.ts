/** The guide: one open eye, perfect symmetry, no breath, and a shadow although it is a light. */
import { METRE } from './camera.ts';
import { DEPTH, type Look } from './look.ts';
import { clamp } from './noise.ts';
import { WHITE } from './palette.ts';
import type { Targets } from './targets.ts';
import type { GuideView } from './view.ts';

const BEADS = 18;
/** World px between beads of the trail. */
const SPACING = 14;

export class Guide {
  /** where it was, newest first, px of the world and height */
  readonly #trail: { x: number; y: number; z: number }[] = [];
  #eyeX = 0;
  #eyeY = 0;

  draw(view: GuideView | null, look: Look, targets: Targets): void {
    if (!view) {
      this.#trail.length = 0;
      return;
    }
    const { camera, sprites, palette } = look;
    const here = { x: view.x * METRE, y: view.y * METRE, z: Math.max(view.z, 0.6) * METRE };
    this.#remember(here);
    const at = camera.project(here.x, here.y, here.z);
    const ground = camera.project(here.x, here.y);
    if (!camera.sees(at, 200 * camera.unit)) return;
    if (view.mirror) this.#lake(ground, at.s, look);
    if (view.exposed) {
      // nothing left of the mask: a small plain light near the ground, its eye at rest
      sprites.put('glow', DEPTH.guide, at.x, at.y, at.s * 1.2, at.s * 1.2, palette.glow, 0.4, 'add');
      sprites.put('orb', DEPTH.guide + 2, at.x, at.y, at.s * 0.4, at.s * 0.4, WHITE, 1);
      targets.add('guide', 'guide', at.x, at.y, 40 * at.s * 0.5, 40 * at.s * 0.5, view.y + 3);
      this.#trail.length = 0;
      return;
    }
    // it casts a dark ellipse: the slightly wrong thing
    sprites.put('soft', DEPTH.shadows + 2, ground.x, ground.y, at.s * 0.62, at.s * 0.2, palette.ink, 0.78);
    this.#beads(look);
    const k = at.s * 0.5;
    sprites.put('glow', DEPTH.guide, at.x, at.y, at.s * 1.75, at.s * 1.75, palette.glow, 0.55, 'add');
    sprites.put('petals', DEPTH.guide + 1, at.x, at.y, k, k, WHITE, 1);
    sprites.put('orb', DEPTH.guide + 2, at.x, at.y, k, k, WHITE, 1);
    this.#look(view, look);
    sprites.put('iris', DEPTH.guide + 3, at.x + this.#eyeX * 6 * k, at.y + this.#eyeY * 3 * k, k, k, WHITE, 1);
    targets.add('guide', 'guide', at.x, at.y, 40 * k, 40 * k, view.y + 3);
  }

  /** A shallow lake of its own light, with a few slow glints. */
  #lake(ground: { x: number; y: number }, s: number, look: Look): void {
    const { sprites, palette, time } = look;
    sprites.put('soft', DEPTH.shadows + 1, ground.x, ground.y, s * 5.2, s * 1.5, palette.ink, 0.3);
    sprites.put('glow', DEPTH.shadows + 2, ground.x, ground.y, s * 7, s * 2, palette.glow, 0.38, 'add');
    for (let i = 0; i < 7; i++) {
      const a = i * 2.4;
      const r = (0.25 + 0.1 * i) * 100 * s;
      const shine = 0.35 + 0.3 * Math.sin(time * 0.6 + i * 1.7);
      sprites.put(
        'dot',
        DEPTH.shadows + 3,
        ground.x + Math.cos(a) * r,
        ground.y + Math.sin(a) * r * 0.28,
        s * 0.5,
        s * 0.1,
        palette.glow,
        shine,
        'add',
      );
    }
  }

  #remember(here: { x: number; y: number; z: number }): void {
    const last = this.#trail[0];
    if (last && Math.hypot(here.x - last.x, here.y - last.y) > 600) this.#trail.length = 0;
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
