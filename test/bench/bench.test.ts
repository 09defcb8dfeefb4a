/** The benchmarks' own tests: that they count right and say what they counted, never how fast anything is. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScenario } from '../../server/cli/scenario.ts';
import { benchCore } from '../../server/lab/bench/core.ts';
import { benchLint } from '../../server/lab/bench/lint.ts';
import { atLeast, atMost, type BenchOptions, renderReport, withMachine } from '../../server/lab/bench/report.ts';
import { growth, quantile } from '../../server/lab/bench/statistics.ts';
import { loadStarter } from '../../server/store/dreams.ts';
import { launchBrowser } from '../browser.ts';
import { dreamhaven } from '../cli/run.ts';
import { joinBench } from './join.ts';
import { DEVICES, visit } from './page.ts';
import { recover } from './recovery.ts';
import { roomBench } from './room.ts';
import { BOTS } from './rooms/swarm.ts';
import { snapshotBench } from './snapshot.ts';

const options: BenchOptions = {
  seconds: 1,
  settle: 0,
  clients: [6],
  repeat: 1,
  workers: 1,
  rooms: ['dream', 'views', 'stock'],
  crowds: ['gathered'],
  pages: 0,
  pictures: '',
  radius: 110,
  scenario: 'scenarios/01-the-ritual',
  say: () => undefined,
};

describe('sums', () => {
  it('quantiles are by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect([quantile(hundred, 0.5), quantile(hundred, 0.99), quantile(hundred, 1), quantile([7], 0.99)]).toEqual([50, 99, 100, 7]);
    expect(quantile([], 0.5)).toBeNaN();
  });

  it('the exponent of a known growth is found, and how well it fits', () => {
    const square = [50, 100, 500, 1000].map((x) => ({ x, y: 3 * x * x }));
    expect(growth(square).exponent).toBeCloseTo(2, 10);
    expect(growth(square).r2).toBeCloseTo(1, 10);
    const bent = [50, 100, 500, 1000].map((x, i) => ({ x, y: i % 2 === 0 ? x : 3 * x }));
    expect(growth(bent).r2).toBeLessThan(0.95);
  });

  it('a goal is reached, missed, or not known; the table says which', async () => {
    const goals = [atMost('a', 1, 2, 'ms'), atLeast('b', 1, 2, 'times'), atMost('c', Number.NaN, 2, 'ms')];
    expect(goals.map((g) => g.reached)).toEqual([true, false, null]);
    const report = await withMachine(async () => ({ bench: 'core', rows: [{ x: 1.234, y: null }], goals, notes: ['seen'] }));
    const text = renderReport(report);
    for (const line of [
      /\| a +\| 1 ms +\| reached +\|/,
      /\| 1 times +\| not reached \|/,
      /not measured \| not known/,
      /- seen\n/,
      /\d+ cores/,
    ])
      expect(text).toMatch(line);
  });
});

describe('the verb', { timeout: 120_000 }, () => {
  it('refuses what it does not know, with what it does', async () => {
    const unknown = await dreamhaven('bench', 'speed');
    expect(unknown).toMatchObject({ code: 2, out: '' });
    expect(unknown.err).toMatch(/no benchmark "speed": core, room/);
    const rooms = await dreamhaven('bench', 'room', '--rooms', 'dream,halls');
    expect(rooms.code).toBe(2);
    expect(rooms.err).toMatch(/--rooms knows dream, views, stock, got "halls"/);
  });
});

describe('bench lint', () => {
  it('fills a night to the number it says, without a finding', async () => {
    const report = await benchLint(await loadStarter(), options, [40, 20]);
    expect(report.rows.map((r) => [r.storylets, r.findings])).toEqual([
      [40, 0],
      [20, 0],
    ]);
    expect(Number(report.rows[0]?.characters)).toBeGreaterThan(Number(report.rows[1]?.characters));
    expect(report.goals[0]?.goal).toContain('40 storylets');
  });
});

describe('the headless core', { timeout: 120_000 }, () => {
  it('gives a row a size, a fitted exponent, and shares of a whole', async () => {
    const { scenario } = await openScenario(options.scenario);
    const report = await benchCore(scenario, { ...options, seconds: 1 }, [8, 24]);
    expect(report.rows).toMatchObject([
      { citizens: 8, dreaming: 8 },
      { citizens: 24, dreaming: 24 },
    ]);
    for (const row of report.rows) expect(row['CPU ms a tick']).toBeGreaterThan(0);
    expect(report.goals).toHaveLength(1);
    const shares = [...(report.notes[0] as string).matchAll(/(\w+) ([\d.]+) %/g)].map(([, room, share]) => [room, Number(share)] as const);
    expect(shares.map(([room]) => room)).toEqual(expect.arrayContaining(['affect', 'space', 'citizens']));
    expect(shares.reduce((sum, [, share]) => sum + share, 0)).toBeGreaterThan(99);
  });
});

describe('people in other processes', { timeout: 120_000 }, () => {
  it('the dream and the two other rooms carry the same people, and each shows what it should', async () => {
    const report = await roomBench.run(options);
    expect(report.rows).toMatchObject([{ room: 'dream' }, { room: 'views' }, { room: 'stock' }].map((r) => ({ ...r, clients: 6 })));
    const [, views, stock] = report.rows;
    // gathered in one square everybody is in everybody's sight
    expect([views?.['in sight'], stock?.['in sight']]).toEqual([6 + BOTS, 6 + BOTS]);
    for (const row of report.rows) {
      for (const name of ['server CPU %', 'tick p50 ms', 'patch p99 ms', 'kB/s a client', 'patches/s'])
        expect(row[name]).toBeGreaterThan(0);
    }
    expect(report.notes.filter((n) => n.includes('turned away'))).toEqual([]);
  });

  it('joining is counted from the call to the first state', async () => {
    const { rows } = await joinBench.run({ ...options, seconds: 1 });
    expect(rows).toMatchObject([{ clients: 6, joined: 6 }]);
    expect(rows[0]?.['first state p50 ms']).toBeGreaterThan(0);
    expect(rows[0]?.['longest tick gap ms']).toBeGreaterThanOrEqual(rows[0]?.['longest tick ms'] as number);
  });

  it('after kill -9 and a new start everybody is let in again, none is counted twice, and a page is where it was', async () => {
    const run = await recover({ clients: 4, workers: 1, pages: 1, pictures: '' }, 1);
    expect(run).toMatchObject({ joined: 4, refused: [], away: 0, pages: { held: 0, changed: [] } });
    expect(run.backS.length + run.asNew).toBe(4);
    expect(run.pages?.backS).toHaveLength(1);
    for (const seconds of [...run.backS, ...(run.pages?.backS ?? [])]) expect(seconds).toBeGreaterThan(0);
  });

  it('snapshots are looked for from outside; none is said to be none', async () => {
    const { rows, goals } = await snapshotBench.run(options);
    expect(rows[0]?.['longest tick ms']).toBeGreaterThan(0);
    expect(goals[0]?.reached === null).toBe(rows[0]?.snapshots === 0);
  });
});

describe('a first visit', { timeout: 120_000 }, () => {
  const script = `
    document.body.innerHTML = '<form><button type="submit">In</button></form>';
    document.querySelector('form').onsubmit = (event) => {
      event.preventDefault();
      window.dreamhaven = { seen: {}, frame: null, stage: null };
      // two frames later, however busy the machine is
      requestAnimationFrame(() => requestAnimationFrame(() => { window.dreamhaven = { seen: {}, frame: {}, stage: {} }; }));
    };`;
  const padding = `/*${'x'.repeat(40_000)}*/`;
  let server: Server;
  let url = '';
  beforeAll(async () => {
    server = createServer((request, response) => {
      const isScript = request.url === '/page.js';
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      response.end(isScript ? script + padding : '<!doctype html><link rel="icon" href="data:,"><body><script src="/page.js"></script>');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
  });
  afterAll(() => server.close());

  it('notes the form, the dream and its first frame in order, and all bytes as they were sent', async () => {
    const browser = await launchBrowser();
    try {
      const seen = await visit(browser, url, DEVICES[1], 30);
      const { formMs, dreamMs, frameMs } = seen;
      expect(formMs).toBeGreaterThan(0);
      expect(dreamMs).toBeGreaterThan(formMs as number);
      expect(frameMs).toBeGreaterThan(dreamMs as number);
      // 40 kB at 1.6 Mbit/s take a fifth of a second
      expect(formMs).toBeGreaterThan(200);
      expect(seen.sent.map((f) => f.path).sort()).toEqual(['/', '/page.js']);
      expect(seen.fileBytes).toBeGreaterThan(40_000);
      expect(seen.fileBytes).toBeLessThan(43_000);
    } finally {
      await browser.close();
    }
  });
});
