/** A dream whose people are moved by hand, and lines that keep what they are sent: for asking publishers what each viewer holds. */
import { ClientState } from '@colyseus/core';
import { Encoder, type StateView } from '@colyseus/schema';
import { readPerson } from '../../client/net/mirror.ts';
import { CellPublisher } from '../../server/publish/cells.ts';
import type { Viewer } from '../../server/publish/publisher.ts';
import { StateViewPublisher } from '../../server/publish/views.ts';
import { stepDream } from '../../shared/dream/tick.ts';
import { createDream, type Dream } from '../../shared/dream/world.ts';
import { type StreamState, streamOf, uniform } from '../../shared/kernel/random.ts';
import { CrowdReader } from '../../shared/protocol/crowd/frame.ts';
import { LOOSE, looseOf, type Mote, personOf } from '../../shared/protocol/crowd/mote.ts';
import { DreamState } from '../../shared/protocol/schema.ts';
import { smallScenario } from '../dream/smallDream.ts';
import { viewerOf } from './viewer.ts';

const scenario = smallScenario();

export class Stream {
  private readonly state: StreamState;
  constructor(seed: string) {
    this.state = streamOf(seed, 'walkers');
  }
  float(low = 0, high = 1): number {
    return low + (high - low) * uniform(this.state);
  }
  whole(n: number): number {
    return Math.floor(this.float(0, n));
  }
}

/** People p1..pn walk about within `spread` metres of the middle: they turn, stop, float, jump, show palms. */
export class Walkers {
  readonly dream: Dream;
  private readonly seed: string;
  private readonly spread: number;
  private readonly rngs = new Map<string, Stream>();

  constructor(seed: string, people: number, spread: number) {
    this.dream = createDream(scenario, seed);
    this.seed = seed;
    this.spread = spread;
    stepDream(this.dream, [{ type: 'night.begin', by: 'dream', body: {} }]);
    for (let i = 1; i <= people; i++) this.join(`p${i}`);
  }

  join(who: string): void {
    const body = { kind: 'person', name: who, shape: 'moon', cloth: 'iris', cast: '', spawn: '' } as const;
    stepDream(this.dream, [{ type: 'join', by: who, body }]);
    const rng = this.rng(who);
    this.put(who, rng.float(-this.spread, this.spread), rng.float(-this.spread, this.spread));
  }

  /** One's own stream, so that one person can be left out or moved elsewhere without another noticing. */
  rng(who: string): Stream {
    const found = this.rngs.get(who);
    if (found) return found;
    const made = new Stream(`${this.seed} ${who}`);
    this.rngs.set(who, made);
    return made;
  }

  put(who: string, x: number, y: number): void {
    const a = this.dream.world.space.avatars[who];
    if (a) Object.assign(a, { x, y, vx: 0, vy: 0, groundX: x, groundY: y });
  }

  hide(a: string, b: string, on: boolean): void {
    const { hidden } = this.dream.world.governance;
    hidden[a] = (hidden[a] ?? []).filter((w) => w !== b).concat(on ? [b] : []);
  }

  /** One tick of walking; those of `still` stay where they are put. */
  walk(still: readonly string[] = []): void {
    const { world } = this.dream;
    world.tick++;
    for (const [who, a] of Object.entries(world.space.avatars)) {
      const rng = this.rng(who);
      const [turn, angle, pace, other] = [rng.whole(30), rng.float(0, 6.28), rng.whole(3) * 2.8, rng.whole(600)];
      if (still.includes(who)) continue;
      if (turn === 0) Object.assign(a, { vx: pace * Math.cos(angle), vy: pace * Math.sin(angle) });
      if (Math.abs(a.x + a.vx * 0.05) > this.spread) a.vx = -a.vx;
      if (Math.abs(a.y + a.vy * 0.05) > this.spread) a.vy = -a.vy;
      a.x += a.vx * 0.05;
      a.y += a.vy * 0.05;
      if (other < 5) a.z = other * 0.5;
      if (other === 9) Object.assign(a, { x: rng.float(-this.spread, this.spread), y: rng.float(-this.spread, this.spread) });
      if (other === 10)
        world.space.offers = [...world.space.offers.slice(-3), { id: `of${world.tick}`, by: who, to: '', untilTick: 1e9 } as never];
      const p = world.people.byId[who];
      if (p && other === 11) p.state = 'ember';
      if (p && other === 12) p.state = 'dreaming';
    }
    const rng = this.rng('things');
    for (const l of world.space.loose) {
      if (rng.whole(4) === 0) Object.assign(l, { x: l.x + rng.float(-0.3, 0.3), angle: rng.float(0, 6.28) });
      if (rng.whole(40) === 0) l.heldBy = rng.whole(2) === 0 ? '' : `p${1 + rng.whole(9)}`;
    }
  }
}

/** What a page holds, as text that can be compared. */
export type Held = Readonly<Record<string, string>>;

const personText = ({ vx: _vx, vy: _vy, ...p }: ReturnType<typeof personOf>): string => JSON.stringify(p);

/** A line as the publisher by cells sees it, with the page's reader at its other end. */
export class CellLine {
  readonly viewer: Viewer;
  readonly frames: Buffer[] = [];
  reader = new CrowdReader();
  /** pretended backlog, bytes */
  waiting = 0;
  bytes = 0;
  refused = 0;

  readonly who: string;

  constructor(who: string) {
    this.who = who;
    const self = this;
    const client = {
      sessionId: `cells ${who}`,
      state: ClientState.JOINED,
      ref: {
        get bufferedAmount() {
          return self.waiting;
        },
      },
      raw: () => undefined,
      enqueueRaw: (frame: Buffer) => this.take(frame),
    };
    this.viewer = viewerOf(client, who);
  }

  private take(frame: Buffer): void {
    this.frames.push(frame);
    this.bytes += frame.length;
    if (!this.reader.read(frame.subarray(2))) this.refused++;
  }

  held(): Held {
    const held: Record<string, string> = {};
    this.reader.each((mote: Mote) => {
      if (mote.kind === LOOSE) held[`thing ${mote.id}`] = JSON.stringify(looseOf(mote));
      else held[mote.id] = personText(personOf(mote));
    });
    return held;
  }
}

/** A line as the reference sees it. */
export class ViewLine {
  readonly viewer: Viewer;
  readonly who: string;

  constructor(who: string) {
    this.who = who;
    const client = { sessionId: `views ${who}`, state: ClientState.JOINED, ref: {}, raw: () => undefined };
    this.viewer = viewerOf(client, who);
  }
}

/** Both publishers over one dream. */
export class Pair {
  readonly cells: CellPublisher;
  readonly views: StateViewPublisher;
  readonly state = new DreamState();
  readonly lines: [CellLine, ViewLine][] = [];
  /** gives the state its root, without which a view keeps nothing */
  private readonly encoder = new Encoder(this.state);

  constructor() {
    this.cells = new CellPublisher(new DreamState());
    this.views = new StateViewPublisher(this.state);
  }

  open(who: string): CellLine {
    const pair: [CellLine, ViewLine] = [new CellLine(who), new ViewLine(who)];
    this.lines.push(pair);
    this.cells.open(pair[0].viewer);
    this.views.open(pair[1].viewer);
    return pair[0];
  }

  close(who: string): void {
    const at = this.lines.findIndex(([line]) => line.who === who);
    const [pair] = this.lines.splice(at, 1);
    if (!pair) return;
    this.cells.close(pair[0].viewer);
    this.views.close(pair[1].viewer);
  }

  publish(dream: Dream): void {
    this.cells.publish(
      dream,
      this.lines.map(([line]) => line.viewer),
    );
    this.views.publish(
      dream,
      this.lines.map(([, line]) => line.viewer),
    );
    // nobody is sent what the views hold, so what waits to be sent is let go
    this.encoder.discardChanges();
    for (const [, line] of this.lines) (line.viewer.client.view as StateView & { changes: Map<unknown, unknown> }).changes.clear();
  }

  /** What the reference shows to a viewer; a thing held by somebody hidden is held by nobody. */
  shown(line: ViewLine, hidden: ReadonlySet<string>): Held {
    const view = line.viewer.client.view as StateView;
    const held: Record<string, string> = {};
    this.state.people.forEach((p, id) => {
      if (view.has(p as never)) held[id] = personText(readPerson(id, p));
    });
    this.state.loose.forEach((l, id) => {
      if (!view.has(l as never)) return;
      held[`thing ${id}`] = JSON.stringify({ id, x: l.x, y: l.y, angle: l.angle, heldBy: hidden.has(l.heldBy) ? '' : l.heldBy });
    });
    return held;
  }
}
