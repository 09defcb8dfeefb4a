import { describe, expect, it } from 'vitest';
import {
  ACTS,
  blendColours,
  blendPalettes,
  colourDistance,
  LUMINANCE_RATE,
  luminance,
  PaletteFollower,
} from '../../client/stage/palette.ts';
import type { PaletteName } from '../../client/stage/view.ts';

const NAMES = Object.keys(ACTS) as PaletteName[];

describe('palette', () => {
  it('keeps both ends of a blend and goes evenly between them', () => {
    expect(blendPalettes(ACTS.dusk, ACTS.dawn, 0)).toBe(ACTS.dusk);
    expect(blendPalettes(ACTS.dusk, ACTS.dawn, 1)).toBe(ACTS.dawn);
    // black to white in OKLab: half way is L = .5, sRGB .389 (Ottosson 2020)
    const [r, g, b] = blendColours([0, 0, 0], [1, 1, 1], 0.5);
    expect(r).toBeCloseTo(0.3886, 3);
    expect(Math.abs(r - g) + Math.abs(g - b)).toBeLessThan(1e-3);
  });

  it('tells every act from every other', () => {
    for (const a of NAMES) for (const b of NAMES) if (a !== b) expect(colourDistance(ACTS[a], ACTS[b])).toBeGreaterThan(0.1);
  });

  it('never lets the mean luminance move faster than 10 % a second, whatever jumps', () => {
    const follower = new PaletteFollower();
    const dt = 1 / 30;
    let before = luminance(follower.follow('descent', 'descent', 0, 1, 0));
    for (let i = 0; i < 300; i++) {
      const to: PaletteName = i % 40 < 20 ? 'dawn' : 'reckoning';
      const now = luminance(follower.follow(to, to, 0, i % 3 ? 1.2 : 0.8, dt));
      expect(Math.abs(now - before) / before).toBeLessThanOrEqual(LUMINANCE_RATE * dt * 1.35);
      before = now;
    }
  });

  it('arrives in the end', () => {
    const follower = new PaletteFollower();
    follower.follow('dusk', 'dusk', 0, 1, 0);
    let now = ACTS.dusk;
    for (let i = 0; i < 900; i++) now = follower.follow('dusk', 'ritual', 1, 1, 1 / 30);
    expect(colourDistance(now, ACTS.ritual)).toBeLessThan(0.01);
  });

  it('shows no saturated red', () => {
    for (const act of Object.values(ACTS))
      for (const value of Object.values(act)) {
        if (typeof value === 'number') continue;
        const [r, g, b] = value as [number, number, number];
        expect(r / (r + g + b)).toBeLessThan(0.8);
      }
  });
});
