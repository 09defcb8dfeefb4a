import { Compiler } from 'inkjs/full';
import { afterEach, expect, test } from 'vitest';
import { beginTalk, continueTalk } from '../../../shared/dream/narrative/ink.ts';

const compile = (ink: string): string => new Compiler(ink).Compile().ToJson() as string;
const dice = compile('VAR n = 0\n{RANDOM(1, 1000)} {n}\n* [again] {RANDOM(1, 1000)}\n* [stop] -> DONE\n- -> DONE\n');
const real = globalThis.Date;

afterEach(() => {
  globalThis.Date = real;
});

test('chance comes from the seed alone', () => {
  const first = beginTalk(dice, 7, { n: 3 });
  expect(first.text).toMatch(/^\d+ 3$/);
  expect(beginTalk(dice, 7, { n: 3 })).toEqual(first);
  expect(beginTalk(dice, 8, { n: 3 }).text).not.toBe(first.text);
  expect(continueTalk(dice, first.state, 'c0')).toEqual(continueTalk(dice, first.state, 'c0'));
});

test('no wall clock is read, and the real one is put back', () => {
  class Poisoned {
    constructor() {
      throw new Error('the core read the clock');
    }
  }
  globalThis.Date = Poisoned as unknown as DateConstructor;
  const talk = beginTalk(dice, 7, {});
  continueTalk(dice, talk.state, 'c0');
  expect(globalThis.Date).toBe(Poisoned);
});

test('an unknown choice ends the talk, an endless loop does not hold the dream', () => {
  const talk = beginTalk(dice, 7, {});
  expect(continueTalk(dice, talk.state, 'c9')).toMatchObject({ state: '', choices: [] });
  const loop = compile('-> round\n=== round\nAgain.\n-> round\n');
  expect(beginTalk(loop, 1, {}).text.split('\n').length).toBeLessThanOrEqual(40);
});
