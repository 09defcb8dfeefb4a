/** A dream under test for the benchmarks of joining, recovery and snapshots: the shipped night, and what can be seen of it from outside. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { largest } from '../../../server/lab/bench/statistics.ts';
import { CrowdOfClients } from '../clients/crowd.ts';
import { freePort, ROOT, type ServerOptions, TestServer } from './child.ts';
import type { Reading } from './probe.ts';

/** What the server is started from: a boot without the page, or all that `npm start` does. */
const SCRIPTS = {
  boot: { script: 'test/bench/servers/serve.ts', args: ['dream', 'night'], env: {} },
  start: { script: 'server/start.ts', args: [], env: { NODE_COMPILE_CACHE: join(ROOT, '.build', 'compiled') } },
} as const;

export interface Stand {
  readonly server: TestServer;
  readonly people: CrowdOfClients;
  readonly folder: string;
  /** how the same server is started once more on the same folder and port */
  readonly again: ServerOptions;
}

/**
 * Runs something with a dream and a crowd of nobody yet; all of it is gone afterwards.
 * @param apart server and clients on cores of their own
 */
export async function withDream<T>(
  how: keyof typeof SCRIPTS,
  workers: number,
  use: (stand: Stand) => Promise<T>,
  apart = true,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const again = { ...SCRIPTS[how], port: await freePort(), env: { ...SCRIPTS[how].env, DATA_DIR: folder }, apart };
  const server = await TestServer.start(again);
  const people = new CrowdOfClients(workers, apart);
  try {
    return await use({ server, people, folder, again });
  } finally {
    await people.leave();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The longest step with its patch, and the longest time from one step's beginning to the next, ms. */
export function longest(reading: Reading): { readonly tickMs: number; readonly gapMs: number } {
  const { steps } = reading;
  return {
    tickMs: largest(steps.map((s) => s.tickMs + s.patchMs)),
    gapMs: largest(steps.slice(1).map((s, i) => s.atMs - (steps[i]?.atMs as number))),
  };
}

/** A file that lies in a folder or below it. */
export interface Found {
  readonly path: string;
  readonly bytes: number;
  readonly changedMs: number;
}

/** Files in a folder and below it; none where there is no such folder. */
export function filesIn(folder: string): Found[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        const { size, mtimeMs } = statSync(path);
        return { path, bytes: size, changedMs: mtimeMs };
      });
  } catch (error) {
    // a snapshot that was being renamed while we looked is seen at the next look
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
