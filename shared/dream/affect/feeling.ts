/** Everybody's valence and arousal: relaxation in the air where they stand, contagion from those near, and the own body if it may steer the group. */
import { clamp, hypot } from '../../kernel/math.ts';
import { TICK_SECONDS, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { Avatar } from '../space/model.ts';
import { partnersOf } from '../space/surroundings.ts';
import { airAt } from './field.ts';
import type { Feeling } from './model.ts';
import {
  absorbed,
  CONTAGION,
  channel,
  FEELING,
  FEELING_STEP_SECONDS,
  FIELD,
  isLive,
  nextArousal,
  nextValence,
  SIGNAL_SHARE,
  SIGNAL_SLEW,
} from './rules.ts';
import { may } from './signal.ts';
import { areSilent } from './together.ts';

const SECONDS = FIELD.everyTicks * TICK_SECONDS;
const NOBODY: readonly Who[] = [];

interface Felt {
  readonly id: Who;
  readonly avatar: Avatar;
  readonly feeling: Feeling;
  weight: number;
  valence: number;
  arousal: number;
}

/** A person as they come: at the published baselines. */
export function newFeeling(): Feeling {
  return { valence: FEELING.valence.base, arousal: FEELING.arousal.base, signal: 0 };
}

/** One step of all feelings, from what all felt before it. */
export function stepFeelings(now: Moment): void {
  const { affect, people } = now.world;
  for (const id of Object.keys(affect.feeling)) {
    const state = people.byId[id]?.state;
    if (state !== 'dreaming' && state !== 'ember') delete affect.feeling[id];
  }
  const all = gather(now);
  mix(now, all);
  for (const one of all) feel(now, one);
}

function gather(now: Moment): Felt[] {
  const { affect, space } = now.world;
  const all: Felt[] = [];
  for (const id of now.dreamers()) {
    const avatar = space.avatars[id];
    if (!avatar) continue;
    let feeling = affect.feeling[id];
    if (!feeling) feeling = affect.feeling[id] = newFeeling();
    all.push({ id, avatar, feeling, weight: 0, valence: 0, arousal: 0 });
  }
  return all;
}

/** places and feelings of a moment as machine numbers, one column each: every pair of a crowd is looked at, and there they cost a tenth */
let columns = { x: new Float64Array(64), y: new Float64Array(64) };

function placesOf(all: readonly Felt[]): typeof columns {
  const n = all.length;
  if (columns.x.length < n) columns = { x: new Float64Array(2 * n), y: new Float64Array(2 * n) };
  for (let i = 0; i < n; i++) {
    const { avatar } = all[i] as Felt;
    columns.x[i] = avatar.x;
    columns.y[i] = avatar.y;
  }
  return columns;
}

/** Sums of what those within reach feel, by the strength of their channel. */
function mix(now: Moment, all: readonly Felt[]): void {
  const { space } = now.world;
  const anyHidden = Object.keys(now.world.governance.hidden).length > 0;
  const { x, y } = placesOf(all);
  const reach = CONTAGION.metres;
  for (let i = 0; i < all.length; i++) {
    const a = all[i] as Felt;
    const ax = x[i] as number;
    const ay = y[i] as number;
    const held = space.hands.length > 0 ? partnersOf(now.world, a.id) : NOBODY;
    for (let j = i + 1; j < all.length; j++) {
      const dx = ax - (x[j] as number);
      if (dx > reach || dx < -reach) continue;
      const dy = ay - (y[j] as number);
      if (dy > reach || dy < -reach) continue;
      const b = all[j] as Felt;
      if (anyHidden && apart(now, a.id, b.id)) continue;
      const w = channel(hypot(dx, dy), held.length > 0 && held.includes(b.id));
      if (w === 0) continue;
      add(a, b.feeling, w);
      add(b, a.feeling, w);
    }
  }
}

function add(to: Felt, from: Feeling, w: number): void {
  to.weight += w;
  to.valence += w * from.valence;
  to.arousal += w * from.arousal;
}

/** One of them hid the other: nothing passes between them. */
export function apart(now: Moment, a: Who, b: Who): boolean {
  const { hidden } = now.world.governance;
  return (hidden[a]?.includes(b) ?? false) || (hidden[b]?.includes(a) ?? false);
}

function feel(now: Moment, one: Felt): void {
  const { affect } = now.world;
  const { feeling, avatar } = one;
  const air = airAt(affect.field, avatar.x, avatar.y);
  const dt = SECONDS / FEELING_STEP_SECONDS;
  let valence = feeling.valence;
  let own = feeling.arousal - feeling.signal;
  if (one.weight > 0) {
    const strength = one.weight * CONTAGION.expressiveness;
    valence = absorbed(valence, one.valence / one.weight, strength, CONTAGION.of, dt);
    own = absorbed(own, one.arousal / one.weight, strength, CONTAGION.of, dt);
  }
  own = nextArousal(clamp(own, -1, 1), air.valence, air.arousal, SECONDS);
  const body = affect.body[one.id];
  const steers = body !== undefined && !areSilent(now.world) && isLive(body, now.tick) && may(now.world, one.id, 'group');
  const wanted = steers ? SIGNAL_SHARE * body.weight * (body.arousal - own) : 0;
  const signal = feeling.signal + clamp(wanted - feeling.signal, -SIGNAL_SLEW * SECONDS, SIGNAL_SLEW * SECONDS);
  feeling.valence = nextValence(clamp(valence, -1, 1), air.valence, SECONDS);
  feeling.arousal = clamp(own + signal, -1, 1);
  feeling.signal = feeling.arousal - own;
}
