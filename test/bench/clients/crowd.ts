/** A crowd of clients in processes of their own, led as one. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Channel } from '../channel.ts';
import { clientsOn } from '../servers/cores.ts';
import type { Role } from './person.ts';
import type { Back, Counted, Joined, Order } from './process.ts';

const CLIENTS = fileURLToPath(new URL('./process.ts', import.meta.url));
/** Joins under way at once in one process. */
const AT_ONCE = 8;

export class CrowdOfClients {
  private readonly workers: readonly ChildProcess[];
  private readonly channels: readonly Channel[];

  /** @param apart on cores that the server has not (`servers/cores.ts`) */
  constructor(workers: number, apart = true) {
    const { command, before } = clientsOn(apart);
    this.workers = Array.from({ length: workers }, () =>
      fork(CLIENTS, { execPath: command, execArgv: [...before], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
    );
    this.channels = this.workers.map((worker) => new Channel(worker));
  }

  private all<T>(order: Order): Promise<T[]> {
    return Promise.all(this.channels.map((channel) => channel.ask<T>(order)));
  }

  /**
   * `count` people join, the first of each process reading its state as a page does.
   * @param overMs spread over this long; 0 = as fast as they are let in, eight at once a process
   */
  async join(count: number, role: Omit<Role, 'index' | 'decodes'>, overMs = 0): Promise<Joined> {
    const workers = this.workers.length;
    const shares = this.workers.map((_, w) =>
      Array.from({ length: count }, (_, i) => i)
        .filter((i) => i % workers === w)
        .map((index) => ({ ...role, index, decodes: index < workers })),
    );
    const orders = this.channels.map((channel, w) => {
      const roles = shares[w] ?? [];
      return channel.ask<Joined>({ do: 'join', roles, overMs, atOnce: overMs > 0 ? Math.max(1, roles.length) : AT_ONCE });
    });
    const parts = await Promise.all(orders);
    return {
      joined: parts.reduce((n, p) => n + p.joined, 0),
      stateMs: parts.flatMap((p) => p.stateMs),
      refused: parts.flatMap((p) => p.refused),
    };
  }

  async reset(): Promise<void> {
    await this.all({ do: 'reset' });
  }

  async read(): Promise<Counted> {
    const parts = await this.all<Counted>({ do: 'read' });
    return {
      online: parts.reduce((n, p) => n + p.online, 0),
      clients: parts.flatMap((p) => p.clients),
      gapsMs: parts.flatMap((p) => p.gapsMs),
      seen: parts.flatMap((p) => p.seen),
      seconds: Math.max(...parts.map((p) => p.seconds)),
      cpu: Math.max(...parts.map((p) => p.cpu)),
      cpuS: parts.reduce((n, p) => n + p.cpuS, 0),
    };
  }

  /** From now on whose line breaks tries again by token, at most every `everyMs`. */
  async comeBack(everyMs: number): Promise<void> {
    await this.all({ do: 'comeBack', everyMs });
  }

  async backYet(): Promise<Back> {
    const parts = await this.all<Back>({ do: 'backYet' });
    return {
      backMs: parts.flatMap((p) => p.backMs),
      asNew: parts.reduce((n, p) => n + p.asNew, 0),
      away: parts.reduce((n, p) => n + p.away, 0),
    };
  }

  async leave(): Promise<void> {
    const gone = this.workers.map((worker) => (worker.exitCode === null ? once(worker, 'exit') : null));
    for (const worker of this.workers) if (worker.connected) worker.send({ do: 'leave' } satisfies Order);
    await Promise.all(gone);
  }
}
