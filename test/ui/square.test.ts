import { expect, test } from 'vitest';
import { aboutWords, agoWords, type Entry, entryWords } from '../../client/ui/square/record.ts';
import { COUNCIL_ACTS } from '../../shared/dream/governance/model.ts';
import { LANGUAGES, speechFor } from '../../shared/i18n/index.ts';
import { fakeLink } from './fakeLink.ts';

const speech = speechFor('en');
const link = fakeLink();
const seen = { common: link.common, people: link.people, own: link.own, names: link.names };
const told = (part: Partial<Entry>, language = 'en') =>
  entryWords(
    speechFor(language),
    { id: 'e1.0', what: 'council', act: 'deny', about: 'gentle', by: 'a:elysia', human: false, tick: 0, ...part },
    link.welcome,
    seen,
  );

test('every act of the council is told, with its reason where an agent chose, in every language', () => {
  for (const { id } of LANGUAGES) {
    for (const act of COUNCIL_ACTS) {
      const { says, why } = told({ act }, id);
      expect(says.length, `${id} ${act}`).toBeGreaterThan(8);
      expect(why.length, `${id} ${act}`).toBeGreaterThan(8);
      for (const key of [`council.${act}`, `council.${act}.does`]) expect(speechFor(id).say(key), key).not.toBeNull();
    }
  }
  expect(told({}, 'de').says).toBe('Der Rat sagt, es sei nicht geschehen: „The guide is gentle.“ wurde gebrochen.');
});

test('what a person chose has no reason but theirs; a citizen who proposed is not named, a role is', () => {
  expect(told({ by: 's2', human: true }).why).toBe('Ilse holds the council, and chose this.');
  expect(told({ by: 'p1', human: true }).why).toBe('You hold the council, and chose this.');
  expect(told({ what: 'proposed', act: '', about: 'ask', by: '' })).toEqual({
    says: 'Put to the vote: Who is led is asked first.',
    why: '',
  });
  expect(told({ what: 'proposed', act: '', about: 'ask', by: 's4', human: true }).says).toBe(
    'Noor puts it to the vote: Who is led is asked first.',
  );
  expect([told({ what: 'counted', about: 'ask' }).says, told({ what: 'counted', about: '' }).says]).toEqual([
    'Agreed, and in force: Who is led is asked first.',
    'The vote is counted. As it was.',
  ]);
});

test('a breach of the story is told by its name, what has none as what was promised; time in whole minutes', () => {
  expect(aboutWords(speech, 'n3.guide-put-back', link.welcome.place, [])).toBe('“Guide put back.”');
  expect(aboutWords(speech, '', link.welcome.place, [])).toBe('What was promised');
  expect([agoWords(speech, 0, 1199, 20), agoWords(speech, 0, 2500, 20)]).toEqual(['Just now', '2 min ago']);
});
