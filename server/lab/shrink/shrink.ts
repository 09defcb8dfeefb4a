/** `dreamhaven shrink`: from a journal in which an expectation fails to the smallest one in which it still does. */

import { TICK_RATE, type Who } from '../../../shared/dream/ids.ts';
import type { Verdict } from '../../../shared/expectations/monitor.ts';
import { ddmin } from './ddmin.ts';
import type { Answer, CastPlan } from './evaluator.ts';
import { type Pair, pairHere, pairOfThreads, WIDTH } from './pair.ts';
import type { Act, Trial, TrialOptions } from './trial.ts';

export interface ShrinkOptions extends TrialOptions {
  readonly trial: Trial;
  /** how the simulated citizens of the journal are made anew, with minds of their own; without it they only repeat what they did */
  readonly cast?: CastPlan;
  /** work that may be done, see `WORK_PER_SECOND`; what was found until then is the answer, and it says so */
  readonly work: number;
  readonly onProgress?: (stage: string, trial: Trial) => void;
}

/**
 * Ticks, and as many again for each who dreams in them, that two ordinary cores beside each other dream in a second, all systems on. A time limit is
 * counted in these: the same search stops at the same place on every machine.
 */
export const WORK_PER_SECOND = 60_000;

export interface Shrunk {
  readonly trial: Trial;
  readonly verdict: Verdict;
  readonly citizens: number;
  /** dreams that were dreamt to find it */
  readonly dreams: number;
  /** the work was used up before it was sure that nothing more can go */
  readonly cut: boolean;
}

/** The smallest trial that still fails; null when the whole one does not fail. Rejects with what the core throws. */
export async function shrink(options: ShrinkOptions): Promise<Shrunk | null> {
  const { stepDream, scenario, seed, carried, expectation } = options;
  const cast = options.cast ?? null;
  const pair = stepDream ? pairHere(options, cast) : pairOfThreads({ scenario, seed, carried, expectation }, cast);
  try {
    return await smallest(options, new Search(options, pair));
  } finally {
    await pair.close();
  }
}

async function smallest(options: ShrinkOptions, search: Search): Promise<Shrunk | null> {
  if (!(await search.fails(options.trial))) return null;
  search.say('repeats');
  if (options.cast) await fewerLive(options, options.cast, search);
  search.say('fewer citizens, each with a mind');
  // a guess that is often right and saves most of the search: whom the failure names, and who lies behind it
  for (const guess of [search.about, search.near]) {
    if (guess.length > 0) await search.fails(only(search.best, (a) => isHosts(a) || guess.includes(whoOf(a))));
  }
  /** Cuts the best down to some of its things, each of which is a function of its commands. */
  const fewer = async <T>(things: readonly T[], kept: (things: readonly T[]) => (a: Act) => boolean): Promise<void> => {
    const { acts } = search.best;
    const trialOf = (list: readonly T[]): Trial => {
      // what was found meanwhile may fail sooner
      const { ticks } = search.best;
      const keep = kept(list);
      return { acts: acts.filter((a) => a.tick <= ticks && keep(a)), ticks };
    };
    await ddmin(things, (lists) => search.firstFailing(lists.map(trialOf)), search.over);
  };
  for (let before = ''; before !== sizeOf(search.best) && !search.over(); ) {
    before = sizeOf(search.best);
    await fewer(whosOf(search.best), (whos) => (a) => isHosts(a) || whos.includes(whoOf(a)));
    search.say('fewer citizens');
    await squeeze(search, search.best.ticks / 32);
    search.say('shorter');
    await fewer(kindsOf(search.best), (kinds) => (a) => kindOf(a) === '' || kinds.includes(kindOf(a)));
    search.say('fewer kinds of commands');
    await fewer(search.best.acts, (acts) => {
      const these = new Set(acts);
      return (a) => these.has(a);
    });
    search.say('fewer commands');
    await squeeze(search, TICK_RATE / 2);
    search.say('shorter still');
  }
  const { verdict, best, dreams } = search;
  return verdict && { trial: best, verdict, citizens: whosOf(best).length, dreams, cut: search.over() };
}

/** The best found so far, and the work that is left. */
class Search {
  best: Trial;
  verdict: Verdict | null = null;
  near: readonly Who[] = [];
  dreams = 0;
  private done = 0;
  private readonly options: ShrinkOptions;
  private readonly pair: Pair;
  private readonly numbers = new Map<Act, number>();

  constructor(options: ShrinkOptions, pair: Pair) {
    this.options = options;
    this.pair = pair;
    this.best = options.trial;
  }

  /** Whom the failure is about. */
  get about(): readonly Who[] {
    return this.verdict && this.verdict.who !== '' ? [this.verdict.who] : [];
  }

  /** True when so much of the work is done. */
  over = (share = 1): boolean => this.done > this.options.work * share;

  say(stage: string): void {
    this.options.onProgress?.(stage, this.best);
  }

  async fails(trial: Trial): Promise<boolean> {
    return (await this.firstFailing([trial])) === 0;
  }

  /** Tries one or two; the first that fails is the best from now on. A trial that fails sooner ends there. @returns its index, or -1 */
  async firstFailing(trials: readonly Trial[]): Promise<number> {
    const answers = await this.ask(trials.map((trial) => ({ trial, living: null })));
    const found = answers.findIndex((a) => a.failed);
    const { failed } = answers[found] ?? {};
    if (!failed) return -1;
    this.pair.take(found);
    this.verdict = failed.verdict;
    this.near = failed.near;
    this.best = { acts: (trials[found] as Trial).acts.filter((a) => a.tick <= failed.verdict.tick), ticks: failed.verdict.tick };
    return found;
  }

  /** Dreams one or two beside each other; the work is that of the longer. What comes after the first that fails was dreamt in vain and does not count. */
  async ask(questions: readonly { readonly trial: Trial; readonly living: readonly Who[] | null }[]): Promise<readonly Answer[]> {
    const answers = await this.pair.ask(
      questions.map(({ trial, living }) => ({ acts: this.numbered(trial.acts), ticks: trial.ticks, living })),
    );
    const first = answers.findIndex((a) => a.failed);
    this.dreams += first < 0 ? answers.length : first + 1;
    this.done += Math.max(...answers.map((a) => a.work));
    return answers;
  }

  private numbered(acts: readonly Act[]): Int32Array {
    const fresh = acts.filter((a) => !this.numbers.has(a));
    for (const act of fresh) this.numbers.set(act, this.numbers.size);
    if (fresh.length > 0) this.pair.learn(fresh);
    return Int32Array.from(acts, (a) => this.numbers.get(a) as number);
  }
}

/** So much of the work goes into looking for the very few. */
const FEW_SHARE = 0.25;
/** So many times as long as the session may a few citizens live on to fail like the many. */
const LIVE_TIMES = 2;

/**
 * Fewer simulated citizens, who live on by their own minds: whoever only repeats what they did among twelve stumbles as soon as one of them is missing.
 * What the few did is then the trial that goes on being shrunk.
 */
async function fewerLive(options: ShrinkOptions, cast: CastPlan, search: Search): Promise<void> {
  const all = cast.members;
  const others = only(options.trial, (a) => isHosts(a) || !all.includes(whoOf(a)));
  // a few take longer for what many did; time is cut afterwards
  const trial = { acts: others.acts, ticks: LIVE_TIMES * search.best.ticks };
  let found: Trial | null = null;
  const firstFailing = async (lists: readonly (readonly Who[])[]): Promise<number> => {
    const answers = await search.ask(lists.map((living) => ({ trial, living })));
    const index = answers.findIndex((a) => a.failed);
    const { failed, acts } = answers[index] ?? {};
    if (failed && acts) found = { acts, ticks: failed.verdict.tick };
    return index;
  };
  const who = search.about.filter((one) => all.includes(one));
  const rest = all.filter((one) => !who.includes(one));
  // the very few first: whom it is about alone, with one, with two others; each costs little, because few are dreamt quickly
  const few: (readonly Who[])[] = who.length > 0 ? [who] : [];
  for (const a of rest) few.push([...who, a]);
  for (let i = 0; i < rest.length; i++) for (let j = i + 1; j < rest.length; j++) few.push([...who, rest[i] as Who, rest[j] as Who]);
  for (let i = 0; i < few.length && !found && !search.over(FEW_SHARE); i += WIDTH) await firstFailing(few.slice(i, i + WIDTH));
  if (!found) await ddmin(all, firstFailing, () => search.over(2 * FEW_SHARE));
  if (found) await search.fails(found);
}

const sizeOf = ({ acts, ticks }: Trial): string => `${acts.length} ${ticks}`;
const whoOf = (a: Act): Who => a.command.by;
const isHosts = (a: Act): boolean => a.command.by === 'dream';
const only = (trial: Trial, keep: (a: Act) => boolean): Trial => ({ ...trial, acts: trial.acts.filter(keep) });

/** Everybody who joins or does something, in the order they first do. */
export function whosOf(trial: Trial): Who[] {
  return [...new Set(trial.acts.filter((a) => !isHosts(a)).map(whoOf))];
}

/** What kind of command it is, '' for one that always stays: nobody is here who did not join. */
const kindOf = (a: Act): string => (isHosts(a) ? '' : a.command.type === 'join' ? '' : a.command.type);
const kindsOf = (trial: Trial): string[] => [...new Set(trial.acts.map(kindOf))].filter((kind) => kind !== '');

/** Cuts stretches of time out, large ones first, down to `least` ticks: what was done in them goes, what comes later moves up. */
async function squeeze(search: Search, least: number): Promise<void> {
  for (let size = Math.floor(search.best.ticks / 2); size >= Math.max(least, TICK_RATE / 2); size = Math.floor(size / 2)) {
    for (let from = 0; from + size <= search.best.ticks && !search.over(); ) {
      const { acts, ticks } = search.best;
      const starts = Array.from({ length: WIDTH }, (_, i) => from + i * size).filter((start) => start + size <= ticks);
      const found = await search.firstFailing(starts.map((start) => ({ acts: without(acts, start, size), ticks: ticks - size })));
      from += (found < 0 ? starts.length : found) * size;
    }
  }
}

/** Commands with the ticks from `from` + 1 to `from` + `size` cut out. */
function without(acts: readonly Act[], from: number, size: number): Act[] {
  return acts.flatMap((a) => (a.tick <= from ? [a] : a.tick > from + size ? [{ ...a, tick: a.tick - size }] : moved(a, from)));
}

/** Who joined, and what the host said, within a stretch that is cut out: that still happens, at its beginning. */
function moved(a: Act, from: number): Act[] {
  return a.command.type === 'join' || isHosts(a) ? [{ ...a, tick: from + 1 }] : [];
}
