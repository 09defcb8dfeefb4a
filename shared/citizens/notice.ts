/** Curious simulated citizens: they note what is odd about the light near them, and ask it to answer when enough is known. */
import type { Command } from '../dream/commands.ts';
import { isNear } from '../dream/guide/near.ts';
import { ENOUGH, SEEN_SECONDS } from '../dream/guide/rules.ts';
import { TICK_RATE } from '../dream/ids.ts';
import type { Dream } from '../dream/world.ts';
import { floor, max, round } from '../kernel/math.ts';
import { below, chance, streamOf, uniform } from '../kernel/random.ts';
import type { Member } from './member.ts';

/** Of those whom the light showed something of their own, this share looks more closely from then on. */
const CURIOUS_SHOWN = 0.4;
/** How likely somebody who is not curious notes one showing all the same. */
const GLIMPSES = 0.03;
/** How likely a curious one notes what they saw, and anybody asks with the others, at a thought. */
const NOTES = 0.3;
const ASKS = 0.02;

/** True for the `nth` (0..) simulated citizen of a seed if they are curious by nature: one of each handful, whichever the seed draws, so that `share` of all are. */
export function isCurious(seed: string, nth: number, share: number): boolean {
  if (share <= 0) return false;
  const handful = max(1, round(1 / share));
  return below(streamOf(seed, `curious/${floor(nth / handful)}`), handful) === nth % handful;
}

/** Whoever was shown a thing of their own may look more closely from then on. */
export function stir({ world }: Dream, member: Member): void {
  if (uniform(streamOf(world.seed, `curious/${member.id}`)) < CURIOUS_SHOWN) member.curious = true;
}

/** How much a curious one would like to be near the light: once something odd was there, more after having noted it; a weight among wishes. */
export function curiosity({ world }: Dream, member: Member): number {
  const { mask } = world.guide;
  if (!member.curious || mask.exposedTick > 0 || mask.last === null) return 0;
  return member.noted === undefined ? 1.5 : 4;
}

export function noticeOdd(dream: Dream, member: Member, out: Command[]): void {
  const { world } = dream;
  const { mask } = world.guide;
  if (mask.exposedTick > 0 || !member.id.startsWith('s:')) return;
  if (mask.evidence.length >= ENOUGH && mask.asking[member.id] === undefined && chance(member.rng, ASKS)) {
    out.push({ type: 'guide.ask', by: member.id, body: {} });
  }
  const { last } = mask;
  if (!last || member.noted === last.tick || world.tick - last.tick > (SEEN_SECONDS - 4) * TICK_RATE || world.tick - last.tick < TICK_RATE)
    return;
  if (!isNear(world, member.id)) return;
  if (!member.curious && uniform(streamOf(world.seed, `glimpse/${member.id}/${last.tick}`)) >= GLIMPSES) return;
  if (!chance(member.rng, NOTES)) return;
  member.noted = last.tick;
  out.push({ type: 'note', by: member.id, body: { about: 'guide' } });
}
