/** The sentence model's own thread: it takes some tens of milliseconds a cloth, and a tick must never wait for it. */
import { parentPort } from 'node:worker_threads';
import { type Compare, loadModel } from './model.ts';

export interface ToWorker {
  readonly id: number;
  readonly lines: readonly string[];
}
/** The matrix, or why there is none. */
export interface FromWorker {
  readonly id: number;
  readonly like: number[][] | null;
  readonly why: string;
}

let loading: Promise<Compare> | null = null;
parentPort?.on('message', ({ id, lines }: ToWorker) => {
  loading ??= loadModel();
  loading
    .then((compare) => compare(lines))
    .then((like) => parentPort?.postMessage({ id, like, why: '' } satisfies FromWorker))
    .catch((error) =>
      parentPort?.postMessage({ id, like: null, why: error instanceof Error ? error.message : String(error) } satisfies FromWorker),
    );
});
