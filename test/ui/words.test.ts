import { expect, test } from 'vitest';
import { spread } from '../../client/ui/Bubbles.tsx';
import { captionQueue, readingSeconds } from '../../client/ui/captions.ts';
import { hear } from '../../client/ui/hearing.ts';
import { findPhrases, told, wheelSlot } from '../../client/ui/speech.ts';
import { createTalk } from '../../client/ui/talk.ts';
import { whySentence } from '../../client/ui/Why.tsx';
import { speechFor } from '../../shared/i18n/index.ts';
import type { EffectMessage } from '../../shared/protocol/messages.ts';

const line = (text: string, speaker = 'The guide') => ({ speaker, text, sound: false });
const sound = (text: string) => ({ speaker: '', text, sound: true });
const speech = speechFor('en');
const effect = (part: Partial<EffectMessage>): EffectMessage => ({
  kind: 'words',
  by: 'p2',
  name: 'Ilse',
  source: '',
  theme: null,
  intensity: 0,
  text: 'hello',
  outcome: 'allowed',
  ...part,
});

test('a longer line stays longer, within three and twelve seconds', () => {
  expect(readingSeconds('a')).toBe(3);
  expect(readingSeconds('x'.repeat(60))).toBeCloseTo(5.4);
  expect(readingSeconds('x'.repeat(400))).toBe(12);
});

test('captions wait their turn, sounds give way, and a card silences all', () => {
  const queue = captionQueue();
  queue.add(line('first'), 0);
  queue.add(line('second'), 0.5);
  queue.add(sound('[a bell]'), 0.6);
  expect(queue.at(1)?.text).toBe('first');
  expect(queue.at(3.1)?.text).toBe('second');
  expect(queue.at(7)).toBeNull();
  queue.add(sound('[a bell]'), 8);
  queue.add(line('over the bell'), 8.1);
  expect(queue.at(8.2)?.text).toBe('over the bell');
  queue.clear();
  expect(queue.at(8.3)).toBeNull();
});

test('the same line twice is said once; at most four lines wait', () => {
  const queue = captionQueue();
  for (const text of ['a', 'a', 'b', 'c', 'd', 'e', 'f']) queue.add(line(text), 0);
  const seen: string[] = [];
  for (let t = 0; t < 60; t += 0.5) {
    const now = queue.at(t)?.text;
    if (now && now !== seen.at(-1)) seen.push(now);
  }
  expect(seen).toEqual(['a', 'c', 'd', 'e', 'f']);
});

test('a neighbour’s words go to the chat and over the head, the guide’s to the caption', () => {
  expect(hear(effect({}), speech)).toEqual({ chat: { who: 'Ilse', text: 'hello' }, bubble: { who: 'p2', text: 'hello' } });
  expect(hear(effect({ by: 's4', name: '' }), speech).chat?.who).toBe('someone');
  expect(hear(effect({ by: 'guide', name: '' }), speech).caption).toEqual({ speaker: 'The guide', text: 'hello', sound: false });
  expect(hear(effect({ text: 'emote.wave' }), speech)).toEqual({ emote: { who: 'p2', emote: 'wave' } });
  expect(hear(effect({ text: 'greet.1' }), speech).chat?.text).toBe('Good evening.');
});

test('a bubble leaves after its time, a gesture after three seconds', () => {
  const talk = createTalk(speech);
  talk.hear(effect({}), 0);
  talk.hear(effect({ by: 's3', text: 'emote.bow' }), 0);
  talk.at(2900);
  expect([...talk.words.keys(), ...talk.emotes.keys()]).toEqual(['p2', 's3']);
  talk.at(3100);
  expect(talk.emotes.size).toBe(0);
  talk.at(6400);
  expect(talk.words.size).toBe(0);
  expect(talk.chat).toHaveLength(1);
});

test('eight directions of four cards; a slash finds them by face and by group', () => {
  expect(speech.phrases).toHaveLength(8);
  for (const group of speech.phrases) expect(group.cards).toHaveLength(4);
  expect(findPhrases(speech, 'breathe')[0]?.text).toBe('Breathe with me.');
  expect(findPhrases(speech, 'greet').map((c) => c.id)).toEqual(['greet.1', 'greet.2', 'greet.3', 'greet.4']);
  expect(findPhrases(speech, 'zzz')).toEqual([]);
  expect(told(speech, 'no such key')).toBe('no such key');
});

test('the wheel: up is first, clockwise, the hub chooses nothing', () => {
  expect(wheelSlot(0, -80, 8)).toBe(0);
  expect(wheelSlot(80, 0, 8)).toBe(2);
  expect(wheelSlot(0, 80, 8)).toBe(4);
  expect(wheelSlot(-60, -60, 8)).toBe(7);
  expect(wheelSlot(10, 10, 8)).toBeNull();
});

test('a cause is told in words, mine as mine', () => {
  const cause = { cause: 'k1.1', type: 'act', about: '', own: true, by: 'p1' };
  expect(whySentence(speech, cause, 'you', '')).toBe('You reach out.');
  expect(whySentence(speech, { ...cause, own: false, by: 's2' }, 'Ilse', '')).toBe('Ilse reaches out.');
  expect(whySentence(speech, { ...cause, type: 'not.known' }, 'you', 'the well')).toContain('not known');
});

test('bubbles that would cover one another stand apart', () => {
  const boxes = [0, 20, 30].map((x) => ({ x: 200 + x, y: 300, w: 120, h: 40 }));
  spread(boxes, 1280);
  const tops = boxes.map((b) => b.y).sort((a, b) => b - a);
  expect(tops[0]).toBe(300);
  expect((tops[0] ?? 0) - (tops[1] ?? 0)).toBeGreaterThanOrEqual(40);
  expect((tops[1] ?? 0) - (tops[2] ?? 0)).toBeGreaterThanOrEqual(40);
  const edge = [{ x: 3, y: 100, w: 100, h: 30 }];
  spread(edge, 390);
  expect(edge[0]?.x).toBe(58);
});
