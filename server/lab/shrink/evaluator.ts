/** Dreams trials for a shrink, one after the other, and remembers moments of them. Plain questions and answers, so that it can sit in a thread. */
import { createCast } from '../../../shared/citizens/cast.ts';
import type { Command } from '../../../shared/dream/commands.ts';
import type { Who } from '../../../shared/dream/ids.ts';
import type { TickResult } from '../../../shared/dream/tick.ts';
import { type Act, dreamTrial, type Failed, Known, type Trial, type TrialOptions } from './trial.ts';

/** How the simulated citizens of a journal are made anew. */
export interface CastPlan {
  readonly size: number;
  readonly varied: boolean;
  readonly members: readonly Who[];
}

export interface Question {
  /** commands by their number, in order */
  readonly acts: Int32Array;
  readonly ticks: number;
  /** simulated citizens who live by their own minds beside the commands; null when nobody does */
  readonly living: readonly Who[] | null;
}

export interface Answer {
  readonly failed: Failed | null;
  readonly work: number;
  /** with living citizens, of a trial that failed: everything that was obeyed in it */
  readonly acts: readonly Act[];
}

export class Evaluator {
  private readonly options: TrialOptions;
  private readonly cast: CastPlan | null;
  private readonly acts: Act[] = [];
  private best = new Known();
  private last = new Known();

  constructor(options: TrialOptions, cast: CastPlan | null) {
    this.options = options;
    this.cast = cast;
  }

  /** Commands get their numbers in the order in which they are learnt, from 0 on. */
  learn(acts: readonly Act[]): void {
    for (const act of acts) this.acts.push(act);
  }

  ask({ acts, ticks, living }: Question): Answer {
    const trial: Trial = { acts: Array.from(acts, (n) => this.acts[n] as Act), ticks };
    if (living) return this.live(trial, living);
    const [best, last] = [this.best.lastBefore(trial)?.tick ?? 0, this.last.lastBefore(trial)?.tick ?? 0];
    const { failed, known, work } = dreamTrial(this.options, trial, best >= last ? this.best : this.last);
    this.last = known;
    return { failed, work, acts: [] };
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
    const acts: Act[] = [];
    const keep = ({ tick, accepted }: TickResult): void => {
      for (const { type, by, body } of accepted) acts.push({ tick, command: { type, by, body } as Command });
    };
    const { failed, work } = dreamTrial(this.options, trial, undefined, (dream) => cast.act(dream), keep);
    return { failed, work, acts: failed ? acts : [] };
  }
}
