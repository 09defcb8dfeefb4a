/** The best trial found so far, the work that is left, and what was tried already. */
import type { Who } from '../../../shared/dream/ids.ts';
import type { Verdict } from '../../../shared/expectations/monitor.ts';
import { hashOf } from '../../../shared/kernel/hash.ts';
import type { Answer, Free } from './evaluator.ts';
import { differAt } from './known.ts';
import type { Pair } from './pair.ts';
import type { Act, Trial } from './trial.ts';

/** A trial, and who does something of their own in it. */
export interface Asked {
  readonly trial: Trial;
  readonly free: Free | null;
}

/** Rough: trials that fall behind the best are given up. Sure: every trial is dreamt to its end, so that what stays has to stay. */
export type Care = 'rough' | 'sure';

export class Search {
  best: Trial;
  verdict: Verdict | null = null;
  /** who lies behind the failure, who did most first */
  behind: readonly Who[] = [];
  dreams = 0;
  done = 0;
  care: Care = 'rough';
  private pace: readonly number[] = [];
  private readonly work: number;
  private readonly pair: Pair;
  /** commands by their number, and how many of them the pair knows */
  private readonly acts: Act[] = [];
  private readonly numbers = new Map<Act, number>();
  private readonly named = new Map<string, number>();
  private learnt = 0;
  /** trials that were dreamt to the end and did not fail, and those that were given up */
  private readonly held = new Set<string>();
  private readonly left = new Set<string>();

  constructor(whole: Trial, work: number, pair: Pair) {
    this.work = work;
    this.pair = pair;
    this.best = this.known(whole);
  }

  /** Whom the failure is about. */
  get about(): readonly Who[] {
    return this.verdict && this.verdict.who !== '' ? [this.verdict.who] : [];
  }

  /** True when so much of the work is done. */
  over = (share = 1): boolean => this.done > this.work * share;

  /** The share of the work that is done. */
  get share(): number {
    return this.done / this.work;
  }

  /** @param sure dreamt to its end, at whatever pace */
  async fails(trial: Trial, sure = false): Promise<boolean> {
    const { care } = this;
    if (sure) this.care = 'sure';
    const failed = (await this.firstFailing([trial])) === 0;
    this.care = care;
    return failed;
  }

  /** Tries one or two; the first that fails is the best from now on. A trial that fails sooner ends there. @returns its index, or -1 */
  async firstFailing(trials: readonly Trial[]): Promise<number> {
    const fresh = trials.map((trial, index) => ({ trial: this.known(trial), index })).filter(({ trial }) => !this.wasTried(trial));
    if (fresh.length === 0) return -1;
    const answers = await this.ask(fresh.map(({ trial }) => ({ trial, free: null })));
    const found = answers.findIndex((a) => a.failed);
    answers.slice(0, found < 0 ? answers.length : found).forEach((answer, i) => {
      (answer.gaveUp ? this.left : this.held).add(this.nameOf((fresh[i] as { trial: Trial }).trial));
    });
    const { failed, pace } = answers[found] ?? {};
    const { trial, index } = fresh[found] ?? {};
    if (!failed || !pace || !trial || index === undefined) return -1;
    this.pair.take(found);
    this.pace = pace;
    this.verdict = failed.verdict;
    this.behind = failed.behind;
    this.best = { acts: trial.acts.filter((a) => a.tick <= failed.verdict.tick), ticks: failed.verdict.tick };
    return index;
  }

  /** Dreams one or two beside each other; the work is that of the longer. What comes after the first that fails was dreamt in vain and does not count. */
  async ask(questions: readonly Asked[]): Promise<readonly Answer[]> {
    if (this.learnt < this.acts.length) this.pair.learn(this.acts.slice(this.learnt));
    this.learnt = this.acts.length;
    const answers = await this.pair.ask(
      questions.map(({ trial, free }) => ({
        acts: this.numbersOf(trial),
        ticks: trial.ticks,
        free,
        pace: this.care !== 'sure' && free === null && this.verdict ? this.pace : null,
        departs: differAt(trial.acts, this.best.acts),
      })),
    );
    const first = answers.findIndex((a) => a.failed);
    this.dreams += first < 0 ? answers.length : first + 1;
    this.done += Math.max(...answers.map((a) => a.work));
    return answers;
  }

  /** The same trial with commands that have a number: what says the same as one before is that one, also when it was moved there. */
  private known(trial: Trial): Trial {
    const used = new Set<number>();
    const acts = trial.acts.map((act) => {
      let number = this.numbers.get(act);
      for (let nth = 0; number === undefined; nth++) {
        const name = JSON.stringify([act.tick, act.command, act.to, nth]);
        const one = this.named.get(name) ?? this.number(act, name);
        if (!used.has(one)) number = one;
      }
      used.add(number);
      return this.acts[number] as Act;
    });
    return { ...trial, acts };
  }

  private number(act: Act, name: string): number {
    const number = this.acts.push(act) - 1;
    this.numbers.set(act, number);
    this.named.set(name, number);
    return number;
  }

  private numbersOf(trial: Trial): Int32Array {
    return Int32Array.from(trial.acts, (a) => this.numbers.get(a) as number);
  }

  private nameOf(trial: Trial): string {
    return hashOf([trial.ticks, ...this.numbersOf(trial)]);
  }

  private wasTried(trial: Trial): boolean {
    const name = this.nameOf(trial);
    return this.held.has(name) || (this.care !== 'sure' && this.left.has(name));
  }
}
