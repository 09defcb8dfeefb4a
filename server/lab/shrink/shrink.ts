/** `dreamhaven shrink`: from a journal in which an expectation fails to the smallest one in which it still does. */

import type { Cast } from '../../../shared/citizens/cast.ts';
import { causeOf, rootsOf } from '../../../shared/dream/causes.ts';
import type { Command } from '../../../shared/dream/commands.ts';
import type { CompiledExpectation, CompiledScenario } from '../../../shared/dream/compiled.ts';
import { type CauseId, TICK_RATE, type Who } from '../../../shared/dream/ids.ts';
import { stepDream as currentStep, type TickResult } from '../../../shared/dream/tick.ts';
import { createDream, type Dream } from '../../../shared/dream/world.ts';
import { Monitor, type Verdict } from '../../../shared/expectations/monitor.ts';
import { ddmin } from './ddmin.ts';

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

export interface ShrinkOptions {
  readonly scenario: CompiledScenario;
  /** as the journal's header has it, tagged */
  readonly seed: string;
  readonly trial: Trial;
  readonly expectation: CompiledExpectation;
  /** how the simulated citizens of the journal are made anew, with minds of their own; without it they only repeat what they did */
  readonly cast?: () => Cast;
  /** wall-clock limit, s; what was found until then is the answer, and it says so */
  readonly seconds: number;
  /** how a tick is dreamt; default: by this core */
  readonly stepDream?: typeof currentStep;
  readonly onProgress?: (stage: string, trial: Trial) => void;
  readonly now?: () => number;
}

export interface Shrunk {
  readonly trial: Trial;
  readonly verdict: Verdict;
  readonly citizens: number;
  /** dreams that were dreamt to find it */
  readonly dreams: number;
  /** the time was up before nothing more could go */
  readonly cut: boolean;
}

/** How a trial failed. */
export interface Failed {
  readonly verdict: Verdict;
  /** people whom the new events and the effects of its last second name, and those who lie behind them */
  readonly near: readonly Who[];
}

/** Commands of a tick beside those of the trial: what living minds do. */
type Live = (dream: Dream) => readonly Command[];
const NOBODY_LIVES: Live = () => [];

/**
 * Dreams a trial until the expectation has failed; null when it does not. Throws an InvariantError when the core breaks.
 * @param live what others do beside the trial
 * @param onTick told of every tick
 */
export function fails(
  options: Pick<ShrinkOptions, 'scenario' | 'seed' | 'expectation' | 'stepDream'>,
  trial: Trial,
  live: Live = NOBODY_LIVES,
  onTick: (result: TickResult) => void = () => undefined,
): Failed | null {
  const step = options.stepDream ?? currentStep;
  const dream = createDream(options.scenario, options.seed);
  const monitor = new Monitor(options.scenario, [options.expectation]);
  let next = 0;
  /** kinds of events that happened in seconds before this one: what is new is more likely to be it */
  const usual = new Set<string>();
  let second: TickResult[] = [];
  while (dream.world.tick < trial.ticks) {
    const commands: Command[] = [];
    for (; next < trial.acts.length && (trial.acts[next] as Act).tick === dream.world.tick + 1; next++)
      commands.push((trial.acts[next] as Act).command);
    commands.push(...live(dream));
    const result = step(dream, commands);
    onTick(result);
    second.push(result);
    monitor.observe(dream, result);
    if (dream.world.tick % TICK_RATE !== 0) continue;
    const [failed] = monitor.verdicts().filter((v) => !v.holds);
    if (failed) return { verdict: { ...failed, tick: dream.world.tick }, near: namedBy(dream, second, usual, failed.who) };
    for (const { events } of second) for (const { type } of events) usual.add(type);
    second = [];
  }
  return null;
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

/** The smallest trial that still fails; null when the whole one does not fail. */
export function shrink(options: ShrinkOptions): Shrunk | null {
  const now = options.now ?? (() => performance.now());
  const end = now() + options.seconds * 1000;
  const over = (): boolean => now() > end;
  let dreams = 0;
  let best: Trial = options.trial;
  let verdict: Verdict | null = null;
  let near: readonly Who[] = [];
  /** Tries one; a trial that fails sooner ends there. */
  const attempt = (trial: Trial): boolean => {
    dreams++;
    const found = fails(options, trial);
    if (!found) return false;
    ({ verdict, near } = found);
    best = { acts: trial.acts.filter((a) => a.tick <= found.verdict.tick), ticks: found.verdict.tick };
    return true;
  };
  if (!attempt(best)) return null;
  const say = (stage: string): void => options.onProgress?.(stage, best);
  say('repeats');
  // the very few are looked for during a third of the time
  const isLate = (): boolean => now() > end - options.seconds * 667;
  if (options.cast) fewerLive(options, options.cast, verdictWho()[0] ?? '', best, attempt, over, isLate, () => dreams++);
  say('fewer citizens, each with a mind');
  // a guess that is often right and saves most of the search: whom the failure names, and who lies behind it
  for (const guess of [verdictWho(), near]) {
    if (guess.length > 0) attempt(only(best, (a) => isHosts(a) || guess.includes(whoOf(a))));
  }
  function verdictWho(): readonly Who[] {
    return verdict && verdict.who !== '' ? [verdict.who] : [];
  }
  for (let before = ''; before !== sizeOf(best) && !over(); ) {
    before = sizeOf(best);
    ddmin(whosOf(best), (whos) => attempt(only(best, (a) => isHosts(a) || whos.includes(whoOf(a)))), over);
    say('fewer citizens');
    squeeze(() => best, attempt, over);
    say('shorter');
    const commands = best.acts;
    ddmin(commands, (acts) => attempt({ acts, ticks: best.ticks }), over);
    say('fewer commands');
  }
  return verdict && { trial: best, verdict, citizens: whosOf(best).length, dreams, cut: over() };
}

/**
 * Fewer simulated citizens, who live on by their own minds: whoever only repeats what they did among twelve stumbles as soon as one of them is missing.
 * What the few did is then the trial that goes on being shrunk.
 */
function fewerLive(
  options: ShrinkOptions,
  cast: () => Cast,
  about: Who,
  whole: Trial,
  attempt: (trial: Trial) => boolean,
  over: () => boolean,
  isLate: () => boolean,
  count: () => void,
): void {
  const all = cast().state.members.map((m) => m.id);
  const others = only(options.trial, (a) => isHosts(a) || !all.includes(whoOf(a)));
  let ticks = whole.ticks;
  let found: readonly Act[] | null = null;
  const failsWith = (members: readonly Who[]): boolean => {
    count();
    const living = cast();
    living.state.members = living.state.members.filter((m) => members.includes(m.id));
    const acts: Act[] = [];
    const keep = ({ tick, accepted }: TickResult): void => {
      for (const { type, by, body } of accepted) acts.push({ tick, command: { type, by, body } as Command });
    };
    // a few take longer for what many did; time is cut afterwards
    const failed = fails(options, { acts: others.acts, ticks: LIVE_TIMES * options.trial.ticks }, (dream) => living.act(dream), keep);
    if (!failed) return false;
    ticks = failed.verdict.tick;
    found = acts;
    return true;
  };
  const who = all.includes(about) ? [about] : [];
  const rest = all.filter((one) => !who.includes(one));
  // the very few first: whom it is about alone, with one, with two others; each costs little, because few are dreamt quickly
  const few = (function* (): Generator<readonly Who[]> {
    if (who.length > 0) yield who;
    for (const a of rest) yield [...who, a];
    for (let i = 0; i < rest.length; i++) for (let j = i + 1; j < rest.length; j++) yield [...who, rest[i] as Who, rest[j] as Who];
  })();
  for (const members of few) {
    if (over() || isLate()) break;
    if (failsWith(members)) break;
  }
  if (!found) ddmin(all, failsWith, over);
  if (found) attempt({ acts: found, ticks });
}

/** So many times as long as the session may a few citizens live on to fail like the many. */
const LIVE_TIMES = 2;

const sizeOf = ({ acts, ticks }: Trial): string => `${acts.length} ${ticks}`;
const whoOf = (a: Act): Who => a.command.by;
const isHosts = (a: Act): boolean => a.command.by === 'dream';
const only = (trial: Trial, keep: (a: Act) => boolean): Trial => ({ ...trial, acts: trial.acts.filter(keep) });

/** Everybody who joins or does something, in the order they first do. */
export function whosOf(trial: Trial): Who[] {
  return [...new Set(trial.acts.filter((a) => !isHosts(a)).map(whoOf))];
}

/** Cuts stretches of time out, large ones first: what was done in them goes, what comes later moves up. */
function squeeze(best: () => Trial, attempt: (trial: Trial) => boolean, over: () => boolean): void {
  for (let size = Math.floor(best().ticks / 2); size >= TICK_RATE / 2; size = Math.floor(size / 2)) {
    for (let from = 0; from + size <= best().ticks && !over(); ) {
      const to = from + size;
      const acts = best().acts.flatMap((a) => (a.tick <= from ? [a] : a.tick > to ? [{ ...a, tick: a.tick - size }] : moved(a, from)));
      if (!attempt({ acts, ticks: best().ticks - size })) from = to;
    }
  }
}

/** Who joined, and what the host said, within a stretch that is cut out: that still happens, at its beginning. */
function moved(a: Act, from: number): Act[] {
  return a.command.type === 'join' || isHosts(a) ? [{ ...a, tick: from + 1 }] : [];
}

/** Dreams a trial once more, whole, for whoever wants to write it down. */
export function again(
  options: Pick<ShrinkOptions, 'scenario' | 'seed' | 'stepDream'>,
  trial: Trial,
  onTick: (dream: Dream, result: TickResult) => void,
): Dream {
  const step = options.stepDream ?? currentStep;
  const dream = createDream(options.scenario, options.seed);
  let next = 0;
  while (dream.world.tick < trial.ticks) {
    const commands: Command[] = [];
    for (; next < trial.acts.length && (trial.acts[next] as Act).tick === dream.world.tick + 1; next++)
      commands.push((trial.acts[next] as Act).command);
    onTick(dream, step(dream, commands));
  }
  return dream;
}
