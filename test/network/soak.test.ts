/** The soak script runs, seats who it should, and leaves nothing: a few seconds of it. The long one is a developer's: see `soak.ts`. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it('five seconds with ten pages that come and go', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    fileURLToPath(new URL('soak.ts', import.meta.url)),
    '--minutes',
    '0.08',
    '--clients',
    '10',
  ]);
  expect(stdout).toMatch(/clients [1-9]/);
  expect(stdout).toMatch(/end: .*clients 0, .*rooms 1/);
}, 60_000);
