/** What follows from a choice, whether it was written in a scenario or as a tag in ink. */
import { type Consequence, DEEDS, type Deed } from '../compiled.ts';
import type { CauseId, ThemeTag, ThingId, Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { moveFact } from './facts.ts';
import { giveFragment } from './fragments.ts';

/** Does what a choice of `who` leads to. `words` become the line of the fragment it leaves, if it leaves one. */
export function apply(now: Moment, who: Who, then: readonly Consequence[], theme: ThemeTag | null, words: string, because: CauseId): void {
  const avatar = now.world.space.avatars[who];
  for (const c of then) {
    switch (c.kind) {
      case 'fact':
        moveFact(now.world, c.fact, c.add, because);
        break;
      case 'shadow': {
        const at = placeOf(now, c.at) ?? avatar;
        if (at) now.act({ kind: 'shadow', theme: c.theme, weight: c.weight, x: at.x, y: at.y, because: [because] });
        break;
      }
      case 'fragment':
        giveFragment(now, who, theme ?? 'rest', words, [because]);
        break;
      case 'warm':
        if (avatar)
          now.act({ kind: 'deposit', by: 'dream', x: avatar.x, y: avatar.y, valence: c.valence, arousal: c.arousal, because: [because] });
        break;
      case 'mute':
        now.act({ kind: 'mute', who, track: c.track, because: [because] });
        break;
      case 'pace':
        now.effect({ kind: 'sound', to: who, by: 'dream', source: 'pacer', text: `pace:${c.perMinute}`, because: [because] });
        break;
      case 'deed':
        now.act({ kind: 'deed', deed: c.deed, who, about: c.about, amount: c.amount, because: [because] });
        break;
    }
  }
}

/** Where a symbol, region, bridge or lantern is; null when nothing has that id. */
export function placeOf(now: Moment, id: ThingId): { x: number; y: number } | null {
  const { scenario, world } = now;
  const thing =
    scenario.symbols.find((s) => s.id === id) ?? scenario.regions.find((r) => r.id === id) ?? world.space.lanterns.find((l) => l.id === id);
  if (thing) return { x: thing.x, y: thing.y };
  const bridge = scenario.bridges.find((b) => b.id === id);
  return bridge ? { x: (bridge.ax + bridge.bx) / 2, y: (bridge.ay + bridge.by) / 2 } : null;
}

/**
 * Reads ink tags: `fact NAME [ADD]`, `fragment`, `warm VALENCE AROUSAL`, `mute TRACK`, `pace PER_MINUTE`, and a deed with what it
 * needs (`DEEDS`: `breach n2.gain`, `legitimacy -0.06`, `rollback`); any other is ignored.
 */
export function fromTags(tags: readonly string[]): Consequence[] {
  return tags.flatMap((tag): Consequence[] => {
    const [kind, a = '', b = ''] = tag.trim().split(/\s+/);
    const x = Number(a);
    const y = Number(b === '' ? '1' : b);
    if (kind === 'fact' && a !== '' && Number.isFinite(y)) return [{ kind: 'fact', fact: a, add: y }];
    if (kind === 'fragment') return [{ kind: 'fragment' }];
    if (kind === 'warm' && a !== '' && b !== '' && Number.isFinite(x) && Number.isFinite(y))
      return [{ kind: 'warm', valence: x, arousal: y }];
    if (kind === 'mute' && a !== '') return [{ kind: 'mute', track: a }];
    if (kind === 'pace' && x >= 4.5 && x <= 10) return [{ kind: 'pace', perMinute: x }];
    return (DEEDS as readonly string[]).includes(kind ?? '') ? [deedOf(kind as Deed, a)] : [];
  });
}

/** A deed as it is written: `legitimacy -0.06`, `breach n2.gain`. */
export function deedOf(deed: Deed, word: string): Consequence {
  const amount = Number(word);
  return word !== '' && Number.isFinite(amount)
    ? { kind: 'deed', deed, about: '', amount }
    : { kind: 'deed', deed, about: word, amount: 0 };
}
