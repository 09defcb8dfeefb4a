/** Retention: closed nights go after a number of days, and the oldest first when the folder grows too large; with them their keys and snapshots. */
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isClosed } from './night.ts';

export interface Keep {
  /** closed nights older than this go, days */
  readonly days: number;
  /** journals together take at most this, bytes */
  readonly bytes: number;
}

const DAY_MS = 86_400_000;

/** @returns the nights that were removed */
export function retain(dataDir: string, keep: Keep, nowMs: number): string[] {
  const folder = join(dataDir, 'journals');
  if (!existsSync(folder)) return [];
  const nights = readdirSync(folder)
    .filter((name) => name.endsWith('.dream') && isClosed(join(folder, name)))
    .map((name) => ({ dreamId: name.slice(0, -'.dream'.length), ...statSync(join(folder, name)) }))
    .sort((a, b) => a.mtimeMs - b.mtimeMs);
  let total = nights.reduce((sum, n) => sum + n.size, 0);
  const removed: string[] = [];
  for (const { dreamId, size, mtimeMs } of nights) {
    if (nowMs - mtimeMs <= keep.days * DAY_MS && total <= keep.bytes) continue;
    total -= size;
    removed.push(dreamId);
    removeNight(dataDir, dreamId);
  }
  removeLoose(join(dataDir, 'keys'), folder);
  removeLoose(join(dataDir, 'snapshots'), folder);
  return removed;
}

function removeNight(dataDir: string, dreamId: string): void {
  rmSync(join(dataDir, 'keys', dreamId), { recursive: true, force: true });
  rmSync(join(dataDir, 'snapshots', dreamId), { recursive: true, force: true });
  for (const name of readdirSync(join(dataDir, 'journals'))) {
    if (name === `${dreamId}.dream` || name.startsWith(`${dreamId}.dream.torn-`)) rmSync(join(dataDir, 'journals', name), { force: true });
  }
}

/** Keys and snapshots of nights that have no journal any more. */
function removeLoose(folder: string, journals: string): void {
  if (!existsSync(folder)) return;
  for (const dreamId of readdirSync(folder)) {
    if (!existsSync(join(journals, `${dreamId}.dream`))) rmSync(join(folder, dreamId), { recursive: true, force: true });
  }
}
