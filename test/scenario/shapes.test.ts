import { describe, expect, it } from 'vitest';
import { broken, compileFiles, FILES, MAIN, places } from './bundle.ts';

/** The one finding of a broken night, which must stand at the mark. */
function only(result: ReturnType<typeof broken>, rule: string) {
  expect(places(result.findings)).toEqual([{ ...result.mark, rule }]);
  expect(result.scenario).toBeNull();
  return result.findings[0];
}

it('compiles the small night without a finding', () => {
  const { scenario, findings } = compileFiles(FILES);
  expect(findings).toEqual([]);
  expect(scenario?.id).toBe('small');
});

describe('unknown-key', () => {
  it('does not hide what else is wrong in the same file', () => {
    const { findings } = broken(
      MAIN,
      '        theme: rest\n        weight: 20',
      '        theme: wrest\n        weight: 20\n        wait: 3',
    );
    expect(findings.map((f) => f.rule)).toEqual(['undeclared-theme', 'unknown-key']);
  });

  it('names the nearest key of the section', () => {
    const found = only(broken(MAIN, '  minutes: 20', '  «minuts: 20'), 'unknown-key');
    expect(found).toMatchObject({
      path: 'orchestration.minuts',
      reason: '"minuts" is no key of orchestration',
      fix: 'did you mean "minutes"?',
    });
  });

  it('lists the keys when none is near', () => {
    const found = only(broken(MAIN, '  minutes: 20', '  minutes: 20\n  «zzzzzzzzz: 1'), 'unknown-key');
    expect(found?.fix).toBe('one of: minutes, curve, events, openings, haste, agents');
  });

  it('finds it deep inside a list, at the top, and in a map', () => {
    only(broken(MAIN, '          label: Look', '          label: Look\n          «anser: x'), 'unknown-key');
    expect(only(broken(MAIN, 'guide:\n', '«guidde: 1\nguide:\n'), 'unknown-key')?.fix).toBe('did you mean "guide"?');
    const found = only(
      broken(
        'small/map.tmj',
        '"name": "verb", "type": "string", "value": "turn" }',
        '"name": "verb", "value": "turn" }, { "name": «"colour", "value": 1 }',
      ),
      'unknown-key',
    );
    expect(found?.path).toBe('glass.colour');
  });

  it('tells every one', () => {
    const { findings } = broken(MAIN, '  minutes: 20', '  a: 1\n  b: 2\n  «c: 3');
    expect(findings.map((f) => f.rule)).toEqual(['unknown-key', 'unknown-key', 'unknown-key']);
  });
});

describe('out-of-range', () => {
  it('gives value and bounds with their unit', () => {
    const found = only(broken(MAIN, 'minutes: 20', 'minutes: «400'), 'out-of-range');
    expect(found).toMatchObject({ path: 'orchestration.minutes', reason: 'minutes is 400 min, must be 10..40 min' });
  });

  it('knows shares without a unit, lists and texts', () => {
    expect(only(broken(MAIN, 'intensity: 0.2', 'intensity: «0.9'), 'out-of-range')?.reason).toBe('intensity is 0.9, must be 0..0.85');
    expect(only(broken(MAIN, 'text: The sand stops.', "text: «''"), 'out-of-range')?.reason).toBe('text is empty');
    expect(only(broken(MAIN, 'title: A small night', `title: «${'x'.repeat(61)}`), 'out-of-range')?.reason).toBe(
      'title is longer than 60 characters',
    );
  });

  it('takes both ends of a range and nothing beyond', () => {
    expect(broken(MAIN, 'minutes: 20', 'minutes: 10').findings).toEqual([]);
    expect(broken(MAIN, 'minutes: 20', 'minutes: 40').findings).toEqual([]);
    only(broken(MAIN, 'minutes: 20', 'minutes: «9.99'), 'out-of-range');
  });

  it('refuses a storylet stronger than its theme may be', () => {
    const found = only(broken(MAIN, 'intensity: 0.2', 'intensity: «0.41'), 'out-of-range');
    expect(found?.reason).toBe('intensity is 0.41, but rest is shown at most at 0.4');
    expect(broken(MAIN, 'intensity: 0.2', 'intensity: 0.4').findings).toEqual([]);
  });
});

describe('wrong-value', () => {
  it('asks for a missing key where its section stands', () => {
    const { findings, mark } = broken(MAIN, '  home: glass', '  «name: Lull');
    expect(places(findings)).toEqual([{ ...mark, rule: 'wrong-value' }]);
    expect(findings[0]).toMatchObject({ path: 'guide.home', reason: 'home is missing in guide', fix: 'add `home`: symbol it waits at' });
  });

  it('names the nearest word of a list of words', () => {
    const found = only(broken(MAIN, 'palette: dusk', 'palette: «dsk'), 'wrong-value');
    expect(found?.fix).toBe('did you mean "dusk"?');
    expect(found?.reason).toContain('one of dusk, ritual');
  });

  it('tells kinds apart', () => {
    expect(only(broken(MAIN, 'minutes: 20', 'minutes: «twenty'), 'wrong-value')?.reason).toBe(
      'minutes must be a number, not the text "twenty"',
    );
    expect(only(broken(MAIN, 'opens: [{ woken: 1 }]', 'opens: «7'), 'wrong-value')?.reason).toBe('opens must be a list, not 7');
    expect(only(broken(MAIN, 'woken: 1', 'woken: «often'), 'wrong-value')?.reason).toContain('a number or a map with min and max');
    expect(only(broken(MAIN, 'ink: talk.ink', 'ink: «talk.txt'), 'wrong-value')?.reason).toContain('a path that ends in .ink');
    expect(only(broken(MAIN, 's.looked: 1 }, mute', '«looked: 1 }, mute'), 'wrong-value')?.reason).toContain('a fact of the story');
  });

  it('looks inside a criterion with bounds', () => {
    const found = only(broken(MAIN, 'woken: 1', 'woken: { «mx: 1 }'), 'unknown-key');
    expect(found?.fix).toBe('did you mean "max"?');
  });
});
