/** What a room is given by those who wired it: the night, who is who, and where to count and complain. */
import type { Logger } from 'pino';
import type { Who } from '../../shared/dream/ids.ts';
import type { DevMessage } from '../../shared/protocol/messages.ts';
import type { DreamHost } from '../host/host.ts';
import type { Identity } from './identity.ts';

/** Counters the room feeds; `server/http/metrics.ts` shows them. */
export interface Counters {
  stepped(tookMs: number, members: number, shedding: boolean): void;
  joined(back: boolean): void;
  dropped(code: number): void;
  /** something turned away before it reached the host, by rule */
  refuse(rule: string): void;
  threw(): void;
}

/** The pages of the room, for who changes the dream under them (`dreamhaven dev`). */
export interface Pages {
  /** everybody is told the place anew */
  placed(): void;
  note(note: DevMessage): void;
  /** the night begins anew with the same people */
  restart(): void;
  /** whether what happens from now on will last */
  lasting(lasts: boolean): void;
}

export interface House {
  /** set by the room when it is open */
  pages: Pages | null;
  /** of the night that is dreamt now */
  readonly host: DreamHost;
  readonly dreamId: string;
  /** true when this server took the night up again: people in it are on their way back */
  readonly restored: boolean;
  /** true while an older core dreams this night */
  readonly older: boolean;
  readonly identity: Identity;
  readonly log: Logger;
  readonly metrics: Counters;
  /** how the crowd is published; by cells unless said otherwise */
  readonly publisher?: 'cells' | 'views';
  /** false while the disk takes nothing of what happens */
  readonly lasting: boolean;
  /** wall clock, ms; only for tokens and budgets, never for the dream */
  nowMs(): number;
  /** Somebody new is about to come: what the disk needs for them is made before the tick that takes them in. */
  expect(who: Who): void;
  /** Resolves when all that happened so far is on the disk: true, or false when that cannot be said. */
  saved(): Promise<boolean>;
  /** Takes a citizen of this night out of it for good; resolves when nothing on the disk can show them any more. */
  erase(who: Who): Promise<void>;
  /** The night is over: closes its journal and opens the next; `host` and `dreamId` are new. */
  nextNight(): void;
  /** the step threw: the dream cannot go on */
  broken(error: Error): void;
}
