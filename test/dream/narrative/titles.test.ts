import { expect, test } from 'vitest';
import { NO_LIMIT } from '../../../shared/dream/compiled.ts';
import { titleOf } from '../../../shared/dream/narrative/ending.ts';

const asks = (fact: string, min = 1, max = NO_LIMIT) => ({ fact, min, max });
const TITLES = [
  { ending: 'dawn', title: 'No paper.', requires: [] },
  { ending: 'dawn', title: 'A charter.', requires: [asks('reforms')] },
  { ending: 'dawn', title: 'A charter, and we asked.', requires: [asks('reforms'), asks('n3.stayed', -NO_LIMIT, 0)] },
  { ending: 'restless', title: 'Half a promise.', requires: [] },
] as const;
const facts = (known: Record<string, number>) => (fact: string) => known[fact] ?? 0;

test('a night is called by what it was: the title whose facts hold and that asks for most, of its own ending', () => {
  expect(titleOf(TITLES, 'dawn', facts({}))).toBe('No paper.');
  expect(titleOf(TITLES, 'dawn', facts({ reforms: 1, 'n3.stayed': 2 }))).toBe('A charter.');
  expect(titleOf(TITLES, 'dawn', facts({ reforms: 2 }))).toBe('A charter, and we asked.');
  expect(titleOf(TITLES, 'restless', facts({ reforms: 2 }))).toBe('Half a promise.');
  expect(titleOf(TITLES, 'broken', facts({}))).toBe('ending.broken');
});
