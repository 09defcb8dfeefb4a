/** What bodies do to the dream: breath, readings, feeling, and the field. */
import type { CauseId, Who } from '../ids.ts';

export interface Breath {
  /** breathing in now */
  in: boolean;
  /** tick of the last turn to in, and to out; 0 = never */
  inTick: number;
  outTick: number;
  /** length of the last whole cycle, s; 0 = none yet */
  cycle: number;
  /** ticks of the turns (either way) in the coherence window */
  turns: number[];
  /** counted breaths since the start */
  counted: number;
  /** 0..1, half-life 40 s */
  ease: number;
  /** where the turns come from: a keyed breath is public, a measured one is not */
  measured: boolean;
  because: CauseId[];
  /** what the key, or the measured breath, said in the last tick: an in-breath begins only when it rises, so not again after turning by itself */
  pressed: boolean;
  /** turn to in of the last breath that counts (1.2 s or more in), where its phase is 0; 0 = none; a sigh leaves it as it is */
  anchor: number;
}

/** The last reading that passed consent, eased to neutral when it stops coming. */
export interface BodySignal {
  /** -1..1 */
  arousal: number;
  hr: number;
  rmssd: number;
  /** breaths a minute; 0 = unknown */
  breathRate: number;
  quality: number;
  state: 'good' | 'poor' | 'stale' | 'lost' | 'refused';
  atTick: number;
  /** what drives things now, 0..1: 1 while the signal is good, to 0 within 5 s of its loss */
  weight: number;
  seq: number;
  because: CauseId[];
  /** the measured breath goes in; always false without the purpose 'near' */
  breathIn: boolean;
}

export interface Feeling {
  valence: number;
  arousal: number;
  /** how much of `arousal` the own body adds now */
  signal: number;
}

export interface Field {
  width: number;
  height: number;
  /** metres a cell, and the map's corner */
  cell: number;
  left: number;
  top: number;
  /** how fast feeling spreads, m^2/s */
  diffusion: number;
  valence: number[];
  arousal: number[];
  /** deposits of each person in the last five half-lives, oldest first, four whole numbers each: tick, cell, valence and arousal in `DEPOSIT_UNIT` */
  log: Record<Who, number[]>;
  /** tick of the last step of diffusion and decay */
  tick: number;
}

export interface Pair {
  a: Who;
  b: Who;
  /** how well now, 0..1 */
  g: number;
  sinceTick: number;
  /** tick at which they fell out of tune; 0 while they are in it */
  lostTick: number;
  /** tune.began was said of them */
  told: boolean;
}

export interface Affect {
  breath: Record<Who, Breath>;
  body: Record<Who, BodySignal>;
  feeling: Record<Who, Feeling>;
  field: Field;
  /** pairs that breathe together now, and how well (g 0..1) */
  pairs: Pair[];
  /** whose bodies speak for the group; few: each where they stand; open: only all together; silent: not now, one person joined or left */
  together: { state: 'few' | 'open' | 'silent'; of: Who[] };
}
