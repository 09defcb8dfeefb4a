/** `dreamhaven shrink`: from a journal in which an expectation fails to the smallest one in which it still does. */

import type { Cast } from '../../../shared/citizens/cast.ts';
import type { Command } from '../../../shared/dream/commands.ts';
import { TICK_RATE, type Who } from '../../../shared/dream/ids.ts';
import type { TickResult } from '../../../shared/dream/tick.ts';
import type { Verdict } from '../../../shared/expectations/monitor.ts';
import { ddmin } from './ddmin.ts';
import { type Act, dreamTrial, Known, type Trial, type TrialOptions } from './trial.ts';

export interface ShrinkOptions extends TrialOptions {
  readonly trial: Trial;
  /** how the simulated citizens of the journal are made anew, with minds of their own; without it they only repeat what they did */
  readonly cast?: () => Cast;
  /** work that may be done, see `WORK_PER_SECOND`; what was found until then is the answer, and it says so */
  readonly work: number;
  readonly onProgress?: (stage: string, trial: Trial) => void;
}

/**
 * Ticks, and as many again for each who dreams in them, that an ordinary core dreams in a second. A time limit is counted in these: the same search
 * stops at the same place on every machine.
 */
export const WORK_PER_SECOND = 250_000;

export interface Shrunk {
  readonly trial: Trial;
  readonly verdict: Verdict;
  readonly citizens: number;
  /** dreams that were dreamt to find it */
  readonly dreams: number;
  /** the work was used up before it was sure that nothing more can go */
  readonly cut: boolean;
}

/** The smallest trial that still fails; null when the whole one does not fail. */
export function shrink(options: ShrinkOptions): Shrunk | null {
  const search = new Search(options);
  if (!search.attempt(options.trial)) return null;
  search.say('repeats');
  if (options.cast) fewerLive(options, options.cast, search);
  search.say('fewer citizens, each with a mind');
  // a guess that is often right and saves most of the search: whom the failure names, and who lies behind it
  for (const guess of [search.about, search.near]) {
    if (guess.length > 0) search.attempt(only(search.best, (a) => isHosts(a) || guess.includes(whoOf(a))));
  }
  const fails = (trial: Trial): boolean => search.attempt(trial);
  for (let before = ''; before !== sizeOf(search.best) && !search.over(); ) {
    before = sizeOf(search.best);
    ddmin(whosOf(search.best), (whos) => fails(only(search.best, (a) => isHosts(a) || whos.includes(whoOf(a)))), search.over);
    search.say('fewer citizens');
    squeeze(search, search.best.ticks / 32);
    search.say('shorter');
    ddmin(kindsOf(search.best), (kinds) => fails(only(search.best, (a) => kindOf(a) === '' || kinds.includes(kindOf(a)))), search.over);
    search.say('fewer kinds of commands');
    const { ticks, acts } = search.best;
    ddmin(acts, (some) => fails({ acts: some, ticks }), search.over);
    search.say('fewer commands');
    squeeze(search, TICK_RATE / 2);
    search.say('shorter still');
  }
  return (
    search.verdict && {
      trial: search.best,
      verdict: search.verdict,
      citizens: whosOf(search.best).length,
      dreams: search.dreams,
      cut: search.over(),
    }
  );
}

/** The best found so far, and the work that is left. */
class Search {
  best: Trial;
  verdict: Verdict | null = null;
  near: readonly Who[] = [];
  dreams = 0;
  private known = new Known();
  private done = 0;
  private readonly options: ShrinkOptions;

  constructor(options: ShrinkOptions) {
    this.options = options;
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

  /** Tries one; what fails is the best from now on. A trial that fails sooner ends there. */
  attempt(trial: Trial): boolean {
    const { failed, known, work } = dreamTrial(this.options, trial, this.known);
    this.worked(work);
    if (!failed) return false;
    this.verdict = failed.verdict;
    this.near = failed.near;
    this.known = known;
    this.best = { acts: trial.acts.filter((a) => a.tick <= failed.verdict.tick), ticks: failed.verdict.tick };
    return true;
  }

  worked(work: number): void {
    this.dreams++;
    this.done += work;
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
function fewerLive(options: ShrinkOptions, cast: () => Cast, search: Search): void {
  const whole = search.best;
  const all = cast().state.members.map((m) => m.id);
  const others = only(options.trial, (a) => isHosts(a) || !all.includes(whoOf(a)));
  let found: Trial | null = null;
  const failsWith = (members: readonly Who[], times: number): boolean => {
    const living = cast();
    living.state.members = living.state.members.filter((m) => members.includes(m.id));
    const acts: Act[] = [];
    const keep = ({ tick, accepted }: TickResult): void => {
      for (const { type, by, body } of accepted) acts.push({ tick, command: { type, by, body } as Command });
    };
    // a few take longer for what many did; time is cut afterwards
    const trial = { acts: others.acts, ticks: Math.round(times * whole.ticks) };
    const { failed, work } = dreamTrial(options, trial, undefined, (dream) => living.act(dream), keep);
    search.worked(work);
    if (failed) found = { acts, ticks: failed.verdict.tick };
    return failed !== null;
  };
  const who = search.about.filter((one) => all.includes(one));
  const rest = all.filter((one) => !who.includes(one));
  // the very few first: whom it is about alone, with one, with two others; each costs little, because few are dreamt quickly
  const few = (function* (): Generator<readonly Who[]> {
    if (who.length > 0) yield who;
    for (const a of rest) yield [...who, a];
    for (let i = 0; i < rest.length; i++) for (let j = i + 1; j < rest.length; j++) yield [...who, rest[i] as Who, rest[j] as Who];
  })();
  for (const members of few) if (search.over(FEW_SHARE) || failsWith(members, LIVE_TIMES)) break;
  if (!found)
    ddmin(
      all,
      (members) => failsWith(members, LIVE_TIMES),
      () => search.over(2 * FEW_SHARE),
    );
  if (found) search.attempt(found);
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
function squeeze(search: Search, least: number): void {
  for (let size = Math.floor(search.best.ticks / 2); size >= Math.max(least, TICK_RATE / 2); size = Math.floor(size / 2)) {
    for (let from = 0; from + size <= search.best.ticks && !search.over(); ) {
      const to = from + size;
      const acts = search.best.acts.flatMap((a) => (a.tick <= from ? [a] : a.tick > to ? [{ ...a, tick: a.tick - size }] : moved(a, from)));
      if (!search.attempt({ acts, ticks: search.best.ticks - size })) from = to;
    }
  }
}

/** Who joined, and what the host said, within a stretch that is cut out: that still happens, at its beginning. */
function moved(a: Act, from: number): Act[] {
  return a.command.type === 'join' || isHosts(a) ? [{ ...a, tick: from + 1 }] : [];
}
