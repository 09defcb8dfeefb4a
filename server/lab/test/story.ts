/**
 * `test --story`: the narrative alone. A walker stands wherever a storylet wants them and has met nobody and everybody: facts of place and person are
 * granted, facts of the dream are counted as the story itself moves them. It shows what the words can reach, not what a night does reach.
 */
import type { CompiledScenario, CompiledStorylet, Consequence, Criterion } from '../../../shared/dream/compiled.ts';
import { holds } from '../../../shared/dream/narrative/salience.ts';
import { below, pick, type StreamState, streamOf, tagSeed } from '../../../shared/kernel/random.ts';

/** Storylets and choices that one walker takes at most. */
const STEPS = 400;

export interface StoryRow {
  readonly storylet: string;
  /** seeds in which a walker met it */
  readonly met: number;
  /** what kept it away, where nobody met it */
  readonly why: string;
}

export interface StoryWalk {
  readonly scenario: string;
  readonly acts: readonly string[];
  readonly rows: readonly StoryRow[];
  readonly leavesOut: string;
}

export const LEAVES_OUT =
  'bodies, paths, time limits, limits and consents, other people, and talks in ink. Facts of place and person (at., here., near, whole.) are granted; people, breaths, lanterns and bridges grow with each step.';

/** Walks the storylets with `walkers` walkers for each seed. The same seeds give the same walk. */
export function walkStory(scenario: CompiledScenario, seeds: readonly string[], walkers: number): StoryWalk {
  const met = new Map<string, number>();
  const short = new Map<string, Map<string, Criterion>>();
  const acts = new Set<number>();
  for (const seed of seeds) {
    const seen = new Set<string>();
    for (let i = 0; i < walkers; i++) {
      for (const id of walk(scenario, streamOf(tagSeed(seed), `story.${i}`), short, acts)) seen.add(id);
    }
    for (const id of seen) met.set(id, (met.get(id) ?? 0) + 1);
  }
  return {
    scenario: scenario.id,
    acts: scenario.acts.map((a, i) => `${a.title}${acts.has(i) ? '' : ' (never opened)'}`),
    rows: scenario.storylets.map((s) => ({ storylet: s.id, met: met.get(s.id) ?? 0, why: met.has(s.id) ? '' : why(short.get(s.id)) })),
    leavesOut: LEAVES_OUT,
  };
}

function why(short: ReadonlyMap<string, Criterion> | undefined): string {
  if (!short || short.size === 0) return 'another storylet always fitted better';
  return [...short.values()]
    .map((c) => `${c.fact} ${c.min > -1e9 ? `>= ${c.min}` : ''}${c.max < 1e9 ? ` <= ${c.max}` : ''}`.trim())
    .join(' and ')
    .concat(' never held');
}

function walk(scenario: CompiledScenario, random: StreamState, short: Map<string, Map<string, Criterion>>, acts: Set<number>): Set<string> {
  const facts: Record<string, number> = { act: 1, t: 0, night: 0, dreaming: 12, baselines: 1, goal: 10 };
  const seen = new Set<string>();
  let act = 0;
  acts.add(0);
  const value = (name: string): number => {
    if (name.startsWith('seen.')) return seen.has(name.slice(5)) ? 1 : 0;
    return facts[name] ?? 0;
  };
  const granted = (c: Criterion): boolean => /^(at|here|whole)\.|^(near|alone|guideNear)$/.test(c.fact);
  const open = (s: CompiledStorylet): boolean => !(s.once && seen.has(s.id));
  for (let step = 0; step < STEPS; step++) {
    facts.t = (facts.t ?? 0) + 15;
    facts.night = (facts.night ?? 0) + 15;
    for (const grows of ['breaths', 'tuned', 'hands', 'lanterns', 'bridges'])
      if (below(random, 4) === 0) facts[grows] = (facts[grows] ?? 0) + 1;
    const next = scenario.acts[act + 1];
    if (
      next &&
      (next.opensWhen.some((group) =>
        holds(
          group.filter((c) => !granted(c)),
          value,
        ),
      ) ||
        (facts.t ?? 0) >= next.afterSeconds)
    ) {
      act++;
      acts.add(act);
      facts.act = act + 1;
      facts.t = 0;
    }
    const fitting: CompiledStorylet[] = [];
    for (const s of scenario.storylets) {
      if (!open(s)) continue;
      const failing = s.requires.filter((c) => !granted(c) && !holds([c], value));
      note(short, s.id, failing);
      if (failing.length === 0) fitting.push(s);
    }
    // a shadow that stands is soothed now and then, and leaves a thread
    if ((facts.open ?? 0) > 0 && below(random, 3) === 0) {
      facts.open = (facts.open ?? 0) - 1;
      facts.soothed = (facts.soothed ?? 0) + 1;
      facts.woven = (facts.woven ?? 0) + 1;
      facts.cloth = (facts.woven ?? 0) / (facts.goal ?? 10);
    }
    for (const f of scenario.shadows) {
      if (
        seen.has(`shadow ${f.id}`) ||
        !holds(
          f.requires.filter((c) => !granted(c)),
          value,
        )
      )
        continue;
      seen.add(`shadow ${f.id}`);
      form(facts);
    }
    if (fitting.length === 0) continue;
    const s = pick(random, fitting);
    if (s.symbol !== '' && !seen.has(`symbol ${s.symbol}`)) {
      seen.add(`symbol ${s.symbol}`);
      facts.woken = (facts.woken ?? 0) + 1;
    }
    seen.add(s.id);
    if (s.choices.length > 0) for (const then of pick(random, s.choices).then) follow(facts, then);
  }
  for (const id of seen) if (short.has(id)) short.delete(id);
  return new Set([...seen].filter((id) => !id.includes(' ')));
}

/** Keeps the criteria that failed every time they were asked. */
function note(short: Map<string, Map<string, Criterion>>, id: string, failing: readonly Criterion[]): void {
  const before = short.get(id);
  if (!before) {
    short.set(id, new Map(failing.map((c) => [c.fact, c])));
    return;
  }
  for (const fact of [...before.keys()]) if (!failing.some((c) => c.fact === fact)) before.delete(fact);
}

function form(facts: Record<string, number>): void {
  facts.formed = (facts.formed ?? 0) + 1;
  facts.open = (facts.open ?? 0) + 1;
}

function follow(facts: Record<string, number>, then: Consequence): void {
  if (then.kind === 'fact') facts[then.fact] = (facts[then.fact] ?? 0) + then.add;
  if (then.kind === 'shadow') form(facts);
}
