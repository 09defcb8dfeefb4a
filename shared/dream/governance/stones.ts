/**
 * The stones of a vote (play.md section 2, act 10): one for each option and one for "as it was", in a row where people rise. Who stands by one votes with
 * the body: that option comes first for them, until they stand by another or order a card. They are counted, never named.
 */
import type { CompiledScenario } from '../compiled.ts';
import type { ThingId, Who } from '../ids.ts';
import type { World } from '../world.ts';
import { AS_IT_WAS, type Stone } from './model.ts';

/** So far from each other, and so far behind the middle of where people rise, m. */
const APART = 3.2;
const BEHIND = 3.5;

/** Where the stones of a vote stand. */
export function stonesFor({ spawns }: CompiledScenario, options: readonly string[]): Stone[] {
  const all = [...options, AS_IT_WAS];
  const n = spawns.length;
  const x = n > 0 ? spawns.reduce((sum, s) => sum + s.x, 0) / n : 0;
  const y = n > 0 ? spawns.reduce((sum, s) => sum + s.y, 0) / n : 0;
  return all.map((option, i) => ({ option, x: x + APART * (i - (all.length - 1) / 2), y: y - BEHIND }));
}

export const idOfStone = (option: string): ThingId => `stone:${option}`;
export const optionOfStone = (id: ThingId): string => id.slice('stone:'.length);

/** Stones that somebody could go and stand by now; none before the vote is open. */
export function stonesOpenTo({ governance, tick, people }: World, who: Who): readonly Stone[] {
  const { vote } = governance;
  if (!vote || tick < vote.opensTick || people.byId[who]?.kind === 'agent') return [];
  return vote.stones.filter((s) => vote.stood[who] !== s.option);
}

export interface StoneSeen {
  readonly id: ThingId;
  readonly x: number;
  readonly y: number;
  /** how many stand by it; never who */
  readonly standing: number;
}

/** The stones while a vote is on its way or open. */
export function stonesSeen({ governance, people }: World): StoneSeen[] {
  const { vote } = governance;
  if (!vote) return [];
  const by = Object.keys(vote.stood).flatMap((who) => (people.byId[who]?.state === 'dreaming' ? [vote.stood[who]] : []));
  return vote.stones.map(({ option, x, y }) => ({ id: idOfStone(option), x, y, standing: by.filter((o) => o === option).length }));
}
