/** Voting with the body: who stands by a stone of the vote. */
import { hypot } from '../../kernel/math.ts';
import { type CommandOf, type Refusal, refuse } from '../commands.ts';
import type { CauseId, Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { REACH } from '../narrative/rules.ts';
import { castBallot } from './votes.ts';

/** Somebody stands by a stone: this one comes first. */
export function standByStone(now: Moment, who: Who, option: string, cause: CauseId): Refusal | null {
  const { governance, space } = now.world;
  const { vote } = governance;
  const stone = vote?.stones.find((s) => s.option === option);
  const at = space.avatars[who];
  if (!vote || !stone || !at) return refuse('stone.none', `no stone "${option}" stands here`, 'wait until a vote opens');
  if (hypot(at.x - stone.x, at.y - stone.y) > REACH + 0.5)
    return refuse('stone.far', `one stands by a stone within ${REACH} m`, 'go nearer');
  // who ordered a card with this one on top only shows it
  if (vote.ballots[who]?.[0] !== option) {
    const refusal = castBallot(now, who, [option], cause);
    if (refusal) return refusal;
  }
  vote.stood[who] = option;
  return null;
}

export const standByBallot = (now: Moment, { by, body }: CommandOf<'ballot.stand'>, cause: CauseId): Refusal | null =>
  standByStone(now, by, body.option, cause);
