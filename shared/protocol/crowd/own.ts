/** One's own exact state on its owner's line: only what changed since it was last told (SPEC.md rule 12). */
import type { AvatarState } from '../../dream/space/model.ts';
import { clamp } from '../../kernel/math.ts';
import type { Reader, Writer } from './bytes.ts';

/** What the server says of oneself after a tick. */
export interface OwnTold extends AvatarState {
  /** the page's frame that this state has stepped through */
  readonly frame: number;
  /** newest frame number heard of, and how many ticks it was early; below 0: too late */
  readonly heard: number;
  readonly lead: number;
  /** bits of modifiers, ease 0..1, ids of those at one's hands, packed */
  readonly modifiers: number;
  readonly ease: number;
  readonly partners: string;
}

/** Doubles, in the order of their bits. The ground one came from is where one is, unless one floats or is in the mist: then a bit says so. */
const EXACT = ['x', 'y', 'z', 'vx', 'vy', 'lift', 'groundX', 'groundY', 'mist', 'ease'] as const;
const MODIFIERS = 1 << 10;
const PARTNERS = 1 << 11;
const HEARD = 1 << 12;
/** The frame goes up by one each tick, so only a leap of it needs telling. */
const FRAME = 1 << 13;
/** the ground is the place, and not told */
const GROUNDED = 1 << 14;
const ALL = (1 << 14) - 1;
const GROUND = (1 << EXACT.indexOf('groundX')) | (1 << EXACT.indexOf('groundY'));

/** One that is written over and over: a new one for every line and tick is what the collector of a full room has most of. */
export type OwnKept = { -readonly [K in keyof OwnTold]: OwnTold[K] };

export const nothingTold = (): OwnKept => ({
  x: 0,
  y: 0,
  z: 0,
  vx: 0,
  vy: 0,
  lift: 0,
  groundX: 0,
  groundY: 0,
  mist: 0,
  frame: 0,
  heard: 0,
  lead: 0,
  modifiers: 0,
  ease: 0,
  partners: '',
});

const clampLead = (lead: number): number => clamp(lead, -128, 127);

/** The server's side: keeps what one line was told. */
export class OwnWriter {
  private readonly told = nothingTold();
  /** frame - tick as last told */
  private offset = 0;
  private begun = false;

  /** The line begins anew: next time all is told. */
  forget(): void {
    this.begun = false;
  }

  /** What there is to tell: 0 for nothing. */
  changes(own: OwnTold, tick: number): number {
    const { told } = this;
    let mask = 0;
    if (!this.begun) return own.groundX === own.x && own.groundY === own.y ? (ALL & ~GROUND) | GROUNDED : ALL;
    // the bits are places in EXACT; one by one, because reading by computed names took a fiftieth of a full room's time
    if (own.x !== told.x) mask |= 1 << 0;
    if (own.y !== told.y) mask |= 1 << 1;
    if (own.z !== told.z) mask |= 1 << 2;
    if (own.vx !== told.vx) mask |= 1 << 3;
    if (own.vy !== told.vy) mask |= 1 << 4;
    if (own.lift !== told.lift) mask |= 1 << 5;
    if (own.groundX !== told.groundX) mask |= 1 << 6;
    if (own.groundY !== told.groundY) mask |= 1 << 7;
    if (own.mist !== told.mist) mask |= 1 << 8;
    if (own.ease !== told.ease) mask |= 1 << 9;
    if ((mask & GROUND) !== 0 && own.groundX === own.x && own.groundY === own.y) mask = (mask & ~GROUND) | GROUNDED;
    if (own.modifiers !== told.modifiers) mask |= MODIFIERS;
    if (own.partners !== told.partners) mask |= PARTNERS;
    if (own.heard !== told.heard || clampLead(own.lead) !== told.lead) mask |= HEARD;
    if (own.frame - tick !== this.offset) mask |= FRAME;
    return mask;
  }

  write(out: Writer, own: OwnTold, tick: number, mask: number): void {
    const { told } = this;
    this.begun = true;
    out.u16(mask);
    if (mask & (1 << 0)) out.f64(own.x);
    if (mask & (1 << 1)) out.f64(own.y);
    if (mask & (1 << 2)) out.f64(own.z);
    if (mask & (1 << 3)) out.f64(own.vx);
    if (mask & (1 << 4)) out.f64(own.vy);
    if (mask & (1 << 5)) out.f64(own.lift);
    if (mask & (1 << 6)) out.f64(own.groundX);
    if (mask & (1 << 7)) out.f64(own.groundY);
    if (mask & (1 << 8)) out.f64(own.mist);
    if (mask & (1 << 9)) out.f64(own.ease);
    // what was not told is as it was
    told.x = own.x;
    told.y = own.y;
    told.z = own.z;
    told.vx = own.vx;
    told.vy = own.vy;
    told.lift = own.lift;
    told.groundX = own.groundX;
    told.groundY = own.groundY;
    told.mist = own.mist;
    told.ease = own.ease;
    if (mask & MODIFIERS) {
      told.modifiers = own.modifiers;
      out.u8(own.modifiers);
    }
    if (mask & PARTNERS) {
      told.partners = own.partners;
      out.text(own.partners);
    }
    if (mask & HEARD) {
      told.heard = own.heard;
      told.lead = clampLead(own.lead);
      out.u32(own.heard);
      out.u8(told.lead & 255);
    }
    if (mask & FRAME) {
      this.offset = own.frame - tick;
      out.u32(this.offset >>> 0);
    }
  }
}

/** The page's side. */
export class OwnReader {
  readonly own = nothingTold();
  private offset = 0;

  read(from: Reader): void {
    const { own } = this;
    const mask = from.u16();
    for (let i = 0; i < EXACT.length; i++) {
      if (mask & (1 << i)) own[EXACT[i] as (typeof EXACT)[number]] = from.f64();
    }
    if (mask & GROUNDED) {
      own.groundX = own.x;
      own.groundY = own.y;
    }
    if (mask & MODIFIERS) own.modifiers = from.u8();
    if (mask & PARTNERS) own.partners = from.text();
    if (mask & HEARD) {
      own.heard = from.u32();
      own.lead = from.i8();
    }
    if (mask & FRAME) this.offset = from.u32() | 0;
  }

  /** A tick was heard of, whether or not anything of oneself was told with it. */
  at(tick: number): void {
    this.own.frame = tick + this.offset;
  }
}
