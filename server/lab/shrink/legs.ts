/** People's ways as a few legs: each leads to a place, wherever it starts. What is cut out of a session then spoils nothing that comes after it. */
import type { CommandOf } from '../../../shared/dream/commands.ts';
import type { Who } from '../../../shared/dream/ids.ts';
import { turnsOf, Ways } from './follow.ts';
import type { Search } from './search.ts';
import { steeringOf, whoOf, whosOf } from './simpler.ts';
import { type Act, again, type Trial, type TrialOptions } from './trial.ts';

/** How far legs may lead from where people were, m; with Infinity they go straight from where they did something to where they do the next. */
const WITHIN = [Infinity, 4, 2.5, 1.5, 0.8, 0.4];

interface Legs {
  readonly within: number;
  /** keys are pressed when they were; else never */
  readonly keys: boolean;
}

/** Everybody's steering becomes legs: as few as will do. @returns false when no legs lead to the failure */
export async function intoLegs(search: Search, options: Omit<TrialOptions, 'expectation'>): Promise<boolean> {
  const trial = search.best;
  const whos = whosOf(trial).filter((who) => steeringOf(trial, who).length > 0);
  const ways = new Ways();
  again(options, trial, (dream) => ways.note(dream));
  search.done += trial.ticks * (1 + whosOf(trial).length);
  const all = WITHIN.flatMap((within) => [false, true].map((keys): Legs => ({ within, keys })));
  const first = await firstOf(search, all, (legs) => withLegs(trial, ways, whos, legs));
  if (!first) return false;
  const before = all.slice(0, all.indexOf(first));
  for (const who of whos) {
    // of one alone even fewer may do
    await firstOf(search, before, (legs) => withLegs(search.best, ways, [who], legs, trial));
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

/** @param was where it is read when somebody steered, and what keys they pressed */
function withLegs(trial: Trial, ways: Ways, whos: readonly Who[], legs: Legs, was: Trial = trial): Trial {
  const others = trial.acts.filter((a) => a.command.type !== 'move' || !whos.includes(whoOf(a)));
  const acts = [...others, ...whos.flatMap((who) => legsOf(was, ways, who, legs))].sort((a, b) => a.tick - b.tick);
  return { acts, ticks: trial.ticks };
}

function legsOf(trial: Trial, ways: Ways, who: Who, { within, keys }: Legs): Act[] {
  const steering = steeringOf(trial, who);
  const from = steering[0]?.tick ?? 0;
  const pressed = keys ? steering.filter((a, i) => keysOf(a.command) !== keysOf(steering[i - 1]?.command)).map((a) => a.tick) : [];
  const corners = within < Infinity ? ways.corners(who, within) : [];
  const turns = [...new Set([from, ...turnsOf(trial, who, [...corners, ...pressed])])].filter((t) => t >= from).sort((a, b) => a - b);
  const acts: Act[] = [];
  turns.forEach((tick, i) => {
    const until = turns[i + 1] ?? trial.ticks + 1;
    const to = ways.at(who, until);
    const { float = false, breath = false } = keys ? (steering.findLast((a) => a.tick <= tick)?.command.body ?? {}) : {};
    if (to && until > tick) acts.push({ tick, command: { type: 'move', by: who, body: { mx: 0, my: 0, float, breath } }, to: { ...to, tick: until } });
  });
  return acts;
}

const keysOf = (command?: CommandOf<'move'>): string => `${command?.body.float ?? false} ${command?.body.breath ?? false}`;
