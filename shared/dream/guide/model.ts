/** A small warm light: what it does, and what it believes of whom. */
import type { CauseId, ThemeTag, ThingId, Who } from '../ids.ts';
import type { Heard } from './heard.ts';
import type { Reputation } from './inference.ts';
import type { Mask } from './mask.ts';
import type { Sketch } from './notebook.ts';
import type { Lake } from './reeds.ts';
import type { Tamper } from './tamper.ts';

/** One thing the guide took for a sign, with what it took it from. */
export interface Sign {
  tick: number;
  theme: ThemeTag;
  /** a reading that its owner lets the guide read, or what anybody near could see */
  from: 'reading' | 'act';
  /** natural log of the Bayes factor for "this theme is theirs" */
  factor: number;
  strong: boolean;
  because: CauseId[];
}

/** What it holds of one person; open to them at any time. */
export interface Belief {
  signs: Sign[];
  /** asked so often tonight, and not again before this tick */
  asked: number;
  nextTick: number;
  /** slow mean of arousal, -1..1, while the person lets the guide read; null while not */
  rest: number | null;
  reputation: Reputation;
  /** log likelihood ratio of "it misleads" */
  llr: number;
}

/** An image that it shows to one person to see what it does to them. */
export interface Asking {
  who: Who;
  theme: ThemeTag;
  kind: 'probe' | 'weave' | 'press';
  /** intensity asked for; what arrives is the gate's */
  intensity: number;
  sinceTick: number;
  x: number;
  y: number;
  sum: number;
  count: number;
  because: CauseId[];
}

/** One light of it: where it is, and what it is about. */
export interface Light {
  x: number;
  y: number;
  z: number;
  /** what it looks at */
  lookX: number;
  lookY: number;
  mood: 'wait' | 'greet' | 'lead' | 'praise' | 'visit' | 'ask' | 'console';
  /** whom it is with, '' if nobody */
  with: Who;
  /** symbol it leads to, '' if none */
  toward: ThingId;
  sinceTick: number;
  because: CauseId[];
  asking: Asking | null;
}

/** Its first light, and the mind of all of them. */
export interface Guide extends Light {
  /** further lights, where many dream */
  others: Light[];
  /** which of them the mind is in; 0, its own, but while another decides and moves */
  light: number;
  /** tick before which it leaves a person alone */
  leaveUntil: Record<Who, number>;
  /** event by which each person came here */
  arrived: Record<Who, CauseId>;
  greeted: Who[];
  praised: Who[];
  /** themes that it asks after, as the scenario lists them */
  themes: ThemeTag[];
  beliefs: Record<Who, Belief>;
  mask: Mask;
  /** what each person kept to look at again */
  notebook: Record<Who, Sketch[]>;
  /** the last word that each person wrote in its hearing */
  heard: Record<Who, Heard>;
  tamper: Tamper;
  lake: Lake;
}
