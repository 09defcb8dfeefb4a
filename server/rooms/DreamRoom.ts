/**
 * The room: thin. It decodes, authorises, enqueues, steps the host at 20 Hz, and lets publisher and messages go out. No rule of the dream is here.
 * Rules of the wire are numbered in shared/protocol/SPEC.md.
 */
import { type Client, Room, ServerError } from '@colyseus/core';
import { Encoder } from '@colyseus/schema';
import { CONSENT_WORDING, PURPOSES } from '../../shared/dream/governance/model.ts';
import { TICK_RATE, type Who } from '../../shared/dream/ids.ts';
import { InputFrame, sameInput, sanitizeFrame } from '../../shared/protocol/input.ts';
import { INPUT_BUFFER, MAX_FRAMES_PER_SECOND, MAX_PEOPLE, RECONNECT_SECONDS } from '../../shared/protocol/limits.ts';
import { CLOSE, type DevMessage, type LastingMessage, RENEW, type Welcome } from '../../shared/protocol/messages.ts';
import { DreamState } from '../../shared/protocol/schema.ts';
import { CellPublisher } from '../publish/cells.ts';
import type { Publisher } from '../publish/publisher.ts';
import { StateViewPublisher } from '../publish/views.ts';
import { Absent } from './absent.ts';
import { Asks } from './asks.ts';
import { Guard } from './guard.ts';
import type { House } from './house.ts';
import { STILL } from './lane.ts';
import { Member, Members } from './members.ts';
import { News } from './news.ts';
import { type Joiner, readJoiner } from './options.ts';
import { placeOf } from './words.ts';

/** A step that takes longer than this share of its time sheds patches until it is below the second. */
const SHED_ABOVE = 0.8;
const SHED_BELOW = 0.5;
const STEP_MS = 1000 / TICK_RATE;
/** A night that ran this long with simulated citizens alone begins anew for the first person. */
const FRESH_TICKS = 30 * TICK_RATE;
/** How long the end of a night stays before the next begins, ticks. */
const MORNING_TICKS = 60 * TICK_RATE;
/** Colyseus's own code for a client that sent too many frames. */
const TOO_MANY_FRAMES = 4002;
const REPLACED = 'You joined in another window, so this one has let go.';

/** First size of Colyseus's encode buffer, bytes: a full state of 200 people fits without growing. Read when a room makes its state. */
Encoder.BUFFER_SIZE = 256 * 1024;

/** Makes the room's class for one house; Colyseus wants a class and not an object. */
export function dreamRoomOf(house: House): typeof Room {
  return class extends DreamRoom {
    protected readonly house = house;
  } as unknown as typeof Room;
}

export abstract class DreamRoom extends Room<{ state: DreamState; input: InputFrame }> {
  protected abstract readonly house: House;
  override autoDispose = false;
  override maxClients = MAX_PEOPLE;
  override maxMessagesPerSecond = MAX_FRAMES_PER_SECOND;
  override state = new DreamState();
  override inputs = this.defineInput(InputFrame, { bufferMaxSize: INPUT_BUFFER, sanitize: sanitizeFrame });
  private members = new Members();
  private publisher!: Publisher;
  private readonly absent = new Absent();
  private readonly news = new News();
  private asks!: Asks;
  private guard!: Guard;
  /** whose going is in the queue and not in the world yet: the next tick clears it */
  private readonly going = new Map<Who, 'drop' | 'gone'>();
  /** the server ends in order, and its lines are closed by it */
  private shutting = false;
  /** what is wrong with the last save (`dreamhaven dev`): who joins later is told too */
  private wrong: DevMessage | null = null;
  private shedding = false;
  private meanStepMs = 0;

  override onCreate(): void {
    // the wall clock may be set back, and a room that waits for it would stand still meanwhile and take every page for a flood
    Object.assign(this.clock, { now: () => performance.now() }).start();
    // frames for datagrams, which no page of ours sends: a length below 0 in one keeps its decoder going round for ever (@colyseus/schema 5.0.34)
    Object.assign((this as unknown as { _inputController: object })._inputController, {
      decodeUnreliable: () => this.house.metrics.refuse('frame.datagram'),
    });
    this.asks = new Asks(this.house);
    this.guard = new Guard(this.house, (act, ms) => void this.clock.setTimeout(act, ms));
    if (this.house.restored) this.absent.expect(this.house.host);
    this.publisher = this.house.publisher === 'views' ? new StateViewPublisher(this.state) : new CellPublisher(this.state);
    // the order matters: patchRate=null before the timestep would start a second clock that steals its time (a test holds this)
    this.setFixedTimestep(() => this.step(), TICK_RATE);
    this.patchRate = null;
    this.house.pages = {
      placed: () => {
        for (const member of this.members.online()) this.welcome(member, true);
      },
      note: (note) => {
        this.wrong = note.wrong === '' ? null : note;
        this.broadcast('dev', note);
      },
      restart: () => this.nextNight(),
      lasting: (lasts) => this.broadcast('lasting', { lasts } satisfies LastingMessage),
    };
    this.onMessage('command', (client: Client, message: unknown) => {
      const member = this.members.of(client);
      return member ? this.asks.ask(member, message) : null;
    });
    this.onMessage('erase', (client: Client) => {
      const member = this.members.of(client);
      return member ? this.erase(member) : null;
    });
    this.onMessage(RENEW, (client: Client) => {
      const member = this.members.of(client);
      if (member?.renewals.take(this.house.nowMs())) this.publisher.renew(member);
    });
    this.onMessage('*', (client: Client, type: unknown) => {
      const member = this.members.of(client);
      if (member) this.asks.unknown(member, type);
    });
  }

  override onAuth(_client: Client, options: unknown): Joiner {
    const joiner = readJoiner(options);
    if (typeof joiner === 'string') {
      this.house.metrics.refuse('join.options');
      throw new ServerError(CLOSE.protocol, joiner);
    }
    const known = this.house.identity.read(joiner.token, this.house.dreamId, this.house.nowMs());
    const earlier = known === null ? undefined : this.members.who(known);
    if (earlier && joiner.again && !earlier.tokens.has(joiner.token)) throw new ServerError(CLOSE.replaced, REPLACED);
    return joiner;
  }

  override onJoin(client: Client, _options: unknown, joiner: Joiner): void {
    const nowMs = this.house.nowMs();
    const known = this.house.identity.read(joiner.token, this.house.dreamId, nowMs);
    if (known === null && this.isStale()) this.nextNight();
    const { host } = this.house;
    const state = known ? host.dream.world.people.byId[known]?.state : undefined;
    const back = known !== null && (state === 'dreaming' || state === 'ember') && this.going.get(known) !== 'gone';
    const who = back ? known : host.newPerson();
    const earlier = this.members.who(who);
    if (earlier) this.replace(earlier);
    // the answer to a page that comes back may be lost, and then it comes with the same token again
    const member = new Member(client, who, joiner, nowMs, new Set(joiner.again ? [joiner.token] : []));
    this.members.add(member);
    this.absent.back(who);
    this.publisher.open(member);
    if (!back) {
      this.house.expect(who);
      this.seat(who, joiner);
    } else if (state === 'ember' || earlier?.online === false || this.going.has(who)) host.enqueue({ type: 'return', by: who, body: {} });
    this.welcome(member, back);
    this.house.metrics.joined(back);
  }

  /** Nobody is in this night or may come back to it, and its dusk is over: who comes first gets a night of their own from the beginning. */
  private isStale(): boolean {
    const { world } = this.house.host.dream;
    const people = Object.values(world.people.byId).filter((p) => p.kind === 'person' && p.state !== 'awake');
    return people.length === 0 && this.members.size === 0 && world.tick > FRESH_TICKS;
  }

  /** A line that broke: an ember keeps the place; the same page may take it up again. */
  override onDrop(client: Client, code: number): void {
    const member = this.members.of(client);
    if (!member || this.members.who(member.who) !== member) return;
    this.house.metrics.dropped(code);
    this.release(member);
    if (code === TOO_MANY_FRAMES || code === CLOSE.flood || code === CLOSE.backPressure || code === CLOSE.shutdown) return;
    const again = this.allowReconnection(client, RECONNECT_SECONDS);
    if ('reject' in again) member.cancelReconnection = () => again.reject(false);
    // rejected when the time is over or somebody came back by token: Colyseus then calls onLeave
    again.catch(() => undefined);
  }

  override onReconnect(client: Client): void {
    const member = this.members.of(client);
    if (!member) throw new ServerError(CLOSE.replaced, 'This place was taken up elsewhere.');
    const fresh = new Member(client, member.who, member.joiner, this.house.nowMs(), member.tokens);
    this.members.remove(member);
    this.members.add(fresh);
    this.publisher.open(fresh);
    this.house.host.enqueue({ type: 'return', by: fresh.who, body: {} });
    // the welcome to a new night may have gone down with the old line
    this.welcome(fresh, true);
    this.house.metrics.joined(true);
  }

  /** Gone for good: left on purpose, or the line was not taken up again in time. */
  override onLeave(client: Client, code: number): void {
    const member = this.members.of(client);
    if (!member) return;
    if (this.members.who(member.who) === member && member.online) {
      if (code === 4000) this.wake(member);
      // a line taken up again that broke in the same moment comes here without onDrop
      else this.release(member);
    }
    this.forget(member);
  }

  override onBeforeShutdown(): void {
    this.shutting = true;
    for (const member of this.members.online())
      member.client.leave(CLOSE.shutdown, 'The dream is closing for now. Your page will find it when it is back.');
    void this.disconnect(CLOSE.shutdown);
  }

  override onUncaughtException(error: Error, method: string): void {
    // somebody was turned away with a sentence
    if (error.cause instanceof ServerError) return;
    this.house.log.error({ err: error, method }, 'the room threw');
    this.house.metrics.threw();
    if (method === 'setFixedTimestep') this.house.broken(error);
  }

  private seat(who: Who, joiner: Joiner): void {
    const { host } = this.house;
    const { name, shape, cloth, limits, consents } = joiner;
    host.enqueue({
      type: 'join',
      by: who,
      body: { kind: 'person', name: name === '' ? 'someone' : name, shape, cloth, cast: '', spawn: '' },
    });
    if (limits) host.enqueue({ type: 'limit.set', by: who, body: limits });
    for (const purpose of consents) host.enqueue({ type: 'consent.give', by: who, body: { purpose, wording: CONSENT_WORDING } });
  }

  private welcome(member: Member, back: boolean): void {
    const { identity, dreamId, host, older, lasting } = this.house;
    const token = identity.issue(dreamId, member.who, this.house.nowMs());
    member.tokens.add(token);
    const welcome: Welcome = {
      me: member.who,
      token,
      dreamId,
      tickRate: TICK_RATE,
      place: placeOf(host.dream.scenario),
      back,
      older,
      lasting,
    };
    member.client.send('welcome', welcome);
    if (this.wrong) member.client.send('dev', this.wrong);
  }

  /** The newest line of a citizen wins; the older one is told why it closes. */
  private replace(earlier: Member): void {
    this.forget(earlier);
    earlier.cancelReconnection();
    if (!earlier.online) return;
    this.stopWalking(earlier);
    earlier.client.leave(CLOSE.replaced, REPLACED);
  }

  private forget(member: Member): void {
    this.members.remove(member);
    this.publisher.close(member);
  }

  /** Gone for good: the line is closed when nothing of them is left. */
  private async erase(member: Member): Promise<null> {
    this.forget(member);
    this.going.set(member.who, 'gone');
    await this.house.erase(member.who);
    this.clock.setTimeout(() => member.client.leave(CLOSE.erased, 'What you left in this night is gone.'), 200);
    return null;
  }

  private wake(member: Member): void {
    this.house.host.enqueue({ type: 'wake', by: member.who, body: {} });
    this.going.set(member.who, 'gone');
  }

  private release(member: Member): void {
    member.online = false;
    // they are on their way back to the server that starts next, hands held: an ember would let go of them after two seconds
    if (this.shutting) return;
    this.going.set(member.who, 'drop');
    this.stopWalking(member);
    this.house.host.enqueue({ type: 'drop', by: member.who, body: {} });
  }

  private stopWalking(member: Member): void {
    if (!sameInput(member.told, STILL)) this.house.host.enqueue({ type: 'move', by: member.who, body: { ...STILL } });
  }

  private step(): void {
    const begun = performance.now();
    const { host, metrics } = this.house;
    this.steer();
    this.absent.step(host);
    const result = host.step();
    this.going.clear();
    this.asks.settle(result);
    const viewers = this.members.online();
    for (const { outbox } of viewers) outbox.hold();
    try {
      this.news.tell(this.house.host.dream, result, this.members, viewers);
      this.guard.look(result.tick, viewers);
      // under overload every second tick is told nobody; the next one tells its difference to what was told before
      if (!this.shedding || result.tick % 2 === 0) {
        if (this.publisher.publish(host.dream, viewers)) this.broadcastPatch();
      }
    } finally {
      for (const { outbox } of viewers) outbox.release();
    }
    const tookMs = performance.now() - begun;
    this.meanStepMs += (tookMs - this.meanStepMs) * 0.1;
    this.shedding = this.meanStepMs > STEP_MS * (this.shedding ? SHED_BELOW : SHED_ABOVE);
    metrics.stepped(tookMs, this.members.size, this.shedding);
    // people's lines come first
    setImmediate(() => this.complete(host));
    const { endedTick, ending } = host.dream.world.narrative;
    if (ending !== '' && result.tick - endedTick >= MORNING_TICKS) this.nextNight();
  }

  /** The rest of a tick; what breaks there is the step's fault as much as what breaks in it. */
  private complete(host: House['host']): void {
    try {
      host.complete();
    } catch (error) {
      this.onUncaughtException(error instanceof Error ? error : new Error(String(error)), 'setFixedTimestep');
    }
  }

  /** Everybody on the line is seated again, with their limits and consents; embers of the last night have gone out. */
  private nextNight(): void {
    const last = this.members;
    const { people, governance } = this.house.host.dream.world;
    this.house.nextNight();
    this.absent.clear();
    this.publisher.clear();
    this.members = new Members();
    for (const earlier of last.all()) {
      const { client, who, joiner } = earlier;
      const stays = last.who(who)?.online === true && people.byId[who]?.state === 'dreaming';
      if (!stays) {
        this.publisher.close(earlier);
        earlier.cancelReconnection();
        if (last.who(who)?.online) client.leave(4000, 'The night you were in is over.');
        continue;
      }
      const consents = PURPOSES.filter((purpose) => governance.consents[who]?.[purpose]);
      const next = { ...joiner, limits: governance.limits[who] ?? null, consents };
      const member = new Member(client, this.house.host.newPerson(), next, this.house.nowMs());
      this.members.add(member);
      this.publisher.open(member);
      this.seat(member.who, next);
      this.welcome(member, false);
    }
  }

  /** The controls of this tick of everybody; the world is told only of changes. */
  private steer(): void {
    const { host } = this.house;
    for (const member of this.members.online()) {
      const input = member.lane.take(this.inputs.get(member.session));
      if (sameInput(input, member.told) || host.dream.world.people.byId[member.who]?.state !== 'dreaming') continue;
      member.told = input;
      host.enqueue({ type: 'move', by: member.who, body: { ...input } });
    }
  }
}
