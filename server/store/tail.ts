/**
 * The end of a journal: what a night is taken up again from when there is a snapshot. An hour of 200 people has 200 MB, and decoding all of it
 * takes 5 s of a processor; so what lies before is only walked over and its checksums compared.
 */
import { crc32 } from 'node:zlib';

/** As in `shared/journal/format.ts`: mark, length, checksum; then MessagePack of an object whose first keys are `kind` and, but for a header, `tick`. */
const MARK = 0xd7;
const HEAD = 9;

export interface Tail {
  /** a journal by itself: the header, every changed scenario, and all frames later than the tick */
  readonly bytes: Uint8Array;
  /** add it to a place behind the first of those frames for its place in the file */
  readonly skipped: number;
}

/** @returns null when something before that is damaged or of another form: then the whole has to be read */
export function tailAfter(bytes: Uint8Array, tick: number): Tail | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + HEAD > bytes.length || bytes[at] !== MARK) return null;
    const length = view.getUint32(at + 1);
    const end = at + HEAD + length;
    if (end > bytes.length) return null;
    const payload = bytes.subarray(at + HEAD, end);
    if ((crc32(payload) ^ (length * 0x9e3779b1)) >>> 0 !== view.getUint32(at + 5)) return null;
    const begins = beginningOf(payload);
    if (!begins) return null;
    if (begins.tick > tick) break;
    if (begins.kind === 'header' || begins.kind === 'adopted') kept.push(bytes.subarray(at, end));
    at = end;
  }
  const short = Buffer.concat([...kept, bytes.subarray(at)]);
  return { bytes: new Uint8Array(short.buffer, short.byteOffset, short.length), skipped: bytes.length - short.length };
}

/** Kind and tick of a frame, read without the rest; a header is of tick -1. */
function beginningOf(payload: Uint8Array): { kind: string; tick: number } | null {
  const kind = textAt(payload, mapHead(payload));
  if (kind?.text !== 'kind') return null;
  const value = textAt(payload, kind.end);
  if (!value) return null;
  if (value.text === 'header') return { kind: 'header', tick: -1 };
  const key = textAt(payload, value.end);
  const tick = key?.text === 'tick' ? wholeAt(payload, key.end) : null;
  return tick === null ? null : { kind: value.text, tick };
}

/** Bytes of the head of a MessagePack map: fixmap, map 16 or map 32. */
function mapHead(payload: Uint8Array): number {
  return payload[0] === 0xde ? 3 : payload[0] === 0xdf ? 5 : 1;
}

/** A fixstr. */
function textAt(payload: Uint8Array, at: number): { text: string; end: number } | null {
  const head = payload[at] ?? 0;
  if (head >> 5 !== 0b101) return null;
  const end = at + 1 + (head & 31);
  return { text: String.fromCharCode(...payload.subarray(at + 1, end)), end };
}

/** A whole number from 0 on: fixint, or unsigned of 8, 16 or 32 bits. */
function wholeAt(payload: Uint8Array, at: number): number | null {
  const head = payload[at] ?? 0xc0;
  if (head < 0x80) return head;
  const bytes = { 204: 1, 205: 2, 206: 4 }[head];
  if (bytes === undefined || at + 1 + bytes > payload.length) return null;
  return payload.subarray(at + 1, at + 1 + bytes).reduce((n, byte) => n * 256 + byte, 0);
}
