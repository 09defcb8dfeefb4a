/** Steering that is to lead to a place: it is worked out from where one is when it is obeyed, so that what went before may change and it still leads there. */
import type { Command } from '../../../shared/dream/commands.ts';
import { TICK_RATE } from '../../../shared/dream/ids.ts';
import type { Dream } from '../../../shared/dream/world.ts';
import { isSlight, towards } from './follow.ts';
import type { Act } from './trial.ts';

/** A place, m, and the tick at which one is to be there. */
export interface Aim {
  readonly x: number;
  readonly y: number;
  readonly tick: number;
}

/** What an act asks for at the coming tick: itself; of steering that is to lead somewhere what leads there, nothing when that is steered already. */
export function aimed({ command, to, tick }: Act, { world }: Dream): Command[] {
  if (!to || command.type !== 'move') return [command];
  const me = world.space.avatars[command.by];
  if (!me) return [];
  const wanted = towards(to, me, (to.tick - tick) / TICK_RATE);
  const { mx, my } = isSlight(wanted, me.input) ? me.input : wanted;
  const { float, breath } = command.body;
  if (mx === me.input.mx && my === me.input.my && float === me.input.float && breath === me.input.breath) return [];
  return [{ type: 'move', by: command.by, body: { mx, my, float, breath } }];
}
