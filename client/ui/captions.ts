/** One caption at a time: who speaks and what, as long as it takes to read, sounds in brackets. Pure: the caller brings the clock. */

export interface Caption {
  /** '' for a sound or a plain line */
  readonly speaker: string;
  readonly text: string;
  readonly sound: boolean;
}

/** Reading time, s: a beat to look down, then about 17 characters a second; within 3..12. */
export function readingSeconds(text: string): number {
  return Math.min(12, Math.max(3, 1.8 + text.length * 0.06));
}

/** A bubble stays 6 s and 60 ms a character. */
export function bubbleSeconds(text: string): number {
  return 6 + text.length * 0.06;
}

const WAITING_MAX = 4;

export interface CaptionQueue {
  add(caption: Caption, now: number): void;
  /** What to show at `now` (s); null for nothing. */
  at(now: number): Caption | null;
  /** Silence at once: the stop card. */
  clear(): void;
}

/** A line waits while it is read; when more than four wait, sounds go first, then the oldest line. A waiting queue shortens the reading by a third. */
export function captionQueue(): CaptionQueue {
  let showing: Caption | null = null;
  let until = 0;
  let waiting: Caption[] = [];
  const next = (now: number): void => {
    showing = waiting.shift() ?? null;
    if (showing) until = now + readingSeconds(showing.text) * (waiting.length > 1 ? 0.67 : 1);
  };
  return {
    add(caption, now) {
      const last = waiting.at(-1) ?? showing;
      if (last && last.text === caption.text && last.speaker === caption.speaker) return;
      if (caption.sound && waiting.length > 0) return;
      waiting.push(caption);
      if (waiting.length > WAITING_MAX) {
        const sound = waiting.findIndex((c) => c.sound);
        waiting.splice(Math.max(0, sound), 1);
      }
      if (!showing || now >= until || (showing.sound && !caption.sound)) next(now);
    },
    at(now) {
      if (showing && now >= until) next(now);
      return showing;
    },
    clear() {
      showing = null;
      waiting = [];
    },
  };
}
