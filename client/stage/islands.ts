/**
 * Islands, 100+. Medium: four tinted masks. Low: one flattened picture, painted again when the palette has moved far enough, one island a
 * frame. Where the ground bends, a card is drawn in strips so that painted rings and walking feet bend alike.
 */
import type * as Phaser from 'phaser';
import { type Ctx, canvasOf } from './bake/brush.ts';
import { formOf, type IslandForm, MASKS, type Mask, type MaskName, paintMask } from './bake/island.ts';
import { bend, type Camera, type Card, SQUASH } from './camera.ts';
import type { Look } from './look.ts';
import { clamp, ofText } from './noise.ts';
import { CLOTHS, type Colour, colourDistance, css, mix, type Palette, toInt } from './palette.ts';
import type { RegionView } from './view.ts';

interface Sheet {
  readonly key: string;
  readonly form: IslandForm;
  readonly shape: string;
  readonly masks: ReadonlyMap<MaskName | 'flat', Placed>;
  readonly cuts: readonly number[];
  /** first column of a strip's ink, px of its mask */
  readonly lefts: ReadonlyMap<string, number>;
  readonly sprites: Map<string, Phaser.GameObjects.Image>;
  cloth: Colour | null;
  flatFor: Palette | null;
  flatHaze: number;
  used: boolean;
}

interface Placed extends Mask {
  /** where it lies in the texture, px */
  readonly tx: number;
  readonly ty: number;
}

const STRIPS = 10;
/** How much of its district's colour an island's ground wears, and its cliff. */
const GROUND_CLOTH = 0.26;
const CLIFF_CLOTH = 0.14;
/** Flat pictures follow a palette in steps of this colour distance. */
const FLAT_STEP = 0.03;

export class Islands {
  readonly #scene: Phaser.Scene;
  readonly #k: number;
  readonly #flat: boolean;
  readonly #sheets = new Map<string, Sheet>();
  #serial = 0;

  /** `k` texture px a stage px; `flat` for the low tier. */
  constructor(scene: Phaser.Scene, k: number, flat: boolean) {
    this.#scene = scene;
    this.#k = k;
    this.#flat = flat;
  }

  get count(): number {
    let n = 0;
    for (const sheet of this.#sheets.values()) n += sheet.sprites.size;
    return n;
  }

  /** The painted shape of a region, or null before it is baked. */
  form(id: string): IslandForm | null {
    return this.#sheets.get(id)?.form ?? null;
  }

  /** Bakes at most one missing island and flattens at most one stale one, then places all. */
  draw(regions: readonly RegionView[], camera: Camera, look: Look): void {
    for (const sheet of this.#sheets.values()) sheet.used = false;
    let baked = false;
    const nearFirst = [...regions].sort((a, b) => distance(a, camera) - distance(b, camera));
    for (const region of nearFirst) {
      const shape = `${region.rx} ${region.ry} ${region.built}`;
      let sheet = this.#sheets.get(region.id);
      if (sheet && sheet.shape !== shape) {
        this.#drop(region.id, sheet);
        sheet = undefined;
      }
      if (!sheet && !baked) {
        sheet = this.#bake(region, shape);
        baked = true;
      }
      if (!sheet) continue;
      sheet.used = true;
      const cloth = region.cloth ? CLOTHS[region.cloth] : null;
      if (cloth !== sheet.cloth) Object.assign(sheet, { cloth, flatFor: null });
    }
    for (const card of camera.cards) {
      const sheet = this.#sheets.get(card.id);
      if (!sheet) continue;
      if (this.#flat && !baked) baked = this.#flatten(sheet, card, camera, look.palette);
      this.#place(sheet, card, camera, look);
    }
    for (const [id, sheet] of this.#sheets) if (!sheet.used) this.#drop(id, sheet);
  }

  destroy(): void {
    for (const [id, sheet] of this.#sheets) this.#drop(id, sheet);
  }

  #drop(id: string, sheet: Sheet): void {
    for (const image of sheet.sprites.values()) image.destroy();
    this.#scene.textures.remove(sheet.key);
    this.#sheets.delete(id);
  }

  #bake(region: RegionView, shape: string): Sheet {
    const rx = region.rx * 32;
    const ry = region.ry * 32;
    const hang = clamp(60 + rx * 0.3, 90, 230);
    const form = formOf(rx, ry, hang, 1 + Math.floor(ofText(region.id) * 90), region.built);
    const masks = new Map<MaskName | 'flat', Placed>();
    let y = 0;
    let width = 1;
    for (const name of MASKS) {
      const mask = paintMask(form, name, this.#k);
      masks.set(name, { ...mask, tx: 0, ty: y });
      y += mask.canvas.height + 2;
      width = Math.max(width, mask.canvas.width);
    }
    if (this.#flat) {
      const flat = canvasOf(form.w * this.#k, form.h * this.#k).canvas;
      masks.set('flat', { canvas: flat, x: 0, y: 0, w: form.w, h: form.h, tx: 0, ty: 0 });
      width = flat.width;
      y = flat.height;
    }
    this.#serial += 1;
    const key = `island-${this.#serial}`;
    const texture = this.#scene.textures.createCanvas(key, width, y);
    if (!texture) throw new Error(`no texture for island ${region.id}`);
    const cuts = Array.from({ length: STRIPS + 1 }, (_, i) => form.top + ((form.bottom - form.top) * i) / STRIPS);
    cuts[0] = 0;
    cuts.push(form.h);
    const lefts = new Map<string, number>();
    const drawn = this.#flat ? (['flat'] as const) : MASKS;
    for (const name of drawn) {
      const mask = masks.get(name) as Placed;
      if (!this.#flat) texture.context.drawImage(mask.canvas, mask.tx, mask.ty);
      texture.add(name, 0, mask.tx, mask.ty, mask.canvas.width, mask.canvas.height);
      for (let i = 0; i + 1 < cuts.length; i++) {
        const [a, b] = cutOf(mask, cuts, i, this.#k);
        if (b <= a) continue;
        const [from, to] = name === 'flat' ? widthOf(masks, a / this.#k, b / this.#k, form.w) : [0, mask.w];
        lefts.set(`${name}-${i}`, from);
        texture.add(`${name}-${i}`, 0, mask.tx + Math.floor(from * this.#k), mask.ty + a, Math.ceil((to - from) * this.#k), b - a);
      }
    }
    texture.refresh();
    const sheet: Sheet = { key, form, shape, masks, cuts, lefts, sprites: new Map(), cloth: null, flatFor: null, flatHaze: 0, used: true };
    this.#sheets.set(region.id, sheet);
    return sheet;
  }

  /** Paints the four tinted masks as one picture; false when the old one still serves. */
  #flatten(sheet: Sheet, card: Card, camera: Camera, palette: Palette): boolean {
    const haze = camera.haze(card.y);
    if (sheet.flatFor && colourDistance(sheet.flatFor, palette) < FLAT_STEP && Math.abs(haze - sheet.flatHaze) < 0.2) return false;
    const texture = this.#scene.textures.get(sheet.key) as Phaser.Textures.CanvasTexture;
    const c = texture.context;
    c.clearRect(0, 0, texture.width, texture.height);
    for (const name of MASKS) {
      const mask = sheet.masks.get(name) as Placed;
      const [tint, alpha] = tintOf(name, palette, haze, sheet.cloth);
      c.globalAlpha = alpha;
      c.drawImage(tinted(mask.canvas, tint), Math.round(mask.x * this.#k), Math.round(mask.y * this.#k));
    }
    c.globalAlpha = 1;
    texture.refresh();
    sheet.flatFor = palette;
    sheet.flatHaze = haze;
    return true;
  }

  #place(sheet: Sheet, card: Card, camera: Camera, look: Look): void {
    const { form } = sheet;
    const s = card.s * camera.unit;
    const left = camera.anchorX + s * (card.x - form.ox - camera.x);
    const rowY = (row: number): number => {
      const ground = Math.min(row, form.bottom);
      const spot = camera.place(card.x, card.y + (ground - form.oy) / SQUASH, 0, card.s, card.lift);
      return spot.y + (row - ground) * s;
    };
    const visible =
      left < camera.width && left + form.w * s > 0 && rowY(0) < camera.height && rowY(form.h) > 0 && (!this.#flat || sheet.flatFor);
    for (const image of sheet.sprites.values()) image.setVisible(false);
    if (!visible) return;
    const depth = clamp(150 + card.y * 0.05, 100, 390);
    const haze = camera.haze(card.y);
    const bends = isBent(card, camera);
    const names: readonly (MaskName | 'flat')[] = this.#flat ? ['flat'] : MASKS;
    names.forEach((name, order) => {
      const mask = sheet.masks.get(name) as Placed;
      const [tint, alpha] = name === 'flat' ? ([null, 1] as const) : tintOf(name, look.palette, haze, sheet.cloth);
      const put = (frame: string, rowA: number, rowB: number, heightPx: number): void => {
        const image = this.#sprite(sheet, frame);
        const y = rowY(rowA);
        image
          .setVisible(true)
          .setPosition(left + (mask.x + Math.floor((sheet.lefts.get(frame) ?? 0) * this.#k) / this.#k) * s, y)
          .setScale(s / this.#k, (rowY(rowB) - y) / heightPx);
        image.setDepth(depth + order * 0.01).setAlpha(alpha);
        if (tint) image.setTint(toInt(tint));
      };
      if (!bends && name !== 'cliff' && name !== 'flat') {
        put(name, mask.y, mask.y + mask.h, mask.canvas.height);
        return;
      }
      for (let i = 0; i + 1 < sheet.cuts.length; i++) {
        const [a, b] = cutOf(mask, sheet.cuts, i, this.#k);
        if (b <= a) continue;
        const rowA = mask.y + a / this.#k;
        const rowB = mask.y + b / this.#k;
        if (rowY(rowB) > 0 && rowY(rowA) < camera.height) put(`${name}-${i}`, rowA, rowB, b - a);
      }
    });
  }

  #sprite(sheet: Sheet, frame: string): Phaser.GameObjects.Image {
    let image = sheet.sprites.get(frame);
    if (!image) {
      image = this.#scene.add.image(0, 0, sheet.key, frame).setOrigin(0, 0);
      sheet.sprites.set(frame, image);
    }
    return image;
  }
}

/** Rows of strip `i` inside a mask, texture px. */
function cutOf(mask: Mask, cuts: readonly number[], i: number, k: number): [number, number] {
  const row = (v: number): number => clamp(Math.round((v - mask.y) * k), 0, mask.canvas.height);
  return [row(cuts[i] as number), row(cuts[i + 1] as number)];
}

/** Columns with ink between two rows of the whole picture, so that empty corners are not painted. */
function widthOf(masks: ReadonlyMap<MaskName | 'flat', Mask>, rowA: number, rowB: number, width: number): [number, number] {
  let from = width;
  let to = 0;
  for (const name of MASKS) {
    const mask = masks.get(name);
    const c = mask?.canvas.getContext('2d');
    if (!mask || !c) continue;
    const k = mask.canvas.height / mask.h;
    const y0 = Math.max(0, Math.floor((rowA - mask.y) * k));
    const y1 = Math.min(mask.canvas.height, Math.ceil((rowB - mask.y) * k));
    if (y1 <= y0) continue;
    const data = c.getImageData(0, y0, mask.canvas.width, y1 - y0).data;
    for (let i = 3; i < data.length; i += 4)
      if ((data[i] as number) > 2) {
        const x = mask.x + (((i - 3) / 4) % mask.canvas.width) / k;
        if (x < from) from = x;
        if (x > to) to = x;
      }
  }
  return to > from ? [Math.max(0, from - 1), Math.min(width, to + 2)] : [0, 1];
}

/** True where a card's ground is not one straight slope on screen. */
function isBent(card: Card, camera: Camera): boolean {
  const a = card.y - card.ry - camera.y;
  const b = card.y + card.ry - camera.y;
  return Math.abs((bend(a) + bend(b)) / 2 - bend((a + b) / 2)) > 0.4;
}

function tintOf(name: MaskName, p: Palette, haze: number, cloth: Colour | null): readonly [Colour, number] {
  const k = haze * 0.62;
  const dyed = (ground: Colour, share: number): Colour => (cloth ? mix(ground, cloth, share) : ground);
  if (name === 'cliff') return [mix(dyed(p.cliff, CLIFF_CLOTH), p.haze, k), 1];
  if (name === 'top') return [mix(dyed(p.top, GROUND_CLOTH), p.haze, k * 0.8), 1];
  if (name === 'light') return [mix(dyed(p.lit, GROUND_CLOTH * 0.6), p.haze, k * 0.4), 0.85];
  return [p.rim, 0.95 - 0.3 * haze];
}

let scratch: Ctx | null = null;

/** `source` multiplied by a colour, on a shared canvas that the next call overwrites. */
function tinted(source: HTMLCanvasElement, colour: Colour): HTMLCanvasElement {
  const c = scratch ?? canvasOf(1, 1);
  scratch = c;
  c.canvas.width = source.width;
  c.canvas.height = source.height;
  c.drawImage(source, 0, 0);
  c.globalCompositeOperation = 'multiply';
  c.fillStyle = css(colour);
  c.fillRect(0, 0, source.width, source.height);
  c.globalCompositeOperation = 'destination-in';
  c.drawImage(source, 0, 0);
  return c.canvas;
}

function distance(region: RegionView, camera: Camera): number {
  return Math.hypot(region.x * 32 - camera.x, region.y * 32 - camera.y);
}
