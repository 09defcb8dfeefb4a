import { at, type MeaningRule } from './rule.ts';

/** A choice that closes sooner leaves out slow readers, s. */
const SHORTEST = 15;

export const shortChoice: MeaningRule = {
  name: 'short-choice',
  about: 'warning: a choice that is open for less than 15 s',
  check(whole) {
    return whole.scenario.narrative.storylets.flatMap((s, i) =>
      s.choices.length > 0 && s.seconds < SHORTEST
        ? [
            at(
              whole,
              'short-choice',
              ['narrative', 'storylets', i, 'seconds'],
              `the choice of ${s.id} closes after ${s.seconds} s`,
              `leave it open for ${SHORTEST} s or more`,
              { severity: 'warning' },
            ),
          ]
        : [],
    );
  },
};
