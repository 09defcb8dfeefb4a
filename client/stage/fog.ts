/** Fog: veils across the picture, one behind the other, so that what stands behind the first is dimmer and behind the last is gone. */
import { METRE } from './camera.ts';
import { type Look, upright } from './look.ts';
import { clamp } from './noise.ts';
import { mix } from './palette.ts';

/** Where the veils hang, in parts of the distance at which fog begins, and how dense each is. */
const VEILS: readonly (readonly [number, number])[] = [
  [0.8, 0.3],
  [1, 0.45],
  [1.3, 0.55],
  [1.8, 0.7],
];
/** It comes and goes within so many seconds. */
const SECONDS = 6;
/** Farther than this it is no fog, m. */
const CLEAR = 140;
/** Height of the baked veil, and where its densest part is in it. */
const TALL = 128;
const DENSE = 0.72;

export class Fog {
  /** 1 / m: sight in fog is told by how much of it is in a metre */
  #thick = 0;
  #begun = false;

  draw(metres: number | null, look: Look): void {
    const wanted = metres === null ? 0 : 1 / Math.max(4, metres);
    this.#thick = this.#begun ? this.#thick + (wanted - this.#thick) * (1 - Math.exp(-look.dt / SECONDS)) : wanted;
    this.#begun = true;
    if (this.#thick < 1 / CLEAR || look.highContrast) return;
    const { camera, sprites, palette } = look;
    const sight = 1 / this.#thick;
    // it thins out as it lifts
    const strength = clamp((CLEAR - sight) / (CLEAR - 50));
    const tint = mix(palette.haze, palette.mistLit, 0.45);
    const veils = look.quality === 'low' ? VEILS.filter((_, i) => i % 2 > 0) : VEILS;
    veils.forEach(([part, density], i) => {
      const y = camera.y - sight * part * METRE;
      const foot = camera.project(camera.x, y).y + 18 * camera.unit;
      const top = Math.min(look.horizonY, foot) - 150 * camera.unit;
      const sway = look.reducedMotion ? 0 : Math.sin(look.time * 0.11 + i * 1.7) * 7 * camera.unit;
      const tall = (foot - top) / TALL;
      const alpha = strength * density * (look.quality === 'low' ? 1.25 : 1);
      sprites.put('fog', upright(y), camera.width / 2, top + (TALL * tall) / 2 + sway, camera.width / 8, tall, tint, Math.min(0.9, alpha));
      if (look.quality === 'low') return;
      // its foot is not a line
      for (let n = 0; n < 4; n++) {
        const drift = look.reducedMotion ? 0 : Math.sin(look.time * 0.05 + n * 2.1 + i) * 40 * camera.unit;
        const k = camera.unit * (2.4 + 0.5 * ((n + i) % 3));
        const x = ((n + 0.5 + 0.3 * (i % 2)) / 4) * camera.width + drift;
        sprites.put('mist', upright(y) + 0.01, x, top + (foot - top) * DENSE + 14 * camera.unit, k, k * 0.6, tint, 0.3 * strength);
      }
    });
  }
}
