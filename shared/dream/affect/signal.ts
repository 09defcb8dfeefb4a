/** Signals of bodies: only what a purpose allows is kept, and what stops coming fades. */
import { max, min } from '../../kernel/math.ts';
import type { Purpose } from '../governance/model.ts';
import { TICK_SECONDS, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import { deposit } from './field.ts';
import type { BodySignal } from './model.ts';
import { FIELD, isLive, SIGNAL } from './rules.ts';
import { areFew } from './together.ts';

/** True if this person has agreed to this purpose and not taken it back. */
export function may(world: World, who: Who, purpose: Purpose): boolean {
  return world.governance.consents[who]?.[purpose] !== undefined;
}

/** Purposes under which a reading may enter the world at all. */
export const READING_PURPOSES = ['own-view', 'group', 'near', 'guide'] as const satisfies readonly Purpose[];

/** True if any of the purposes of readings is agreed to. */
export function mayRead(world: World, who: Who): boolean {
  const given = world.governance.consents[who];
  if (!given) return false;
  for (const purpose of READING_PURPOSES) if (given[purpose] !== undefined) return true;
  return false;
}

/** Empties what no present purpose allows: heart and arousal stay to steer the own view or the group or for the guide to read, rhythm also for those near. */
export function scrub(world: World, who: Who, body: BodySignal): void {
  // one look for all three: this runs for everybody in every tick
  const given = world.governance.consents[who];
  const near = given?.near !== undefined;
  const steer = given?.group !== undefined || given?.['own-view'] !== undefined || given?.guide !== undefined;
  if (!steer) {
    body.arousal = 0;
    body.hr = 0;
    body.rmssd = 0;
  }
  if (!near) body.breathIn = false;
  if (!near && !steer) body.breathRate = 0;
}

/** Weights fade within 5 s of a loss and come back in 2; runs each tick, before breath. */
export function stepSignals(now: Moment): void {
  const { world } = now;
  for (const id of Object.keys(world.affect.body)) {
    const body = world.affect.body[id] as BodySignal;
    const state = world.people.byId[id]?.state;
    const allowed = mayRead(world, id);
    scrub(world, id, body);
    const live = isLive(body, now.tick);
    if (!live && (body.state === 'good' || body.state === 'poor')) {
      body.state = 'stale';
      if (body.because.length > 0) now.event('signal.changed', id, '', body.because);
    }
    body.weight =
      live && allowed ? min(1, body.weight + TICK_SECONDS / SIGNAL.backSeconds) : max(0, body.weight - TICK_SECONDS / SIGNAL.fadeSeconds);
    const gone = state !== 'dreaming' && state !== 'ember';
    if (gone || (!allowed && body.weight === 0)) delete world.affect.body[id];
  }
}

/** Bodies that agreed to steer the group add their arousal to the air where they stand, every 4 s; those of real people only while they are few. */
export function giveToAir(now: Moment): void {
  if (!now.every(FIELD.readingEveryTicks)) return;
  const { affect, people, space } = now.world;
  const seconds = FIELD.readingEveryTicks * TICK_SECONDS;
  const few = areFew(now.world);
  for (const id of Object.keys(affect.body)) {
    const body = affect.body[id] as BodySignal;
    const avatar = space.avatars[id];
    if (!avatar || people.byId[id]?.state !== 'dreaming' || !may(now.world, id, 'group')) continue;
    if (people.byId[id]?.kind === 'person' && !few) continue;
    deposit(affect.field, id, now.tick, avatar.x, avatar.y, 0, body.arousal * body.weight * FIELD.readingPerSecond * seconds, true);
  }
}
