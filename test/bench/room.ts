/** `bench room`: the dream, and two rooms that do nothing but move the same people, each in a process of its own under the same clients. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  atLeast,
  atMost,
  type Bench,
  type BenchOptions,
  type BenchReport,
  type Goal,
  type Row,
  shown,
} from '../../server/lab/bench/report.ts';
import { mean, median, quantile } from '../../server/lab/bench/statistics.ts';
import { CrowdOfClients } from './clients/crowd.ts';
import type { Role } from './clients/person.ts';
import type { Counted, Joined } from './clients/process.ts';
import { freePort, TestServer } from './servers/child.ts';
import { heldHow } from './servers/cores.ts';
import type { Crowd } from './servers/field.ts';
import type { Reading } from './servers/probe.ts';

export const ROOMS = ['dream', 'views', 'stock'] as const;

interface Run {
  readonly room: Role['room'];
  readonly crowd: Crowd;
  readonly clients: number;
  readonly server: Reading;
  readonly seen: Counted;
  readonly joined: Joined;
}

async function runOnce(room: Role['room'], crowd: Crowd, clients: number, options: BenchOptions): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const port = await freePort();
  const args = [room, crowd, String(options.radius)];
  const server = await TestServer.start({ script: 'test/bench/servers/serve.ts', args, port, env: { DATA_DIR: folder } });
  const people = new CrowdOfClients(options.workers);
  try {
    const joined = await people.join(clients, { url: server.url, room, crowd });
    await pause(options.settle * 1000);
    await server.reset();
    await people.reset();
    await pause(options.seconds * 1000);
    const reading = await server.read();
    return { room, crowd, clients, server: reading, seen: await people.read(), joined };
  } finally {
    await people.leave();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const both = (run: Run): number[] => run.server.steps.map((s) => s.tickMs + s.patchMs);
const bytesOf = (run: Run): number => mean(run.seen.clients.map((c) => c.bytes)) / run.seen.seconds / 1000;
const patchesOf = (run: Run): number => mean(run.seen.clients.map((c) => c.patches)) / run.seen.seconds;

function rowOf(run: Run): Row {
  const { server, seen } = run;
  const ticks = server.steps.map((s) => s.tickMs);
  const patches = server.steps.map((s) => s.patchMs);
  return {
    room: run.room,
    crowd: run.crowd,
    clients: seen.online,
    'server CPU %': server.cpu * 100,
    'tick p50 ms': quantile(ticks, 0.5),
    'tick p99 ms': quantile(ticks, 0.99),
    'patch p50 ms': quantile(patches, 0.5),
    'patch p99 ms': quantile(patches, 0.99),
    'both p99 ms': quantile(both(run), 0.99),
    'both p99 CPU ms': quantile(
      server.steps.map((s) => s.cpuMs),
      0.99,
    ),
    'loop delay p99 ms': server.loopP99Ms,
    'kB/s a client': bytesOf(run),
    'patches/s': patchesOf(run),
    'gap p99 ms': quantile(seen.gapsMs, 0.99),
    'in sight': mean(seen.seen) || null,
    'RSS MB': Math.round(server.rssMb),
    'client CPU %': seen.cpu * 100,
    'waited %': server.waited === null ? null : server.waited * 100,
  };
}

/** Of the repeats of one run the one in the middle by server CPU, whole, so that its figures belong together. */
function middle(runs: readonly Run[]): Run {
  const cpu = median(runs.map((r) => r.server.cpu));
  return runs.find((r) => r.server.cpu === cpu) as Run;
}

/** A room that was held up sends less and does less: then nothing can be said of it. 95 % of 20 patches a second are kept up. */
const keptUp = (run: Run): boolean => patchesOf(run) >= 19;

/** The goals, but those of runs that did not keep up are not known, and say so. */
function judged(runs: readonly (Run | undefined)[], goals: readonly Goal[]): Goal[] {
  const slow = runs.find((run) => run !== undefined && !keptUp(run));
  if (!slow) return [...goals];
  const why = `${slow.room} sent only ${shown(patchesOf(slow))} patches/s`;
  return goals.map((g) => ({ goal: g.goal, measured: why, reached: null }));
}

function goalsOf(runs: readonly Run[]): Goal[] {
  const goals: Goal[] = [];
  const find = (room: string, crowd: string, clients: number): Run | undefined =>
    runs.find((r) => r.room === room && r.crowd === crowd && r.clients === clients);
  const near = find('dream', 'spread', 200);
  if (near) {
    const stock = find('stock', 'spread', 200);
    const views = find('views', 'spread', 200);
    const times = (other: Run | undefined): number => (other ? bytesOf(other) / bytesOf(near) : Number.NaN);
    goals.push(...judged([near, stock], [atLeast('200 spread: 20 times fewer bytes than the stock room', times(stock), 20, 'times')]));
    goals.push(
      ...judged(
        [near, views],
        [atMost('200 spread: a third fewer bytes than the room of views', 100 / times(views), 67, '% of its bytes')],
      ),
    );
    goals.push(atMost('200 spread: p99 of tick and patch under 20 ms', quantile(both(near), 0.99), 20, 'ms'));
  }
  for (const crowd of ['spread', 'gathered'] as const) {
    const run = find('dream', crowd, 500);
    if (!run) continue;
    const most = crowd === 'spread' ? 8 : 30;
    goals.push(
      atLeast(`500 ${crowd}: all of them seated`, run.seen.online, 500, 'clients'),
      atLeast(`500 ${crowd}: 20 patches a second`, patchesOf(run), 19.5, 'patches/s'),
      atMost(`500 ${crowd}: p99 of tick and patch under 30 ms`, quantile(both(run), 0.99), 30, 'ms'),
      ...judged(
        [run],
        [
          atMost(`500 ${crowd}: at most half of a core`, run.server.cpu * 100, 50, '%'),
          atMost(`500 ${crowd}: under ${most} kB/s each`, bytesOf(run), most, 'kB/s'),
        ],
      ),
    );
  }
  return goals;
}

export const roomBench: Bench = {
  async run(options: BenchOptions): Promise<BenchReport> {
    const shownRuns: Run[] = [];
    const notes: string[] = [];
    for (const clients of options.clients) {
      for (const crowd of options.crowds as Crowd[]) {
        const runs = new Map<string, Run[]>(options.rooms.map((room) => [room, []]));
        // room after room within each repeat, so that a machine that grows busier does so for all of them
        for (let i = 0; i < options.repeat; i++) {
          for (const room of options.rooms as Role['room'][]) {
            options.say(`room: ${room}, ${clients} ${crowd}, run ${i + 1} of ${options.repeat}`);
            runs.get(room)?.push(await runOnce(room, crowd, clients, options));
          }
        }
        for (const list of runs.values()) {
          const run = middle(list);
          shownRuns.push(run);
          const { refused } = run.joined;
          if ((run.server.waited ?? 0) > 0.05)
            notes.push(
              `${run.room}, ${clients} ${crowd}: the server stood in line for a core ${shown((run.server.waited ?? 0) * 100)} % of the time.`,
            );
          if (refused.length > 0) notes.push(`${run.room}, ${clients} ${crowd}: ${refused.length} were turned away: "${refused[0]}"`);
        }
      }
    }
    return {
      bench: 'room',
      rows: shownRuns.map(rowOf),
      goals: goalsOf(shownRuns),
      notes: [
        ...notes,
        heldHow(),
        `dream: the whole shipped night on an island of ${options.radius} m radius, journal on; views and stock move the same people at the same places and do nothing else.`,
        `${options.seconds} s a run after ${options.settle} s of settling, ${options.repeat} ${options.repeat === 1 ? 'run' : 'runs'} each, the middle one shown; ` +
          `clients in ${options.workers} processes, one of each reading its state, all walking all the time; those of the dream send inputs as its page does (when they change, and twice a second), those of views and stock 20 a second. CPU 100 % is one core; what a room sends within its step counts as tick.`,
        '"both p99 CPU" is the time of the thread in a tick and its patch, without waiting for a core; "waited" is that waiting. In sight: people in the state of a client; empty where they travel beside it. Bytes are those of the TCP stream. Ratios between rooms of one table are the claim; a client CPU near 100 % means that the clients were the bottleneck.',
      ],
    };
  },
};
