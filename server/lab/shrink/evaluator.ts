/** Dreams trials for a shrink, one after the other, and remembers moments of them. Plain questions and answers, so that it can sit in a thread. */
import { createCast } from '../../../shared/citizens/cast.ts';
import type { Command } from '../../../shared/dream/commands.ts';
import { TICK_RATE, type Who } from '../../../shared/dream/ids.ts';
import type { TickResult } from '../../../shared/dream/tick.ts';
import { type Followers, followers, Ways } from './follow.ts';
import { Known } from './known.ts';
import { isHosts, only, whoOf } from './simpler.ts';
import { type Act, again, dreamTrial, type Failed, type Trial, type TrialOptions } from './trial.ts';

/** How the simulated citizens of a journal are made anew. */
export interface CastPlan {
  readonly size: number;
  readonly varied: boolean;
  readonly members: readonly Who[];
}

/** Simulated citizens who live by their own minds; or steering that is to lead somewhere, to be written down as it was obeyed; or people who go where they went. */
export type Free = { readonly live: readonly Who[] } | { readonly aimed: true } | { readonly follow: readonly Who[] };

export interface Question {
  /** commands by their number, in order */
  readonly acts: Int32Array;
  readonly ticks: number;
  /** who does something of their own beside the commands; null when nobody does */
  readonly free: Free | null;
  /** how the best came to fail, for a trial that is to be given up when it falls behind; null: it is dreamt to the end */
  readonly pace: readonly number[] | null;
  /** tick of the first command in which it differs from the best */
  readonly departs: number;
}

export interface Answer {
  readonly failed: Failed | null;
  readonly work: number;
  readonly gaveUp: boolean;
  /** of a trial that failed: how it came to */
  readonly pace: readonly number[];
  /** of a trial that failed with people free in it: everything that was obeyed */
  readonly acts: readonly Act[];
}

/** Whoever follows may come so much later, ticks. */
const FOLLOW_LATE = 5 * TICK_RATE;

export class Evaluator {
  private readonly options: TrialOptions;
  private readonly cast: CastPlan | null;
  private readonly acts: Act[] = [];
  private best = new Known();
  private last = new Known();
  private ways: { readonly of: Trial; readonly ways: Ways } | null = null;

  constructor(options: TrialOptions, cast: CastPlan | null) {
    this.options = options;
    this.cast = cast;
  }

  /** Commands get their numbers in the order in which they are learnt, from 0 on. */
  learn(acts: readonly Act[]): void {
    for (const act of acts) this.acts.push(act);
  }

  ask({ acts, ticks, free, pace, departs }: Question): Answer {
    const trial: Trial = { acts: Array.from(acts, (n) => this.acts[n] as Act), ticks };
    if (free && 'aimed' in free) return this.free(trial, { act: () => [], heard: () => undefined });
    if (free) return 'live' in free ? this.live(trial, free.live) : this.follow(trial, free.follow);
    const [best, last] = [this.best.lastBefore(trial)?.tick ?? 0, this.last.lastBefore(trial)?.tick ?? 0];
    const { failed, known, work, gaveUp } = dreamTrial(this.options, trial, { known: best >= last ? this.best : this.last, pace, departs });
    this.last = known;
    return { failed, work, gaveUp, pace: failed ? known.pace : [], acts: [] };
  }

  /** What was asked last is the best from now on. */
  take(): void {
    this.best = this.last;
  }

  private live(trial: Trial, living: readonly Who[]): Answer {
    const { scenario, seed } = this.options;
    const { size, varied } = this.cast ?? { size: 0, varied: false };
    const cast = createCast(scenario, { seed, size, varied });
    cast.state.members = cast.state.members.filter((m) => living.includes(m.id));
    return this.free(trial, { act: (dream) => cast.act(dream), heard: () => undefined });
  }

  private follow(trial: Trial, whos: readonly Who[]): Answer {
    if (!this.ways || !isSame(this.ways.of, trial)) {
      const ways = new Ways();
      again(this.options, trial, (dream) => ways.note(dream));
      this.ways = { of: trial, ways };
    }
    const { ways } = this.ways;
    const stays = (a: Act): boolean => isHosts(a) || (whos.includes(whoOf(a)) && a.command.type !== 'move');
    return this.free({ ...only(trial, stays), ticks: trial.ticks + FOLLOW_LATE }, followers(trial, whos, ways));
  }

  private free(trial: Trial, { act, heard }: Followers): Answer {
    const acts: Act[] = [];
    const onTick = (result: TickResult): void => {
      heard(result);
      const { tick, accepted } = result;
      for (const { type, by, body } of accepted) acts.push({ tick, command: { type, by, body } as Command });
    };
    const { failed, work } = dreamTrial(this.options, trial, { live: act, onTick });
    return { failed, work, gaveUp: false, pace: [], acts: failed ? acts : [] };
  }
}

const isSame = (a: Trial, b: Trial): boolean =>
  a.ticks === b.ticks && a.acts.length === b.acts.length && a.acts.every((act, i) => act === b.acts[i]);
