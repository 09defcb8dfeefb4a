import { at, type MeaningRule } from './rule.ts';

export const ownTheme: MeaningRule = {
  name: 'own-theme',
  about: 'a storylet of a person’s own theme that opens for others too: what came would tell them whose theme was found',
  check(whole) {
    return whole.scenario.narrative.storylets.flatMap((s, i) =>
      s.theme === 'own' && s.audience !== 'one'
        ? [
            at(
              whole,
              'own-theme',
              ['narrative', 'storylets', i, 'audience'],
              `${s.id} wears one person's own theme and opens for others too`,
              'let the audience be one, or name a theme',
            ),
          ]
        : [],
    );
  },
};
