/** Bridges grow by breathing in tune on their pads, hold under feet, and shrink when nobody needs them. */
import { ceil, floor, max, min } from '../../kernel/math.ts';
import { answer, breathPhase, coherence, isBreathing, pacerPhase } from '../affect/rules.ts';
import type { CompiledBridge } from '../compiled.ts';
import type { WorldEffect } from '../effects.ts';
import { type CauseId, TICK_SECONDS, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { alongBridge, type Ground } from './ground.ts';
import { lightKeeps } from './lanterns.ts';
import type { Avatar, Bridge } from './model.ts';
import { BRIDGE_UNUSED_SECONDS, bridgeGrowth, CROWD, MIST_SECONDS, PAD_M, toSegment } from './rules.ts';

const UNUSED_TICKS = ticks(BRIDGE_UNUSED_SECONDS);

/** Bridges as ground, at the lengths of this world. */
export function setGrown(ground: Ground, bridges: Readonly<Record<string, Bridge>>): void {
  for (const b of ground.bridges) b.grown = bridges[b.id]?.length ?? 0;
}

/** One tick of all bridges, after the avatars moved. */
export function stepBridges(now: Moment, ground: Ground, everyone: readonly Avatar[]): void {
  for (let i = 0; i < now.scenario.bridges.length; i++) {
    const plan = now.scenario.bridges[i] as CompiledBridge;
    const bridge = now.world.space.bridges[plan.id];
    if (bridge) stepBridge(now, plan, bridge, ground, everyone);
  }
}

/** More people than a crowd in the region at one of its ends. */
function isCrowded(plan: CompiledBridge, everyone: readonly Avatar[]): boolean {
  let from = 0;
  let to = 0;
  for (const a of everyone) {
    if (a.region === plan.from) from++;
    if (a.region === plan.to) to++;
  }
  return from > CROWD || to > CROWD;
}

function stepBridge(now: Moment, plan: CompiledBridge, bridge: Bridge, ground: Ground, everyone: readonly Avatar[]): void {
  const makers = bridge.length < plan.length ? breathersAt(now, plan, everyone) : [];
  const grows = makers.length === 0 ? 0 : growth(now, makers, isCrowded(plan, everyone));
  if (grows > 0) {
    grow(now, plan, bridge, makers, grows);
    return;
  }
  if (makers.length > 0 || bridge.length === 0 || bridge.fixed || everyone.some((a) => a.bridge === plan.id)) {
    bridge.unusedTicks = 0;
    return;
  }
  bridge.unusedTicks++;
  if (bridge.unusedTicks <= UNUSED_TICKS || lightKeeps(now.world, plan.ax, plan.ay, plan.bx, plan.by)) return;
  bridge.length = max(needed(now, plan, ground), bridge.length - now.scenario.knobs.bridgeDecay * TICK_SECONDS);
  if (bridge.unusedTicks === UNUSED_TICKS + 1)
    now.event('bridge.shrank', 'dream', plan.id, bridge.because, { metres: floor(bridge.length) });
}

/** People on the pads whose breath may move this: keyed, or measured by who agreed to steer the group. */
function breathersAt(now: Moment, plan: CompiledBridge, everyone: readonly Avatar[]): Who[] {
  const { affect, governance, people } = now.world;
  const window = ticks(now.scenario.knobs.coherenceWindowSeconds);
  const out: Who[] = [];
  for (const a of everyone) {
    const da = (a.x - plan.ax) * (a.x - plan.ax) + (a.y - plan.ay) * (a.y - plan.ay);
    const db = (a.x - plan.bx) * (a.x - plan.bx) + (a.y - plan.by) * (a.y - plan.by);
    if (min(da, db) > PAD_M * PAD_M || people.byId[a.id]?.state !== 'dreaming') continue;
    const breath = affect.breath[a.id];
    if (isBreathing(breath, now.tick, window) && (!breath.measured || governance.consents[a.id]?.group)) out.push(a.id);
  }
  return out;
}

/** Growth in m/s. Alone one breathes with the pad's own pulse: 10 s, 4 in and 6 out, whole cycles from tick 0. */
function growth(now: Moment, makers: readonly Who[], crowded: boolean): number {
  const { gZero, gSpan, bridgeRate } = now.scenario.knobs;
  const phases: number[] = [];
  for (const who of makers) {
    const breath = now.world.affect.breath[who];
    if (breath) phases.push(breathPhase(breath, now.tick));
  }
  if (phases.length === 1) phases.push(pacerPhase(now.tick * TICK_SECONDS));
  return bridgeGrowth(makers.length, answer(coherence(phases), gZero, gSpan), bridgeRate, crowded);
}

function grow(now: Moment, plan: CompiledBridge, bridge: Bridge, makers: Who[], metresPerSecond: number): void {
  const before = bridge.length;
  bridge.length = min(plan.length, before + metresPerSecond * TICK_SECONDS);
  bridge.unusedTicks = 0;
  bridge.makers = makers;
  const whole = bridge.length >= plan.length;
  if (floor(bridge.length) > floor(before) || (whole && before < plan.length)) {
    const because = breathCauses(now, makers);
    const event = now.event(whole ? 'bridge.whole' : 'bridge.grew', makers[0] as Who, plan.id, because, {
      metres: floor(bridge.length),
      makers: makers.length,
    });
    bridge.because = [event];
  } else if (bridge.because.length === 0) {
    bridge.because = breathCauses(now, makers);
  }
}

/** What makes the makers' breath: its turns, else their last input. */
function breathCauses(now: Moment, makers: readonly Who[]): CauseId[] {
  const out: CauseId[] = [];
  for (const who of makers) {
    const of = now.world.affect.breath[who]?.because ?? [];
    const cause = of.length > 0 ? of : [now.world.space.avatars[who]?.cause ?? ''];
    for (const id of cause) if (id !== '' && !out.includes(id)) out.push(id);
  }
  return out.slice(-24);
}

/** The length that must stay for the feet on it. Only people on the ground hold it; each half is measured from its own end. */
function needed(now: Moment, plan: CompiledBridge, ground: Ground): number {
  const b = ground.bridges.find((x) => x.id === plan.id);
  let out = 0;
  if (!b) return out;
  for (const who of now.world.people.order) {
    const a = now.world.space.avatars[who];
    if (a?.bridge !== plan.id) continue;
    const s = alongBridge(b, a);
    if (s > 0 && s < b.length) out = max(out, 2 * min(s, b.length - s));
  }
  return min(out, plan.length);
}

/** A shadow that seeps shortens the bridges near it. Under feet they hold, and who stands there is floated to the nearer end. */
export function shrinkNear(now: Moment, effect: Extract<WorldEffect, { kind: 'bridges.shrink' }>, ground: Ground): void {
  for (const plan of now.scenario.bridges) {
    const bridge = now.world.space.bridges[plan.id];
    if (!bridge || bridge.fixed || bridge.length === 0) continue;
    if (toSegment(effect.x, effect.y, plan.ax, plan.ay, plan.bx, plan.by) > effect.radius) continue;
    if (lightKeeps(now.world, plan.ax, plan.ay, plan.bx, plan.by)) continue;
    const wanted = max(0, bridge.length - effect.metres);
    const length = max(wanted, min(bridge.length, needed(now, plan, ground)));
    floatOff(now, plan, ground, wanted);
    bridge.length = length;
    bridge.because = [now.event('bridge.shrank', 'dream', plan.id, effect.because, { metres: ceil(length) })];
  }
}

function floatOff(now: Moment, plan: CompiledBridge, ground: Ground, wanted: number): void {
  const b = ground.bridges.find((x) => x.id === plan.id);
  if (!b) return;
  for (const who of now.world.people.order) {
    const a = now.world.space.avatars[who];
    if (a?.bridge !== plan.id || a.mist > 0) continue;
    const s = alongBridge(b, a);
    if (!(s > wanted / 2 && s < b.length - wanted / 2)) continue;
    const nearA = s < b.length / 2;
    a.groundX = nearA ? plan.ax : plan.bx;
    a.groundY = nearA ? plan.ay : plan.by;
    a.mist = MIST_SECONDS;
    a.vx = 0;
    a.vy = 0;
    a.z = 0;
  }
}

/** Two lanterns on a bridge fix it for the night, at the length it has grown to. Called when a lantern was planted. */
export function fixBridges(now: Moment, ground: Ground): void {
  for (const b of ground.bridges) {
    const bridge = now.world.space.bridges[b.id];
    if (!bridge || bridge.fixed || bridge.length === 0) continue;
    let on = 0;
    for (const l of now.world.space.lanterns) {
      const s = alongBridge(b, l);
      if (s >= 0 && s <= b.length) on++;
    }
    bridge.fixed = on >= 2;
  }
}
