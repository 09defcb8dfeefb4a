/** Settings, ports, folders, health and metrics. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../server/config.ts';
import { boot } from '../../server/main.ts';
import { openDataDir } from '../../server/store/data.ts';
import { loadJournal } from '../../server/store/journals.ts';
import { smallScenario } from '../dream/smallDream.ts';
import { openHouse, openPage, type TestHouse, testConfig, until } from './house.ts';

describe('settings', () => {
  it('have defaults, and an empty variable counts as unset', () => {
    expect(readConfig({ PORT: '' }, '/d')).toMatchObject({
      port: 2567,
      host: '0.0.0.0',
      dataDir: '/d/.data',
      databaseUrl: null,
      transport: 'auto',
      scenarios: '/d/scenarios',
      dream: '01-the-ritual',
      logLevel: 'info',
    });
  });

  it('name every fault at once, with what was given', () => {
    const wrong = () => readConfig({ PORT: '70000', TRANSPORT: 'pigeon', LOG_LEVEL: 'loud', DREAM: '../etc' });
    expect(wrong).toThrow(ConfigError);
    expect(() => readConfig({ DATABASE_URL: 'mysql://me:hunter2@db/x' })).toThrow(/DATABASE_URL must begin with postgres:\/\/$/);
    expect(wrong).toThrow(/PORT must be in 0\.\.65535, but is "70000"[\s\S]*LOG_LEVEL[\s\S]*TRANSPORT must be auto, ws or uws[\s\S]*DREAM/);
  });
});

describe('what cannot start says so in one sentence', () => {
  let taken: Server;
  let port = 0;
  beforeAll(async () => {
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    port = (taken.address() as { port: number }).port;
  });
  afterAll(() => {
    taken.close();
  });

  it('a taken port, with the next free one', async () => {
    const { config } = testConfig({ PORT: String(port) });
    await expect(boot(config, { scenario: smallScenario(), page: false, journal: false })).rejects.toThrow(
      new RegExp(`Port ${port} is taken; \\d+ is free: PORT=\\d+ npm start`),
    );
  });

  it('a folder that cannot be made', () => {
    const { folder } = testConfig();
    writeFileSync(join(folder, 'file'), '');
    expect(() => openDataDir(join(folder, 'file', 'data'))).toThrow(/cannot be written \(\w+\); choose another with DATA_DIR/);
    if (existsSync('/proc/self')) expect(() => openDataDir('/proc/dreamhaven')).toThrow(/cannot be written/);
    mkdirSync(join(folder, 'locked'));
    chmodSync(join(folder, 'locked'), 0o500);
    if (process.getuid?.() !== 0) expect(() => openDataDir(join(folder, 'locked'))).toThrow(/cannot be written/);
  });

  it('a scenario that is not there', async () => {
    const { config, folder } = testConfig({ DREAM: 'nowhere' });
    await expect(boot({ ...config, scenarios: folder }, { page: false, journal: false })).rejects.toThrow(/nowhere/);
  });
});

describe('the transport', () => {
  it('is uWebSockets where its addon loads, on the address that was asked for; nothing else it wants ends the process', () => {
    const child = spawnSync(process.execPath, [fileURLToPath(new URL('fixtureUws.mjs', import.meta.url))], { encoding: 'utf8' });
    expect(child.stderr).toBe('');
    expect(JSON.parse(child.stdout)).toEqual(['uws', ['127.0.0.9', 1234]]);
  });
});

describe('a running house', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await openHouse({ journal: true, citizens: 3 });
  });

  it('is healthy and counts', async () => {
    const health = await fetch(`http://127.0.0.1:${house.port}/healthz`);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({ status: 'ok', scenario: 'small', transport: 'ws' });
    const page = await openPage(house);
    const metrics = await (await fetch(`http://127.0.0.1:${house.port}/metrics`)).text();
    for (const name of [
      'dreamhaven_ticks',
      'dreamhaven_step_seconds_bucket',
      'dreamhaven_joins_total{back="no"} 1',
      'dreamhaven_members 1',
    ]) {
      expect(metrics).toContain(name);
    }
    await page.close();
  });

  it('answers HEAD, and gives pages of other sites no right to ask', async () => {
    const url = `http://127.0.0.1:${house.port}/healthz`;
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const ask = (origin: string) =>
      fetch(`http://127.0.0.1:${house.port}/matchmake/join/dream`, { method: 'OPTIONS', headers: { origin } });
    expect((await ask('https://elsewhere.example')).headers.get('access-control-allow-origin')).toBeNull();
    expect((await ask('http://localhost:5173')).headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
  });

  it('a path that is no URL ends nothing', async () => {
    const socket = createConnection(house.port, '127.0.0.1');
    socket.write('GET //[ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    const reply = await new Promise<string>((resolve) => socket.once('data', (bytes) => resolve(String(bytes))));
    expect(reply).toMatch(/^HTTP\/1.1 404/);
  });

  it('simulated citizens dream while nobody is there', async () => {
    const { world } = house.house.host.dream;
    const cast = () => Object.values(world.people.byId).filter((p) => p.kind !== 'person');
    // one of them is of a temper that leaves early
    await until(() => cast().length >= 3 && cast().some((p) => p.state === 'dreaming'), 'three of the cast');
  });

  it('answers what is not there with 404, and no path leaves the page', async () => {
    for (const path of ['/nothing', '/%2e%2e/package.json', '/../package.json', '/.env', '//etc/passwd']) {
      expect((await fetch(`http://127.0.0.1:${house.port}${path}`)).status).toBe(404);
    }
  });

  it('ends in order: the journal is closed, and what people said is sealed in it', async () => {
    const page = await openPage(house, { name: 'Quetzalcoatlus' });
    await page.link.command('say', { words: 'the blue kettle' });
    await page.close();
    const { dataDir } = house.config;
    await house.stop();
    const folder = join(dataDir, 'journals');
    const file = join(folder, readdirSync(folder)[0] as string);
    expect(loadJournal(file).complete).toBe(true);
    const bytes = readFileSync(file, 'latin1');
    expect(bytes).not.toContain('Quetzalcoatlus');
    expect(bytes).not.toContain('the blue kettle');
    expect(existsSync(join(dataDir, 'keys'))).toBe(true);
    await house.end();
  });
});

it('a world that cannot be put into its journal breaks the night in order, and not the process', async () => {
  const house = await openHouse({ citizens: 2, journal: true });
  const broken: string[] = [];
  house.house.onBroken = ({ message }) => void broken.push(message);
  try {
    await until(() => Object.keys(house.house.host.dream.world.people.byId).length === 2, 'the cast');
    // nothing of a tick reads it; a digest, written after people were told, does
    Object.assign(house.house.host.dream.world.space, { odd: Number.NaN });
    await until(() => broken.length > 0, 'the word that it is broken');
    expect(broken[0]).toMatch(/NaN in hashed data/);
  } finally {
    delete (house.house.host.dream.world.space as { odd?: number }).odd;
    await house.end();
  }
});
