/** Who and what is in sight, as last heard of: from the crowd's frames, or from the views of a room that publishes so. Others are shown between two places. */
import { TICK_SECONDS, type Who } from '../../shared/dream/ids.ts';
import type { Common, PersonSeen } from '../../shared/dream/observe.ts';
import { CrowdReader } from '../../shared/protocol/crowd/frame.ts';
import { LOOSE, looseOf, type Mote, personOf } from '../../shared/protocol/crowd/mote.ts';
import type { OwnTold } from '../../shared/protocol/crowd/own.ts';
import type { DreamState } from '../../shared/protocol/schema.ts';
import { TickClock, Track } from './interpolate.ts';
import { readLoose, readPerson } from './mirror.ts';

/** More ticks than this without a frame, and nobody was on the way meanwhile: nothing is sent of those who stand. */
const QUIET_TICKS = 3;

export class Sights {
  /** oneself first */
  people: PersonSeen[] = [];
  loose: Common['loose'] = [];
  own: OwnTold | null = null;
  tick = -1;
  private readonly me: Who;
  private readonly crowd = new CrowdReader();
  private readonly clock = new TickClock(TICK_SECONDS * 1000);
  private readonly tracks = new Map<Who, Track>();

  constructor(me: Who) {
    this.me = me;
  }

  /** @returns false when the frame could not be used, and the server is to be asked for everything */
  heardFrame(bytes: Uint8Array, nowMs: number): boolean {
    const { crowd } = this;
    if (!crowd.read(bytes)) return false;
    if (this.tick >= 0 && crowd.tick - this.tick > QUIET_TICKS) {
      for (const track of this.tracks.values()) track.stood(crowd.tick - 1);
    }
    this.begin(crowd.tick, nowMs);
    const loose: Common['loose'][number][] = [];
    crowd.each((mote: Mote) => {
      if (mote.kind === LOOSE) {
        loose.push(looseOf(mote));
        return;
      }
      this.add(mote.id, personOf(mote), true);
    });
    this.loose = loose;
    this.own = crowd.own;
    this.end();
    return true;
  }

  /** A patch of a room that publishes by views. */
  heardViews(state: DreamState, nowMs: number): void {
    const own = state.own?.get(this.me);
    if (!own) return;
    this.begin(state.tick, nowMs);
    state.people.forEach((view, id: Who) => {
      this.add(id, readPerson(id, view), false);
    });
    this.loose = readLoose(state);
    this.own = own;
    this.end();
  }

  private begin(tick: number, nowMs: number): void {
    this.clock.heard(tick, nowMs);
    this.tick = tick;
    this.people = [];
  }

  /** @param onTheWay the frame carries no speed: it is taken from the way */
  private add(id: Who, person: PersonSeen, onTheWay: boolean): void {
    let track = this.tracks.get(id);
    if (!track) {
      track = new Track();
      this.tracks.set(id, track);
    }
    track.push(this.tick, person.x, person.y, person.z);
    const seen = onTheWay ? { ...person, ...track.speed(TICK_SECONDS) } : person;
    if (id === this.me) this.people.unshift(seen);
    else this.people.push(seen);
  }

  private end(): void {
    if (this.tracks.size === this.people.length) return;
    const here = new Set(this.people.map((p) => p.id));
    for (const id of this.tracks.keys()) if (!here.has(id)) this.tracks.delete(id);
  }

  /** Everybody at one picture; oneself is as predicted. */
  show(nowMs: number, me: Pick<PersonSeen, 'x' | 'y' | 'z' | 'vx' | 'vy'>, breath: boolean): PersonSeen[] {
    const tick = this.clock.shown(nowMs);
    return this.people.map((person) => {
      if (person.id === this.me) {
        return { ...person, x: me.x, y: me.y, z: me.z, vx: me.vx, vy: me.vy, breathIn: breath || person.breathIn };
      }
      const at = this.tracks.get(person.id)?.sample(tick);
      return at ? { ...person, x: at.x, y: at.y, z: at.z } : person;
    });
  }
}
