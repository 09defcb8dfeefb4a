/** The stage in a real Chromium. Frames are counted, never timed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import type { Harness } from './harness.ts';

type Window = globalThis.Window & { harness: Harness };
declare const window: Window;

const root = resolve(import.meta.dirname, '../..');
const SIZE = { width: 480, height: 270 };

let server: PreviewServer;
let browser: Browser;
let folder: string;
let base: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stage-'));
  // as the page is built: with the same lean Phaser
  const options = { configFile: join(root, 'vite.config.ts'), root: import.meta.dirname, logLevel: 'silent' as const };
  await build({ ...options, build: { outDir: folder, rolldownOptions: { input: join(import.meta.dirname, 'harness.html') } } });
  server = await preview({ ...options, build: { outDir: folder }, preview: { port: 4810, host: '127.0.0.1' } });
  base = server.resolvedUrls?.local[0] ?? '';
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await new Promise<void>((done) => (server ? server.httpServer.close(() => done()) : done()));
  rmSync(folder, { recursive: true, force: true });
});

async function open(query: string, prepare?: (page: Page) => Promise<unknown>): Promise<{ page: Page; errors: string[] }> {
  const page = await browser.newPage({ viewport: SIZE });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await prepare?.(page);
  await page.goto(`${base}harness.html?${query}`);
  return { page, errors };
}

async function ready(query: string): Promise<{ page: Page; errors: string[] }> {
  const opened = await open(query);
  await opened.page.waitForSelector('body[data-ready]', { timeout: 90_000 });
  return opened;
}

describe('the stage in a browser', () => {
  /** one stage for what only looks at it: each page that begins costs more than all that is drawn on it */
  let shared: Awaited<ReturnType<typeof ready>>;
  beforeAll(async () => {
    shared = await ready('scene=dusk&q=low');
  }, 120_000);

  it.each(['dusk', 'bridge', 'shadow', 'sky', 'sheet'])(
    'draws %s: a picture with far light and near dark',
    async (scene) => {
      const { page, errors } = shared;
      const seen = await page.evaluate(async (name) => {
        const before = window.harness.stage.frames;
        window.harness.show(name);
        await window.harness.run(12);
        const { width, height, data } = window.harness.picture();
        const rows = [0.05, 0.3, 0.99].map((share) => {
          let sum = 0;
          const y = Math.floor(height * share);
          for (let x = 0; x < width; x++) sum += data[(y * width + x) * 4 + 1] ?? 0;
          return sum / width;
        });
        const colours = new Set<number>();
        for (let i = 0; i < data.length; i += 4)
          colours.add(((data[i] ?? 0) >> 3) * 1024 + ((data[i + 1] ?? 0) >> 3) * 32 + ((data[i + 2] ?? 0) >> 3));
        return { rows, colours: colours.size, frames: window.harness.stage.frames - before };
      }, scene);
      expect(errors).toEqual([]);
      expect(seen.frames).toBe(13);
      expect(seen.colours).toBeGreaterThan(250);
      const [zenith, horizon, near] = seen.rows as [number, number, number];
      expect(horizon).toBeGreaterThan(zenith * 1.25);
      expect(horizon).toBeGreaterThan(near * 1.15);
    },
    120_000,
  );

  it('changes the whole palette between acts, and nothing else of what stays', async () => {
    const { page } = shared;
    const [dusk, again, ritual, descent] = await page.evaluate(async () => {
      const { harness } = window;
      const means: number[][] = [];
      harness.show('dusk');
      // until the camera rests
      await harness.run(50);
      for (const act of ['dusk', 'dusk', 'ritual', 'descent'] as const) {
        harness.frame = { ...harness.frame, palette: { from: act, to: act, t: 0 } };
        await harness.run(12);
        const { data } = harness.picture();
        const sum = [0, 0, 0];
        for (let i = 0; i < data.length; i += 4) for (let k = 0; k < 3; k++) sum[k] = (sum[k] ?? 0) + (data[i + k] ?? 0);
        means.push(sum.map((v) => v / (data.length / 4)));
      }
      return means;
    });
    const apart = (a: number[] = [], b: number[] = []): number => Math.hypot(...a.map((v, i) => v - (b[i] ?? 0)));
    expect(apart(dusk, again)).toBeLessThan(0.5);
    expect(apart(again, ritual)).toBeGreaterThan(5);
    expect(apart(ritual, descent)).toBeGreaterThan(3);
  }, 120_000);

  it('answers where things are, keeps its sprites, and stays within its budget of draws', async () => {
    const { page, errors } = shared;
    const seen = await page.evaluate(async () => {
      const { harness } = window;
      const { stage } = harness;
      harness.show('dusk');
      await harness.run(12);
      const picks = [
        ...harness.frame.people.slice(0, 1).map((p) => [p.id, stage.pick(...pair(stage.toScreen(p.x, p.y, 1)))?.id]),
        ...harness.frame.symbols
          .filter((s) => s.kind === 'fountain')
          .map((s) => [s.id, stage.pick(...pair(stage.toScreen(s.x, s.y, 0.3)))?.id]),
      ];
      const nothing = stage.pick(240, 5);
      const errors = [
        [0, 3],
        [8, -9],
        [-12, 7],
        [-26, 2],
        [-30, 2.3],
      ].map(([x = 0, y = 0]) => {
        const at = stage.toScreen(x, y, 0);
        const back = stage.toWorld(at.x, at.y);
        return Math.hypot(back.x - x, back.y - y);
      });
      function pair(p: { x: number; y: number }): [number, number] {
        return [p.x, p.y];
      }
      const gl = document.querySelector('canvas')?.getContext('webgl') as WebGLRenderingContext;
      const draw = gl.drawElements.bind(gl);
      let calls = 0;
      gl.drawElements = (...args) => {
        calls += 1;
        draw(...args);
      };
      stage.draw(harness.frame);
      return { picks, nothing, errors, callsAFrame: calls, used: stage.probe.used, people: harness.frame.people.length };
    });
    // small, because two hundred pictures are painted on the processor here
    await page.setViewportSize({ width: 320, height: 180 });
    const pool = await page.evaluate(async () => {
      const { harness } = window;
      const { stage } = harness;
      // people and lanterns come and go every frame
      const all = harness.frame.people;
      const flicker = (frame: typeof harness.frame, i: number): typeof harness.frame => ({
        ...frame,
        people: all.filter((p, k) => p.me || (k + i) % 3 !== 0),
        lanterns: frame.lanterns.map((l) => ({ ...l, id: `${l.id.split('-')[0]}-${i}` })),
      });
      await harness.run(40, flicker);
      const early = stage.probe.sprites;
      await harness.run(90, flicker);
      return { early, late: stage.probe.sprites };
    });
    expect(errors).toEqual([]);
    for (const [want, got] of seen.picks) expect(got).toBe(want);
    expect(seen.nothing).toBeNull();
    for (const error of seen.errors) expect(error).toBeLessThan(0.15);
    expect(seen.callsAFrame).toBeLessThanOrEqual(20);
    expect(pool.late).toBeLessThanOrEqual(pool.early + 8);
    expect(seen.used).toBeGreaterThan(seen.people * 4);
  }, 180_000);

  it('paints when it is told to, and at no other time', async () => {
    const { page } = shared;
    const calls = await page.evaluate(async () => {
      const gl = document.querySelector('canvas')?.getContext('webgl') as WebGLRenderingContext;
      const { clear } = gl;
      let cleared = 0;
      gl.clear = (mask) => {
        cleared++;
        clear.call(gl, mask);
      };
      const frames = async (): Promise<number> => {
        cleared = 0;
        for (let i = 0; i < 5; i++) await new Promise((done) => requestAnimationFrame(done));
        return cleared;
      };
      const idle = await frames();
      cleared = 0;
      window.harness.stage.draw(window.harness.frame);
      const drawn = cleared;
      gl.clear = clear;
      return { idle, drawn };
    });
    expect(calls.idle).toBe(0);
    expect(calls.drawn).toBeGreaterThan(0);
  }, 60_000);

  it('shows a breath, dims under the stop card and rests under reduced motion', async () => {
    const { page } = shared;
    await page.setViewportSize(SIZE);
    const seen = await page.evaluate(async () => {
      const { harness } = window;
      harness.show('dusk');
      const own = harness.frame.people.filter((p) => p.me).map((p) => ({ ...p, heart: null }));
      harness.frame = { ...harness.frame, people: own, hands: [], inTune: [], guide: null };
      await harness.run(14);
      const change = (a: Uint8ClampedArray, b: Uint8ClampedArray): number => {
        let n = 0;
        for (let i = 0; i < a.length; i += 4)
          if (Math.abs((a[i] ?? 0) - (b[i] ?? 0)) + Math.abs((a[i + 1] ?? 0) - (b[i + 1] ?? 0)) > 6) n += 1;
        return n;
      };
      const mean = (a: Uint8ClampedArray): number => a.reduce((sum, v, i) => (i % 4 === 3 ? sum : sum + v), 0) / (a.length * 0.75);
      const breathe = (breath: number): Uint8ClampedArray => {
        harness.frame = { ...harness.frame, people: own.map((p) => ({ ...p, breath })) };
        return harness.picture().data;
      };
      const out = breathe(-1);
      const breath = change(out, breathe(1));
      const same = change(breathe(1), breathe(1));
      const light = mean(harness.picture().data);
      await harness.run(12, (frame) => ({ ...frame, stilled: true }));
      const dimmed = mean(harness.picture().data) / light;
      await harness.run(70, (frame) => ({ ...frame, stilled: false, reducedMotion: true }));
      const rest = harness.picture().data;
      await harness.run(20);
      const moved = change(rest, harness.picture().data);
      return { breath, same, dimmed, moved };
    });
    expect(seen.same).toBe(0);
    expect(seen.breath).toBeGreaterThan(120);
    expect(seen.dimmed).toBeLessThan(0.8);
    expect(seen.dimmed).toBeGreaterThan(0.4);
    expect(seen.moved).toBe(0);
    await page.close();
  }, 120_000);

  it('changes its tier by hand, follows its size, tells of a lost context and ends', async () => {
    const { page, errors } = await ready('scene=phone&q=low');
    const seen = await page.evaluate(async () => {
      const { harness } = window;
      const { stage } = harness;
      const first = stage.quality;
      const canvas = document.querySelector('canvas') as HTMLCanvasElement;
      const box = document.getElementById('stage') as HTMLElement;
      box.style.width = '300px';
      stage.resize();
      await harness.run(2);
      const width = canvas.clientWidth;
      stage.setQuality('medium');
      for (let i = 0; i < 400 && stage.probe.textureBytes < 20e6; i++) await harness.run(1);
      const bytes = stage.probe.textureBytes;
      const gl = canvas.getContext('webgl') as WebGLRenderingContext;
      const lose = gl.getExtension('WEBGL_lose_context') as WEBGL_lose_context;
      const heard = (name: string): Promise<void> =>
        new Promise((done) => canvas.addEventListener(name, () => setTimeout(done, 0), { once: true }));
      const gone = heard('webglcontextlost');
      lose.loseContext();
      await gone;
      const notice = document.querySelector('[role=alert]')?.textContent ?? '';
      await harness.run(2);
      const back = heard('webglcontextrestored');
      lose.restoreContext();
      await back;
      const after = document.querySelector('[role=alert]');
      await harness.run(3);
      stage.destroy();
      stage.draw(harness.frame);
      return {
        first,
        second: stage.quality,
        width,
        bytes,
        notice,
        healed: after === null,
        canvases: document.querySelectorAll('canvas').length,
      };
    });
    expect(errors).toEqual([]);
    expect([seen.first, seen.second]).toEqual(['low', 'medium']);
    expect(seen.width).toBe(300);
    expect(seen.bytes).toBeLessThan(64 * 1024 * 1024);
    expect(seen.notice).toMatch(/reload the page\.$/);
    expect(seen.healed).toBe(true);
    expect(seen.canvases).toBe(0);
    await page.close();
  }, 180_000);

  it('says in one sentence that there is no WebGL', async () => {
    const { page, errors } = await open('scene=dusk&q=auto', (p) =>
      p.addInitScript(() => {
        const real = HTMLCanvasElement.prototype.getContext as (this: HTMLCanvasElement, ...args: unknown[]) => unknown;
        HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...args: unknown[]): unknown {
          return String(args[0]).includes('webgl') ? null : real.apply(this, args);
        } as typeof HTMLCanvasElement.prototype.getContext;
      }),
    );
    await expect
      .poll(() => errors, { timeout: 60_000 })
      .toEqual([expect.stringMatching(/^This browser cannot draw the dream: WebGL is missing/)]);
    await page.close();
  }, 90_000);
});
