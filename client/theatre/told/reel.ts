/** The night by pieces: fetched before they are needed, kept while they may be needed again, and read at any moment between two pictures. */
import type { Common, Own, PersonSeen } from '../../../shared/dream/observe.ts';
import { PIECE_TICKS, type TheatrePicture, type TheatrePiece } from '../../../shared/protocol/theatre.ts';

/** What is to be seen at one moment. */
export interface Sight {
  readonly tick: number;
  readonly common: Omit<Common, 'people'>;
  readonly people: readonly PersonSeen[];
  /** null in the whole view, and while the viewer is not in the dream */
  readonly own: Own | null;
  readonly names: Readonly<Record<string, string>>;
}

export type Ask = (path: string) => Promise<TheatrePiece>;

/** Pieces kept: two minutes of the night. */
const KEPT = 48;
/** Fetched ahead of what shows, s of watching. */
const AHEAD_S = 3;
/** A step over this, m, is a jump and not a way. */
const JUMP_M = 4;
/** Pictures farther apart than this, ticks, are joined by a curve that keeps their speeds. */
const CURVED_TICKS = 6;

/** The pictures of a piece, each whole again. */
export function unfolded(pictures: readonly TheatrePicture[]): Sight[] {
  let common = {} as Sight['common'];
  let own: Own | null = null;
  let names: Sight['names'] = {};
  return pictures.map((p) => {
    common = { ...common, ...p.common };
    own = p.own === null ? null : ({ ...own, ...p.own } as Own);
    names = p.names ?? names;
    return { tick: p.tick, common, people: p.people, own, names };
  });
}

/** The moment between two sights at a tick with its fraction. */
export function between(a: Sight, b: Sight, tick: number): Sight {
  const span = b.tick - a.tick;
  const t = span > 0 ? Math.min(1, Math.max(0, (tick - a.tick) / span)) : 0;
  if (t === 0) return a;
  const next = new Map(b.people.map((p) => [p.id, p]));
  const loose = new Map(b.common.loose.map((l) => [l.id, l]));
  const mix = (from: number, to: number): number => from + (to - from) * t;
  const curved = span > CURVED_TICKS;
  const seconds = span / 20;
  const people = a.people.map((p) => {
    const q = next.get(p.id);
    if (!q || Math.hypot(q.x - p.x, q.y - p.y) > JUMP_M * Math.max(1, seconds)) return p;
    return {
      ...p,
      x: curved ? bent(p.x, q.x, p.vx * seconds, q.vx * seconds, t) : mix(p.x, q.x),
      y: curved ? bent(p.y, q.y, p.vy * seconds, q.vy * seconds, t) : mix(p.y, q.y),
      z: mix(p.z, q.z),
    };
  });
  const g = a.common.guide;
  const h = b.common.guide;
  const guide = Math.hypot(h.x - g.x, h.y - g.y) > JUMP_M ? g : { ...g, x: mix(g.x, h.x), y: mix(g.y, h.y), z: mix(g.z, h.z) };
  const lights = a.common.lights.map((l, i) => {
    const m = b.common.lights[i];
    return m && Math.hypot(m.x - l.x, m.y - l.y) <= JUMP_M ? { ...l, x: mix(l.x, m.x), y: mix(l.y, m.y), z: mix(l.z, m.z) } : l;
  });
  const things = a.common.loose.map((l) => {
    const m = loose.get(l.id);
    return m && Math.hypot(m.x - l.x, m.y - l.y) <= JUMP_M ? { ...l, x: mix(l.x, m.x), y: mix(l.y, m.y), angle: mix(l.angle, m.angle) } : l;
  });
  return { ...a, common: { ...a.common, guide, lights, loose: things }, people };
}

/** A cubic from p to q that leaves with `from` and comes with `to` (Hermite's form), t in 0..1. */
function bent(p: number, q: number, from: number, to: number, t: number): number {
  const s = 1 - t;
  return p * s * s * (1 + 2 * t) + q * t * t * (3 - 2 * t) + from * t * s * s - to * t * t * s;
}

export class Reel {
  private readonly ask: Ask;
  private readonly last: number;
  private readonly pieces = new Map<string, Sight[]>();
  private readonly asked = new Map<string, Promise<void>>();
  /** why the last piece could not be had, '' when it could */
  trouble = '';

  constructor(ask: Ask, lastTick: number) {
    this.ask = ask;
    this.last = Math.floor(lastTick / PIECE_TICKS);
  }

  /** The moment at a tick as `who` sees it; null while its piece is on the way. Asks for the pieces that come next. */
  at(tick: number, who: string, speed: number): Sight | null {
    const n = Math.min(this.last, Math.max(0, Math.floor(tick / PIECE_TICKS)));
    const sights = this.pieces.get(key(n, who));
    if (!sights) {
      void this.want(n, who);
      return null;
    }
    // used again: last to go
    this.pieces.delete(key(n, who));
    this.pieces.set(key(n, who), sights);
    // what was sought goes first: nothing is fetched ahead while something is on the way
    if (this.asked.size === 0) {
      for (let ahead = 1; ahead <= Math.ceil((speed * AHEAD_S * 20) / PIECE_TICKS); ahead++) {
        if (n + ahead > this.last || this.pieces.has(key(n + ahead, who))) continue;
        void this.want(n + ahead, who);
        break;
      }
    }
    let i = sights.length - 1;
    while (i > 0 && (sights[i] as Sight).tick > tick) i--;
    const a = sights[i];
    return a ? between(a, sights[i + 1] ?? a, tick) : null;
  }

  /** Resolves when a piece is there or cannot be had. */
  want(n: number, who: string): Promise<void> {
    const name = key(n, who);
    if (this.pieces.has(name)) return Promise.resolve();
    const known = this.asked.get(name);
    if (known) return known;
    const asked = this.ask(`theatre/piece/${n}/${encodeURIComponent(who)}`).then(
      (piece) => {
        this.trouble = '';
        this.asked.delete(name);
        this.pieces.set(name, unfolded(piece.pictures));
        for (const old of this.pieces.keys()) {
          if (this.pieces.size <= KEPT) break;
          this.pieces.delete(old);
        }
      },
      () => {
        this.trouble = 'The theatre does not answer: was it ended in the terminal? The page goes on when it is back.';
        setTimeout(() => this.asked.delete(name), 1000);
      },
    );
    this.asked.set(name, asked);
    return asked;
  }
}

const key = (n: number, who: string): string => `${n} ${who}`;
