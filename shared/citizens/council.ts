/** The agent that plays the council where nobody real does: it asks `councilWill` now and then, and sends what that says as a command. */
import type { Command } from '../dream/commands.ts';
import type { CastMember } from '../dream/compiled.ts';
import { councilWill } from '../dream/governance/council.ts';
import { TICK_RATE } from '../dream/ids.ts';
import { holderOf } from '../dream/orchestration/roles.ts';
import type { Dream } from '../dream/world.ts';
import type { Member } from './member.ts';

/** It thinks about what people do for so long before it acts, s. */
const REACTION_SECONDS = 3;

export function holdCouncil(dream: Dream, member: Member, sheet: CastMember | undefined, out: Command[]): void {
  if (sheet?.role !== 'council' || dream.world.tick % (REACTION_SECONDS * TICK_RATE) !== 0) return;
  // a person who took the role plays it alone
  if (holderOf(dream.world, dream.scenario, 'council') !== member.id) return;
  const will = councilWill(dream.world, dream.scenario);
  if (will.act !== null) out.push({ type: 'council', by: member.id, body: { act: will.act, about: will.about } });
}
