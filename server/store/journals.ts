/** Journals on disk: appended as the dream is dreamt, tick by tick; what must last is on the disk before it is acknowledged. */
import { closeSync, fdatasync, fdatasyncSync, ftruncateSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Journal, readJournal } from '../../shared/journal/read.ts';
import type { Sink } from '../../shared/journal/record.ts';
import { makeFolder } from './data.ts';

/** Why a journal cannot be written or read; the message is one sentence for people. */
export class JournalFileError extends Error {
  override name = 'JournalFileError';
}

/** Bytes gathered before they are handed to the system, where nobody waits for them. */
const GATHER_BYTES = 1 << 18;
/** Bytes kept while the disk takes none; beyond it the journal ends. */
const KEEP_BYTES = 64 * 1024 * 1024;
/** Ticks of silence after a failed write, so that a full disk is not asked 20 times a second. */
const RETRY_EVERY = 20;

export interface JournalFileOptions {
  /** overwrite an existing file */
  readonly replace?: boolean;
  /** go on with an existing file after this many bytes; what lies behind them is set aside in a file beside it */
  readonly after?: number;
  /** hand over the frames of every tick at once: after a crash of the process nothing of them is lost */
  readonly everyTick?: boolean;
  /** a file that cannot be made is no error but `trouble`, and made when it can be: for nights that begin while others wait for them */
  readonly patient?: boolean;
  /** the system's write; for tests */
  readonly write?: (fd: number, bytes: Uint8Array) => number;
}

/** A file that takes frames. A disk that takes none is `trouble`; the dream goes on, and what waits is written when it can be. */
export class JournalFile implements Sink {
  readonly path: string;
  /** -1 while it could not be made */
  private fd: number;
  private readonly everyTick: boolean;
  private readonly put: (fd: number, bytes: Uint8Array) => number;
  private waiting: Uint8Array[] = [];
  private size = 0;
  private fault = '';
  private ended = false;
  private pause = 0;
  private syncing: Promise<boolean> | null = null;
  private following: Promise<boolean> | null = null;

  /** Creates the file and its folder; an existing journal is never overwritten unless `replace`. Throws a JournalFileError. */
  constructor(path: string, options: JournalFileOptions = {}) {
    this.path = path;
    this.everyTick = options.everyTick ?? false;
    this.put = options.write ?? ((fd, bytes) => writeSync(fd, bytes));
    try {
      makeFolder(dirname(path));
      if (options.after === undefined) {
        this.fd = openSync(path, options.replace ? 'w' : 'wx');
      } else {
        setAside(path, options.after);
        this.fd = openSync(path, 'a');
        ftruncateSync(this.fd, options.after);
      }
    } catch (error) {
      this.fd = -1;
      if (options.patient) return;
      throw new JournalFileError(
        `the journal ${path} cannot be written (${codeOf(error)}): choose another place or make the folder writable`,
      );
    }
  }

  write(frame: Uint8Array): void {
    if (this.ended) return;
    this.waiting.push(frame);
    this.size += frame.length;
    if (!this.everyTick && this.size > GATHER_BYTES) this.push();
  }

  /** The frames of a tick are complete. */
  flush(): void {
    if (this.everyTick) this.push();
  }

  /** Hands what waits to the system; what it does not take stays. */
  push(): void {
    if (this.waiting.length === 0 || (this.fault !== '' && --this.pause > 0)) return;
    const bytes = Buffer.concat(this.waiting);
    let done = 0;
    try {
      if (this.fd === -1) this.fd = openSync(this.path, 'wx');
      while (done < bytes.length) done += this.put(this.fd, bytes.subarray(done));
      this.fault = '';
    } catch (error) {
      this.pause = RETRY_EVERY;
      this.fault = `the journal ${this.path} cannot be written now (${codeOf(error)}); what happens is kept and written when it can be, and until then nothing is promised`;
    }
    this.waiting = done < bytes.length ? [bytes.subarray(done)] : [];
    this.size = bytes.length - done;
    if (this.size > KEEP_BYTES) this.giveUp();
  }

  /** Resolves when everything written so far is on the disk: true, or false when it cannot be said. Calls during one sync share the next. */
  saved(): Promise<boolean> {
    this.push();
    if (this.fault !== '') return Promise.resolve(false);
    if (!this.syncing) {
      this.syncing = this.sync();
      return this.syncing;
    }
    this.following ??= this.syncing.then(() => {
      this.following = null;
      this.push();
      this.syncing = this.sync();
      return this.syncing;
    });
    return this.following;
  }

  private sync(): Promise<boolean> {
    return new Promise((resolve) => {
      fdatasync(this.fd, (error) => {
        if (error) this.fault = `the journal ${this.path} cannot be put on the disk (${codeOf(error)}); nothing is promised until it can`;
        if (!this.following) this.syncing = null;
        resolve(!error && this.fault === '');
      });
    });
  }

  private giveUp(): void {
    this.ended = true;
    this.waiting = [];
    this.size = 0;
    this.fault = `the journal ${this.path} is not written any more: the disk took nothing for too long; this night cannot be replayed from here on`;
  }

  /** One sentence while something is wrong, else ''. */
  get trouble(): string {
    return this.fault;
  }

  close(): void {
    this.pause = 0;
    this.push();
    if (this.fd === -1) return;
    try {
      fdatasyncSync(this.fd);
    } catch (error) {
      this.fault ||= `the journal ${this.path} could not be put on the disk (${codeOf(error)})`;
    }
    closeSync(this.fd);
  }
}

/** Nothing is lost: bytes behind the whole frames are kept beside the journal. */
function setAside(path: string, after: number): void {
  const bytes = readFileSync(path);
  if (bytes.length > after) writeFileSync(`${path}.torn-${after}`, bytes.subarray(after));
}

/** A journal's bytes from disk; throws a JournalFileError when there is none. */
export function journalBytes(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    throw new JournalFileError(`the journal ${path} cannot be read (${codeOf(error)})`);
  }
}

/** Reads a journal from disk; throws a JournalFileError when there is none, a JournalError when it is something else. */
export function loadJournal(path: string): Journal {
  return readJournal(journalBytes(path));
}

/** Where a dream's journal lies under the data folder. */
export function journalPath(dataDir: string, dreamId: string): string {
  return join(dataDir, 'journals', `${dreamId}.dream`);
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
