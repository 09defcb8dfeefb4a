/** What is erased is gone from the disk: by the page's own wish, and by whoever runs the server. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openScenario } from '../../server/cli/scenario.ts';
import { Vault } from '../../server/ledger/vault.ts';
import { boot, type Running } from '../../server/main.ts';
import { journalPath, loadJournal } from '../../server/store/journals.ts';
import { Night } from '../../server/store/night.ts';
import { readJournal } from '../../shared/journal/read.ts';
import { Watch } from '../../shared/journal/watch.ts';
import { openPage, type TestHouse, testConfig, until } from './house.ts';

const run = promisify(execFile);
const CLI = fileURLToPath(new URL('../../server/cli/dreamhaven.ts', import.meta.url));

let house: Running;
let test: TestHouse;
let folder = '';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'erase-'));
  const { config, folder: unused } = testConfig({ DATA_DIR: folder });
  rmSync(unused, { recursive: true, force: true });
  house = await boot(config, {
    ...(await openScenario('scenarios/kitchen-sink')),
    seed: 'erase',
    citizens: 4,
    page: false,
    log: pino({ level: 'silent' }),
  });
  test = { ...house, config, end: async () => undefined };
});
afterEach(async () => {
  await house.stop();
  rmSync(folder, { recursive: true, force: true });
});

function filesUnder(at: string): string[] {
  if (!existsSync(at)) return [];
  return readdirSync(at).flatMap((name) => (statSync(join(at, name)).isDirectory() ? filesUnder(join(at, name)) : [join(at, name)]));
}

/** Everything that anybody with the folder could read: each file as it is, and each journal and snapshot opened with all keys there are. */
function readable(dreamId: string): string {
  const plain = filesUnder(folder).map((f) => readFileSync(f, 'latin1'));
  const vault = new Vault(folder, dreamId);
  const journal = loadJournal(journalPath(folder, dreamId));
  const watch = new Watch(journal, vault);
  const opened = [watch.events(0, 1e9), watch.effects(0, 1e9), watch.at(1e9)].map((part) => JSON.stringify(part));
  const bodies = journal.ticks.flatMap((f) =>
    f.commands.map(([, by, body]) => {
      const { sealed } = body as { sealed?: Uint8Array };
      return sealed ? Buffer.from(vault.open(by, sealed) ?? []).toString('latin1') : JSON.stringify(body);
    }),
  );
  const snapshots = filesUnder(join(folder, 'snapshots')).map((f) =>
    inflateRawSync(vault.night.open(readFileSync(f)) ?? deflateRawSync('')).toString(),
  );
  return [...plain, ...opened, ...bodies, ...snapshots].join('\n');
}

async function spoken() {
  const ada = await openPage(test, { name: 'Rumpelstilz', consents: ['keep', 'group'] });
  const ben = await openPage(test, { name: 'Quetzal', consents: ['keep'] });
  expect(await ada.link.command('say', { words: 'the amber kettle' })).toBeNull();
  expect(await ben.link.command('say', { words: 'a violet harbour' })).toBeNull();
  const { dreamId } = house.house;
  await until(() => readable(dreamId).includes('amber kettle'), 'the words on the disk');
  return { ada, ben, dreamId, who: ada.me };
}

describe('erasure', { timeout: 60_000 }, () => {
  it('by the page: words, name and readings are nowhere; the others dream on, and the night is taken up again without them', async () => {
    const { ada, ben, dreamId, who } = await spoken();
    const closed: string[] = [];
    ada.link.onState((_state, sentence) => closed.push(sentence));
    expect(await ada.link.erase()).toBe(true);
    const left = readable(dreamId);
    for (const word of ['Rumpelstilz', 'amber kettle']) expect(left).not.toContain(word);
    for (const word of ['Quetzal', 'violet harbour']) expect(left).toContain(word);
    await until(() => closed.includes('What you left in this night is gone.'), 'the sentence');
    await until(() => ben.sees(who) === undefined, 'the figure to be gone');
    expect(await ben.link.command('say', { words: 'still here' })).toBeNull();
    ben.freeze();
    ada.freeze();
    await house.stop();
    const again = await Night.resume(folder, dreamId, { size: 4 }, () => undefined);
    if (typeof again === 'string') throw new Error(again);
    expect(again.host.dream.world.people.byId[who]?.name).toBe('someone');
    expect(again.host.dream.world.people.byId[ben.me]?.name).toBe('Quetzal');
    await again.close();
    const watch = new Watch(loadJournal(journalPath(folder, dreamId)), new Vault(folder, dreamId));
    expect(watch.gone).toEqual([who]);
    const { stdout } = await run(process.execPath, [CLI, 'replay', journalPath(folder, dreamId), '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ mode: 'watched', gone: [who], because: expect.stringMatching(/have no key any more/) });
  });

  it('by the command line, of a night that is being dreamt and of one that is over', async () => {
    const { ada, ben, dreamId, who } = await spoken();
    await run(process.execPath, [CLI, 'erase', `${dreamId}/${who}`, '--data', folder]);
    const left = readable(dreamId);
    for (const word of ['Rumpelstilz', 'amber kettle']) expect(left).not.toContain(word);
    expect(house.house.host.dream.world.people.byId[who]?.name).toBe('someone');
    await ada.close();
    await ben.close();
    await house.stop();
    expect(readable(dreamId)).toContain('violet harbour');
    const { stdout } = await run(process.execPath, [CLI, 'erase', `${dreamId}/${ben.me}`, '--data', folder, '--json']);
    expect(JSON.parse(stdout)).toEqual({ dreamId, who: ben.me, erased: true });
    expect(readable(dreamId)).not.toContain('violet harbour');
    await expect(run(process.execPath, [CLI, 'erase', 'dnothere/p1', '--data', folder])).rejects.toMatchObject({ code: 2 });
    await expect(run(process.execPath, [CLI, 'erase', '../x', '--data', folder])).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/names no citizen/),
    });
  });

  it('the page may take its own part of the journal away, and nobody else’s', async () => {
    const { ada, ben } = await spoken();
    const ask = (token: string) => fetch(`http://127.0.0.1:${house.port}/journal`, { headers: { authorization: `Bearer ${token}` } });
    expect((await ask('forged')).status).toBe(401);
    const answer = await ask(ada.link.welcome.token);
    expect(answer.status).toBe(200);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const text = Buffer.from(bytes).toString('latin1');
    expect(text).toContain('amber kettle');
    expect(text).not.toContain('violet harbour');
    expect(text).not.toContain('Quetzal');
    expect(readJournal(bytes).header.excerptOf).toBe(ada.me);
    expect((await ask(ada.link.welcome.token)).status).toBe(429);
    await ada.close();
    await ben.close();
  });
});
