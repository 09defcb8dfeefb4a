/** Breath from the key, which is as public as walking, or from a body whose person shows its rhythm to those near. */
import { max, roundTo } from '../../kernel/math.ts';
import { type CauseId, TICK_SECONDS, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { Avatar } from '../space/model.ts';
import { deposit } from './field.ts';
import type { Breath } from './model.ts';
import { COUNTED_IN_SECONDS, easeAfterCycle, easeAfterTick, FIELD, isLive, LONGEST_IN_SECONDS, newBreath } from './rules.ts';
import { may } from './signal.ts';
import { areFew } from './together.ts';

const COUNTED_TICKS = ticks(COUNTED_IN_SECONDS);
const LONGEST_TICKS = ticks(LONGEST_IN_SECONDS);
/** a sensed breath takes over when the key has rested this long */
const KEY_RESTS_TICKS = ticks(14);
/** a longer pause between two in-breaths is rest, not a cycle, s */
const LONGEST_CYCLE_SECONDS = 20;
/** faster breathing gives nothing to the air, s */
const SHORTEST_GIVING_SECONDS = 4;

/** Every dreamer's breath, each tick. */
export function stepBreaths(now: Moment): void {
  const { affect, people, space } = now.world;
  const window = ticks(now.scenario.knobs.coherenceWindowSeconds);
  for (const id of Object.keys(space.avatars)) {
    const avatar = space.avatars[id] as Avatar;
    const state = people.byId[id]?.state;
    let breath = affect.breath[id];
    if (state === 'dreaming') {
      if (!breath) breath = affect.breath[id] = newBreath();
      follow(now, id, breath, avatar);
    } else if (breath) {
      breath.in = false;
      breath.pressed = false;
    }
    if (!breath) continue;
    breath.ease = easeAfterTick(breath.ease);
    while (breath.turns.length > 0 && (breath.turns[0] as number) <= now.tick - window) breath.turns.shift();
  }
  for (const id of Object.keys(affect.breath)) {
    const state = people.byId[id]?.state;
    if (state !== 'dreaming' && state !== 'ember') delete affect.breath[id];
  }
}

function follow(now: Moment, id: Who, breath: Breath, avatar: Avatar): void {
  const pressed = source(now, id, breath, avatar.input.breath);
  const cause = breath.measured ? now.world.affect.body[id]?.because[0] : avatar.cause;
  const rising = pressed && !breath.pressed;
  breath.pressed = pressed;
  if (rising && !breath.in) {
    breath.in = true;
    breath.inTick = now.tick;
    if (cause) breath.because = [cause];
  }
  if (!breath.in) return;
  const held = now.tick - breath.inTick;
  if (held >= COUNTED_TICKS && breath.anchor !== breath.inTick) beginCounted(breath);
  if (!pressed || held >= LONGEST_TICKS) turnOut(now, id, breath, avatar, cause);
}

/** Who says in or out: the key whenever it is used, else a measured breath if its person shows it. */
function source(now: Moment, id: Who, breath: Breath, key: boolean): boolean {
  const body = now.world.affect.body[id];
  const sensed = body !== undefined && body.breathRate > 0 && may(now.world, id, 'near') && isLive(body, now.tick);
  if (key) {
    breath.measured = false;
    return true;
  }
  if (breath.measured && !sensed) {
    breath.measured = false;
    if (!may(now.world, id, 'near')) forget(breath);
    return false;
  }
  if (!breath.measured && sensed && (breath.outTick === 0 || now.tick - max(breath.inTick, breath.outTick) > KEY_RESTS_TICKS)) {
    breath.measured = true;
    // join at the next in-breath, not in the middle of one
    breath.pressed = body.breathIn;
  }
  return breath.measured && sensed ? body.breathIn : false;
}

/** The in-breath has lasted long enough: its start is now the breath's phase 0, and the cycle before it is whole. */
function beginCounted(breath: Breath): void {
  const cycle = breath.anchor > 0 ? (breath.inTick - breath.anchor) * TICK_SECONDS : 0;
  if (cycle > 0) breath.ease = easeAfterCycle(breath.ease, cycle, breath.cycle);
  breath.cycle = cycle <= LONGEST_CYCLE_SECONDS ? cycle : 0;
  breath.anchor = breath.inTick;
  breath.turns.push(breath.inTick);
}

function turnOut(now: Moment, id: Who, breath: Breath, avatar: Avatar, cause: CauseId | undefined): void {
  breath.in = false;
  breath.outTick = now.tick;
  if (breath.anchor !== breath.inTick) return;
  breath.turns.push(now.tick);
  breath.counted++;
  const because = cause && !breath.because.includes(cause) ? [...breath.because, cause] : breath.because;
  if (because.length > 0) {
    const data: Record<string, number> = breath.measured ? {} : { cycle: roundTo(breath.cycle, 1) };
    breath.because = [now.event('breath.counted', id, '', because, data)];
  }
  const hurried = breath.cycle > 0 && breath.cycle < SHORTEST_GIVING_SECONDS;
  if (!hurried && (!breath.measured || (may(now.world, id, 'group') && areFew(now.world)))) {
    deposit(now.world.affect.field, id, now.tick, avatar.x, avatar.y, FIELD.breath.valence, FIELD.breath.arousal, true);
  }
}

/** All that came from a measured breath, when its person no longer shows it. */
export function forget(breath: Breath): void {
  const counted = breath.counted;
  Object.assign(breath, newBreath(), { counted });
}
