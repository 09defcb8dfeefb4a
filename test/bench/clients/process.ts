/** A process of clients: told what to do over its message channel by crowd.ts, and answers each order once. */
import type { Room } from '@colyseus/sdk';
import { Person, type Role } from './person.ts';

export type Order =
  | { readonly do: 'join'; readonly roles: readonly Role[]; readonly overMs: number; readonly atOnce: number }
  | { readonly do: 'reset' }
  | { readonly do: 'read' }
  | { readonly do: 'comeBack'; readonly everyMs: number }
  | { readonly do: 'backYet' }
  | { readonly do: 'leave' };

export interface Joined {
  readonly joined: number;
  /** from join to the first state, ms, one a client */
  readonly stateMs: readonly number[];
  /** sentences of those who were turned away */
  readonly refused: readonly string[];
}

export interface Counted {
  readonly online: number;
  readonly clients: readonly { readonly bytes: number; readonly patches: number }[];
  readonly gapsMs: readonly number[];
  /** people in the state of those clients that read it */
  readonly seen: readonly number[];
  readonly seconds: number;
  /** CPU of this process as a share of a core: near 1 the clients were the bottleneck */
  readonly cpu: number;
  /** CPU of this process since then, s */
  readonly cpuS: number;
}

export interface Back {
  /** a state and `welcome.back`, epoch ms, one a client */
  readonly backMs: readonly number[];
  /** came in, but as somebody new */
  readonly asNew: number;
  readonly away: number;
}

const TICK_MS = 50;
const SLOTS = 5;

// with `ws` instead of Node's own WebSocket a process carries more clients, and bytes are read off the socket itself
Object.defineProperty(globalThis, 'WebSocket', { value: undefined, configurable: true, writable: true });
// the SDK reports every line that breaks; here they break on purpose, and are counted
console.warn = console.info = () => undefined;
const { Client } = await import('@colyseus/sdk');

/** Reads neither states nor what they are made of: who only counts leaves the machine to the server. */
const UNREAD = {
  getState: () => undefined,
  handshake: () => undefined,
  setState: () => undefined,
  patch: () => undefined,
  teardown: () => undefined,
};

class CountingClient extends Client {
  protected override createRoom<T>(name: string, schema?: never): Room<unknown, T> {
    return Object.assign(super.createRoom<T>(name, schema), { serializer: UNREAD });
  }
}

const people: Person[] = [];
let since = performance.now();
let cpu = process.cpuUsage();
let back: { readonly backMs: number[]; asNew: number } = { backMs: [], asNew: 0 };

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Everybody's controls 20 times a second, a fifth of them at a time, so that they do not arrive as one volley. */
function walk(): void {
  let slot = 0;
  let dueMs = performance.now();
  setInterval(() => {
    const nowMs = performance.now();
    if (nowMs - dueMs > 4 * TICK_MS) dueMs = nowMs;
    for (; dueMs <= nowMs; dueMs += TICK_MS / SLOTS) {
      for (let i = slot; i < people.length; i += SLOTS) (people[i] as Person).tick();
      slot = (slot + 1) % SLOTS;
    }
  }, TICK_MS / SLOTS);
}

async function join({ roles, overMs, atOnce }: Extract<Order, { do: 'join' }>): Promise<Joined> {
  const clients = new Map<string, InstanceType<typeof Client>>();
  const refused: string[] = [];
  const stateMs: number[] = [];
  const begun = performance.now();
  const one = async (role: Role, i: number): Promise<void> => {
    await pause(Math.max(0, begun + (overMs * i) / roles.length - performance.now()));
    const kind = `${role.decodes} ${role.url}`;
    const client = clients.get(kind) ?? new (role.decodes ? Client : CountingClient)(role.url);
    clients.set(kind, client);
    const person = new Person(client, role);
    try {
      await person.join();
      people.push(person);
      stateMs.push(person.stateMs);
    } catch (error) {
      refused.push(error instanceof Error ? error.message : String(error));
      person.leave();
    }
  };
  const waiting = roles.map((role, i) => [role, i] as const);
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await one(...next);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return { joined: stateMs.length, stateMs, refused };
}

function read(): Counted {
  const seconds = (performance.now() - since) / 1000;
  const used = process.cpuUsage(cpu);
  const counts = people.filter((p) => p.online).map((p) => ({ ...p.read(), decodes: p.role.decodes }));
  return {
    online: counts.length,
    clients: counts.map(({ bytes, patches }) => ({ bytes, patches })),
    gapsMs: counts.flatMap((c) => c.gapsMs),
    seen: counts.filter((c) => c.decodes).map((c) => c.seen),
    seconds,
    cpu: (used.user + used.system) / 1e6 / seconds,
    cpuS: (used.user + used.system) / 1e6,
  };
}

function reset(): void {
  since = performance.now();
  cpu = process.cpuUsage();
  for (const person of people) person.reset();
}

/** From now on everybody whose line breaks tries again by their token until they are let in. */
function comeBack(everyMs: number): void {
  back = { backMs: [], asNew: 0 };
  for (const person of people) {
    const { token } = person;
    person.onGone = async () => {
      for (;;) {
        const begun = performance.now();
        if (
          await person.join(token).then(
            () => true,
            () => false,
          )
        )
          break;
        await pause(Math.max(0, everyMs - (performance.now() - begun)));
      }
      if (person.welcome?.back) back.backMs.push(performance.timeOrigin + performance.now());
      else back.asNew++;
    };
  }
}

async function obey(order: Order): Promise<unknown> {
  switch (order.do) {
    case 'join':
      return join(order);
    case 'reset':
      return reset();
    case 'read':
      return read();
    case 'comeBack':
      return comeBack(order.everyMs);
    case 'backYet':
      return { ...back, away: people.length - back.backMs.length - back.asNew } satisfies Back;
    case 'leave':
      for (const person of people) person.leave();
      return setTimeout(() => process.exit(0), 50) && null;
  }
}

process.on('message', (order: Order) => {
  obey(order).then(
    (answer) => process.send?.({ answer: answer ?? null }),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
walk();
