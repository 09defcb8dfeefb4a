/** The lint rule of clauses, rules and districts. */
import { expect, it } from 'vitest';
import { broken, MAIN, places } from './bundle.ts';

const AT = 'orchestration:\n  minutes: 20\n';
const only = (yaml: string, rule = 'charter') => {
  const result = broken(MAIN, AT, `${AT}${yaml}`);
  expect(places(result.findings)).toEqual([{ ...result.mark, rule }]);
  return result.findings[0];
};
const clause = (rest: string): string => `governance:\n  clauses:\n    - { id: c, says: S., now: N., ${rest} }\n`;

it.each([
  ['a rule to remove', clause('removes: [«nobody]'), 'no rule is called "nobody"'],
  ['a role that nothing can be asked of', clause('does: { «sage: ask }'), 'nothing can be asked of "sage"'],
  ['what the guide does not know', clause('does: { guide: «dance }'), 'the guide knows no "dance"'],
  [
    'the name of no change',
    'governance:\n  clauses:\n    - { id: «as-it-was, says: S., now: N., does: { guide: ask } }\n',
    '"as-it-was" is the option that changes nothing',
  ],
])('%s', (_, yaml, reason) => {
  expect(only(yaml)).toMatchObject({ reason });
});

it('warns of what changes or forbids nothing', () => {
  expect(only(`governance:\n  clauses:\n    - «{ id: c, says: S., now: N. }\n`)).toMatchObject({
    severity: 'warning',
    reason: 'the clause "c" changes nothing',
  });
  expect(only(`governance:\n  charter:\n    - «{ id: r, says: S. }\n`)).toMatchObject({
    severity: 'warning',
    reason: 'the rule "r" allows everything',
  });
});

it('a theme of a rule must be declared, an id is given once', () => {
  expect(only('governance:\n  charter:\n    - { id: r, says: S., most: 0.2, theme: «rust }\n', 'undeclared-theme')?.reason).toContain(
    '"rust"',
  );
  const twice = 'governance:\n  charter:\n    - { id: r, says: S., most: 0.2 }\n    - { id: «r, says: S., most: 0.3 }\n';
  expect(only(twice, 'duplicate-id')?.reason).toContain('another rule of the charter');
});

it('a choice puts a clause to the vote that there is', () => {
  const result = broken(MAIN, 'then: { facts: { s.looked: 1 }, mute: lamp }', 'then: { facts: { s.looked: 1 }, propose: «nothing }');
  expect(places(result.findings)).toEqual([{ ...result.mark, rule: 'charter' }]);
});

it.each([
  ['an unknown region', '[«moon]', '', 'no region is called "moon"'],
  ['an unknown wound', '[islet]', ', wound: «scar', 'no wound is called "scar"'],
])('a district of %s', (_, regions, wound, reason) => {
  const result = broken(MAIN, 'city:\n', `city:\n  districts:\n    - { id: d, name: D, regions: ${regions}${wound} }\n`);
  expect(places(result.findings)).toEqual([{ ...result.mark, rule: 'charter' }]);
  expect(result.findings[0]?.reason).toBe(reason);
});
