/** Names below the feet: my own on a cream pill, others on a dark one. Where two would overlap, the nearer to me is kept. */
import type * as Phaser from 'phaser';
import { DEPTH, type Look } from './look.ts';
import type { People, Stood } from './people.ts';

const SLOT_W = 192;
const SLOT_H = 30;
const COLUMNS = 4;
const ROWS = 6;
const FONT = "700 13px 'Nunito Variable', Nunito, 'Atkinson Hyperlegible Next Variable', system-ui, sans-serif";
const LONGEST = 22;

interface Slot {
  readonly image: Phaser.GameObjects.Image;
  text: string;
  /** CSS px of the pill */
  width: number;
  used: number;
}

export class Labels {
  readonly #scene: Phaser.Scene;
  readonly #key: string;
  readonly #ratio: number;
  readonly #slots: Slot[] = [];
  #frame = 0;

  /** `ratio` is canvas px a CSS px. */
  constructor(scene: Phaser.Scene, ratio: number, serial: number) {
    this.#scene = scene;
    this.#ratio = Math.max(1, ratio);
    this.#key = `labels-${serial}`;
    const k = this.#ratio;
    const texture = scene.textures.createCanvas(this.#key, Math.ceil(SLOT_W * COLUMNS * k), Math.ceil(SLOT_H * ROWS * k));
    for (let i = 0; i < COLUMNS * ROWS; i++) {
      const [x, y] = [(i % COLUMNS) * SLOT_W * k, Math.floor(i / COLUMNS) * SLOT_H * k];
      texture?.add(`${i}`, 0, x, y, SLOT_W * k, SLOT_H * k);
      const image = scene.add.image(0, 0, this.#key, `${i}`).setDepth(DEPTH.labels).setVisible(false);
      this.#slots.push({ image, text: '', width: 0, used: -1 });
    }
  }

  get count(): number {
    return this.#slots.length;
  }

  draw(people: People, look: Look): void {
    this.#frame += 1;
    const { camera } = look;
    const named = [...people.stood.values()].filter((p) => p.view.name !== null);
    const mine = named.find((p) => p.view.me);
    const [mx, my] = mine ? [mine.at.x, mine.at.y] : [camera.anchorX, camera.anchorY];
    named.sort((a, b) => rank(a, mx, my) - rank(b, mx, my));
    const taken: { x: number; y: number; w: number; h: number }[] = [];
    let dirty = false;
    for (const stood of named.slice(0, this.#slots.length)) {
      const slot = this.#slotFor(`${stood.view.me ? 'm' : 'o'}${cut(stood.view.name ?? '')}`);
      if (!slot) break;
      if (slot.width === 0) {
        this.#paint(slot);
        dirty = true;
      }
      const scale = camera.resolution / this.#ratio;
      const w = (slot.width + 8) * camera.resolution;
      const h = 26 * camera.resolution;
      const box = { x: stood.at.x - w / 2, y: stood.at.y + 8 * camera.unit, w, h };
      if (taken.some((t) => t.x < box.x + box.w && box.x < t.x + t.w && t.y < box.y + box.h && box.y < t.y + t.h)) continue;
      taken.push(box);
      slot.used = this.#frame;
      slot.image
        .setVisible(true)
        .setPosition(stood.at.x, box.y + h / 2)
        .setScale(scale);
    }
    for (const slot of this.#slots) if (slot.used !== this.#frame) slot.image.setVisible(false);
    if (dirty) (this.#scene.textures.get(this.#key) as Phaser.Textures.CanvasTexture).refresh();
  }

  destroy(): void {
    for (const slot of this.#slots) slot.image.destroy();
    if (this.#scene.textures.exists(this.#key)) this.#scene.textures.remove(this.#key);
  }

  /** The slot that shows a text already, else the one unused for longest. */
  #slotFor(text: string): Slot | null {
    let best: Slot | null = null;
    for (const slot of this.#slots) {
      if (slot.text === text && slot.used !== this.#frame) return slot;
      if (slot.used !== this.#frame && (!best || slot.used < best.used)) best = slot;
    }
    if (best) {
      best.text = text;
      best.width = 0;
    }
    return best;
  }

  #paint(slot: Slot): void {
    const i = this.#slots.indexOf(slot);
    const texture = this.#scene.textures.get(this.#key) as Phaser.Textures.CanvasTexture;
    const c = texture.context;
    const k = this.#ratio;
    c.setTransform(k, 0, 0, k, (i % COLUMNS) * SLOT_W * k, Math.floor(i / COLUMNS) * SLOT_H * k);
    c.clearRect(0, 0, SLOT_W, SLOT_H);
    c.font = FONT;
    const text = slot.text.slice(1);
    slot.width = Math.min(SLOT_W - 8, Math.ceil(c.measureText(text).width) + 22);
    c.beginPath();
    c.roundRect((SLOT_W - slot.width) / 2, 4, slot.width, 22, 11);
    const own = slot.text.startsWith('m');
    c.fillStyle = own ? '#f7eedf' : 'rgba(20,17,32,.82)';
    c.fill();
    c.fillStyle = own ? '#2b2436' : '#fbf3e4';
    c.textAlign = 'center';
    c.textBaseline = 'middle';
    c.fillText(text, SLOT_W / 2, 15.5, SLOT_W - 20);
  }
}

const rank = (p: Stood, x: number, y: number): number => (p.view.me ? -1 : Math.hypot(p.at.x - x, p.at.y - y));

function cut(name: string): string {
  const letters = [...name];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : name;
}
