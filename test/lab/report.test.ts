import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COLUMNS } from '../../server/lab/report/session.ts';
import { launchBrowser } from '../browser.ts';
import { dreamhaven } from '../cli/run.ts';

describe('simulate --report', { timeout: 60_000 }, () => {
  let folder = '';
  let browser: Browser;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dreamhaven-report-'));
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  it('writes a page that draws its curves offline, a row a second, and every event', async () => {
    const out = join(folder, 'out');
    const run = await dreamhaven('simulate', 'scenarios/kitchen-sink', '--citizens', '8', '--seed', '3', '--minutes', '3', '--report', out);
    expect([run.code, run.err]).toEqual([0, '']);

    const rows = readFileSync(join(out, 'signals.csv'), 'utf8').trimEnd().split('\r\n');
    expect(rows[0]).toBe(['second', ...COLUMNS].join(','));
    expect(rows.length).toBe(1 + 180);
    expect(rows.slice(1).map((r) => Number(r.split(',')[0]))).toEqual(Array.from({ length: 180 }, (_, i) => i + 1));

    const events = readFileSync(join(out, 'events.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events[0]).toMatchObject({ type: 'night.began', tick: 1 });
    const opened = events.filter((e) => e.type === 'scene.opened').length;
    expect(opened).toBeGreaterThan(0);

    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    const errors: string[] = [];
    page.on('pageerror', (e) => errors.push(e.message));
    await page.route('http*://**', (route) => {
      errors.push(route.request().url());
      return route.abort();
    });
    await page.goto(pathToFileURL(join(out, 'index.html')).href);
    await page.locator('.uplot canvas').nth(3).waitFor();
    expect(errors).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await page.locator('svg[aria-label^="acts"] title').count()).toBeGreaterThan(opened);
    expect(await page.locator('td.holds').count()).toBeGreaterThan(1);
  });

  it('says in one sentence where it cannot be written', async () => {
    const { code, err } = await dreamhaven('simulate', 'scenarios/00-empty', '--minutes', '0.1', '--report', '/proc/none');
    expect(code).toBe(2);
    expect(err).toMatch(/the report cannot be written to \/proc\/none/);
  });
});
