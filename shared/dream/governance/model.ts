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

export interface Governance {
  consents: Record<Who, Partial<Record<Purpose, Consent>>>;
  limits: Record<Who, Limits>;
  /** command or event that last decided a person's limits, for their own "why?" */
  decided: Record<Who, CauseId>;
  /** themes that a stop card in a scene of theirs keeps from a person tonight, whoever laid it */
  stopped: Record<Who, ThemeTag[]>;
  /** people this person does not see, hear or meet */
  hidden: Record<Who, Who[]>;
  /** stop cards a person has laid */
  cards: Record<Who, number>;
  /** effects by outcome since the start: allowed, softened, substituted, refused */
  judged: { allowed: number; softened: number; substituted: number; refused: number };
}
