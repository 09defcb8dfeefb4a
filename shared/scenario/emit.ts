/** The last step: a checked scenario becomes what the core reads, with every default in and every optional key gone. */
import {
  type CompiledChoice,
  type CompiledScenario,
  type CompiledStorylet,
  type Consequence,
  type Criterion,
  DEEDS,
  NO_LIMIT,
} from '../dream/compiled.ts';
import { USUAL_TREE } from '../dream/guide/usual.ts';
import { range } from '../dream/jukebox/rules.ts';
import { deedOf } from '../dream/narrative/consequences.ts';
import type { ConsequenceSection, Criteria } from '../dream/narrative/schema.ts';
import { USUAL_CURVE, USUAL_RULES } from '../dream/orchestration/usual.ts';
import { compileExpectation } from '../expectations/compile.ts';
import { hashOf } from '../kernel/hash.ts';
import type { Whole } from './lint/rule.ts';
import { resolveFrom } from './paths.ts';
import type { ScenarioFile } from './schema.ts';
import { nodeAt } from './source.ts';

export function emit(whole: Whole): CompiledScenario {
  const { scenario, map } = whole;
  const { narrative, jukebox, guide, people, city, governance } = scenario;
  const rest: Omit<CompiledScenario, 'hash' | 'expectations' | 'next'> = {
    format: 1,
    id: scenario.id,
    title: scenario.title,
    summary: scenario.summary,
    knobs: knobsOf(scenario),
    acts: narrative.acts.map((a) => ({
      id: a.id,
      title: a.title,
      palette: a.palette,
      opensWhen: a.opens.map(criteriaOf),
      afterSeconds: a.after,
    })),
    themes: whole.themes.list.map((t) => ({
      tag: t.tag,
      low: t.range[0],
      high: t.range[1],
      healing: t.healing,
      standIn: t.standIn,
      standInSymbol: t.standInSymbol,
      veil: t.veil,
    })),
    regions: map.regions,
    bridges: map.bridges,
    colliders: map.colliders,
    spawns: map.spawns,
    symbols: map.symbols,
    loose: map.loose,
    storylets: narrative.storylets.map(storyletOf),
    dialogues: narrative.dialogues.map((d, i) => ({ id: d.id, speaker: d.speaker, ink: inkOf(whole, i), decide: d.decide })),
    questions: narrative.circles.questions.map((q) => ({
      text: q.text.trim(),
      theme: q.theme === '' ? null : q.theme,
      intensity: q.intensity,
    })),
    shadows: narrative.shadows.form.map((f) => ({ id: f.id, theme: f.theme, weight: f.weight, at: f.at, requires: criteriaOf(f.when) })),
    dawn: narrative.dawn.map((n) => ({ what: n.what.trim(), requires: criteriaOf(n.when) })),
    endings: narrative.endings.map((e) => ({ ending: e.ending, title: e.title.trim(), requires: criteriaOf(e.when) })),
    wounds: city.wounds,
    districts: city.districts.map((d) => ({ ...d, cloth: d.cloth ?? null, legitimacy: d.legitimacy ?? governance.legitimacy })),
    governance: governanceOf(governance),
    tracks: jukebox.tracks.map((t) => trackOf(t, jukebox.music)),
    orchestration: orchestrationOf(scenario),
    music: jukebox.music,
    cast: people.cast,
    guide: {
      name: guide.name,
      home: guide.home,
      greet: guide.greet,
      lead: guide.lead,
      found: guide.found,
      probe: guide.probe.map((p) => ({ theme: p.theme, text: p.text.trim(), soft: p.soft.trim() })),
      probes: guide.probes,
      press: guide.press,
      tells: guide.tells,
      honest: guide.honest,
      console: guide.console,
      tree: guide.tree === '' ? USUAL_TREE : guide.tree,
    },
  };
  return { ...rest, hash: hashOf(rest), next: scenario.next ?? '', expectations: scenario.expect.map(compileExpectation) };
}

type Track = ScenarioFile['jukebox']['tracks'][number];

function governanceOf({ ceiling: _ceiling, ...charter }: ScenarioFile['governance']): CompiledScenario['governance'] {
  return charter;
}

/** A track with its line and limits filled in; lint has seen to it that there is a curve or both ends of a line. */
function trackOf(
  { from, to, curve = [], limits, ...track }: Track,
  music: ScenarioFile['jukebox']['music'],
): CompiledScenario['tracks'][number] {
  const first = curve[0] ?? [0, 0];
  const last = curve.at(-1) ?? [1, 1];
  return {
    ...track,
    from: from ?? [first[0], last[0]],
    to: to ?? [first[1], last[1]],
    curve,
    limits: limits ?? range(track.target, music),
  };
}

function knobsOf({ jukebox, orchestration, governance, narrative, affect, space, people, guide }: ScenarioFile): CompiledScenario['knobs'] {
  return {
    tamper: jukebox.tamper,
    nightSeconds: orchestration.minutes * 60,
    ceiling: governance.ceiling,
    shadowWeight: narrative.shadows.weight,
    shadowPerPeople: narrative.shadows.perPeople,
    shadowSeepSeconds: narrative.shadows.seep,
    coherenceWindowSeconds: affect.coherence.window,
    gZero: affect.coherence.zero,
    gSpan: affect.coherence.span,
    airDiffusion: affect.air.diffusion,
    bridgeRate: space.bridges.rate,
    bridgeDecay: space.bridges.decay,
    fogMetres: space.fog,
    tapestryPerPerson: narrative.cloth.perPerson,
    companionsMin: people.companions.min,
    companionsCurious: people.companions.curious,
    guideProbeSeconds: guide.probeEvery,
  };
}

function orchestrationOf({ orchestration }: ScenarioFile): CompiledScenario['orchestration'] {
  const { curve, events, openings, haste, agents } = orchestration;
  const rules = agents.length > 0 ? agents : USUAL_RULES.map((r) => ({ about: '', amount: 0, words: '', ...r }));
  return {
    curve: curve.length > 0 ? curve : USUAL_CURVE,
    events,
    openings,
    haste,
    agents: rules.map((a) => ({ ...a, when: criteriaOf(a.when as Criteria) })),
  };
}

/** `woken: 3` is 3 and up. A bound that is not written is none: facts may be negative, so the lower one is -NO_LIMIT. */
export function criteriaOf(criteria: Criteria): Criterion[] {
  return Object.keys(criteria).map((fact) => {
    const c = criteria[fact] as Criteria[string];
    if (typeof c === 'number') return { fact, min: c, max: NO_LIMIT };
    return { fact, min: c.min ?? -NO_LIMIT, max: c.max ?? NO_LIMIT };
  });
}

function consequencesOf(then: ConsequenceSection): Consequence[] {
  const out: Consequence[] = Object.keys(then.facts).map((fact) => ({ kind: 'fact', fact, add: then.facts[fact] as number }));
  if (then.shadow) out.push({ kind: 'shadow', theme: then.shadow.theme, weight: then.shadow.weight, at: then.shadow.at });
  if (then.fragment) out.push({ kind: 'fragment' });
  if (then.warm) out.push({ kind: 'warm', valence: then.warm.valence, arousal: then.warm.arousal });
  if (then.mute !== undefined) out.push({ kind: 'mute', track: then.mute });
  if (then.pace !== undefined) out.push({ kind: 'pace', perMinute: then.pace });
  for (const deed of DEEDS) {
    const word = then[deed];
    if (word !== undefined) out.push(deedOf(deed, word === true ? '' : String(word)));
  }
  return out;
}

function storyletOf(s: ScenarioFile['narrative']['storylets'][number]): CompiledStorylet {
  const choices = s.choices.map(
    (c): CompiledChoice => ({ id: c.id, label: c.label, answer: c.answer.trim(), then: consequencesOf(c.then) }),
  );
  return {
    id: s.id,
    symbol: s.symbol,
    speaker: s.speaker,
    theme: s.theme === '' ? null : s.theme,
    intensity: s.intensity,
    requires: criteriaOf(s.when),
    text: s.text.trim(),
    soft: s.soft.trim(),
    choices,
    seconds: s.seconds,
    once: s.once,
    cooldown: s.cooldown,
    audience: s.audience,
    decide: s.decide,
  };
}

function inkOf(whole: Whole, index: number): string {
  const node = nodeAt(whole.tree, ['narrative', 'dialogues', index, 'ink']);
  const file = node.is === 'scalar' ? resolveFrom(node.place.file, String(node.value)) : null;
  return (file === null ? null : whole.inks[file]?.json) ?? '';
}
