/** Fragments: what a soothed shadow or a choice leaves behind. Nothing can be snatched: only its maker picks one up. */
import type { CauseId, ThemeTag, Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { ownId, type World } from '../world.ts';
import type { Fragment } from './model.ts';
import { CARRY } from './rules.ts';

/** Fragments in a person's hands. */
export function carried(world: World, who: Who): Fragment[] {
  return world.narrative.fragments.filter((f) => f.heldBy === who);
}

/** Makes a fragment for `who`; when both hands are full it lies at their feet. Words given now are its line. */
export function giveFragment(now: Moment, who: Who, theme: ThemeTag, words: string, because: readonly CauseId[]): Fragment | null {
  const avatar = now.world.space.avatars[who];
  if (!avatar) return null;
  const id = ownId(now.world, 'fr', who, (taken) => now.world.narrative.fragments.some((f) => f.id === taken));
  const made = now.event('fragment.made', who, id, because);
  const fragment: Fragment = {
    id,
    by: who,
    heldBy: carried(now.world, who).length < CARRY ? who : '',
    x: avatar.x,
    y: avatar.y,
    theme,
    words,
    offered: words !== '',
    madeTick: now.tick,
    because: [made],
  };
  now.world.narrative.fragments.push(fragment);
  return fragment;
}

/** Gives a fragment its line; an empty line leaves a colour only. */
export function offerWords(now: Moment, fragment: Fragment, words: string, cause: CauseId): void {
  fragment.words = words.trim();
  fragment.offered = true;
  const offered = now.event('fragment.offered', fragment.by, fragment.id, [cause, ...fragment.because], { words: fragment.words !== '' });
  fragment.because = [offered];
}
