/** What the light believes of oneself, in words. Pure. Numbers are not shown: they look surer than they are. */
import type { Believed } from '../../shared/dream/guide/own.ts';
import { SURE } from '../../shared/dream/guide/rules.ts';
import { themeName } from './themes.ts';

/** A posterior 0..1 beside `even`, what each theme has while nothing is known (1 / number of themes); from `SURE` on the guide acts on it. */
export function likelihoodWords(p: number, even: number): string {
  if (p >= SURE) return 'it is sure';
  if (p >= even * 2) return 'likely';
  if (p > even * 1.1) return 'perhaps';
  return p >= even * 0.5 ? 'it cannot say' : 'hardly';
}

/** Themes it leans to, likeliest first; empty while it knows no more of one than of another. */
export function leanings({ themes }: Believed): { theme: string; name: string; words: string }[] {
  const even = 1 / Math.max(themes.length, 1);
  return themes
    .filter(({ p }) => p > even * 1.1)
    .sort((a, b) => b.p - a.p)
    .map(({ theme, p }) => ({ theme, name: themeName(theme), words: likelihoodWords(p, even) }));
}

const times = (n: number): string => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`);

export function askedWords(asked: number): string {
  return asked === 0 ? 'It has asked you nothing yet.' : `It has shown you a picture ${times(asked)} and watched what you did.`;
}

/** Signs it keeps, counted by where they came from and what they were of. */
export function readWords({ signs }: Believed): string[] {
  const counts = new Map<string, number>();
  for (const { theme, from, strong } of signs) {
    const name = themeName(theme);
    const says =
      from === 'reading'
        ? `Your sensor, at ${name}: ${strong ? 'it moved you' : 'you stayed calm'}`
        : `What you did, at ${name}: ${strong ? 'you stayed' : 'you walked away'}`;
    counts.set(says, (counts.get(says) ?? 0) + 1);
  }
  return [...counts].map(([says, n]) => (n === 1 ? `${says}.` : `${says}, ${times(n)}.`));
}

/** Trust 0..1 that it earned by promises kept. */
export function promiseWords(trust: number): string {
  if (trust >= 0.7) return 'It has kept its promises to you.';
  if (trust > 0.55) return 'It has mostly kept its promises to you.';
  return trust >= 0.45 ? 'It has neither kept nor broken much that it promised you.' : 'It has broken promises to you.';
}
