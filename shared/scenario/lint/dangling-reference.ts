import { WORLD_FACTS } from '../../dream/compiled.ts';
import type { Criteria } from '../../dream/narrative/schema.ts';
import { resolveFrom, suggest } from '../paths.ts';
import { type Finding, findingAt, textOf } from '../report.ts';
import { nodeAt } from '../source.ts';
import { at, type MeaningRule, type Whole } from './rule.ts';

const RULE = 'dangling-reference';
type Path = readonly (string | number)[];

/** Names that a scenario may refer to, by kind. */
function namesOf(whole: Whole) {
  const { scenario, map } = whole;
  const regions = map.regions.map((r) => r.id);
  const symbols = map.symbols.map((s) => s.id);
  const { storylets, dialogues } = scenario.narrative;
  const set = storylets.flatMap((s) => s.choices.flatMap((c) => Object.keys(c.then.facts)));
  const families = [
    ...symbols.map((id) => `at.${id}`),
    ...regions.map((id) => `here.${id}`),
    ...[...storylets, ...dialogues].map(({ id }) => `seen.${id}`),
    ...map.bridges.map(({ id }) => `whole.${id}`),
    ...scenario.governance.clauses.map(({ id }) => `clause.${id}`),
  ];
  return {
    region: regions,
    symbol: symbols,
    place: [...symbols, ...regions],
    speaker: ['dream', 'guide', ...scenario.people.cast.map((c) => c.id)],
    track: scenario.jukebox.tracks.map((t) => t.id),
    fact: [...Object.keys(WORLD_FACTS), ...set, ...factsInInk(whole), ...families],
  };
}

type Kind = keyof ReturnType<typeof namesOf>;

/** Talks set facts by tags: `# fact n1.turned 1`. */
function factsInInk({ files, inks }: Whole): string[] {
  return Object.keys(inks).flatMap((file) => [...(textOf(files, file) ?? '').matchAll(/#\s*fact\s+(\S+)/g)].map((m) => m[1] as string));
}

export const danglingReference: MeaningRule = {
  name: RULE,
  about: 'a name that nothing has: symbol, region, speaker, track, fact, or file',
  check(whole) {
    const names = namesOf(whole);
    const known = Object.fromEntries(Object.entries(names).map(([kind, list]) => [kind, new Set(list)])) as Record<Kind, Set<string>>;
    const { narrative, people, guide } = whole.scenario;
    const findings: Finding[] = [];
    const need = (kind: Kind, name: string, path: Path): void => {
      if (known[kind].has(name)) return;
      const what = kind === 'place' ? 'symbol or region' : kind === 'speaker' ? 'cast member' : kind;
      findings.push(at(whole, RULE, path, `no ${what} is called "${name}"`, suggest(name, names[kind])));
    };
    const needFacts = (criteria: Criteria, path: Path): void => {
      for (const fact of Object.keys(criteria)) {
        // carried facts come from other nights
        if (known.fact.has(fact) || fact.startsWith('carry.')) continue;
        findings.push(at(whole, RULE, [...path, fact], `nothing ever sets the fact "${fact}"`, suggest(fact, names.fact), { key: true }));
      }
    };
    narrative.acts.forEach((act, i) => {
      for (const [j, group] of act.opens.entries()) needFacts(group, ['narrative', 'acts', i, 'opens', j]);
    });
    narrative.storylets.forEach((s, i) => {
      const path = ['narrative', 'storylets', i];
      if (s.symbol !== '') need('symbol', s.symbol, [...path, 'symbol']);
      need('speaker', s.speaker, [...path, 'speaker']);
      needFacts(s.when, [...path, 'when']);
      s.choices.forEach((c, j) => {
        const then = [...path, 'choices', j, 'then'];
        if (c.then.shadow) need('place', c.then.shadow.at, [...then, 'shadow', 'at']);
        if (c.then.mute !== undefined) need('track', c.then.mute, [...then, 'mute']);
      });
    });
    narrative.dialogues.forEach((d, i) => {
      need('speaker', d.speaker, ['narrative', 'dialogues', i, 'speaker']);
      findings.push(...missingFile(whole, ['narrative', 'dialogues', i, 'ink'], d.ink));
    });
    narrative.dawn.forEach((n, i) => {
      needFacts(n.when, ['narrative', 'dawn', i, 'when']);
    });
    narrative.endings.forEach((e, i) => {
      needFacts(e.when, ['narrative', 'endings', i, 'when']);
    });
    narrative.shadows.form.forEach((f, i) => {
      need('place', f.at, ['narrative', 'shadows', 'form', i, 'at']);
      needFacts(f.when, ['narrative', 'shadows', 'form', i, 'when']);
    });
    for (const [i, c] of people.cast.entries()) need('place', c.home, ['people', 'cast', i, 'home']);
    need('symbol', guide.home, ['guide', 'home']);
    return [...findings, ...bridgeEnds(whole, names.region)];
  },
};

function bridgeEnds(whole: Whole, regions: readonly string[]): Finding[] {
  return whole.map.bridges.flatMap((bridge) =>
    (['from', 'to'] as const)
      .filter((end) => !regions.includes(bridge[end]))
      .map((end) => {
        const place = whole.map.places[`${bridge.id}.${end}`] ?? { file: whole.map.file, offset: 0 };
        const reason = `no region is called "${bridge[end]}"`;
        return findingAt(whole.files, place, { rule: RULE, path: `${bridge.id}.${end}`, reason, fix: suggest(bridge[end], regions) });
      }),
  );
}

function missingFile(whole: Whole, path: Path, name: string): Finding[] {
  const file = resolveFrom(nodeAt(whole.tree, path).place.file, name);
  if (file !== null && textOf(whole.files, file) !== undefined) return [];
  const reason = file === null ? `"${name}" leads out of the scenario's folder` : `there is no file ${file}`;
  return [at(whole, RULE, path, reason, 'check the path; it is seen from this file')];
}
