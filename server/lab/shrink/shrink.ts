/** `dreamhaven shrink`: from a journal in which an expectation fails to the smallest one in which it still does. */

import { TICK_RATE } from '../../../shared/dream/ids.ts';
import type { Verdict } from '../../../shared/expectations/monitor.ts';
import { byRelevance, fewerFollowing, fewerLive, guessCitizens } from './citizens.ts';
import { ddmin } from './ddmin.ts';
import type { CastPlan } from './evaluator.ts';
import { intoLegs, intoMoves } from './legs.ts';
import { dropLikely } from './likely.ts';
import { pairHere, pairOfThreads, WIDTH } from './pair.ts';
import { type Care, Search } from './search.ts';
import { isHosts, kindOf, kindsOf, only, sooner, whoOf, whosOf, without } from './simpler.ts';
import type { Act, Trial, TrialOptions } from './trial.ts';

export interface ShrinkOptions extends TrialOptions {
  readonly trial: Trial;
  /** how the simulated citizens of the journal are made anew, with minds of their own; without it they only repeat what they did */
  readonly cast?: CastPlan;
  /** work that may be done, see `WORK_PER_SECOND`; what was found until then is the answer, and it says so */
  readonly work: number;
  /** told after each stage; `share` of the work is done */
  readonly onProgress?: (stage: string, trial: Trial, share: number) => void;
}

/**
 * Ticks, and as many again for each who dreams in them, that two ordinary cores beside each other dream in a second, all systems on. A time limit is
 * counted in these: the same search stops at the same place on every machine.
 */
export const WORK_PER_SECOND = 75_000;

export interface Shrunk {
  readonly trial: Trial;
  readonly verdict: Verdict;
  readonly citizens: number;
  /** dreams that were dreamt to find it, and the work they took */
  readonly dreams: number;
  readonly work: number;
  /** the work was used up before it was sure that nothing more can go */
  readonly cut: boolean;
}

/** The smallest trial that still fails; null when the whole one does not fail. Rejects with what the core throws. */
export async function shrink(options: ShrinkOptions): Promise<Shrunk | null> {
  const { stepDream, scenario, seed, carried, expectation } = options;
  const cast = options.cast ?? null;
  const pair = stepDream ? pairHere(options, cast) : pairOfThreads({ scenario, seed, carried, expectation }, cast);
  try {
    return await smallest(options, new Search(options.trial, options.work, pair));
  } finally {
    await pair.close();
  }
}

/** One way to make the best smaller, what it is called in the progress, and with what care it is worth trying. */
type Stage = readonly [says: string, run: (search: Search) => Promise<void>, cares: readonly Care[]];

const CARES: readonly Care[] = ['rough', 'sure'];

/** The dear first, so that the rest is tried on little. */
const STAGES: readonly Stage[] = [
  ['fewer citizens', fewerCitizens, CARES],
  ['fewer kinds of commands', fewerKinds, ['rough']],
  ['fewer commands', fewerActs, CARES],
  ['less time', lessTime, ['rough']],
  ['sooner', hurry, ['sure']],
];

async function smallest(options: ShrinkOptions, search: Search): Promise<Shrunk | null> {
  const say = (stage: string): void => options.onProgress?.(stage, search.best, search.share);
  if (!(await search.fails(options.trial))) return null;
  say('repeats');
  await guessCitizens(search);
  say('who lies behind it');
  if (options.cast) await fewerLive(search, options.cast.members);
  say('fewer citizens, each with a mind');
  await fewerCitizens(search);
  say('fewer citizens');
  await fewerFollowing(search);
  say('fewer citizens on their ways');
  const legs = await intoLegs(search, options);
  say(legs ? 'on legs' : 'as they steered');
  for (const care of CARES) {
    search.care = care;
    if (legs && care === 'sure') await intoMoves(search);
    for (let before: Trial | null = null; before !== search.best && (care === 'sure' || !before) && !search.over(); ) {
      before = search.best;
      for (const [says, run, cares] of STAGES) {
        if (search.over() || !cares.includes(care)) continue;
        await run(search);
        say(`${says} (${care})`);
      }
    }
  }
  if (legs && search.best.acts.some((a) => a.to)) await intoMoves(search);
  const { verdict, best, dreams, done } = search;
  return verdict && { trial: best, verdict, citizens: whosOf(best).length, dreams, work: done, cut: search.over() };
}

/** Parts of things down to this share of them are tried while the search is rough, smaller ones afterwards. */
const ROUGH = 16;

/** Cuts the best down to some of its things, each of which is a function of its commands. */
async function fewer<T>(search: Search, things: readonly T[], trialOf: (best: Trial, kept: readonly T[]) => Trial): Promise<void> {
  const { acts } = search.best;
  const firstFailing = (lists: readonly (readonly T[])[]): Promise<number> => {
    // what was found meanwhile may fail sooner
    const { ticks } = search.best;
    const whole = { acts: acts.filter((a) => a.tick <= ticks), ticks };
    return search.firstFailing(lists.map((list) => trialOf(whole, list)));
  };
  const part = Math.ceil(things.length / ROUGH);
  const sizes = { rough: { least: part }, sure: { most: 1 } }[search.care];
  await ddmin(things, firstFailing, search.over, sizes);
}

function fewerCitizens(search: Search): Promise<void> {
  const whos = byRelevance(search, whosOf(search.best));
  return fewer(search, whos, (best, kept) => only(best, (a) => isHosts(a) || kept.includes(whoOf(a))));
}

function fewerKinds(search: Search): Promise<void> {
  return fewer(search, kindsOf(search.best), (best, kept) => only(best, (a) => kindOf(a) === '' || kept.includes(kindOf(a))));
}

/** Whatever goes. While the search is rough, stretches of what one person did of a kind are tried first. */
async function fewerActs(search: Search): Promise<void> {
  const { acts } = search.best;
  const sizes = new Map<string, number>();
  for (const a of acts) sizes.set(kindOf(a), (sizes.get(kindOf(a)) ?? 0) + 1);
  const things = [...sizes.keys()].filter((kind) => kind !== '').flatMap((kind) => acts.filter((a) => kindOf(a) === kind));
  const stays = (a: Act): number => (search.care === 'sure' ? SINGLY : Math.min(SINGLY, FOURTH / (sizes.get(kindOf(a)) ?? 1)));
  const all = new Set(things);
  const firstFailing = (lists: readonly (readonly Act[])[]): Promise<number> => {
    const { ticks } = search.best;
    return search.firstFailing(
      lists.map((list) => {
        const kept = new Set(list);
        const gone = new Set([...all].filter((a) => !kept.has(a)));
        const { acts: rest } = without({ acts, ticks }, gone);
        return { acts: rest.filter((a) => a.tick <= ticks), ticks };
      }),
    );
  };
  await dropLikely(things, stays, firstFailing, search.over);
}

/** How likely something has to stay at first, so that things are tried singly; this over the number of things: so that a fourth of them are tried together. */
const SINGLY = 0.5;
const FOURTH = 4;

/** The least time worth cutting: failures are looked for once a second. Longer ones are cut in slices of this share of the time. */
const LEAST = TICK_RATE;
const SLICES = 64;

/** Less time, whatever is done in it: what was done is done sooner. */
async function lessTime(search: Search): Promise<void> {
  const whole = search.best;
  const size = Math.max(LEAST, Math.ceil(whole.ticks / SLICES));
  const slices = Array.from({ length: Math.floor(whole.ticks / size) }, (_, i) => i * size);
  await dropLikely(
    slices,
    () => FOURTH / SLICES,
    (lists) =>
      search.firstFailing(
        lists.map((kept) => slices.filter((from) => !kept.includes(from)).reduceRight((trial, from) => sooner(trial, from, size), whole)),
      ),
    search.over,
  );
}

/** Less time after each command: wherever nothing is done, it makes no difference which of the time it is. */
async function hurry(search: Search): Promise<void> {
  for (let from = 0; from + LEAST <= search.best.ticks && !search.over(); ) {
    const { best } = search;
    const ticks = [...new Set([0, ...best.acts.map((a) => a.tick)])];
    const starts = ticks.filter((tick) => tick >= from && tick + LEAST <= best.ticks).slice(0, WIDTH);
    if (starts.length === 0) break;
    const found = await search.firstFailing(starts.map((start) => sooner(best, start, LEAST)));
    from = found < 0 ? (starts.at(-1) as number) + 1 : (starts[found] as number);
  }
}
