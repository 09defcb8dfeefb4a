/** `bench snapshot`: how large snapshots are, and whether anybody inside notices one being taken. Seen from outside: files, steps and patches. */
import { join } from 'node:path';
import { atMost, type Bench, type Goal, type Row } from '../../server/lab/bench/report.ts';
import { largest, mean, quantile } from '../../server/lab/bench/statistics.ts';
import { heldHow } from './servers/cores.ts';
import { type Found, filesIn, longest, pause, withDream } from './servers/dream.ts';
import type { Copied } from './servers/probe.ts';

/** How often the folder is looked at, ms. */
const LOOK_MS = 200;
/** Writings of one file, and copies of one snapshot, are no further apart than this, ms. */
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

/** What was copied, one list a snapshot. */
function snapshotsOf(copied: readonly Copied[]): (readonly Copied[])[] {
  const found: Copied[][] = [];
  for (const copy of copied) {
    const last = found.at(-1);
    if (last && copy.atMs - (last.at(-1)?.atMs ?? 0) < NEAR_MS) last.push(copy);
    else found.push([copy]);
  }
  return found;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

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
          const copies = snapshotsOf(reading.copied);
          const inTicks = copies.map((copy) => sum(copy.filter((c) => c.inStep).map((c) => c.tookMs)));
          const ticks = reading.steps.map((s) => s.tickMs + s.patchMs);
          const journal = sum(filesIn(join(folder, 'journals')).map((f) => f.bytes));
          rows.push({
            clients: joined.joined,
            snapshots: files.length,
            'kB each': files.length > 0 ? mean(files.map((f) => f.bytes)) / 1000 : null,
            'journal kB/s': journal / 1000 / (reading.seconds + options.settle),
            'copying each, CPU ms': copies.length > 0 ? mean(copies.map((copy) => sum(copy.map((c) => c.cpuMs)))) : null,
            'of it in ticks, mean ms': inTicks.length > 0 ? mean(inTicks) : null,
            'most ms': inTicks.length > 0 ? largest(inTicks) : null,
            'longest piece ms': copies.length > 0 ? largest(copies.flat().map((c) => c.tookMs)) : null,
            'tick p99 ms': quantile(ticks, 0.99),
            'longest tick ms': longest(reading).tickMs,
            'longest tick gap ms': longest(reading).gapMs,
            'patch gap p99 ms': quantile(counted.gapsMs, 0.99),
            'longest patch gap ms': largest(counted.gapsMs),
            'loop delay max ms': reading.loopMaxMs,
          });
          const goal = `${clients} inside: a snapshot takes at most 3 ms of tick time`;
          goals.push(
            files.length > 0
              ? atMost(goal, Math.max(0, ...inTicks), 3, 'ms')
              : { goal, measured: `no file came into snapshots in ${options.seconds} s`, reached: null },
            atMost(`${clients} inside: no tick above 50 ms while snapshots are taken`, longest(reading).tickMs, 50, 'ms'),
          );
          if (joined.refused.length > 0) notes.push(`${joined.refused.length} of ${clients} were turned away: "${joined.refused[0]}"`);
        });
      }
    }
    const how = `The shipped night; files under DATA_DIR/snapshots, looked at every ${LOOK_MS} ms; copying is timed at the engine's serialiser, in a step or between two.`;
    return { bench: 'snapshot', rows, goals, notes: [...notes, how, heldHow()] };
  },
};
