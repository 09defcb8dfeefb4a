import { expect, test } from 'vitest';
import { ADMIRE_SECONDS, createEyes } from '../../client/ui/eyes.ts';

const thread = (id: string, by: string) => ({ id, by });

test('my own new thread is looked at for a while, somebody else’s is not', () => {
  const eyes = createEyes();
  eyes.see([], [thread('th1', 'other')], 'me', 10);
  expect(eyes.up(10)).toBe(false);
  eyes.see([thread('th1', 'other')], [thread('th1', 'other'), thread('th2', 'me')], 'me', 20);
  expect(eyes.up(20 + ADMIRE_SECONDS - 0.1)).toBe(true);
  expect(eyes.up(20 + ADMIRE_SECONDS)).toBe(false);
});

test('a step brings the eyes down', () => {
  const eyes = createEyes();
  eyes.see([], [thread('th2', 'me')], 'me', 20);
  eyes.down();
  expect(eyes.up(20.1)).toBe(false);
});

test('a thread keeps the words its fragment was given, in the order they went to the loom', () => {
  const eyes = createEyes();
  eyes.left('fr1', 'It weighed less with two.');
  eyes.left('fr2', '');
  eyes.set('fr2');
  eyes.set('fr1');
  eyes.set('fr1');
  eyes.see([], [thread('th1', 'me')], 'me', 1);
  eyes.see([thread('th1', 'me')], [thread('th1', 'me'), thread('th2', 'me')], 'me', 2);
  expect(eyes.wordsOf('th1')).toBeNull();
  expect(eyes.wordsOf('th2')).toBe('It weighed less with two.');
  expect(eyes.wordsOf('th9')).toBeNull();
});
