/** The real page on a fake line and a painted picture, for tests in a browser. `window.fake` is the line once somebody fell asleep. */
import { render } from 'preact';
import type { DreamAudio } from '../../../client/audio/engine.ts';
import type { Stage, StageFrame } from '../../../client/stage/view.ts';
import { App } from '../../../client/ui/App.tsx';
import { readParams } from '../../../client/ui/params.ts';
import type { Ports } from '../../../client/ui/ports.ts';
import { paintDusk } from '../../../client/ui/sky.ts';
import { speechFor } from '../../../shared/i18n/index.ts';
import { type FakeLink, fakeLink } from '../fakeLink.ts';

declare global {
  interface Window {
    fake: FakeLink;
    joinedWith: unknown;
    drawn: StageFrame[];
    heard: string[];
    blankedSound: boolean;
  }
}

window.drawn = [];
window.heard = [];
window.blankedSound = false;

const PX = 30;
function paintedStage(parent: HTMLElement): Stage {
  const canvas = document.createElement('canvas');
  canvas.style.cssText = 'width:100%;height:100%';
  parent.append(canvas);
  paintDusk(canvas);
  let frames = 0;
  const camera = { x: 0, y: 4 };
  return {
    draw(frame) {
      frames++;
      window.drawn.push(frame);
      if (window.drawn.length > 240) window.drawn.shift();
      canvas.dataset.frames = String(frames);
    },
    toScreen: (x, y, z) => ({ x: innerWidth / 2 + (x - camera.x) * PX, y: innerHeight * 0.6 + (y - camera.y) * PX * 0.46 - z * PX }),
    isSky: () => false,
    toWorld: (sx, sy) => ({ x: (sx - innerWidth / 2) / PX + camera.x, y: (sy - innerHeight * 0.6) / (PX * 0.46) + camera.y }),
    pick: () => null,
    resize: () => paintDusk(canvas),
    setQuality() {},
    quality: 'medium',
    get frames() {
      return frames;
    },
    destroy: () => canvas.remove(),
  };
}

const silence: DreamAudio = {
  state: { is: 'on', sentence: '' },
  async unlock() {},
  frame() {},
  note: (kind) => void window.heard.push(kind),
  blank(on) {
    window.blankedSound = on;
  },
  setVolume() {},
  dispose() {},
};

const broken = new URLSearchParams(location.search).get('broken') ?? '';
const ports: Ports = {
  url: 'fake',
  connect: async () => {
    if (broken === 'line') throw new TypeError('Failed to fetch');
    return async (_url, options) => {
      window.joinedWith = options;
      window.fake = fakeLink(options);
      return window.fake;
    };
  },
  stage: async () => async (parent, options) => {
    if (new URLSearchParams(location.search).get('stage') === 'real')
      return (await import('../../../client/stage/index.ts')).createStage(parent, options);
    if (broken === 'stage') throw Object.assign(new Error('This browser has no WebGL, which the picture needs.'), { name: 'StageError' });
    return paintedStage(parent);
  },
  audio: async () => () => {
    if (broken === 'audio') throw new Error('no audio');
    return silence;
  },
  sensor: async () => (await import('../../../client/worker/sensor.ts')).startSensor,
  speech: async () => speechFor('en'),
};

render(<App ports={ports} params={readParams(location.search)} />, document.getElementById('page') as HTMLElement);
