/** `bench recovery`: kill -9 with everybody inside, start again at once, and wait until the last of them is back where they were. */
import { atLeast, atMost, type Bench, type Goal, type Row } from '../../server/lab/bench/report.ts';
import { largest, quantile } from '../../server/lab/bench/statistics.ts';
import type { Back } from './clients/process.ts';
import { TestServer } from './servers/child.ts';
import { pause, type Stand, withDream } from './servers/dream.ts';
import type { Reading } from './servers/probe.ts';

/** Clients try again so often, ms. */
const EVERY_MS = 250;
/** Who is not back by then does not come back, s. */
const GIVE_UP_S = 60;

interface Run {
  readonly joined: number;
  readonly refused: readonly string[];
  /** from the kill to each client's state, s */
  readonly backS: readonly number[];
  readonly asNew: number;
  readonly away: number;
  /** CPU of all processes of clients meanwhile, s */
  readonly clientsCpuS: number;
  /** what the server that rose took, until it listened and until all were back */
  readonly risen: Reading['risen'];
}

/** @param how with all that `npm start` does, or without the page */
export async function recover(how: 'start' | 'boot', clients: number, seconds: number, workers: number): Promise<Run> {
  const run = async ({ server, people, again: options }: Stand): Promise<Run> => {
    const { joined, refused } = await people.join(clients, { url: server.url, room: 'dream', crowd: 'gathered' });
    await pause(seconds * 1000);
    await people.comeBack(EVERY_MS);
    await people.reset();
    const killedMs = performance.timeOrigin + performance.now();
    await server.kill();
    const again = TestServer.launch(options);
    try {
      let back: Back = await people.backYet();
      for (const end = performance.now() + GIVE_UP_S * 1000; back.away > 0 && performance.now() < end; back = await people.backYet()) {
        await pause(50);
      }
      const [{ risen }, { cpuS }] = await Promise.all([again.read(), people.read()]);
      const backS = back.backMs.map((ms) => (ms - killedMs) / 1000);
      return { joined, refused, backS, asNew: back.asNew, away: back.away, clientsCpuS: cpuS, risen };
    } finally {
      await again.stop();
    }
  };
  // all cores are everybody's: a server that rises uses more than one, and so do two hundred clients that all try again
  return withDream(how, workers, run, false);
}

export const recoveryBench: Bench = {
  async run(options) {
    const rows: Row[] = [];
    const goals: Goal[] = [];
    const notes: string[] = [];
    for (const clients of options.clients) {
      for (let i = 0; i < options.repeat; i++) {
        options.say(`recovery: ${clients} people, run ${i + 1} of ${options.repeat}`);
        const run = await recover('start', clients, options.seconds, options.workers);
        const all = run.backS.length === run.joined && run.joined > 0;
        rows.push({
          clients: run.joined,
          back: run.backS.length,
          'back as somebody new': run.asNew,
          'still away': run.away,
          'first back s': run.backS.length > 0 ? Math.min(...run.backS) : null,
          'half back s': run.backS.length > 0 ? quantile(run.backS, 0.5) : null,
          'last back s': run.backS.length > 0 ? largest(run.backS) : null,
          // whoever else has the machine: what it would take where the server had a core of its own
          'and not waiting for a core': run.backS.length > 0 ? largest(run.backS) - run.risen.now.waitedS : null,
          'listening after s': run.risen.listening?.seconds ?? null,
          'its CPU s': run.risen.listening?.cpuS ?? null,
          'server CPU s': run.risen.now.cpuS,
          'clients CPU s': run.clientsCpuS,
        });
        goals.push(atLeast(`${clients} killed: everybody is back as who they were`, run.backS.length, run.joined, `of ${run.joined}`));
        goals.push(
          all
            ? atMost(`${clients} killed: the last is back within 3 s`, largest(run.backS), 3, 's')
            : { goal: `${clients} killed: the last is back within 3 s`, measured: 'not all came back', reached: false },
        );
        if (run.refused.length > 0) notes.push(`${run.refused.length} of ${clients} were turned away at first: "${run.refused[0]}"`);
      }
    }
    const how =
      `kill -9 after ${options.seconds} s of walking, \`server/start.ts\` started at once on the same folder and port; clients try every ${EVERY_MS} ms ` +
      `with their token for at most ${GIVE_UP_S} s. Back: the welcome says so and a state has come; counted from the kill. Listening: from the beginning of the new ` +
      'process. CPU of the server is that of all its threads until everybody is back, of the clients that of all their processes since the kill.';
    return { bench: 'recovery', rows, goals, notes: [...notes, how] };
  },
};
