import { expect, test } from 'vitest';
import { askedWords, leanings, likelihoodWords, promiseWords, readWords } from '../../client/ui/believed.ts';

const nothing = { themes: [], asked: 0, signs: [], trust: 0.5, suspicion: 0 };

test('a likelihood is told beside chance, and sure only where the guide would act on it', () => {
  expect([0.7, 0.69, 0.3, 0.25, 0.1].map((p) => likelihoodWords(p, 0.25))).toEqual([
    'it is sure',
    'likely',
    'perhaps',
    'it cannot say',
    'hardly',
  ]);
});

test('leanings are the likeliest first, and none while all are even', () => {
  const even = ['shame', 'guilt'].map((theme) => ({ theme, p: 0.5 }));
  expect(leanings({ ...nothing, themes: even })).toEqual([]);
  expect(leanings(nothing)).toEqual([]);
  const known = [0.1, 0.3, 0.6].map((p, i) => ({ theme: ['guilt', 'shame', 'not.enough'][i] as string, p }));
  expect(leanings({ ...nothing, themes: [...known, { theme: 'x', p: 0 }] }).map((l) => l.name)).toEqual(['not being enough', 'shame']);
});

test('signs alike are counted, readings and acts apart', () => {
  const signs = [
    { theme: 'shame', from: 'act', strong: true },
    { theme: 'shame', from: 'reading', strong: false },
    { theme: 'shame', from: 'act', strong: true },
  ];
  expect(readWords({ ...nothing, signs })).toEqual([
    'What you did, at shame: you stayed, twice.',
    'Your sensor, at shame: you stayed calm.',
  ]);
});

test('asking and promises are told plainly', () => {
  expect(askedWords(0)).toContain('nothing');
  expect(askedWords(1)).toContain('once');
  expect(promiseWords(0.5)).toContain('neither');
  expect(promiseWords(0.2)).toContain('broken promises');
  expect(promiseWords(0.9)).toContain('has kept');
});
