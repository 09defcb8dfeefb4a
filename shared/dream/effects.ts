/**
 * Effects: how a system acts on a person or on another system. Every effect on a person passes `governance/gate.ts`, nothing else decides.
 * An effect requested in one tick is judged and applied at the start of the next, after that tick's commands: a card or a withdrawal is in time.
 */
import type { Deed } from './compiled.ts';
import type { CauseId, ThemeTag, ThingId, Who } from './ids.ts';

export type EffectKind = 'image' | 'sound' | 'intensity' | 'question' | 'touch' | 'words';

/** Something done to a person. */
export interface PersonEffect {
  readonly id: CauseId;
  readonly kind: EffectKind;
  readonly to: Who;
  /** system or cast member acting */
  readonly by: Who;
  /** thing it comes from: symbol, shadow, storylet, person */
  readonly source: ThingId;
  readonly theme: ThemeTag | null;
  /** 0..1 */
  readonly intensity: number;
  /** what is shown or said; keys of i18n or scenario text */
  readonly text: string;
  /** a softer text for a softened effect, '' if the same */
  readonly soft: string;
  readonly because: readonly CauseId[];
}

/** A system acting on a system. */
export type WorldEffect =
  | {
      readonly kind: 'deposit';
      readonly by: Who;
      readonly x: number;
      readonly y: number;
      readonly valence: number;
      readonly arousal: number;
      readonly because: readonly CauseId[];
    }
  | {
      readonly kind: 'shadow';
      readonly theme: ThemeTag;
      readonly weight: number;
      readonly x: number;
      readonly y: number;
      readonly because: readonly CauseId[];
    }
  | {
      readonly kind: 'bend';
      readonly track: string;
      /** -1..1 of what may be bent; 0 lets it go */
      readonly by: number;
      readonly because: readonly CauseId[];
    }
  | { readonly kind: 'mute'; readonly who: Who; readonly track: string; readonly because: readonly CauseId[] }
  | {
      readonly kind: 'bridges.shrink';
      readonly x: number;
      readonly y: number;
      readonly radius: number;
      readonly metres: number;
      readonly because: readonly CauseId[];
    }
  | {
      readonly kind: 'deed';
      readonly deed: Deed;
      /** whose choice it was; 'dream' when nobody's */
      readonly who: Who;
      readonly about: string;
      readonly amount: number;
      readonly because: readonly CauseId[];
    }
  | {
      /** what a role asks of the story: open a storylet or a circle, lengthen the act (s), step the colours, move a thread */
      readonly kind: 'story';
      readonly does: 'open' | 'circle' | 'turn' | 'palette' | 'place';
      readonly who: Who;
      readonly about: string;
      readonly amount: number;
      readonly because: readonly CauseId[];
    }
  | { readonly kind: 'scene.clear'; readonly who: Who; readonly theme: ThemeTag | null; readonly because: readonly CauseId[] };

export type Outcome = 'allowed' | 'softened' | 'substituted' | 'refused';

/** What the gate said. */
export interface Verdict {
  readonly outcome: Outcome;
  /** name of the deciding rule: floor.gone, floor.stopped, floor.hidden, floor.line, floor.veil, floor.ceiling, floor.comfort, charter.<rule>, charter.open */
  readonly rule: string;
  /** intensity let through */
  readonly intensity: number;
  /** text let through */
  readonly text: string;
  /** consent or limit that decided, for the person themselves */
  readonly because: readonly CauseId[];
}

/** An effect after the gate: what reaches its person and what is recorded. */
export interface JudgedEffect extends PersonEffect {
  readonly verdict: Verdict;
}

export interface PendingEffects {
  person: PersonEffect[];
  world: WorldEffect[];
}
