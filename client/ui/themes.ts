/** Plain names for theme tags and purposes: what a person reads when they draw a line or agree to something. */
import type { Purpose } from '../../shared/dream/governance/model.ts';

/** Hard themes first; the first four are one tap away, the rest under "more". */
export const THEME_NAMES: Readonly<Record<string, string>> = {
  'grief.loss': 'losing someone',
  illness: 'illness, hospitals',
  'anger.held': 'anger',
  watched: 'being watched',
  parting: 'parting',
  'home.lost': 'a lost home',
  loneliness: 'loneliness',
  shame: 'shame',
  'not.enough': 'not being enough',
  betrayal: 'betrayal',
  silenced: 'being silenced',
  guilt: 'guilt',
  estrangement: 'estrangement',
  exhaustion: 'exhaustion',
  flood: 'floods, deep water',
  forgiveness: 'forgiveness',
  memory: 'old memories',
};

export const COMMON_THEMES = ['grief.loss', 'illness', 'anger.held', 'watched'] as const;

export function themeName(tag: string): string {
  return THEME_NAMES[tag] ?? tag.replaceAll('.', ' ').replaceAll('-', ' ');
}

/** Each purpose as a sentence of its own; agreeing to one agrees to nothing else. */
export const PURPOSE_WORDS: readonly { readonly purpose: Purpose; readonly name: string; readonly says: string }[] = [
  { purpose: 'own-view', name: 'Shape my own dream', says: 'only I see the light and hear the tempo it moves' },
  { purpose: 'group', name: 'Count in the group', says: 'blended with at least four others before anything shows' },
  { purpose: 'near', name: 'Show my rhythm to people near me', says: 'when I breathe, never how deep, never my heart' },
  { purpose: 'guide', name: 'Let the guide read it', says: 'the guide may choose where to lead me by it' },
  { purpose: 'mirror', name: 'Be part of the mirror', says: 'one of the many in the night’s reflection' },
  { purpose: 'keep', name: 'Keep this night', says: 'sealed with my own key; otherwise gone at dawn' },
  { purpose: 'learn', name: 'Learn from what I turn away', says: 'so the dream asks less of it; forgotten at dawn' },
];

/** Strongest intensity wanted, as a word. */
export const CEILINGS = [
  { value: 0.4, name: 'Gentle', says: 'touching, at arm’s length.' },
  { value: 0.6, name: 'Clear', says: 'moving, not frightening.' },
  { value: 0.8, name: 'Deep', says: 'as strong as the dream gets.' },
] as const;
