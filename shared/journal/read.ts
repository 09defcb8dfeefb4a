/** A journal read back: what is whole up to the first gap, what is listed behind it, and what is wrong. */
import { bodyFault, type Command } from '../dream/commands.ts';
import type { Digest } from '../dream/digest.ts';
import { fromBytes } from './bytes.ts';
import {
  type AdoptedFrame,
  type CommandsFrame,
  type Damage,
  type DigestFrame,
  decodeFrames,
  firstFrame,
  type HappenedFrame,
  type HeaderFrame,
  JOURNAL_FORMAT,
  type ProofFrame,
  type Sealed,
  type SeenFrame,
} from './format.ts';
import { type Opener, PROOF } from './seal.ts';

export interface Journal {
  readonly header: HeaderFrame;
  /** frames before the first gap; only these may be applied */
  readonly ticks: readonly CommandsFrame[];
  /** those that lie open; `digestsOf` has all that can be opened */
  readonly digests: readonly DigestFrame[];
  readonly proofs: readonly ProofFrame[];
  /** outcomes: what was to be seen once a second, and what each tick brought about */
  readonly seen: readonly SeenFrame[];
  readonly happened: readonly HappenedFrame[];
  /** changed scenarios, each taken up after its tick */
  readonly adopted: readonly AdoptedFrame[];
  /** ticks after which a host took the night up again */
  readonly resumed: readonly number[];
  /** last tick the journal reaches without a gap */
  readonly lastTick: number;
  /** closed in order by its host, with nothing missing */
  readonly complete: boolean;
  readonly damage: readonly Damage[];
  /** ticks of whole frames behind the first gap, not applied */
  readonly beyond: readonly number[];
}

/** Why bytes are not a journal at all. */
export class JournalError extends Error {
  override name = 'JournalError';
}

/** The header alone, of any format: says which core can read the rest. Throws a JournalError when there is none. */
export function headerOf(bytes: Uint8Array): HeaderFrame {
  const first = firstFrame(bytes);
  if (first?.kind !== 'header') {
    throw new JournalError(bytes.length === 0 ? 'the file is empty' : 'this is not a dream journal: its first frame is no whole header');
  }
  return first;
}

/** Reads a journal; throws a JournalError only when there is no usable header. */
export function readJournal(bytes: Uint8Array): Journal {
  const header = headerOf(bytes);
  const { frames, damage } = decodeFrames(bytes);
  if (header.format !== JOURNAL_FORMAT) {
    throw new JournalError(
      `the journal has format ${header.format}, this core reads ${JOURNAL_FORMAT}; replay it with the core that wrote it (${header.core})`,
    );
  }
  const gap = damage[0]?.from ?? Number.POSITIVE_INFINITY;
  const whole = frames.filter((f) => f.at < gap).map((f) => f.frame);
  const beyond = frames.filter((f) => f.at >= gap).flatMap((f) => ('tick' in f.frame ? [f.frame.tick] : []));
  const last = whole.at(-1);
  return {
    header,
    ticks: whole.filter((f) => f.kind === 'commands'),
    digests: whole.filter((f) => f.kind === 'digest'),
    proofs: whole.filter((f) => f.kind === 'proof'),
    seen: whole.filter((f) => f.kind === 'seen'),
    happened: whole.filter((f) => f.kind === 'happened'),
    adopted: whole.filter((f) => f.kind === 'adopted'),
    resumed: whole.flatMap((f) => (f.kind === 'resumed' ? [f.tick] : [])),
    lastTick: whole.reduce((t, f) => ('tick' in f && f.tick > t ? f.tick : t), 0),
    complete: last?.kind === 'end' && damage.length === 0,
    damage,
    beyond,
  };
}

/** The commands of a frame, opened; `missing` counts those whose key is gone. */
export function commandsOf(frame: CommandsFrame, opener: Opener | null): { commands: Command[]; missing: number } {
  const commands: Command[] = [];
  let missing = 0;
  for (const [type, by, body] of frame.commands) {
    let plain: unknown = body;
    if (isSealed(body)) {
      const opened = opener?.open(by, body.sealed) ?? null;
      if (!opened) {
        missing++;
        continue;
      }
      plain = fromBytes(opened);
    }
    const fault = bodyFault(type, plain);
    if (fault) throw new JournalError(`tick ${frame.tick}: ${fault.reason}`);
    commands.push({ type, by, body: plain } as Command);
  }
  return { commands, missing };
}

/** The digests of a journal by tick, the sealed ones as far as their key is there. */
export function digestsOf(journal: Pick<Journal, 'digests' | 'proofs'>, opener: Opener | null): Map<number, Omit<Digest, 'tick'>> {
  const found = new Map<number, Omit<Digest, 'tick'>>(journal.digests.map((d) => [d.tick, d]));
  for (const { tick, sealed } of journal.proofs) {
    const opened = opener?.open(PROOF, sealed);
    if (opened) found.set(tick, fromBytes(opened) as Omit<Digest, 'tick'>);
  }
  return found;
}

export function isSealed(body: unknown): body is Sealed {
  return typeof body === 'object' && body !== null && 'sealed' in body && body.sealed instanceof Uint8Array;
}
