/** Who is on the line: one member a citizen, whichever socket they came by last. */
import type { Client } from '@colyseus/core';
import type { Who } from '../../shared/dream/ids.ts';
import type { AvatarInput } from '../../shared/dream/space/model.ts';
import { COMMANDS_BURST, COMMANDS_PER_SECOND } from '../../shared/protocol/limits.ts';
import type { OwnThings } from '../../shared/protocol/messages.ts';
import { ReadingGate } from '../ingest/reading.ts';
import { Outbox } from '../publish/outbox.ts';
import { Budget } from './budget.ts';
import { InputLane, STILL } from './lane.ts';
import type { Joiner } from './options.ts';

export class Member {
  readonly client: Client;
  readonly session: string;
  readonly outbox: Outbox;
  readonly who: Who;
  /** how they asked to join: a new night seats them the same way */
  readonly joiner: Joiner;
  /** what this page may come back with by itself; another window of the same citizen has others */
  readonly tokens: Set<string>;
  readonly lane = new InputLane();
  /** controls that the world was last told of */
  told: AvatarInput = STILL;
  readonly commands: Budget;
  readonly readings: ReadingGate;
  /** how often everything may be asked for anew */
  readonly renewals: Budget;
  /** refusals since `refusalsSinceMs` */
  refusals = 0;
  refusalsSinceMs: number;
  /** what was last sent, so that only changes are */
  sentOwn: OwnThings | null = null;
  readonly names = new Map<Who, { readonly name: string; tick: number }>();
  /** false while the line is down and may be taken up again */
  online = true;
  /** takes back the offer to take up this line again */
  cancelReconnection: () => void = () => undefined;

  constructor(client: Client, who: Who, joiner: Joiner, nowMs: number, tokens = new Set<string>()) {
    this.client = client;
    this.session = client.sessionId;
    this.outbox = Outbox.of(client);
    this.who = who;
    this.joiner = joiner;
    this.tokens = tokens;
    this.commands = new Budget(COMMANDS_PER_SECOND, COMMANDS_BURST, nowMs);
    this.renewals = new Budget(1, 2, nowMs);
    this.readings = new ReadingGate(nowMs);
    this.refusalsSinceMs = nowMs;
  }
}

export class Members {
  private readonly bySession = new Map<string, Member>();
  private readonly byWho = new Map<Who, Member>();

  add(member: Member): void {
    this.bySession.set(member.session, member);
    this.byWho.set(member.who, member);
  }

  remove(member: Member): void {
    this.bySession.delete(member.session);
    if (this.byWho.get(member.who) === member) this.byWho.delete(member.who);
  }

  of(client: { readonly sessionId: string }): Member | undefined {
    return this.bySession.get(client.sessionId);
  }

  who(who: Who): Member | undefined {
    return this.byWho.get(who);
  }

  /** Everybody whose line is up, in the order they came. */
  online(): Member[] {
    return [...this.bySession.values()].filter((m) => m.online);
  }

  all(): Member[] {
    return [...this.bySession.values()];
  }

  get size(): number {
    return this.bySession.size;
  }
}
