/** One row an act: whose it is, what it costs, how often, what about, in which range. Numbers of play.md 4. */
import type { Role } from './model.ts';

export interface DeckAct {
  readonly role: Role;
  readonly sand: number;
  /** s */
  readonly cooldown: number;
  readonly about: 'nothing' | 'symbol' | 'place' | 'event' | 'top' | 'thread' | 'clause' | 'track' | 'person' | 'wound' | 'question';
  /** range and step (0: any); `or` one more value, outside of it */
  readonly amount: {
    readonly least: number;
    readonly most: number;
    readonly step: number;
    readonly unit: string;
    readonly or?: number;
  } | null;
  /** most uses in a night and in one act of it; 0 for any */
  readonly tonight: number;
  readonly inAct: number;
  readonly when: 'before' | 'in';
  /** which command carries it */
  readonly command: 'deck' | 'deck.curve' | 'deck.words';
}

function act(role: Role, sand: number, cooldown: number, about: DeckAct['about'] = 'nothing', rest: Partial<DeckAct> = {}): DeckAct {
  return { role, sand, cooldown, about, amount: null, tonight: 0, inAct: 0, when: 'in', command: 'deck', ...rest };
}

const range = (least: number, most: number, step: number, unit: string, or?: number) => ({
  amount: { least, most, step, unit, ...(or === undefined ? {} : { or }) },
});

export const DECK = {
  wound: act('orchestrator', 0, 0, 'wound', { when: 'before' }),
  curve: act('orchestrator', 0, 0, 'nothing', { command: 'deck.curve' }),
  pause: act('orchestrator', 0, 180, 'nothing', range(1, 20, 0, 's')),
  ease: act('orchestrator', 0, 0, 'nothing', range(0.1, 0.4, 0, 'of 1')),
  gather: act('orchestrator', 10, 60, 'place'),
  spotlight: act('orchestrator', 8, 0, 'symbol'),
  seed: act('orchestrator', 15, 45, 'event'),
  amplify: act('orchestrator', 25, 90, 'nothing', range(0.1, 0.25, 0, 'of 1')),
  pick: act('narrator', 12, 40, 'top'),
  line: act('narrator', 6, 30, 'nothing', { command: 'deck.words' }),
  turn: act('narrator', 10, 0, 'nothing', { ...range(-60, 60, 0, 's'), tonight: 2 }),
  circle: act('narrator', 10, 90, 'question'),
  reorder: act('narrator', 4, 0, 'thread', range(0, 400, 1, 'place')),
  title: act('narrator', 0, 0, 'nothing', { command: 'deck.words' }),
  lamp: act('steward', 10, 45),
  recess: act('steward', 5, 180),
  vote: act('steward', 20, 0, 'clause', { inAct: 1 }),
  mirror: act('steward', 15, 0),
  mute: act('steward', 0, 0, 'person', range(30, 300, 0, 's', 0)),
  gain: act('engineer', 5, 5, 'track', range(0, 1.5, 0.25, 'times')),
  pacer: act('engineer', 8, 0, 'nothing', range(4.5, 10, 0, 'a minute')),
  palette: act('engineer', 6, 20, 'nothing', range(-1, 1, 1, 'step')),
  rollback: act('engineer', 15, 60),
  open: act('engineer', 10, 60),
} as const satisfies Record<string, DeckAct>;
export type DeckName = keyof typeof DECK;
export const DECK_NAMES = Object.keys(DECK) as readonly DeckName[];

/** Acts that go by the plain command `deck`, and those that carry words. */
export const DECK_ACTS = DECK_NAMES.filter((name) => DECK[name].command === 'deck');
export const WORD_ACTS = ['line', 'title'] as const;
