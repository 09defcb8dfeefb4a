/** One simulated citizen's own state. Plain data. */

import type { Temper } from '../dream/compiled.ts';
import type { ThemeTag, ThingId, Who } from '../dream/ids.ts';
import type { AvatarInput } from '../dream/space/model.ts';
import type { StreamState } from '../kernel/random.ts';
import type { Profile } from './profile.ts';
import type { Unrest } from './protest.ts';

/** What they want to do now, and with what. */
export interface Wish {
  kind:
    | 'rest'
    | 'wander'
    | 'symbol'
    | 'talk'
    | 'bridge'
    | 'shadow'
    | 'loom'
    | 'lantern'
    | 'tend'
    | 'loose'
    | 'company'
    | 'home'
    | 'circle'
    | 'string';
  /** thing or person it is about, '' if none */
  about: string;
  x: number;
  y: number;
  sinceTick: number;
  untilTick: number;
  /** what was already said or done for this wish */
  done: string[];
}

/** How they breathe: not by key, with the dream's pacer, or with somebody. */
export interface BreathPlan {
  mode: 'off' | 'pacer' | 'tune';
  with: Who;
  /** ticks behind the pacer or the other, redrawn every turn */
  late: number;
  /** ticks for which the other has been on another turn than we */
  behind: number;
}

export interface Member {
  id: Who;
  /** cast member's id in the scenario */
  cast: string;
  temper: Temper;
  rng: StreamState;
  joinTick: number;
  joined: boolean;
  nextThought: number;
  wish: Wish;
  breath: BreathPlan;
  /** way points still to reach, m */
  path: { x: number; y: number }[];
  input: AvatarInput;
  /** tick before which they do not speak */
  quietUntil: number;
  /** scenes they answered: scene id -> tick at which they choose */
  choosing: Record<ThingId, number>;
  /** how likely they give words to a fragment each time they think of it, 0..1 */
  giving: number;
  /** fragments they will give words to: id -> tick; below 0: they keep it, and think of it again at minus this tick */
  wording: Record<ThingId, number>;
  /** counter of those who use every command */
  turn: number;
  /** what the agent of a role is about to do, and from which tick */
  intends?: { rule: string; atTick: number } | undefined;
  /** what only they know: how much each theme touches them, 0..1; a theme that is not in it does not */
  mind?: { themes: Record<ThemeTag, number> } | undefined;
  /** they note odd things about the guide */
  curious?: boolean | undefined;
  /** tick of the last image of their own that the light showed them */
  shown?: number | undefined;
  /** tick of the odd thing that they noted last */
  noted?: number | undefined;
  /** what they allow, where it was drawn for them; told as they join */
  profile?: Profile | undefined;
  /** what they are like as one of the governed, drawn when it first matters */
  unrest?: Unrest | undefined;
}

export function restWish(tick: number): Wish {
  return { kind: 'rest', about: '', x: 0, y: 0, sinceTick: tick, untilTick: tick, done: [] };
}
