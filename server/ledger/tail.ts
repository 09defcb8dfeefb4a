/** Reads on in a journal that may still be written: whole frames behind a cursor, never past a gap. */
import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { decodeFrames, type Frame, JOURNAL_FORMAT } from '../../shared/journal/format.ts';
import { journalPath } from '../store/journals.ts';

/** Bytes read at once; a frame longer than that makes it read twice as many, and so on. */
const CHUNK = 4 << 20;
/** No frame is longer than 64 MB with its head; what does not end within this is damage. */
const LONGEST = 80 << 20;
/** Bytes of a frame's head: mark, length and checksum. */
const HEAD = 9;

/** Where reading goes on. The last frame's place and head tell whether the file is still the one that was read. */
export interface Cursor {
  readonly bytes: number;
  readonly last_at: number;
  /** hexadecimal */
  readonly last_head: string;
}

export const START: Cursor = { bytes: 0, last_at: 0, last_head: '' };

export interface Chunk {
  readonly from: Cursor;
  readonly to: Cursor;
  readonly frames: readonly Frame[];
  /** when the file was last written, ms since 1970 */
  readonly writtenMs: number;
  /** the file goes on behind `to` with whole frames that were not read yet, perhaps */
  readonly more: boolean;
  /** one sentence when there is a gap behind `to`, else '' */
  readonly gap: string;
}

/** 'gone': there is no such file; 'other': it is not the file that the cursor was made in, start again. @throws the system's error */
export function readOn(path: string, cursor: Cursor, atOnce = CHUNK): Chunk | 'gone' | 'other' {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'gone';
    throw error;
  }
  try {
    const { size, mtimeMs } = fstatSync(fd);
    if (cursor.bytes > 0 && hex(read(fd, cursor.last_at, HEAD)) !== cursor.last_head) return 'other';
    if (size < cursor.bytes) return 'other';
    for (let length = atOnce; ; length *= 2) {
      const chunk = chunkOf(read(fd, cursor.bytes, Math.min(length, size - cursor.bytes)), cursor, size, Math.floor(mtimeMs));
      if (chunk.frames.length > 0 || chunk.gap !== '' || !chunk.more) return chunk;
      if (length > LONGEST) return { ...chunk, more: false, gap: `byte ${cursor.bytes}: a frame that does not end` };
    }
  } finally {
    closeSync(fd);
  }
}

function chunkOf(bytes: Uint8Array, from: Cursor, size: number, writtenMs: number): Chunk {
  const { frames: found, damage } = decodeFrames(bytes);
  const [first] = damage;
  const end = first?.from ?? bytes.length;
  const whole = found.filter((f) => f.at < end);
  const fault = from.bytes === 0 ? headerFault(whole[0]?.frame) : '';
  if (fault !== '') return { from, to: from, frames: [], writtenMs, more: false, gap: fault };
  const last = whole.at(-1);
  const to = last
    ? { bytes: from.bytes + end, last_at: from.bytes + last.at, last_head: hex(bytes.subarray(last.at, last.at + HEAD)) }
    : from;
  const frames = whole.map((f) => f.frame);
  const beyond = from.bytes + bytes.length < size;
  // what reaches the end of what was read is not damage yet: the rest of that frame is still to come
  const gap = first && first.to < bytes.length ? `byte ${from.bytes + end}: ${first.reason}` : '';
  return { from, to, frames, writtenMs, more: gap === '' && beyond, gap };
}

function headerFault(header: Frame | undefined): string {
  if (!header) return '';
  if (header.kind !== 'header') return 'byte 0: its first frame is no header';
  return header.format > JOURNAL_FORMAT ? `it has format ${header.format}, this server reads up to ${JOURNAL_FORMAT}` : '';
}

function read(fd: number, at: number, length: number): Uint8Array {
  const bytes = new Uint8Array(Math.max(0, length));
  let done = 0;
  while (done < bytes.length) {
    const n = readSync(fd, bytes, done, bytes.length - done, at + done);
    if (n === 0) break;
    done += n;
  }
  return bytes.subarray(0, done);
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Dreams that have a journal under the data folder, with its size in bytes; none when the folder is not there. */
export function journalsIn(dataDir: string): Map<string, number> {
  const found = new Map<string, number>();
  const ending = basename(journalPath(dataDir, ''));
  let names: string[];
  try {
    names = readdirSync(dirname(journalPath(dataDir, ''))).filter((n) => n.endsWith(ending) && n !== ending);
  } catch {
    return found;
  }
  for (const name of names.sort()) {
    const dreamId = name.slice(0, -ending.length);
    const about = statSync(journalPath(dataDir, dreamId), { throwIfNoEntry: false });
    if (about?.isFile()) found.set(dreamId, about.size);
  }
  return found;
}
