/** One tier's pictures and the order in which a frame is drawn. Building another tier means building another painter. */
import type * as Phaser from 'phaser';
import { Air } from './air.ts';
import { drawArcs } from './arcs.ts';
import { effectDrawings } from './bake/effects.ts';
import { figureDrawings } from './bake/figures.ts';
import { peopleDrawings } from './bake/people.ts';
import { bakeSheet, type Sheet } from './bake/sheet.ts';
import { symbolDrawings } from './bake/symbols.ts';
import { Bridges, slabDrawings } from './bridges.ts';
import { Camera, type Spot, type Viewport } from './camera.ts';
import { Fog } from './fog.ts';
import { Gaze } from './gaze.ts';
import { Guide } from './guide.ts';
import { Islands } from './islands.ts';
import { Labels } from './labels.ts';
import { drawLake } from './lake.ts';
import { drawFragments, drawLanterns, drawLoose } from './lights.ts';
import { DEPTH, type Look } from './look.ts';
import { approach } from './noise.ts';
import { type Palette, PaletteFollower } from './palette.ts';
import { People } from './people.ts';
import { Sprites } from './pool.ts';
import { Shadows } from './shadows.ts';
import { Sky } from './sky.ts';
import { deckUnder, onDeck } from './spans.ts';
import { drawStones } from './stones.ts';
import { drawStrings } from './strings.ts';
import { Symbols } from './symbols.ts';
import { Tapestry } from './tapestry.ts';
import { Targets } from './targets.ts';
import { drawHands, drawInTune } from './threads.ts';
import type { Quality, StageFrame } from './view.ts';

export interface Tier {
  readonly quality: Quality;
  readonly software: boolean;
  readonly seed: number;
}

/** How far the stop card dims the stage, and how fast. */
const STILL_DIM = 0.4;
const DIM_SECONDS = 0.3;
const BRIGHTEN_SECONDS = 2;
/** What a panel leaves free under my feet, for my name, CSS px. */
const FEET_ROOM = 36;

let serial = 0;

export class Painter {
  readonly camera = new Camera();
  readonly targets = new Targets();
  readonly #scene: Phaser.Scene;
  readonly #tier: Tier;
  readonly #sheet: Sheet;
  readonly #sprites: Sprites;
  readonly #islands: Islands;
  readonly #bridges = new Bridges();
  readonly #people = new People();
  readonly #symbols = new Symbols();
  readonly #shadows = new Shadows();
  readonly #guide = new Guide();
  #lights: readonly Guide[] = [];
  readonly #air: Air;
  readonly #fog = new Fog();
  readonly #tapestry: Tapestry;
  readonly #palettes = new PaletteFollower();
  readonly #gaze = new Gaze();
  #sky: Sky | null = null;
  #labels: Labels | null = null;
  #time = 0;
  #horizonY = 0;
  #before: number | null = null;
  #dim = 0;

  private constructor(scene: Phaser.Scene, tier: Tier, sheet: Sheet, id: number) {
    this.#scene = scene;
    this.#tier = tier;
    this.#sheet = sheet;
    const low = tier.quality === 'low';
    this.#sprites = new Sprites(scene, sheet);
    this.#islands = new Islands(scene, low ? 0.75 : 1, low);
    this.#air = new Air(tier.seed);
    this.#tapestry = new Tapestry(scene, low ? 0.6 : 0.9, id);
  }

  /** Bakes the sheet of a tier, a little at a time. */
  static async create(scene: Phaser.Scene, tier: Tier): Promise<Painter> {
    serial += 1;
    const id = serial;
    const detail = tier.quality === 'low' ? 0.5 : 0.72;
    const drawings = [
      ...peopleDrawings(detail),
      ...effectDrawings(detail),
      ...symbolDrawings(detail * 1.75),
      ...figureDrawings(detail),
      ...slabDrawings(detail * 1.6),
    ];
    const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
    const sheet = await bakeSheet(scene, `sheet-${id}`, drawings, breathe);
    return new Painter(scene, tier, sheet, id);
  }

  get probe(): { sprites: number; used: number; textureBytes: number } {
    const { textures } = this.#scene;
    let textureBytes = 0;
    for (const key of Object.keys(textures.list)) {
      const source = textures.get(key).source[0];
      if (source) textureBytes += source.width * source.height * 4;
    }
    const sprites = this.#sprites.count + this.#islands.count + (this.#labels?.count ?? 0);
    return { sprites, used: this.#sprites.used, textureBytes };
  }

  /** Where someone at a point of the world (px) stands, on a bridge or on the ground. */
  stand(x: number, y: number): Spot {
    return this.#onBridge(x, y) ?? this.camera.project(x, y);
  }

  /** The ground under a canvas point, px of the world; on a bridge the ground is its deck. */
  groundAt(cx: number, cy: number): { x: number; y: number } {
    return deckUnder(this.#bridges.spans, cx, cy, this.camera) ?? this.camera.unproject(cx, cy);
  }

  /** True above the horizon where no island lies. */
  isSky(cx: number, cy: number): boolean {
    const ground = this.camera.unproject(cx, cy);
    return cy < this.#horizonY && this.camera.cardAt(ground.x, ground.y) === null;
  }

  /** Takes the size of the canvas; the pictures that depend on it are made again when it changed. */
  fit(viewport: Viewport): void {
    const { width, height, resolution } = this.camera;
    if (this.#sky && width === viewport.width && height === viewport.height && resolution === viewport.resolution) return;
    this.camera.fit(viewport);
    this.#sky?.destroy();
    this.#labels?.destroy();
    serial += 1;
    this.#sky = new Sky(this.#scene, viewport.width, viewport.height, this.#tier.quality === 'low', serial);
    this.#labels = new Labels(this.#scene, viewport.resolution, serial);
  }

  draw(frame: StageFrame): void {
    const dt = this.#tick(frame);
    const { palette: wanted } = frame;
    const palette = this.#palettes.follow(wanted.from, wanted.to, wanted.t, frame.light, dt);
    const me = frame.people.find((p) => p.id === frame.me) ?? frame.people.find((p) => p.me) ?? frame.eye;
    if (me) this.camera.follow(me.x, me.y, dt, frame.reducedMotion);
    this.#turn(frame, dt);
    this.camera.arrange(frame.regions);
    this.#bridges.arrange(frame.bridges, this.camera);
    const look = this.#look(palette, frame, frame.stilled ? 0 : dt);
    this.#horizonY = look.horizonY;
    this.targets.begin(22 * this.camera.resolution);
    this.#sprites.begin();
    this.#sky?.draw(look);
    this.#islands.draw(frame.regions, this.camera, look);
    this.#bridges.draw(look);
    this.#symbols.draw(frame.symbols, frame.hum, look, this.targets);
    drawLanterns(frame.lanterns, look, this.targets);
    drawLoose(frame.loose, frame.gravity, look);
    drawFragments(frame.fragments, frame.gravity, look, this.targets);
    this.#shadows.draw(frame.shadows, look, this.targets);
    this.#people.draw(frame.people, look, this.targets);
    drawArcs(frame.arcs, look);
    drawHands(frame.hands, this.#people, look);
    drawInTune(frame.inTune, this.#people, look);
    this.#tapestry.draw(
      { threads: frame.threads, goal: frame.threadGoal, focus: frame.threadFocus },
      look,
      this.#symbols.loom,
      this.targets,
    );
    if (frame.guide?.exposed) drawLake(frame.guide, frame.reeds, look, this.targets);
    drawStones(frame.stones, look, this.targets);
    drawStrings(frame.strings, look, this.targets);
    this.#guide.draw(frame.guide, look, this.targets);
    this.#lights = frame.lights.map((_, i) => this.#lights[i] ?? new Guide());
    frame.lights.forEach((light, i) => {
      this.#lights[i]?.draw(light, look, this.targets);
    });
    this.#air.draw(frame.regions, frame.rain, frame.strings.length > 0, frame.gravity, this.#islands, look);
    this.#fog.draw(frame.fog, look);
    this.#labels?.draw(this.#people, look);
    this.#still(frame.stilled, palette, dt);
    this.#sprites.end();
  }

  destroy(): void {
    this.#sky?.destroy();
    this.#labels?.destroy();
    this.#islands.destroy();
    this.#tapestry.destroy();
    this.#sprites.destroy();
    this.#scene.textures.remove(this.#sheet.key);
  }

  /** Seconds since the last frame; idle time stands still under the stop card. */
  #tick(frame: StageFrame): number {
    const dt = this.#before === null ? 0 : Math.min(0.1, Math.max(0, frame.time - this.#before));
    this.#before = frame.time;
    if (!frame.stilled) this.#time += dt;
    return dt;
  }

  #look(palette: Palette, frame: StageFrame, dt: number): Look {
    const { camera } = this;
    const horizon = camera.phone ? palette.horizonY - 0.03 : palette.horizonY;
    return {
      palette,
      camera,
      sprites: this.#sprites,
      quality: this.#tier.quality,
      time: this.#time,
      dt,
      reducedMotion: frame.reducedMotion,
      highContrast: frame.highContrast,
      lightX: palette.lightX * camera.width,
      horizonY: horizon * camera.height + camera.slid,
      slid: camera.slid,
      onBridge: (x, y) => this.#onBridge(x, y),
      stand: (x, y) => this.stand(x, y),
    };
  }

  #onBridge(x: number, y: number): Spot | null {
    return onDeck(this.#bridges.spans, x, y, this.camera);
  }

  /** Turns the eyes to the sky, or lifts the view so that a panel does not cover my feet. */
  #turn(frame: StageFrame, dt: number): void {
    const { camera } = this;
    const feet = camera.anchorY - camera.slid + FEET_ROOM * camera.resolution;
    const covered = frame.coveredFrom === null ? 0 : (feet - frame.coveredFrom * camera.resolution) / camera.height;
    this.#gaze.step(frame.lookUp, covered, frame.stilled ? 0 : dt, frame.reducedMotion);
    camera.slide(this.#gaze.slide * camera.height);
  }

  #still(stilled: boolean, palette: Palette, dt: number): void {
    const { camera } = this;
    // a fade through the air's own middle tone: the picture's light stays level
    if (this.#gaze.veil > 0.005)
      this.#sprites.put('fill', DEPTH.veil, 0, 0, camera.width / 8, camera.height / 8, palette.haze, this.#gaze.veil);
    this.#dim = approach(this.#dim, stilled ? 1 : 0, dt / (stilled ? DIM_SECONDS : BRIGHTEN_SECONDS));
    if (this.#dim < 0.005) return;
    this.#sprites.put('fill', DEPTH.veil, 0, 0, camera.width / 8, camera.height / 8, palette.ink, this.#dim * STILL_DIM);
  }
}
