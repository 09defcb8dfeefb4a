/** One night of a test: dreamt headless, watched by its expectations, boiled down to plain data that is the same on every machine. */
import { type Carried, carryOut } from '../../../shared/dream/city/carried.ts';
import type { CompiledExpectation, CompiledScenario, Criterion } from '../../../shared/dream/compiled.ts';
import type { DreamEvent } from '../../../shared/dream/events.ts';
import { TICK_RATE, type Who } from '../../../shared/dream/ids.ts';
import { countsOf, type NightCounts } from '../../../shared/dream/narrative/ending.ts';
import { factOf } from '../../../shared/dream/narrative/facts.ts';
import type { TickResult } from '../../../shared/dream/tick.ts';
import type { Dream } from '../../../shared/dream/world.ts';
import { Monitor, type Verdict } from '../../../shared/expectations/monitor.ts';
import { simulate } from '../simulate.ts';
import { PARTS } from './sweep.ts';

/** A night goes on this long after its ending, as in the live room, s; then the next would begin. */
const MORNING_SECONDS = 60;

export interface NightTask {
  readonly scenario: CompiledScenario;
  readonly seed: string;
  readonly citizens: number;
  /** longest, dreamt minutes */
  readonly minutes: number;
  readonly expectations: readonly CompiledExpectation[];
  /** what the night before handed on */
  readonly carried?: Carried | null;
}

/** What kind of person somebody is, for tables of who reached what. */
export interface Profile {
  /** temper of a simulated citizen; named agents, who wake no storylets, have no profile */
  readonly temper: string;
  /** lines, veils, gentle (a ceiling below .5) or none */
  readonly limits: string;
  /** what they agreed to: none, some, all that is asked */
  readonly consents: string;
}

export interface NightResult {
  readonly scenario: string;
  readonly seed: string;
  readonly citizens: number;
  readonly ticks: number;
  readonly digest: string;
  readonly ending: string;
  /** what decided the ending, null without one */
  readonly counts: NightCounts | null;
  /** mean intensity of the group in each twentieth of the night, 0..1 */
  readonly intensity: readonly number[];
  /** the worst of each expectation */
  readonly verdicts: readonly Verdict[];
  readonly profiles: Readonly<Record<Who, Profile>>;
  /** storylet -> who met it, in the order they did */
  readonly met: Readonly<Record<string, readonly Who[]>>;
  /** storylet -> criteria on facts of the dream that never held: the fact, what it asked for, the nearest it came */
  readonly unmet: Readonly<Record<string, readonly { readonly fact: string; readonly asked: string; readonly came: number }[]>>;
  readonly refusedByRule: Readonly<Record<string, number>>;
  /** what it hands on to the next */
  readonly carried: Carried | null;
}

/** Dreams one night. The same task gives the same result, in whatever process. Throws an InvariantError when the core breaks. */
export function dreamNight(task: NightTask): NightResult {
  const { scenario } = task;
  const monitor = new Monitor(scenario, task.expectations);
  const log = new NightLog(scenario);
  let last: Dream | null = null;
  const report = simulate({
    scenario,
    source: { main: '', files: {} },
    seed: task.seed,
    citizens: task.citizens,
    varied: true,
    minutes: task.minutes,
    carried: task.carried ?? null,
    onTick: (dream, result) => {
      last = dream;
      monitor.observe(dream, result);
      log.observe(dream, result);
    },
    until: ({ world }) => world.narrative.ending !== '' && world.tick - world.narrative.endedTick >= MORNING_SECONDS * TICK_RATE,
  });
  return {
    scenario: scenario.id,
    seed: task.seed,
    citizens: report.citizens,
    ticks: report.ticks,
    digest: report.digest,
    ending: report.ending,
    verdicts: monitor.worst(),
    ...log.read(),
    carried: last ? carryOut((last as Dream).world, scenario) : null,
  };
}

/** Families of facts that are somebody's own, and say nothing of the dream. */
const OWN = /^(at|here|seen)\.|^(near|alone|guideNear)$/;

class NightLog {
  private readonly scenario: CompiledScenario;
  private readonly profiles: Record<Who, Profile> = {};
  private readonly met: Record<string, Who[]> = {};
  /** storylet -> for each criterion how near its fact came */
  private readonly nearest: {
    readonly id: string;
    readonly asked: readonly Criterion[];
    readonly gap: number[];
    readonly came: number[];
  }[];
  private readonly refusedByRule: Record<string, number> = {};
  /** once a second, until the night ends */
  private readonly felt: number[] = [];
  private counts: NightCounts | null = null;

  constructor(scenario: CompiledScenario) {
    this.scenario = scenario;
    this.nearest = scenario.storylets.map((s) => {
      const asked = s.requires.filter((c) => !OWN.test(c.fact));
      return { id: s.id, asked, gap: asked.map(() => Infinity), came: asked.map(() => 0) };
    });
  }

  observe(dream: Dream, result: TickResult): void {
    for (const event of result.events) {
      if (event.type === 'scene.opened') this.opened(dream, event);
      if (event.type === 'night.ended') this.counts = countsOf(event);
    }
    for (const { verdict } of result.effects) {
      if (verdict.outcome === 'refused') this.refusedByRule[verdict.rule] = (this.refusedByRule[verdict.rule] ?? 0) + 1;
    }
    if (result.tick % TICK_RATE !== 0) return;
    if (!this.counts) this.felt.push(dream.world.orchestration.intensity);
    for (const one of this.nearest) {
      one.asked.forEach((c, i) => {
        const value = factOf(dream.world, c.fact);
        const gap = Math.max(0, c.min - value, value - c.max);
        if (gap < (one.gap[i] as number)) [one.gap[i], one.came[i]] = [gap, value];
      });
    }
    this.meetPeople(dream);
  }

  private opened(dream: Dream, event: DreamEvent): void {
    const scene = dream.world.narrative.scenes.find((s) => s.id === event.about);
    if (!scene) return;
    const { storylet, who } = scene;
    this.met[storylet] ??= [];
    if (!this.met[storylet].includes(who)) this.met[storylet].push(who);
  }

  private meetPeople({ world }: Dream): void {
    for (const who of world.people.order) {
      const person = world.people.byId[who];
      if (!person || person.state === 'awake' || person.kind === 'agent') continue;
      const member = this.scenario.cast.find((c) => c.id === person.cast);
      const limits = world.governance.limits[who];
      const consents = Object.keys(world.governance.consents[who] ?? {}).length;
      this.profiles[who] = {
        temper: member?.temper ?? 'ordinary',
        limits: limits?.lines.length ? 'lines' : limits?.veils.length ? 'veils' : (limits?.ceiling ?? 1) < 0.5 ? 'gentle' : 'none',
        consents: consents === 0 ? 'none' : consents >= 7 ? 'all' : 'some',
      };
    }
  }

  read(): Pick<NightResult, 'profiles' | 'met' | 'unmet' | 'refusedByRule' | 'counts' | 'intensity'> {
    const unmet: Record<string, { fact: string; asked: string; came: number }[]> = {};
    for (const one of this.nearest) {
      one.asked.forEach((c, i) => {
        if (one.gap[i] === 0) return;
        const asked = c.max < 1e9 ? (c.min > -1e9 ? `${c.min} to ${c.max}` : `at most ${c.max}`) : `at least ${c.min}`;
        unmet[one.id] ??= [];
        unmet[one.id]?.push({ fact: c.fact, asked, came: one.came[i] as number });
      });
    }
    const { felt, counts } = this;
    const intensity = Array.from({ length: PARTS }, (_, i) => {
      const part = felt.slice(Math.floor((i * felt.length) / PARTS), Math.floor(((i + 1) * felt.length) / PARTS));
      return part.length === 0 ? 0 : part.reduce((a, b) => a + b, 0) / part.length;
    });
    return { counts, intensity, profiles: this.profiles, met: this.met, unmet, refusedByRule: this.refusedByRule };
  }
}
