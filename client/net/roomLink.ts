/** A DreamLink over a Colyseus room: sends own frames, predicts oneself, shows others a moment behind, and finds the way back. */
import type { Room } from '@colyseus/sdk';
import type { CommandBody, CommandType, Refusal } from '../../shared/dream/commands.ts';
import type { Common } from '../../shared/dream/observe.ts';
import type { AvatarInput } from '../../shared/dream/space/model.ts';
import {
  type CommandAnswer,
  CROWD,
  type DevMessage,
  type EffectMessage,
  type LastingMessage,
  type NamesMessage,
  type OwnMessage,
  type OwnThings,
  RENEW,
  type Welcome,
  type WhyMessage,
} from '../../shared/protocol/messages.ts';
import type { DreamState } from '../../shared/protocol/schema.ts';
import { unpackIds } from '../../shared/protocol/wire.ts';
import { Controls, type Handle } from './controls.ts';
import { type Line, tapLine } from './line.ts';
import type { DreamLink, LinkFrame, LinkState, LinkStats } from './link.ts';
import { readCommon } from './mirror.ts';
import { Predictor } from './predict.ts';
import { closedSentence, DROPPED, isFinal, JoinError, NEW_NIGHT, REJOINED, RENEWED } from './sentences.ts';
import { Sights } from './sights.ts';

/** Frames ahead of what the server said last: with more the line has stalled, and the page waits. */
const MOST_AHEAD = 60;
/** The server says something twice a second at least; after so long without a word the line is dead, whatever the socket believes, ms. */
const SILENT_MS = 8000;
/** And so much longer while it is being taken up again, ms. */
const PATIENCE_MS = 10_000;
/** The SDK's close code that begins its reconnection. */
const TRY_AGAIN = 4010;
/** The server is asked for everything at most this often, ms. */
const RENEW_MS = 1000;
/** Waits between tries to come back by token, ms: often at first, because a server that was killed or renewed is back in a second or two. */
const RETRY_MS = [100, ...Array<number>(12).fill(250), 500, 1000, 2000, 4000, 8000, 15_000, 30_000];

export interface Joined {
  readonly room: Room<unknown, DreamState>;
  readonly welcome: Welcome;
  /** messages that came before their readers */
  readonly early: readonly (readonly [string | number, unknown])[];
  /** the readers are here now */
  readers(): void;
}

export class RoomLink implements DreamLink {
  welcome: Welcome;
  private room: Room<unknown, DreamState>;
  private line: Line;
  private readonly rejoin: (last: Welcome) => Promise<Joined>;
  private readonly latencyMs: number;
  private predictor: Predictor;
  private readonly controls = new Controls();
  private sights: Sights;
  private common: Omit<Common, 'people' | 'loose'> | null = null;
  private renewedMs = Number.NEGATIVE_INFINITY;
  private own: OwnThings | null = null;
  private names: Readonly<Record<string, string>> = {};
  private left = false;
  private readonly states: ((state: LinkState, sentence: string) => void)[] = [];
  private readonly effects = new Mailbox<EffectMessage>();
  private readonly whys = new Mailbox<WhyMessage>();
  private readonly devs = new Mailbox<DevMessage>();
  private readonly lasting = new Mailbox<boolean>();
  private lasts = true;

  constructor(joined: Joined, rejoin: (last: Welcome) => Promise<Joined>, latencyMs: number) {
    this.rejoin = rejoin;
    this.latencyMs = latencyMs;
    this.welcome = joined.welcome;
    this.room = joined.room;
    this.predictor = new Predictor(joined.welcome.place);
    this.sights = new Sights(joined.welcome.me);
    this.line = this.attach(joined);
    this.heed(joined.welcome.lasting);
  }

  get stats(): LinkStats {
    return {
      rttMs: this.controls.rttMs,
      correction: this.predictor.correction,
      largestCorrection: this.predictor.largestCorrection,
      pendingInputs: this.predictor.pending,
      bytesIn: this.line.bytesIn,
      patchesPerSecond: this.line.patchesPerSecond(),
    };
  }

  control(input: AvatarInput): void {
    this.controls.input = { ...input };
  }

  async command<T extends CommandType>(type: T, body: CommandBody<T>): Promise<Refusal | null> {
    try {
      return (await this.room.request('command', { type, body })) as CommandAnswer;
    } catch {
      return { rule: 'line.down', reason: 'the line is down', fix: 'try again when it is back' };
    }
  }

  onEffect(listener: (effect: EffectMessage) => void): void {
    this.effects.add(listener);
  }

  onWhy(listener: (why: WhyMessage) => void): void {
    this.whys.add(listener);
  }

  onDev(listener: (note: DevMessage) => void): void {
    this.devs.add(listener);
  }

  onLasting(listener: (lasts: boolean) => void): void {
    this.lasting.add(listener);
  }

  onState(listener: (state: LinkState, sentence: string) => void): void {
    this.states.push(listener);
  }

  async erase(): Promise<boolean> {
    try {
      await this.room.request('erase');
      this.left = true;
      return true;
    } catch {
      return false;
    }
  }

  /** While the line is down there is nobody to say it to: it is said when it is back, if it comes back. */
  async leave(): Promise<void> {
    this.left = true;
    if (this.room.connection.isOpen) await this.room.leave(true);
  }

  frame(nowMs: number): LinkFrame | null {
    const { common, own, sights, controls, predictor } = this;
    const mine = sights.own;
    const ready = common !== null && own !== null && mine !== null && predictor.ready;
    const elapsedMs = controls.advance(nowMs, ready, (frame, input) => {
      if (predictor.pending < MOST_AHEAD) predictor.tick(frame, input);
    });
    this.listen(elapsedMs);
    if (!common || !own || !mine || !predictor.ready) return null;
    const me = predictor.show(controls.dueMs / 1000, controls.input, elapsedMs / 1000);
    const { x, y, z, vx, vy, lift, groundX, groundY, mist } = me;
    const partners = unpackIds(mine.partners);
    return {
      common: { ...common, tick: sights.tick, loose: sights.loose },
      people: sights.show(nowMs, me, controls.input.breath),
      own: { ...own, avatar: { x, y, z, vx, vy, lift, groundX, groundY, mist }, modifiers: mine.modifiers, ease: mine.ease, partners },
      names: this.names,
    };
  }

  /** A line whose other end is gone without a word looks open for many minutes. */
  private listen(elapsedMs: number): void {
    const { connection } = this.room;
    this.line.silentMs += elapsedMs;
    if (this.line.silentMs > SILENT_MS && connection.isOpen) connection.close(TRY_AGAIN);
  }

  private attach(joined: Joined): Line {
    const { room } = joined;
    const line = tapLine(room, this.latencyMs);
    const handle = room.input({ mode: 'reliable' }) as unknown as Handle;
    this.controls.begin(handle);
    const readers: [type: string | number, read: (message: never) => void][] = Object.entries({
      own: (message: OwnMessage) => {
        this.own = { ...(this.own as OwnThings), ...message };
      },
      names: (message: NamesMessage) => {
        this.names = Object.fromEntries(Object.entries({ ...this.names, ...message }).filter(([, name]) => name !== ''));
      },
      effect: (message: EffectMessage) => this.effects.deliver(message),
      why: (message: WhyMessage) => this.whys.deliver(message),
      dev: (message: DevMessage) => this.devs.deliver(message),
      lasting: ({ lasts }: LastingMessage) => this.heed(lasts),
    });
    readers.push([CROWD, (bytes: Uint8Array) => this.heardCrowd(bytes, line)]);
    joined.readers();
    for (const [type, message] of joined.early) readers.find(([t]) => t === type)?.[1](message as never);
    room.onMessage('welcome', (welcome: Welcome) => this.nextNight(welcome));
    for (const [type, read] of readers) room.onMessage(type as string, read as (message: unknown) => void);
    room.onStateChange((state) => this.heard(state, line));
    room.onDrop(() => {
      // the server may hold the old line for alive until its pings go unanswered, and lets nobody in meanwhile
      line.silentMs = -PATIENCE_MS;
      this.tell('dropped', DROPPED);
    });
    room.onReconnect(() => {
      line.silentMs = 0;
      if (this.left) {
        void room.leave(true);
        return;
      }
      this.names = {};
      this.predictor.restart();
      this.controls.restart();
      this.tell('rejoined', REJOINED);
    });
    room.onLeave((code, reason) => void this.gone(code, reason ?? ''));
    return line;
  }

  private heard(state: DreamState, line: Line): void {
    this.common = readCommon(state);
    if (!state.own?.has(this.welcome.me)) return;
    line.arrived();
    this.sights.heardViews(state, performance.now());
    this.acknowledge();
  }

  private heardCrowd(bytes: Uint8Array, line: Line): void {
    const nowMs = performance.now();
    line.arrived();
    if (this.sights.heardFrame(bytes, nowMs)) {
      this.acknowledge();
    } else if (nowMs - this.renewedMs > RENEW_MS) {
      this.renewedMs = nowMs;
      this.room.send(RENEW);
    }
  }

  private acknowledge(): void {
    const { own, people } = this.sights;
    if (!own) return;
    const bridges = new Map(this.common?.bridges.map((b) => [b.id, b.length]));
    const held = unpackIds(own.partners);
    const partners = held.length === 0 ? [] : people.filter((p) => held.includes(p.id)).map((p) => ({ x: p.x, y: p.y }));
    this.predictor.acknowledge(own, bridges, partners);
    this.controls.told(own, performance.now());
  }

  /** The room is gone. Unless that was meant, come back by token: after a restart, or when the line took too long. */
  private async gone(code: number, reason: string): Promise<void> {
    this.controls.begin(null);
    if (this.left || isFinal(code)) {
      this.tell('closed', closedSentence(code, reason));
      return;
    }
    this.tell('dropped', DROPPED);
    for (const wait of RETRY_MS) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (this.left) break;
      const joined = await this.rejoin(this.welcome).catch((error: JoinError) => error);
      if (!(joined instanceof JoinError)) {
        if (!this.left) {
          this.takeUp(joined);
          return;
        }
        void joined.room.leave(true);
        break;
      }
      if (isFinal(joined.code)) {
        this.tell('closed', joined.message);
        return;
      }
    }
    this.tell('closed', this.left ? closedSentence(4000, '') : closedSentence(code, reason));
  }

  private takeUp(joined: Joined): void {
    this.room = joined.room;
    this.begin(joined.welcome);
    this.line = this.attach(joined);
    const { back, older } = joined.welcome;
    this.tell('rejoined', back ? (older ? RENEWED : REJOINED) : NEW_NIGHT);
  }

  /** The room goes on with another dream: a new self on the same line. After a break the same one is said again, in case it was lost. */
  private nextNight(welcome: Welcome): void {
    if (welcome.dreamId === this.welcome.dreamId && welcome.me === this.welcome.me) {
      const { place } = this.welcome;
      this.welcome = welcome;
      this.heed(welcome.lasting);
      // a designer changed the dream under us (`dreamhaven dev`): other ground to walk on, the same self
      if (JSON.stringify(place) !== JSON.stringify(welcome.place)) this.predictor = new Predictor(welcome.place);
      return;
    }
    this.begin(welcome);
    this.tell('rejoined', NEW_NIGHT);
  }

  /** What is known already is not said again. */
  private heed(lasts: boolean): void {
    if (lasts !== this.lasts) this.lasting.deliver(lasts);
    this.lasts = lasts;
  }

  private begin(welcome: Welcome): void {
    this.welcome = welcome;
    this.heed(welcome.lasting);
    this.predictor = new Predictor(welcome.place);
    this.sights = new Sights(welcome.me);
    this.common = null;
    this.own = null;
    this.names = {};
    this.controls.restart();
  }

  private tell(state: LinkState, sentence: string): void {
    for (const listener of this.states) listener(state, sentence);
  }
}

/** Keeps messages until somebody listens. */
class Mailbox<T> {
  private readonly listeners: ((message: T) => void)[] = [];
  private waiting: T[] = [];

  add(listener: (message: T) => void): void {
    this.listeners.push(listener);
    const waiting = this.waiting;
    this.waiting = [];
    for (const message of waiting) listener(message);
  }

  deliver(message: T): void {
    if (this.listeners.length === 0) this.waiting.push(message);
    for (const listener of this.listeners) listener(message);
  }
}
