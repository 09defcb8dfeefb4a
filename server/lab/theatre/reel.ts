/** A night that can be shown from any tick on, by pieces; whether it is dreamt again or only watched. */
import type { CauseId, ThingId, Who } from '../../../shared/dream/ids.ts';
import type { Common, Own, PersonSeen } from '../../../shared/dream/observe.ts';
import type { TheatrePicture, TheatrePiece } from '../../../shared/protocol/theatre.ts';

export interface Reel {
  readonly lastTick: number;
  /** Pictures from one tick to another, both included. @param who whose eyes; `whole` sees all there is */
  piece(from: number, to: number, who: Who): TheatrePiece;
  /** The causes of a thing as it is at a tick; empty when nobody knows. */
  causesOf(tick: number, who: Who, thing: ThingId): readonly CauseId[];
}

/** What is to be seen at one tick, whole. */
export interface Sight {
  readonly tick: number;
  readonly common: Omit<Common, 'people'>;
  readonly people: readonly PersonSeen[];
  readonly own: Own | null;
  readonly names: Readonly<Record<Who, string>>;
}

/** Leaves out what is as it was in the picture before: most of a dream stands still from one tenth of a second to the next. */
export class Pictures {
  private readonly told = new Map<string, string>();
  readonly list: TheatrePicture[] = [];

  add(sight: Sight): void {
    const { tick, names } = sight;
    const common = this.changed('c', sight.common);
    const own = sight.own ? this.changed('o', sight.own) : null;
    const named = this.changed('n', { names });
    this.list.push({ tick, common, people: sight.people.map(rounded), own, ...named });
  }

  private changed<T extends object>(part: string, whole: T): Partial<T> {
    const out: Partial<T> = {};
    for (const key of Object.keys(whole) as (keyof T & string)[]) {
      const text = JSON.stringify(whole[key]);
      if (this.told.get(part + key) === text) continue;
      this.told.set(part + key, text);
      // as it is now: the world goes on under what an observation points at
      out[key] = text === undefined ? whole[key] : JSON.parse(text);
    }
    return out;
  }
}

/** To the millimetre: the page draws no less. */
function rounded(p: PersonSeen): PersonSeen {
  const r = (v: number): number => Math.round(v * 1000) / 1000;
  return { ...p, x: r(p.x), y: r(p.y), z: r(p.z), vx: r(p.vx), vy: r(p.vy) };
}
