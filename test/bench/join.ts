/** `bench join`: people stream into a night that is running. How long each waits for a first state, and what it does to the tick of those inside. */
import { atMost, type Bench, type Goal, type Row } from '../../server/lab/bench/report.ts';
import { largest, quantile } from '../../server/lab/bench/statistics.ts';
import { heldHow } from './servers/cores.ts';
import { longest, pause, withDream } from './servers/dream.ts';

/** All of them come within this, s. */
const WITHIN_S = 3;

export const joinBench: Bench = {
  async run(options) {
    const rows: Row[] = [];
    const goals: Goal[] = [];
    const notes: string[] = [];
    for (const clients of options.clients) {
      for (let i = 0; i < options.repeat; i++) {
        options.say(`join: ${clients} people, run ${i + 1} of ${options.repeat}`);
        await withDream('boot', options.workers, async ({ server, people }) => {
          await pause(options.settle * 1000);
          await server.reset();
          await people.reset();
          const joined = await people.join(clients, { url: server.url, room: 'dream', crowd: 'gathered' }, WITHIN_S * 1000);
          const coming = await server.read();
          await server.reset();
          await pause(options.seconds * 1000);
          const after = await server.read();
          const [during, later] = [longest(coming), longest(after)];
          rows.push({
            clients,
            joined: joined.joined,
            'all in after s': coming.seconds,
            'first state p50 ms': quantile(joined.stateMs, 0.5),
            'p99 ms': quantile(joined.stateMs, 0.99),
            'longest ms': largest(joined.stateMs),
            'longest tick ms': during.tickMs,
            'longest tick gap ms': during.gapMs,
            'loop delay max ms': coming.loopMaxMs,
            'longest tick after ms': later.tickMs,
          });
          goals.push(atMost(`${clients} join: no tick above 50 ms`, during.tickMs, 50, 'ms'));
          if (joined.refused.length > 0) notes.push(`${joined.refused.length} of ${clients} were turned away: "${joined.refused[0]}"`);
        });
      }
    }
    const how = `The shipped night, its journal on; everybody within ${WITHIN_S} s from ${options.workers} processes. A tick is a step with its patch.`;
    return {
      bench: 'join',
      rows,
      goals,
      notes: [...notes, how, heldHow(), 'The gap is from the beginning of one step to that of the next; 50 ms is none.'],
    };
  },
};
