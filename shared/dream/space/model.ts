/** Where everybody and everything is. Metres, seconds, radians. */
import type { CauseId, RegionId, ThingId, Who } from '../ids.ts';

/** The controls of a moment. Directions -127..127, length at most 127 after the step normalises it. */
export interface AvatarInput {
  mx: number;
  my: number;
  float: boolean;
  /** the breath key is held: breathing in; as public as walking */
  breath: boolean;
}

/** All the pure step changes; the client predicts exactly this. */
export interface AvatarState {
  x: number;
  y: number;
  /** height above ground, m */
  z: number;
  vx: number;
  vy: number;
  /** seconds of floating left */
  lift: number;
  /** last solid ground stood on */
  groundX: number;
  groundY: number;
  /** seconds of the mist's way back left; 0 = on one's own feet */
  mist: number;
}

export interface Avatar extends AvatarState {
  id: Who;
  input: AvatarInput;
  /** region stood in, '' on a bridge or in the mist */
  region: RegionId;
  /** bridge stood on, '' if none */
  bridge: ThingId;
  /** command that gave the present input */
  cause: CauseId;
}

export interface Hands {
  id: ThingId;
  a: Who;
  b: Who;
  sinceTick: number;
  /** seconds of opposite input so far; 1.5 lets go */
  strain: number;
  because: CauseId[];
}

export interface Offer {
  id: ThingId;
  by: Who;
  /** '' = open to whoever is near */
  to: Who;
  untilTick: number;
  because: CauseId[];
}

export interface Bridge {
  id: ThingId;
  /** metres grown, 0..compiled length */
  length: number;
  unusedTicks: number;
  /** fixed for the night by two lanterns */
  fixed: boolean;
  /** people who made it grow in the last tick that it grew */
  makers: Who[];
  because: CauseId[];
}

export interface Lantern {
  id: ThingId;
  by: Who;
  x: number;
  y: number;
  /** 1..5 */
  glow: number;
  /** at most 60 characters, personal */
  whisper: string;
  /** breath cycle it repeats, s */
  cycle: number;
  plantedTick: number;
  tendedBy: Who[];
  because: CauseId[];
}

/** A thing in matter; this is the whole of its state between ticks. */
export interface Loose {
  id: ThingId;
  x: number;
  y: number;
  angle: number;
  /** m/s and rad/s */
  vx: number;
  vy: number;
  spin: number;
  /** ticks without motion; asleep from 20 on */
  still: number;
  /** person carrying it, '' if none */
  heldBy: Who;
  /** it gives light where it is set down, as a planted lantern does */
  glows: boolean;
}

export interface Space {
  avatars: Record<Who, Avatar>;
  hands: Hands[];
  offers: Offer[];
  /** "a|b" -> tick before which a may not offer to b again */
  refusedUntil: Record<string, number>;
  bridges: Record<ThingId, Bridge>;
  lanterns: Lantern[];
  loose: Loose[];
  /** contacts begun and radians turned since the start; proof in tests that physics did something */
  contacts: number;
  turned: number;
}
