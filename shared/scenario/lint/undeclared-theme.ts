import { suggest } from '../paths.ts';
import { type Finding, findingAt } from '../report.ts';
import { at, type MeaningRule } from './rule.ts';

const RULE = 'undeclared-theme';

export const undeclaredTheme: MeaningRule = {
  name: RULE,
  about: 'a theme tag that the registry themes.yaml does not have, so that nobody could draw a line at it',
  check(whole) {
    const tags = whole.themes.list.map((t) => t.tag);
    const findings: Finding[] = [];
    const reason = (tag: string): string => `the theme "${tag}" is not in ${whole.themes.file}`;
    const need = (tag: string, path: readonly (string | number)[]): void => {
      if (!tags.includes(tag)) findings.push(at(whole, RULE, path, reason(tag), suggest(tag, tags)));
    };
    const { narrative, city, governance } = whole.scenario;
    narrative.storylets.forEach((s, i) => {
      if (s.theme !== '' && s.theme !== 'own') need(s.theme, ['narrative', 'storylets', i, 'theme']);
      s.choices.forEach((c, j) => {
        if (c.then.shadow) need(c.then.shadow.theme, ['narrative', 'storylets', i, 'choices', j, 'then', 'shadow', 'theme']);
      });
    });
    for (const [i, q] of narrative.circles.questions.entries())
      if (q.theme !== '') need(q.theme, ['narrative', 'circles', 'questions', i, 'theme']);
    for (const [i, f] of narrative.shadows.form.entries()) need(f.theme, ['narrative', 'shadows', 'form', i, 'theme']);
    for (const [i, w] of city.wounds.entries()) for (const [j, t] of w.themes.entries()) need(t, ['city', 'wounds', i, 'themes', j]);
    const rules = [
      ...governance.charter.map((r, i) => ({ theme: r.theme, path: ['governance', 'charter', i, 'theme'] })),
      ...governance.clauses.flatMap((c, i) =>
        c.adds.map((r, j) => ({ theme: r.theme, path: ['governance', 'clauses', i, 'adds', j, 'theme'] })),
      ),
    ];
    for (const { theme, path } of rules) if (theme !== '') need(theme, path);
    for (const s of whole.map.symbols) {
      if (s.theme === null || tags.includes(s.theme)) continue;
      const place = whole.map.places[`${s.id}.theme`] ?? { file: whole.map.file, offset: 0 };
      findings.push(
        findingAt(whole.files, place, { rule: RULE, path: `${s.id}.theme`, reason: reason(s.theme), fix: suggest(s.theme, tags) }),
      );
    }
    return findings;
  },
};
