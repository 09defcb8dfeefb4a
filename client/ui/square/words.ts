/** What the square says in words: how far the council is trusted, and who voted. Pure. */
import type { Counts } from '../../../shared/dream/observe.ts';

/** Legitimacy 0..1 as a sentence; the number stays for whoever asks. */
export function trustWords(legitimacy: number): string {
  const tenths = Math.round(legitimacy * 10);
  const words =
    tenths >= 8
      ? 'is trusted'
      : tenths >= 6
        ? 'is still believed'
        : tenths >= 4
          ? 'is doubted'
          : tenths >= 2
            ? 'is hardly believed'
            : 'is believed by nobody';
  return `The council ${words} (${tenths} of 10).`;
}

/** "5 of 8 people voted." Simulated citizens are counted apart; without any, they are not spoken of. */
export function countWords(c: Counts): string {
  const people = `${c.people} of ${c.peopleHere} ${c.peopleHere === 1 ? 'person' : 'people'} voted`;
  return c.simulatedHere > 0 ? `${people}, ${c.simulated} of ${c.simulatedHere} simulated.` : `${people}.`;
}
