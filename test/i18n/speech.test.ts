import { describe, expect, test } from 'vitest';
import { COMMANDS, EMOTES } from '../../shared/dream/commands.ts';
import { PHRASES } from '../../shared/dream/narrative/rules.ts';
import { en } from '../../shared/i18n/en.ts';
import { LANGUAGES, languageOf, say, speechFor } from '../../shared/i18n/index.ts';

describe('languages', () => {
  test('every language has the 32 cards that the core knows, each with words', () => {
    for (const { id } of LANGUAGES) {
      const cards = speechFor(id).phrases.flatMap((g) => g.cards);
      expect(cards.map((c) => c.id)).toEqual(PHRASES);
      for (const card of cards) expect(card.text.length).toBeGreaterThan(1);
    }
  });

  test('no language has keys that English lacks', () => {
    for (const language of LANGUAGES) {
      for (const key of Object.keys(language.sentences)) expect(Object.hasOwn(en.sentences, key), `${language.id}: ${key}`).toBe(true);
    }
  });

  test('every command can be named in an answer to "why?", and every gesture be read', () => {
    for (const type of Object.keys(COMMANDS)) expect(say(`why.${type}`), type).not.toBeNull();
    for (const emote of EMOTES) expect(say(`emote.${emote}`), emote).not.toBeNull();
  });

  test('names are filled in, sentences begin large, unknown keys are null', () => {
    expect(say('why.bridge.whole', { about: 'the bridge' })).toBe('The bridge reaches the other side.');
    expect(say('why.symbol.woke', { by: 'Noor', about: 'the well' })).toBe('Noor wakes the well.');
    expect(say('why.symbol.woke.own', { by: 'you', about: 'the well' })).toBe('You wake the well.');
    expect(say('why.symbol.woke', { by: 'The dreamer', about: 'The oven' })).toBe('The dreamer wakes the oven.');
    expect(say('why.bridge.whole', { about: 'The bridge' })).toBe('The bridge reaches the other side.');
    expect(say('no.such.key')).toBeNull();
    expect(say('constructor')).toBeNull();
  });

  test('a missing sentence is said in English, a missing language is English', () => {
    expect(languageOf('de-AT').id).toBe('de');
    expect(languageOf('xx').id).toBe('en');
    expect(speechFor('de').say('ending.dawn')).toBe('Die Stadt atmet aus.');
    expect(say('why.night.begin', {}, { id: 'xx', name: 'none', sentences: {}, phrases: [] })).toBe('Night falls over the city.');
  });

  test('German says what English says, with the same names in it', () => {
    const named = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map((m) => m[0]).sort();
    const german = Object.entries(languageOf('de').sentences);
    expect(german.length).toBeGreaterThan(300);
    for (const [key, text] of german) for (const name of named(text)) expect(named(en.sentences[key] ?? ''), key).toContain(name);
    expect(speechFor('de').say('why.symbol.woke.own', { about: 'die Tür' })).toBe('Die Tür erwacht, durch dich.');
  });

  test('keeps to the voice: no words of the clinic', () => {
    for (const text of Object.values(en.sentences)) expect(text).not.toMatch(/trauma|healing journey|safe space|process|diagnos/i);
  });
});
