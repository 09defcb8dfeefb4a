/**
 * How like two lines are by their letters alone, 0..1: the mean of Dice's coefficient (Dice 1945) over words that say something, compared by their
 * first five letters, and over trigrams of letters. It stands in where no sentence model is at hand: the same for everybody, and quick.
 */
import { wordsOf } from './valence.ts';

/** Words that join and say nothing by themselves. */
const JOINING = new Set(
  'a an the and or but of to in on at for with from by is are was were be been it its i me my you your he she they we our us them this that there here as so if then than not no do did der die das ein eine und oder aber von zu in im am auf für mit aus bei ist sind war waren es ich mich mein du dein er sie wir uns ihr nicht kein dies dort hier als so wenn dann'.split(
    ' ',
  ),
);
const STEM = 5;

/** Lower-case words of a line that say something. */
export const tellingWords = (line: string): string[] => wordsOf(line).filter((w) => !JOINING.has(w));

export interface Letters {
  readonly words: ReadonlySet<string>;
  readonly trigrams: ReadonlySet<string>;
}

export function lettersOf(line: string): Letters {
  const words = wordsOf(line);
  const trigrams = new Set<string>();
  for (const word of words) {
    const padded = ` ${word} `;
    for (let i = 0; i + 3 <= padded.length; i++) trigrams.add(padded.slice(i, i + 3));
  }
  return { words: new Set(words.filter((w) => !JOINING.has(w)).map((w) => w.slice(0, STEM))), trigrams };
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let both = 0;
  for (const x of a) if (b.has(x)) both++;
  return (2 * both) / (a.size + b.size);
}

/** Likeness of two lines, 0..1; 0 for a line without words. */
export function likeness(a: Letters, b: Letters): number {
  return (dice(a.words, b.words) + dice(a.trigrams, b.trigrams)) / 2;
}

/** Likeness of each line to each. */
export function lexical(lines: readonly string[]): number[][] {
  const letters = lines.map(lettersOf);
  const out = letters.map((a, i) => letters.map((b, j) => (j < i ? likeness(a, b) : 0)));
  for (let i = 0; i < out.length; i++) {
    const row = out[i] as number[];
    row[i] = likeness(letters[i] as Letters, letters[i] as Letters);
    for (let j = 0; j < i; j++) (out[j] as number[])[i] = row[j] as number;
  }
  return out;
}
