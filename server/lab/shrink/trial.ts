/** One trial of a shrink: what was commanded when, dreamt until an expectation has failed, from the last moment that is known already. */
import { causeOf, rootsOf } from '../../../shared/dream/causes.ts';
import type { Carried } from '../../../shared/dream/city/carried.ts';
import type { Command } from '../../../shared/dream/commands.ts';
import type { CompiledExpectation, CompiledScenario } from '../../../shared/dream/compiled.ts';
import { type CauseId, TICK_RATE, type Who } from '../../../shared/dream/ids.ts';
import { copyPlain } from '../../../shared/dream/snapshot.ts';
import { stepDream as currentStep, type TickResult } from '../../../shared/dream/tick.ts';
import { createDream, type Dream } from '../../../shared/dream/world.ts';
import { Monitor, type Verdict } from '../../../shared/expectations/monitor.ts';

/** One command at its tick, in the order they were obeyed. */
export interface Act {
  readonly tick: number;
  readonly command: Command;
}

export interface Trial {
  readonly acts: readonly Act[];
  /** ticks to dream */
  readonly ticks: number;
}

export interface TrialOptions {
  readonly scenario: CompiledScenario;
  /** as the journal's header has it, tagged */
  readonly seed: string;
  /** what the night before handed on */
  readonly carried?: Carried | undefined;
  readonly expectation: CompiledExpectation;
  /** how a tick is dreamt; default: by this core */
  readonly stepDream?: typeof currentStep;
}

/** How a trial failed. */
export interface Failed {
  readonly verdict: Verdict;
  /** people whom the new events and the effects of its last second name, and those who lie behind them */
  readonly near: readonly Who[];
}

/** Commands of a tick beside those of the trial: what living minds do. */
export type Live = (dream: Dream) => readonly Command[];

interface Kept {
  readonly tick: number;
  /** commands of the trial obeyed until then */
  readonly next: number;
  readonly world: Dream['world'];
  readonly monitor: Monitor;
  readonly usual: ReadonlySet<string>;
}

/** Moments of a trial that was dreamt: another trial that begins with the same commands is dreamt from the last of them on. */
export class Known {
  private readonly acts: readonly Act[];
  private readonly moments: Kept[];

  constructor(acts: readonly Act[] = [], moments: Kept[] = []) {
    this.acts = acts;
    this.moments = moments;
  }

  /** The last moment until which `trial` is the same; null when they differ from the start. */
  lastBefore(trial: Trial): Kept | null {
    let same = 0;
    while (same < trial.acts.length && this.acts[same] === trial.acts[same]) same++;
    const until = Math.min(this.acts[same]?.tick ?? Infinity, trial.acts[same]?.tick ?? Infinity, trial.ticks + 1);
    return this.moments.findLast((m) => m.tick < until) ?? null;
  }

  /** Those moments that hold for `trial` too. */
  common(trial: Trial): Kept[] {
    const last = this.lastBefore(trial);
    return last ? this.moments.slice(0, this.moments.indexOf(last) + 1) : [];
  }
}

/** Moments kept of one trial at most, and the least ticks between two: each is a copy of the world. */
const MOMENTS = 12;
const LEAST_GAP = 10 * TICK_RATE;

export interface Dreamt {
  readonly failed: Failed | null;
  readonly known: Known;
  /** work that it took: for every tick one, and one for each who dreams */
  readonly work: number;
}

/**
 * Dreams a trial until the expectation has failed; `failed` is null when it does not. Throws an InvariantError when the core breaks.
 * @param known an earlier trial; must have been dreamt with the same options
 * @param live what others do beside the trial; then nothing known can be used
 * @param onTick told of every tick that is dreamt
 */
export function dreamTrial(
  options: TrialOptions,
  trial: Trial,
  known = new Known(),
  live?: Live,
  onTick?: (result: TickResult) => void,
): Dreamt {
  const step = options.stepDream ?? currentStep;
  const from = live ? null : known.lastBefore(trial);
  const dream: Dream = from
    ? { scenario: options.scenario, world: copyPlain(from.world) }
    : createDream(options.scenario, options.seed, options.carried);
  const monitor = from ? from.monitor.copy(options.scenario) : new Monitor(options.scenario, [options.expectation]);
  /** kinds of events that happened in seconds before this one: what is new is more likely to be it */
  const usual = new Set<string>(from?.usual);
  const moments = live ? [] : known.common(trial);
  const gap = Math.max(LEAST_GAP, Math.ceil(trial.ticks / MOMENTS));
  let next = from?.next ?? 0;
  let second: TickResult[] = [];
  let work = 0;
  const end = (failed: Failed | null): Dreamt => ({ failed, known: new Known(trial.acts, moments), work });
  while (dream.world.tick < trial.ticks) {
    const commands: Command[] = [];
    for (; next < trial.acts.length && (trial.acts[next] as Act).tick === dream.world.tick + 1; next++)
      commands.push((trial.acts[next] as Act).command);
    if (live) commands.push(...live(dream));
    const result = step(dream, commands);
    work += 1 + Object.keys(dream.world.space.avatars).length;
    onTick?.(result);
    second.push(result);
    monitor.observe(dream, result);
    if (dream.world.tick % TICK_RATE !== 0) continue;
    const [failed] = monitor.verdicts().filter((v) => !v.holds);
    if (failed) return end({ verdict: { ...failed, tick: dream.world.tick }, near: namedBy(dream, second, usual, failed.who) });
    for (const { events } of second) for (const { type } of events) usual.add(type);
    second = [];
    if (live || dream.world.tick - (moments.at(-1)?.tick ?? 0) < gap) continue;
    const { tick } = dream.world;
    moments.push({ tick, next, world: copyPlain(dream.world), monitor: monitor.copy(options.scenario), usual: new Set(usual) });
  }
  return end(null);
}

function namedBy({ world }: Dream, second: readonly TickResult[], usual: ReadonlySet<string>, who: Who): Who[] {
  const whos = new Set<Who>();
  const behind: CauseId[] = [];
  for (const { events, effects } of second) {
    for (const e of events) if (!usual.has(e.type)) [behind.push(...e.because), whos.add(e.by), whos.add(e.about)];
    for (const f of effects) if (f.to === who) [behind.push(...f.because), whos.add(f.to)];
  }
  for (const id of rootsOf(world.causes, behind).commands) whos.add(causeOf(world.causes, id)?.by ?? '');
  return [...whos].filter((one) => world.people.byId[one] !== undefined);
}

/** Dreams a trial once more, whole, for whoever wants to write it down. */
export function again(options: Omit<TrialOptions, 'expectation'>, trial: Trial, onTick: (dream: Dream, result: TickResult) => void): Dream {
  const step = options.stepDream ?? currentStep;
  const dream = createDream(options.scenario, options.seed, options.carried);
  let next = 0;
  while (dream.world.tick < trial.ticks) {
    const commands: Command[] = [];
    for (; next < trial.acts.length && (trial.acts[next] as Act).tick === dream.world.tick + 1; next++)
      commands.push((trial.acts[next] as Act).command);
    onTick(dream, step(dream, commands));
  }
  return dream;
}
