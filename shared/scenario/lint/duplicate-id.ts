import { type Finding, findingAt, type Place, positionOf, textOf } from '../report.ts';
import { placeOf } from '../source.ts';
import type { MeaningRule, Whole } from './rule.ts';

type Named = { readonly id: string; readonly place: Place; readonly path: string };

function repeats(whole: Whole, what: string, list: readonly Named[]): Finding[] {
  const first = new Map<string, Place>();
  const findings: Finding[] = [];
  for (const { id, place, path } of list) {
    const before = first.get(id);
    if (before) {
      const { line } = positionOf(textOf(whole.files, before.file) ?? '', before.offset);
      const where = before.file === place.file ? `line ${line}` : `${before.file}:${line}`;
      findings.push(
        findingAt(whole.files, place, {
          rule: 'duplicate-id',
          path,
          reason: `"${id}" is already the id of another ${what}, at ${where}`,
          fix: 'rename one of the two',
        }),
      );
    } else {
      first.set(id, place);
    }
  }
  return findings;
}

export const duplicateId: MeaningRule = {
  name: 'duplicate-id',
  about: 'two things of one kind with the same id',
  check(whole) {
    const { narrative, jukebox, people, city, governance } = whole.scenario;
    const list = (path: readonly (string | number)[], ids: readonly { readonly id: string }[]): Named[] =>
      ids.map(({ id }, i) => ({ id, place: placeOf(whole.tree, [...path, i, 'id']), path: `${path.join('.')}[${i}].id` }));
    return [
      ...repeats(
        whole,
        'map object',
        whole.map.names.map((n) => ({ ...n, path: n.id })),
      ),
      ...repeats(whole, 'act', list(['narrative', 'acts'], narrative.acts)),
      ...repeats(whole, 'storylet', list(['narrative', 'storylets'], narrative.storylets)),
      ...narrative.storylets.flatMap((s, i) =>
        repeats(whole, `choice of ${s.id}`, list(['narrative', 'storylets', i, 'choices'], s.choices)),
      ),
      ...repeats(whole, 'dialogue', list(['narrative', 'dialogues'], narrative.dialogues)),
      ...repeats(whole, 'shadow', list(['narrative', 'shadows', 'form'], narrative.shadows.form)),
      ...repeats(whole, 'track', list(['jukebox', 'tracks'], jukebox.tracks)),
      ...repeats(whole, 'cast member', list(['people', 'cast'], people.cast)),
      ...repeats(whole, 'expectation', list(['expect'], whole.scenario.expect)),
      ...repeats(whole, 'wound', list(['city', 'wounds'], city.wounds)),
      ...repeats(whole, 'district', list(['city', 'districts'], city.districts)),
      ...repeats(whole, 'rule of the charter', list(['governance', 'charter'], governance.charter)),
      ...repeats(whole, 'clause', list(['governance', 'clauses'], governance.clauses)),
      ...repeats(whole, 'statement', list(['governance', 'statements'], governance.statements)),
      ...repeats(
        whole,
        'theme',
        whole.themes.list.map((t, i) => ({ id: t.tag, place: placeOf(whole.themes.tree, ['themes', i, 'tag']), path: `themes[${i}].tag` })),
      ),
    ];
  },
};
