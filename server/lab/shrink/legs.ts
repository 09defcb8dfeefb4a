/** People's ways as a few legs: each leads to a place, wherever it starts. What is cut out of a session then spoils nothing that comes after it. */
import type { CommandOf } from '../../../shared/dream/commands.ts';
import type { Who } from '../../../shared/dream/ids.ts';
import { ddmin } from './ddmin.ts';
import { turnsOf, Ways } from './follow.ts';
import type { Search } from './search.ts';
import { type Steering, steeringOf, whoOf, whosOf } from './simpler.ts';
import { type Act, again, type Trial, type TrialOptions } from './trial.ts';

/** How far legs may lead from where people were, m; with Infinity they go straight from where they did something to where they do the next. */
const WITHIN = [Infinity, 4, 2.5, 1.5, 0.8, 0.4];
/** Presses of keys are dropped in parts down to this share of them. */
const PARTS = 16;
/** Whoever does something is almost where they were so many ticks before. */
const READY = 12;

interface Legs {
  readonly within: number;
  /** steering during which keys are pressed */
  readonly pressed: readonly Steering[];
}

/** Everybody's steering becomes legs: as few as will do. @returns false when no legs lead to the failure */
export async function intoLegs(search: Search, options: Omit<TrialOptions, 'expectation'> & { readonly trial: Trial }): Promise<boolean> {
  const trial = search.best;
  const whos = whosOf(trial).filter((who) => steeringOf(trial, who).length > 0);
  const ways = new Ways();
  again(options, trial, (dream) => ways.note(dream));
  search.done += trial.ticks * (1 + whosOf(trial).length);
  const make = new LegMaker(trial, ways);
  const first = await firstOf(search, WITHIN, (within) =>
    whos.reduce((t, who) => make.legs(t, who, { within, pressed: pressesOf(trial, who).flat() }), trial),
  );
  if (first === null) return false;
  for (const who of whos) {
    const presses = pressesOf(trial, who);
    const least = Math.ceil(presses.length / PARTS);
    const trialOf = (kept: readonly Press[], within: number): Trial => make.legs(search.best, who, { within, pressed: kept.flat() });
    const kept = await ddmin(presses, (lists) => search.firstFailing(lists.map((list) => trialOf(list, first))), search.over, { least });
    // of one alone even fewer may do
    await firstOf(search, WITHIN.slice(0, WITHIN.indexOf(first)), (within) => trialOf(kept, within));
  }
  return true;
}

async function firstOf<T>(search: Search, ones: readonly T[], trialOf: (one: T) => Trial): Promise<T | null> {
  for (let i = 0; i < ones.length && !search.over(); i += 2) {
    const two = ones.slice(i, i + 2);
    const found = await search.firstFailing(two.map(trialOf));
    if (found >= 0) return two[found] as T;
  }
  return null;
}

/** Steering as it was obeyed takes the place of the legs. */
export async function intoMoves(search: Search): Promise<void> {
  const [answer] = await search.ask([{ trial: search.best, free: { aimed: true } }]);
  if (answer?.failed) await search.fails({ acts: answer.acts, ticks: answer.failed.verdict.tick }, true);
}

/** Steering while the same keys are pressed. */
type Press = readonly Steering[];

export function pressesOf(trial: Trial, who: Who): Press[] {
  const presses: Steering[][] = [];
  let keys = NO_KEYS;
  for (const steering of steeringOf(trial, who)) {
    const now = keysOf(steering.command);
    if (now !== NO_KEYS && now === keys) presses.at(-1)?.push(steering);
    else if (now !== NO_KEYS) presses.push([steering]);
    keys = now;
  }
  return presses;
}

/** Makes legs of how people steered in a trial, and of where that led them. */
export class LegMaker {
  private readonly was: Trial;
  private readonly ways: Ways;

  constructor(was: Trial, ways: Ways) {
    this.was = was;
    this.ways = ways;
  }

  /** The trial with legs of this person in place of their steering. */
  legs({ acts, ticks }: Trial, who: Who, legs: Legs): Trial {
    const others = acts.filter((a) => a.command.type !== 'move' || whoOf(a) !== who);
    const theirs = this.legsOf(who, legs).filter((a) => a.tick <= ticks);
    return { acts: [...others, ...theirs].sort((a, b) => a.tick - b.tick), ticks };
  }

  private legsOf(who: Who, { within, pressed }: Legs): Act[] {
    const steering = steeringOf(this.was, who).map((a): Steering => (pressed.includes(a) ? a : released(a)));
    const from = steering[0]?.tick ?? 0;
    const keys = steering.filter((a, i) => keysOf(a.command) !== keysOf(steering[i - 1]?.command)).map((a) => a.tick);
    const corners = within < Infinity ? this.ways.corners(who, within) : [];
    const deeds = turnsOf(this.was, who, []);
    const before = deeds.map((tick) => tick - READY);
    const turns = turnsOf(this.was, who, [from, ...corners, ...keys, ...before]).filter((tick) => tick >= from);
    return turns.flatMap((tick, i): Act[] => {
      const until = turns[i + 1] ?? this.was.ticks + 1;
      const to = this.ways.at(who, until);
      const { float, breath } = (steering.findLast((a) => a.tick <= tick) ?? (steering[0] as Steering)).command.body;
      return to ? [{ tick, command: { type: 'move', by: who, body: { mx: 0, my: 0, float, breath } }, to: { ...to, tick: until } }] : [];
    });
  }
}

const released = (a: Steering): Steering => ({ ...a, command: { ...a.command, body: { ...a.command.body, float: false, breath: false } } });
const keysOf = (command?: CommandOf<'move'>): string => `${command?.body.float ?? false} ${command?.body.breath ?? false}`;
const NO_KEYS = keysOf();
