import { expect, test } from 'vitest';
import type { Criterion } from '../../../shared/dream/compiled.ts';
import { bruteForce, holds, type Rule, Salience } from '../../../shared/dream/narrative/salience.ts';
import { below, type StreamState, streamOf } from '../../../shared/kernel/random.ts';

const NAMES = ['woken', 'soothed', 'open', 'near', 'carry.coat'];

function ruleOf(s: StreamState, id: string): Rule {
  const requires: Criterion[] = Array.from({ length: below(s, 5) }, () => {
    const low = below(s, 4);
    return { fact: NAMES[below(s, NAMES.length)] as string, min: low, max: low + below(s, 4) };
  });
  return { id, requires };
}

function factsOf(s: StreamState): (name: string) => number {
  const values: Record<string, number> = {};
  for (const name of NAMES) values[name] = below(s, 6);
  return (name) => values[name] ?? 0;
}

test('indexed and brute force agree on 10,000 random questions', () => {
  const s = streamOf('3', 'salience');
  let found = 0;
  for (let set = 0; set < 100; set++) {
    const rules = Array.from({ length: 1 + below(s, 20) }, (_, i) => ruleOf(s, `r${i}`));
    const index = new Salience(rules);
    for (let q = 0; q < 100; q++) {
      const facts = factsOf(s);
      const shut = `r${below(s, 20)}`;
      const open = (r: Rule): boolean => r.id !== shut;
      const best = index.best(facts, open);
      expect(best.map((r) => r.id)).toEqual(bruteForce(rules, facts, open).map((r) => r.id));
      if (best.length > 0) found++;
    }
  }
  expect(found).toBeGreaterThan(1000);
});

test('one more criterion that holds never lowers a rule', () => {
  const s = streamOf('4', 'salience');
  for (let i = 0; i < 500; i++) {
    const facts = factsOf(s);
    const rules = Array.from({ length: 8 }, (_, n) => ruleOf(s, `r${n}`));
    const best = bruteForce(rules, facts)[0];
    if (!best) continue;
    const narrower = { id: best.id, requires: [...best.requires, { fact: 'woken', min: facts('woken'), max: facts('woken') }] };
    const again = bruteForce(
      rules.map((r) => (r === best ? narrower : r)),
      facts,
    );
    expect(again.map((r) => r.id)).toEqual([best.id]);
  }
});

test('an exact match beats the fallback, and a missing fact counts as 0', () => {
  const fallback: Rule = { id: 'fallback', requires: [] };
  const exact: Rule = { id: 'exact', requires: [{ fact: 'open', min: 1, max: 9 }] };
  const index = new Salience([fallback, exact]);
  expect(index.choose(streamOf('1', 'n'), (f) => (f === 'open' ? 2 : 0))?.id).toBe('exact');
  expect(index.choose(streamOf('1', 'n'), () => 0)?.id).toBe('fallback');
  expect(holds([{ fact: 'never', min: 0, max: 0 }], () => 0)).toBe(true);
});

test('ties fall by the stream: every rule is reached, the same seed gives the same one', () => {
  const rules: Rule[] = ['a', 'b', 'c'].map((id) => ({ id, requires: [] }));
  const index = new Salience(rules);
  const draws = (seed: string): (string | undefined)[] => {
    const s = streamOf(seed, 'narrative');
    return Array.from({ length: 40 }, () => index.choose(s, () => 0)?.id);
  };
  expect(new Set(draws('1'))).toEqual(new Set(['a', 'b', 'c']));
  expect(draws('1')).toEqual(draws('1'));
});
