/**
 * Keeps the ledger: one thing at a time, reconnecting when the database went away. What waits is only the names of journals that have grown, because
 * the journals themselves are the queue; nothing is lost however long the database is away. Runs in a thread of its own (`worker.ts`).
 */
import { type Kysely, sql } from 'kysely';
import { type Refusal, refuse } from '../../shared/dream/commands.ts';
import { carried, carry, consents, erase, erasures, sessions } from './book.ts';
import { connect, nameOf, type Place, sentenceOf } from './connect.ts';
import { NewerLedgerError } from './migrations/migrate.ts';
import { PATIENT } from './patience.ts';
import { projectNight, UnreadableJournal } from './project.ts';
import type { Tables } from './schema.ts';
import { journalsIn } from './tail.ts';

export const QUESTIONS = { sessions, consents, erase, erasures, carry, carried, rebuild };
export type Question = keyof typeof QUESTIONS;
export type About<Q extends Question> = Parameters<(typeof QUESTIONS)[Q]>[1];
export type Answer<Q extends Question> = Awaited<ReturnType<(typeof QUESTIONS)[Q]>>;

/** Questions that may wait; one more is refused. */
const MOST_WAITING = 1000;

export interface LedgerState {
  /** journals that hold more than the ledger has read */
  readonly behind: number;
  /** one sentence, '' when all is well */
  readonly trouble: string;
}

export interface KeeperOptions {
  readonly place: Place;
  /** told once when something breaks, and once when it is back */
  readonly say: (level: 'info' | 'error', sentence: string) => void;
  readonly onState?: (state: LedgerState) => void;
  /** ms before the first new try after trouble, and the most it grows to by doubling */
  readonly retryMs?: readonly [first: number, most: number];
}

interface Asked {
  readonly question: Question;
  readonly about: unknown;
  readonly answer: (answer: unknown) => void;
}

export class Keeper {
  private readonly options: KeeperOptions;
  private readonly grown = new Set<string>();
  /** journals that the system would not let us read, said once */
  private readonly unreadable = new Set<string>();
  private asked: Asked[] = [];
  private db: Kysely<Tables> | null = null;
  private trouble = '';
  /** this ledger is not ours to write: no new try */
  private hopeless = false;
  private waits = 0;
  private closing = false;
  private wake: () => void = () => undefined;
  private readonly ended: Promise<void>;

  /** Begins at once, with all that the journals hold and the ledger does not. */
  constructor(options: KeeperOptions) {
    this.options = options;
    this.ended = this.keep();
  }

  get state(): LedgerState {
    return { behind: this.grown.size, trouble: this.trouble };
  }

  /** A journal was begun, has grown, was closed or was removed. */
  changed(dreamId: string): void {
    this.grown.add(dreamId);
    this.wake();
  }

  /** Answers with a refusal when the database is away (for erasures and what is carried: only when too many wait, or at the end). */
  ask<Q extends Question>(question: Q, about: About<Q>): Promise<Answer<Q> | Refusal> {
    const patient = PATIENT.includes(question);
    if (this.hopeless || this.closing || (this.trouble !== '' && !patient)) return Promise.resolve(this.away());
    if (this.asked.length >= MOST_WAITING)
      return Promise.resolve(refuse('ledger.busy', `${MOST_WAITING} questions wait already`, 'ask later'));
    return new Promise((resolve) => {
      this.asked.push({ question, about, answer: (a) => resolve(a as Answer<Q> | Refusal) });
      this.wake();
    });
  }

  /** Reads what the journals still hold, answers who waits, and closes. Waits for no database that is away. */
  close(): Promise<void> {
    this.closing = true;
    this.wake();
    return this.ended;
  }

  private async keep(): Promise<void> {
    for (;;) {
      if (this.closing && (this.trouble !== '' || this.idle())) break;
      try {
        if (!this.hopeless) await this.work();
      } catch (error) {
        await this.lost(error);
      }
      if (!this.closing && (this.trouble !== '' || this.idle())) await this.rest();
    }
    for (const { answer } of this.asked.splice(0)) answer(this.away());
    await this.leave();
  }

  private idle(): boolean {
    return this.db !== null && this.grown.size === 0 && this.asked.length === 0;
  }

  /** One round: a connection, then everything that waits. */
  private async work(): Promise<void> {
    const db = this.db ?? (await this.arrive());
    for (;;) {
      const [asked] = this.asked;
      const [dreamId] = this.grown;
      // journals first, so that an answer holds what was told before its question
      if (dreamId !== undefined) {
        // taken out before it is read, so that what grows meanwhile is read again
        this.grown.delete(dreamId);
        await this.readOn(db, dreamId);
      } else if (asked) {
        const answer = await this.answerTo(db, asked);
        this.asked.shift();
        asked.answer(answer);
      } else break;
      this.options.onState?.(this.state);
    }
    if (this.trouble !== '') {
      this.trouble = '';
      this.options.say('info', `${nameOf(this.options.place)} is back, and has read from the journals what it missed`);
    }
    this.waits = 0;
    this.options.onState?.(this.state);
  }

  private async readOn(db: Kysely<Tables>, dreamId: string): Promise<void> {
    try {
      await projectNight(db, this.options.place.dataDir, dreamId);
    } catch (error) {
      if (!(error instanceof UnreadableJournal)) {
        this.grown.add(dreamId);
        throw error;
      }
      // one file that cannot be read is no trouble of the ledger's; it is tried again when it grows
      if (!this.unreadable.has(dreamId)) this.options.say('error', error.message);
      this.unreadable.add(dreamId);
    }
  }

  /** A question that the database refuses while it answers others is refused; it is not asked for ever. */
  private async answerTo(db: Kysely<Tables>, { question, about }: Asked): Promise<unknown> {
    try {
      return await (QUESTIONS[question] as (db: Kysely<Tables>, about: unknown) => Promise<unknown>)(db, about);
    } catch (error) {
      await sql`select 1`.execute(db).catch(() => {
        throw error;
      });
      return refuse('ledger.refused', sentenceOf(error, this.options.place), '');
    }
  }

  private async arrive(): Promise<Kysely<Tables>> {
    const { db, note } = await connect(this.options.place);
    this.db = db;
    if (note !== '') this.options.say('error', note);
    for (const dreamId of await behind(db, this.options.place.dataDir)) this.grown.add(dreamId);
    return db;
  }

  private async lost(error: unknown): Promise<void> {
    const sentence = sentenceOf(error, this.options.place);
    this.hopeless = error instanceof NewerLedgerError;
    // once for each time it goes away, whatever it answers to every new try
    if (this.trouble === '') this.options.say('error', sentence);
    this.trouble = sentence;
    this.asked = this.asked.filter((a) => {
      if (PATIENT.includes(a.question) && !this.hopeless) return true;
      a.answer(this.away());
      return false;
    });
    if (this.hopeless) this.grown.clear();
    this.options.onState?.(this.state);
    await this.leave();
  }

  private async leave(): Promise<void> {
    const db = this.db;
    this.db = null;
    await db?.destroy().catch(() => undefined);
  }

  /** Until something happens; in trouble, until it is time for a new try. */
  private rest(): Promise<void> {
    const [first, most] = this.options.retryMs ?? [1000, 30_000];
    const again = this.trouble !== '' && !this.hopeless;
    const ms = again ? Math.min(most, first * 2 ** this.waits++) : 0;
    return new Promise((resolve) => {
      const timer = again ? setTimeout(resolve, ms) : null;
      this.wake = () => {
        // in trouble only the end is worth waking for
        if (this.trouble !== '' && !this.closing) return;
        if (timer) clearTimeout(timer);
        resolve();
      };
    });
  }

  private away(): Refusal {
    return refuse('ledger.away', this.trouble === '' ? 'the ledger is closed' : this.trouble, 'ask later');
  }
}

/** Projects every journal of the data folder anew; nights whose journal is gone keep their rows. @returns nights read, and one sentence for each that was not */
export async function rebuild(
  db: Kysely<Tables>,
  { dataDir }: Pick<Place, 'dataDir'>,
): Promise<{ readonly nights: number; readonly unread: readonly string[] }> {
  let nights = 0;
  const unread: string[] = [];
  for (const dreamId of journalsIn(dataDir).keys()) {
    try {
      if (await projectNight(db, dataDir, dreamId, true)) nights++;
    } catch (error) {
      if (!(error instanceof UnreadableJournal)) throw error;
      unread.push(error.message);
    }
  }
  return { nights, unread };
}

/** Journals that hold more, or less, than the ledger has read of them. */
async function behind(db: Kysely<Tables>, dataDir: string): Promise<string[]> {
  const there = journalsIn(dataDir);
  const known = await db.selectFrom('journals').select(['dream_id', 'bytes', 'state']).execute();
  const read = new Map(known.filter((k) => k.state !== 'removed').map((k) => [k.dream_id, k.bytes]));
  const grown = [...there].filter(([dreamId, size]) => read.get(dreamId) !== size).map(([dreamId]) => dreamId);
  return [...grown, ...[...read.keys()].filter((dreamId) => !there.has(dreamId))];
}
