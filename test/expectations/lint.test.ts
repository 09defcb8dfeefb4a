import { describe, expect, it } from 'vitest';
import { NO_LIMIT } from '../../shared/dream/compiled.ts';
import { compileFiles, FILES, MAIN } from '../scenario/bundle.ts';

const compiled = (expectation: string) =>
  compileFiles({ ...FILES, [MAIN]: `${FILES[MAIN]}\nexpect:\n  - { id: it, says: it holds, ${expectation} }\n` });

describe('expect: in a scenario', () => {
  it('is compiled beside the dream and does not change its hash', () => {
    const { scenario, findings } = compiled('each: person, always: { signal: overLimit, max: 0 }, within: 60');
    expect(findings).toEqual([]);
    expect(scenario?.hash).toBe(compileFiles(FILES).scenario?.hash);
    expect(scenario?.expectations).toEqual([
      {
        id: 'it',
        says: 'it holds',
        for: 'each',
        who: { kind: '', role: '', temper: '' },
        formula: {
          op: 'always',
          from: 0,
          to: 60,
          of: { op: 'is', signal: 'overLimit', of: '', over: '', min: -NO_LIMIT, max: 0 },
        },
      },
    ]);
  });

  it.each([
    ['an unknown signal', 'always: { signal: soothd, min: 1 }', 'no signal is called "soothd"', 'did you mean "soothed"?'],
    ['no bound', 'always: { signal: soothed }', 'soothed has no bound', /it runs from 0 to 20/],
    ['a time below zero', 'eventually: { signal: soothed, min: 1 }, within: -3', 'within is -3 s, must be 0..3600 s', /0\.\.3600/],
    [
      'a window that ends before it begins',
      'always: { signal: act, min: 1 }, from: 90, within: 30',
      'the window begins at 90 s and ends at 30 s',
      /less than/,
    ],
    [
      'two formulas side by side',
      'always: { signal: act, min: 1 }, any: [{ signal: act, min: 1 }]',
      'always and any stand side by side',
      /all:/,
    ],
    ['no formula', 'each: night', 'this says nothing that could hold', /name a `signal`/],
    [
      "one person's signal asked of the night",
      'always: { signal: speed, max: 9 }',
      "speed is one person's, and this is asked of the night",
      /each: person/,
    ],
    ['an unknown region', 'always: { signal: people, of: islett, max: 9 }', 'no region is called "islett"', 'did you mean "islet"?'],
    ['a signal that needs to know of what', 'always: { signal: people, max: 9 }', 'people needs to know of what', /region/],
    ['a name for a signal that has none', 'always: { signal: act, of: islet, max: 9 }', 'act is not of anything', /leave/],
    ['a window of a comparison', 'signal: act, max: 9, within: 20', 'within belongs to always, eventually or until', /move it/],
    ['bounds crossed', 'always: { signal: act, min: 3, max: 2 }', 'min 3 is above max 2', /less than/],
  ])('%s', (_, expectation, reason, fix) => {
    const { scenario, findings } = compiled(expectation);
    expect(scenario).toBeNull();
    expect(findings.map((f) => f.reason)).toEqual([reason]);
    expect(findings[0]?.fix).toMatch(fix);
    expect(findings[0]?.file).toBe(MAIN);
  });
});
