import { NO_LIMIT } from '../../dream/compiled.ts';
import type { Criteria } from '../../dream/narrative/schema.ts';
import type { Finding } from '../report.ts';
import { at, type MeaningRule, type Whole } from './rule.ts';

const RULE = 'contradiction';
type Path = readonly (string | number)[];

interface Range {
  readonly min: number;
  readonly max: number;
}

/** Facts that never leave these values, whatever happens; the others reach any value from 0 up, or go below it where a choice takes away. */
const BOUNDS: Readonly<Record<string, Range>> = Object.fromEntries([
  ...['baselines', 'intensity', 'rising', 'integrity', 'suspicion', 'exposed', 'mirror', 'legitimacy', 'wound', 'guideNear'].map((f) => [
    f,
    { min: 0, max: 1 },
  ]),
]);
/** Facts of these families are 0 or 1. */
const FAMILIES = ['at.', 'here.', 'seen.', 'whole.'];

function boundsOf(fact: string, whole: Whole): Range {
  // the first act is number 1 from the moment the night begins
  if (fact === 'act') return { min: 1, max: whole.scenario.narrative.acts.length };
  if (FAMILIES.some((f) => fact.startsWith(f))) return { min: 0, max: 1 };
  if (Object.hasOwn(BOUNDS, fact)) return BOUNDS[fact] as Range;
  return fact.includes('.') ? { min: -NO_LIMIT, max: NO_LIMIT } : { min: 0, max: NO_LIMIT };
}

const rangeOf = (c: Criteria[string]): Range =>
  typeof c === 'number' ? { min: c, max: NO_LIMIT } : { min: c.min ?? -NO_LIMIT, max: c.max ?? NO_LIMIT };

/** Facts that follow from another one: while the first is at least `from`, the second is at least `then`. */
const FOLLOWS: readonly { readonly fact: string; readonly from: number; readonly then: string; readonly least: number }[] = [
  { fact: 'soothed', from: 1, then: 'formed', least: 1 },
  { fact: 'open', from: 1, then: 'formed', least: 1 },
  { fact: 'exposedFor', from: 1, then: 'exposed', least: 1 },
];

export const contradiction: MeaningRule = {
  name: RULE,
  about: 'facts that can never hold together: a storylet or a shadow that cannot come, a way into an act that leads nowhere',
  check(whole) {
    const { narrative } = whole.scenario;
    const findings: Finding[] = [];
    const look = (criteria: Criteria, path: Path, what: string): void => {
      for (const [fact, criterion] of Object.entries(criteria)) {
        const { min, max } = rangeOf(criterion);
        const bounds = boundsOf(fact, whole);
        const where = [...path, fact];
        if (min > max)
          findings.push(
            at(whole, RULE, where, `${what}: ${fact} cannot be at least ${min} and at most ${max}`, 'let min be the smaller one', {
              key: true,
            }),
          );
        else if (min > bounds.max || max < bounds.min)
          findings.push(
            at(
              whole,
              RULE,
              where,
              `${what}: ${fact} is always ${bounds.min} to ${bounds.max}`,
              `ask for a value in ${bounds.min}..${bounds.max}`,
              {
                key: true,
              },
            ),
          );
      }
      for (const { fact, from, then, least } of FOLLOWS) {
        const [a, b] = [criteria[fact], criteria[then]];
        if (a === undefined || b === undefined || rangeOf(a).min < from || rangeOf(b).max >= least) continue;
        findings.push(
          at(whole, RULE, [...path, then], `${what}: with ${fact} at least ${from}, ${then} is at least ${least}`, `leave ${then} out`, {
            key: true,
          }),
        );
      }
    };
    for (const [i, s] of narrative.storylets.entries()) look(s.when, ['narrative', 'storylets', i, 'when'], `${s.id} can never come`);
    for (const [i, n] of narrative.dawn.entries()) look(n.when, ['narrative', 'dawn', i, 'when'], `no night can have "${n.what}"`);
    for (const [i, e] of narrative.endings.entries())
      look(e.when, ['narrative', 'endings', i, 'when'], `no night can be called "${e.title}"`);
    for (const [i, f] of narrative.shadows.form.entries())
      look(f.when, ['narrative', 'shadows', 'form', i, 'when'], `${f.id} can never form`);
    narrative.acts.forEach((act, i) => {
      act.opens.forEach((group, j) => {
        const path = ['narrative', 'acts', i, 'opens', j];
        look(group, path, `this way into ${act.id} leads nowhere`);
        // while an act waits to be opened, the one before it is open
        if (group.act !== undefined && rangeOf(group.act).min > i)
          findings.push(
            at(whole, RULE, [...path, 'act'], `${act.id} cannot wait for an act that comes after it`, `ask for act ${i} or less`, {
              key: true,
            }),
          );
      });
      const longest = whole.scenario.orchestration.minutes * 60;
      if (i > 0 && act.opens.length === 0 && act.after >= longest)
        findings.push(
          at(
            whole,
            RULE,
            ['narrative', 'acts', i, 'after'],
            `${act.id} can never be entered: the night is over after ${longest} s`,
            'open it earlier, or by facts',
          ),
        );
    });
    return findings;
  },
};
