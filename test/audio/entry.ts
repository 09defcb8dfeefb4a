/** What the page of the audio tests has: the engine, rendered offline with frames 60 times a second, and a few measures of the result. */
import { type AudioFrame, createAudio, type DreamAudio } from '../../client/audio/engine.ts';

export interface Rendered {
  readonly rate: number;
  readonly samples: Float32Array;
}

const BASE: AudioFrame = {
  plan: { mode: 'dorian', tempo: 66, register: 0, velocity: 70, articulation: 0.8, density: 1, flat: 0 },
  instruments: ['harp'],
  rain: 0,
  hum: 0,
  guide: { near: 0, exposed: false },
  ownBreath: 0,
  breathIn: false,
  tune: 0,
  speed: 0,
  wind: 0,
  ground: 'stone',
  light: 1,
  small: { loud: 0, breath: 0, late: 0 },
};

/** Renders `seconds`; `at(t, audio)` may change the frame, play notes, blank. */
async function render(seconds: number, at: (t: number, audio: DreamAudio) => Partial<AudioFrame>): Promise<Rendered> {
  const rate = 22050;
  const context = new OfflineAudioContext(1, Math.floor(seconds * rate), rate);
  const audio = createAudio(7, context);
  const tick = (t: number): void => audio.frame({ ...BASE, ...at(t, audio) });
  tick(0);
  for (let k = 1; k < seconds * 60 - 1; k++) {
    void context.suspend(k / 60).then(() => {
      tick(k / 60);
      void context.resume();
    });
  }
  const buffer = await context.startRendering();
  return { rate, samples: buffer.getChannelData(0) };
}

/** Loudness over windows of `window` s each `hop` s, dB under full (RMS). */
function loudness({ rate, samples }: Rendered, window: number, hop: number): number[] {
  const out: number[] = [];
  const n = Math.floor(window * rate);
  for (let from = 0; from + n <= samples.length; from += Math.floor(hop * rate)) {
    let sum = 0;
    for (let i = from; i < from + n; i++) sum += (samples[i] as number) ** 2;
    out.push(10 * Math.log10(sum / n + 1e-12));
  }
  return out;
}

/** Power at one frequency between two times (Goertzel, Hann window). */
function powerAt({ rate, samples }: Rendered, hertz: number, from: number, to: number): number {
  const [a, b] = [Math.floor(from * rate), Math.floor(to * rate)];
  const k = 2 * Math.cos((2 * Math.PI * hertz) / rate);
  let [s1, s2] = [0, 0];
  for (let i = a; i < b; i++) {
    const w = 0.5 - 0.5 * Math.cos((2 * Math.PI * (i - a)) / (b - a));
    const s = (samples[i] as number) * w + k * s1 - s2;
    s2 = s1;
    s1 = s;
  }
  return (s1 * s1 + s2 * s2 - k * s1 * s2) / (b - a) ** 2;
}

/** Frequency of the strongest tone within `cents` of a guess, by steps of one cent. */
function tuned(sound: Rendered, guess: number, cents: number, from: number, to: number): number {
  let [best, at] = [-1, guess];
  for (let c = -cents; c <= cents; c++) {
    const hertz = guess * 2 ** (c / 1200);
    const p = powerAt(sound, hertz, from, to);
    if (p > best) [best, at] = [p, hertz];
  }
  return at;
}

/** Beats a minute: the period at which the rises of energy above 600 Hz repeat best, in 52..103: within one octave, as a beat and its half look alike. */
function tempo({ rate, samples }: Rendered, from: number): number {
  const hop = Math.floor(rate / 50);
  // four one-pole high-passes at 600 Hz keep the pad's slow ripple out of the short windows
  const a = Math.exp((-2 * Math.PI * 600) / rate);
  let high = Array.from(samples.subarray(Math.floor(from * rate)));
  for (let pole = 0; pole < 4; pole++) {
    let [x1, y] = [0, 0];
    high = high.map((x) => {
      y = a * (y + x - x1);
      x1 = x;
      return y;
    });
  }
  const energy: number[] = [];
  for (let i = 0; i + hop <= high.length; i += hop) {
    let sum = 0;
    for (let j = i; j < i + hop; j++) sum += (high[j] as number) ** 2;
    energy.push(Math.sqrt(sum / hop));
  }
  const rises = energy.map((e, i) => Math.max(0, e - (energy[Math.max(0, i - 1)] as number)));
  const mean = rises.reduce((p, q) => p + q, 0) / rises.length;
  const at = (lag: number): number => {
    let sum = 0;
    for (let i = 0; i + lag < rises.length; i++) sum += ((rises[i] as number) - mean) * ((rises[i + lag] as number) - mean);
    return sum / (rises.length - lag);
  };
  // several beats at once are measured finer than one
  let [best, bpm] = [-Infinity, 0];
  for (let b = 52; b <= 103; b += 0.25) {
    const sum = [1, 2, 4, 8].reduce((s, m) => s + at(Math.round((m * 3000) / b)), 0);
    if (sum > best) [best, bpm] = [sum, b];
  }
  return bpm;
}

export const bench = { render, loudness, powerAt, tuned, tempo, createAudio };
export type Bench = typeof bench;
(globalThis as unknown as { bench: Bench }).bench = bench;
