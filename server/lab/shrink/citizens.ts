/** Fewer citizens: guesses that are often right and save most of the search; people who follow their old ways; citizens with minds of their own. */
import { TICK_RATE, type Who } from '../../../shared/dream/ids.ts';
import { ddmin } from './ddmin.ts';
import type { Free } from './evaluator.ts';
import { WIDTH } from './pair.ts';
import type { Search } from './search.ts';
import { isHosts, only, whoOf, whosOf } from './simpler.ts';
import type { Trial } from './trial.ts';

/** So many of those who lie most behind a failure are tried alone. */
const FIRST_FEW = 4;
/** So much of the work goes into looking for the very few who live on. */
const FEW_SHARE = 0.08;
/** So many times as long as the session may a few citizens live on to fail like the many. */
const LIVE_TIMES = 2;
/** Whom the failure is about, and the one, two, three, four who lie most behind it. */
function guesses({ about, behind }: Search): Who[][] {
  const others = behind.filter((who) => !about.includes(who));
  const some = [0, 1, 2, 3, 4].filter((n) => n <= Math.min(FIRST_FEW, others.length)).map((n) => [...about, ...others.slice(0, n)]);
  return some.filter((whos) => whos.length > 0);
}

/** What only a few did, as they did it among the many. */
export async function guessCitizens(search: Search): Promise<void> {
  for (const whos of guesses(search)) {
    if (search.over() || (await search.fails(only(search.best, (a) => isHosts(a) || whos.includes(whoOf(a)))))) return;
  }
}

/** Fewer who follow the ways they went. */
export async function fewerFollowing(search: Search): Promise<void> {
  const trial = search.best;
  const all = whosOf(trial);
  if (all.length < 2) return;
  const free = new FreeSearch<readonly Who[]>(search, trial, (whos) => ({ follow: whos }));
  // where already all of them together do not come to it, fewer will not
  if ((await free.firstFailing([all])) < 0) return;
  await ddmin(byRelevance(search, all), (lists) => free.firstFailing(lists), search.over);
  await free.take((found) => whosOf(found).length < all.length);
}

/**
 * Fewer simulated citizens, who live on by their own minds: two may come to do by themselves what many did.
 * @param all the simulated citizens of the session, who may not have been made fewer before
 */
export async function fewerLive(search: Search, all: readonly Who[]): Promise<void> {
  const others = only(search.best, (a) => isHosts(a) || !all.includes(whoOf(a)));
  // a few take longer for what many did; time is cut afterwards
  const ticks = LIVE_TIMES * search.best.ticks;
  const theirs = (whos: readonly Who[]): Who[] => whos.filter((who) => all.includes(who));
  const rest = theirs([...new Set([...search.behind, ...all])]).filter((who) => !search.about.includes(who));
  const few = fewOf(guesses(search).map(theirs), theirs(search.about), rest).filter((whos) => whos.length < whosOf(search.best).length);
  const free = new FreeSearch<readonly Who[]>(search, { ...others, ticks }, (live) => ({ live }));
  const until = search.share + FEW_SHARE;
  let most = Infinity;
  for (let next = few; next.length > 0 && !search.over(until); next = next.slice(WIDTH).filter((whos) => whos.length <= most)) {
    const { found } = free;
    // as many as were found already have to come to it sooner
    const ticksOf = (whos: readonly Who[]): number => (found && whos.length === most ? found.ticks - TICK_RATE : ticks);
    await free.firstFailing(next.slice(0, WIDTH), (whos) => ({ ...others, ticks: ticksOf(whos) }));
    if (free.found) most = whosOf(free.found).length;
  }
  await free.take((found) => whosOf(found).length < whosOf(search.best).length);
}

/** Trials in which some people are free. Each becomes a trial of what everybody did in it. */
class FreeSearch<T> {
  found: Trial | null = null;
  private readonly search: Search;
  private readonly trial: Trial;
  private readonly free: (one: T) => Free;

  constructor(search: Search, trial: Trial, free: (one: T) => Free) {
    this.search = search;
    this.trial = trial;
    this.free = free;
  }

  firstFailing = async (ones: readonly T[], trialOf: (one: T) => Trial = () => this.trial): Promise<number> => {
    const answers = await this.search.ask(ones.map((one) => ({ trial: trialOf(one), free: this.free(one) })));
    const index = answers.findIndex((a) => a.failed);
    const { failed, acts } = answers[index] ?? {};
    if (failed && acts) this.found = { acts, ticks: failed.verdict.tick };
    return index;
  };

  /** What was found last is the best from now on, if it is smaller. */
  async take(isSmaller: (found: Trial) => boolean): Promise<void> {
    if (this.found && isSmaller(this.found)) await this.search.fails(this.found, true);
  }
}

/** Who lies least behind the failure first: they go soonest. */
export function byRelevance({ behind, about }: Search, whos: readonly Who[]): Who[] {
  const rank = (who: Who): number => (about.includes(who) ? -1 : behind.includes(who) ? behind.indexOf(who) : behind.length);
  return [...whos].sort((a, b) => rank(b) - rank(a));
}

/** The very few, each set once: the guesses, whom it is about with one other, with two others, most likely first. Each costs little: few are dreamt quickly. */
function fewOf(first: readonly (readonly Who[])[], about: readonly Who[], rest: readonly Who[]): (readonly Who[])[] {
  const few = [...first];
  for (const a of rest) few.push([...about, a]);
  const pairs = rest.flatMap((a, i) => rest.slice(i + 1).map((b, j) => ({ whos: [...about, a, b], rank: 2 * i + 1 + j })));
  few.push(...pairs.sort((a, b) => a.rank - b.rank).map((pair) => pair.whos));
  const seen = new Set<string>();
  return few.filter((whos) => {
    const name = [...whos].sort().join(' ');
    return whos.length > 0 && !seen.has(name) && seen.add(name);
  });
}
