/**
 * One dream and its pages without a network and without real time: the real room, publisher and transport code on one side, the real SDK and
 * link on the other, `sockets.ts` between them. Time passes only in `pass`; vitest's fake timers must be on before a house is opened.
 */
import { randomBytes } from 'node:crypto';
import { matchMaker } from '@colyseus/core';
import { WebSocketTransport } from '@colyseus/ws-transport';
import pino from 'pino';
import { vi } from 'vitest';
import type { DreamLink, LinkFrame, LinkState } from '../../client/net/link.ts';
import { DreamHost } from '../../server/host/host.ts';
import { dreamRoomOf } from '../../server/rooms/DreamRoom.ts';
import type { Counters, House } from '../../server/rooms/house.ts';
import { Identity } from '../../server/rooms/identity.ts';
import { createCast } from '../../shared/citizens/cast.ts';
import type { Who } from '../../shared/dream/ids.ts';
import { createDream } from '../../shared/dream/world.ts';
import { MAX_FRAME_BYTES } from '../../shared/protocol/limits.ts';
import { type JoinOptions, PROTOCOL, ROOM } from '../../shared/protocol/messages.ts';
import { smallScenario } from '../dream/smallDream.ts';
import { type Device, Ether, nextEvent, PageEnd } from './sockets.ts';

// before the SDK is loaded, which keeps what it finds
Object.assign(globalThis, { WebSocket: PageEnd });
const { connect } = await import('../../client/net/index.ts');

const scenario = smallScenario();
/** Time that passes between two looks at the network, ms: half a tick. */
export const SLICE_MS = 25;

/** The room's insides that a test may count. */
export interface Inside {
  readonly clients: readonly object[];
  readonly members: { readonly size: number; online(): { readonly who: Who; readonly client: { readonly sessionId: string } }[] };
  readonly publisher: {
    readonly lines: ReadonlyMap<string, unknown>;
    readonly places: { readonly people: ReadonlyMap<Who, { readonly cell: number }> };
  };
  readonly _reservedSeats: object;
  readonly _reconnections: object;
  readonly _inputController: { readonly accessors: ReadonlyMap<string, unknown> };
  readonly _listing: { readonly clients: number };
  meanStepMs: number;
  disconnect(): Promise<unknown>;
}

export class SmallHouse implements House {
  pages = null;
  host: DreamHost;
  dreamId = 'd1';
  readonly restored = false;
  readonly older = false;
  readonly lasting = true;
  readonly expect = () => undefined;
  readonly identity = new Identity(randomBytes(32));
  readonly log = pino({ level: 'silent' });
  readonly faults: string[] = [];
  readonly refusals: Record<string, number> = {};
  readonly metrics: Counters = {
    stepped: () => undefined,
    joined: () => undefined,
    dropped: () => undefined,
    threw: () => undefined,
    refuse: (rule) => {
      this.refusals[rule] = (this.refusals[rule] ?? 0) + 1;
    },
  };
  private readonly seed: string;
  private nights = 1;

  constructor(seed: string) {
    this.seed = seed;
    this.host = this.begin();
    this.log.error = ((fields: { err?: Error }, said: string) => {
      this.faults.push(`${said}: ${fields.err?.stack ?? ''}`);
    }) as typeof this.log.error;
  }

  private begin(): DreamHost {
    const dream = createDream(scenario, `${this.seed} ${this.nights}`);
    const host = new DreamHost({ dream, cast: createCast(scenario, { seed: this.seed, size: 3, yields: true }), recorder: null });
    host.enqueue({ type: 'night.begin', by: 'dream', body: {} });
    return host;
  }

  nowMs(): number {
    return Date.now();
  }

  async saved(): Promise<boolean> {
    return true;
  }

  async erase(who: Who): Promise<void> {
    this.host.enqueue({ type: 'erase', by: who, body: {} });
  }

  nextNight(): void {
    this.nights++;
    this.dreamId = `d${this.nights}`;
    this.host = this.begin();
  }

  /** The dream stands still from now on, so that empty hours cost nothing; the room goes on. */
  sleep(): void {
    const { tick } = this.host.dream.world;
    Object.assign(this.host, { step: () => ({ tick, accepted: [], refused: [], effects: [], events: [], digest: null }) });
  }

  broken(error: Error): void {
    this.faults.push(`the step threw: ${error.stack}`);
  }
}

/** A page of a browser: a link, and what it was told. */
export class Tab {
  readonly device: Device;
  link: DreamLink | null = null;
  last: LinkFrame | null = null;
  state: LinkState | 'joining' | 'failed' | 'dead' = 'joining';
  readonly heard: string[] = [];
  /** draws and so sends input */
  awake = true;

  constructor(device: Device, options: Partial<JoinOptions>) {
    this.device = device;
    void connect(`http://${device.host}:1`, { protocol: PROTOCOL, ...options }).then(
      (link) => {
        this.link = link;
        this.state = 'joined';
        link.onState((state, sentence) => {
          this.state = state;
          this.heard.push(`${state}: ${sentence}`);
        });
      },
      (error: Error) => {
        this.state = 'failed';
        this.heard.push(error.message);
      },
    );
  }

  get me(): Who {
    return this.link?.welcome.me ?? '';
  }

  get live(): boolean {
    return this.link !== null && (this.state === 'joined' || this.state === 'rejoined');
  }

  draw(): void {
    if (this.awake && !this.device.gone) this.last = this.link?.frame(performance.now()) ?? this.last;
  }

  /** The page is closed by its browser, without a word of its own. */
  kill(): void {
    this.device.gone = true;
    this.state = 'dead';
    for (const line of this.device.lines) line.page.close(1001);
  }
}

export interface Dreaming {
  readonly house: SmallHouse;
  readonly room: Inside;
  readonly ether: Ether;
  readonly tabs: Tab[];
  open(options?: Partial<JoinOptions>): Tab;
  /** Lets time pass, in whole slices, ms; the network is flushed and pages draw in each. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

let ready: Promise<void> | null = null;

async function setUp(): Promise<void> {
  matchMaker.setHealthChecksEnabled(false);
  await matchMaker.setup();
  await matchMaker.accept();
}

export async function openDream(seed: string, chance: () => number = () => 1): Promise<Dreaming> {
  ready ??= setUp();
  await ready;
  const house = new SmallHouse(seed);
  const transport = new WebSocketTransport({ maxPayload: MAX_FRAME_BYTES, noServer: true });
  const { autoTerminateUnresponsiveClients } = transport as unknown as {
    autoTerminateUnresponsiveClients(everyMs: number, most: number): void;
  };
  autoTerminateUnresponsiveClients.call(transport, 3000, 2);
  const ether = new Ether(transport, chance);
  PageEnd.ether = ether;
  const before = globalThis.fetch;
  globalThis.fetch = ether.fetch as unknown as typeof fetch;
  matchMaker.defineRoomType(ROOM, dreamRoomOf(house));
  const { roomId } = await matchMaker.createRoom(ROOM, {});
  const room = matchMaker.getLocalRoomById(roomId) as unknown as Inside;
  const tabs: Tab[] = [];
  let opened = 0;
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += SLICE_MS) {
      await ether.flush();
      for (const tab of tabs) tab.draw();
      await nextEvent();
      vi.advanceTimersByTime(SLICE_MS);
      await nextEvent();
    }
  };
  return {
    house,
    room,
    ether,
    tabs,
    pass,
    open(options = {}) {
      const tab = new Tab(ether.device(`page${++opened}`), options);
      tabs.push(tab);
      return tab;
    },
    async close() {
      for (const tab of tabs) if (!tab.device.gone) tab.kill();
      const done = room.disconnect();
      await pass(100);
      await done;
      transport.shutdown();
      clearInterval((transport as unknown as { pingInterval: NodeJS.Timeout }).pingInterval);
      globalThis.fetch = before;
      PageEnd.ether = null;
    },
  };
}
