import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Vault } from '../../server/ledger/vault.ts';
import { stepDream } from '../../shared/dream/tick.ts';
import { createDream } from '../../shared/dream/world.ts';
import { JOURNAL_FORMAT } from '../../shared/journal/format.ts';
import { readJournal } from '../../shared/journal/read.ts';
import { Recorder } from '../../shared/journal/record.ts';
import { replay } from '../../shared/journal/replay.ts';
import { smallScenario } from '../dream/smallDream.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vault-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const words = new TextEncoder().encode('the kettle hummed');

it('opens what it sealed, in another process too, and never twice the same bytes', () => {
  const vault = new Vault(folder, 'd1');
  const [a, b] = [vault.seal('p1', words), vault.seal('p1', words)];
  expect(Buffer.from(a).equals(Buffer.from(b))).toBe(false);
  expect(Buffer.from(a).includes(Buffer.from(words))).toBe(false);
  expect(new Vault(folder, 'd1').open('p1', a)).toEqual(Buffer.from(words));
});

it('opens nothing for another person, another night, or after tampering', () => {
  const vault = new Vault(folder, 'd1');
  const sealed = vault.seal('p1', words);
  vault.seal('p2', words);
  expect(vault.open('p2', sealed)).toBeNull();
  expect(new Vault(folder, 'd2').open('p1', sealed)).toBeNull();
  for (let i = 0; i < sealed.length; i++) {
    const broken = Uint8Array.from(sealed);
    broken[i] = (broken[i] as number) ^ 1;
    expect(vault.open('p1', broken)).toBeNull();
  }
  expect(vault.open('p1', new Uint8Array(3))).toBeNull();
});

it('keeps keys for their owner only, and forgets for good', () => {
  const vault = new Vault(folder, 'd1');
  const sealed = vault.seal('p1', words);
  const [key] = readdirSync(join(folder, 'keys', 'd1'));
  expect(statSync(join(folder, 'keys', 'd1', key as string)).mode & 0o077).toBe(0);
  vault.forget('p1');
  expect(vault.open('p1', sealed)).toBeNull();
  expect(readdirSync(join(folder, 'keys', 'd1'))).toEqual([]);
});

it('a journal of people holds no name or word in plain, replays with keys, and says what is missing without', () => {
  const scenario = smallScenario();
  const vault = new Vault(folder, 'night');
  const parts: Uint8Array[] = [];
  const dream = createDream(scenario, 1);
  const header = {
    format: JOURNAL_FORMAT,
    core: 'test',
    dreamId: 'night',
    seed: dream.world.seed,
    scenario: { hash: scenario.hash, main: '', files: {} },
  };
  const recorder = new Recorder({ write: (b) => void parts.push(b) }, header, vault);
  const step = (commands: Parameters<typeof stepDream>[1]) => recorder.tick(dream, stepDream(dream, commands));
  step([
    { type: 'night.begin', by: 'dream', body: {} },
    { type: 'join', by: 'p1', body: { kind: 'person', name: 'Rumpelstilz', shape: 'moon', cloth: 'teal', cast: '', spawn: '' } },
  ]);
  step([{ type: 'limit.set', by: 'p1', body: { lines: ['grief.loss'], veils: [], ceiling: 0.4 } }]);
  step([{ type: 'say', by: 'p1', body: { words: 'my secret garden' } }]);
  for (let i = 0; i < 40; i++) step([]);
  recorder.end(dream);
  const bytes = new Uint8Array(Buffer.concat(parts));
  for (const secret of ['Rumpelstilz', 'my secret garden', 'grief.loss']) expect(Buffer.from(bytes).includes(secret)).toBe(false);
  const journal = readJournal(bytes);
  expect(replay(journal, scenario, { opener: vault })).toMatchObject({ mismatch: null, missing: 0 });
  vault.forget('p1');
  expect(replay(journal, scenario, { opener: vault }).missing).toBe(3);
});
