import type { MeaningRule } from './rule.ts';

export const inkCompiles: MeaningRule = {
  name: 'ink-compiles',
  about: 'a dialogue that the ink compiler refuses, with its line',
  check(whole) {
    return Object.values(whole.inks).flatMap((r) => [...r.findings]);
  },
};
