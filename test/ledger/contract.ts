/** What every ledger holds to, whichever database it lies in. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { carried, carry, consents, consentsOf, erase, erasures, sessions } from '../../server/ledger/book.ts';
import { connect, open, type Place } from '../../server/ledger/connect.ts';
import { rebuild } from '../../server/ledger/keeper.ts';
import { MIGRATIONS, migrate } from '../../server/ledger/migrations/migrate.ts';
import { projectNight } from '../../server/ledger/project.ts';
import type { Tables } from '../../server/ledger/schema.ts';
import { Vault } from '../../server/ledger/vault.ts';
import { CONSENT_WORDING } from '../../shared/dream/governance/model.ts';
import { BEGAN_MS, bytesOf, dreamtBytes, END, framesOf, header, idOf, rowsOf, WRITTEN_MS, writeJournal } from './nights.ts';

const SECOND = fileURLToPath(new URL('./secondServer.ts', import.meta.url));

/** @param newUrl a fresh, empty database, or null for a SQLite file in the data folder */
export function ledgerContract(name: string, newUrl: () => Promise<string | null>): void {
  describe(`the ledger in ${name}`, () => {
    let dataDir = '';
    const opened: Kysely<Tables>[] = [];
    beforeEach(() => {
      dataDir = mkdtempSync(join(tmpdir(), 'ledger-'));
    });
    afterEach(async () => {
      for (const db of opened.splice(0)) await db.destroy();
      rmSync(dataDir, { recursive: true });
    });
    const placeOf = async (): Promise<Place> => ({ dataDir, databaseUrl: await newUrl() });
    const fresh = async (): Promise<Kysely<Tables>> => {
      const place = await placeOf();
      if (place.databaseUrl === null) rmSync(join(dataDir, 'ledger.sqlite'), { force: true });
      return keep((await connect(place)).db);
    };
    const keep = (db: Kysely<Tables>): Kysely<Tables> => {
      opened.push(db);
      return db;
    };

    it('holds of a night what its journal says, and nothing that it seals', async () => {
      const db = await fresh();
      writeJournal(dataDir, idOf(1), bytesOf([...framesOf(idOf(1)), END(60)]));
      expect(await projectNight(db, dataDir, idOf(1))).toBe('closed');
      expect(await sessions(db)).toEqual([
        {
          dreamId: idOf(1),
          scenario: '01-small',
          title: 'A small dream',
          scenarioHash: 'hash-1',
          core: 'core-1',
          seed: 'seed-1',
          beganMs: BEGAN_MS + 1000,
          endedMs: WRITTEN_MS,
          ending: 'dawn',
          ticks: 60,
          people: 1,
          simulated: 1,
          stops: 1,
          resumed: 0,
          journal: 'closed',
          damage: '',
        },
      ]);
      expect(await db.selectFrom('citizens').select(['who', 'kind', 'joined_tick', 'woke_tick']).orderBy('who').execute()).toEqual([
        { who: 'p1', kind: 'person', joined_tick: 5, woke_tick: 60 },
        { who: 's1', kind: 'simulated', joined_tick: 1, woke_tick: null },
      ]);
      expect(await db.selectFrom('refusals').select(['rule', 'times']).orderBy('rule').execute()).toEqual([
        { rule: 'floor.hidden', times: 1 },
        { rule: 'floor.line', times: 6 },
      ]);
      const audit = await db.selectFrom('audit').selectAll().orderBy('tick').orderBy('origin').orderBy('seq').execute();
      expect(audit.map((a) => `${a.origin}${a.tick}.${a.seq} ${a.act} ${a.by} ${a.about} ${a.data}`)).toEqual([
        'e1.2 act.opened dream a1 {"index":0}',
        'k1.0 night.begin dream  {}',
        ...[20, 30, 40, 50].map((tick) => `e${tick}.0 hourglass.turned dream  {"phase":"build"}`),
        'e60.4 night.ended dream  {"ending":"dawn","threads":3}',
        'k60.2 night.end dream  {}',
      ]);
    });

    it('is the same after the same journal twice, after any prefixes and then the whole, and made anew from journals alone', async () => {
      const bytes = bytesOf([...framesOf(idOf(1), 200), END(200)]);
      writeJournal(dataDir, idOf(1), bytes);
      const whole = await fresh();
      await projectNight(whole, dataDir, idOf(1));
      const expected = await rowsOf(whole);
      await projectNight(whole, dataDir, idOf(1));
      expect(await rowsOf(whole)).toEqual(expected);
      await rebuild(whole, { dataDir });
      expect(await rowsOf(whole)).toEqual(expected);

      const grown = await fresh();
      // cut anywhere: within frames, within heads, at their ends
      for (let cut = 1; cut < bytes.length; cut += 1 + Math.floor((bytes.length * ((cut * 7919) % 13)) / 160)) {
        writeJournal(dataDir, idOf(1), bytes.subarray(0, cut));
        await projectNight(grown, dataDir, idOf(1));
      }
      writeJournal(dataDir, idOf(1), bytes);
      await projectNight(grown, dataDir, idOf(1));
      expect(await rowsOf(grown)).toEqual(expected);
      expect(await rebuild(grown, { dataDir })).toEqual({ nights: 1, unread: [] });
      expect(await rowsOf(grown)).toEqual(expected);
    });

    it('is the same when two servers read the same journal at once, and one is killed in the middle', async () => {
      const place = await placeOf();
      const { db } = await connect(place);
      keep(db);
      const bytes = bytesOf([...framesOf(idOf(1), 1200), END(1200)]);
      writeJournal(dataDir, idOf(1), bytes.subarray(0, 10));
      const args = [SECOND, dataDir, idOf(1), place.databaseUrl ?? ''];
      const servers = [0, 1].map(() => spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] }));
      const ended = servers.map((s) => new Promise((resolve) => s.once('exit', resolve)));
      await Promise.all(servers.map((s) => new Promise((resolve) => s.stdout.once('data', resolve))));
      for (let share = 0.02; share < 1; share += 0.02) {
        writeJournal(dataDir, idOf(1), bytes.subarray(0, Math.floor(bytes.length * share)));
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (share > 0.6) servers[0]?.kill('SIGKILL');
      }
      writeJournal(dataDir, idOf(1), bytes);
      // the killed one has no code of its own
      expect(await Promise.all(ended)).toEqual([null, 0]);
      expect(await db.selectFrom('refusals').select(['rule', 'times']).orderBy('rule').execute()).toEqual([
        { rule: 'floor.hidden', times: 1 },
        { rule: 'floor.line', times: 2 + 118 },
      ]);
      expect(await sessions(db)).toMatchObject([{ ticks: 1200, stops: 1, journal: 'closed' }]);
    });

    it('reads up to damage and says where it is; reads a mended file anew; keeps a night whose file is gone', async () => {
      const db = await fresh();
      const bytes = bytesOf([...framesOf(idOf(1)), END(60)]);
      const torn = Uint8Array.from(bytes);
      const at = Math.floor(bytes.length / 2);
      torn[at] = (torn[at] as number) ^ 1;
      writeJournal(dataDir, idOf(1), torn);
      expect(await projectNight(db, dataDir, idOf(1))).toBe('damaged');
      expect((await sessions(db))[0]).toMatchObject({
        journal: 'damaged',
        ending: '',
        damage: expect.stringMatching(/^byte \d+: checksum/),
      });
      writeJournal(dataDir, idOf(1), bytes);
      expect(await projectNight(db, dataDir, idOf(1))).toBe('closed');
      expect((await sessions(db))[0]).toMatchObject({ journal: 'closed', ending: 'dawn', damage: '' });
      // a shorter file of another content, as after a power cut and a restart
      const other = bytesOf(framesOf(idOf(1), 20));
      writeJournal(dataDir, idOf(1), other);
      expect(await projectNight(db, dataDir, idOf(1))).toBe('open');
      expect((await sessions(db))[0]).toMatchObject({ ticks: 20, stops: 1 });
      // a longer one in which another frame stands where the last was read
      writeJournal(dataDir, idOf(1), bytes);
      expect(await projectNight(db, dataDir, idOf(1))).toBe('closed');
      expect((await sessions(db))[0]).toMatchObject({ ticks: 60, stops: 1, damage: '' });
      rmSync(join(dataDir, 'journals'), { recursive: true });
      expect(await projectNight(db, dataDir, idOf(1))).toBe('removed');
      expect((await sessions(db))[0]).toMatchObject({ journal: 'removed', ticks: 60 });
      expect(await projectNight(db, dataDir, 'never')).toBeNull();
    });

    it('lists what is no journal, or one of a later format, as damaged, without a night', async () => {
      const db = await fresh();
      writeJournal(dataDir, 'late', bytesOf([{ ...header('late'), format: 99 } as never, END(3)]));
      writeJournal(dataDir, 'none', bytesOf([END(3)]));
      expect(await projectNight(db, dataDir, 'late')).toBe('damaged');
      expect(await projectNight(db, dataDir, 'none')).toBe('damaged');
      expect(await sessions(db)).toEqual([]);
      const rows = await db.selectFrom('journals').select(['dream_id', 'damage']).orderBy('dream_id').execute();
      expect(rows[0]?.damage).toMatch(/format 99/);
      expect(rows[1]?.damage).toMatch(/no header/);
    });

    it('counts how often a night was taken up again, and closes it at its last end', async () => {
      const db = await fresh();
      writeJournal(dataDir, idOf(2), bytesOf([...framesOf(idOf(2)), { kind: 'resumed', tick: 60 } as never]));
      expect(await projectNight(db, dataDir, idOf(2))).toBe('open');
      expect((await sessions(db))[0]).toMatchObject({ resumed: 1, ticks: 60, endedMs: null });
      writeJournal(dataDir, idOf(2), bytesOf([...framesOf(idOf(2)), { kind: 'resumed', tick: 60 } as never, END(80)]));
      expect(await projectNight(db, dataDir, idOf(2))).toBe('closed');
      expect((await sessions(db))[0]).toMatchObject({ resumed: 1, ticks: 80, endedMs: WRITTEN_MS });
    });

    it('opens consents with their key only, and forgets what an erased person had sealed, whenever it comes in', async () => {
      const db = await fresh();
      const vault = new Vault(dataDir, idOf(1));
      writeJournal(dataDir, idOf(1), dreamtBytes(idOf(1), vault));
      await projectNight(db, dataDir, idOf(1));
      const rows = await consents(db, { dreamId: idOf(1) });
      expect(consentsOf(rows, vault)).toEqual({
        consents: [
          { who: 'p1', purpose: 'group', wording: CONSENT_WORDING, givenTick: 2, withdrawnTick: 34 },
          { who: 'p1', purpose: 'keep', wording: CONSENT_WORDING, givenTick: 35, withdrawnTick: null },
        ],
        unreadable: 0,
      });
      const text = JSON.stringify(await rowsOf(db));
      for (const secret of ['Rumpelstilz', 'secret garden', CONSENT_WORDING]) expect(text).not.toContain(secret);
      vault.forget('p1');
      expect(consentsOf(rows, vault)).toEqual({ consents: [], unreadable: 3 });
      await erase(db, { dreamId: idOf(1), who: 'p1', atMs: BEGAN_MS });
      await erase(db, { dreamId: idOf(1), who: 'p1', atMs: BEGAN_MS + 5 });
      expect(await erasures(db)).toEqual([{ dreamId: idOf(1), who: 'p1', atMs: BEGAN_MS }]);
      const left = async () => (await consents(db, { dreamId: idOf(1) })).map((c) => c.sealed);
      expect(await left()).toEqual([null, null, null]);
      await rebuild(db, { dataDir });
      expect(await left()).toEqual([null, null, null]);
      expect(await erasures(db)).toHaveLength(1);
    });

    it('carries from night to night what a series leaves, the last word of each name', async () => {
      const db = await fresh();
      const wounds = { district: 'harbour', depth: 0.25, since: ['a', { b: null }] };
      await carry(db, { series: 'city', name: 'wounds', value: wounds, dreamId: idOf(1), atMs: 5 });
      await carry(db, { series: 'city', name: 'charter', value: 'weak', dreamId: idOf(1), atMs: 5 });
      await carry(db, { series: 'city', name: 'charter', value: 'reformed', dreamId: idOf(2), atMs: 6 });
      await carry(db, { series: 'other', name: 'charter', value: 1, dreamId: idOf(2), atMs: 6 });
      expect(await carried(db, { series: 'city' })).toEqual([
        { name: 'charter', value: 'reformed', dreamId: idOf(2), atMs: 6 },
        { name: 'wounds', value: wounds, dreamId: idOf(1), atMs: 5 },
      ]);
    });

    it('lists nights from the latest on, by pages', async () => {
      const db = await fresh();
      for (const n of [2, 1, 3]) {
        writeJournal(dataDir, idOf(n), bytesOf(framesOf(idOf(n), 14)));
        await projectNight(db, dataDir, idOf(n));
      }
      writeJournal(dataDir, 'lab', bytesOf(framesOf('lab', 14)));
      await projectNight(db, dataDir, 'lab');
      expect((await sessions(db)).map((s) => s.dreamId)).toEqual([idOf(3), idOf(2), idOf(1), 'lab']);
      expect((await sessions(db, { limit: 2, offset: 1 })).map((s) => s.dreamId)).toEqual([idOf(2), idOf(1)]);
    });

    it('goes forward from its first version with what it held', async () => {
      const place = await placeOf();
      const old = open(place);
      await migrate(old, 'the ledger', '0001-nights');
      await old.insertInto('erasures').values({ dream_id: 'd1', who: 'p1', at_ms: BEGAN_MS }).execute();
      await old.destroy();
      const db = keep((await connect(place)).db);
      expect(await erasures(db)).toEqual([{ dreamId: 'd1', who: 'p1', atMs: BEGAN_MS }]);
      expect(await carried(db, { series: 's' })).toEqual([]);
    });

    it('leaves a ledger alone that a newer server wrote, and says which it is', async () => {
      const place = await placeOf();
      const newer = (await connect(place)).db;
      await (newer as unknown as Kysely<{ kysely_migration: { name: string; timestamp: string } }>)
        .insertInto('kysely_migration')
        .values({ name: '0099-later', timestamp: '2030-01-01' })
        .execute();
      await newer.destroy();
      const last = Object.keys(MIGRATIONS).at(-1);
      await expect(connect(place)).rejects.toThrow(
        new RegExp(`is of version 0099-later, and this server knows only up to ${last}: start the newer`),
      );
    });
  });
}
