/**
 * Erasure of one citizen of one night: the key that their words, names and readings are sealed with is destroyed, and every snapshot in which they
 * still are. A running server is asked by a file in `erasures/`, because it holds keys and a world in memory; it looks once a second.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Who } from '../../shared/dream/ids.ts';
import { Vault } from '../ledger/vault.ts';
import { journalPath } from './journals.ts';
import { lockHolder } from './lock.ts';

export interface Traces {
  readonly dreamId: string;
  readonly who: Who;
}

/** Why there is nothing to erase; the message is one sentence for people. */
export class ErasureError extends Error {
  override name = 'ErasureError';
}

/** Reads `<dream>/<citizen>`, as the page shows it. @throws ErasureError */
export function readTraces(text: string): Traces {
  const [dreamId = '', who = '', ...rest] = text.split('/');
  if (!/^[\w-]+$/.test(dreamId) || !/^p\d+$/.test(who) || rest.length > 0)
    throw new ErasureError(
      `"${text.slice(0, 80)}" names no citizen of a night; it is written <dream>/<citizen>, as in dmwyk3a1/p4 (the page shows it)`,
    );
  return { dreamId, who };
}

/**
 * Erases, or asks the running server to.
 * @returns 'erased', or 'asked' when the server has not done it within `waitMs`
 * @throws ErasureError when there is no such night
 */
export async function erase(dataDir: string, traces: Traces, waitMs: number): Promise<'erased' | 'asked'> {
  if (!existsSync(journalPath(dataDir, traces.dreamId)) && !existsSync(join(dataDir, 'keys', traces.dreamId)))
    throw new ErasureError(`there is no night ${traces.dreamId} in ${dataDir}`);
  if (lockHolder(dataDir) === null) {
    eraseFiles(dataDir, traces);
    return 'erased';
  }
  const file = requestFile(dataDir, traces);
  mkdirSync(join(dataDir, 'erasures'), { recursive: true, mode: 0o700 });
  writeFileSync(file, '', { mode: 0o600 });
  const end = Date.now() + waitMs;
  while (existsSync(file) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 100));
  return existsSync(file) ? 'asked' : 'erased';
}

/** What is on the disk of somebody of a night that is not dreamt now. */
export function eraseFiles(dataDir: string, { dreamId, who }: Traces): void {
  rmSync(join(dataDir, 'snapshots', dreamId), { recursive: true, force: true });
  new Vault(dataDir, dreamId).forget(who);
}

/** What the running server was asked. */
export function asked(dataDir: string): Traces[] {
  const folder = join(dataDir, 'erasures');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const [dreamId = '', who = ''] = name.split('~');
    return /^[\w-]+$/.test(dreamId) && /^p\d+$/.test(who) ? [{ dreamId, who }] : [];
  });
}

/** It is done. */
export function answered(dataDir: string, traces: Traces): void {
  rmSync(requestFile(dataDir, traces), { force: true });
}

function requestFile(dataDir: string, { dreamId, who }: Traces): string {
  return join(dataDir, 'erasures', `${dreamId}~${who}`);
}
