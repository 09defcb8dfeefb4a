/** Signals of bodies: only what a purpose allows is kept, and what stops coming fades. */
import { max, min } from '../../kernel/math.ts';
import type { Purpose } from '../governance/model.ts';
import { TICK_SECONDS, type Who } from '../ids.ts';
import type { Moment, Present } from '../moment.ts';
import type { World } from '../world.ts';
import { deposit } from './field.ts';
import type { BodySignal } from './model.ts';
import { FIELD, isLive, SIGNAL } from './rules.ts';
import { areFew } from './together.ts';

/** What somebody agreed to. */
type Given = Present['given'];

/** True if this person has agreed to this purpose and not taken it back. */
export function may(world: World, who: Who, purpose: Purpose): boolean {
  return world.governance.consents[who]?.[purpose] !== undefined;
}

/** Purposes under which a reading may enter the world at all. */
export const READING_PURPOSES = ['own-view', 'group', 'near', 'guide'] as const satisfies readonly Purpose[];

/** True if any of the purposes of readings is agreed to. */
export function mayRead(world: World, who: Who): boolean {
  return allowsReading(world.governance.consents[who]);
}

function allowsReading(given: Given): boolean {
  if (!given) return false;
  for (const purpose of READING_PURPOSES) if (given[purpose] !== undefined) return true;
  return false;
}

/** Empties what no present purpose allows: heart and arousal stay to steer the own view or the group or for the guide to read, rhythm also for those near. */
export function scrub(given: Given, body: BodySignal): void {
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

/** Weights fade within 5 s of a loss and come back in 2; runs each tick, before breath. Who woke is still present for a while: their body goes at once. */
export function stepSignals(now: Moment): void {
  for (const one of now.present()) {
    if (!one.body || fade(now, one, one.body)) continue;
    delete now.world.affect.body[one.id];
    one.body = undefined;
  }
}

/** One body a tick later; false when nothing may be left of it. */
function fade(now: Moment, { id, person, given }: Present, body: BodySignal): boolean {
  const allowed = allowsReading(given);
  scrub(given, body);
  const live = isLive(body, now.tick);
  if (!live && (body.state === 'good' || body.state === 'poor')) {
    body.state = 'stale';
    if (body.because.length > 0) now.event('signal.changed', id, '', body.because);
  }
  body.weight =
    live && allowed ? min(1, body.weight + TICK_SECONDS / SIGNAL.backSeconds) : max(0, body.weight - TICK_SECONDS / SIGNAL.fadeSeconds);
  return person.state !== 'awake' && (allowed || body.weight !== 0);
}

/** Bodies that agreed to steer the group add their arousal to the air where they stand, every 4 s; those of real people only while they are few. */
export function giveToAir(now: Moment): void {
  if (!now.every(FIELD.readingEveryTicks)) return;
  const seconds = FIELD.readingEveryTicks * TICK_SECONDS;
  const few = areFew(now.world);
  for (const { id, person, avatar, given, body } of now.present()) {
    if (!body || person.state !== 'dreaming' || given?.group === undefined) continue;
    if (person.kind === 'person' && !few) continue;
    deposit(
      now.world.affect.field,
      id,
      now.tick,
      avatar.x,
      avatar.y,
      0,
      body.arousal * body.weight * FIELD.readingPerSecond * seconds,
      true,
    );
  }
}
