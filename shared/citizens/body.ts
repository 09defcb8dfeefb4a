/** The physiology of a simulated citizen: the synthetic body of `biometrics`, driven by what happens around it. */

import { ageBody, createBody, bodyReading as readingOf, type SyntheticBody } from '../biometrics/synthetic.ts';
import type { CommandBody } from '../dream/commands.ts';
import { TICK_RATE } from '../dream/ids.ts';
import type { World } from '../dream/world.ts';
import { clamp } from '../kernel/math.ts';
import { between, type StreamState } from '../kernel/random.ts';
import type { Member } from './member.ts';

export interface BodyState {
  body: SyntheticBody;
  atTick: number;
  seq: number;
}

export function newBody(rng: StreamState): BodyState {
  return { body: createBody(rng, { restBpm: between(rng, 58, 80), breathsPerMinute: between(rng, 10, 16) }), atTick: 0, seq: 0 };
}

/** Ages the body to now (at most 4 s at once) and reads it. */
export function bodyReading(world: World, member: Member, state: BodyState): CommandBody<'reading'> {
  const seconds = clamp((world.tick - state.atTick) / TICK_RATE, 0.05, 4);
  state.atTick = world.tick;
  const paced = member.breath.mode === 'off' ? {} : { breathsPerMinute: 6 };
  ageBody(state.body, seconds, { arousal: arousalAround(world, member), ...paced });
  state.seq++;
  const { hr, rmssd, arousal, breathPhase, breathRate } = readingOf(state.body, state.seq, world.tick * 50);
  return { seq: state.seq, deviceMs: world.tick * 50, hr, rmssd, arousal, breathPhase, breathRate, quality: 3, state: 'good' };
}

/** A shadow near raises it, a held hand and a slow breath lower it. */
function arousalAround(world: World, member: Member): number {
  const me = world.space.avatars[member.id];
  if (!me) return 0;
  const cold = world.narrative.shadows.some((s) => s.goneTick === 0 && (s.x - me.x) * (s.x - me.x) + (s.y - me.y) * (s.y - me.y) < 64);
  const held = world.space.hands.some((h) => h.a === member.id || h.b === member.id);
  return clamp(-0.1 + (cold ? 0.55 : 0) - (held ? 0.15 : 0) - (member.breath.mode === 'off' ? 0 : 0.2), -1, 1);
}
