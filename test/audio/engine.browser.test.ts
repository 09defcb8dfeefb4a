import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import type { Bench } from './entry.ts';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const out = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2023',
      lib: { entry: fileURLToPath(new URL('./entry.ts', import.meta.url)), formats: ['iife'], name: 'audioBench' },
    },
  })) as Rolldown.RolldownOutput[] | Rolldown.RolldownOutput;
  const chunk = (Array.isArray(out) ? out[0] : out)?.output[0];
  if (!chunk) throw new Error('the audio bench is empty');
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.addScriptTag({ content: chunk.code });
}, 60_000);
afterAll(async () => browser?.close());

const inPage = <T>(work: (b: Bench) => Promise<T>): Promise<T> => page.evaluate(`(${work.toString()})(globalThis.bench)`) as Promise<T>;

describe('the pad, rendered', () => {
  it('sounds at the pitch of the plan: A4 = 440 Hz, root, fifth, octave and third of its mode', async () => {
    const got = await inPage(async (b) => {
      const dorian = await b.render(8, () => ({}));
      const raised = await b.render(8, () => ({
        plan: { mode: 'ionian', tempo: 66, register: 4.2, velocity: 70, articulation: 0.8, density: 1, flat: 0 },
      }));
      const minor = 311.127;
      const major = 329.628;
      return {
        c3: b.tuned(dorian, 130.813, 60, 3, 8),
        g3: b.tuned(dorian, 195.998, 60, 3, 8),
        e3: b.tuned(raised, 164.814, 60, 3, 8),
        minor: b.powerAt(dorian, minor, 3, 8) / b.powerAt(dorian, major, 3, 8),
        root: b.powerAt(dorian, 130.813, 3, 8) / b.powerAt(dorian, 138.591, 3, 8),
      };
    });
    // half a percent is nine cents; the shimmer of a voice is four
    expect(Math.abs(got.c3 / 130.813 - 1)).toBeLessThan(0.005);
    expect(Math.abs(got.g3 / 195.998 - 1)).toBeLessThan(0.005);
    expect(Math.abs(got.e3 / 164.814 - 1)).toBeLessThan(0.005);
    expect(got.minor).toBeGreaterThan(30);
    expect(got.root).toBeGreaterThan(30);
  }, 60_000);

  it.each([56, 66, 90])(
    "keeps the plan's tempo of %d beats a minute",
    async (bpm) => {
      const got = (await page.evaluate(
        `(async (b) => b.tempo(await b.render(30, () => ({ plan: { mode: 'dorian', tempo: ${bpm}, register: 0, velocity: 70, articulation: 0.8, density: 1, flat: 0 } })), 14))(globalThis.bench)`,
      )) as number;
      expect(Math.abs(got - bpm)).toBeLessThanOrEqual(1);
    },
    60_000,
  );
});

describe('loudness', () => {
  it('rises at most 3 dB a second from silence and through every change, and does sound', async () => {
    const db = await inPage(async (b) => {
      const sound = await b.render(34, (t, audio) => {
        if (Math.abs(t - 24) < 1 / 120) audio.note('hand');
        const stormy = t > 17;
        return {
          plan: {
            mode: stormy ? 'lydian' : 'aeolian',
            tempo: stormy ? 72 : 60,
            register: stormy ? 8 : -6,
            velocity: stormy ? 90 : 50,
            articulation: 0.7,
            density: stormy ? 3 : 1,
            flat: 0,
          },
          ownBreath: Math.sin(t * 0.63),
          breathIn: Math.cos(t * 0.63) > 0,
          tune: stormy ? 1 : 0,
          speed: stormy ? 5 : 0,
          wind: stormy ? 1 : 0,
          light: stormy ? 1.2 : 0.9,
        };
      });
      return b.loudness(sound, 3, 0.25);
    });
    // short-term loudness: windows of 3 s as in EBU Tech 3341, compared one second (four hops) apart, where it can be heard at all
    const audible = db.map((x) => Math.max(x, -60));
    for (let k = 4; k < audible.length; k++)
      expect((audible[k] as number) - (audible[k - 4] as number), `at ${k / 4} s`).toBeLessThanOrEqual(3);
    expect(Math.max(...db)).toBeGreaterThan(-32);
    expect(Math.max(...db)).toBeLessThan(-10);
  }, 60_000);

  it('leaves room for what is played: instruments and rain lie 4 to 16 dB under the ground they are played on', async () => {
    const under = await inPage(async (b) => {
      const seconds = 24;
      const plan = { mode: 'dorian', tempo: 66, register: 0, velocity: 70, articulation: 0.8, density: 2, flat: 0 } as const;
      // what is rendered is the same to the sample but for the one thing: the difference is that thing alone
      const loud = (x: Float32Array, less?: Float32Array): number => {
        let sum = 0;
        for (let i = Math.floor(x.length * 0.7); i < x.length; i++) sum += ((x[i] as number) - (less?.[i] ?? 0)) ** 2;
        return 10 * Math.log10(sum / (x.length * 0.3));
      };
      const ground = (await b.render(seconds, () => ({ plan, instruments: [] }))).samples;
      const harp = (await b.render(seconds, () => ({ plan }))).samples;
      const out: Record<string, number> = { harp: loud(ground) - loud(harp, ground) };
      for (const instrument of ['rails', 'hands', 'bell'] as const) {
        const { samples } = await b.render(seconds, () => ({ plan, instruments: ['harp', instrument] }));
        out[instrument] = loud(ground) - loud(samples, harp);
      }
      out.rain = loud(ground) - loud((await b.render(seconds, () => ({ plan, rain: 0.8 }))).samples, harp);
      return out;
    });
    for (const [name, db] of Object.entries(under)) {
      expect(db, name).toBeGreaterThan(4);
      expect(db, name).toBeLessThan(16);
    }
  }, 60_000);

  it('never clips', async () => {
    const peak = await inPage(async (b) => {
      const sound = await b.render(20, (t, audio) => {
        if (t > 16) audio.note('thread');
        return { speed: 9, wind: 1, tune: 1, ownBreath: 1, breathIn: Math.floor(t) % 2 === 0, light: 1.2 };
      });
      return sound.samples.reduce((m: number, x: number) => Math.max(m, Math.abs(x)), 0);
    });
    expect(peak).toBeLessThan(0.9);
    expect(peak).toBeGreaterThan(0.02);
  }, 60_000);
});

describe('the stop card', () => {
  it('leaves the breath alone within a frame, and brings all back over 2 s', async () => {
    const got = await inPage(async (b) => {
      const frame = (t: number, audio: { blank(on: boolean): void }, blanks: boolean) => {
        if (blanks && Math.abs(t - 16) < 1 / 120) audio.blank(true);
        if (blanks && Math.abs(t - 18) < 1 / 120) audio.blank(false);
        return { speed: 4, wind: 0.8 };
      };
      const blanked = await b.render(23, (t, audio) => frame(t, audio, true));
      const plain = await b.render(23, (t, audio) => frame(t, audio, false));
      const level = (s: typeof plain, from: number, to: number): number => {
        const cut = { rate: s.rate, samples: s.samples.slice(Math.floor(from * s.rate), Math.floor(to * s.rate)) };
        return b.loudness(cut, to - from - 0.001, 1)[0] as number;
      };
      const pad = (s: typeof plain, from: number, to: number): number => 10 * Math.log10(b.powerAt(s, 174.614, from, to) + 1e-15);
      return {
        before: level(blanked, 15, 15.9) - level(plain, 15, 15.9),
        during: level(blanked, 16.05, 17.9) - level(plain, 16.05, 17.9),
        padDuring: pad(blanked, 16.1, 17.9) - pad(plain, 16.1, 17.9),
        breath: level(blanked, 16.05, 17.9),
        half: level(blanked, 18.9, 19.1) - level(plain, 18.9, 19.1),
        after: level(blanked, 20.5, 22.5) - level(plain, 20.5, 22.5),
      };
    });
    expect(Math.abs(got.before)).toBeLessThan(0.5);
    expect(got.during).toBeLessThan(-6);
    expect(got.padDuring).toBeLessThan(-25);
    expect(got.breath).toBeGreaterThan(-60);
    expect(got.half).toBeLessThan(-2);
    expect(got.half).toBeGreaterThan(-12);
    expect(Math.abs(got.after)).toBeLessThan(0.5);
  }, 60_000);
});

describe('a device', () => {
  it('without sound gives one sentence, and every call goes on', async () => {
    const state = await inPage(async (b) => {
      const audio = b.createAudio(7, null);
      await audio.unlock();
      audio.note('hand');
      audio.blank(true);
      audio.setVolume(1);
      const before = audio.state;
      audio.dispose();
      const real = globalThis.AudioContext;
      (globalThis as { AudioContext: unknown }).AudioContext = class {
        constructor() {
          throw new Error('no device');
        }
      };
      const broken = b.createAudio(7).state;
      globalThis.AudioContext = real;
      return [before, broken];
    });
    for (const s of state)
      expect(s).toEqual({ is: 'none', sentence: 'There is no sound on this device; captions say what would be heard.' });
  });

  it('with sound waits for its unlock, then sounds, and ends once', async () => {
    const seen = await inPage(async (b) => {
      const audio = b.createAudio(7);
      const states: string[] = [audio.state.is];
      await audio.unlock();
      states.push(audio.state.is);
      audio.dispose();
      audio.dispose();
      states.push(audio.state.is);
      return states;
    });
    expect(seen).toEqual(['waiting', 'on', 'ended']);
  });
});
