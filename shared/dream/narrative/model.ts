/** Acts, symbols, storylets, shadows, fragments and the cloth in the sky. */
import type { CauseId, RegionId, ThemeTag, ThingId, Who } from '../ids.ts';
import type { Cloth } from '../people/model.ts';

export interface SymbolState {
  id: ThingId;
  awake: boolean;
  wokenBy: Who;
  wokenTick: number;
  because: CauseId[];
}

/** An open storylet in front of one person. */
export interface Scene {
  id: ThingId;
  who: Who;
  storylet: string;
  /** theme of it for this person; null = none */
  theme: ThemeTag | null;
  /** those who have the same before them; '' = it is one person's alone */
  group: ThingId;
  /** choice that they are for, where a group decides together; '' = none yet */
  vote: string;
  /** symbol or shadow it stands at */
  at: ThingId;
  openedTick: number;
  untilTick: number;
  /** as the gate let it through: whole, soft form, or stand-in */
  form: 'whole' | 'soft' | 'stand-in' | 'veiled';
  intensity: number;
  /** a dialogue in ink: saved state, text and choices of now; '' / empty for plain storylets */
  dialogue: string;
  ink: string;
  text: string;
  choices: { id: string; label: string }[];
  because: CauseId[];
}

/** A scene before several people who decide together. */
export interface SceneGroup {
  id: ThingId;
  /** how many were there when it opened, whatever of it reached them: the vote is over when so many chose, or when its time is */
  members: number;
  untilTick: number;
  because: CauseId[];
}

export type CirclePhase = 'gather' | 'settle' | 'question' | 'turn' | 'silence' | 'gift' | 'summary';

/** What one person gave in a circle. Words are theirs until they strike them; '' = they held their light in silence, or passed. */
export interface CircleLine {
  id: ThingId;
  by: Who;
  words: string;
  struck: boolean;
}

/** People who sit at a hearth round one question. */
export interface Circle {
  id: ThingId;
  /** the hearth */
  at: ThingId;
  /** in the order they sat down, which is the order of turns and of gifts (to the left: the next) */
  seats: Who[];
  phase: CirclePhase;
  sinceTick: number;
  untilTick: number;
  /** number of the question among the scenario's; -1 until it is asked */
  question: number;
  /** number of the question that a narrator chose for it; -1 for whichever comes */
  chosen: number;
  /** whose turn it is, '' if nobody's; who had theirs */
  turn: Who;
  had: Who[];
  /** how often this turn was given more time */
  more: number;
  lines: CircleLine[];
  /** cards given: from one to the next */
  gifts: { from: Who; to: Who; card: string }[];
  because: CauseId[];
}

export interface Shadow {
  id: ThingId;
  theme: ThemeTag;
  x: number;
  y: number;
  /** weight left, and at birth */
  weight: number;
  full: number;
  bornTick: number;
  /** last tick it was soothed */
  soothedTick: number;
  /** people whose hands soothe it now */
  hands: Who[];
  /** 0..1 how much light is in it, for the eye */
  warmth: number;
  faced: Who[];
  seeped: number;
  /** tick it came apart; 0 while it stands. Kept 6 s for the eye */
  goneTick: number;
  because: CauseId[];
}

/** A fragment waiting for words, or carried. At most 2 a person. */
export interface Fragment {
  id: ThingId;
  by: Who;
  /** '' = lies on the ground at x, y */
  heldBy: Who;
  x: number;
  y: number;
  theme: ThemeTag;
  /** line of up to 90 characters, personal; '' = a colour only */
  words: string;
  offered: boolean;
  madeTick: number;
  because: CauseId[];
}

/** One patch in the sky. */
export interface Thread {
  id: ThingId;
  by: Who;
  with: Who;
  cloth: Cloth;
  theme: ThemeTag;
  words: string;
  /** place in the cloth, 0.. */
  place: number;
  /** its author chose the place: the loom leaves it there */
  byHand: boolean;
  wovenTick: number;
  because: CauseId[];
}

export interface Narrative {
  begun: boolean;
  beganTick: number;
  act: number;
  actTick: number;
  actBecause: CauseId[];
  palette: { from: string; to: string; sinceTick: number };
  facts: Record<string, number>;
  /** the last events that moved each fact, oldest first, at most 8 */
  factBecause: Record<string, CauseId[]>;
  symbols: Record<ThingId, SymbolState>;
  scenes: Scene[];
  groups: SceneGroup[];
  circles: Circle[];
  /** numbers of the questions asked tonight */
  asked: number[];
  /** tick until which nothing comes to a person by itself; it does not depend on what of the last one reached them */
  busyUntil: Record<Who, number>;
  /** scenes that nobody answered, by the tick at which their whole time was over in any form: sooner would tell of a veil */
  unanswered: { tick: number; because: CauseId[] }[];
  /** tick since which nobody was within 6 m of a person */
  aloneSince: Record<Who, number>;
  /** "storylet|who" -> tick last seen */
  seen: Record<string, number>;
  shadows: Shadow[];
  /** shadows that ever formed, and were soothed */
  formed: number;
  soothed: number;
  /** who is looking at which shadow: layers seen so far (1 outline, 2 object, 3 sentence) */
  facing: { shadow: ThingId; who: Who; layer: number; tick: number; because: CauseId[] }[];
  /** who stayed to the third layer: their hands count more until then */
  steady: Record<Who, { untilTick: number; because: CauseId[] }>;
  /** "who|theme" -> times they turned away from it tonight; forgotten at dawn */
  turned: Record<string, number>;
  /** earliest tick at which the next word would come at the allowed pace (generic cell rate algorithm) */
  spokeTick: Record<Who, number>;
  fragments: Fragment[];
  threads: Thread[];
  /** places that the next thread leaves empty: a shadow seeped */
  gap: number;
  /** the cloth read aloud in the last act: threads that were, and when the next one is */
  reading: { read: ThingId[]; nextTick: number };
  /** threads for a whole cloth */
  goal: number;
  ending: '' | 'dawn' | 'restless' | 'broken';
  endedTick: number;
  regionWeather: Record<RegionId, 'still' | 'mist' | 'rain' | 'sand' | 'petals'>;
}
