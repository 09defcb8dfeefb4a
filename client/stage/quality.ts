/** Which tier to draw: low without a graphics card, medium otherwise; down after three slow seconds, up only by hand. */
import type { Quality } from './view.ts';

export interface Renderer {
  /** unmasked name of the renderer, as far as the browser tells */
  readonly name: string;
  readonly software: boolean;
}

/** Looks at WebGL once on a throw-away canvas; null where there is none. */
export function findRenderer(): Renderer | null {
  const canvas = document.createElement('canvas');
  const gl = (canvas.getContext('webgl2') ?? canvas.getContext('webgl')) as WebGLRenderingContext | null;
  if (!gl) return null;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return { name, software: isSoftware(name) };
}

/** True for the renderers that paint on the processor. */
export const isSoftware = (name: string): boolean => /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name);

/** Under so many frames a second a card's tier steps down, and the processor's picture is painted coarser. */
export const SLOW_FPS = 45;
export const SLOW_SOFTWARE_FPS = 18;
/** Canvas pixels of the coarser picture as a share of the usual ones, each way. */
export const COARSE = 0.75;
const PATIENCE_MS = 3000;

/** Watches frame times and says once when the tier should step down. */
export class Pace {
  #last = 0;
  #slowFor = 0;
  #mean = 16;
  readonly #slow: number;

  /** `slow`: frames a second */
  constructor(slow: number) {
    this.#slow = slow;
  }

  /** `now` in ms; true when frames came slower than that for three seconds in a row. */
  tooSlow(now: number): boolean {
    const gap = now - this.#last;
    this.#last = now;
    // a pause of the page is not slowness
    if (gap <= 0 || gap > 1000) {
      this.#slowFor = 0;
      return false;
    }
    this.#mean += (gap - this.#mean) * 0.1;
    this.#slowFor = this.#mean > 1000 / this.#slow ? this.#slowFor + gap : 0;
    return this.#slowFor > PATIENCE_MS;
  }
}

/** Canvas pixels a CSS pixel: sharp where a card paints, at most a 1280 x 720 picture where the processor does. */
export function resolutionFor(quality: Quality, software: boolean, width: number, height: number): number {
  const dense = Math.min(window.devicePixelRatio || 1, quality === 'low' ? 1 : 1.5);
  if (!software) return dense;
  return Math.min(dense, Math.max(0.5, Math.sqrt((1280 * 720) / Math.max(1, width * height))));
}
