import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { carried, erasures, sessions } from '../../server/ledger/book.ts';
import { connect } from '../../server/ledger/connect.ts';
import { projectNight } from '../../server/ledger/project.ts';
import { openSqlite } from '../../server/ledger/sqlite.ts';
import { dreamhaven } from '../cli/run.ts';
import { ledgerContract } from './contract.ts';
import { bytesOf, END, framesOf, idOf, rowsOf, writeJournal } from './nights.ts';

ledgerContract('SQLite', async () => null);

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sqlite-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe('node:sqlite under Kysely', () => {
  it('gives what the dialect counts on: rows, changes, returned rows, streams, transactions rolled back', async () => {
    const db = new Kysely<{ t: { a: number; b: string | null } }>({
      dialect: new SqliteDialect({ database: async () => openSqlite(join(dataDir, 'a.sqlite')) }),
    });
    await db.schema.createTable('t').addColumn('a', 'bigint').addColumn('b', 'text').execute();
    const added = await db
      .insertInto('t')
      .values([
        { a: 2 ** 52, b: 'x' },
        { a: -1, b: null },
      ])
      .executeTakeFirst();
    expect(added.numInsertedOrUpdatedRows).toBe(2n);
    expect(await db.updateTable('t').set({ b: 'y' }).where('a', '=', -1).returning(['a', 'b']).execute()).toEqual([{ a: -1, b: 'y' }]);
    expect((await db.deleteFrom('t').where('a', '=', 5).executeTakeFirst()).numDeletedRows).toBe(0n);
    const failed = db.transaction().execute(async (tx) => {
      await tx.insertInto('t').values({ a: 3, b: null }).execute();
      await sql`insert into nowhere values (1)`.execute(tx);
    });
    await expect(failed).rejects.toThrow(/nowhere/);
    const streamed: unknown[] = [];
    for await (const row of db.selectFrom('t').selectAll().orderBy('a').stream()) streamed.push({ ...row });
    expect(streamed).toEqual([
      { a: -1, b: 'y' },
      { a: 2 ** 52, b: 'x' },
    ]);
    await db.destroy();
  });
});

describe('kept files of older versions', () => {
  it('0001: goes forward, keeps its rows, and reads on in the same journal', async () => {
    const kept = new DatabaseSync(join(dataDir, 'ledger.sqlite'));
    kept.exec(readFileSync(new URL('./fixtures/0001-nights.sql', import.meta.url), 'utf8'));
    kept.close();
    const { db } = await connect({ dataDir, databaseUrl: null });
    expect(await sessions(db)).toMatchObject([
      { dreamId: 'dmwm0nkyw000001', title: 'A small dream', ticks: 30, ending: 'dawn', journal: 'closed' },
    ]);
    expect(await erasures(db)).toEqual([{ dreamId: 'dmwm0nkyw000001', who: 'p9', atMs: 5 }]);
    expect(await carried(db, { series: 'city' })).toEqual([]);
    const before = await rowsOf(db);
    writeJournal(dataDir, 'dmwm0nkyw000001', bytesOf([...framesOf('dmwm0nkyw000001', 30), END(30)]));
    await projectNight(db, dataDir, 'dmwm0nkyw000001', true);
    const { journals, ...rest } = await rowsOf(db);
    const { journals: _, ...restBefore } = before;
    expect(rest).toEqual(restBefore);
    expect(journals).toHaveLength(1);
    await db.destroy();
  });
});

describe('npx dreamhaven ledger', () => {
  it('lists nights, and makes them anew from their journals', async () => {
    writeJournal(dataDir, idOf(1), bytesOf([...framesOf(idOf(1), 40), END(40)]));
    const listed = await dreamhaven('ledger', '--data', dataDir);
    expect(listed).toMatchObject({ code: 0, err: '' });
    expect(listed.out).toBe(`2026-11-18 11:06 UTC  ${idOf(1)}  A small dream: 0.0 min, 1 people, 1 simulated, dawn, journal closed\n`);
    const rebuilt = await dreamhaven('ledger', '--data', dataDir, '--rebuild', '--json');
    expect(rebuilt).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(rebuilt.out)).toMatchObject({ rebuilt: 1, nights: [{ dreamId: idOf(1), people: 1, journal: 'closed' }] });
  });

  it('a full disk is one sentence and exit 1, and the next start with room goes on', async () => {
    writeJournal(dataDir, idOf(1), bytesOf([...framesOf(idOf(1), 40), END(40)]));
    const bin = fileURLToPath(new URL('../../server/cli/dreamhaven.ts', import.meta.url));
    // files may not grow beyond 64 blocks of 512 bytes: a disk that fills while the tables are made
    const full = promisify(execFile)('sh', [
      '-c',
      `trap '' XFSZ; ulimit -f 64; exec "$0" "$1" ledger --data "$2"`,
      process.execPath,
      bin,
      dataDir,
    ]);
    await expect(full).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/the ledger .+ cannot be used \((the disk is full|the disk cannot be .+)\)/),
    });
    const { db } = await connect({ dataDir, databaseUrl: null });
    expect(await projectNight(db, dataDir, idOf(1))).toBe('closed');
    expect(await sessions(db)).toMatchObject([{ ticks: 40, ending: 'dawn' }]);
    await db.destroy();
  });
});
