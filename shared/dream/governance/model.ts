/** Consent, limits, the stop card, and what the gate did. */
import type { CharterRule, CompiledClause } from '../compiled.ts';
import type { CauseId, ThemeTag, ThingId, Who } from '../ids.ts';

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
  /** rules in force, and the clauses voted into them in their order, those of earlier nights first */
  charter: CharterRule[];
  adopted: CompiledClause[];
  /** "rule|who" -> last effect that the rule counts, for rules that allow one in so long */
  lastOf: Record<string, { tick: number; source: ThingId }>;
  /** legitimacy L of Dream Governance, 0..1 */
  legitimacy: number;
  breaches: Breach[];
  /** who raises their voice */
  voices: Record<Who, Voice>;
  protest: Protest;
  vote: Vote | null;
  /** how the last vote ended, for the page */
  lastVote: CountedVote | null;
  /** clauses that wait for a vote, and by whom: '' for the dream */
  proposed: { clause: string; by: Who; tick: number; because: CauseId[] }[];
  /** statement -> who -> answer */
  answers: Record<string, Record<Who, Answer>>;
  council: CouncilState;
  /** what happened on the square, oldest first */
  record: Recorded[];
}

export const ANSWERS = ['agree', 'disagree', 'pass'] as const;
export type Answer = (typeof ANSWERS)[number];

/** Something that the charter forbids and that happened all the same. */
export interface Breach {
  /** rule or name of it */
  id: string;
  /** role that did it */
  by: string;
  tick: number;
  /** who knows of it, in the order they learned */
  known: Who[];
  /** seconds for which somebody stood in hearing of one who knows */
  hearing: Record<Who, number>;
  /** it is not talked about before this tick: the council denied it */
  hushedUntil: number;
  /** what the council said of it */
  answer: '' | 'denied' | 'spun' | 'conceded';
  because: CauseId[];
}

export interface Voice {
  sinceTick: number;
  untilTick: number;
  /** nobody here knows of a breach: the arc asks, and counts for no surge */
  question: boolean;
  because: CauseId[];
}

export interface Protest {
  surges: number;
  reforms: number;
  /** tick of the last surge, 0 before the first */
  surgeTick: number;
  /** since when enough stand, 0 while too few do */
  enoughSince: number;
  /** the last few events that raised or lowered voices */
  because: CauseId[];
}

/** The option that changes nothing; no clause may be called so. */
export const AS_IT_WAS = 'as-it-was';

export interface Vote {
  id: ThingId;
  /** clauses, at most 3; "as it was" is always one more */
  options: string[];
  opensTick: number;
  closesTick: number;
  /** who voted -> their order, best first */
  ballots: Record<Who, string[]>;
  /** where each option stands, and "as it was"; who stands by which, as the first of their ballot */
  stones: Stone[];
  stood: Record<Who, string>;
  because: CauseId[];
}

export interface Stone {
  option: string;
  x: number;
  y: number;
}

export interface CountedVote {
  options: string[];
  /** clause that won, '' when all stays as it was */
  winner: string;
  /** ballots and heads, of people and of simulated citizens */
  people: number;
  peopleHere: number;
  simulated: number;
  simulatedHere: number;
  quorum: boolean;
  tick: number;
}

export const COUNCIL_ACTS = ['restrict', 'deny', 'spin', 'return', 'concede', 'reform'] as const;
export type CouncilAct = (typeof COUNCIL_ACTS)[number];

/** One thing that happened on the square and that everybody may read. */
export interface Recorded {
  /** its event */
  id: CauseId;
  what: 'council' | 'proposed' | 'surge' | 'counted';
  /** of the council; '' else */
  act: CouncilAct | '';
  /** breach or clause; of a count the clause that won, '' for "as it was" */
  about: ThingId;
  /** who did it by right of a role, or 'dream'; '' for a citizen */
  by: Who;
  /** a person held that role */
  human: boolean;
  tick: number;
  because: CauseId[];
}

export interface CouncilState {
  /** while it restricts, simulated citizens fear more, until this tick */
  pressureUntil: number;
  lastTick: number;
  /** the guide that was exposed in a night before is put back */
  returned: boolean;
  because: CauseId[];
}
