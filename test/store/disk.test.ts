import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { serialize } from 'node:v8';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openScenario } from '../../server/cli/scenario.ts';
import { Vault } from '../../server/ledger/vault.ts';
import { keepCore, loadCore } from '../../server/store/cores.ts';
import { closeDataDir, DataDirError, openDataDir } from '../../server/store/data.ts';
import { JournalFile, journalPath, loadJournal } from '../../server/store/journals.ts';
import { abandon, isClosed, Night, openNights } from '../../server/store/night.ts';
import { retain } from '../../server/store/retention.ts';
import { Snapshots } from '../../server/store/snapshots.ts';
import { tailAfter } from '../../server/store/tail.ts';
import { digestOf } from '../../shared/dream/digest.ts';
import { CONSENT_WORDING } from '../../shared/dream/governance/model.ts';
import type { Snapshot } from '../../shared/dream/snapshot.ts';
import { encodeFrame } from '../../shared/journal/format.ts';
import { readJournal } from '../../shared/journal/read.ts';
import { replay } from '../../shared/journal/replay.ts';
import { shipped } from '../core/shipped.ts';
import { begunIn, KEPT, resumedIn } from './begun.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = promisify(execFile);
const CLI = fileURLToPath(new URL('../../server/cli/dreamhaven.ts', import.meta.url));
const frame = (tick: number) => encodeFrame({ kind: 'end', tick });
const { cast, said, say } = KEPT;
const begun = (ticks: number): Promise<Night> => begunIn(folder, ticks);
const resumed = (dreamId: string): Promise<Night> => resumedIn(folder, dreamId);

/** The process is gone: nothing of it closes anything. */
const kill = (night: Night): string => night.dreamId;

describe('a journal file on a disk that takes nothing', () => {
  it('promises nothing, keeps what waits, and writes it when it can', async () => {
    let full = false;
    const write = (fd: number, bytes: Uint8Array): number => {
      if (full) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      // a disk that takes little at a time: frames are cut anywhere
      return writeSync(fd, bytes.subarray(0, 7));
    };
    const file = new JournalFile(join(folder, 'a.dream'), { everyTick: true, write });
    file.write(frame(1));
    file.flush();
    expect(await file.saved()).toBe(true);
    full = true;
    for (let tick = 2; tick < 6; tick++) {
      file.write(frame(tick));
      file.flush();
    }
    expect(file.trouble).toMatch(/cannot be written now \(ENOSPC\)/);
    expect(await file.saved()).toBe(false);
    full = false;
    for (let tick = 6; tick < 40; tick++) {
      file.write(frame(tick));
      file.flush();
    }
    expect(file.trouble).toBe('');
    expect(await file.saved()).toBe(true);
    file.close();
    const whole = Buffer.concat(Array.from({ length: 39 }, (_, i) => frame(i + 1)));
    expect(readFileSync(join(folder, 'a.dream')).equals(whole)).toBe(true);
  });

  it('acknowledges in order when many ask at once', async () => {
    const file = new JournalFile(join(folder, 'b.dream'), { everyTick: true });
    const order: number[] = [];
    const all = Array.from({ length: 20 }, async (_, i) => {
      file.write(frame(i));
      expect(await file.saved()).toBe(true);
      order.push(i);
    });
    await Promise.all(all);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    file.close();
  });
});

/** Small, but a snapshot: a world with its tick, and numbers that text must give back to the bit. */
const stateAt = (tick: number): Snapshot => ({
  format: 1,
  scenario: 'state',
  world: { tick, odd: [0.1 + 0.2, 5e-324, 1e300] } as unknown as Snapshot['world'],
  cast: null,
});

describe('snapshots', () => {
  it('keep the last two, pass over a torn one by name, and tell nothing without the key', async () => {
    const vault = new Vault(folder, 'd1');
    const snapshots = new Snapshots(folder, 'd1', vault.night);
    for (const tick of [20, 40, 60]) await snapshots.write(stateAt(tick));
    const at = join(folder, 'snapshots', 'd1');
    expect(readdirSync(at)).toEqual(['000000040.snapshot', '000000060.snapshot']);
    expect(readFileSync(join(at, '000000060.snapshot'), 'latin1')).not.toContain('state');
    writeFileSync(join(at, '000000060.snapshot'), readFileSync(join(at, '000000060.snapshot')).subarray(0, 30));
    const complaints: string[] = [];
    const found = [...snapshots.found((s) => complaints.push(s))];
    expect(found.map((f) => [f.tick, f.text])).toEqual([[40, JSON.stringify(stateAt(40))]]);
    expect(complaints).toEqual([expect.stringContaining('000000060.snapshot is torn')]);
    vault.close(new Set());
    expect([...new Snapshots(folder, 'd1', new Vault(folder, 'd1').night).found(say)]).toEqual([]);
  });

  it('are of one tick, or given up when the next one came too soon; not three in a row', async () => {
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const at = (tick: number) =>
      ({ ...stateAt(tick), world: { tick, a: { n: 1 }, b: { n: 1 }, c: { n: 1 } } as unknown as Snapshot['world'] }) satisfies Snapshot;
    for (const turns of [0, 30]) {
      const snapshots = new Snapshots(folder, `d${turns}`, new Vault(folder, `d${turns}`).night);
      let expected: { tick: number; text: string } | null = null;
      for (const tick of [20, 21, 22]) {
        const state = at(tick);
        const text = JSON.stringify(state);
        snapshots.begin(state);
        for (let i = 0; i < turns; i++) await turn();
        snapshots.worldChanges();
        for (const slice of Object.values(state.world)) if (typeof slice === 'object') Object.assign(slice, { n: 2 });
        // waits for what is on its way
        await snapshots.removeBefore(0);
        const last = turns === 0 && tick < 22;
        expect(snapshots.owed).toBe(last);
        if (!last) expected = { tick, text };
        expect([...snapshots.found(say)][0] ?? null).toEqual(expected);
      }
    }
  });

  it('are gone with their night, though one was half copied', async () => {
    const snapshots = new Snapshots(folder, 'd1', new Vault(folder, 'd1').night);
    snapshots.begin(stateAt(20));
    await snapshots.remove();
    for (let i = 0; i < 30; i++) await new Promise((resolve) => setImmediate(resolve));
    await snapshots.removeBefore(0);
    expect(existsSync(join(folder, 'snapshots', 'd1'))).toBe(false);
  });

  it('are read as earlier versions wrote them, as text and in one piece', () => {
    const { night } = new Vault(folder, 'd1');
    const text = JSON.stringify(stateAt(80));
    mkdirSync(join(folder, 'snapshots', 'd1'), { recursive: true });
    for (const [tick, plain] of [
      [60, serialize(stateAt(60))],
      [80, text],
    ] as const) {
      writeFileSync(join(folder, 'snapshots', 'd1', `0000000${tick}.snapshot`), night.seal(deflateRawSync(plain)));
    }
    expect([...new Snapshots(folder, 'd1', night).found(say)]).toEqual([
      { tick: 80, text },
      { tick: 60, text: JSON.stringify(stateAt(60)) },
    ]);
  });

  it('are no reason to end the dream when they cannot be written', async () => {
    writeFileSync(join(folder, 'snapshots'), 'in the way');
    const snapshots = new Snapshots(folder, 'd1', new Vault(folder, 'd1').night);
    await snapshots.write(stateAt(20));
    expect(snapshots.trouble).toMatch(/snapshot of tick 20 cannot be written/);
  });
});

describe('a night taken up again', () => {
  it('from a snapshot, from an older one, and from dusk: the same dream', async () => {
    const night = await begun(90);
    await night.snapshot();
    for (let i = 0; i < 30; i++) night.host.step();
    await night.snapshot();
    // to a tick that is written down whatever happens: a digest
    for (let i = 0; i < 40; i++) night.host.step();
    night.host.complete();
    await night.saved();
    const expected = digestOf(night.host.dream.world).whole;
    const dreamId = kill(night);
    const at = join(folder, 'snapshots', dreamId);
    for (const left of [2, 1, 0]) {
      const back = await resumed(dreamId);
      expect(back.host.dream.world.tick).toBe(160);
      expect(digestOf(back.host.dream.world).whole).toBe(expected);
      expect(back.host.cast?.size).toBe(4);
      if (left > 0) rmSync(join(at, readdirSync(at).sort().at(-1) as string));
    }
  });

  it('reads the end of its journal alone, and all of it where something before is damaged', async () => {
    const night = await begun(120);
    await night.saved();
    const bytes = new Uint8Array(readFileSync(journalPath(folder, night.dreamId)));
    const all = readJournal(bytes);
    const tail = tailAfter(bytes, 80);
    if (!tail) throw new Error('the journal is whole');
    const end = readJournal(tail.bytes);
    const later = <T extends { readonly tick: number }>(frames: readonly T[]): T[] => frames.filter((f) => f.tick > 80);
    expect(end).toEqual({
      ...all,
      ticks: later(all.ticks),
      digests: later(all.digests),
      proofs: later(all.proofs),
      seen: later(all.seen),
      happened: later(all.happened),
    });
    expect(end.proofs.length).toBeGreaterThan(0);
    // a place in it is a place in the file
    const torn = Uint8Array.from(tail.bytes.subarray(0, tail.bytes.length - 3));
    expect((readJournal(torn).damage[0]?.from ?? 0) + tail.skipped).toBe(readJournal(bytes.subarray(0, bytes.length - 3)).damage[0]?.from);
    const flipped = Uint8Array.from(bytes);
    flipped[Math.floor(bytes.length / 2)] = (flipped[Math.floor(bytes.length / 2)] as number) ^ 1;
    expect(tailAfter(flipped, 110)).toBeNull();
  });

  it('a torn end is set aside and never applied; the night goes on before it', async () => {
    const night = await begun(60);
    await night.saved();
    const dreamId = kill(night);
    const path = journalPath(folder, dreamId);
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, bytes.length - 5));
    const back = await resumed(dreamId);
    expect(said.at(-1)).toMatch(/damaged from byte \d+ on/);
    expect(back.host.dream.world.tick).toBeLessThanOrEqual(60);
    for (let i = 0; i < 60; i++) back.host.step();
    await back.close();
    expect(readdirSync(join(folder, 'journals')).some((name) => name.includes('.torn-'))).toBe(true);
    const journal = loadJournal(path);
    expect(journal).toMatchObject({ complete: true, damage: [] });
  });

  it('not without a key that it needs: it is closed as it stands, and its keys are gone', async () => {
    // before its first snapshot: with one on the disk the night goes on without what only the key can open
    const night = await begun(30);
    await night.saved();
    const dreamId = kill(night);
    new Vault(folder, dreamId).forget('p1');
    expect(await Night.resume(folder, dreamId, cast, say)).toMatch(/a key is gone/);
    expect(openNights(folder).map((n) => n.dreamId)).toEqual([dreamId]);
    await abandon(folder, dreamId, cast, say);
    expect(openNights(folder)).toEqual([]);
    expect(isClosed(journalPath(folder, dreamId))).toBe(true);
    expect(readdirSync(join(folder, 'keys', dreamId))).toEqual([]);
  });

  it('says so when its core is not kept', async () => {
    const night = await begun(5);
    await night.saved();
    const dreamId = kill(night);
    const path = journalPath(folder, dreamId);
    const journal = loadJournal(path);
    const header = encodeFrame({ ...journal.header, core: '0123456789abcdef' });
    const old = encodeFrame(journal.header);
    writeFileSync(path, Buffer.concat([header, readFileSync(path).subarray(old.length)]));
    expect(await Night.resume(folder, dreamId, cast, say)).toMatch(/begun by the core 0123456789abcdef, which is not kept here/);
  });
});

it('a kept core dreams a night again with its digest, from its file alone', async () => {
  const night = await begun(10);
  night.host.enqueue({ type: 'consent.give', by: 'p1', body: { purpose: 'keep', wording: CONSENT_WORDING } });
  for (let i = 0; i < 70; i++) night.host.step();
  await night.close();
  expect(await keepCore(folder)).toBe('');
  const [name] = readdirSync(join(folder, 'cores'));
  const hash = (name as string).slice(0, -'.mjs'.length);
  expect(loadJournal(journalPath(folder, night.dreamId)).header.core).toBe(hash);
  // under another name it is another core: nothing of these sources is used
  const stranger = 'feedfeedfeedfeed';
  writeFileSync(join(folder, 'cores', `${stranger}.mjs`), readFileSync(join(folder, 'cores', name as string)));
  const core = await loadCore(folder, stranger);
  if (!core) throw new Error('the kept core does not load');
  expect(core.stepDream).not.toBe((await loadCore(folder, hash))?.stepDream);
  const journal = core.readJournal(new Uint8Array(readFileSync(journalPath(folder, night.dreamId))));
  const { scenario } = core.compileScenario(journal.header.scenario);
  if (!scenario) throw new Error('the scenario does not compile');
  const vault = new Vault(folder, night.dreamId);
  expect(core.replay(journal, scenario, { opener: vault })).toMatchObject({ mismatch: null, missing: 0, checked: 4 });
  const own = core.createDream(await shipped('00-empty'), 1);
  expect(core.digestOf(own.world).whole).toBe(digestOf(own.world).whole);
  expect(await loadCore(folder, 'aaaaaaaaaaaaaaaa')).toBeNull();
}, 60_000);

it('a night begun by an older core goes on by that core, and is re-run by it', async () => {
  const night = await begun(10);
  night.host.enqueue({ type: 'consent.give', by: 'p1', body: { purpose: 'keep', wording: CONSENT_WORDING } });
  for (let i = 0; i < 30; i++) night.host.step();
  await night.saved();
  const dreamId = kill(night);
  // the same core under another hash: to this server it is one of long ago, of which it has the bundle alone
  await keepCore(folder);
  const [name] = readdirSync(join(folder, 'cores'));
  const old = 'feedfeedfeedfeed';
  renameSync(join(folder, 'cores', name as string), join(folder, 'cores', `${old}.mjs`));
  const path = journalPath(folder, dreamId);
  const { header } = loadJournal(path);
  writeFileSync(path, Buffer.concat([encodeFrame({ ...header, core: old }), readFileSync(path).subarray(encodeFrame(header).length)]));
  const back = await resumed(dreamId);
  expect(back.older).toBe(true);
  for (let i = 0; i < 40; i++) back.host.step();
  await back.close();
  const { stdout } = await run(process.execPath, [CLI, 'replay', path, '--verify', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ mode: 're-run', exact: true, sameCore: false, digestsChecked: 4 });
  rmSync(join(folder, 'cores'), { recursive: true });
  const { stdout: seen } = await run(process.execPath, [CLI, 'replay', path, '--json']);
  expect(JSON.parse(seen)).toMatchObject({
    mode: 'watched',
    because: expect.stringMatching(/core feedfeedfeedfeed, which is not kept/),
    gone: [],
  });
}, 60_000);

it('retention takes the old and the too many, with keys and snapshots, and never an open night', async () => {
  const now = Date.now();
  const make = (dreamId: string, days: number, size: number, closed = true): void => {
    const path = journalPath(folder, dreamId);
    mkdirSync(join(folder, 'journals'), { recursive: true });
    writeFileSync(path, closed ? Buffer.concat([Buffer.alloc(size), frame(9)]) : Buffer.alloc(size));
    utimesSync(path, now / 1000 - days * 86_400, now / 1000 - days * 86_400);
    new Vault(folder, dreamId).seal('p1', Buffer.from('x'));
  };
  make('old', 40, 10);
  make('open', 50, 10, false);
  make('big-1', 5, 6000);
  make('big-2', 4, 6000);
  make('new', 1, 10);
  new Vault(folder, 'orphan').seal('p1', Buffer.from('x'));
  expect(retain(folder, { days: 30, bytes: 7000 }, now)).toEqual(['old', 'big-1']);
  expect(readdirSync(join(folder, 'journals')).sort()).toEqual(['big-2.dream', 'new.dream', 'open.dream']);
  expect(readdirSync(join(folder, 'keys')).sort()).toEqual(['big-2', 'new', 'open']);
  expect(retain(folder, { days: 30, bytes: 7000 }, now)).toEqual([]);
});

describe('a data folder', () => {
  it('is one server’s: the second is told who has it; what a killed one left is taken over', () => {
    const data = openDataDir(folder);
    expect(() => openDataDir(folder)).toThrow(DataDirError);
    closeDataDir(data);
    expect(existsSync(join(folder, 'lock'))).toBe(false);
    writeFileSync(join(folder, 'lock'), '999999999 1\n');
    closeDataDir(openDataDir(folder));
  });
});

it('a night closed in order is dreamt again to its last digest by whoever kept it', async () => {
  const night = await begun(10);
  night.host.enqueue({ type: 'consent.give', by: 'p1', body: { purpose: 'keep', wording: CONSENT_WORDING } });
  for (let i = 0; i < 50; i++) night.host.step();
  await night.close();
  const journal = loadJournal(journalPath(folder, night.dreamId));
  const { scenario } = await openScenario('scenarios/kitchen-sink');
  expect(replay(journal, scenario, { opener: new Vault(folder, night.dreamId) })).toMatchObject({ mismatch: null, missing: 0 });
});
