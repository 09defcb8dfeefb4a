import { AS_IT_WAS } from '../../dream/governance/model.ts';
import { suggest } from '../paths.ts';
import type { Finding } from '../report.ts';
import { at, type MeaningRule, type Whole } from './rule.ts';

const RULE = 'charter';
/** What a clause may ask of a role beside rules. */
const DOES: Readonly<Record<string, readonly string[]>> = { guide: ['ask', 'show', 'unmasked'] };

export const charter: MeaningRule = {
  name: RULE,
  about: 'a clause, rule or district that names what is not there, or changes nothing',
  check(whole) {
    return [...clauses(whole), ...proposals(whole), ...districts(whole)];
  },
};

function clauses(whole: Whole): Finding[] {
  const { governance } = whole.scenario;
  const findings: Finding[] = [];
  const rules = [...governance.charter, ...governance.clauses.flatMap((c) => c.adds)];
  const empty = (r: (typeof rules)[number], path: readonly (string | number)[]): void => {
    if (r.most >= 1 && r.every === 0)
      findings.push(at(whole, RULE, path, `the rule "${r.id}" allows everything`, 'say `most` or `every`', { severity: 'warning' }));
  };
  for (const [i, r] of governance.charter.entries()) empty(r, ['governance', 'charter', i]);
  governance.clauses.forEach((c, i) => {
    const path = ['governance', 'clauses', i];
    for (const [j, r] of c.adds.entries()) empty(r, [...path, 'adds', j]);
    if (c.id === AS_IT_WAS)
      findings.push(at(whole, RULE, [...path, 'id'], `"${AS_IT_WAS}" is the option that changes nothing`, 'name the clause otherwise'));
    for (const [j, id] of c.removes.entries()) {
      const ids = rules.map((r) => r.id);
      if (!ids.includes(id)) findings.push(at(whole, RULE, [...path, 'removes', j], `no rule is called "${id}"`, suggest(id, ids)));
    }
    for (const role of Object.keys(c.does)) {
      const known = DOES[role];
      const asked = c.does[role] as string;
      if (!known)
        findings.push(
          at(whole, RULE, [...path, 'does', role], `nothing can be asked of "${role}"`, suggest(role, Object.keys(DOES)), { key: true }),
        );
      else if (!known.includes(asked))
        findings.push(at(whole, RULE, [...path, 'does', role], `the ${role} knows no "${asked}"`, suggest(asked, known)));
    }
    if (c.adds.length + c.removes.length + Object.keys(c.does).length === 0)
      findings.push(
        at(whole, RULE, path, `the clause "${c.id}" changes nothing`, 'say what it adds, removes or does', { severity: 'warning' }),
      );
  });
  return findings;
}

/** A choice that puts a clause to the vote must name one. */
function proposals(whole: Whole): Finding[] {
  const { narrative, governance } = whole.scenario;
  const ids = governance.clauses.map((c) => c.id);
  return narrative.storylets.flatMap((s, i) =>
    s.choices.flatMap((c, j) => {
      const id = c.then.propose;
      if (id === undefined || ids.includes(id)) return [];
      return [
        at(whole, RULE, ['narrative', 'storylets', i, 'choices', j, 'then', 'propose'], `no clause is called "${id}"`, suggest(id, ids)),
      ];
    }),
  );
}

function districts(whole: Whole): Finding[] {
  const { city } = whole.scenario;
  const regions = whole.map.regions.map((r) => r.id);
  const wounds = city.wounds.map((w) => w.id);
  const taken = new Map<string, string>();
  const findings: Finding[] = [];
  city.districts.forEach((d, i) => {
    const path = ['city', 'districts', i];
    if (d.wound !== '' && !wounds.includes(d.wound))
      findings.push(at(whole, RULE, [...path, 'wound'], `no wound is called "${d.wound}"`, suggest(d.wound, wounds)));
    for (const [j, id] of d.regions.entries()) {
      const other = taken.get(id);
      if (!regions.includes(id))
        findings.push(at(whole, RULE, [...path, 'regions', j], `no region is called "${id}"`, suggest(id, regions)));
      else if (other !== undefined)
        findings.push(
          at(whole, RULE, [...path, 'regions', j], `"${id}" lies in the district "${other}" already`, 'give each region to one district'),
        );
      taken.set(id, d.id);
    }
  });
  return findings;
}
