/** The ledger as the server holds it: nothing here blocks a tick or throws into it. */
import { Worker } from 'node:worker_threads';
import { type Refusal, refuse } from '../../shared/dream/commands.ts';
import type { Place } from './connect.ts';
import type { About, Answer, LedgerState, Question } from './keeper.ts';
import { PATIENT } from './patience.ts';
import type { FromWorker, ToWorker } from './worker.ts';

/** ms before a thread that died is started again, and the most it grows to by doubling while it dies again before it answers. */
const AGAIN_MS = [1000, 30_000] as const;
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
  /** ms before its thread begins, while nothing is asked: people on their way back need the processor first; default 0 */
  readonly restMs?: number;
  /** one sentence when the ledger goes away, one when it is back */
  readonly say: (level: 'info' | 'error', sentence: string) => void;
  /** told of every thread as it starts; for tests, which end one */
  readonly onThread?: (thread: Worker) => void;
}

interface Asked {
  readonly question: Question;
  readonly about: unknown;
  readonly answer: (answer: unknown) => void;
}

/** Opens the ledger in a thread of its own. Never throws: a ledger that cannot be had says so, and the dream goes on. */
export function openLedger(options: LedgerOptions): Ledger {
  return new Thread(options);
}

/**
 * A thread that dies (out of memory, a fault of the database's own code) is started again: it reads from the journals what it missed, and what must not be lost
 * is asked again, which is the same as once.
 */
class Thread implements Ledger {
  private readonly options: LedgerOptions;
  private readonly told = new Set<string>();
  private waiting = new Map<number, Asked>();
  private worker: Worker | null = null;
  private exited: Promise<void> = Promise.resolve();
  private now: LedgerState = { behind: 0, trouble: '' };
  private asked = 0;
  private deaths = 0;
  private over = false;
  private closed: Promise<void> | null = null;
  private again: NodeJS.Timeout | null = null;

  constructor(options: LedgerOptions) {
    this.options = options;
    const { restMs = 0 } = options;
    if (restMs === 0) this.worker = this.start();
    else this.again = setTimeout(() => this.rise(), restMs).unref();
  }

  changed(dreamId: string): void {
    if (this.over || this.told.has(dreamId)) return;
    this.told.add(dreamId);
    this.send({ is: 'changed', dreamId });
  }

  ask<Q extends Question>(question: Q, about: About<Q>): Promise<Answer<Q> | Refusal> {
    this.rouse();
    if (this.over || this.closed || (this.again && !PATIENT.includes(question))) return Promise.resolve(this.gone());
    return new Promise((resolve) => {
      this.put({ question, about, answer: (answer) => resolve(answer as Answer<Q> | Refusal) });
    });
  }

  state(): LedgerState {
    return { ...this.now, behind: Math.max(this.now.behind, this.told.size) };
  }

  close(): Promise<void> {
    this.rouse();
    this.closed ??= this.end();
    return this.closed;
  }

  private start(): Worker {
    const { dataDir, databaseUrl, onThread } = this.options;
    const place: Place = { dataDir, databaseUrl };
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: place, name: 'ledger' });
    // a server that ends without closing is not held back by its ledger
    worker.unref();
    let why = 'it ended by itself';
    worker.on('message', (message: FromWorker) => this.hear(message));
    worker.on('error', (error) => {
      why = error instanceof Error ? error.message : String(error);
    });
    this.exited = new Promise((resolve) => {
      worker.once('exit', () => {
        this.died(why);
        resolve();
      });
    });
    onThread?.(worker);
    return worker;
  }

  private hear(message: FromWorker): void {
    if (message.is === 'took') this.told.delete(message.dreamId);
    if (message.is === 'say') this.options.say(message.level, message.sentence);
    if (message.is === 'answer') {
      this.waiting.get(message.id)?.answer(message.answer);
      this.waiting.delete(message.id);
    }
    if (message.is !== 'state') return;
    this.now = message.state;
    if (this.deaths > 0 && message.state.trouble === '' && message.state.behind === 0) {
      this.deaths = 0;
      this.options.say('info', "the ledger's thread is there again, and has read from the journals what it missed");
    }
  }

  private died(why: string): void {
    if (this.closed) {
      this.finish();
      return;
    }
    const { waiting } = this;
    this.waiting = new Map();
    const trouble = `the ledger's thread has ended (${why}); the dream goes on, and the thread is started again and reads what it missed from the journals`;
    if (this.deaths === 0) this.options.say('error', trouble);
    this.now = { ...this.now, trouble };
    const [first, most] = AGAIN_MS;
    this.again = setTimeout(() => this.rise(), Math.min(most, first * 2 ** this.deaths)).unref();
    this.deaths++;
    for (const asked of waiting.values()) {
      if (PATIENT.includes(asked.question)) this.waiting.set(this.asked++, asked);
      else asked.answer(this.gone());
    }
  }

  /** It rests and nothing is wrong: it begins now. */
  private rouse(): void {
    if (this.again && this.deaths === 0 && !this.closed) this.rise();
  }

  private rise(): void {
    if (this.again) clearTimeout(this.again);
    this.again = null;
    this.worker = this.start();
    const { waiting } = this;
    this.waiting = new Map();
    for (const dreamId of this.told) this.send({ is: 'changed', dreamId });
    for (const asked of waiting.values()) this.put(asked);
  }

  private put(asked: Asked): void {
    const id = this.asked++;
    this.waiting.set(id, asked);
    this.send({ is: 'ask', id, question: asked.question, about: asked.about });
  }

  /** While there is no thread, what is sent is kept by `told` and `waiting`. */
  private send(message: ToWorker): void {
    if (!this.again) this.worker?.postMessage(message);
  }

  private async end(): Promise<void> {
    if (this.again) {
      clearTimeout(this.again);
      this.finish();
      return;
    }
    this.worker?.ref();
    this.send({ is: 'close' });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CLOSE_MS);
    });
    await Promise.race([this.exited, late]);
    clearTimeout(timer);
    await this.worker?.terminate();
  }

  private finish(): void {
    this.over = true;
    for (const { answer } of this.waiting.values()) answer(this.gone());
    this.waiting.clear();
    this.told.clear();
  }

  private gone(): Refusal {
    return refuse('ledger.away', this.now.trouble === '' ? 'the ledger is closed' : this.now.trouble, 'ask later');
  }
}
