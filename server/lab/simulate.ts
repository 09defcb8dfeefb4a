/** A headless session: a scenario, a seed and a cast, as fast as the machine can. */
import { createCast } from '../../shared/citizens/cast.ts';
import type { Carried } from '../../shared/dream/city/carried.ts';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import { digestOf } from '../../shared/dream/digest.ts';
import { TICK_RATE } from '../../shared/dream/ids.ts';
import type { TickResult } from '../../shared/dream/tick.ts';
import { createDream, type Dream } from '../../shared/dream/world.ts';
import { JOURNAL_FORMAT } from '../../shared/journal/format.ts';
import { Recorder, type Sink } from '../../shared/journal/record.ts';
import { tagSeed } from '../../shared/kernel/random.ts';
import { DreamHost } from '../host/host.ts';
import { LoomKeeper } from '../loom/keeper.ts';
import { byLetters, type Likeness } from '../loom/likeness.ts';
import { coreHash } from '../store/core.ts';

/** Dreamt minutes in which a night comes to its ending and what is expected of that has seen it: its own length, and the second behind it. */
export const wholeNight = ({ knobs }: CompiledScenario): number => (knobs.nightSeconds + 1) / 60;

export interface SimulateOptions {
  readonly scenario: CompiledScenario;
  /** the files it was compiled from; the journal carries them */
  readonly source: { readonly main: string; readonly files: Readonly<Record<string, string>> };
  readonly seed: string | number;
  /** simulated in all; default: the scenario's own cast */
  readonly citizens?: number;
  /** simulated citizens with limits and consents of their own, drawn by the seed */
  readonly varied?: boolean;
  readonly minutes: number;
  /** what the night before handed on */
  readonly carried?: Carried | null;
  /** how lines of the cloth are compared; by letters, so that a seed gives the same night everywhere */
  readonly likeness?: Likeness;
  readonly sink?: Sink;
  readonly onTick?: (dream: Dream, result: TickResult) => void;
  /** asked after every tick: true ends the session there */
  readonly until?: (dream: Dream) => boolean;
}

export interface SimulateReport {
  readonly scenario: string;
  readonly seed: string;
  readonly citizens: number;
  readonly ticks: number;
  readonly digest: string;
  readonly wallSeconds: number;
  /** dreamt seconds a wall-clock second */
  readonly realTimeFactor: number;
  readonly agentStepsPerSecond: number;
  readonly refused: number;
  readonly ending: string;
}

/** Runs a session from dusk; throws an InvariantError with seed and tick when the core breaks. */
export function simulate(options: SimulateOptions): SimulateReport {
  const { scenario, seed } = options;
  const dream = createDream(scenario, seed, options.carried);
  const cast = createCast(scenario, {
    seed,
    varied: options.varied ?? false,
    ...(options.citizens === undefined ? {} : { size: options.citizens }),
  });
  const header = () => ({
    format: JOURNAL_FORMAT,
    core: coreHash(),
    dreamId: `${scenario.id}-${tagSeed(seed).replace(/[^\w-]/g, '-')}`,
    seed: tagSeed(seed),
    ...(options.carried ? { carried: options.carried } : {}),
    scenario: { hash: scenario.hash, ...options.source },
  });
  const recorder = options.sink ? new Recorder(options.sink, header(), null) : null;
  const host = new DreamHost({ dream, cast, recorder });
  const loom = new LoomKeeper(host, options.likeness ?? byLetters);
  host.heard.add((result) => loom.after(result));
  host.enqueue({ type: 'night.begin', by: 'dream', body: {} });
  const most = Math.round(options.minutes * 60 * TICK_RATE);
  const start = performance.now();
  for (let i = 0; i < most; i++) {
    const result = host.step();
    options.onTick?.(dream, result);
    if (options.until?.(dream)) break;
  }
  const ticks = dream.world.tick;
  const digest = recorder ? recorder.end(dream) : digestOf(dream.world);
  const wallSeconds = (performance.now() - start) / 1000;
  return {
    scenario: scenario.id,
    seed: dream.world.seed,
    citizens: cast.size,
    ticks,
    digest: digest.whole,
    wallSeconds,
    realTimeFactor: ticks / TICK_RATE / wallSeconds,
    agentStepsPerSecond: (cast.size * ticks) / wallSeconds,
    refused: host.counters.refused,
    ending: dream.world.narrative.ending,
  };
}
