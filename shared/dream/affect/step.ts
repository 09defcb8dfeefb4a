/** Affect's share of a tick: signals and breath each tick; field, feelings and pairs every four. */
import type { CompiledScenario } from '../compiled.ts';
import type { WorldEffect } from '../effects.ts';
import type { Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { forget, stepBreaths } from './breath.ts';
import { stepExpressions } from './expression.ts';
import { stepFeelings } from './feeling.ts';
import { beginField, deposit, stepField, takeBack } from './field.ts';
import type { Affect } from './model.ts';
import { FIELD } from './rules.ts';
import { giveToAir, may, scrub, stepSignals } from './signal.ts';
import { areFew, stepTogether } from './together.ts';
import { stepTune } from './tune.ts';

/** Nobody has come yet and the air is clear. */
export function beginAffect(scenario: CompiledScenario): Affect {
  return { breath: {}, body: {}, feeling: {}, field: beginField(scenario), pairs: [], together: { state: 'few', of: [] } };
}

/** One tick of bodies and air. */
export function stepAffect(now: Moment): void {
  stepTogether(now);
  stepSignals(now);
  // pairs end while the breath of who has left can still be named as their cause
  if (now.every(FIELD.everyTicks, 2)) stepTune(now);
  stepBreaths(now);
  giveToAir(now);
  stepExpressions(now);
  if (now.every(FIELD.everyTicks)) {
    stepFeelings(now);
    stepField(now.world.affect.field, now.tick);
  }
}

/** A deposit asked for by another system, at the start of a tick. A person's can be taken back; the dream's own stays. */
export function applyToField(now: Moment, effect: Extract<WorldEffect, { kind: 'deposit' }>): void {
  const { people, affect } = now.world;
  deposit(affect.field, effect.by, now.tick, effect.x, effect.y, effect.valence, effect.arousal, people.byId[effect.by] !== undefined);
}

/**
 * A person withdraws: unless they still steer the group, what they gave to the air in the last five half-lives is subtracted at once (in an aggregate
 * no body gave anything, and the calm of breaths by key is as public as walking: taking it back would tell who left); and what no remaining consent allows is emptied. Call it after the consent is gone, in the same tick; the rest of what their body drove fades within 5 s.
 */
export function withdrawFrom(now: Moment, who: Who): void {
  const { affect } = now.world;
  if (!may(now.world, who, 'group') && areFew(now.world)) takeBack(affect.field, who);
  const body = affect.body[who];
  if (body) scrub(now.world.governance.consents[who], body);
  const breath = affect.breath[who];
  if (breath?.measured && !may(now.world, who, 'near')) forget(breath);
}
