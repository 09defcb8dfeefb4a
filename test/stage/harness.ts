/** Feeds synthetic frames to the stage: ?scene=dusk&q=low. Tests drive it through `window.harness`; nothing here runs by the clock. */
import '@fontsource-variable/nunito';
import { createStage, type StageProbe } from '../../client/stage/index.ts';
import type { Quality, Stage, StageFrame } from '../../client/stage/view.ts';
import { SCENES } from './scenes.ts';

export interface Harness {
  readonly stage: Stage & { readonly probe: StageProbe };
  frame: StageFrame;
  /** dream seconds a drawn frame */
  readonly step: number;
  /** Changes to another scene, as a night does: on the same stage. */
  show(scene: string): void;
  /** Draws one frame now and returns its picture as RGBA bytes, `width` x `height`. */
  picture(): { width: number; height: number; data: Uint8ClampedArray };
  /** Draws `n` frames, one an animation frame, each `step` seconds of dream time later; `change` may alter each. */
  run(n: number, change?: (frame: StageFrame, i: number) => StageFrame): Promise<number>;
}

declare global {
  interface Window {
    harness: Harness;
  }
}

const query = new URLSearchParams(location.search);
const sceneOf = (name: string): StageFrame => (SCENES[name] ?? SCENES.dusk)?.() as StageFrame;
const quality = (query.get('q') ?? 'low') as Quality | 'auto';
await document.fonts.load("700 13px 'Nunito Variable'");
const stage = (await createStage(document.getElementById('stage') as HTMLElement, { quality, seed: 7 })) as Harness['stage'];

const harness: Harness = {
  stage,
  frame: sceneOf(query.get('scene') ?? 'dusk'),
  step: 1 / 30,
  show(scene) {
    harness.frame = { ...sceneOf(scene), time: harness.frame.time };
  },
  picture() {
    stage.draw(harness.frame);
    const canvas = document.querySelector('canvas') as HTMLCanvasElement;
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d') as OffscreenCanvasRenderingContext2D;
    copy.drawImage(canvas, 0, 0);
    return { width: canvas.width, height: canvas.height, data: copy.getImageData(0, 0, canvas.width, canvas.height).data };
  },
  run(n, change) {
    return new Promise((resolve) => {
      let i = 0;
      const next = (): void => {
        harness.frame = { ...harness.frame, time: harness.frame.time + harness.step };
        if (change) harness.frame = change(harness.frame, i);
        stage.draw(harness.frame);
        i += 1;
        if (i < n) requestAnimationFrame(next);
        else resolve(stage.frames);
      };
      requestAnimationFrame(next);
    });
  },
};
window.harness = harness;
document.body.dataset.ready = 'true';
