/** `dreamhaven dev` as a designer runs it: a folder of their own, an editor that saves, keys. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { until } from '../server/house.ts';
import { dreamhaven } from './run.ts';

const BIN = fileURLToPath(new URL('../../server/cli/dreamhaven.ts', import.meta.url));
let folder = '';
let child: ChildProcess;
let browser: Browser;
let said = '';
const file = (name: string) => join(folder, 'night', name);
const edit = (name: string, from: string | RegExp, to: string) => {
  const text = readFileSync(file(name), 'utf8');
  const next = text.replace(from, to);
  expect(next).not.toBe(text);
  writeFileSync(file(name), next);
};
/** Waits until the terminal says it after the mark that is set here. */
const says = async (what: RegExp, act: () => void) => {
  const from = said.length;
  act();
  await until(() => what.test(said.slice(from)), String(what), 30);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dreamhaven-dev-test-'));
  expect((await dreamhaven('new', join(folder, 'night'), '--yes')).code).toBe(0);
  child = spawn(process.execPath, [BIN, 'dev', join(folder, 'night'), '--citizens', '4', '--port', '23456'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (bytes: Buffer) => {
      said += String(bytes);
    });
  await until(() => /is dreamt at/.test(said) || child.exitCode !== null, 'the dream to run', 60);
  expect(child.exitCode, said).toBeNull();
  browser = await launchBrowser(['--disable-3d-apis']);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  if (child?.exitCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

it('each save is seen in the page, a wrong one stands there until it is mended, and keys do what they say', {
  timeout: 120_000,
}, async () => {
  const page = await browser.newPage({ viewport: { width: 400, height: 300 } });
  const url = /http:\/\/\S+/.exec(said)?.[0]?.replace('localhost', '127.0.0.1') ?? '';
  await page.goto(`${url}/?q=low&autojoin=1&name=Ada`);
  const place = () =>
    page.evaluate(() => {
      // biome-ignore lint/suspicious/noExplicitAny: the page's debug handle is typed on the page's side only
      const { link } = (window as any).dreamhaven;
      return { title: link.welcome.place.title, me: link.welcome.me, x: link.welcome.place.symbols.at(-1).x };
    });
  // biome-ignore lint/suspicious/noExplicitAny: the page's debug handle is typed on the page's side only
  await page.waitForFunction(() => (window as any).dreamhaven?.seen);
  const before = await place();

  await says(/title is "Another night" now/, () => edit('dream.yaml', /^title: .*$/m, 'title: Another night'));
  await page.locator('.dev-note', { hasText: 'Another night' }).waitFor();
  expect(await place()).toEqual({ ...before, title: 'Another night' });

  const map = readFileSync(file('map.tmj'), 'utf8');
  await says(/moved 2 m/, () => {
    const data = JSON.parse(map);
    const symbols = data.layers.find((l: { name: string }) => l.name === 'symbols').objects;
    symbols.at(-1).x += 64;
    writeFileSync(file('map.tmj'), JSON.stringify(data));
  });
  await page.locator('.dev-note', { hasText: 'moved 2 m' }).waitFor();
  expect((await place()).x).toBeCloseTo(before.x + 2, 6);

  await says(/fix: did you mean "intensity"/, () => edit('dream.yaml', /intensity:/, 'intensty:'));
  await page.locator('.dev-note.wrong', { hasText: 'was not taken up' }).waitFor();
  rmSync(file('map.tmj'));
  await says(/there is no file night\/map\.tmj/, () => edit('dream.yaml', /intensty:/, 'intensity:'));
  writeFileSync(file('map.tmj'), map);
  await page.locator('.dev-note.wrong').waitFor({ state: 'detached' });

  await says(/is on the way/, () => child.stdin?.write('b\n'));
  await says(/taken up|moved 2 m/, () => child.stdin?.write('u\n'));
  await says(/which act\?/, () => child.stdin?.write('r\n'));
  await says(/there are acts 1 to \d/, () => child.stdin?.write('9\n'));
  await page.close();
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.stdin?.write('q\n');
  expect(await ended).toBe(0);
});
