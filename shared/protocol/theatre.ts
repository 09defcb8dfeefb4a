/** What the theatre's page is told of a journal: the night at a glance once, then pictures of it by pieces, and answers to "why?". */
import type { WhyLine } from '../dream/causes.ts';
import type { Outcome } from '../dream/effects.ts';
import type { CauseId, ThingId, Who } from '../dream/ids.ts';
import type { Common, Own, PersonSeen } from '../dream/observe.ts';
import type { PersonKind } from '../dream/people/model.ts';
import type { Welcome } from './messages.ts';

/** Ticks a piece covers: 2.5 s. A piece holds its first and its last tick, so that two neighbours meet. */
export const PIECE_TICKS = 50;
/** Ticks between two pictures of a piece that was dreamt again: 10 a second. */
export const PICTURE_TICKS = 2;
/** Stands for a viewer who sees everything there is. */
export const WHOLE = 'whole';

/** Something that happened, or reached somebody, or was kept from them. */
export interface TheatreEvent {
  readonly cause: CauseId;
  readonly tick: number;
  /** type of the event, or `effect.<kind>` */
  readonly type: string;
  readonly by: Who;
  readonly about: ThingId;
  /** whom an effect was for, or whom alone an event concerns; '' for an event that anybody may be told of */
  readonly to: Who;
  /** what the gate said of an effect, and by which rule; '' for an event */
  readonly outcome: Outcome | '';
  readonly rule: string;
  /** words that came through, an act's title, a storylet's id; '' when there are none */
  readonly text: string;
  /** other people's private acts are told to nobody but them */
  readonly hidden: boolean;
}

/** A stretch of the night on a lane of the time line. */
export interface TheatreSpan {
  readonly lane: 'act' | 'scene' | 'shadow';
  readonly id: ThingId;
  readonly who: Who;
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly cause: CauseId;
}

export interface TheatrePerson {
  readonly id: Who;
  readonly kind: PersonKind;
  /** '' when it was never told or its key is gone */
  readonly name: string;
  readonly from: number;
}

export interface TheatreExpectation {
  readonly id: string;
  readonly says: string;
  readonly holds: boolean;
  /** did not come to hold as far as it was seen, and might have */
  readonly open: boolean;
  /** how far from failing, in shares of the signal's range; below 0 failed */
  readonly robustness: number;
  /** tick at which it came nearest to failing, or failed */
  readonly tick: number;
  readonly who: Who;
  /** what reached whom it is about in the second before, allowed or not; empty where it holds */
  readonly moment: readonly TheatreEvent[];
  /** robustness once a second: tick and value */
  readonly curve: readonly (readonly [tick: number, robustness: number])[];
}

export interface TheatreNight {
  /** dreamt again exactly, or watched from the outcomes kept in the journal */
  readonly mode: 're-run' | 'watched';
  /** why it is only watched, '' when it was dreamt again */
  readonly because: string;
  readonly title: string;
  readonly seed: string;
  readonly dreamId: string;
  /** name of the journal as it was given on the command line */
  readonly journal: string;
  readonly lastTick: number;
  readonly tickRate: number;
  readonly digestsMet: number;
  readonly troubles: readonly string[];
  /** people who cannot be shown any more */
  readonly gone: readonly Who[];
  readonly place: Welcome['place'];
  readonly people: readonly TheatrePerson[];
  readonly spans: readonly TheatreSpan[];
  readonly events: readonly TheatreEvent[];
  readonly expectations: readonly TheatreExpectation[];
  /** where the page opens when its address does not say, and the expectation it was opened for */
  readonly open: {
    readonly tick: number;
    readonly expectation: string;
    /** whose eyes, '' for the whole */
    readonly follow: Who;
    /** in the whole view: whom it begins with, '' for anybody */
    readonly near: Who;
  };
}

/** One picture. Parts of the common and the own observation that are as in the picture before are left out; the first of a piece has all. */
export interface TheatrePicture {
  readonly tick: number;
  readonly common: Partial<Omit<Common, 'people'>>;
  readonly people: readonly PersonSeen[];
  /** null: the viewer is not in the dream at this tick, and the whole is shown */
  readonly own: Partial<Own> | null;
  /** names the viewer may read; left out when as before */
  readonly names?: Readonly<Record<Who, string>>;
}

export interface TheatrePiece {
  readonly from: number;
  readonly to: number;
  readonly who: Who;
  readonly pictures: readonly TheatrePicture[];
}

/** A line of an answer: newest first, with the tick one can go to. */
export interface TheatreWhyLine extends WhyLine {
  readonly tick: number;
}

export interface TheatreWhy {
  readonly about: string;
  readonly lines: readonly TheatreWhyLine[];
}
