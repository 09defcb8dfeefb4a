/** A person's own part of a journal, cut out in a thread of its own: reading a whole night takes longer than a tick. */
import { readFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Who } from '../../shared/dream/ids.ts';
import { excerptFor } from '../../shared/journal/excerpt.ts';
import { Vault } from '../ledger/vault.ts';
import { journalPath } from './journals.ts';

interface Wish {
  readonly dataDir: string;
  readonly dreamId: string;
  readonly who: Who;
}

/** One at a time: this is for bug reports, not for crowds. */
let last: Promise<unknown> = Promise.resolve();

/** @returns the excerpt's bytes, or null when there is no such journal */
export function excerpt(wish: Wish): Promise<Uint8Array | null> {
  const next = last.then(() => cut(wish));
  last = next;
  return next;
}

function cut(wish: Wish): Promise<Uint8Array | null> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { excerpt: wish } });
    worker.once('message', resolve);
    worker.once('error', () => resolve(null));
    worker.once('exit', () => resolve(null));
  });
}

if (!isMainThread && (workerData as { excerpt?: Wish } | null)?.excerpt) {
  const { dataDir, dreamId, who } = (workerData as { excerpt: Wish }).excerpt;
  const bytes = excerptFor(new Uint8Array(readFileSync(journalPath(dataDir, dreamId))), who, new Vault(dataDir, dreamId));
  parentPort?.postMessage(bytes);
}
