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
  /** threads for a whole cloth */
  goal: number;
  ending: '' | 'dawn' | 'restless' | 'broken';
  endedTick: number;
  regionWeather: Record<RegionId, 'still' | 'mist' | 'rain' | 'sand' | 'petals'>;
}
