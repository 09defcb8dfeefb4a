import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { carried, carry, consents, erase, erasures, sessions } from '../../server/ledger/book.ts';
import { connect } from '../../server/ledger/connect.ts';
import { Keeper, rebuild } from '../../server/ledger/keeper.ts';
import { openLedger } from '../../server/ledger/open.ts';
import { projectNight } from '../../server/ledger/project.ts';
import { journalPath } from '../../server/store/journals.ts';
import { appendJournal, bytesOf, END, framesOf, idOf, rowsOf, writeJournal } from './nights.ts';

let dataDir = '';
const said: string[] = [];
const say = (_: string, sentence: string): void => void said.push(sentence);
const place = () => ({ dataDir, databaseUrl: null });
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'keeper-'));
  said.length = 0;
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe('the ledger in its thread', () => {
  it('reads on as a journal grows, answers, closes, and has read all of it by then', async () => {
    const ledger = openLedger({ ...place(), say });
    const frames = framesOf(idOf(1), 300);
    writeJournal(dataDir, idOf(1), new Uint8Array());
    for (const frame of frames) {
      appendJournal(dataDir, idOf(1), bytesOf([frame]));
      ledger.changed(idOf(1));
    }
    expect(await ledger.ask('sessions', {})).toMatchObject([{ dreamId: idOf(1), ticks: 300, journal: 'open', ending: 'dawn' }]);
    expect(await ledger.ask('erase', { dreamId: idOf(1), who: 'p1', atMs: 5 })).toBeNull();
    expect(await ledger.ask('carry', { series: 's', name: 'n', value: [1], dreamId: idOf(1), atMs: 5 })).toBeNull();
    await vi.waitFor(() => expect(ledger.state()).toEqual({ behind: 0, trouble: '' }), 20_000);
    appendJournal(dataDir, idOf(1), bytesOf([END(300)]));
    ledger.changed(idOf(1));
    await Promise.all([ledger.close(), ledger.close()]);
    expect(await ledger.ask('sessions', {})).toMatchObject({ rule: 'ledger.away' });
    ledger.changed(idOf(1));
    const { db } = await connect(place());
    expect(await sessions(db)).toMatchObject([{ journal: 'closed' }]);
    expect(await carried(db, { series: 's' })).toHaveLength(1);
    await db.destroy();
    expect(said).toEqual([]);
  });

  it('rests when told to, until it is asked or closed, and then has read all of it', async () => {
    const threads: Worker[] = [];
    const begin = () => openLedger({ ...place(), say, restMs: 3_600_000, onThread: (thread) => threads.push(thread) });
    writeJournal(dataDir, idOf(1), bytesOf([...framesOf(idOf(1), 60), END(60)]));
    const closed = begin();
    closed.changed(idOf(1));
    expect(closed.state()).toEqual({ behind: 1, trouble: '' });
    expect(threads).toHaveLength(0);
    await closed.close();
    expect(threads).toHaveLength(1);
    const asked = begin();
    expect(await asked.ask('sessions', {})).toMatchObject([{ dreamId: idOf(1), journal: 'closed' }]);
    await asked.close();
    expect(said).toEqual([]);
  });

  it('that dies is started again, is told of once, and reads on without a row too many', async () => {
    const threads: Worker[] = [];
    const ledger = openLedger({ ...place(), say, onThread: (thread) => threads.push(thread) });
    const frames = framesOf(idOf(1), 200);
    writeJournal(dataDir, idOf(1), bytesOf(frames.slice(0, 60)));
    ledger.changed(idOf(1));
    expect(await ledger.ask('sessions', {})).toHaveLength(1);
    const lost = ledger.ask('erase', { dreamId: idOf(1), who: 'p9', atMs: 5 });
    await threads[0]?.terminate();
    await vi.waitFor(() => expect(ledger.state().trouble).toMatch(/thread has ended/));
    // what comes meanwhile: a question is refused, what must not be lost waits, a journal that grows is read later
    expect(await ledger.ask('sessions', {})).toMatchObject({ rule: 'ledger.away' });
    const later = ledger.ask('erase', { dreamId: idOf(1), who: 'p8', atMs: 6 });
    appendJournal(dataDir, idOf(1), bytesOf([...frames.slice(60), END(200)]));
    ledger.changed(idOf(1));
    expect(await Promise.all([lost, later])).toEqual([null, null]);
    await vi.waitFor(() => expect(ledger.state()).toEqual({ behind: 0, trouble: '' }), 20_000);
    expect(threads).toHaveLength(2);
    expect(said).toEqual([expect.stringMatching(/thread has ended .* is started again/), expect.stringMatching(/there again/)]);
    const kept = await ledger.ask('erasures', {} as never);
    expect(kept).toHaveLength(2);
    await ledger.close();
    const { db } = await connect(place());
    const rows = await rowsOf(db);
    // the same as if it had read all of it in one go
    await rebuild(db, { dataDir });
    expect(await rowsOf(db)).toEqual(rows);
    await db.destroy();
  }, 30_000);

  it('at its start reads what was written while it was not there, and marks what was removed', async () => {
    writeJournal(dataDir, idOf(1), bytesOf(framesOf(idOf(1), 20)));
    writeJournal(dataDir, idOf(2), bytesOf(framesOf(idOf(2), 20)));
    const first = new Keeper({ place: place(), say });
    expect(await first.ask('sessions', {})).toHaveLength(2);
    await first.close();
    rmSync(journalPath(dataDir, idOf(2)));
    appendJournal(dataDir, idOf(1), bytesOf([END(20)]));
    writeJournal(dataDir, idOf(3), bytesOf([...framesOf(idOf(3), 20), END(20)]));
    const second = new Keeper({ place: place(), say });
    const nights = await second.ask('sessions', {});
    expect(nights).toMatchObject([
      { dreamId: idOf(3), journal: 'closed' },
      { dreamId: idOf(2), journal: 'removed' },
      { dreamId: idOf(1), journal: 'closed' },
    ]);
    await second.close();
  });

  it('a question that cannot be answered is refused, and the next one is answered', async () => {
    const keeper = new Keeper({ place: place(), say });
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(await keeper.ask('carry', { series: 's', name: 'n', value: circle, dreamId: 'd', atMs: 1 })).toMatchObject({
      rule: 'ledger.refused',
    });
    expect(await keeper.ask('carried', { series: 's' })).toEqual([]);
    await keeper.close();
    expect(said).toEqual([]);
  });
});

describe('a ledger that cannot be had is one sentence, and nothing throws', () => {
  it('a folder where nothing can be made', async () => {
    writeFileSync(join(dataDir, 'file'), '');
    const ledger = openLedger({ dataDir: join(dataDir, 'file'), databaseUrl: null, say });
    ledger.changed('d1');
    await vi.waitFor(() => expect(said).toHaveLength(1), 20_000);
    expect(said[0]).toMatch(
      /^the ledger .+ledger\.sqlite cannot be used \(it cannot be opened or made there\); the dream goes on, its journals keep everything/,
    );
    await expect.poll(() => ledger.state().trouble, { timeout: 10_000 }).toBe(said[0]);
    expect(await ledger.ask('sessions', {})).toMatchObject({ rule: 'ledger.away', reason: said[0] });
    await ledger.close();
    expect(said).toHaveLength(1);
  });

  it('a file that may only be read', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('as root every file can be written');
    const { db } = await connect(place());
    await db.destroy();
    chmodSync(join(dataDir, 'ledger.sqlite'), 0o400);
    const keeper = new Keeper({ place: place(), say, retryMs: [10, 20] });
    await vi.waitFor(() => expect(said.join()).toMatch(/it is read-only/), 20_000);
    chmodSync(join(dataDir, 'ledger.sqlite'), 0o600);
    await vi.waitFor(() => expect(keeper.state.trouble).toBe(''), 20_000);
    await keeper.close();
    expect(said).toEqual([expect.stringMatching(/it is read-only/), expect.stringMatching(/is back/)]);
  });

  it('a newer version: it is not touched, nothing is tried again, closing returns', async () => {
    const { db } = await connect(place());
    await (db as unknown as Kysely<{ kysely_migration: { name: string; timestamp: string } }>)
      .insertInto('kysely_migration')
      .values({ name: '0099-later', timestamp: '' })
      .execute();
    await db.destroy();
    writeJournal(dataDir, idOf(1), bytesOf(framesOf(idOf(1), 20)));
    const keeper = new Keeper({ place: place(), say, retryMs: [1, 1] });
    await vi.waitFor(() => expect(said).toHaveLength(1), 20_000);
    expect(said[0]).toMatch(/is of version 0099-later, .+; the dream goes on without a ledger$/);
    keeper.changed(idOf(1));
    expect(await keeper.ask('erase', { dreamId: 'd', who: 'p1', atMs: 1 })).toMatchObject({ rule: 'ledger.away' });
    await keeper.close();
    expect(said).toHaveLength(1);
  });

  it('a journal that cannot be read: said once, and the others are read', async () => {
    const folder = journalPath(dataDir, idOf(1));
    writeJournal(dataDir, idOf(2), bytesOf(framesOf(idOf(2), 20)));
    const keeper = new Keeper({ place: place(), say });
    mkdirSync(folder);
    keeper.changed(idOf(1));
    keeper.changed(idOf(1));
    expect(await keeper.ask('sessions', {})).toMatchObject([{ dreamId: idOf(2) }]);
    keeper.changed(idOf(1));
    await keeper.close();
    expect(said).toEqual([expect.stringMatching(/^the journal .+ cannot be read \(EISDIR\), so its night is missing in the ledger$/)]);
  });
});

describe('a torn file', () => {
  it('is set aside, a new one is filled from the journals, and what only the ledger knew is taken over', async () => {
    writeJournal(dataDir, idOf(1), bytesOf([...framesOf(idOf(1), 400), END(400)]));
    const before = await connect(place());
    await projectNight(before.db, dataDir, idOf(1));
    await erase(before.db, { dreamId: idOf(1), who: 'p1', atMs: 5 });
    await carry(before.db, { series: 's', name: 'n', value: 'v', dreamId: idOf(1), atMs: 5 });
    const expected = await rowsOf(before.db);
    const { rows } = await sql<{ rootpage: number }>`select rootpage from sqlite_schema where name = 'audit'`.execute(before.db);
    await before.db.destroy();
    const file = join(dataDir, 'ledger.sqlite');
    const bytes = readFileSync(file);
    bytes.fill(0xa5, ((rows[0]?.rootpage ?? 1) - 1) * 4096, (rows[0]?.rootpage ?? 1) * 4096);
    writeFileSync(file, bytes);

    const keeper = new Keeper({ place: place(), say });
    expect(await keeper.ask('sessions', {})).toMatchObject([{ dreamId: idOf(1), journal: 'closed' }]);
    await keeper.close();
    expect(said).toEqual([expect.stringMatching(/was torn: it lies in .+\.torn-1 now, .+\(1 erasures taken over, 1 carried taken over\)/)]);
    expect(existsSync(`${file}.torn-1`)).toBe(true);
    const { db } = await connect(place());
    expect(await rowsOf(db)).toEqual(expected);
    expect(await erasures(db)).toHaveLength(1);
    expect(await carried(db, { series: 's' })).toHaveLength(1);
    expect((await consents(db, { dreamId: idOf(1) })).find((c) => c.who === 'p1')?.sealed).toBeNull();
    await db.destroy();
  });

  it('that is no database at all is set aside too, and says that what it knew is lost', async () => {
    writeFileSync(join(dataDir, 'ledger.sqlite'), 'not a database, and long enough to be taken for one '.repeat(200));
    writeJournal(dataDir, idOf(1), bytesOf(framesOf(idOf(1), 20)));
    const keeper = new Keeper({ place: place(), say });
    expect(await keeper.ask('sessions', {})).toHaveLength(1);
    await keeper.close();
    expect(said).toEqual([expect.stringMatching(/its erasures could not be read, its carried could not be read/)]);
    expect(readdirSync(dataDir)).toContain('ledger.sqlite.torn-1');
  });
});
