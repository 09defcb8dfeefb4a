import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { batchReading, type TimedBeat } from '../../shared/biometrics/features.ts';
import { checkReading, type Reading } from '../../shared/biometrics/reading.ts';
import oracle from '../biometrics/hrvanalysis.json' with { type: 'json' };
import { launchBrowser } from '../browser.ts';
import { emulateStrap, rrPacket, STRAP_FLAGS } from './emulatedStrap.ts';
import type { Bench } from './page/page.ts';

let server: Server;
let browser: Browser;
let page: Page;

/** The bench page as Vite builds it for people, worker chunk and all, from memory. */
async function serveBench(): Promise<Server> {
  const built = (await build({
    root: new URL('./page', import.meta.url).pathname,
    configFile: false,
    base: './',
    logLevel: 'error',
    worker: { format: 'es' },
    build: { write: false, target: 'es2023' },
  })) as Rolldown.RolldownOutput;
  const files = new Map(built.output.map((f) => [`/${f.fileName}`, f.type === 'chunk' ? f.code : f.source]));
  const out = createServer((request, response) => {
    const name = request.url === '/' ? '/index.html' : (request.url ?? '/');
    const body = files.get(name);
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': name.endsWith('.js') ? 'text/javascript' : 'text/html' });
    response.end(body);
  });
  await new Promise<void>((done) => out.listen(0, '127.0.0.1', done));
  return out;
}

const bench = <T>(read: (b: Bench) => T): Promise<T> => page.evaluate(`(${read.toString()})(globalThis.bench)`) as Promise<T>;
const until = (condition: string): Promise<unknown> => page.waitForFunction(condition, undefined, { timeout: 20_000 });

beforeAll(async () => {
  server = await serveBench();
}, 60_000);
afterAll(() => void server.close());
afterEach(() => browser.close());

async function open(): Promise<void> {
  browser = await launchBrowser(STRAP_FLAGS);
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

describe('a strap, from a click to a Reading, in a real Chromium', () => {
  it("pairs by a click; the worker's Reading equals the batch value; a drop is lost, and it comes back by itself", async () => {
    await open();
    const strap = await emulateStrap(browser, page);
    await page.click('#connect');
    await until(`bench.states.includes('live')`);

    // 150 measured intervals as a strap would round them, with one missed and one extra beat, in packets of 1 to 4
    const rr1024 = oracle.nnMs.slice(0, 150).map((ms) => Math.round((ms * 1024) / 1000));
    rr1024.splice(110, 2, (rr1024[110] as number) + (rr1024[111] as number));
    rr1024.splice(130, 1, 300, (rr1024[130] as number) - 300);
    for (let i = 0, size = 1; i < rr1024.length; i += size, size = (size % 4) + 1) await strap.send(rrPacket(rr1024.slice(i, i + size)));
    await strap.send(Buffer.from([0x17, 1, 1])); // RR announced, none there: must count for nothing
    await strap.send(Buffer.from([0x14, 70, 0, 2])); // off the skin (contact supported, not made) with an interval: silence

    const seen = await bench((b) => b.readings.length);
    await page.waitForFunction((n) => (globalThis as unknown as { bench: Bench }).bench.readings.length >= n + 2, seen);
    const reading = (await bench((b) => b.readings.at(-1))) as Reading;
    const history: TimedBeat[] = rr1024.map((raw) => ({ rrMs: (raw * 1000) / 1024, atMs: 0 }));
    const batch = batchReading(history, 0);
    expect(checkReading(reading)).toEqual(reading);
    // the phase of a breath runs on with the clock; everything else must be the batch's to the last digit
    const { seq, deviceMs, breathPhase, ...rest } = reading;
    expect({ ...rest, seq: 0, deviceMs: 0, breathPhase: batch.breathPhase }).toEqual(batch);
    expect(reading).toMatchObject({ state: 'good', quality: 3 });
    expect(reading.rmssd).toBeGreaterThan(5);

    await strap.drop();
    await until(`bench.readings.at(-1).state === 'lost'`);
    expect(await bench((b) => b.readings.at(-1))).toMatchObject({ hr: 0, rmssd: 0, arousal: 0, quality: 0 });
    expect(await bench((b) => b.readings.some((r) => r.state === 'stale'))).toBe(false); // said by the strap, not waited for
    await until(`bench.states.filter((s) => s === 'live').length === 2`);
    await strap.send(rrPacket([1024]));
    await until(`bench.readings.at(-1).hr === 60`);
    expect(await bench((b) => b.states)).toEqual(['asking', 'connecting', 'live', 'lost', 'connecting', 'live']);

    const all = await bench((b) => b.readings);
    expect(all.map((r) => r.seq)).toEqual(all.map((_, i) => i));
    for (let i = 1; i < all.length; i++) {
      expect((all[i] as Reading).deviceMs - (all[i - 1] as Reading).deviceMs).toBeGreaterThanOrEqual(249);
    }
    await bench((b) => b.sensor?.stop());
    expect(await bench((b) => b.readings.at(-1)?.state)).toBe('lost');
  }, 60_000);

  it('takes a closed chooser as a no and says so once', async () => {
    await open();
    await emulateStrap(browser, page, false);
    await page.click('#connect');
    await until(`bench.readings.at(-1)?.state === 'refused'`);
    expect(await bench((b) => b.states)).toEqual(['asking', 'refused']);
  }, 60_000);

  it('beats without a sensor when asked to pretend', async () => {
    await open();
    await page.click('#pretend');
    await until(`bench.readings.some((r) => r.hr > 40)`);
    const readings = await bench((b) => b.readings);
    for (const r of readings) expect(checkReading(r)).toEqual(r);
    expect(new Set(readings.map((r) => r.state))).toEqual(new Set(['synthetic']));
  }, 60_000);
});
