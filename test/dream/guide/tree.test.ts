/** What is asked of mistreevous, through the one file that knows it. */
import { describe, expect, test } from 'vitest';
import { decideBy, treeFault, type Words } from '../../../shared/dream/guide/tree.ts';
import { poisoned } from '../../core/poison.ts';

interface Subject {
  readonly facts: Readonly<Record<string, boolean>>;
  readonly did: string[];
}
const ask = (name: string) => (s: Subject) => s.facts[name] ?? false;
const act =
  (name: string, done = true) =>
  (s: Subject) => {
    s.did.push(name);
    return done;
  };
const words: Words<Subject> = {
  conditions: { Cold: ask('Cold'), Alone: ask('Alone') },
  actions: { Wave: act('Wave'), Fail: act('Fail', false), Rest: act('Rest') },
};
const run = (text: string, facts: Subject['facts'] = {}) => {
  const did: string[] = [];
  return { done: decideBy(text, words, { facts, did }), did };
};

describe('a behaviour tree', () => {
  test('selects, sequences, flips, branches and goes on after what could not be done', () => {
    const text = `
      root { selector {
        sequence { condition [Cold] flip { condition [Alone] } action [Wave] }
        sequence { condition [Alone] branch [Try] }
        action [Rest]
      } }
      root [Try] { sequence { action [Fail] action [Wave] } }`;
    expect(treeFault(text, words)).toBeNull();
    expect(run(text, { Cold: true })).toEqual({ done: true, did: ['Wave'] });
    expect(run(text, { Cold: true, Alone: true })).toEqual({ done: true, did: ['Fail', 'Rest'] });
    expect(run(text)).toEqual({ done: true, did: ['Rest'] });
    expect(run('root { action [Fail] }')).toEqual({ done: false, did: ['Fail'] });
  });

  test('begins anew at each decision', () => {
    const text = 'root { sequence { action [Wave] condition [Cold] action [Rest] } }';
    for (let i = 0; i < 3; i++) expect(run(text, { Cold: i === 1 }).did).toEqual(i === 1 ? ['Wave', 'Rest'] : ['Wave']);
  });

  test('needs no clock, no chance and no mathematics of the engine', () => {
    expect(poisoned(() => run('root { selector { condition [Cold] action [Rest] } }')).did).toEqual(['Rest']);
    const { random } = Math;
    run('root { selector { condition [Alone] action [Wave] } }');
    expect(Math.random).toBe(random);
  });

  test.each([
    ['root { selector { wait [2000] } }', /cannot end.*"wait"/],
    ['root { repeat { action [Rest] } }', /cannot end.*"repeat"/],
    ['root { lotto { action [Rest] action [Wave] } }', /"lotto"/],
    ['root { branch [A] } root [A] { branch [B] } root [B] { branch [A] }', /cannot end.*circular/],
    ['root { action [Dance] }', /no action is called "Dance"/],
    ['root { sequence { condition [Wet] action [Rest] } }', /no condition is called "Wet"/],
    ['root { action [Rest, 3] }', /takes nothing/],
    ['root { action [Rest] while(Cold) }', /guard/],
    ['root { selector { } }', /cannot be read/],
    ['a tree', /cannot be read/],
    [`root { selector { ${'action [Rest] '.repeat(250)} } }`, /more than 200 nodes/],
  ])('%s is a fault', (text, reason) => {
    expect(treeFault(text, words)?.reason).toMatch(reason);
  });
});
