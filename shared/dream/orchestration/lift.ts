/** How intense the night should be: the curve, what somebody drew over it, what was pressed and eased. Systems read `wanted`; the gate decides. */
import { clamp, max, min } from '../../kernel/math.ts';
import type { CompiledScenario } from '../compiled.ts';
import { type CauseId, TICK_RATE, ticks } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import { alongCurve, DRAWN_POINTS, DRAWN_STEP, LIFT, LIFT_SECONDS, SLOPE, TARGET_MOST } from './rules.ts';

/** Intensity that scenes and shadows of this moment should have, 0..0.85. */
export function wanted({ orchestration: o }: World): number {
  return clamp(o.target + o.lift, 0, TARGET_MOST);
}

/** Once a second: the target follows its curve, what was pressed or eased runs out. */
export function stepLift(now: Moment): void {
  const { orchestration: o } = now.world;
  if (o.lifts.some((l) => now.tick >= l.untilTick)) {
    o.lifts = o.lifts.filter((l) => now.tick < l.untilTick);
    sumUp(now.world);
  }
  if (o.drawn && now.tick - o.drawn.fromTick > ticks(DRAWN_STEP * DRAWN_POINTS)) o.drawn = null;
  o.target = clamp(targetAfter(now.world, now.scenario, 0), o.target - SLOPE, o.target + SLOPE);
}

/** Where the target should be in so many seconds, 0..0.85: along what somebody drew while it lasts, else along the scenario's curve. */
export function targetAfter({ orchestration: o, narrative, tick }: World, scenario: CompiledScenario, seconds: number): number {
  const drawnFor = o.drawn ? (tick - o.drawn.fromTick) / TICK_RATE + seconds : 0;
  const goal =
    o.drawn && drawnFor <= DRAWN_STEP * DRAWN_POINTS
      ? alongCurve(
          o.drawn.points.map((y, i) => [(i + 1) * DRAWN_STEP, y] as const),
          drawnFor,
        )
      : alongCurve(scenario.orchestration.curve, ((tick - narrative.beganTick) / TICK_RATE + seconds) / 60);
  return clamp(goal, 0, TARGET_MOST);
}

function sumUp({ orchestration: o }: World): void {
  const sum = o.lifts.reduce((all, l) => all + l.amount, 0);
  o.lift = max(LIFT.least, min(LIFT.most, sum));
}

/** Presses (above 0) or eases (below 0) the night for 20 s. */
export function liftBy(now: Moment, amount: number, because: readonly CauseId[]): void {
  const { orchestration: o } = now.world;
  o.lifts.push({ amount: clamp(amount, LIFT.least, LIFT.most), untilTick: now.tick + ticks(LIFT_SECONDS), because: [...because] });
  sumUp(now.world);
}

/** True while somebody paused the night: acts and hourglass wait, no scene and no shadow comes by itself. */
export function isPaused({ tick, orchestration }: World): boolean {
  return orchestration.pause !== null && tick < orchestration.pause.untilTick;
}
