/** Curious simulated citizens: they note what is odd about the light near them, and ask it to answer when enough is known. */
import type { Command } from '../dream/commands.ts';
import { ENOUGH, NOTE_METRES, SEEN_SECONDS } from '../dream/guide/rules.ts';
import { TICK_RATE } from '../dream/ids.ts';
import type { Dream } from '../dream/world.ts';
import { chance, streamOf, uniform } from '../kernel/random.ts';
import type { Member } from './member.ts';

/** Share of simulated citizens who are curious; of those whom the light showed something of their own. */
const CURIOUS = 0.25;
const CURIOUS_SHOWN = 0.5;
/** How likely a curious one notes what they saw, and anybody asks with the others, at a thought. */
const NOTES = 0.3;
const ASKS = 0.02;

export function isCurious({ world }: Dream, member: Member, shown: boolean): boolean {
  return uniform(streamOf(world.seed, `curious/${member.id}`)) < (shown ? CURIOUS_SHOWN : CURIOUS);
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
  member.curious ??= isCurious(dream, member, false);
  const at = world.space.avatars[member.id];
  if (!member.curious || !at) return;
  const d2 = (at.x - world.guide.x) * (at.x - world.guide.x) + (at.y - world.guide.y) * (at.y - world.guide.y);
  if (d2 > NOTE_METRES * NOTE_METRES || !chance(member.rng, NOTES)) return;
  member.noted = last.tick;
  out.push({ type: 'note', by: member.id, body: { about: 'guide' } });
}
