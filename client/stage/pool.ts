/** Sprites for one frame: asked for anew each frame, kept between frames, hidden when nobody asks. */
import * as Phaser from 'phaser';
import type { Sheet } from './bake/sheet.ts';
import { type Colour, toInt } from './palette.ts';

export type Blend = 'normal' | 'add';
/** x and y of four corners, clockwise from the upper left, canvas px. */
export type Corners = readonly [number, number, number, number, number, number, number, number];

/** What stands in for Phaser's own steps of drawing one image; a transformer is asked for its `quad` only. */
const nodesOf = (image: Phaser.GameObjects.Image): { Transformer?: { readonly quad: Float32Array } | undefined } =>
  image.customRenderNodes as never;

const FILL = Phaser.TintModes.FILL;
const MULTIPLY = Phaser.TintModes.MULTIPLY;

export class Sprites {
  readonly #scene: Phaser.Scene;
  readonly #sheet: Sheet;
  readonly #made: Phaser.GameObjects.Image[] = [];
  readonly #corners = new WeakMap<Phaser.GameObjects.Image, { readonly quad: Float32Array }>();
  #used = 0;

  constructor(scene: Phaser.Scene, sheet: Sheet) {
    this.#scene = scene;
    this.#sheet = sheet;
  }

  /** sprites ever made; stays level while the same things come and go */
  get count(): number {
    return this.#made.length;
  }

  get used(): number {
    return this.#used;
  }

  begin(): void {
    this.#used = 0;
  }

  /** A sprite of `frame` with its pivot at (x, y); `sx`, `sy` are canvas px a design unit. Alpha under .004 still costs a sprite: test before. */
  put(
    frame: string,
    depth: number,
    x: number,
    y: number,
    sx: number,
    sy: number,
    tint: Colour,
    alpha: number,
    blend: Blend = 'normal',
  ): Phaser.GameObjects.Image {
    const image = this.#take(frame);
    const k = this.#sheet.scale.get(frame) ?? 1;
    image.setPosition(x, y);
    image.setScale(sx / k, sy / k);
    if (image.rotation !== 0) image.rotation = 0;
    if (image.flipX) image.setFlipX(false);
    image.setTint(toInt(tint));
    if (image.tintMode !== MULTIPLY) image.setTintMode(MULTIPLY);
    image.setAlpha(alpha);
    if (image.depth !== depth) image.setDepth(depth);
    const mode = blend === 'add' ? Phaser.BlendModes.ADD : Phaser.BlendModes.NORMAL;
    if (image.blendMode !== mode) image.setBlendMode(mode);
    return image;
  }

  /** As `put`, the silhouette in one flat colour. */
  flat(frame: string, depth: number, x: number, y: number, sx: number, sy: number, tint: Colour, alpha: number): Phaser.GameObjects.Image {
    return this.put(frame, depth, x, y, sx, sy, tint, alpha).setTintMode(FILL);
  }

  /** A soft line from one canvas point to another, `width` px wide. */
  line(
    depth: number,
    x0: number,
    y0: number,
    x1: number,
    y1: number,
    width: number,
    tint: Colour,
    alpha: number,
    blend: Blend = 'normal',
  ): void {
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (length < 0.01 || alpha < 0.004) return;
    this.put('line', depth, x0, y0, (length + 0.6) / LINE_LENGTH, width / LINE_WIDTH, tint, alpha, blend).setRotation(
      Math.atan2(y1 - y0, x1 - x0),
    );
  }

  /**
   * `frame` stretched over any four corners of the canvas, from the frame's upper left clockwise; flat colour only, as two triangles bend a
   * picture. In the same batch as all others.
   */
  quad(frame: string, depth: number, corners: Corners, tint: Colour, alpha: number): void {
    const image = this.put(frame, depth, corners[0], corners[1], 1, 1, tint, alpha);
    const own = this.#corners.get(image) ?? { quad: new Float32Array(8) };
    this.#corners.set(image, own);
    const [x0, y0, x1, y1, x2, y2, x3, y3] = corners;
    // Phaser goes the other way round
    own.quad.set([x0, y0, x3, y3, x2, y2, x1, y1]);
    nodesOf(image).Transformer = own;
  }

  end(): void {
    for (let i = this.#used; i < this.#made.length; i++) {
      const image = this.#made[i] as Phaser.GameObjects.Image;
      if (image.visible) image.setVisible(false);
    }
  }

  destroy(): void {
    for (const image of this.#made) image.destroy();
    this.#made.length = 0;
  }

  #take(frame: string): Phaser.GameObjects.Image {
    let image = this.#made[this.#used];
    if (!image) {
      image = this.#scene.add.image(0, 0, this.#sheet.key, frame);
      this.#made.push(image);
    } else if (image.frame.name !== frame) {
      image.setFrame(frame);
    }
    this.#used += 1;
    const nodes = nodesOf(image);
    if (nodes.Transformer) nodes.Transformer = undefined;
    if (!image.visible) image.setVisible(true);
    return image;
  }
}

/** Design size of the frame `line`: its core is `LINE_WIDTH` wide, the rest is soft edge. */
export const LINE_LENGTH = 64;
export const LINE_WIDTH = 4;
