/**
 * `bench core`: the headless dream alone. CPU time of the process (all its threads) a tick, how it grows with people, and whose share it is.
 * Shares come from V8's sampling profiler, so nothing in the core counts for this.
 */
import { Session } from 'node:inspector/promises';
import { createCast } from '../../../shared/citizens/cast.ts';
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import { TICK_RATE } from '../../../shared/dream/ids.ts';
import { createDream } from '../../../shared/dream/world.ts';
import { DreamHost } from '../../host/host.ts';
import { atLeast, atMost, type BenchOptions, type BenchReport, type Goal, type Row } from './report.ts';
import { growth, median, quantile } from './statistics.ts';

export const SIZES = [50, 100, 200, 500, 1000] as const;
/** Size whose shares are shown. */
const PROFILED = 200;
/** Everybody joins within this, then it settles, ticks. */
const JOINING = 2 * TICK_RATE;
const SETTLING = 60 * TICK_RATE;
/**
 * So many nights are begun, each for so many ticks, before a run of a minute (fewer before a shorter one): the engine compiles the core anew again and again until it has seen what
 * happens in one, as a server's does in its first half hour.
 */
const WARMING_NIGHTS = 12;
const WARMING = 60 * TICK_RATE;
const SAMPLE_MICROSECONDS = 250;
/** Fewest ticks whose samples make shares. */
const SAMPLED = 60 * TICK_RATE;
/** Exponent of growth from the smallest to the largest size that is still good. */
const MOST_GROWTH = 1.1;
/** Of the profiled size: agents' steps a second of CPU, and the 99th of 100 ticks, ms. */
const LEAST_STEPS = 300_000;
const LONGEST_MS = 5;

/** A dream with a whole cast in it, as it is some seconds after everybody came. */
function settled(scenario: CompiledScenario, citizens: number, seed: string): DreamHost {
  const dream = createDream(scenario, seed);
  const cast = createCast(scenario, { seed, size: citizens });
  cast.state.members.forEach((member, i) => {
    member.joinTick = Math.min(member.joinTick, 1 + Math.floor((i * JOINING) / citizens));
  });
  const host = new DreamHost({ dream, cast, recorder: null });
  host.enqueue({ type: 'night.begin', by: 'dream', body: {} });
  for (let i = 0; i < JOINING + SETTLING; i++) host.step();
  return host;
}

interface Run {
  /** CPU of the process, ms a tick, mean */
  readonly cpuMs: number;
  /** wall clock of single ticks, ms */
  readonly tickMs: readonly number[];
  /** CPU of this thread in single ticks, ms: without what others took of the machine */
  readonly tickCpuMs: readonly number[];
  readonly dreaming: number;
}

function measure(host: DreamHost, ticks: number): Run {
  const tickMs: number[] = [];
  const tickCpuMs: number[] = [];
  const before = process.cpuUsage();
  for (let i = 0; i < ticks; i++) {
    const begun = performance.now();
    const atCpu = process.threadCpuUsage();
    host.step();
    const ofTick = process.threadCpuUsage(atCpu);
    tickMs.push(performance.now() - begun);
    tickCpuMs.push((ofTick.user + ofTick.system) / 1000);
  }
  const { user, system } = process.cpuUsage(before);
  const dreaming = Object.values(host.dream.world.people.byId).filter((p) => p.state === 'dreaming').length;
  return { cpuMs: (user + system) / 1000 / ticks, tickMs, tickCpuMs, dreaming };
}

/** @param scenario the dream to run; every size begins with the same seed */
export async function benchCore(scenario: CompiledScenario, options: BenchOptions, sizes: readonly number[] = SIZES): Promise<BenchReport> {
  const ticks = Math.max(20, Math.round(options.seconds * TICK_RATE));
  const rows: Row[] = [];
  // the first dreams of a process pay for compiling everybody's code
  options.say('core: warming up');
  const profiled = Math.min(PROFILED, sizes.at(-1) as number);
  const nights = Math.ceil(WARMING_NIGHTS * Math.min(1, ticks / (60 * TICK_RATE)));
  for (let i = 0; i < nights; i++) measure(settled(scenario, profiled, `warm-${i}`), WARMING);
  const runs = new Map<number, Run[]>(sizes.map((size) => [size, []]));
  // size after size within each repeat, so that a machine that grows busier does so for all of them
  for (let i = 0; i < options.repeat; i++) {
    for (const size of sizes) {
      options.say(`core: ${size} citizens, run ${i + 1} of ${options.repeat}`);
      runs.get(size)?.push(measure(settled(scenario, size, `bench-${i}`), ticks));
    }
  }
  // fitted run by run: a slow minute that falls between two sizes of one run is none of the growth, and makes one fit of them wrong
  const fits = Array.from({ length: options.repeat }, (_, i) =>
    growth(sizes.map((size) => ({ x: size, y: (runs.get(size) as Run[])[i]?.cpuMs ?? Number.NaN }))),
  );
  const exponent = median(fits.map((fit) => fit.exponent));
  for (const [size, list] of runs) {
    const cpuMs = median(list.map((r) => r.cpuMs));
    const tickMs = list.flatMap((r) => r.tickMs);
    rows.push({
      citizens: size,
      dreaming: median(list.map((r) => r.dreaming)),
      'CPU ms a tick': cpuMs,
      'tick p50 ms': quantile(tickMs, 0.5),
      'tick p99 ms': quantile(tickMs, 0.99),
      'tick p99 CPU ms': quantile(
        list.flatMap((r) => r.tickCpuMs),
        0.99,
      ),
      'agent steps/s': Math.round((size / cpuMs) * 1000),
      'times real time': 1000 / TICK_RATE / cpuMs,
    });
  }
  options.say('core: whose share it is');
  const shares = await sharesOf(settled(scenario, profiled, 'bench-0'), Math.max(ticks, SAMPLED));
  const range = `from ${sizes[0]} to ${sizes.at(-1)} citizens`;
  return {
    bench: 'core',
    rows,
    goals: [
      atMost(
        `growth exponent at most ${MOST_GROWTH} ${range}`,
        exponent,
        MOST_GROWTH,
        `(${fits.map((fit) => fit.exponent.toFixed(2)).join(', ')})`,
      ),
      ...goalsOf(rows.find((row) => row.citizens === PROFILED)),
    ],
    notes: [
      `Shares at ${profiled} citizens, by sampling: ${shares.map((s) => `${s.room} ${(s.share * 100).toFixed(1)} %`).join(', ')}.`,
      `Scenario ${scenario.id}, ${ticks} ticks a run after ${(JOINING + SETTLING) / TICK_RATE} s of settling, before the first ${nights} nights of ${(JOINING + SETTLING + WARMING) / TICK_RATE} s for warming, ${options.repeat} ` +
        `${options.repeat === 1 ? 'run' : 'runs'} a size, the middle one shown; growth is fitted in each run, and the middle of that shown; no journal, no room.`,
    ],
  };
}

function goalsOf(row: Row | undefined): Goal[] {
  if (!row) return [];
  return [
    atLeast(`${PROFILED} citizens: ${LEAST_STEPS} agent steps a second on one core`, Number(row['agent steps/s']), LEAST_STEPS, 'steps/s'),
    atMost(`${PROFILED} citizens: p99 of a tick at most ${LONGEST_MS} ms`, Number(row['tick p99 ms']), LONGEST_MS, 'ms'),
  ];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

/** Share of each room of the core in a run, by whose function was called first on the way down; largest first. */
async function sharesOf(host: DreamHost, ticks: number): Promise<{ readonly room: string; readonly share: number }[]> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_MICROSECONDS });
  await session.post('Profiler.start');
  for (let i = 0; i < ticks; i++) host.step();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const nodes = new Map((profile.nodes as readonly ProfileNode[]).map((n) => [n.id, n]));
  const parents = new Map([...nodes.values()].flatMap((n) => (n.children ?? []).map((c) => [c, n.id] as const)));
  const counts = new Map<string, number>();
  let all = 0;
  for (const id of profile.samples ?? []) {
    const room = roomOf(id, nodes, parents);
    if (room === '') continue;
    all++;
    counts.set(room, (counts.get(room) ?? 0) + 1);
  }
  return [...counts].map(([room, n]) => ({ room, share: n / all })).sort((a, b) => b.share - a.share);
}

/** The room a sample belongs to: the outermost frame in a system's folder; '' for what is not the dream's. */
function roomOf(id: number, nodes: ReadonlyMap<number, ProfileNode>, parents: ReadonlyMap<number, number>): string {
  let room = '';
  let inside = false;
  for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
    const frame = nodes.get(at)?.callFrame;
    if (!frame) break;
    if (frame.functionName === '(garbage collector)') return 'garbage';
    const [, part, system] = /\/shared\/(\w+)\/(\w+)?/.exec(frame.url) ?? [];
    if (part === undefined) {
      if (frame.url.endsWith('/server/host/host.ts')) inside = true;
      continue;
    }
    inside = true;
    if (part === 'dream' && !frame.url.endsWith(`/dream/${system}.ts`)) room = system ?? '';
    else if (part === 'citizens' || part === 'biometrics') room = part;
  }
  return room !== '' ? room : inside ? 'tick' : '';
}
