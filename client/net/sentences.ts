/** What is said to people when the line breaks, by close code; the server's own sentence goes first where it sent one. */
import { CLOSE } from '../../shared/protocol/messages.ts';

export const DROPPED = 'The line broke. Your place is kept; looking for the way back.';
export const REJOINED = 'You are back where you were.';
export const RENEWED =
  'You are back where you were. The dream was renewed meanwhile: this night ends as it began, the next is the new one.';
export const NEW_NIGHT = 'The night you were in is over. This is a new one.';
export const LASTS_NOT = 'The dream cannot write anything down just now. It goes on, but what happens may be lost if it stops.';
export const LASTS = 'Everything is written down again.';
export const UNREACHABLE = 'The dream cannot be reached. Is its server running, and are you online?';

/** Joining failed; the message is one sentence for people. */
export class JoinError extends Error {
  override name = 'JoinError';
  /** the server's code, 0 when none was heard */
  readonly code: number;

  constructor(sentence: string, code = 0, cause?: unknown) {
    super(sentence, { cause });
    this.code = code;
  }
}

const CLOSED: Readonly<Record<number, string>> = {
  4000: 'You woke.',
  1009: 'This page sent more than the dream takes at once. Please reload it.',
  4002: 'This page sent too much at once. Please reload it.',
  [CLOSE.replaced]: 'You joined in another window, so this one has let go.',
  [CLOSE.flood]: 'Too much came from this page at once. Please reload it.',
  [CLOSE.backPressure]: 'Your line could not keep up with the dream. Please reload the page.',
  [CLOSE.protocol]: 'This page is older than the dream. Please reload it.',
  [CLOSE.erased]: 'What you left in this night is gone.',
  [CLOSE.shutdown]: 'The dream is closing for now. Please come back in a while.',
};

export function closedSentence(code: number, reason: string): string {
  return reason !== '' && code >= 4100
    ? reason
    : (CLOSED[code] ?? 'The line to the dream is gone. Reload the page to come back to your place.');
}

const FINAL: ReadonlySet<number> = new Set([4000, 4002, 1009, CLOSE.replaced, CLOSE.flood, CLOSE.protocol, CLOSE.erased]);

/** Closings after which the page does not come back by itself. */
export function isFinal(code: number): boolean {
  return FINAL.has(code);
}
