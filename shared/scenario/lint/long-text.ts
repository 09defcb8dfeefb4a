import { max } from '../../kernel/math.ts';
import { at, type MeaningRule } from './rule.ts';

/** Words a turn that are read without effort; turns are lines of the text. */
const MOST_WORDS = 25;
const MOST_TURNS = 3;

function wordsIn(turn: string): number {
  let words = 0;
  for (const _ of turn.matchAll(/\S+/g)) words++;
  return words;
}

export const longText: MeaningRule = {
  name: 'long-text',
  about: 'warning: a turn of more than 25 words, or more than three turns before a choice',
  check(whole) {
    return whole.scenario.narrative.storylets.flatMap((s, i) => {
      const path = ['narrative', 'storylets', i];
      const texts = [
        { path: [...path, 'text'], text: s.text },
        { path: [...path, 'soft'], text: s.soft },
        ...s.choices.map((c, j) => ({ path: [...path, 'choices', j, 'answer'], text: c.answer })),
      ];
      return texts.flatMap((t) => {
        const turns = t.text.split('\n').filter((turn) => turn.trim() !== '');
        // two letters a word at the least, so that short turns need no counting
        const longest = turns.reduce((most, turn) => (turn.length < 2 * MOST_WORDS ? most : max(most, wordsIn(turn))), 0);
        if (longest > MOST_WORDS)
          return [
            at(whole, 'long-text', t.path, `a turn of ${longest} words`, `at most ${MOST_WORDS} words a line`, { severity: 'warning' }),
          ];
        if (turns.length > MOST_TURNS)
          return [
            at(whole, 'long-text', t.path, `${turns.length} turns before a choice`, `at most ${MOST_TURNS}`, { severity: 'warning' }),
          ];
        return [];
      });
    });
  },
};
