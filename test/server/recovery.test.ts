/** The real server in a process of its own, killed and started again on the same folder; pages come back by themselves. SPEC.md rules are cited as [n]. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../client/net/index.ts';
import { Vault } from '../../server/ledger/vault.ts';
import { buildServer, builtServer } from '../../server/store/built.ts';
import { journalPath, loadJournal } from '../../server/store/journals.ts';
import { commandsOf } from '../../shared/journal/read.ts';
import { replay } from '../../shared/journal/replay.ts';
import { PROTOCOL } from '../../shared/protocol/messages.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';
import { Page, until } from './house.ts';

const MAIN = fileURLToPath(new URL('../../server/start.ts', import.meta.url));

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

const folder = mkdtempSync(join(tmpdir(), 'recovery-'));
let port = 0;
let child: ChildProcess | null = null;
let said = '';

/** Starts the server; resolves when the dream runs. */
async function start(): Promise<void> {
  said = '';
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: folder,
    LOG_LEVEL: 'info',
    TRANSPORT: 'ws',
    DREAM: 'kitchen-sink',
  };
  const started = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  child = started;
  const hear = (bytes: Buffer): void => {
    said += String(bytes);
  };
  started.stdout?.on('data', hear);
  started.stderr?.on('data', hear);
  await until(() => said.includes('is running') || started.exitCode !== null, 'the server to run', 60);
  expect(started.exitCode, said).toBeNull();
}

async function end(signal: NodeJS.Signals): Promise<void> {
  const ended = child;
  if (!ended || ended.exitCode !== null || ended.signalCode !== null) return;
  await new Promise((resolve) => {
    ended.once('exit', resolve);
    ended.kill(signal);
  });
}

const open = async (name: string): Promise<Page> => {
  const page = new Page(await connect(`http://127.0.0.1:${port}`, { protocol: PROTOCOL, name }));
  await until(() => page.last !== null, 'a first frame', 20);
  return page;
};

describe('a server that is killed', { timeout: 180_000 }, () => {
  const pages: Page[] = [];
  beforeAll(async () => {
    port = await freePort();
    await start();
    // from here on it starts from the one file, and whatever that dreams is dreamt again by the sources below
    await buildServer();
    expect(builtServer()).not.toBeNull();
  }, 120_000);
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.close();
  });
  afterAll(async () => {
    await end('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(['SIGKILL', 'SIGTERM'] as const)(
    '%s: people come back by themselves to the same place, hands still held [5] [7]',
    async (signal) => {
      const [ada, ben] = [await open('Ada'), await open('Ben')];
      pages.push(ada, ben);
      const at = (page: Page) => page.last?.own.avatar ?? { x: 0, y: 0 };
      // to one another, and hand in hand
      const gap = () => Math.hypot(at(ada).x - at(ben).x, at(ada).y - at(ben).y);
      const step = () => {
        const [dx, dy] = [at(ada).x - at(ben).x, at(ada).y - at(ben).y];
        const near = gap() < 1.2;
        const most = Math.max(Math.abs(dx), Math.abs(dy), 0.01);
        ben.link.control({
          mx: near ? 0 : Math.round((dx / most) * 100),
          my: near ? 0 : Math.round((dy / most) * 100),
          float: false,
          breath: false,
        });
        return near;
      };
      await until(step, 'Ben to reach Ada', 30);
      ben.link.control({ mx: 0, my: 0, float: false, breath: false });
      const held = () => ada.last?.own.partners.includes(ben.me) === true;
      await ada.link.command('hand.offer', { to: ben.me });
      // simulated citizens open their palms too: Ben takes Ada's
      const palm = () => ben.last?.own.offers.find((o) => o.by === ada.me)?.id ?? '';
      await until(() => palm() !== '', 'the palm', 10);
      expect(await ben.link.command('hand.answer', { offer: palm(), accept: true })).toBeNull();
      await until(held, 'hands', 10);
      const rests = (page: Page) => Math.hypot(page.last?.own.avatar.vx ?? 9, page.last?.own.avatar.vy ?? 9) < 0.05;
      await until(() => rests(ada) && rests(ben), 'both to stand', 20);
      expect(await ada.link.command('say', { words: `before ${signal}` })).toBeNull();
      const before = { dreamId: ada.link.welcome.dreamId, ada: { ...at(ada) }, ben: { ...at(ben) }, me: ada.me };
      const states: string[] = [];
      ada.link.onState((state) => states.push(state));
      await end(signal);
      await until(() => states.includes('dropped'), 'the page to notice', 20);
      await start();
      expect(said).toContain('the night goes on where it was');
      await until(() => states.includes('rejoined'), 'the way back', 40);
      await until(
        () => ben.last?.own.partners.includes(ada.me) === true && ada.last?.own.partners.includes(ben.me) === true,
        'hands held',
        20,
      );
      expect(ada.link.welcome).toMatchObject({ dreamId: before.dreamId, back: true, me: before.me });
      expect(Math.hypot(at(ada).x - before.ada.x, at(ada).y - before.ada.y)).toBeLessThan(1);
      expect(Math.hypot(at(ben).x - before.ben.x, at(ben).y - before.ben.y)).toBeLessThan(1);
      const journal = loadJournal(journalPath(folder, before.dreamId));
      const vault = new Vault(folder, before.dreamId);
      const words = journal.ticks.flatMap((f) => commandsOf(f, vault).commands.flatMap((c) => (c.type === 'say' ? [c.body.words] : [])));
      expect(words).toContain(`before ${signal}`);
      const { scenario } = compileScenario(journal.header.scenario);
      if (!scenario) throw new Error('the scenario does not compile');
      expect(replay(journal, scenario, { opener: vault })).toMatchObject({ mismatch: null, missing: 0 });
    },
  );

  it('a second server on the same folder says who has it', async () => {
    const other = spawn(process.execPath, [MAIN], {
      env: { ...process.env, PORT: String(await freePort()), HOST: '127.0.0.1', DATA_DIR: folder, TRANSPORT: 'ws', DREAM: 'kitchen-sink' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaint = '';
    other.stderr?.on('data', (bytes) => {
      complaint += bytes;
    });
    const code = await new Promise((resolve) => other.once('exit', resolve));
    expect(code).toBe(1);
    expect(complaint).toMatch(/^Another server \(process \d+\) dreams in the folder/);
  });
});
