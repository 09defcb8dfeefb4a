/** Journals on disk: appended as the dream is dreamt, flushed off the tick, closed in order. */
import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Journal, readJournal } from '../../shared/journal/read.ts';
import type { Sink } from '../../shared/journal/record.ts';
import { makeFolder } from './data.ts';

/** Why a journal cannot be written or read; the message is one sentence for people. */
export class JournalFileError extends Error {
  override name = 'JournalFileError';
}

/** A file that takes frames. Frames of a tick go out in one write; `flush` puts them on the disk. */
export class JournalFile implements Sink {
  readonly path: string;
  private readonly fd: number;
  private waiting: Uint8Array[] = [];
  private size = 0;
  private fault = '';

  /** Creates the file and its folder; an existing journal is never overwritten unless `replace`. Throws a JournalFileError. */
  constructor(path: string, options: { readonly replace?: boolean } = {}) {
    this.path = path;
    try {
      makeFolder(dirname(path));
      this.fd = openSync(path, options.replace ? 'w' : 'wx');
    } catch (error) {
      throw new JournalFileError(
        `the journal ${path} cannot be written (${codeOf(error)}): choose another place or make the folder writable`,
      );
    }
  }

  write(frame: Uint8Array): void {
    this.waiting.push(frame);
    this.size += frame.length;
    if (this.size > 1 << 18) this.push();
  }

  /** Hands what waits to the system; with `sync` also to the disk. A full disk is kept as `trouble`, the dream goes on. */
  push(sync = false): void {
    if (this.waiting.length === 0 && !sync) return;
    try {
      const bytes = Buffer.concat(this.waiting);
      this.waiting = [];
      this.size = 0;
      let done = 0;
      while (done < bytes.length) done += writeSync(this.fd, bytes, done);
      if (sync) fdatasyncSync(this.fd);
    } catch (error) {
      this.fault = `the journal ${this.path} is not written any more (${codeOf(error)}); what happens from here on cannot be replayed`;
    }
  }

  /** One sentence when something went wrong, else ''. */
  get trouble(): string {
    return this.fault;
  }

  close(): void {
    this.push(true);
    closeSync(this.fd);
  }
}

/** Reads a journal from disk; throws a JournalFileError when there is none, a JournalError when it is something else. */
export function loadJournal(path: string): Journal {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new JournalFileError(`the journal ${path} cannot be read (${codeOf(error)})`);
  }
  return readJournal(new Uint8Array(bytes));
}

/** Where a dream's journal lies under the data folder. */
export function journalPath(dataDir: string, dreamId: string): string {
  return join(dataDir, 'journals', `${dreamId}.dream`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
