/** An evaluator in a thread of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { Evaluator } from './evaluator.ts';
import type { Message, PairData, Reply } from './pair.ts';

const { options, cast } = workerData as PairData;
const evaluator = new Evaluator(options, cast);

parentPort?.on('message', (message: Message) => {
  if ('learn' in message) return evaluator.learn(message.learn);
  if ('take' in message) return evaluator.take();
  let reply: Reply;
  try {
    reply = { answer: evaluator.ask(message.ask) };
  } catch (error) {
    reply = { broke: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(reply);
});
