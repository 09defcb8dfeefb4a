/**
 * A journal file: frames one after another, each `0xD7 | length u32 | crc32 u32 | payload` (big endian; the checksum covers length and payload).
 * First a header, then for each tick that had any, its accepted commands; a digest every 20 ticks and at the end; `end` when it was closed in order.
 * The personal bodies of people are sealed with their own keys; those of simulated citizens are nobody's secret.
 */

import type { CommandType } from '../dream/commands.ts';
import type { Who } from '../dream/ids.ts';
import type { SliceName } from '../dream/world.ts';
import { crc32 } from '../kernel/crc.ts';
import { fromBytes, viewOfBytes } from './bytes.ts';

export const JOURNAL_FORMAT = 1;
const MARK = 0xd7;
const HEAD = 9;
/** No frame is larger; a larger length is damage. */
const FRAME_LIMIT = 64 * 1024 * 1024;

export interface HeaderFrame {
  readonly kind: 'header';
  readonly format: number;
  /** hash of the core's sources that dreamt it */
  readonly core: string;
  readonly dreamId: string;
  readonly seed: string;
  readonly scenario: { readonly hash: string; readonly main: string; readonly files: Readonly<Record<string, string>> };
}

/** A body sealed with its citizen's key of this night (AES-256-GCM: nonce, ciphertext, tag). */
export interface Sealed {
  readonly sealed: Uint8Array;
}

export type JournalCommand = readonly [type: CommandType, by: Who, body: unknown];

export interface CommandsFrame {
  readonly kind: 'commands';
  readonly tick: number;
  readonly commands: readonly JournalCommand[];
}

export interface DigestFrame {
  readonly kind: 'digest';
  readonly tick: number;
  readonly whole: string;
  readonly slices: Readonly<Record<SliceName, string>>;
}

export interface EndFrame {
  readonly kind: 'end';
  readonly tick: number;
}

export type Frame = HeaderFrame | CommandsFrame | DigestFrame | EndFrame;

export function encodeFrame(frame: Frame): Uint8Array {
  const payload = viewOfBytes(frame);
  const out = new Uint8Array(HEAD + payload.length);
  const view = new DataView(out.buffer);
  out[0] = MARK;
  view.setUint32(1, payload.length);
  out.set(payload, HEAD);
  view.setUint32(5, checksum(view.getUint32(1), payload));
  return out;
}

function checksum(length: number, payload: Uint8Array): number {
  return (crc32(payload) ^ (length * 0x9e3779b1)) >>> 0;
}

/** What is wrong with a stretch of a file, in bytes from its start. */
export interface Damage {
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

export interface Decoded {
  readonly frames: readonly { readonly at: number; readonly frame: Frame }[];
  readonly damage: readonly Damage[];
}

/** Reads all frames that are whole; after damage it finds the next whole frame and goes on, naming what lay between. */
export function decodeFrames(bytes: Uint8Array): Decoded {
  const frames: { at: number; frame: Frame }[] = [];
  const damage: Damage[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) {
    const found = frameAt(bytes, view, at);
    if (found) {
      frames.push({ at, frame: found.frame });
      at = found.end;
      continue;
    }
    let next = at + 1;
    while (next < bytes.length && !(bytes[next] === MARK && frameAt(bytes, view, next))) next++;
    const cut = next >= bytes.length;
    damage.push({ from: at, to: next, reason: cut ? 'the file ends within a frame' : 'checksum or length does not match' });
    at = next;
  }
  return { frames, damage };
}

function frameAt(bytes: Uint8Array, view: DataView, at: number): { frame: Frame; end: number } | null {
  if (bytes[at] !== MARK || at + HEAD > bytes.length) return null;
  const length = view.getUint32(at + 1);
  const end = at + HEAD + length;
  if (length > FRAME_LIMIT || end > bytes.length) return null;
  const payload = bytes.subarray(at + HEAD, end);
  if (checksum(length, payload) !== view.getUint32(at + 5)) return null;
  try {
    const frame = fromBytes(payload) as Frame;
    return typeof frame === 'object' && frame !== null && 'kind' in frame ? { frame, end } : null;
  } catch {
    return null;
  }
}
