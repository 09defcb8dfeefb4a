/** How like lines are: by the sentence model in a thread of its own, by their letters where that does not load. Which of the two is said once. */
import { Worker } from 'node:worker_threads';
import { lexical } from '../../shared/dream/narrative/likeness.ts';
import type { FromWorker, ToWorker } from './worker.ts';

export interface Likeness {
  /** Likeness of each line to each, 0..1. At once by letters, later by the model. */
  compare(lines: readonly string[]): number[][] | Promise<number[][]>;
  close(): void;
}

/** By letters: the same everywhere and at once; for headless sessions and tests. */
export const byLetters: Likeness = { compare: lexical, close: () => undefined };

/** By the sentence model, loaded when first asked. `thread`: file of the thread, for tests. */
export function byModel(say: (sentence: string) => void, thread = new URL('./worker.ts', import.meta.url)): Likeness {
  let worker: Worker | null = null;
  let failed = false;
  let next = 0;
  const waiting = new Map<number, (answer: number[][] | null) => void>();
  const fail = (why: string): void => {
    if (!failed) say(`the loom compares lines by their letters, the sentence model did not load: ${why}`);
    failed = true;
    for (const answer of waiting.values()) answer(null);
    waiting.clear();
    void worker?.terminate();
    worker = null;
  };
  const begin = (): Worker => {
    const made = new Worker(thread);
    made.unref();
    made.on('message', ({ id, like, why }: FromWorker) => {
      if (!like) return fail(why);
      waiting.get(id)?.(like);
      waiting.delete(id);
    });
    made.on('error', (error) => fail(error.message));
    return made;
  };
  return {
    async compare(lines) {
      if (failed) return lexical(lines);
      worker ??= begin();
      const id = next++;
      const like = await new Promise<number[][] | null>((resolve) => {
        waiting.set(id, resolve);
        worker?.postMessage({ id, lines: [...lines] } satisfies ToWorker);
      });
      return like ?? lexical(lines);
    },
    close() {
      failed = true;
      for (const answer of waiting.values()) answer(null);
      waiting.clear();
      void worker?.terminate();
      worker = null;
    },
  };
}
