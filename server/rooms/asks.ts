/** Commands that pages ask for: checked, budgeted, enqueued, and answered after the tick that did or refused them. */
import { bodyFault, COMMANDS, type Command, type CommandType, type Refusal, refuse } from '../../shared/dream/commands.ts';
import type { TickResult } from '../../shared/dream/tick.ts';
import { COMMANDS_PER_SECOND, REFUSALS_BEFORE_CLOSE } from '../../shared/protocol/limits.ts';
import { CLOSE, type CommandAnswer } from '../../shared/protocol/messages.ts';
import type { House } from './house.ts';
import type { Member } from './members.ts';

const REFUSAL_WINDOW_MS = 10_000;
/** It is done in the dream, and nobody may say that it will last. */
const UNSAVED = refuse('journal.unsaved', 'it happened, but it could not be written down', 'the dream goes on; ask whoever runs it');

export class Asks {
  private readonly house: House;
  private open = new Map<Command, (answer: CommandAnswer) => void>();

  constructor(house: House) {
    this.house = house;
  }

  /** Takes a claim of a command; resolves when the world has done or refused it. */
  ask(member: Member, message: unknown): Promise<CommandAnswer> | CommandAnswer {
    const nowMs = this.house.nowMs();
    const fault = this.fault(member, message, nowMs);
    if (fault) return this.refused(member, fault, nowMs);
    const { type, body } = message as { type: CommandType; body: Command['body'] };
    const command = { type, by: member.who, body } as Command;
    const full = this.house.host.enqueue(command);
    if (full) return this.refused(member, full, nowMs);
    return new Promise((resolve) => this.open.set(command, resolve));
  }

  unknown(member: Member, type: unknown): void {
    this.refused(member, refuse('message.unknown', `nothing answers a message "${String(type).slice(0, 40)}"`), this.house.nowMs());
  }

  /** Answers what was asked before this tick: a refusal at once, a "done" when it is on the disk. */
  settle(result: TickResult): void {
    if (this.open.size === 0) return;
    const open = this.open;
    this.open = new Map();
    for (const { command, refusal } of result.refused) {
      open.get(command)?.(refusal);
      open.delete(command);
    }
    if (open.size === 0) return;
    void this.house.saved().then((saved) => {
      for (const answer of open.values()) answer(saved ? null : UNSAVED);
    });
  }

  /** Cheap checks first: shape, then the sender's budget, then type and fields. */
  private fault(member: Member, message: unknown, nowMs: number): Refusal | null {
    if (typeof message !== 'object' || message === null || Array.isArray(message))
      return refuse('message.shape', 'a command is {type, body}');
    const { type, body, ...rest } = message as Record<string, unknown>;
    const extra = Object.keys(rest)[0];
    if (extra !== undefined) return refuse('message.shape', `a command has no "${extra.slice(0, 40)}"`, 'who asks is known from the line');
    if (typeof type !== 'string') return refuse('message.shape', 'a command names its type', '');
    if (type === 'reading') return member.readings.judge(this.house.host.dream.world, member.who, body, nowMs);
    if (!member.commands.take(nowMs)) return refuse('limit.rate', `at most ${COMMANDS_PER_SECOND} commands a second`, 'wait a moment');
    if (type === 'move') return refuse('message.channel', 'movement travels as input frames', 'send input');
    const fault = bodyFault(type, body);
    if (fault) return fault;
    return COMMANDS[type as CommandType].by === 'host' ? refuse('command.host', `only the dream itself may ask for "${type}"`) : null;
  }

  private refused(member: Member, refusal: Refusal, nowMs: number): Refusal {
    this.house.metrics.refuse(refusal.rule);
    // either way: the wall clock may have been set back
    if (Math.abs(nowMs - member.refusalsSinceMs) > REFUSAL_WINDOW_MS) {
      member.refusals = 0;
      member.refusalsSinceMs = nowMs;
    }
    member.refusals++;
    if (member.refusals === REFUSALS_BEFORE_CLOSE) {
      member.client.leave(CLOSE.flood, 'Too much came from this page at once. Please reload it.');
    }
    return refusal;
  }
}
