/** Steering that is to lead to a place: it is worked out from where one is when it is obeyed, so that what went before may change and it still leads there. */
import type { Command } from '../../../shared/dream/commands.ts';
import { TICK_RATE } from '../../../shared/dream/ids.ts';
import type { AvatarInput } from '../../../shared/dream/space/model.ts';
import { APPROACH, WALK_SPEED } from '../../../shared/dream/space/rules.ts';
import type { TickResult } from '../../../shared/dream/tick.ts';
import type { Dream } from '../../../shared/dream/world.ts';
import type { Act } from './trial.ts';

/** What was refused is tried again every so many ticks, for so many. */
const RETRY = 5;
const PATIENCE = 2 * TICK_RATE;

/** Whoever is off their way wants to be on it so soon at the earliest, s; it takes about so long to come to the speed one steers for, s. */
const SOON = 0.65;
const GATHERING = 1 / APPROACH;
/** Nearer than this one is there, m; steering is not changed for less than this, of 127. */
const NEAR = 0.3;
const SLIGHT = 10;
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A place, m, and the tick at which one is to be there. */
export interface Aim extends Spot {
  readonly tick: number;
}

/** Steering that leads to a place in so many seconds, as nearly as that can be. */
export function towards(to: Spot, me: Spot, seconds: number): Pick<AvatarInput, 'mx' | 'my'> {
  const [dx, dy] = [to.x - me.x, to.y - me.y];
  const way = Math.sqrt(dx * dx + dy * dy);
  if (way < NEAR) return { mx: 0, my: 0 };
  const push = (127 * Math.min(1, way / Math.max(SOON, seconds - GATHERING) / WALK_SPEED)) / way;
  return { mx: Math.round(dx * push), my: Math.round(dy * push) };
}

/** Almost the same; standing still is not almost going. */
export const isSlight = (a: Pick<AvatarInput, 'mx' | 'my'>, b: Pick<AvatarInput, 'mx' | 'my'>): boolean =>
  Math.abs(a.mx - b.mx) < SLIGHT && Math.abs(a.my - b.my) < SLIGHT && (a.mx === 0 && a.my === 0) === (b.mx === 0 && b.my === 0);

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

/** What people were too late for, to be tried again. */
export class Late {
  private missed: { readonly command: Command; readonly until: number }[] = [];
  private trying: typeof this.missed = [];

  /** Something may yet be done. */
  get waits(): boolean {
    return this.missed.length > 0;
  }

  /** To be done at this tick beside what was done at it. */
  again(tick: number): Command[] {
    this.trying = tick % RETRY === 0 ? this.missed.splice(0).filter((m) => tick <= m.until) : [];
    return this.trying.map((m) => m.command);
  }

  heard({ tick, refused }: TickResult): void {
    for (const { command } of refused) {
      if (command.type !== 'move') this.missed.push(this.trying.find((m) => m.command === command) ?? { command, until: tick + PATIENCE });
    }
  }
}
