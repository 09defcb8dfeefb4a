/**
 * The stage: one `StageFrame` in, one picture out. Phaser draws; its clock, input, sound and physics stay off, and it paints exactly once
 * per `draw`. Everything that moves by itself moves by `frame.time`.
 */
import * as Phaser from 'phaser';
import { type Camera, METRE } from './camera.ts';
import { Painter } from './painter.ts';
import { COARSE, findRenderer, Pace, type Renderer, resolutionFor, SLOW_FPS, SLOW_SOFTWARE_FPS } from './quality.ts';
import type { CreateStage, Quality, Stage, StageFrame } from './view.ts';

/** One clear sentence for the person in front of the screen. */
export class StageError extends Error {
  override readonly name = 'StageError';
}

const NO_WEBGL =
  'This browser cannot draw the dream: WebGL is missing or switched off. Turn on hardware acceleration, or open the page in another browser.';
const LOST = 'The picture went out for a moment: the graphics card let go of it. It comes back by itself; if it does not, reload the page.';

/** What tests read besides the contract. */
export interface StageProbe {
  /** sprites ever made, and sprites in this frame */
  readonly sprites: number;
  readonly used: number;
  /** bytes of textures the stage made */
  readonly textureBytes: number;
  readonly renderer: string;
}

class PhaserStage implements Stage {
  readonly #parent: HTMLElement;
  readonly #game: Phaser.Game;
  readonly #scene: Phaser.Scene;
  readonly #renderer: Renderer;
  readonly #seed: number;
  /** nobody chose the tier, so the stage may step down by itself */
  #auto: boolean;
  readonly #pace: Pace;
  /** share of the usual canvas pixels, each way: less where the processor paints too slowly */
  #coarse = 1;
  readonly #watch: ResizeObserver;
  #painter: Painter;
  #quality: Quality;
  #frames = 0;
  #resolution = 1;
  #next: Painter | null = null;
  #notice: HTMLElement | null = null;
  #last: StageFrame | null = null;
  #gone = false;

  constructor(
    parent: HTMLElement,
    game: Phaser.Game,
    scene: Phaser.Scene,
    renderer: Renderer,
    painter: Painter,
    quality: Quality,
    options: { quality: Quality | 'auto'; seed: number },
  ) {
    this.#parent = parent;
    this.#game = game;
    this.#scene = scene;
    this.#renderer = renderer;
    this.#painter = painter;
    this.#quality = quality;
    this.#seed = options.seed;
    this.#auto = options.quality === 'auto';
    this.#pace = new Pace(renderer.software ? SLOW_SOFTWARE_FPS : SLOW_FPS);
    this.#watch = new ResizeObserver(() => this.resize());
    this.#watch.observe(parent);
    game.canvas.addEventListener('webglcontextlost', () => this.#tell(LOST));
    game.canvas.addEventListener('webglcontextrestored', () => {
      this.#tell(null);
      void this.#rebuild();
    });
    this.resize();
  }

  get quality(): Quality {
    return this.#quality;
  }

  get software(): boolean {
    return this.#renderer.software;
  }

  get frames(): number {
    return this.#frames;
  }

  get probe(): StageProbe {
    return { ...this.#painter.probe, renderer: this.#renderer.name };
  }

  draw(frame: StageFrame): void {
    if (this.#gone) return;
    const now = performance.now();
    if (this.#next) {
      this.#painter.destroy();
      this.#painter = this.#next;
      this.#next = null;
      this.resize();
    }
    this.#painter.draw(frame);
    this.#last = frame;
    this.#game.step(now, 16);
    this.#frames += 1;
    if (this.#auto && !frame.adrift) this.#keepPace(now);
  }

  /** One step down when frames come too slowly: a lower tier, and where the processor paints fewer pixels. Up only by hand. */
  #keepPace(now: number): void {
    const low = this.#quality === 'low';
    if ((low && (!this.#renderer.software || this.#coarse < 1)) || !this.#pace.tooSlow(now)) return;
    if (!low) this.#change('low');
    else {
      this.#coarse = COARSE;
      this.resize();
    }
  }

  toScreen(x: number, y: number, z: number): { x: number; y: number } {
    const at = this.#painter.stand(x * METRE, y * METRE);
    return { x: at.x / this.#resolution, y: (at.y - z * METRE * at.s) / this.#resolution };
  }

  toWorld(sx: number, sy: number): { x: number; y: number } {
    const p = this.#painter.groundAt(sx * this.#resolution, sy * this.#resolution);
    return { x: p.x / METRE, y: p.y / METRE };
  }

  pick(sx: number, sy: number): ReturnType<Stage['pick']> {
    return this.#painter.targets.at(sx * this.#resolution, sy * this.#resolution);
  }

  isSky(sx: number, sy: number): boolean {
    return this.#painter.isSky(sx * this.#resolution, sy * this.#resolution);
  }

  resize(): void {
    if (this.#gone) return;
    const width = Math.max(1, this.#parent.clientWidth);
    const height = Math.max(1, this.#parent.clientHeight);
    this.#resolution = resolutionFor(this.#quality, this.#renderer.software, width, height) * this.#coarse;
    const [w, h] = [Math.round(width * this.#resolution), Math.round(height * this.#resolution)];
    this.#game.scale.resize(w, h);
    this.#game.canvas.style.width = `${width}px`;
    this.#game.canvas.style.height = `${height}px`;
    this.#painter.fit({ width: w, height: h, resolution: this.#resolution });
    if (this.#last) this.#painter.draw(this.#last);
  }

  setQuality(q: Quality): void {
    this.#auto = false;
    this.#coarse = 1;
    this.#change(q);
  }

  #change(q: Quality): void {
    if (q === this.#quality || this.#gone) return;
    this.#quality = q;
    void this.#rebuild();
  }

  destroy(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#watch.disconnect();
    this.#tell(null);
    this.#painter.destroy();
    this.#next?.destroy();
    this.#game.destroy(true);
    // the loop is ours, so the destruction that waits for the next step is ours as well
    this.#game.step(performance.now(), 16);
  }

  get #camera(): Camera {
    return this.#painter.camera;
  }

  /** Bakes a new set of pictures and changes over when it is ready. */
  async #rebuild(): Promise<void> {
    const quality = this.#quality;
    const next = await Painter.create(this.#scene, { quality, software: this.#renderer.software, seed: this.#seed });
    if (this.#gone || quality !== this.#quality) next.destroy();
    else this.#next = next;
  }

  #tell(sentence: string | null): void {
    this.#notice?.remove();
    this.#notice = null;
    if (sentence === null) return;
    const notice = document.createElement('p');
    notice.setAttribute('role', 'alert');
    notice.className = 'stage-notice';
    notice.textContent = sentence;
    notice.style.cssText =
      'position:absolute;inset:auto 24px 24px;margin:0 auto;max-width:44ch;padding:16px 20px;border-radius:14px;background:#f7eedf;color:#2b2436;font:500 16px/1.4 "Nunito Variable",system-ui,sans-serif';
    this.#parent.append(notice);
    this.#notice = notice;
  }
}

export type { PhaserStage };

/** Starts Phaser with everything off that the stage does not use; resolves with its one empty scene. */
async function startPhaser(parent: HTMLElement): Promise<{ game: Phaser.Game; scene: Phaser.Scene }> {
  const started = await new Promise<{ game: Phaser.Game; scene: Phaser.Scene }>((resolve) => {
    const game = new Phaser.Game({
      type: Phaser.WEBGL,
      parent,
      width: Math.max(1, parent.clientWidth),
      height: Math.max(1, parent.clientHeight),
      backgroundColor: '#74658a',
      banner: false,
      audio: { noAudio: true },
      input: { keyboard: false, mouse: false, touch: false, gamepad: false },
      disableContextMenu: false,
      autoFocus: false,
      scale: { mode: Phaser.Scale.NONE },
      // one texture a batch and no multisampling: see look.md, build rules
      render: { antialiasGL: false, maxTextures: 1, maxLights: 1, batchSize: 512, powerPreference: 'low-power' },
      scene: {
        create(this: Phaser.Scene) {
          resolve({ game, scene: this });
        },
      },
    });
  });
  // now and not in `create`: Phaser starts its loop after it, and would paint every picture a second time
  started.game.loop.stop();
  return started;
}

/**
 * Puts a lean tint in place of Phaser's eight modes: multiply (0) and fill (1) on premultiplied colour, without a division or a branch. On a
 * processor that halves the price of every painted pixel.
 */
function leanTint(game: Phaser.Game): void {
  const nodes = (game.renderer as Phaser.Renderer.WebGL.WebGLRenderer).renderNodes;
  const quads = nodes.getNode('BatchHandlerQuad') as Phaser.Renderer.WebGL.RenderNodes.BatchHandlerQuad | null;
  quads?.programManager.replaceAddition('Tint', {
    name: 'LeanTint',
    additions: {
      fragmentHeader: 'vec4 leanTint(vec4 t) { return vec4(mix(t.rgb, vec3(t.a), outTintEffect.a) * outTint.bgr, t.a) * outTint.a; }',
      fragmentProcess: 'fragColor = leanTint(fragColor);',
    },
    tags: ['TINT'],
  });
}

/** See `view.ts`. The parent must have a size; its position should not be static. */
export const createStage: CreateStage = async (parent, options) => {
  const renderer = findRenderer();
  if (!renderer) throw new StageError(NO_WEBGL);
  const quality: Quality = options.quality === 'auto' ? (renderer.software ? 'low' : 'medium') : options.quality;
  const { game, scene } = await startPhaser(parent).catch((error: unknown) => {
    throw new StageError(NO_WEBGL, { cause: error });
  });
  leanTint(game);
  game.canvas.style.display = 'block';
  game.canvas.setAttribute('aria-hidden', 'true');
  const painter = await Painter.create(scene, { quality, software: renderer.software, seed: options.seed });
  return new PhaserStage(parent, game, scene, renderer, painter, quality, options);
};
