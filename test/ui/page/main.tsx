/** The real page on a fake line and a painted picture, for tests in a browser. `window.fake` is the line once somebody fell asleep. */
import { render } from 'preact';
import type { DreamAudio } from '../../../client/audio/engine.ts';
import type { Stage, StageFrame } from '../../../client/stage/view.ts';
import { App } from '../../../client/ui/App.tsx';
import { readParams } from '../../../client/ui/params.ts';
import type { Ports } from '../../../client/ui/ports.ts';
import { paintDusk } from '../../../client/ui/sky.ts';
import type { Sensor, SensorKind } from '../../../client/worker/sensor.ts';
import type { CoachForm, CoachSaid } from '../../../shared/biometrics/coach.ts';
import { ended, type Reading } from '../../../shared/biometrics/reading.ts';
import { speechFor } from '../../../shared/i18n/index.ts';
import { type FakeLink, fakeLink } from '../fakeLink.ts';

declare global {
  interface Window {
    fake: FakeLink;
    joinedWith: unknown;
    drawn: StageFrame[];
    heard: string[];
    blankedSound: boolean;
    /** of the sensor with `?sensor=fake`: what the coach was asked for, and what makes it speak */
    coach: { asked: (CoachForm | null)[]; say(said: Partial<CoachSaid>): void };
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
  const stage: Stage = {
    draw(frame) {
      frames++;
      window.drawn.push(frame);
      if (window.drawn.length > 240) window.drawn.shift();
      canvas.dataset.frames = String(frames);
    },
    toScreen: (x, y, z) => ({ x: innerWidth / 2 + (x - camera.x) * PX, y: innerHeight * 0.6 + (y - camera.y) * PX * 0.46 - z * PX }),
    isSky: () => false,
    toWorld: (sx, sy) => ({ x: (sx - innerWidth / 2) / PX + camera.x, y: (sy - innerHeight * 0.6) / (PX * 0.46) + camera.y }),
    pick: (sx, sy) => (new URLSearchParams(location.search).has('pick') ? picked(sx, sy, stage.toScreen) : null),
    resize: () => paintDusk(canvas),
    setQuality() {},
    quality: 'medium',
    software: new URLSearchParams(location.search).has('software'),
    get frames() {
      return frames;
    },
    destroy: () => canvas.remove(),
  };
  return stage;
}

/** With `?pick`: the light or a symbol under a point. */
function picked(x: number, y: number, toScreen: Stage['toScreen']): ReturnType<Stage['pick']> {
  const { guide } = window.fake.common;
  const on = (t: { x: number; y: number }, z: number): boolean => {
    const at = toScreen(t.x, t.y, z);
    return Math.hypot(at.x - x, at.y - y) < 24;
  };
  if (on(guide, guide.z)) return { kind: 'guide', id: 'guide' };
  const symbol = window.fake.welcome.place.symbols.find((s) => on(s, 1));
  return symbol ? { kind: 'symbol', id: symbol.id } : null;
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

/** A sensor that beats at 64 and whose coach says what the test wants. */
function fakeSensor(kind: SensorKind): Sensor {
  let hear: (said: CoachSaid) => void = () => undefined;
  const nothing = (): void => undefined;
  const last: Reading = { ...ended(0, 1000, 'good'), hr: 64, rmssd: 40, quality: 3 };
  const silent: CoachSaid = { is: 'pacing', form: 'short', perMinute: 0, seconds: 0, ofSeconds: 0, heard: [], found: null, reason: '' };
  window.coach = { asked: [], say: (said) => hear({ ...silent, ...said }) };
  return {
    kind,
    state: 'live',
    last,
    onReading(listener) {
      setTimeout(() => listener(last), 50);
      return nothing;
    },
    onState: () => nothing,
    restartBaseline: nothing,
    coach: (form) => void window.coach.asked.push(form),
    onCoach(listener) {
      hear = listener;
      return nothing;
    },
    stop: nothing,
  };
}

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
  sensor: async () =>
    new URLSearchParams(location.search).get('sensor') === 'fake'
      ? fakeSensor
      : (await import('../../../client/worker/sensor.ts')).startSensor,
  speech: async () => speechFor('en'),
};

render(<App ports={ports} params={readParams(location.search)} />, document.getElementById('page') as HTMLElement);
