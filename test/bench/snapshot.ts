/** `bench snapshot`: how large snapshots are, and whether anybody inside notices one being taken. Seen from outside: files, steps and patches. */
import { join } from 'node:path';
import { atMost, type Bench, type Goal, type Row } from '../../server/lab/bench/report.ts';
import { largest, mean, quantile } from '../../server/lab/bench/statistics.ts';
import { type Found, filesIn, longest, pause, withDream } from './servers/dream.ts';
import type { Reading } from './servers/probe.ts';

/** How often the folder is looked at, ms. */
const LOOK_MS = 200;
/** Steps this near to a snapshot's file are held to be its doing, ms. */
const NEAR_MS = 1000;

/** A snapshot was written: its file, and when it was done. One that is written in steps counts once. */
async function watch(folder: string, seconds: number): Promise<Found[]> {
  const beganMs = Date.now();
  const seen: Found[] = [];
  for (const end = performance.now() + seconds * 1000; performance.now() < end; await pause(LOOK_MS)) {
    for (const file of filesIn(folder)) {
      if (file.changedMs < beganMs || /\.(tmp|part)$/.test(file.path)) continue;
      const known = seen.findIndex((s) => s.path === file.path && file.changedMs - s.changedMs < NEAR_MS);
      if (known === -1) seen.push(file);
      else seen[known] = file;
    }
  }
  return seen;
}

export const snapshotBench: Bench = {
  async run(options) {
    const rows: Row[] = [];
    const goals: Goal[] = [];
    const notes: string[] = [];
    for (const clients of options.clients) {
      for (let i = 0; i < options.repeat; i++) {
        options.say(`snapshot: ${clients} people, run ${i + 1} of ${options.repeat}`);
        await withDream('boot', options.workers, async ({ server, people, folder }) => {
          const joined = await people.join(clients, { url: server.url, room: 'dream', crowd: 'gathered' });
          await pause(options.settle * 1000);
          await server.reset();
          await people.reset();
          const files = await watch(join(folder, 'snapshots'), options.seconds);
          const reading = await server.read();
          const counted = await people.read();
          const near = reading.steps.filter((s) => files.some((f) => Math.abs(reading.originMs + s.atMs - f.changedMs) < NEAR_MS));
          const tickOf = (steps: Reading['steps']): number =>
            quantile(
              steps.map((s) => s.tickMs + s.patchMs),
              0.99,
            );
          const journal = filesIn(join(folder, 'journals')).reduce((sum, f) => sum + f.bytes, 0);
          rows.push({
            clients: joined.joined,
            snapshots: files.length,
            'kB each': files.length > 0 ? mean(files.map((f) => f.bytes)) / 1000 : null,
            'journal kB/s': journal / 1000 / (reading.seconds + options.settle),
            'tick p99 ms': tickOf(reading.steps),
            'near one p99 ms': near.length > 0 ? tickOf(near) : null,
            'near one longest ms': near.length > 0 ? largest(near.map((s) => s.tickMs + s.patchMs)) : null,
            'longest tick ms': longest(reading).tickMs,
            'longest tick gap ms': longest(reading).gapMs,
            'patch gap p99 ms': quantile(counted.gapsMs, 0.99),
            'longest patch gap ms': largest(counted.gapsMs),
            'loop delay max ms': reading.loopMaxMs,
          });
          const goal = `${clients} inside: no tick above 50 ms while a snapshot is taken`;
          goals.push(
            files.length > 0
              ? atMost(goal, largest(near.map((s) => s.tickMs + s.patchMs)), 50, 'ms')
              : { goal, measured: `no file came into snapshots in ${options.seconds} s`, reached: null },
          );
          if (joined.refused.length > 0) notes.push(`${joined.refused.length} of ${clients} were turned away: "${joined.refused[0]}"`);
        });
      }
    }
    const how = `The shipped night; files under DATA_DIR/snapshots, looked at every ${LOOK_MS} ms; "near one" is within ${NEAR_MS / 1000} s of a file's change.`;
    return { bench: 'snapshot', rows, goals, notes: [...notes, how] };
  },
};
