/** One client of the benchmark: Colyseus's own SDK, walking by inputs, counting what comes out of its socket. Runs in a process of clients. */
import type { Client, Room } from '@colyseus/sdk';
import { REPEAT_HELD_TICKS } from '../../../shared/protocol/limits.ts';
import { PROTOCOL, ROOM, type Welcome } from '../../../shared/protocol/messages.ts';
import type { Crowd } from '../servers/field.ts';
import { Walker } from './walk.ts';

/** What a client does in which room. */
export interface Role {
  readonly url: string;
  readonly room: 'dream' | 'views' | 'stock';
  readonly crowd: Crowd;
  /** number of this client among all, from 0 */
  readonly index: number;
  /** reads every patch as a page does; else they are only counted, so that the clients leave the machine to the server */
  readonly decodes: boolean;
}

/** Codes of Colyseus's frames, in the low five bits of the first byte. */
const FRAME = { mask: 31, state: 14, patch: 15, bytes: 17 } as const;
/** How long one waits to be welcomed or to see a state, ms. */
const PATIENCE_MS = 20_000;

interface Socket {
  readonly _socket?: { readonly bytesRead: number };
  terminate?(): void;
}

/** Frames of one kind as they come. */
class Arrivals {
  count = 0;
  readonly gapsMs: number[] = [];
  private lastMs = 0;

  add(): void {
    const nowMs = performance.now();
    if (this.count > 0) this.gapsMs.push(nowMs - this.lastMs);
    this.count++;
    this.lastMs = nowMs;
  }
}

export class Person {
  readonly role: Role;
  /** from the call of join to the first state, ms */
  stateMs = Number.NaN;
  welcome: Welcome | null = null;
  /** called when the line is gone without being asked to */
  onGone: () => void = () => undefined;
  private readonly client: Client;
  private readonly walker: Walker;
  private room: Room | null = null;
  private send: (mx: number, my: number) => void = () => undefined;
  private bytesBefore = 0;
  /** state patches, and binary messages where a room moves people by those */
  private patches = new Arrivals();
  private frames = new Arrivals();
  private leaving = false;

  constructor(client: Client, role: Role) {
    this.client = client;
    this.role = role;
    this.walker = new Walker(role.crowd, `client-${role.index}`);
  }

  get token(): string {
    return this.welcome?.token ?? '';
  }

  /** Joins and waits for the first state. @throws what the server said */
  async join(token = ''): Promise<void> {
    const begun = performance.now();
    const options = { protocol: PROTOCOL, name: `Walker ${this.role.index}`, ...(token === '' ? {} : { token }) };
    const room = (await this.client.join(ROOM, options)) as Room;
    room.reconnection.enabled = false;
    const state = this.tap(room);
    const welcome = this.role.room === 'dream' ? this.welcomed(room) : null;
    room.onMessage('*', () => undefined);
    const broken = new Promise<never>((_, reject) => {
      room.onLeave((code) => {
        reject(new Error(`the line broke (${code})`));
        // a line that broke before there was a state is a join that failed, and tried again by who asked for it
        if (this.room !== room) return;
        this.room = null;
        if (!this.leaving) this.onGone();
      });
    });
    broken.catch(() => undefined);
    room.onError(() => undefined);
    try {
      const arrivedMs = await patiently(Promise.race([state, broken]), 'a state');
      this.stateMs = arrivedMs - begun;
      if (welcome) this.welcome = await patiently(Promise.race([welcome, broken]), 'a welcome');
    } catch (error) {
      // a seat that was given too late would be held, and counted, beside the next one
      room.connection.close();
      throw error;
    }
    this.send = this.sender(room);
    this.room = room;
  }

  private welcomed(room: Room): Promise<Welcome> {
    return new Promise((resolve) => {
      room.onMessage('welcome', (message: Welcome) => resolve(message));
    });
  }

  /** Counts every frame as it comes; the promise is the time of the first state. */
  private tap(room: Room): Promise<number> {
    const { events } = room.connection;
    const deliver = events.onmessage as ((event: MessageEvent) => void) | undefined;
    return new Promise((resolve) => {
      events.onmessage = (event: MessageEvent) => {
        const code = (new Uint8Array(event.data as ArrayBuffer)[0] as number) & FRAME.mask;
        if (code === FRAME.state) resolve(performance.now());
        else if (code === FRAME.patch) this.patches.add();
        else if (code === FRAME.bytes) this.frames.add();
        if (this.role.decodes || !(code === FRAME.state || code === FRAME.patch || code === FRAME.bytes)) deliver?.(event);
      };
    });
  }

  private sender(room: Room): (mx: number, my: number) => void {
    if (this.role.room === 'stock') return (mx, my) => room.send('move', { mx, my });
    const handle = room.input({ mode: 'reliable' }) as unknown as {
      readonly data: { frame: number; mx: number; my: number };
      send(): number;
    };
    const put = (mx: number, my: number): void => {
      handle.data.mx = mx;
      handle.data.my = my;
      handle.send();
    };
    if (this.role.room === 'views') return put;
    // as the page does (SPEC.md rules 20 to 25): numbered by its own ticks, on change, and now and then while it stands
    let made = 0;
    let sent = -REPEAT_HELD_TICKS;
    let last = { mx: 0, my: 0 };
    return (mx, my) => {
      made++;
      if (mx === last.mx && my === last.my && made - sent < REPEAT_HELD_TICKS) return;
      sent = made;
      last = { mx, my };
      handle.data.frame = made;
      put(mx, my);
    };
  }

  /** One tick's controls go out. */
  tick(): void {
    const { mx, my } = this.walker.next();
    if (this.room?.connection.isOpen) this.send(mx, my);
  }

  private get bytes(): number {
    const transport = this.room?.connection.transport as unknown as { readonly ws?: Socket } | undefined;
    return transport?.ws?._socket?.bytesRead ?? 0;
  }

  get online(): boolean {
    return this.room !== null;
  }

  reset(): void {
    this.bytesBefore = this.bytes;
    this.patches = new Arrivals();
    this.frames = new Arrivals();
  }

  /** Since `reset`: bytes from the socket, and what moved people: how often, and the gaps between, ms. `seen`: people in the state, 0 where they are not in it. */
  read(): { readonly bytes: number; readonly patches: number; readonly gapsMs: readonly number[]; readonly seen: number } {
    const state = this.role.decodes
      ? (this.room?.state as { people?: { size: number }; players?: { size: number } } | undefined)
      : undefined;
    const moves = this.frames.count > this.patches.count ? this.frames : this.patches;
    return {
      bytes: this.bytes - this.bytesBefore,
      patches: moves.count,
      gapsMs: this.role.decodes ? moves.gapsMs : [],
      seen: (state?.people ?? state?.players)?.size ?? 0,
    };
  }

  leave(): void {
    this.leaving = true;
    const transport = this.room?.connection.transport as unknown as { readonly ws?: Socket } | undefined;
    transport?.ws?.terminate?.();
    this.room = null;
  }
}

async function patiently<T>(promise: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${PATIENCE_MS / 1000} s for ${what}`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
