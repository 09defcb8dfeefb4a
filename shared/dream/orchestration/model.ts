import type { CauseId, ThingId, Who } from '../ids.ts';

/** Roles that a person may take; until then an agent of the cast plays them. */
export const ROLES = ['orchestrator', 'narrator', 'steward', 'engineer', 'council'] as const;
export type Role = (typeof ROLES)[number];

export interface RoleState {
  /** person who took it; '' while its agent has it */
  holder: Who;
  /** tick at which it last changed hands */
  sinceTick: number;
  /** tick of the holder's last act that everybody could see */
  heardTick: number;
  /** 0..100 */
  sand: number;
  /** act of the deck -> its last use, how often tonight, and how often in which act of the night */
  used: Record<string, { tick: number; times: number; act: number; inAct: number }>;
  /** tick of the last act of any kind; -1e9 before the first */
  lastTick: number;
  /** who wants the role back from its holder */
  recall: Who[];
  because: CauseId[];
}

/** One use of a deck, as the sky's margin shows it. Never words, never whom a moderation was about. */
export interface Sign {
  id: ThingId;
  role: Role;
  by: Who;
  act: string;
  about: ThingId;
  amount: number;
  tick: number;
  because: CauseId[];
}

/** Something shown to everybody at a place for a while. */
export interface Beacon {
  about: ThingId;
  x: number;
  y: number;
  untilTick: number;
  because: CauseId[];
}

/** What the four made ready for tonight. */
export interface Backstage {
  /** wound that tonight is designed toward, '' if the city has none */
  wound: string;
  storylets: string[];
  /** index of the opening line in the scenario, -1 for none */
  opening: number;
  /** gain of the jukebox's shared tracks at dusk */
  gain: number;
  done: boolean;
  because: CauseId[];
}

/** The hourglass: build up, sustain, fade, relax (Booth 2009), on the group's measured and shown intensity; and the decks of the roles. */
export interface Orchestration {
  phase: 'build' | 'sustain' | 'fade' | 'relax';
  sinceTick: number;
  /** group intensity 0..1 */
  intensity: number;
  cycles: number;
  /** what last turned it */
  because: CauseId[];
  roles: Record<Role, RoleState>;
  /** target intensity 0..0.85, as the curve has it now */
  target: number;
  /** curve that somebody drew over the scenario's: five points, 24 s apart */
  drawn: { fromTick: number; points: number[]; because: CauseId[] } | null;
  /** sum of what was pressed and eased and still lasts, -0.4..0.25 */
  lift: number;
  lifts: { amount: number; untilTick: number; because: CauseId[] }[];
  /** acts and hourglass wait until this tick */
  pause: { untilTick: number; because: CauseId[] } | null;
  arrow: Beacon | null;
  spot: Beacon | null;
  lamp: Beacon | null;
  /** name given to the cloth of the night */
  name: { by: Who; words: string; because: CauseId[] } | null;
  /** who may not speak until when, by a steward */
  quiet: Record<Who, { untilTick: number; because: CauseId[] }>;
  signs: Sign[];
  backstage: Backstage;
  /** intensity as decks may show it: -1 with fewer than five people who agreed; how many that was, when, and what was shown before, oldest first */
  shown: { value: number; people: number; tick: number; past: number[] };
}
