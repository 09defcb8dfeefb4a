/** What a report of one session is made of, gathered while it is dreamt: once a second the signals and where people are, and every event. */
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import type { DreamEvent } from '../../../shared/dream/events.ts';
import { TICK_RATE, type Who } from '../../../shared/dream/ids.ts';
import { factOf } from '../../../shared/dream/narrative/facts.ts';
import type { TickResult } from '../../../shared/dream/tick.ts';
import type { Dream } from '../../../shared/dream/world.ts';
import { Monitor, type Verdict } from '../../../shared/expectations/monitor.ts';

/** Columns of `signals.csv` after the second, in order; ranges and units are in their names where they have one. */
export const COLUMNS = [
  'act',
  'dreaming',
  'arousal',
  'valence',
  'intensity',
  'in_tune',
  'hands',
  'shadows',
  'soothed',
  'threads',
  'cloth',
  'group_intensity',
  'legitimacy',
  'wound',
  'standing',
  'suspicion',
  'integrity',
  'effects_refused',
  'effects_softened',
] as const;
export type Column = (typeof COLUMNS)[number];

/** Cells of the heat map, m. */
export const CELL = 2;

export interface Mark {
  readonly second: number;
  readonly kind: 'act' | 'storylet' | 'shadow' | 'soothed' | 'thread' | 'card';
  readonly name: string;
  readonly who: Who;
}

export interface SessionData {
  readonly seconds: readonly number[];
  readonly values: Readonly<Record<Column, readonly number[]>>;
  readonly events: readonly DreamEvent[];
  readonly marks: readonly Mark[];
  /** "column,row" of the heat map -> person-seconds */
  readonly heat: ReadonlyMap<string, number>;
  readonly threads: readonly { readonly cloth: string; readonly words: string; readonly theme: string; readonly place: number }[];
  /** gate rule -> outcome -> effects */
  readonly rules: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly verdicts: readonly Verdict[];
  readonly curves: Readonly<Record<string, readonly (readonly [number, number])[]>>;
}

export class Session {
  private readonly scenario: CompiledScenario;
  private readonly monitor: Monitor;
  private readonly seconds: number[] = [];
  private readonly values = Object.fromEntries(COLUMNS.map((c) => [c, [] as number[]])) as Record<Column, number[]>;
  private readonly events: DreamEvent[] = [];
  private readonly marks: Mark[] = [];
  private readonly heat = new Map<string, number>();
  private readonly rules: Record<string, Record<string, number>> = {};
  private threads: SessionData['threads'] = [];
  private strongest = 0;

  constructor(scenario: CompiledScenario) {
    this.scenario = scenario;
    this.monitor = new Monitor(scenario);
  }

  /** After every tick. */
  observe(dream: Dream, result: TickResult): void {
    this.monitor.observe(dream, result);
    for (const event of result.events) this.happened(dream, event);
    for (const { verdict } of result.effects) {
      this.rules[verdict.rule] ??= {};
      const rule = this.rules[verdict.rule] as Record<string, number>;
      rule[verdict.outcome] = (rule[verdict.outcome] ?? 0) + 1;
      if (verdict.outcome !== 'refused') this.strongest = Math.max(this.strongest, verdict.intensity);
    }
    if (result.tick % TICK_RATE === 0) this.sample(dream);
  }

  private happened({ world }: Dream, event: DreamEvent): void {
    this.events.push(event);
    const add = (kind: Mark['kind'], name: string): void => {
      this.marks.push({ second: event.tick / TICK_RATE, kind, name, who: event.by });
    };
    switch (event.type) {
      case 'act.opened':
        return add('act', this.scenario.acts[world.narrative.act]?.title ?? '');
      case 'scene.opened':
        return add('storylet', world.narrative.scenes.find((s) => s.id === event.about)?.storylet ?? '');
      case 'shadow.formed':
        return add('shadow', world.narrative.shadows.find((s) => s.id === event.about)?.theme ?? '');
      case 'shadow.soothed':
        return add('soothed', event.about);
      case 'thread.woven':
        return add('thread', event.about);
      case 'card.laid':
        return add('card', event.about);
      default:
    }
  }

  private sample(dream: Dream): void {
    const { world } = dream;
    this.seconds.push(world.tick / TICK_RATE);
    let [n, arousal, valence] = [0, 0, 0];
    for (const who of world.people.order) {
      const p = world.people.byId[who];
      const a = world.space.avatars[who];
      if (p?.state !== 'dreaming' || !a) continue;
      const key = `${Math.floor(a.x / CELL)},${Math.floor(a.y / CELL)}`;
      this.heat.set(key, (this.heat.get(key) ?? 0) + 1);
      if (p.kind === 'agent') continue;
      n++;
      arousal += world.affect.feeling[who]?.arousal ?? 0;
      valence += world.affect.feeling[who]?.valence ?? 0;
    }
    const { narrative, governance } = world;
    const row: Record<Column, number> = {
      act: narrative.begun ? narrative.act + 1 : 0,
      dreaming: n,
      arousal: n > 0 ? arousal / n : 0,
      valence: n > 0 ? valence / n : 0,
      intensity: Math.max(this.strongest, ...narrative.scenes.map((s) => s.intensity)),
      in_tune: new Set(world.affect.pairs.filter((p) => p.lostTick === 0).flatMap((p) => [p.a, p.b])).size,
      hands: world.space.hands.length,
      shadows: narrative.shadows.filter((s) => s.goneTick === 0).length,
      soothed: narrative.soothed,
      threads: narrative.threads.length,
      cloth: factOf(world, 'cloth'),
      group_intensity: world.orchestration.intensity,
      legitimacy: factOf(world, 'legitimacy'),
      wound: factOf(world, 'wound'),
      standing: factOf(world, 'standing'),
      suspicion: factOf(world, 'suspicion'),
      integrity: factOf(world, 'integrity'),
      effects_refused: governance.judged.refused,
      effects_softened: governance.judged.softened,
    };
    for (const c of COLUMNS) this.values[c].push(row[c]);
    this.strongest = 0;
    this.threads = narrative.threads.map(({ cloth, words, theme, place }) => ({ cloth, words, theme, place }));
  }

  read(): SessionData {
    const ids = this.scenario.expectations.map((e) => e.id);
    return {
      seconds: this.seconds,
      values: this.values,
      events: this.events,
      marks: this.marks,
      heat: this.heat,
      threads: this.threads,
      rules: this.rules,
      verdicts: this.monitor.worst(),
      curves: Object.fromEntries(ids.map((id) => [id, this.monitor.curve(id)])),
    };
  }
}

/** `signals.csv`: one row a second, RFC 4180. */
export function csvOf({ seconds, values }: SessionData): string {
  const rows = seconds.map((s, i) => [s, ...COLUMNS.map((c) => Number((values[c][i] ?? 0).toFixed(4)))].join(','));
  return `${['second', ...COLUMNS].join(',')}\r\n${rows.join('\r\n')}\r\n`;
}
