/** Words for people: keys become sentences, phrase cards their faces. Only the client reads this; over the line go keys and card ids. */
import { de } from './de.ts';
import { en } from './en.ts';

export interface Language {
  /** two letters, ISO 639-1 */
  readonly id: string;
  readonly name: string;
  readonly sentences: Readonly<Record<string, string>>;
  /** eight groups of four; card `n` of a group has the id `<group>.<n>`, from 1 */
  readonly phrases: readonly { readonly id: string; readonly name: string; readonly cards: readonly string[] }[];
}

export interface PhraseGroup {
  readonly id: string;
  readonly name: string;
  readonly cards: readonly { readonly id: string; readonly text: string }[];
}

export type Params = Readonly<Record<string, string | number>>;

export const LANGUAGES: readonly Language[] = [en, de];

/** The language of an id, or of its first two letters ('de-AT'); English when there is none. */
export function languageOf(id: string): Language {
  const short = id.slice(0, 2).toLowerCase();
  return LANGUAGES.find((l) => l.id === short) ?? en;
}

/** The sentence of a key in a language, else in English, else null; `{name}` is filled from `params`, `{about}` begins small with its article; the first letter is made large. */
export function say(key: string, params: Params = {}, language: Language = en): string | null {
  const found = own(language.sentences, key) ?? own(en.sentences, key);
  if (found === null) return null;
  const text = found.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const filled = String(Object.hasOwn(params, name) ? params[name] : whole);
    return name === 'about' ? filled.replace(/^(The|An?) /, (article) => article.toLowerCase()) : filled;
  });
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function own(sentences: Readonly<Record<string, string>>, key: string): string | null {
  return Object.hasOwn(sentences, key) ? (sentences[key] ?? null) : null;
}

/** What a page needs of one language. */
export interface Spoken {
  readonly language: string;
  say(key: string, params?: Params): string | null;
  readonly phrases: readonly PhraseGroup[];
}

export function speechFor(id: string): Spoken {
  const language = languageOf(id);
  return {
    language: language.id,
    say: (key, params = {}) => say(key, params, language),
    phrases: language.phrases.map((group) => ({
      id: group.id,
      name: group.name,
      cards: group.cards.map((text, i) => ({ id: `${group.id}.${i + 1}`, text })),
    })),
  };
}
