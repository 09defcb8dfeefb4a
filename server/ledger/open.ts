/** The ledger as the server holds it: nothing here blocks a tick or throws into it. */
import { Worker } from 'node:worker_threads';
import { type Refusal, refuse } from '../../shared/dream/commands.ts';
import type { Place } from './connect.ts';
import type { About, Answer, LedgerState, Question } from './keeper.ts';
import type { FromWorker, ToWorker } from './worker.ts';

/** ms that closing may take before the rest is left to the next start. */
const CLOSE_MS = 5000;

export interface Ledger {
  /**
   * A journal was begun, has grown on disk, was closed or was removed: the ledger reads on in it. Call it after the flush, as often as you like:
   * only a name is handed over, and only once until it was taken.
   */
  changed(dreamId: string): void;
  /** Asks (`QUESTIONS` of keeper.ts); a refusal while the ledger is away. `erase` and `carry` are answered (with null) once they are written, not before. */
  ask<Q extends Question>(question: Q, about: About<Q>): Promise<Answer<Q> | Refusal>;
  state(): LedgerState;
  /** Reads what the journals still hold and ends its thread, within 5 s. */
  close(): Promise<void>;
}

export interface LedgerOptions extends Place {
  /** one sentence when the ledger goes away, one when it is back */
  readonly say: (level: 'info' | 'error', sentence: string) => void;
}

/** Opens the ledger in a thread of its own. Never throws: a ledger that cannot be had says so, and the dream goes on. */
export function openLedger({ dataDir, databaseUrl, say }: LedgerOptions): Ledger {
  const place: Place = { dataDir, databaseUrl };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: place, name: 'ledger' });
  // a server that ends without closing is not held back by its ledger
  worker.unref();
  const told = new Set<string>();
  const waiting = new Map<number, (answer: unknown) => void>();
  let state: LedgerState = { behind: 0, trouble: '' };
  let asked = 0;
  let over = false;
  let closed: Promise<void> | null = null;

  const send = (message: ToWorker): void => worker.postMessage(message);
  const gone = (): Refusal => refuse('ledger.away', state.trouble === '' ? 'the ledger is closed' : state.trouble, 'ask later');
  const end = (): void => {
    over = true;
    for (const answer of waiting.values()) answer(gone());
    waiting.clear();
    told.clear();
  };

  worker.on('message', (message: FromWorker) => {
    if (message.is === 'took') told.delete(message.dreamId);
    if (message.is === 'state') state = message.state;
    if (message.is === 'say') say(message.level, message.sentence);
    if (message.is === 'answer') {
      waiting.get(message.id)?.(message.answer);
      waiting.delete(message.id);
    }
  });
  worker.on('error', (error) => {
    const why = error instanceof Error ? error.message : String(error);
    state = {
      ...state,
      trouble: `the ledger's thread has ended (${why}); the dream goes on, and the next start reads what it missed from the journals`,
    };
    say('error', state.trouble);
    end();
  });
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      end();
      resolve();
    });
  });

  return {
    changed(dreamId) {
      if (over || told.has(dreamId)) return;
      told.add(dreamId);
      send({ is: 'changed', dreamId });
    },
    ask<Q extends Question>(question: Q, about: About<Q>) {
      if (over || closed) return Promise.resolve(gone());
      return new Promise<Answer<Q> | Refusal>((resolve) => {
        const id = asked++;
        waiting.set(id, (answer) => resolve(answer as Answer<Q> | Refusal));
        send({ is: 'ask', id, question, about });
      });
    },
    state: () => ({ ...state, behind: Math.max(state.behind, told.size) }),
    close() {
      closed ??= closeWorker(worker, exited, send);
      return closed;
    },
  };
}

async function closeWorker(worker: Worker, exited: Promise<void>, send: (message: ToWorker) => void): Promise<void> {
  worker.ref();
  send({ is: 'close' });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, CLOSE_MS);
  });
  await Promise.race([exited, late]);
  clearTimeout(timer);
  await worker.terminate();
}
