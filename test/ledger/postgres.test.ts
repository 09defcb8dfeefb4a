import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessions } from '../../server/ledger/book.ts';
import { connect } from '../../server/ledger/connect.ts';
import { Keeper } from '../../server/ledger/keeper.ts';
import { projectNight } from '../../server/ledger/project.ts';
import { ledgerContract } from './contract.ts';
import { appendJournal, bytesOf, END, framesOf, idOf, rowsOf, writeJournal } from './nights.ts';
import { PostgresServer, postgresPrograms } from './postgres.ts';

const programs = postgresPrograms();

if (programs === null) {
  it.skip('the ledger in PostgreSQL: neither PATH nor the usual folders hold initdb and postgres on this machine', () => undefined);
} else {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.make(programs);
  });
  afterAll(() => server.end());

  ledgerContract('PostgreSQL', () => server.newUrl());

  describe('PostgreSQL going away in mid-dream', () => {
    it('is said once; the journals keep what happens, and it is all there when the database is back', async () => {
      const dataDir = mkdtempSync(join(tmpdir(), 'ledger-away-'));
      const place = { dataDir, databaseUrl: await server.newUrl() };
      const said: string[] = [];
      const keeper = new Keeper({ place, say: (_, sentence) => void said.push(sentence), retryMs: [50, 200] });
      const frames = framesOf(idOf(1), 100);
      writeJournal(dataDir, idOf(1), bytesOf(frames.slice(0, 20)));
      keeper.changed(idOf(1));
      const nights = await keeper.ask('sessions', {});
      expect(nights).toMatchObject([{ dreamId: idOf(1), journal: 'open' }]);

      await server.stop();
      const patient = keeper.ask('erase', { dreamId: idOf(1), who: 'p1', atMs: 7 });
      for (const frame of frames.slice(20)) {
        appendJournal(dataDir, idOf(1), bytesOf([frame]));
        keeper.changed(idOf(1));
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await expect
        .poll(() => keeper.state.trouble, { timeout: 20_000 })
        .toMatch(/^the ledger at 127\.0\.0\.1:\d+\/t\d+ cannot be used \(.+\); the dream goes on/);
      expect(await keeper.ask('sessions', {})).toMatchObject({ rule: 'ledger.away' });
      expect(keeper.state.behind).toBe(1);
      appendJournal(dataDir, idOf(1), bytesOf([END(100)]));
      keeper.changed(idOf(1));

      await server.start();
      await expect.poll(() => keeper.state, { timeout: 20_000 }).toEqual({ behind: 0, trouble: '' });
      expect(await patient).toBeNull();
      expect(said).toEqual([expect.stringMatching(/cannot be used/), expect.stringMatching(/is back, and has read from the journals/)]);
      await keeper.close();

      const { db } = await connect(place);
      const { db: straight } = await connect({ dataDir, databaseUrl: await server.newUrl() });
      await projectNight(straight, dataDir, idOf(1));
      expect(await sessions(db)).toMatchObject([{ ticks: 100, journal: 'closed', ending: 'dawn' }]);
      const [got, want] = [await rowsOf(db), await rowsOf(straight)];
      // one was erased, the other was not
      expect({ ...got, consents: [] }).toEqual({ ...want, consents: [] });
      await Promise.all([db.destroy(), straight.destroy()]);
      rmSync(dataDir, { recursive: true });
    });

    it('an address where nothing answers is one sentence without the password, and closing does not wait for it', async () => {
      const dataDir = mkdtempSync(join(tmpdir(), 'ledger-nobody-'));
      const said: string[] = [];
      const place = { dataDir, databaseUrl: 'postgres://someone:hunter2@127.0.0.1:1/dream' };
      const keeper = new Keeper({ place, say: (_, sentence) => void said.push(sentence), retryMs: [10, 20] });
      await expect
        .poll(() => keeper.state.trouble, { timeout: 20_000 })
        .toMatch(/the ledger at 127\.0\.0\.1:1\/dream cannot be used \(ECONNREFUSED\)/);
      const waiting = keeper.ask('erase', { dreamId: 'd', who: 'p1', atMs: 1 });
      await keeper.close();
      expect(await waiting).toMatchObject({ rule: 'ledger.away', reason: expect.stringMatching(/ECONNREFUSED/) });
      expect(said).toHaveLength(1);
      expect(said.join()).not.toContain('hunter2');
      rmSync(dataDir, { recursive: true });
    });
  });
}
