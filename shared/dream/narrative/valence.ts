/**
 * How sad or glad a short line is, -1..1: a small word list of our own (English and German), with negation. It is meant for lines of a few words,
 * where larger lists and their rules are often wrong ("not bad at all"). Words that say neither count nothing.
 */
import { clamp } from '../../kernel/math.ts';

/** Words as they begin; a longer word that begins like one counts as it, from four letters on. Weights 1 (mild) to 3 (strong). */
const WORDS: Readonly<Record<string, number>> = Object.fromEntries(
  (
    [
      [-3, 'grief griev dead death died dying funeral despair agony trauer tod tot gestorben verzweif'],
      [
        -2,
        'cry cried tears weep sad sorrow lonel alone lost loss hurt pain ache afraid fear shame guilt blame broke broken empty abandon betray anger angry cruel sick ill drown miss missed missing leave weinte weinen tränen traurig einsam allein verlor verloren verlust schmerz angst scham schuld zerbroch leer verlass wütend krank fehlt vermiss',
      ],
      [
        -1,
        'cold dark heavy weigh late tired shut closed away silent gone hard grey never no-one nobody wrong wait worn rust kalt dunkel schwer spät müde zu fort stumm weg hart grau nie niemand falsch still',
      ],
      [
        1,
        'warm light soft open door bread tea kettle home garden song sing sang near again sun morning rest quiet together hand stay stayed carry shared two warm licht hell sanft weich offen brot tee garten lied singt nah wieder sonne morgen ruhe zusammen hand bleib blieb gemeinsam zwei',
      ],
      [
        2,
        'laugh smile friend kind gentle hope heal forgiv thank joy glad better safe welcome lacht lachen freund lächel gütig hoff heil verzeih dank froh besser sicher willkommen',
      ],
      [3, 'love loved happy beloved bright dance liebe geliebt glücklich tanz'],
    ] as const
  ).flatMap(([weight, words]) => words.split(' ').map((word) => [word, weight])),
);

const NEGATIONS = new Set(['not', 'no', 'never', 'without', "don't", "isn't", "wasn't", "can't", 'nicht', 'kein', 'keine', 'ohne']);
/** Words after a negation that it still turns. */
const REACH = 3;
/** What a negation leaves of a word: "not sad" is glad, but less than "glad". */
const TURNED = -0.6;
/** From this sum on a line is as sad or glad as can be told. */
const FULL = 4;

/** Lower-case words of a line. */
export function wordsOf(line: string): string[] {
  return line.toLowerCase().match(/[a-zäöüßà-ÿ]+(?:['’][a-z]+)?/g) ?? [];
}

function weightOf(word: string): number {
  if (Object.hasOwn(WORDS, word)) return WORDS[word] as number;
  for (let n = word.length - 1; n >= 4; n--) {
    const stem = word.slice(0, n);
    if (Object.hasOwn(WORDS, stem)) return WORDS[stem] as number;
  }
  return 0;
}

/** Valence of a line, -1 (sorrow) .. 1 (gladness); 0 when nothing in it says which. */
export function valenceOf(line: string): number {
  let sum = 0;
  let turned = 0;
  for (const raw of wordsOf(line)) {
    const word = raw.replace('’', "'");
    if (NEGATIONS.has(word)) {
      turned = REACH;
      continue;
    }
    const weight = weightOf(word);
    if (weight !== 0) sum += turned > 0 ? weight * TURNED : weight;
    turned--;
  }
  return clamp(sum / FULL, -1, 1);
}
