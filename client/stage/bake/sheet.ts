/**
 * One texture for everything small: drawings are painted once on scratch canvases, cropped to their ink, packed on shelves and uploaded
 * together. With one texture and `maxTextures: 1` the whole stage is a handful of draw calls, and rotated sprites keep their triangles.
 */
import type * as Phaser from 'phaser';
import { type Ctx, canvasOf } from './brush.ts';

export interface Drawing {
  readonly name: string;
  /** size in design units */
  readonly w: number;
  readonly h: number;
  /** texture px a design unit */
  readonly k: number;
  /** where it stands, share of its size */
  readonly pivot: readonly [number, number];
  /** paints in design units */
  readonly paint: (c: Ctx) => void;
}

export interface Sheet {
  readonly key: string;
  /** texture px a design unit, by frame */
  readonly scale: ReadonlyMap<string, number>;
  readonly bytes: number;
}

interface Piece {
  readonly drawing: Drawing;
  readonly canvas: HTMLCanvasElement;
  readonly box: Box;
  x: number;
  y: number;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const WIDTH = 2048;
const GAP = 2;

/** The smallest box that holds every pixel with ink. */
export function inkOf(c: Ctx): Box {
  const { width, height } = c.canvas;
  const data = c.getImageData(0, 0, width, height).data;
  let x0 = width;
  let x1 = -1;
  let y0 = height;
  let y1 = -1;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if ((data[(y * width + x) * 4 + 3] as number) > 2) {
        if (x < x0) x0 = x;
        if (x > x1) x1 = x;
        if (y < y0) y0 = y;
        y1 = y;
      }
  return x1 < 0 ? { x: 0, y: 0, w: 1, h: 1 } : { x: x0, y: y0, w: x1 - x0 + 1, h: y1 - y0 + 1 };
}

function paint(drawing: Drawing): Piece {
  const c = canvasOf(drawing.w * drawing.k, drawing.h * drawing.k);
  c.scale(drawing.k, drawing.k);
  drawing.paint(c);
  return { drawing, canvas: c.canvas, box: inkOf(c), x: 0, y: 0 };
}

/** Places pieces on shelves, tallest first; returns the height used. */
function pack(pieces: Piece[]): number {
  pieces.sort((a, b) => b.box.h - a.box.h || (a.drawing.name < b.drawing.name ? -1 : 1));
  let x = 0;
  let y = 0;
  let shelf = 0;
  for (const piece of pieces) {
    if (x + piece.box.w + GAP > WIDTH) {
      x = 0;
      y += shelf + GAP;
      shelf = 0;
    }
    piece.x = x;
    piece.y = y;
    x += piece.box.w + GAP;
    shelf = Math.max(shelf, piece.box.h);
  }
  return y + shelf;
}

/**
 * Paints and packs `drawings` into a texture named `key`; `pause` is awaited every few drawings so that the page stays alive.
 * Throws a RangeError if they do not fit 2048 x 4096.
 */
export async function bakeSheet(
  scene: Phaser.Scene,
  key: string,
  drawings: readonly Drawing[],
  pause: () => Promise<void>,
): Promise<Sheet> {
  const pieces: Piece[] = [];
  let since = performance.now();
  for (const drawing of drawings) {
    pieces.push(paint(drawing));
    if (performance.now() - since > 12) {
      await pause();
      since = performance.now();
    }
  }
  const height = pack(pieces);
  if (height > 4096) throw new RangeError(`the sheet ${key} needs ${height} px of height`);
  const texture = scene.textures.createCanvas(key, WIDTH, height);
  if (!texture) throw new Error(`a texture named ${key} exists already`);
  const scale = new Map<string, number>();
  for (const { drawing, canvas, box, x, y } of pieces) {
    texture.context.drawImage(canvas, box.x, box.y, box.w, box.h, x, y, box.w, box.h);
    const frame = texture.add(drawing.name, 0, x, y, box.w, box.h);
    if (!frame) throw new Error(`two drawings are named ${drawing.name}`);
    frame.setTrim(canvas.width, canvas.height, box.x, box.y, box.w, box.h);
    frame.customPivot = true;
    frame.pivotX = drawing.pivot[0];
    frame.pivotY = drawing.pivot[1];
    scale.set(drawing.name, drawing.k);
  }
  texture.refresh();
  return { key, scale, bytes: WIDTH * height * 4 };
}
