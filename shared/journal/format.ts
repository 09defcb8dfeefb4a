/**
 * A journal file: frames one after another, each `0xD7 | length u32 | crc32 u32 | payload` (big endian; the checksum covers length and payload).
 * First a header, then for each tick its *inputs* (accepted commands) and its *outcomes* (events, effects after the gate, and once a second what was
 * to be seen); a digest every 20 ticks and at the end, sealed while real people are in it (`proof`); `resumed` where a host took the night up again; `end` when it was closed in order.
 * What is personal is sealed with its person's own key; what simulated citizens do is nobody's secret.
 */

import type { Carried } from '../dream/city/carried.ts';
import type { CommandType } from '../dream/commands.ts';
import type { Who } from '../dream/ids.ts';
import type { SliceName } from '../dream/world.ts';
import { crc32 } from '../kernel/crc.ts';
import { fromBytes, viewOfBytes } from './bytes.ts';

export const JOURNAL_FORMAT = 2;
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
  /** what the night before handed on */
  readonly carried?: Carried;
  /** somebody's own part of a night only: can be watched, not re-run */
  readonly excerptOf?: Who;
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

/** A digest of a night with real people in it, sealed with the key `PROOF`: a `Digest` without its tick. Where it cannot be opened, the night cannot be re-run either. */
export interface ProofFrame {
  readonly kind: 'proof';
  readonly tick: number;
  readonly sealed: Uint8Array;
}

/** Bytes sealed with a person's key, by person. */
export type SealedBy = Readonly<Record<Who, Uint8Array>>;

/** What was to be seen at a tick: parts of the common observation that changed since the last (all of them when `whole`). */
export interface SeenFrame {
  readonly kind: 'seen';
  readonly tick: number;
  readonly whole: boolean;
  readonly parts: Readonly<Record<string, unknown>>;
  /** simulated citizens and agents who are to be seen, in the open */
  readonly people: readonly SeenEntry[];
  readonly sealed: SealedBy;
}

/** Somebody to be seen: constants, place in 1/64 m, speed in 1/16 m/s, flags of `outcomes.ts`, how many fragments they carry. */
export type SeenEntry = readonly [
  who: Who,
  kind: string,
  shape: string,
  cloth: string,
  x: number,
  y: number,
  z: number,
  vx: number,
  vy: number,
  flags: number,
  carries: number,
];

/** What a tick brought about: events and judged effects, each with its place in the tick's order; those of people are sealed. */
export interface HappenedFrame {
  readonly kind: 'happened';
  readonly tick: number;
  readonly events: readonly EventEntry[];
  readonly effects: readonly EffectEntry[];
  readonly sealed: SealedBy;
}

export type EventEntry = readonly [
  order: number,
  type: string,
  by: Who,
  about: string,
  because: readonly string[],
  data: Readonly<Record<string, number | string | boolean>>,
];

export type EffectEntry = readonly [
  order: number,
  id: string,
  kind: string,
  /** simulated citizens to whom the same came by the same cause share one entry, with the id of the first */
  to: Who | readonly Who[],
  by: Who,
  source: string,
  theme: string | null,
  intensity: number,
  /** a person's words to somebody else are sealed with the key of who said them, whoever they reached */
  text: string | Sealed,
  outcome: string,
  rule: string,
  because: readonly string[],
];

/** A host took the night up again after this tick, from its journal. */
export interface ResumedFrame {
  readonly kind: 'resumed';
  readonly tick: number;
}

/** After this tick the night went on with a changed scenario (`dreamhaven dev`); several of one tick in their order. A snapshot of that tick is of the world before. */
export interface AdoptedFrame {
  readonly kind: 'adopted';
  readonly tick: number;
  /** the world could not be brought over: all commands until then were obeyed again from dusk on, by the changed scenario */
  readonly again?: true;
  readonly scenario: HeaderFrame['scenario'];
}

export interface EndFrame {
  readonly kind: 'end';
  readonly tick: number;
}

export type Frame =
  | HeaderFrame
  | CommandsFrame
  | SeenFrame
  | HappenedFrame
  | DigestFrame
  | ProofFrame
  | ResumedFrame
  | AdoptedFrame
  | EndFrame;

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

/** The frame that the bytes begin with, or null. */
export function firstFrame(bytes: Uint8Array): Frame | null {
  return frameAt(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0)?.frame ?? null;
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
