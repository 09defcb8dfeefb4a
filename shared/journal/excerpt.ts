/**
 * A journal as one person may carry it away: their own part in the open, nothing personal of anybody else. What they did not do alone stays
 * as anyone could see it. Such an excerpt can be watched, not re-run.
 */
import type { Who } from '../dream/ids.ts';
import { fromBytes } from './bytes.ts';
import { decodeFrames, type EffectEntry, type EventEntry, encodeFrame, type Frame, type JournalCommand, type SeenEntry } from './format.ts';
import { isSealed } from './read.ts';
import type { Opener } from './seal.ts';

/** @param opener opens what was sealed for `who`; nothing else is opened */
export function excerptFor(bytes: Uint8Array, who: Who, opener: Opener): Uint8Array {
  const parts = decodeFrames(bytes).frames.flatMap(({ frame }) => (isDigest(frame) ? [] : [encodeFrame(excerpted(frame, who, opener))]));
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** An excerpt is not re-run; to others' readings a digest would only be a lock to try guesses on. */
const isDigest = ({ kind }: Frame): boolean => kind === 'digest' || kind === 'proof';

function excerpted(frame: Frame, who: Who, opener: Opener): Frame {
  const mine = (sealed: Uint8Array | undefined): unknown => {
    const open = sealed ? opener.open(who, sealed) : null;
    return open ? fromBytes(open) : null;
  };
  if (frame.kind === 'header') return { ...frame, excerptOf: who };
  if (frame.kind === 'commands') {
    const commands = frame.commands.flatMap(([type, by, body]): JournalCommand[] => {
      if (!isSealed(body)) return [[type, by, body]];
      return by === who ? [[type, by, mine(body.sealed)]] : [];
    });
    return { ...frame, commands };
  }
  if (frame.kind === 'seen') {
    const me = mine(frame.sealed[who]) as SeenEntry | null;
    return { ...frame, people: me ? [...frame.people, me] : frame.people, sealed: {} };
  }
  if (frame.kind === 'happened') {
    const me = mine(frame.sealed[who]) as { events: EventEntry[]; effects: EffectEntry[] } | null;
    const effects = [...frame.effects, ...(me?.effects ?? [])].map(withoutOthersWords);
    return { ...frame, events: [...frame.events, ...(me?.events ?? [])], effects, sealed: {} };
  }
  return frame;
}

/** Somebody else's words stay theirs, even those that reached me. */
function withoutOthersWords(entry: EffectEntry): EffectEntry {
  const copy = [...entry] as [...EffectEntry];
  if (isSealed(copy[8])) (copy as unknown[])[8] = '';
  return copy;
}
