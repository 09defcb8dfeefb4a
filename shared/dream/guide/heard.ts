/**
 * A word that somebody wrote in the light's hearing, kept to be used elsewhere: only of who lets the guide read them, only while what they wrote is in
 * the dream, and only ever said to themselves, through the gate as its theme. Everybody else sees that a word was said, not which.
 */
import { may } from '../affect/signal.ts';
import type { DreamEvent } from '../events.ts';
import type { CauseId, ThemeTag, Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { tellingWords } from '../narrative/likeness.ts';
import type { World } from '../world.ts';
import { isNear } from './near.ts';
import { ELSEWHERE_METRES, WORD_LETTERS } from './rules.ts';

/** What it kept of one person. */
export interface Heard {
  word: string;
  theme: ThemeTag;
  /** where they wrote it */
  x: number;
  y: number;
  because: CauseId[];
}

/** A fragment was given its line: within hearing, its longest word that says something is kept instead of the last one. */
export function hearWriting(now: Moment, { by, about, id }: DreamEvent): void {
  const { guide, narrative, space } = now.world;
  const fragment = narrative.fragments.find((f) => f.id === about && f.by === by);
  const at = space.avatars[by];
  if (!fragment || !at || !may(now.world, by, 'guide') || !isNear(now.world, by)) return;
  const word = longest(tellingWords(fragment.words));
  if (word !== '') guide.heard[by] = { word, theme: fragment.theme, x: at.x, y: at.y, because: [id] };
}

function longest(words: readonly string[]): string {
  let best = '';
  for (const word of words) if (word.length >= WORD_LETTERS && word.length > best.length) best = word;
  return best;
}

/** Of these people the first to whom it can say a word of theirs now; null for none. */
export function sayable(now: Moment, near: readonly Who[]): { readonly who: Who; readonly heard: Heard } | null {
  for (const who of near) {
    const heard = now.world.guide.heard[who];
    const at = now.world.space.avatars[who];
    if (!heard || !at || !may(now.world, who, 'guide') || !stands(now.world, who, heard.word)) continue;
    if ((at.x - heard.x) * (at.x - heard.x) + (at.y - heard.y) * (at.y - heard.y) >= ELSEWHERE_METRES * ELSEWHERE_METRES)
      return { who, heard };
  }
  return null;
}

/** True while something that this person wrote with this word is in the dream. */
function stands({ narrative }: World, who: Who, word: string): boolean {
  const has = (line: { readonly by: Who; readonly words: string }): boolean => line.by === who && tellingWords(line.words).includes(word);
  return narrative.threads.some(has) || narrative.fragments.some(has);
}
