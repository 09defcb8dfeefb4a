/** The breath coach on the page: what it says in words, and what it does with the pacer. Nothing of it is sent anywhere. */
import type { CoachSaid } from '../../shared/biometrics/coach.ts';
import { COACH_PACES } from '../../shared/biometrics/resonance.ts';
import type { Night } from './night.ts';
import { keepPace } from './remember.ts';

/** What became of a search that found nothing. */
export const NOTHING: Readonly<Record<CoachSaid['reason'], string>> = {
  artefacts: 'The signal broke too often to be sure of anything. Wet the strap, sit still, and try again if you like.',
  short: 'A pace was too short to tell.',
  still: 'No pace moved your heart more than the others tonight. That says nothing about you.',
  lost: 'The strap fell silent, so I stopped.',
  '': '',
};

const ORDER = ['first', 'second', 'third', 'fourth', 'last'] as const;

/** "5.5 a minute, the third of five." */
export function paceWords(perMinute: number): string {
  const place = ORDER[COACH_PACES.indexOf(perMinute as 6)];
  return `${perMinute} a minute${place ? `, the ${place} of five` : ''}.`;
}

/** The width of a swing that fills its bar, bpm. */
const FULL_BPM = 20;
export const swingShare = (swingBpm: number): number => Math.min(1, swingBpm / FULL_BPM);

/** How well heart and breath went together, in a word. */
export function togetherWords(share: number): string {
  return share >= 0.7 ? 'as one' : share >= 0.4 ? 'mostly together' : 'each its own way';
}

/** The pacer follows the search, keeps the pace that was found, and goes back to the dream's when nothing was. */
export function followCoach(night: Night, said: CoachSaid | null, before: CoachSaid | null): void {
  if (said?.is === 'pacing') {
    if (before?.is !== 'pacing' || before.perMinute !== said.perMinute) {
      night.input.autoBreath(false);
      night.setPace(said.perMinute);
      night.note('', `Now ${said.perMinute} breaths a minute.`);
    }
    return;
  }
  if (said?.found) {
    keepPace(said.found.perMinute);
    night.setPace(said.found.perMinute);
  } else if (before?.is === 'pacing') night.setPace(null);
}
