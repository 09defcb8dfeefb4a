/** A disk that is read-only for real (EROFS): a server does not begin on it, and a dream under which it becomes so goes on and promises nothing. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { Vault } from '../../server/ledger/vault.ts';
import { journalPath, loadJournal } from '../../server/store/journals.ts';
import { replay } from '../../shared/journal/replay.ts';
import { smallScenario } from '../dream/smallDream.ts';

const folder = mkdtempSync(join(tmpdir(), 'read-only-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Runs a line of shell with mounts that nobody else sees. */
const apart = (line: string, ...args: string[]) => ['-m', 'sh', '-c', line, 'sh', ...args];
const READ_ONLY = 'mkdir -p "$1" && mount -t tmpfs tmpfs "$1" && mount -o remount,ro "$1"';

function mayMount(): boolean {
  try {
    execFileSync('unshare', apart(READ_ONLY, join(folder, 'probe')), { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!mayMount())('a read-only disk (needs unshare and the right to mount)', { timeout: 60_000 }, () => {
  it('a server says in one sentence that it cannot begin there', async () => {
    const env = { ...process.env, DATA_DIR: join(folder, 'data'), PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent', DREAM: '00-empty' };
    const line = `${READ_ONLY} && exec "$2" "$3"`;
    const failed = await promisify(execFile)('unshare', apart(line, env.DATA_DIR, process.execPath, at('../../server/main.ts')), {
      env,
    }).then(
      () => null,
      (error: { code: number; stderr: string }) => error,
    );
    expect(failed?.code).toBe(1);
    expect(failed?.stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^The folder .+ cannot be written \(EROFS\); choose another with DATA_DIR/),
    ]);
  });

  it('a dream under which keys and journals become so goes on, promises nothing meanwhile, and has all of it afterwards', async () => {
    const line = 'exec "$2" "$3" "$1"';
    const { stdout } = await promisify(execFile)('unshare', apart(line, join(folder, 'night'), process.execPath, at('./readOnlyNight.ts')));
    const { dreamId, said, ...told } = JSON.parse(stdout) as { dreamId: string; said: string[] } & Record<string, unknown>;
    expect(told).toEqual({
      before: { saved: true, lasting: true },
      key: { saved: false, lasting: false },
      journal: { saved: false, lasting: false },
      after: { saved: true, lasting: true },
    });
    expect(said.filter((sentence) => sentence.includes('EROFS'))).toEqual([
      expect.stringMatching(/^the keys in .+ cannot be written now \(EROFS\)/),
      expect.stringMatching(/^the journal .+ cannot be written now \(EROFS\)/),
    ]);
    const journal = loadJournal(journalPath(join(folder, 'night'), dreamId));
    expect(replay(journal, smallScenario(), { opener: new Vault(join(folder, 'night'), dreamId) })).toMatchObject({ mismatch: null });
    expect(journal.damage).toEqual([]);
    // thirty meanwhile and thirty after; the one in which somebody enters may be a frame of its own
    expect(journal.lastTick).toBeGreaterThanOrEqual(60);
  });
});
