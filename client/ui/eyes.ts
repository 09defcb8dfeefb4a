/**
 * Where my eyes are: on the ground, or on the cloth in the sky. They go up when I look, and for a while when a thread of mine is woven; any
 * step brings them down. Also keeps the words of the cloth as they were told to me, and the lines I left. Pure: the caller brings the clock.
 */

interface Woven {
  readonly id: string;
  readonly by: string;
}

/** A thread of mine that was just woven is looked at for so long, s. */
export const ADMIRE_SECONDS = 7;

export interface Eyes {
  /** A fragment got its line. */
  left(fragment: string, words: string): void;
  /** A fragment goes to the loom. */
  set(fragment: string): void;
  /** Takes the threads of now; a new one of mine is looked at. */
  see(before: readonly Woven[], now: readonly Woven[], me: string, seconds: number): void;
  /** The words of a thread were told to me. */
  told(thread: string, words: string): void;
  /** Words of a thread: as told to me, or left by me on this page; null if it has none. */
  wordsOf(thread: string): string | null;
  /** True while a thread of mine is looked at. */
  up(seconds: number): boolean;
  down(): void;
}

export function createEyes(): Eyes {
  const lines = new Map<string, string>();
  const words = new Map<string, string>();
  const onTheWay: string[] = [];
  let until = 0;
  return {
    left(fragment, line) {
      lines.set(fragment, line);
    },
    set(fragment) {
      if (!onTheWay.includes(fragment)) onTheWay.push(fragment);
    },
    see(before, now, me, seconds) {
      const known = new Set(before.map((t) => t.id));
      for (const t of now) {
        if (t.by !== me || known.has(t.id)) continue;
        const line = lines.get(onTheWay.shift() ?? '');
        if (line) words.set(t.id, line);
        until = seconds + ADMIRE_SECONDS;
      }
    },
    told(thread, line) {
      words.set(thread, line);
    },
    wordsOf: (thread) => words.get(thread) ?? null,
    up: (seconds) => seconds < until,
    down() {
      until = 0;
    },
  };
}
