/** Agents play their roles: what the rules say (dream/orchestration/agents.ts), two to five seconds after the reason was there, by commands like everybody. */
import type { Command } from '../dream/commands.ts';
import type { CastMember } from '../dream/compiled.ts';
import { TICK_RATE } from '../dream/ids.ts';
import { type Looked, lookAt, wouldDo } from '../dream/orchestration/agents.ts';
import { REACTION } from '../dream/orchestration/rules.ts';
import type { Dream } from '../dream/world.ts';
import { between } from '../kernel/random.ts';
import type { Member } from './member.ts';

/** Looks once a second at most; an intention that no longer holds is dropped. */
export function playRole(dream: Dream, member: Member, sheet: CastMember, out: Command[]): void {
  const { world, scenario } = dream;
  const { role } = sheet;
  if (sheet.kind !== 'agent' || role === '' || role === 'council' || world.tick % TICK_RATE !== 0) return;
  if (world.orchestration.roles[role].holder !== '') {
    delete member.intends;
    return;
  }
  const ready = wouldDo(lookAt(world, scenario, role));
  if (!ready) {
    delete member.intends;
    return;
  }
  if (member.intends?.rule !== ready.rule.id) {
    const seconds = between(member.rng, REACTION.least, REACTION.most) * (scenario.orchestration.haste[role] ?? 1);
    member.intends = { rule: ready.rule.id, atTick: world.tick + seconds * TICK_RATE };
    return;
  }
  if (world.tick < member.intends.atTick) return;
  delete member.intends;
  out.push(commandOf(member, ready));
}

function commandOf({ id }: Member, { rule, about }: Looked): Command {
  if (rule.does === 'line' || rule.does === 'title') return { type: 'deck.words', by: id, body: { act: rule.does, words: rule.words } };
  return { type: 'deck', by: id, body: { act: rule.does, about, amount: rule.amount } } as Command;
}
