/** What every layer shares in one frame. */
import type { Camera, Spot } from './camera.ts';
import type { Palette } from './palette.ts';
import type { Sprites } from './pool.ts';
import type { Quality } from './view.ts';

export interface Look {
  readonly palette: Palette;
  readonly camera: Camera;
  /** sprites of the one sheet, for every layer */
  readonly sprites: Sprites;
  readonly quality: Quality;
  /** idle time in seconds; stands still under the stop card */
  readonly time: number;
  /** seconds since the last frame, 0..0.1 */
  readonly dt: number;
  readonly reducedMotion: boolean;
  readonly highContrast: boolean;
  /** where the light stands on the canvas, px */
  readonly lightX: number;
  readonly horizonY: number;
  /** how far the view has slid, px down the canvas */
  readonly slid: number;
  /** where someone at a point of the world (px) stands on a bridge; null elsewhere */
  readonly onBridge: (x: number, y: number) => Spot | null;
  /** where someone at a point of the world (px) stands, on a bridge or on the ground */
  readonly stand: (x: number, y: number) => Spot;
}

/** Depth numbers, back to front. Upright things are at `UPRIGHT` + y px. */
export const DEPTH = {
  sky: 0,
  tapestry: 3,
  farIslands: 4,
  bridges: 400,
  pools: 500,
  shadows: 520,
  rings: 524,
  upright: 10000,
  motes: 20000,
  threads: 29000,
  guide: 30000,
  nearMist: 33000,
  nearFrame: 34000,
  vignette: 34500,
  labels: 36000,
  veil: 37000,
} as const;

/** Depth of something that stands at `y` px of the world. */
export const upright = (y: number): number => DEPTH.upright + y;
