/** People's ways as a few legs: each leads to a place, wherever it starts. What is cut out of a session then spoils nothing that comes after it. */
import type { CommandOf } from '../../../shared/dream/commands.ts';
import { TICK_RATE, type Who } from '../../../shared/dream/ids.ts';
import { turnsOf, Ways } from './follow.ts';
import type { Search } from './search.ts';
import { type Steering, steeringOf, whosOf } from './simpler.ts';
import { type Act, again, type Trial, type TrialOptions } from './trial.ts';

/** How far legs may lead from where people were, m: the first that leads to the failure will do, as most legs go later. */
const WITHIN = [4, 1.5, 0.4];
/** Whoever does something is almost where they were so many ticks before. */
const READY = 12;
/** The failure may come so much later, ticks. */
const LATER = 5 * TICK_RATE;

interface Legs {
  readonly within: number;
  /** keys are pressed when they were; else never */
  readonly keys: boolean;
}

/** Everybody's steering becomes legs. @returns false when no legs lead to the failure */
export async function intoLegs(search: Search, options: Omit<TrialOptions, 'expectation'>): Promise<boolean> {
  const trial = search.best;
  const whos = whosOf(trial).filter((who) => steeringOf(trial, who).length > 0);
  const ways = new Ways();
  again(options, trial, (dream) => ways.note(dream));
  search.done += trial.ticks * (1 + whosOf(trial).length);
  // a little later will do
  const { care } = search;
  search.care = 'sure';
  const tries = WITHIN.map((within) =>
    [false, true].map((keys) => withLegs({ ...trial, ticks: trial.ticks + LATER }, ways, whos, { within, keys })),
  );
  let found = false;
  for (const two of tries) found ||= !search.over() && (await search.firstFailing(two)) >= 0;
  search.care = care;
  return found;
}

/** Steering as it was obeyed takes the place of the legs. */
export async function intoMoves(search: Search): Promise<void> {
  const [answer] = await search.ask([{ trial: search.best, free: { aimed: true } }]);
  if (answer?.failed) await search.fails({ acts: answer.acts, ticks: answer.failed.verdict.tick }, true);
}

function withLegs({ acts, ticks }: Trial, ways: Ways, whos: readonly Who[], how: Legs): Trial {
  const others = acts.filter((a) => a.command.type !== 'move');
  const legs = whos.flatMap((who) => legsOf({ acts, ticks }, ways, who, how));
  return { acts: [...others, ...legs].sort((a, b) => a.tick - b.tick), ticks };
}

function legsOf(trial: Trial, ways: Ways, who: Who, { within, keys }: Legs): Act[] {
  const steering = steeringOf(trial, who);
  const first = steering[0] as Steering;
  const pressed = keys ? steering.filter((a, i) => keysOf(a.command) !== keysOf(steering[i - 1]?.command)).map((a) => a.tick) : [];
  const before = turnsOf(trial, who, []).map((tick) => tick - READY);
  const turns = turnsOf(trial, who, [first.tick, ...ways.corners(who, within), ...pressed, ...before]).filter((tick) => tick >= first.tick);
  return turns.flatMap((tick, i): Act[] => {
    const until = turns[i + 1] ?? trial.ticks + 1;
    const to = ways.at(who, until);
    const then = steering.findLast((a) => a.tick <= tick) ?? first;
    const { float, breath } = keys ? then.command.body : { float: false, breath: false };
    return to ? [{ tick, command: { type: 'move', by: who, body: { mx: 0, my: 0, float, breath } }, to: { ...to, tick: until } }] : [];
  });
}

const keysOf = (command?: CommandOf<'move'>): string => `${command?.body.float ?? false} ${command?.body.breath ?? false}`;
