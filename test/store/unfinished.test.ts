/** A server that ends between telling people of a tick and writing all of it down. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Vault } from '../../server/ledger/vault.ts';
import { journalPath, loadJournal } from '../../server/store/journals.ts';
import { Watch } from '../../shared/journal/watch.ts';
import { asPerson, begunIn, resumedIn } from './begun.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a night', () => {
  it('ended in the middle of telling a tick: what that tick brought about is written by who takes it up, once', async () => {
    const night = await begunIn(folder, 45);
    night.host.enqueue({ type: 'say', by: 'p1', body: { words: 'the last word' } });
    night.host.step();
    await night.saved();
    const { dreamId } = night;
    const path = journalPath(folder, dreamId);
    const cut = loadJournal(path);
    expect(cut.lastTick).toBe(46);
    expect(cut.happened.at(-1)?.tick).toBeLessThan(46);
    for (const time of ['first', 'second']) {
      await (await resumedIn(folder, dreamId)).saved();
      const { happened } = loadJournal(path);
      expect([time, happened.filter(({ tick }) => tick === 46).length]).toEqual([time, 1]);
    }
    const watch = new Watch(loadJournal(path), new Vault(folder, dreamId));
    expect(watch.events(45, 46)).toMatchObject([{ type: 'said', by: 'p1' }]);
    expect(watch.effects(45, 46).map((e) => e.text)).toContain('the last word');
  });

  it('suspended in the middle of a look at many: the look is in the journal, with everybody in it', async () => {
    const night = await begunIn(folder, 5);
    for (let i = 2; i <= 40; i++) {
      night.host.enqueue({ type: 'join', by: `p${i}`, body: asPerson(`N${i}`) });
    }
    for (let i = 0; i < 25; i++) night.host.step();
    // tick 30 looks at everybody and seals sixteen of them a tick
    expect(night.host.dream.world.tick).toBe(30);
    await night.suspend();
    const last = loadJournal(journalPath(folder, night.dreamId)).seen.at(-1);
    expect(last?.tick).toBe(30);
    expect(Object.keys(last?.sealed ?? {})).toHaveLength(40);
  });
});
