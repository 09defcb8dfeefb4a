/** The page on a line of nothing (`page/`), built once a test file and opened in a real browser. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from '../browser.ts';

const root = fileURLToPath(new URL('./page', import.meta.url));
export const DESK = { width: 1280, height: 720 };
export const PHONE = { width: 390, height: 844 };

let folder = '';
let server: PreviewServer;
let browser: Browser;
let url = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'page-'));
  const options = { configFile: false as const, root, logLevel: 'silent' as const, base: './' };
  await build({ ...options, build: { outDir: folder, emptyOutDir: true, target: 'es2023' }, worker: { format: 'es' } });
  server = await preview({ ...options, build: { outDir: folder }, preview: { port: 4790 } });
  url = server.resolvedUrls?.local[0] ?? '';
  browser = await launchBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await new Promise<void>((done) => (server ? server.httpServer.close(() => done()) : done()));
  if (folder) await rm(folder, { recursive: true });
});

export async function open(query: string, viewport = DESK): Promise<Page> {
  const context = await browser.newContext({ viewport, hasTouch: viewport === PHONE });
  const page = await context.newPage();
  await page.goto(`${url}${query}`);
  return page;
}

export async function dreaming(query = '?autojoin=1', viewport = DESK): Promise<Page> {
  const page = await open(query, viewport);
  await page.waitForSelector('.band');
  return page;
}

export const sentTypes = (page: Page) => page.evaluate(() => window.fake.sent.map((s) => s.type));

/** Waits until whatever slides or fades in is where it stays. */
export const settled = (page: Page) =>
  page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const ending = document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.all(ending.map((a) => a.finished.catch(() => undefined)));
  });

/** Boxes of what is shown, by selector. */
export const boxes = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((all) =>
    all
      .filter((el) => (el as HTMLElement).offsetParent !== null)
      .map((el) => {
        const { x, y, width, height } = el.getBoundingClientRect();
        return { x, y, width, height, text: el.textContent ?? '' };
      }),
  );
type Boxes = Awaited<ReturnType<typeof boxes>>;
export const apart = (a: Boxes[number], b: Boxes[number]): boolean =>
  a.x + a.width <= b.x + 0.5 || b.x + b.width <= a.x + 0.5 || a.y + a.height <= b.y + 0.5 || b.y + b.height <= a.y + 0.5;
