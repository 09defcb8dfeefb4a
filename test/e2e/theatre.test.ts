import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { open, raise } from '../../server/cli/theatre.ts';
import { simulate } from '../../server/lab/simulate.ts';
import type { Theatre } from '../../server/lab/theatre/open.ts';
import { JournalFile } from '../../server/store/journals.ts';
import { buildPage } from '../../server/store/pages.ts';
import { loadScenarioFiles } from '../../server/store/scenarios.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';
import { launchBrowser } from '../browser.ts';

/** A night played back in a real page. Without a picture, which is other tests' matter: what is proven here is that the page plays and answers. */
let folder = '';
let server: Server;
let browser: Browser;
let page: Page;
let theatre: Theatre;
const faults: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dreamhaven-theatre-'));
  const source = await loadScenarioFiles('scenarios/01-the-ritual');
  const { scenario } = compileScenario(source);
  if (!scenario) throw new Error('the shipped night does not compile');
  const path = join(folder, 'journals', 'night.dream');
  const sink = new JournalFile(path);
  simulate({ scenario, source, seed: '5', citizens: 8, minutes: 1.5, sink });
  sink.close();
  const built = buildPage(fileURLToPath(new URL('../..', import.meta.url)), () => undefined, 'theatre');
  theatre = await raise(path, { at: 40 });
  await built;
  server = await open(theatre, 0);
  browser = await launchBrowser(['--disable-3d-apis']);
  page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  await page.waitForSelector('.deck');
}, 180_000);
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
  if (folder) rmSync(folder, { recursive: true });
});

const seconds = async (): Promise<number> => Number(await page.getAttribute('.strip', 'aria-valuenow'));
/** Asked from here: the page's own policy forbids it to evaluate texts. */
const until = (script: string): Promise<void> => expect.poll(() => page.evaluate(`!!(${script})`), { timeout: 30_000 }).toBe(true);

it('opens at the moment that was asked for, plays by a key, and its address follows', async () => {
  expect(await page.textContent('.act-card')).toContain('dreamt again exactly');
  await until('document.querySelector(".strip").ariaValueNow === "40" && document.querySelector(".log li")');
  await page.keyboard.press('Space');
  await until('Number(document.querySelector(".strip").ariaValueNow) >= 42');
  await page.keyboard.press('Space');
  // the strip tells whole seconds, rounded
  await until('Number(new URLSearchParams(location.search).get("at")) >= 41.5');
});

it('seeks by keys and by a click on the strip', async () => {
  await page.keyboard.press('Home');
  await until('document.querySelector(".strip").ariaValueNow === "0"');
  await page.keyboard.press('Shift+ArrowRight');
  await until('document.querySelector(".strip").ariaValueNow === "30"');
  const box = await page.locator('.strip').boundingBox();
  if (!box) throw new Error('no strip');
  await page.mouse.click(box.x + box.width * 0.5, box.y + 6);
  await until('Math.abs(Number(document.querySelector(".strip").ariaValueNow) - 45) <= 1');
  expect(await seconds()).toBeGreaterThan(40);
});

it('answers why something happened in plain sentences, and goes to a cause', async () => {
  await page.keyboard.press('End');
  const line = page.locator('.log li', { hasText: 'tends a light' }).or(page.locator('.log li', { hasText: 'offers a hand' }));
  await line.first().locator('button').click();
  await page.waitForSelector('.because ol li');
  const cause = page.locator('.because ol li button').last();
  const [minutes, rest] = ((await cause.locator('time').textContent()) ?? '0:0').split(':').map(Number) as [number, number];
  await cause.click();
  await until(`Math.abs(Number(document.querySelector(".strip").ariaValueNow) - ${minutes * 60 + rest}) <= 1`);
  await page.keyboard.press('Escape');
  await page.waitForSelector('.because', { state: 'detached' });
});

it('sees as a citizen sees, and writes the line that goes on from here', async () => {
  const who = theatre.night.people.find((p) => p.kind === 'simulated')?.id ?? '';
  await page.selectOption('.eyes select', who);
  await until(`new URLSearchParams(location.search).get("follow") === ${JSON.stringify(who)}`);
  await until('window.theatre.store.get().sight?.own?.id === window.theatre.store.get().who');
  await page.getByRole('button', { name: 'Go on from here' }).click();
  expect(await page.textContent('.command code')).toMatch(
    /^npx dreamhaven simulate --from \S+night\.dream --at \d+\.\d\d --journal fork\.dream$/,
  );
  expect(faults).toEqual([]);
});
