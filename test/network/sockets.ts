/**
 * A network held in the hand: WebSockets as a page and as the server's transport have them, over lines whose packets go when `flush` is called.
 * A line keeps order and loses nothing while it lives, as TCP does; what can go wrong is what goes wrong there: it is slow, it stalls, it dies and
 * takes what was under way with it, or only one end learns that it is dead.
 */
import { EventEmitter } from 'node:events';
import { matchMaker } from '@colyseus/core';
import type { WebSocketTransport } from '@colyseus/ws-transport';

/** How a line dies: both ends learn of it, or one, or none until something times out. */
export type Death = 'reset' | 'server-blind' | 'page-blind' | 'both-blind';

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;
/** A closing end that hears nothing gives up after this, ms: as `ws` does. */
const CLOSE_WAIT_MS = 30_000;
/** An address that does not answer is given up after this, ms. */
const CONNECT_WAIT_MS = 3000;

const realImmediate = setImmediate;
/** Lets everything run that waits for nothing but its turn. */
export const nextEvent = (): Promise<void> => new Promise((resolve) => realImmediate(resolve));

/** One page's way to the server: every socket and request of it. */
export class Device {
  readonly host: string;
  /** one way, ms */
  latencyMs = 20;
  /** until then, ms of performance.now(), nothing arrives either way */
  stalledUntilMs = 0;
  /** until then nothing new can be opened */
  awayUntilMs = 0;
  /** backlog counts so many times, so that a small dream can fill a buffer */
  weight = 1;
  /** share of answers to requests that are lost */
  losesAnswers = 0;
  /** the page is gone: nothing of it hears anything any more */
  gone = false;
  readonly lines: Line[] = [];

  constructor(host: string) {
    this.host = host;
  }

  get open(): Line | undefined {
    return this.lines.findLast((line) => line.page.readyState === OPEN);
  }
}

interface Packet {
  readonly dueMs: number;
  readonly bytes: number;
  deliver(): void;
}

/** Both directions of one socket. */
export class Line {
  readonly device: Device;
  readonly page: PageEnd;
  readonly server: ServerEnd;
  dead: Death | null = null;
  private told = false;
  private down: Packet[] = [];
  private up: Packet[] = [];

  constructor(device: Device, page: PageEnd) {
    this.device = device;
    this.page = page;
    this.server = new ServerEnd(this);
  }

  /** Bytes on their way to the page that wait because it does not take them. */
  get backlog(): number {
    if (this.device.stalledUntilMs <= performance.now() && this.dead === null) return 0;
    return this.down.reduce((sum, p) => sum + p.bytes, 0) * this.device.weight;
  }

  put(way: 'up' | 'down', bytes: number, deliver: () => void): void {
    if (this.dead !== null) return;
    const queue = this[way];
    const dueMs = Math.max(queue.at(-1)?.dueMs ?? 0, performance.now() + this.device.latencyMs);
    queue.push({ dueMs, bytes, deliver });
  }

  /** Delivers what is due, in order; each is an event of its own, with time for what waits on it. */
  async flush(): Promise<void> {
    if (this.dead !== null) {
      await this.tell(this.dead);
      return;
    }
    if (this.device.stalledUntilMs > performance.now()) return;
    for (const way of ['up', 'down'] as const) {
      while (this[way][0] && this[way][0].dueMs <= performance.now() && this.dead === null) {
        this[way].shift()?.deliver();
        await nextEvent();
      }
    }
  }

  /** The line is cut; of what was under way to the page, the first `kept` packets still arrive. */
  cut(death: Death, kept: number): void {
    if (this.dead !== null) return;
    this.dead = death;
    this.up = [];
    this.down = this.down.slice(0, kept);
  }

  /** What the ends learn of a cut, at the next flush. */
  private async tell(death: Death): Promise<void> {
    for (const packet of this.down.splice(0)) {
      packet.deliver();
      await nextEvent();
    }
    if (this.told) return;
    this.told = true;
    if (death === 'reset' || death === 'server-blind') this.page.end(1006, '');
    if (death === 'reset' || death === 'page-blind') this.server.end(1006);
  }
}

/** What `new WebSocket` gives a page. */
export class PageEnd {
  static readonly OPEN = OPEN;
  static ether: Ether | null = null;
  readyState = CONNECTING;
  binaryType = 'arraybuffer';
  onopen: ((event: object) => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer; target: PageEnd }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  private readonly line: Line;

  constructor(address: string) {
    const url = new URL(address);
    const ether = PageEnd.ether;
    if (!ether) throw new Error('no network is up');
    const device = ether.device(url.hostname);
    this.line = new Line(device, this);
    const away = device.awayUntilMs > performance.now() || device.stalledUntilMs > performance.now();
    setTimeout(
      () => {
        if (device.gone || this.readyState !== CONNECTING) return;
        if (away) {
          this.onerror?.({ code: 0, reason: 'unreachable' });
          this.end(1006, '');
          return;
        }
        this.readyState = OPEN;
        device.lines.push(this.line);
        ether.accept(this.line, url);
        this.onopen?.({});
      },
      away ? CONNECT_WAIT_MS : device.latencyMs * 2,
    );
  }

  send(data: Uint8Array): void {
    if (this.readyState === CONNECTING) throw new Error('InvalidStateError: still connecting');
    if (this.readyState !== OPEN) return;
    const copy = Buffer.from(data);
    const { server } = this.line;
    this.line.put('up', copy.length, () => server.hear(copy));
  }

  close(code = 1005, reason = ''): void {
    if (this.readyState >= CLOSING) return;
    if (this.readyState === CONNECTING) {
      this.end(1006, '');
      return;
    }
    this.readyState = CLOSING;
    const { line } = this;
    line.put('up', 4, () => {
      line.server.end(code);
      line.put('down', 4, () => this.end(code, reason));
    });
    setTimeout(() => this.end(1006, ''), CLOSE_WAIT_MS);
  }

  hear(data: Uint8Array): void {
    // a page that is closing still hears what was under way
    if (this.readyState === CLOSED || this.line.device.gone) return;
    this.onmessage?.({ data: Uint8Array.from(data).buffer, target: this });
  }

  /** Nothing comes or goes any more, and the page is told. */
  end(code: number, reason: string): void {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSED;
    if (!this.line.device.gone) this.onclose?.({ code, reason });
  }
}

/** What `ws` gives the server's transport. */
export class ServerEnd extends EventEmitter {
  readyState = OPEN;
  pingCount = 0;
  private readonly line: Line;

  constructor(line: Line) {
    super();
    this.line = line;
  }

  get bufferedAmount(): number {
    return this.line.backlog;
  }

  /** Keeps the given bytes themselves while they wait, as `ws` does: whoever writes over them meanwhile is found out. */
  send(data: Uint8Array, _options?: object, done?: (error?: Error) => void): void {
    if (this.readyState !== OPEN) {
      done?.(new Error('the socket is not open'));
      return;
    }
    this.line.put('down', data.length, () => this.line.page.hear(data));
    if (done) queueMicrotask(done);
  }

  ping(): void {
    this.line.put('down', 2, () => {
      if (!this.line.device.gone) this.line.put('up', 2, () => this.emit('pong'));
    });
  }

  hear(data: Buffer): void {
    if (this.readyState === OPEN) this.emit('message', data, true);
  }

  close(code = 1005, reason = ''): void {
    if (this.readyState >= CLOSING) return;
    this.readyState = CLOSING;
    const { line } = this;
    line.put('down', 4, () => {
      line.page.end(code, reason);
      line.put('up', 4, () => this.end(code));
    });
    setTimeout(() => this.end(1006), CLOSE_WAIT_MS);
  }

  terminate(): void {
    if (this.readyState === CLOSED) return;
    const { line } = this;
    if (line.dead === null) line.cut('reset', 0);
    this.end(1006);
  }

  end(code: number): void {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSED;
    this.emit('close', code, Buffer.alloc(0));
  }
}

/** All devices, before one transport. */
export class Ether {
  readonly devices = new Map<string, Device>();
  private readonly transport: WebSocketTransport;
  private readonly chance: () => number;

  /** @param chance 0..1, for what is lost */
  constructor(transport: WebSocketTransport, chance: () => number) {
    this.transport = transport;
    this.chance = chance;
  }

  device(host: string): Device {
    const found = this.devices.get(host);
    if (found) return found;
    const made = new Device(host);
    this.devices.set(host, made);
    return made;
  }

  accept(line: Line, url: URL): void {
    const { server } = line;
    const { clients } = (this.transport as unknown as { wss: { clients: Set<ServerEnd> } }).wss;
    clients.add(server);
    server.once('close', () => clients.delete(server));
    const req = { url: `${url.pathname}${url.search}`, headers: {}, socket: { remoteAddress: '127.0.0.1' } };
    const { onConnection } = this.transport as unknown as { onConnection(socket: ServerEnd, req: object): Promise<void> };
    void onConnection(server, req);
  }

  async flush(): Promise<void> {
    for (const device of this.devices.values()) for (const line of device.lines) await line.flush();
  }

  /** The page's `fetch`: only what asks for a seat. */
  fetch = async (address: string | URL, init: { body?: string } = {}): Promise<object> => {
    const url = new URL(address);
    const device = this.device(url.hostname);
    await this.travel(device);
    const [, , method, room] = url.pathname.split('/') as [string, string, string, string];
    const answer = await matchMaker.controller.invokeMethod(method, room, JSON.parse(init.body ?? '{}'), {} as never).then(
      (data) => ({ ok: true, status: 200, data }),
      (error) => ({ ok: false, status: 500, data: { error: error.message, code: error.code } }),
    );
    await this.travel(device);
    if (this.chance() < device.losesAnswers) throw new TypeError('the answer was lost');
    const { ok, status, data } = answer;
    return { ok, status, statusText: '', headers: new Headers({ 'content-type': 'application/json' }), json: async () => data };
  };

  private async travel(device: Device): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, device.latencyMs));
    if (device.gone) await new Promise(() => undefined);
    if (device.awayUntilMs > performance.now() || device.stalledUntilMs > performance.now()) {
      await new Promise((resolve) => setTimeout(resolve, CONNECT_WAIT_MS));
      throw new TypeError('unreachable');
    }
  }
}
