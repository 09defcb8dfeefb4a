/** Consent, limits, the stop card, and what the gate did. */
import type { CauseId, ThemeTag, Who } from '../ids.ts';

/** What a reading or a word may be used for. Final from the first day. */
export const PURPOSES = ['own-view', 'group', 'near', 'guide', 'mirror', 'keep', 'learn'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Wording the person saw when they agreed; a consent names it. */
export const CONSENT_WORDING = '2026-11';

export interface Consent {
  sinceTick: number;
  wording: string;
}

export interface Limits {
  lines: ThemeTag[];
  veils: ThemeTag[];
  /** strongest intensity wanted: .4 gentle, .6 clear, .8 deep */
  ceiling: number;
}

/** Shares of a person's own ceiling, steps of the working one, and times in s. */
export const COMFORT = {
  share: 0.8,
  holdSeconds: 90,
  nightSeconds: 300,
  /** eased: nothing above this share, for so long */
  easedShare: 0.5,
  easedSeconds: 60,
  /** a rest in which nothing went above this was calm */
  calmShare: 0.5,
  up: 0.05,
  down: 0.2,
  mostBelow: 0.4,
  /** the working ceiling does not go below this by itself */
  lowest: 0.25,
} as const;

/** How one person is held up to now; theirs alone. */
export interface Comfort {
  /** how far the working ceiling is below the chosen one, 0..1 */
  below: number;
  /** s above the share without a break, and in all */
  heldSeconds: number;
  highSeconds: number;
  easedUntil: number;
  /** something stood before them in this rest, or they laid a card */
  stirred: boolean;
  because: CauseId[];
}

export interface Governance {
  consents: Record<Who, Partial<Record<Purpose, Consent>>>;
  limits: Record<Who, Limits>;
  /** command or event that last decided a person's limits, for their own "why?" */
  decided: Record<Who, CauseId>;
  /** themes that a stop card in a scene of theirs keeps from a person tonight, whoever laid it */
  stopped: Record<Who, ThemeTag[]>;
  /** people this person does not see, hear or meet */
  hidden: Record<Who, Who[]>;
  comfort: Record<Who, Comfort>;
  /** stop cards a person has laid */
  cards: Record<Who, number>;
  /** effects by outcome since the start: allowed, softened, substituted, refused */
  judged: { allowed: number; softened: number; substituted: number; refused: number };
}
