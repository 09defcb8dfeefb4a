/** What the guide believes of one person, worked out anew from the signs it keeps: with the signs of a purpose taken back, so are its beliefs. */
import { clamp, max } from '../../kernel/math.ts';
import type { ThemeTag, Who } from '../ids.ts';
import type { World } from '../world.ts';
import { type Arm, posterior, reputation, sprtBounds, sprtStep, trustOf } from './inference.ts';
import type { Belief, Guide, Sign } from './model.ts';
import { FORGETTING, MASK, MAX_SIGNS, SURE } from './rules.ts';

export function beliefOf(guide: Guide, who: Who): Belief {
  let found = guide.beliefs[who];
  if (!found) {
    found = { signs: [], asked: 0, nextTick: 0, rest: null, reputation: { kept: 0, broken: 0 }, llr: 0 };
    guide.beliefs[who] = found;
  }
  return found;
}

export function addSign(belief: Belief, sign: Sign): void {
  belief.signs.push(sign);
  if (belief.signs.length > MAX_SIGNS) belief.signs.shift();
}

/** How likely each theme is theirs, in the order given; the same for all while there are no signs. */
export function likely(belief: Belief | undefined, themes: readonly ThemeTag[]): number[] {
  return posterior(themes.map((theme) => (belief?.signs ?? []).reduce((sum, s) => (s.theme === theme ? sum + s.factor : sum), 0)));
}

export function armsOf(belief: Belief, themes: readonly ThemeTag[]): Arm[] {
  return themes.map((theme) => {
    const mine = belief.signs.filter((s) => s.theme === theme && s.from === 'reading');
    const hits = mine.filter((s) => s.strong).length;
    return { hits, misses: mine.length - hits };
  });
}

/** Theme that it takes to be a person's: the likeliest, from `least` (0..1) on; null while none is so likely. A storylet with `theme: own` does not fit then. */
export function themeFor(world: World, who: Who, least = SURE): ThemeTag | null {
  const belief = world.guide.beliefs[who];
  if (!belief || belief.signs.length === 0) return null;
  const all = world.guide.themes;
  const p = likely(belief, all);
  const best = p.indexOf(p.reduce((m, x) => max(m, x), 0));
  return (p[best] ?? 0) >= least ? (all[best] ?? null) : null;
}

/** Suspicion of the guide, 0..1: the way of Wald's test to "it misleads". Moves by evidence only. */
export function suspicionOf(belief: Belief | undefined): number {
  return belief ? clamp(belief.llr / sprtBounds(MASK).accept, 0, 1) : 0;
}

/** One more observation of the mask, of this weight: odd without a cause, or cleared. */
export function suspect(belief: Belief, odd: boolean, weight: number): void {
  const { accept, reject } = sprtBounds(MASK);
  belief.llr = clamp(belief.llr + weight * sprtStep(MASK, odd), reject, accept);
}

/** A promise kept or broken. */
export function promise(belief: Belief, kept: boolean, weight = 1): void {
  belief.reputation = reputation(belief.reputation, kept ? weight : 0, kept ? 0 : weight, FORGETTING);
}

/** What its subject may read of it. */
export interface Believed {
  readonly themes: readonly { readonly theme: ThemeTag; readonly p: number }[];
  readonly asked: number;
  readonly signs: readonly { readonly theme: ThemeTag; readonly from: string; readonly strong: boolean }[];
  readonly trust: number;
  readonly suspicion: number;
}

export function believedOf(world: World, who: Who): Believed | null {
  const belief = world.guide.beliefs[who];
  if (!belief) return null;
  const all = world.guide.themes;
  const p = belief.signs.length === 0 ? [] : likely(belief, all);
  return {
    themes: p.map((x, i) => ({ theme: all[i] as ThemeTag, p: x })),
    asked: belief.asked,
    signs: belief.signs.map(({ theme, from, strong }) => ({ theme, from, strong })),
    trust: trustOf(belief.reputation),
    suspicion: suspicionOf(belief),
  };
}
