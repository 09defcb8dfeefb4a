/**
 * What one page gets of a dream: every byte that the real publisher and the room's messages send to it, tick by tick, and all that can be decoded
 * from them, as features. It knows nothing of the world but what stands on its line.
 */
import { ClientState, SchemaSerializer } from '@colyseus/core';
import { Decoder } from '@colyseus/schema';
import { readCommon, readLoose, readPerson } from '../../client/net/mirror.ts';
import { CellPublisher } from '../../server/publish/cells.ts';
import type { Publisher, Viewer } from '../../server/publish/publisher.ts';
import { StateViewPublisher } from '../../server/publish/views.ts';
import { Member, Members } from '../../server/rooms/members.ts';
import { News } from '../../server/rooms/news.ts';
import type { TickResult } from '../../shared/dream/tick.ts';
import type { Dream } from '../../shared/dream/world.ts';
import { toBytes } from '../../shared/journal/bytes.ts';
import { crc32 } from '../../shared/kernel/crc.ts';
import { CrowdReader } from '../../shared/protocol/crowd/frame.ts';
import { LOOSE, looseOf, personOf } from '../../shared/protocol/crowd/mote.ts';
import { DreamState } from '../../shared/protocol/schema.ts';
import { viewerOf } from '../publish/viewer.ts';
import { A, B } from './stage.ts';

export type PublisherKind = 'cells' | 'views';

export interface Looking {
  readonly publisher: PublisherKind;
  /** false: only whether bytes differ is wanted, and nothing is decoded */
  readonly decode: boolean;
}

/** Ticks between two looks at everything decoded, and parts of a run for counts. */
const LOOK_EVERY = 40;
const PARTS = 4;

/** Codes of Colyseus before a whole state, and before a change of it. */
const STATE_CODES: readonly (number | undefined)[] = [14, 15];

/** A line of somebody; only the attacker's is read. */
class Line {
  readonly viewer: Viewer;
  frames: Uint8Array[] = [];
  told: { kind: string; message: unknown }[] = [];

  constructor(who: string) {
    const client = {
      sessionId: `line ${who}`,
      state: ClientState.JOINED,
      ref: {},
      enqueueRaw: (frame: Uint8Array) => this.frames.push(frame),
      raw: (frame: Uint8Array) => this.frames.push(Uint8Array.from(frame)),
      send: (kind: string, message: unknown) => this.told.push({ kind, message }),
    };
    this.viewer = viewerOf(client, who);
  }
}

export class Capture {
  readonly features = new Map<string, number>();
  /** checksum of all bytes of each tick */
  readonly prints: number[] = [];
  private readonly ticks: number;
  private readonly deep: boolean;
  private readonly dream: Dream;
  private readonly lines: readonly Line[];
  private readonly line: Line;
  private readonly members = new Members();
  private readonly news = new News();
  private readonly publisher: Publisher;
  private readonly serializer = new SchemaSerializer<DreamState>();
  private readonly decoder = new Decoder(new DreamState());
  private readonly crowd = new CrowdReader();
  private print = 0;
  private at = 0;
  /** own things and names as the page has them */
  private readonly held: Record<string, Record<string, unknown>> = { own: {}, names: {} };
  private readonly heard: Record<string, number> = {};
  /** air of each region as last told, and the largest jump of it so far */
  private readonly air = new Map<string, { last: number; jump: number }>();

  /**
   * @param ticks length of the run
   * @param people everybody on a line; the first is the attacker
   */
  constructor(dream: Dream, people: readonly string[], ticks: number, { publisher, decode }: Looking) {
    this.dream = dream;
    this.ticks = ticks;
    this.deep = decode;
    const state = new DreamState();
    this.serializer.reset(state);
    this.publisher = publisher === 'cells' ? new CellPublisher(state) : new StateViewPublisher(state);
    this.lines = people.map((who) => new Line(who));
    this.line = this.lines[0] as Line;
    for (const line of this.lines) this.publisher.open(line.viewer);
    const { client, who } = this.line.viewer;
    this.members.add(
      new Member(client, who, { name: '', shape: 'moon', cloth: 'teal', limits: null, consents: [], token: '', again: false }, 0),
    );
  }

  /** What one tick brought, in the order of the room. */
  tick(result: TickResult): void {
    const { line } = this;
    const { who, client } = line.viewer;
    this.print = 0;
    for (const r of result.refused) if (r.command.by === who) this.message('answer', r.refusal);
    for (const c of result.accepted) if (c.by === who) this.message('answer', null);
    this.news.tell(this.dream, result, this.members, this.members.online());
    for (const { kind, message } of line.told) this.message(kind, message);
    line.told = [];
    const due = this.publisher.publish(
      this.dream,
      this.lines.map((l) => l.viewer),
    );
    if (this.at === 0) this.decode(Uint8Array.from(this.serializer.getFullState(client)));
    else if (due) this.serializer.applyPatches([client]);
    for (const frame of line.frames) {
      if (STATE_CODES.includes(frame[0])) {
        this.decode(frame);
        continue;
      }
      this.count('crowd', frame);
      if (this.deep) this.crowd.read(frame.subarray(2));
    }
    for (const l of this.lines) l.frames = [];
    this.prints.push(this.print);
    if (this.deep) this.watchAir();
    this.at++;
    if (this.deep && (this.at % LOOK_EVERY === 0 || this.at === this.ticks)) this.look();
  }

  private decode(frame: Uint8Array): void {
    this.count('state', frame);
    if (this.deep) this.decoder.decode(frame.subarray(1));
  }

  private message(kind: string, message: unknown): void {
    this.count(kind, toBytes(message));
    if (!this.deep) return;
    const held = this.held[kind];
    if (held) {
      Object.assign(held, message);
      return;
    }
    const n = (this.heard[kind] ?? 0) + 1;
    this.heard[kind] = n;
    this.leaves(`${kind} ${n}`, message);
    this.leaves(`${kind} sum`, message, true);
  }

  private count(kind: string, bytes: Uint8Array): void {
    this.print = crc32(bytes) ^ Math.imul(this.print, 31);
    if (!this.deep) return;
    const part = Math.floor((this.at * PARTS) / this.ticks);
    this.add(`${kind} messages ${part}`, 1);
    this.add(`${kind} bytes ${part}`, bytes.length);
  }

  private add(name: string, value: number): void {
    this.features.set(name, (this.features.get(name) ?? 0) + value);
  }

  /** A hunch: whoever takes their body back takes it out of the air where they stand, at once; single numbers of a look do not show that. */
  private watchAir(): void {
    this.decoder.state.regions?.forEach((region, id) => {
      const air = this.air.get(id);
      if (air) {
        air.jump = Math.max(air.jump, Math.abs(region.arousal - air.last));
        air.last = region.arousal;
      } else this.air.set(id, { last: region.arousal, jump: 0 });
    });
  }

  /** The largest jump of the air where somebody stands. */
  private jumpAt(who: string): number {
    const x = this.features.get(`@${this.at} person ${who}.x`) ?? 0;
    const here = this.dream.scenario.regions.find((r) => Math.abs(r.x - x) <= r.rx);
    return this.air.get(here?.id ?? '')?.jump ?? 0;
  }

  /** Everything that the page holds now. */
  private look(): void {
    const at = `@${this.at}`;
    const { state } = this.decoder;
    this.leaves(at, readCommon(state));
    this.leaves(`${at} held`, this.held);
    this.crowd.each((mote) => {
      if (mote.kind === LOOSE) this.leaves(`${at} loose ${mote.id}`, looseOf(mote));
      else this.leaves(`${at} person ${mote.id}`, personOf(mote));
    });
    state.people?.forEach((view, id) => {
      this.leaves(`${at} person ${id}`, readPerson(id, view));
    });
    for (const thing of readLoose(state)) this.leaves(`${at} loose ${thing.id}`, thing);
    this.features.set('air jumps more where A stands', this.jumpAt(A) - this.jumpAt(B));
  }

  /** Every number in a value, by its path; of a text its length, its checksum and the numbers at the end of an id. */
  private leaves(path: string, value: unknown, sum = false): void {
    if (typeof value === 'number' || typeof value === 'boolean') {
      if (sum) this.add(path, Number(value));
      else this.features.set(path, Number(value));
    } else if (typeof value === 'string') {
      this.leaves(`${path} length`, value.length, sum);
      if (!sum) this.features.set(`${path} text`, value === '' ? 0 : crc32(new TextEncoder().encode(value)) % 1021);
      for (const [i, digits] of (value.match(/\d+/g) ?? []).slice(0, 3).entries()) this.leaves(`${path} number ${i}`, Number(digits), sum);
    } else if (Array.isArray(value)) {
      this.leaves(`${path} count`, value.length, sum);
      for (const [i, item] of value.entries()) this.leaves(`${path}.${keyOf(item, i)}`, item, sum);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) this.leaves(`${path}.${key}`, item, sum);
    }
  }
}

/** Things keep their name from look to look; what has none, or one that counts up, is known by its place in the list. */
function keyOf(item: unknown, index: number): string {
  const id = typeof item === 'object' && item !== null && 'id' in item ? String(item.id) : '';
  return id === '' || /\d$/.test(id) ? String(index) : id;
}
