/**
 * `dreamhaven dev` without a terminal and without files: a dream that runs, and saves that are taken up or turned away. A save that is wrong, or
 * that would break the dream, leaves the last good one running and says why.
 */
import { createCast, restoreCast, sheetsFor } from '../../../shared/citizens/cast.ts';
import { type Adoption, adopt } from '../../../shared/dream/adopt.ts';
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import { TICK_RATE } from '../../../shared/dream/ids.ts';
import { copyPlain } from '../../../shared/dream/snapshot.ts';
import { stepDream } from '../../../shared/dream/tick.ts';
import type { DevMessage } from '../../../shared/protocol/messages.ts';
import { compileScenario, type ScenarioBundle } from '../../../shared/scenario/compile.ts';
import { hasErrors, renderFindings } from '../../../shared/scenario/report.ts';
import type { DreamHost } from '../../host/host.ts';

/** Ticks that a changed dream is tried for before anybody is in it. */
const TRIAL_TICKS = TICK_RATE;
/** Longest that an act is dreamt ahead for, s. */
const AHEAD_SECONDS = 3600;

export interface DevHouse {
  readonly host: DreamHost;
  adopt(cut: { readonly scenario: CompiledScenario; readonly source: ScenarioBundle }): Adoption;
  readonly pages: { placed(): void; note(note: DevMessage): void; restart(): void } | null;
}

export interface Saved {
  /** taken up, nothing in it is other, or turned away */
  readonly is: 'taken' | 'same' | 'wrong';
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
  private now: Cut;
  private wrong = '';

  constructor(house: DevHouse, first: Cut) {
    this.house = house;
    this.now = first;
  }

  get scenario(): CompiledScenario {
    return this.now.scenario;
  }

  /** Files were saved. Never throws for what they hold. */
  save(source: ScenarioBundle): Saved {
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
    const taken = this.swap({ scenario, source });
    if (taken.is === 'taken') this.past.push(before);
    return { ...taken, findings: taken.findings === '' ? said : taken.findings };
  }

  /** Back to the scenario before the last save that was taken up; null when there is none. The files stay as they are. */
  undo(): Saved | null {
    const last = this.past.pop();
    return last ? this.swap(last) : null;
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

  private swap(next: Cut): Saved {
    const broken = tryOut(this.house.host, next.scenario);
    if (broken !== '') return this.turnAway(`This dream would break: ${broken}`);
    const { changed, kept } = this.house.adopt(next);
    this.now = next;
    this.house.pages?.placed();
    this.mended([...changed, ...kept]);
    return { is: 'taken', findings: '', changed, kept };
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
function tryOut(host: DreamHost, scenario: CompiledScenario): string {
  const dream = { scenario: host.dream.scenario, world: copyPlain(host.dream.world) };
  try {
    adopt(dream, scenario);
    const cast = host.cast ? restoreCast(scenario, host.cast.state) : null;
    for (let i = 0; i < TRIAL_TICKS; i++) stepDream(dream, cast?.act(dream) ?? []);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
