/** The ledger's own thread: node:sqlite answers synchronously, and a tick must never wait for a disk. Messages in, states and answers out. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Place } from './connect.ts';
import { type About, Keeper, type LedgerState, type Question } from './keeper.ts';

export type ToWorker =
  | { readonly is: 'changed'; readonly dreamId: string }
  | { readonly is: 'ask'; readonly id: number; readonly question: Question; readonly about: unknown }
  | { readonly is: 'close' };

export type FromWorker =
  | { readonly is: 'took'; readonly dreamId: string }
  | { readonly is: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly is: 'state'; readonly state: LedgerState }
  | { readonly is: 'say'; readonly level: 'info' | 'error'; readonly sentence: string };

const port = parentPort;
if (port) {
  const tell = (message: FromWorker): void => port.postMessage(message);
  const keeper = new Keeper({
    place: workerData as Place,
    say: (level, sentence) => tell({ is: 'say', level, sentence }),
    onState: (state) => tell({ is: 'state', state }),
  });
  port.on('message', (message: ToWorker) => {
    if (message.is === 'changed') {
      tell({ is: 'took', dreamId: message.dreamId });
      keeper.changed(message.dreamId);
    } else if (message.is === 'ask') {
      void keeper.ask(message.question, message.about as About<Question>).then((answer) => tell({ is: 'answer', id: message.id, answer }));
    } else {
      void keeper.close().then(() => port.close());
    }
  });
}
