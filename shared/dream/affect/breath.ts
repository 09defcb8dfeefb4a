/** Breath from the key, which is as public as walking, or from a body whose person shows its rhythm to those near. */
import { max, roundTo } from '../../kernel/math.ts';
import { type CauseId, TICK_SECONDS, ticks } from '../ids.ts';
import type { Moment, Present } from '../moment.ts';
import { deposit } from './field.ts';
import type { Breath } from './model.ts';
import { COUNTED_IN_SECONDS, easeAfterCycle, easeAfterTick, FIELD, isLive, LONGEST_IN_SECONDS, newBreath } from './rules.ts';
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
  const { affect } = now.world;
  const oldest = now.tick - ticks(now.scenario.knobs.coherenceWindowSeconds);
  for (const one of now.present()) {
    const { state } = one.person;
    if (state === 'dreaming') {
      if (!one.breath) one.breath = affect.breath[one.id] = newBreath();
      follow(now, one, one.breath);
    } else if (one.breath) {
      if (state === 'awake') {
        delete affect.breath[one.id];
        one.breath = undefined;
        continue;
      }
      one.breath.in = false;
      one.breath.pressed = false;
    }
    const { breath } = one;
    if (!breath) continue;
    if (breath.ease !== 0) breath.ease = easeAfterTick(breath.ease);
    while (breath.turns.length > 0 && (breath.turns[0] as number) <= oldest) breath.turns.shift();
  }
}

function follow(now: Moment, one: Present, breath: Breath): void {
  const { avatar, body } = one;
  const pressed = source(now, one, breath, avatar.input.breath);
  const rising = pressed && !breath.pressed;
  breath.pressed = pressed;
  if (!rising && !breath.in) return;
  const cause = breath.measured ? body?.because[0] : avatar.cause;
  if (rising && !breath.in) {
    breath.in = true;
    breath.inTick = now.tick;
    if (cause) breath.because = [cause];
  }
  const held = now.tick - breath.inTick;
  if (held >= COUNTED_TICKS && breath.anchor !== breath.inTick) beginCounted(breath);
  if (!pressed || held >= LONGEST_TICKS) turnOut(now, one, breath, cause);
}

/** Who says in or out: the key whenever it is used, else a measured breath if its person shows it. */
function source(now: Moment, { body, given }: Present, breath: Breath, key: boolean): boolean {
  if (key) {
    breath.measured = false;
    return true;
  }
  const shows = given?.near !== undefined;
  const sensed = body !== undefined && shows && body.breathRate > 0 && isLive(body, now.tick);
  if (breath.measured && !sensed) {
    breath.measured = false;
    if (!shows) forget(breath);
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

function turnOut(now: Moment, { id, avatar, given }: Present, breath: Breath, cause: CauseId | undefined): void {
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
  if (!hurried && (!breath.measured || (given?.group !== undefined && areFew(now.world)))) {
    deposit(now.world.affect.field, id, now.tick, avatar.x, avatar.y, FIELD.breath.valence, FIELD.breath.arousal, true);
  }
}

/** All that came from a measured breath, when its person no longer shows it. */
export function forget(breath: Breath): void {
  const counted = breath.counted;
  Object.assign(breath, newBreath(), { counted });
}
