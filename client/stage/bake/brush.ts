/** Small helpers for painting masks on a 2D canvas. Masks are white and grey; the stage tints them. */
import { clamp } from '../noise.ts';

export type Ctx = CanvasRenderingContext2D;

/** A grey of value `v` (0..1) and alpha. */
export function grey(v: number, alpha = 1): string {
  const n = Math.round(clamp(v) * 255);
  return `rgba(${n},${n},${n},${alpha})`;
}
export const white = (alpha: number): string => `rgba(255,255,255,${alpha})`;
export const black = (alpha: number): string => `rgba(0,0,0,${alpha})`;

type Stop = readonly [number, string];

export function vertical(c: Ctx, y0: number, y1: number, ...stops: readonly Stop[]): CanvasGradient {
  const g = c.createLinearGradient(0, y0, 0, y1);
  for (const [at, colour] of stops) g.addColorStop(at, colour);
  return g;
}

export function horizontal(c: Ctx, x0: number, x1: number, ...stops: readonly Stop[]): CanvasGradient {
  const g = c.createLinearGradient(x0, 0, x1, 0);
  for (const [at, colour] of stops) g.addColorStop(at, colour);
  return g;
}

export function radial(c: Ctx, x: number, y: number, r0: number, r1: number, ...stops: readonly Stop[]): CanvasGradient {
  const g = c.createRadialGradient(x, y, r0, x, y, r1);
  for (const [at, colour] of stops) g.addColorStop(at, colour);
  return g;
}

/** Builds a path with `draw` and fills it. */
export function fill(c: Ctx, style: string | CanvasGradient, draw: () => void): void {
  c.beginPath();
  draw();
  c.fillStyle = style;
  c.fill();
}

export function stroke(c: Ctx, style: string | CanvasGradient, width: number, draw: () => void): void {
  c.beginPath();
  draw();
  c.lineWidth = width;
  c.lineCap = 'round';
  c.lineJoin = 'round';
  c.strokeStyle = style;
  c.stroke();
}

/** Adds straight lines through `points` to the path. */
export function through(c: Ctx, points: readonly (readonly [number, number])[]): void {
  for (const [x, y] of points) c.lineTo(x, y);
}

export function canvasOf(width: number, height: number): Ctx {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.ceil(width));
  canvas.height = Math.max(1, Math.ceil(height));
  const c = canvas.getContext('2d', { willReadFrequently: true });
  if (!c) throw new Error('this browser gives no 2D canvas to paint on');
  return c;
}

/** The lit edge of whatever `source` shows: itself less itself moved by (dx, dy) px, faded towards the foot. */
export function edgeOf(source: HTMLCanvasElement, dx: number, dy: number, foot = 0): Ctx {
  const c = canvasOf(source.width, source.height);
  c.drawImage(source, 0, 0);
  c.globalCompositeOperation = 'source-in';
  c.fillStyle = '#fff';
  c.fillRect(0, 0, source.width, source.height);
  c.globalCompositeOperation = 'destination-out';
  c.drawImage(source, dx, dy);
  c.drawImage(source, dx, dy);
  c.globalCompositeOperation = 'destination-in';
  c.fillStyle = vertical(c, 0, source.height, [0, white(1)], [0.6, white(0.75)], [1, white(foot)]);
  c.fillRect(0, 0, source.width, source.height);
  c.globalCompositeOperation = 'source-over';
  return c;
}
