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
import { type Aim, aimed, Late } from './aim.ts';
import { type Behind, Known } from './known.ts';

/** One command at its tick, in the order they were obeyed. */
export interface Act {
  readonly tick: number;
  readonly command: Command;
  /** of steering: where it is to lead. How is worked out when it is obeyed; the command says only which keys are pressed. */
  readonly to?: Aim;
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
  /** people who lie behind what brought the failure nearer, second by second: who did most first */
  readonly behind: readonly Who[];
}

export interface How {
  /** an earlier trial, dreamt with the same options */
  readonly known?: Known;
  /** what living minds do beside the trial; then nothing known is used, and nothing kept */
  readonly live?: (dream: Dream) => readonly Command[];
  /** told of every tick that is dreamt */
  readonly onTick?: (result: TickResult) => void;
  /** how another trial came to fail, second by second: this one is given up once it falls behind it. Without it, it is dreamt to the end. */
  readonly pace?: readonly number[] | null;
  /** a moment is kept before this tick: from here on, others will differ */
  readonly departs?: number;
}

export interface Dreamt {
  readonly failed: Failed | null;
  readonly known: Known;
  /** work that it took: for every tick one, and one for each who dreams */
  readonly work: number;
  /** it fell behind, and nobody knows whether it would have failed in the end */
  readonly gaveUp: boolean;
}

/** Moments kept at regular times of one trial, and the least ticks between two: each is a copy of the world, */
const MOMENTS = 12;
const LEAST_GAP = 10 * TICK_RATE;
/** which takes as long as so many ticks. */
const COPY_TICKS = 5;
/** A tick with minds takes as long as so many. */
const MIND_TICKS = 2;
/** A trial may come so many seconds later to where another was, before it is given up. */
const LATE = 4;

/** Dreams a trial until the expectation has failed; `failed` is null when it does not. Throws an InvariantError when the core breaks. */
export function dreamTrial(options: TrialOptions, trial: Trial, how: How = {}): Dreamt {
  const { scenario, expectation } = options;
  const { known = new Known(), live, pace, departs = 0 } = how;
  const step = options.stepDream ?? currentStep;
  const from = live ? null : known.lastBefore(trial);
  const dream: Dream = from ? { scenario, world: copyPlain(from.world) } : createDream(scenario, options.seed, options.carried);
  const monitor = from ? from.monitor.copy(scenario) : new Monitor(scenario, [expectation]);
  const behind = copyBehind(from?.behind);
  const moments = from ? known.upTo(from) : [];
  const margins = known.pace.slice(0, (from?.tick ?? 0) / TICK_RATE);
  const gap = Math.max(LEAST_GAP, Math.ceil(trial.ticks / MOMENTS));
  let next = from?.next ?? 0;
  const late = trial.acts.some((a) => a.to) ? new Late() : null;
  let second: TickResult[] = [];
  const cost = (): number => 1 + Object.keys(dream.world.space.avatars).length;
  let work = from ? COPY_TICKS * cost() : 0;
  const end = (failed: Failed | null, gaveUp = false): Dreamt => ({ failed, known: new Known(trial.acts, moments, margins), work, gaveUp });
  while (dream.world.tick < trial.ticks) {
    const commands: Command[] = [];
    for (; next < trial.acts.length && (trial.acts[next] as Act).tick === dream.world.tick + 1; next++)
      commands.push(...aimed(trial.acts[next] as Act, dream));
    if (live) commands.push(...live(dream));
    if (late) commands.push(...late.again(dream.world.tick + 1));
    const result = step(dream, commands);
    late?.heard(result);
    work += (live ? MIND_TICKS : 1) * cost();
    how.onTick?.(result);
    second.push(result);
    monitor.observe(dream, result);
    const { tick } = dream.world;
    if (tick % TICK_RATE !== 0) continue;
    const verdicts = monitor.verdicts();
    const margin = verdicts.reduce((least, v) => Math.min(least, v.robustness), Infinity);
    if (margin < (margins.at(-1) ?? -Infinity)) noteBehind(dream, second, behind);
    margins.push(margin);
    const failed = verdicts.find((v) => !v.holds);
    if (failed) return end({ verdict: { ...failed, tick }, behind: ranked(behind.share) });
    if (cameForGood(expectation, margin)) return end(null);
    if (pace && margin > (pace[margins.length - 1 - LATE] ?? Infinity)) return end(null, true);
    for (const { events } of second) for (const { type } of events) behind.usual.set(type, (behind.usual.get(type) ?? 0) + 1);
    second = [];
    if (live || late?.waits) continue;
    const last = tick < departs && departs <= tick + TICK_RATE;
    if (!last && tick - (moments.at(-1)?.tick ?? 0) < gap) continue;
    work += COPY_TICKS * cost();
    moments.push({ tick, next, world: copyPlain(dream.world), monitor: monitor.copy(scenario), behind: copyBehind(behind) });
  }
  return end(null);
}

/** What had to come some time in the night, and came, can fail no more. */
const cameForGood = ({ for: of, formula }: CompiledExpectation, margin: number): boolean =>
  of === 'night' && formula.op === 'eventually' && margin >= 0;

const copyBehind = (of?: Behind): Behind => ({ usual: new Map(of?.usual), share: new Map(of?.share) });

/** A second that brought the failure nearer: whom its events name and who lies behind them has a share in it, the more the rarer such an event is. */
function noteBehind({ world }: Dream, second: readonly TickResult[], { usual, share }: Behind): void {
  const note = (who: Who, weight: number): void => {
    if (world.people.byId[who]) share.set(who, (share.get(who) ?? 0) + weight);
  };
  const noteRoots = (because: readonly CauseId[], weight: number): void => {
    for (const id of rootsOf(world.causes, [...because]).commands) note(causeOf(world.causes, id)?.by ?? '', weight);
  };
  for (const { events, effects } of second) {
    for (const e of events) {
      const weight = 1 / (1 + (usual.get(e.type) ?? 0));
      for (const who of new Set([e.by, e.about])) note(who, weight);
      noteRoots(e.because, weight / 4);
    }
    for (const f of effects) {
      note(f.to, 1 / (1 + effects.length));
      noteRoots(f.because, 1 / (1 + effects.length));
    }
  }
}

const ranked = (share: ReadonlyMap<Who, number>): Who[] => [...share].sort((a, b) => b[1] - a[1]).map(([who]) => who);

/** Dreams a trial once more, whole, for whoever wants to write it down. */
export function again(options: Omit<TrialOptions, 'expectation'>, trial: Trial, onTick: (dream: Dream, result: TickResult) => void): Dream {
  const step = options.stepDream ?? currentStep;
  const dream = createDream(options.scenario, options.seed, options.carried);
  const late = new Late();
  const aims = trial.acts.some((a) => a.to);
  let next = 0;
  while (dream.world.tick < trial.ticks) {
    const commands: Command[] = [];
    for (; next < trial.acts.length && (trial.acts[next] as Act).tick === dream.world.tick + 1; next++)
      commands.push(...aimed(trial.acts[next] as Act, dream));
    if (aims) commands.push(...late.again(dream.world.tick + 1));
    const result = step(dream, commands);
    late.heard(result);
    onTick(dream, result);
  }
  return dream;
}
