/** A disk that takes nothing any more while people dream. The real server in a process of its own, whose files the system stops from growing; rules of SPEC.md are cited as [n]. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../client/net/index.ts';
import { compose } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { Vault } from '../../server/ledger/vault.ts';
import { journalPath, loadJournal } from '../../server/store/journals.ts';
import { replay } from '../../shared/journal/replay.ts';
import { PROTOCOL } from '../../shared/protocol/messages.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';
import { smallScenario } from '../dream/smallDream.ts';
import { Page, until } from './house.ts';

const START = fileURLToPath(new URL('../../server/start.ts', import.meta.url));
const PRLIMIT = '/usr/bin/prlimit';
const asPerson = (name: string) => ({ kind: 'person', name, shape: 'moon', cloth: 'teal', cast: '', spawn: '' }) as const;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'full-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!existsSync(PRLIMIT))('a full disk under a running dream (needs prlimit)', { timeout: 90_000 }, () => {
  let child: ChildProcess;
  let said = '';
  let url = '';
  const times = (sentence: RegExp): number => said.match(new RegExp(sentence, 'g'))?.length ?? 0;
  /** Bytes to which a file of the server may grow. */
  const limit = (bytes: number | 'unlimited'): void => {
    execFileSync(PRLIMIT, ['--pid', String(child.pid), `--fsize=${bytes}:unlimited`]);
  };
  const health = async (): Promise<unknown> => (await fetch(`${url}/healthz`)).json();

  beforeEach(async () => {
    const env = { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: folder, LOG_LEVEL: 'info', TRANSPORT: 'ws', DREAM: '00-empty' };
    child = spawn(process.execPath, [START], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const hear = (bytes: Buffer): void => {
      said += String(bytes);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    await until(() => said.includes('is running') || child.exitCode !== null, 'the server to run', 60);
    url = /http:\/\/(localhost|127\.0\.0\.1):\d+/.exec(said)?.[0].replace('localhost', '127.0.0.1') ?? '';
  });
  afterEach(() => child.kill('SIGKILL'));

  it('the dream goes on, acknowledges nothing, says so once, and writes all of it when there is room again [47] [49]', async () => {
    const told: Record<string, boolean[]> = { ada: [], ben: [] };
    const open = async (name: string): Promise<Page> => {
      const page = new Page(await connect(url, { protocol: PROTOCOL, name }));
      page.link.onLasting((lasts) => told[name]?.push(lasts));
      await until(() => page.last !== null, 'a first frame', 20);
      return page;
    };
    const ada = await open('ada');
    expect(await ada.link.command('say', { words: 'before' })).toBeNull();
    expect(await health()).toMatchObject({ status: 'ok', lasting: true });

    limit(0);
    expect(await ada.link.command('say', { words: 'meanwhile' })).toMatchObject({ rule: 'journal.unsaved' });
    await until(() => told.ada?.at(-1) === false, 'the page to be told');
    // somebody new has a key that cannot be written either
    const ben = await open('ben');
    await until(() => told.ben?.at(-1) === false, 'who comes later to be told');
    expect(await ben.link.command('say', { words: 'meanwhile too' })).toMatchObject({ rule: 'journal.unsaved' });
    const { tick } = (await health()) as { tick: number };
    await until(async () => ((await health()) as { tick: number }).tick > tick + 30, 'the dream to go on');
    expect(await health()).toMatchObject({ status: 'ok', lasting: false });
    expect(times(/cannot be written now \(EFBIG\)/)).toBe(1);

    limit('unlimited');
    await until(() => told.ada?.at(-1) === true && told.ben?.at(-1) === true, 'the pages to be told that all is well');
    expect(await ben.link.command('say', { words: 'after' })).toBeNull();
    expect(times(/everything is written down again/)).toBe(1);
    expect(told).toEqual({ ada: [false, true], ben: [false, true] });
    const { dreamId } = ada.link.welcome;
    ada.freeze();
    ben.freeze();
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    const journal = loadJournal(journalPath(folder, dreamId));
    const vault = new Vault(folder, dreamId);
    const { scenario } = compileScenario(journal.header.scenario);
    if (!scenario) throw new Error('the scenario does not compile');
    const words: string[] = [];
    const again = replay(journal, scenario, {
      opener: vault,
      onTick: (_, { accepted }) => {
        for (const c of accepted) if (c.type === 'say') words.push(c.body.words);
      },
    });
    expect({ damage: journal.damage, mismatch: again.mismatch, missing: again.missing }).toEqual({
      damage: [],
      mismatch: null,
      missing: 0,
    });
    expect(words).toEqual(['before', 'meanwhile', 'meanwhile too', 'after']);
  });
});

/** What is in the way of a folder stops even who may do everything, as a read-only disk would. */
describe('a folder that takes nothing any more', () => {
  const begin = () =>
    compose(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' }), {
      scenario: smallScenario(),
      source: { main: 'dream.yaml', files: { 'dream.yaml': '' } },
      seed: 'full',
      citizens: 2,
      log: pino({ level: 'silent' }),
    });
  const block = (at: string): (() => void) => {
    renameSync(at, `${at}.away`);
    writeFileSync(at, '');
    return () => {
      rmSync(at);
      renameSync(`${at}.away`, at);
    };
  };

  it('keys: who joins is in the dream, nothing is promised, and it is mended without them', async () => {
    const house = await begin();
    house.host.enqueue({ type: 'join', by: 'p1', body: asPerson('Ada') });
    house.host.step();
    expect(await house.saved()).toBe(true);
    const free = block(join(folder, 'keys', house.dreamId));
    house.host.enqueue({ type: 'join', by: 'p2', body: asPerson('Ben') });
    house.host.step();
    expect(house.host.dream.world.people.byId.p2?.name).toBe('Ben');
    expect(await house.saved()).toBe(false);
    expect(house.lasting).toBe(false);
    free();
    for (let i = 0; i < 21; i++) house.host.step();
    expect(house.lasting).toBe(true);
    expect(await house.saved()).toBe(true);
    const journal = loadJournal(journalPath(folder, house.dreamId));
    expect(replay(journal, smallScenario(), { opener: new Vault(folder, house.dreamId) })).toMatchObject({ mismatch: null, missing: 0 });
    await house.close();
  });

  it('journals: the next night begins all the same, and is written from its first frame on when it can be', async () => {
    const house = await begin();
    house.host.step();
    const free = block(join(folder, 'journals'));
    house.nextNight();
    house.host.enqueue({ type: 'join', by: 'p1', body: asPerson('Ada') });
    for (let i = 0; i < 30; i++) house.host.step();
    expect(await house.saved()).toBe(false);
    free();
    for (let i = 0; i < 30; i++) house.host.step();
    // its digest, which is the last that the journal has of it
    house.host.complete();
    expect(await house.saved()).toBe(true);
    const journal = loadJournal(journalPath(folder, house.dreamId));
    expect(journal).toMatchObject({ damage: [], lastTick: 60 });
    expect(replay(journal, smallScenario(), { opener: new Vault(folder, house.dreamId) })).toMatchObject({ mismatch: null, missing: 0 });
    await house.close();
  });
});
