/** What a session came to, in one object: how it ended and why, which acts and storylets it had, what the gate did. */
import { type Carried, carryOut } from '../../../shared/dream/city/carried.ts';
import { TICK_RATE } from '../../../shared/dream/ids.ts';
import { countsOf, type EndingExplained, explainEnding } from '../../../shared/dream/narrative/ending.ts';
import { factOf } from '../../../shared/dream/narrative/facts.ts';
import type { Dream } from '../../../shared/dream/world.ts';
import { type Learned, learnedSoothing } from './learned.ts';
import type { SessionData } from './session.ts';

export interface SessionSummary {
  /** null while the night has no ending */
  readonly explained: EndingExplained | null;
  /** what the scenario calls it, '' for nothing of its own */
  readonly title: string;
  /** acts in the order they opened, with the second they did */
  readonly acts: readonly { readonly id: string; readonly second: number }[];
  /** storylets and talks that opened before somebody, and how often */
  readonly storylets: Readonly<Record<string, number>>;
  /** those of the scenario that nobody met */
  readonly unreached: readonly string[];
  readonly legitimacy: number;
  /** effects that the gate did not let through, by its rule */
  readonly refusals: Readonly<Record<string, number>>;
  /** soothing as a skill of the night's people */
  readonly soothing: Learned;
  readonly carried: Carried;
}

export function summaryOf({ world, scenario }: Dream, { events, marks, rules }: SessionData): SessionSummary {
  const storylets: Record<string, number> = {};
  for (const { kind, name } of marks) if (kind === 'storylet' && name !== '') storylets[name] = (storylets[name] ?? 0) + 1;
  const ended = events.find((e) => e.type === 'night.ended');
  return {
    explained: ended ? explainEnding(countsOf(ended)) : null,
    title: String(ended?.data.title ?? '').replace(/^ending\.\w+$/, ''),
    acts: events.filter((e) => e.type === 'act.opened').map((e) => ({ id: e.about, second: e.tick / TICK_RATE })),
    storylets: Object.fromEntries(Object.entries(storylets).sort(([a], [b]) => (a < b ? -1 : 1))),
    unreached: [...scenario.storylets, ...scenario.dialogues].map((s) => s.id).filter((id) => storylets[id] === undefined),
    legitimacy: factOf(world, 'legitimacy'),
    refusals: Object.fromEntries(Object.entries(rules).flatMap(([rule, by]) => (by.refused ? [[rule, by.refused]] : []))),
    soothing: learnedSoothing(events, world.tick),
    carried: carryOut(world, scenario),
  };
}
