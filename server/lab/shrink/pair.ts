/**
 * Two evaluators that are always asked together: most trials of a shrink do not fail, so the one after the next is dreamt beside it. Always two,
 * on one core as on eight, so that a search is the same everywhere.
 */
import { Worker } from 'node:worker_threads';
import { type Answer, type CastPlan, Evaluator, type Question } from './evaluator.ts';
import type { Act, TrialOptions } from './trial.ts';

export const WIDTH = 2;

export interface Pair {
  learn(acts: readonly Act[]): void;
  /** Answers of at most two questions, in their order. Rejects with what the core threw. */
  ask(questions: readonly Question[]): Promise<readonly Answer[]>;
  /** What was asked last of this one is the best from now on. */
  take(index: number): void;
  close(): Promise<void>;
}

/** In this thread, one after the other: for a core that is a function of the caller's. */
export function pairHere(options: TrialOptions, cast: CastPlan | null): Pair {
  const two = Array.from({ length: WIDTH }, () => new Evaluator(options, cast));
  return {
    learn: (acts) => {
      for (const one of two) one.learn(acts);
    },
    ask: async (questions) => questions.map((q, i) => (two[i] as Evaluator).ask(q)),
    take: (index) => two[index]?.take(),
    close: async () => undefined,
  };
}

export interface PairData {
  readonly options: TrialOptions;
  readonly cast: CastPlan | null;
}
export type Message = { readonly learn: readonly Act[] } | { readonly ask: Question } | { readonly take: true };
export type Reply = { readonly answer: Answer } | { readonly broke: string };

/** In two threads. */
export function pairOfThreads(options: TrialOptions, cast: CastPlan | null): Pair {
  const workerData: PairData = { options, cast };
  const two = Array.from({ length: WIDTH }, () => new Worker(new URL('./thread.ts', import.meta.url), { workerData }));
  const tell = (index: number, message: Message): void => two[index]?.postMessage(message);
  const ask = (index: number, question: Question): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const worker = two[index] as Worker;
      const done = (work: () => void): void => {
        worker.off('message', heard);
        worker.off('error', failed);
        work();
      };
      const heard = (reply: Reply): void => done(() => ('broke' in reply ? reject(new Error(reply.broke)) : resolve(reply.answer)));
      const failed = (error: unknown): void => done(() => reject(error));
      worker.on('message', heard);
      worker.on('error', failed);
      tell(index, { ask: question });
    });
  return {
    learn: (acts) => {
      for (let i = 0; i < WIDTH; i++) tell(i, { learn: acts });
    },
    ask: (questions) => Promise.all(questions.map((q, i) => ask(i, q))),
    take: (index) => tell(index, { take: true }),
    close: async () => {
      await Promise.all(two.map((worker) => worker.terminate()));
    },
  };
}
