/** Scenarios that a night took up while it was dreamt (`dreamhaven dev`), taken up again where it was done: for replays, recovery and forks. */
import { type Cast, restoreCast } from '../citizens/cast.ts';
import { adopt } from '../dream/adopt.ts';
import type { Carried } from '../dream/city/carried.ts';
import type { Command } from '../dream/commands.ts';
import type { CompiledScenario } from '../dream/compiled.ts';
import { stepDream } from '../dream/tick.ts';
import { createDream, type Dream } from '../dream/world.ts';
import type { AdoptedFrame } from './format.ts';
import { commandsOf, type Journal, JournalError } from './read.ts';
import type { Opener } from './seal.ts';

/** Compiles a scenario that is inside a journal; null when it does not compile by this core. */
export type Compile = (bundle: { readonly main: string; readonly files: Readonly<Record<string, string>> }) => CompiledScenario | null;

export class Adoptions {
  private readonly journal: Journal;
  private readonly first: CompiledScenario;
  private readonly compile: Compile | null;
  private readonly opener: Opener | null;
  private readonly compiled = new Map<string, CompiledScenario>();

  /** @param first the scenario that the night began with */
  constructor(journal: Journal, first: CompiledScenario, compile: Compile | null, opener: Opener | null) {
    this.journal = journal;
    this.first = first;
    this.compile = compile;
    this.opener = opener;
    this.compiled.set(first.hash, first);
  }

  /**
   * To be called before the first tick and after every one that was dreamt: takes up what the night took up then.
   * @returns the cast, made anew when the scenario is another
   * @throws JournalError when a scenario does not compile or a key is gone
   */
  after<C extends Cast | null>(dream: Dream, cast: C): C {
    let now: Cast | null = cast;
    for (const frame of this.journal.adopted ?? []) {
      if (frame.tick !== dream.world.tick) continue;
      const next = this.scenarioOf(frame);
      if (frame.again) this.dreamAgain(dream, next);
      else adopt(dream, next);
      now = now && restoreCast(next, now.state);
    }
    return now as C;
  }

  /** The scenario by which this tick was dreamt. @throws JournalError */
  at(tick: number): CompiledScenario {
    const last = this.journal.adopted?.findLast((f) => f.tick < tick);
    return last ? this.scenarioOf(last) : this.first;
  }

  private dreamAgain(dream: Dream, next: CompiledScenario): void {
    const { tick } = dream.world;
    const again = new DreamtAgain(next, this.journal.header.seed, this.journal.header.carried);
    for (const frame of this.journal.ticks) {
      if (frame.tick > tick) break;
      const { commands, missing } = commandsOf(frame, this.opener);
      if (missing > 0)
        throw new JournalError(`a key is gone that tick ${frame.tick} needs, and the night was dreamt again after tick ${tick}`);
      again.to(frame.tick - 1);
      again.step(commands);
    }
    again.to(tick);
    Object.assign(dream, again.dream);
  }

  private scenarioOf({ tick, scenario }: AdoptedFrame): CompiledScenario {
    const known = this.compiled.get(scenario.hash);
    if (known) return known;
    const made = this.compile?.(scenario);
    if (!made) throw new JournalError(`after tick ${tick} the night took up a scenario that does not compile here`);
    this.compiled.set(scenario.hash, made);
    return made;
  }
}

/** A night as it would have been by another scenario: its commands obeyed from dusk on, as far as the other scenario knows what they ask. */
export class DreamtAgain {
  readonly dream: Dream;

  constructor(scenario: CompiledScenario, seed: string, carried?: Carried | null) {
    this.dream = createDream(scenario, seed, carried);
  }

  /** Dreams on until after `tick`, without commands. */
  to(tick: number): void {
    while (this.dream.world.tick < tick) stepDream(this.dream, []);
  }

  step(commands: readonly Command[]): void {
    stepDream(this.dream, commands);
  }
}
