/**
 * Whoever or whatever moves, in whole numbers: what the crowd's frames carry. Steps and ranges are those of the schema's fields
 * (`PersonView`, `LooseView`), and both must give the same value back; a test holds them together.
 */
import type { Who } from '../../dream/ids.ts';
import type { Common, PersonSeen } from '../../dream/observe.ts';
import { floor, min, TAU } from '../../kernel/math.ts';
import { clothCode, clothOf, FLAG, kindCode, kindOf, shapeCode, shapeOf } from '../wire.ts';
import { NOWHERE } from './sight.ts';

/** Kind of a loose thing; people have 0..2, as `kindCode` says. */
export const LOOSE = 3;

/** What is told of a mote at one tick. */
export class Told {
  /** place, 1/64 m from -512 m, 0..65535 */
  x = 0;
  y = 0;
  /** way of the last tick, -127..127; 0 after a jump */
  dx = 0;
  dy = 0;
  /** height, 8/255 m, 0..255 */
  z = 0;
  /** bits of FLAG */
  flags = 0;
  /** 0..255 */
  carries = 0;
  /** of loose things: 0..65535 of a turn, and who holds it */
  angle = 0;
  holder: Who = '';
}

/** The longest way of one tick; what goes farther has jumped. */
const LONGEST = 127;

export class Mote extends Told {
  readonly id: string;
  /** 0 person, 1 simulated, 2 agent, 3 loose thing */
  kind = 0;
  shape = 0;
  cloth = 0;
  /** the cell it belongs to */
  cell = NOWHERE;
  /** the last tick it was there */
  tick = -1;
  /** as it was told the tick before */
  readonly before = new Told();

  constructor(id: string) {
    super();
    this.id = id;
  }

  /** A new tick begins: what was told is kept, so that only the difference needs to be. */
  remember(): void {
    const { before } = this;
    before.x = this.x;
    before.y = this.y;
    before.dx = this.dx;
    before.dy = this.dy;
    before.z = this.z;
    before.flags = this.flags;
    before.carries = this.carries;
    before.angle = this.angle;
    before.holder = this.holder;
  }

  /** Moves to a place; `fresh` when there was none before. */
  move(x: number, y: number, fresh: boolean): void {
    const dx = fresh ? 0 : x - this.x;
    const dy = fresh ? 0 : y - this.y;
    const jump = dx > LONGEST || dx < -LONGEST || dy > LONGEST || dy < -LONGEST;
    this.x = x;
    this.y = y;
    this.dx = jump ? 0 : dx;
    this.dy = jump ? 0 : dy;
  }
}

const STEPS = 65535;
const LOW = -512;
const RANGE = 1024 - 1 / 64;
const HIGH_Z = 8;

/** Half-up, into 0..steps; what is no number is 0. */
function whole(value: number, low: number, range: number, steps: number): number {
  if (!(value > low)) return 0;
  const v = min(value, low + range);
  return floor(((v - low) / range) * steps + 0.5);
}

export const placeUnits = (metres: number): number => whole(metres, LOW, RANGE, STEPS);
export const placeOf = (units: number): number => LOW + (units / STEPS) * RANGE;
export const heightUnits = (metres: number): number => whole(metres, 0, HIGH_Z, 255);
export const heightOf = (units: number): number => (units / 255) * HIGH_Z;

/** Radians to 1/65536 of a turn. */
export function angleUnits(radians: number): number {
  let turn = radians % TAU;
  if (turn < 0) turn += TAU;
  return floor((turn / TAU) * 65536 + 0.5) % 65536;
}
export const angleOf = (units: number): number => (units / 65536) * TAU;

/** Writes what is seen of a person into their mote; `fresh` when it was not there the tick before. */
export function writePerson(mote: Mote, p: PersonSeen, fresh: boolean): void {
  mote.kind = kindCode(p.kind);
  mote.shape = shapeCode(p.shape);
  mote.cloth = clothCode(p.cloth);
  mote.move(placeUnits(p.x), placeUnits(p.y), fresh);
  mote.z = heightUnits(p.z);
  mote.flags = (p.breathIn ? FLAG.breathIn : 0) | (p.palm ? FLAG.palm : 0) | (p.ember ? FLAG.ember : 0);
  mote.carries = min(p.carries, 255);
}

export function writeLoose(mote: Mote, l: Common['loose'][number], fresh: boolean): void {
  mote.kind = LOOSE;
  mote.move(placeUnits(l.x), placeUnits(l.y), fresh);
  mote.angle = angleUnits(l.angle);
  mote.holder = l.heldBy;
}

/** A person as told, standing: frames carry no speed, the page takes it from the way. */
export function personOf(mote: Mote): PersonSeen {
  return {
    id: mote.id,
    kind: kindOf(mote.kind),
    shape: shapeOf(mote.shape),
    cloth: clothOf(mote.cloth),
    x: placeOf(mote.x),
    y: placeOf(mote.y),
    z: heightOf(mote.z),
    vx: 0,
    vy: 0,
    breathIn: (mote.flags & FLAG.breathIn) !== 0,
    palm: (mote.flags & FLAG.palm) !== 0,
    ember: (mote.flags & FLAG.ember) !== 0,
    carries: mote.carries,
  };
}

export function looseOf(mote: Mote): Common['loose'][number] {
  return { id: mote.id, x: placeOf(mote.x), y: placeOf(mote.y), angle: angleOf(mote.angle), heldBy: mote.holder };
}
