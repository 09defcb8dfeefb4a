/**
 * `dreamhaven dev` without a terminal and without files: a dream that runs, and saves that are taken up or turned away. A save that is wrong, or
 * that would break the dream, leaves the last good one running and says why.
 */
import { createCast, restoreCast, sheetsFor } from '../../../shared/citizens/cast.ts';
import { type Adoption, adopt, compare } from '../../../shared/dream/adopt.ts';
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import { TICK_RATE } from '../../../shared/dream/ids.ts';
import { copyPlain } from '../../../shared/dream/snapshot.ts';
import { stepDream } from '../../../shared/dream/tick.ts';
import type { Dream } from '../../../shared/dream/world.ts';
import type { DevMessage } from '../../../shared/protocol/messages.ts';
import { compileScenario, type ScenarioBundle } from '../../../shared/scenario/compile.ts';
import { hasErrors, renderFindings } from '../../../shared/scenario/report.ts';
import type { DreamHost } from '../../host/host.ts';
import type { Obeyed } from '../../store/night.ts';
import { dreamAgain } from './redo.ts';

/** Ticks that a changed dream is tried for before anybody is in it. */
const TRIAL_TICKS = TICK_RATE;
/** Longest that an act is dreamt ahead for, s. */
const AHEAD_SECONDS = 3600;

export interface DevHouse {
  readonly host: DreamHost;
  adopt(cut: Cut): Adoption;
  /** The night goes on as `again`, which is at its tick, would have it. */
  replace(again: Dream, cut: Cut): void;
  /** What the night obeyed so far; null where nothing is written. Throws when it cannot be read. */
  obeyed(): readonly Obeyed[] | null;
  readonly pages: { placed(): void; note(note: DevMessage): void; restart(): void } | null;
}

export interface Saved {
  /** taken up, dreamt again from dusk because it could not be taken up, nothing in it is other, or turned away */
  readonly is: 'taken' | 'again' | 'same' | 'wrong';
  /** findings, warnings too, with their code frames */
  readonly findings: string;
  readonly changed: readonly string[];
  readonly kept: readonly string[];
}

interface Cut {
  readonly scenario: CompiledScenario;
  readonly source: ScenarioBundle;
}

export class DevSession {
  private readonly house: DevHouse;
  private readonly past: Cut[] = [];
  private readonly tryOut: typeof tryOut;
  private now: Cut;
  private wrong = '';
  private turn: Promise<unknown> = Promise.resolve();

  /** @param tries how a save is tried before people are in it; for tests */
  constructor(house: DevHouse, first: Cut, tries = tryOut) {
    this.house = house;
    this.now = first;
    this.tryOut = tries;
  }

  get scenario(): CompiledScenario {
    return this.now.scenario;
  }

  /** Files were saved. Never throws for what they hold. */
  save(source: ScenarioBundle): Promise<Saved> {
    return this.inTurn(() => this.read(source));
  }

  private async read(source: ScenarioBundle): Promise<Saved> {
    const { scenario, findings } = compileScenario(source);
    const said = findings.length === 0 ? '' : renderFindings(findings, source.files);
    if (!scenario || hasErrors(findings)) return this.turnAway(said);
    if (
      scenario.hash === this.now.scenario.hash &&
      JSON.stringify(scenario.expectations) === JSON.stringify(this.now.scenario.expectations)
    ) {
      this.mended([]);
      return { is: 'same', findings: said, changed: [], kept: [] };
    }
    const before = this.now;
    const taken = await this.swap({ scenario, source });
    if (taken.is !== 'wrong') this.past.push(before);
    return { ...taken, findings: taken.findings === '' ? said : taken.findings };
  }

  /** Back to the scenario before the last save that was taken up; null when there is none. The files stay as they are. */
  undo(): Promise<Saved | null> {
    return this.inTurn(async () => {
      const last = this.past.pop();
      return last ? await this.swap(last) : null;
    });
  }

  /** One after the other: a save may take as long as a night takes to be dreamt again. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  /** A new night of the present scenario, dreamt ahead until the act is open (1 is the first). @returns false when the act never opened within an hour */
  restartAt(act: number): boolean {
    this.house.pages?.restart();
    const { host } = this.house;
    const narrative = () => host.dream.world.narrative;
    for (let i = 0; i < AHEAD_SECONDS * TICK_RATE && narrative().act + 1 < act && narrative().ending === ''; i++) host.step();
    return narrative().act + 1 >= act;
  }

  /** One more simulated citizen, who joins in the next tick; their name. */
  addCitizen(): string {
    const { host } = this.house;
    const { scenario, world } = host.dream;
    const state = host.cast?.state ?? createCast(scenario, { seed: world.seed, size: 0 }).state;
    const size = state.members.length + 1;
    const made = createCast(scenario, { seed: world.seed, size }).state.members[size - 1];
    if (made) state.members.push({ ...made, joinTick: world.tick + 1, nextThought: world.tick + TICK_RATE });
    state.yields = false;
    host.cast = restoreCast(scenario, state);
    return sheetsFor(scenario, size)[size - 1]?.name ?? 'somebody';
  }

  private async swap(next: Cut): Promise<Saved> {
    const { host } = this.house;
    const unfit = otherActs(host.dream, next.scenario) || this.tryOut(host, next.scenario);
    if (unfit !== '') return this.dreamAgain(next, unfit);
    const { changed, kept } = this.house.adopt(next);
    this.settle(next, [...changed, ...kept]);
    return { is: 'taken', findings: '', changed, kept };
  }

  /** The world as it is does not fit: the night until now is dreamt again by the new scenario, while it goes on by the old one. */
  private async dreamAgain(next: Cut, unfit: string): Promise<Saved> {
    const { host } = this.house;
    try {
      const past = this.house.obeyed();
      if (!past) return this.turnAway(`This dream would break: ${unfit}`);
      const again = await dreamAgain(host, next.scenario, past);
      const broken = this.house.host === host ? this.tryOut({ dream: again, cast: host.cast }, next.scenario) : 'another night has begun';
      if (broken !== '') return this.turnAway(`This dream would break: ${broken}`);
      const changed = compare(host.dream.scenario, next.scenario);
      const kept = [`${unfit}: the night was dreamt again from dusk, ${again.world.tick / TICK_RATE} s, as if it had always been so`];
      this.house.replace(again, next);
      this.settle(next, [...changed, ...kept]);
      return { is: 'again', findings: '', changed, kept };
    } catch (error) {
      return this.turnAway(`This dream would break: ${unfit}; and dreamt again from dusk: ${messageOf(error)}`);
    }
  }

  private settle(next: Cut, said: readonly string[]): void {
    this.now = next;
    this.house.pages?.placed();
    this.mended(said);
  }

  private mended(changed: readonly string[]): void {
    if (this.wrong === '' && changed.length === 0) return;
    this.wrong = '';
    this.house.pages?.note({ wrong: '', changed });
  }

  private turnAway(findings: string): Saved {
    this.wrong = findings;
    this.house.pages?.note({ wrong: findings, changed: [] });
    return { is: 'wrong', findings, changed: [], kept: [] };
  }
}

/** Takes a scenario up in a copy of the world and dreams it for a second: '' or what broke. */
function tryOut(host: Pick<DreamHost, 'dream' | 'cast'>, scenario: CompiledScenario): string {
  const dream = { scenario: host.dream.scenario, world: copyPlain(host.dream.world) };
  try {
    if (dream.scenario !== scenario) adopt(dream, scenario);
    const cast = host.cast ? restoreCast(scenario, host.cast.state) : null;
    for (let i = 0; i < TRIAL_TICKS; i++) stepDream(dream, cast?.act(dream) ?? []);
    return '';
  } catch (error) {
    return messageOf(error);
  }
}

/** '' where the acts until now are the same; else the past of this night would be another one. */
function otherActs({ scenario, world }: Dream, next: CompiledScenario): string {
  const until = (acts: CompiledScenario['acts']): string =>
    acts
      .slice(0, world.narrative.act + 1)
      .map((a) => a.id)
      .join(', ');
  return until(scenario.acts) === until(next.acts) ? '' : `the acts until now would be ${until(next.acts)}`;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
