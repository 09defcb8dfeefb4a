/** A dream by hand, with nothing but people standing in it, breathing and being measured: only affect and Jukebox step. */

import { affectHandlers } from '../../../shared/dream/affect/commands.ts';
import { beginAffect, stepAffect } from '../../../shared/dream/affect/step.ts';
import { noCauses } from '../../../shared/dream/causes.ts';
import type { CommandBody, Refusal } from '../../../shared/dream/commands.ts';
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import type { DreamEvent } from '../../../shared/dream/events.ts';
import type { Purpose } from '../../../shared/dream/governance/model.ts';
import { beginGovernance } from '../../../shared/dream/governance/step.ts';
import { beginGuide } from '../../../shared/dream/guide/step.ts';
import type { Who } from '../../../shared/dream/ids.ts';
import { beginJukebox, stepJukebox } from '../../../shared/dream/jukebox/step.ts';
import { Moment } from '../../../shared/dream/moment.ts';
import type { Dream, World } from '../../../shared/dream/world.ts';
import { smallScenario } from '../smallDream.ts';

/** The slices that affect and Jukebox read; the others are empty. */
export function handWorld(scenario: CompiledScenario = smallScenario()): Dream {
  const world = {
    format: 1,
    seed: 'dh1:hand',
    tick: 0,
    nextId: 1,
    streams: {},
    people: { byId: {}, order: [] },
    space: { avatars: {}, hands: [], offers: [], refusedUntil: {}, bridges: {}, lanterns: [], loose: [], contacts: 0, turned: 0 },
    affect: beginAffect(scenario),
    jukebox: beginJukebox(scenario),
    narrative: { facts: {}, factBecause: {} },
    governance: beginGovernance(scenario),
    guide: beginGuide(scenario),
    pending: { person: [], world: [] },
    causes: noCauses(),
  } as unknown as World;
  return { scenario, world };
}

export function addPerson(dream: Dream, id: Who, x: number, y: number): void {
  const { people, space } = dream.world;
  people.order.push(id);
  people.byId[id] = {
    id,
    kind: 'person',
    name: 'someone',
    shape: 'moon',
    cloth: 'teal',
    state: 'dreaming',
    joinedTick: 0,
    emberUntil: 0,
    cast: '',
  };
  space.avatars[id] = {
    id,
    x,
    y,
    z: 0,
    vx: 0,
    vy: 0,
    lift: 2,
    groundX: x,
    groundY: y,
    mist: 0,
    region: 'plaza',
    bridge: '',
    cause: 'k0.0',
    input: { mx: 0, my: 0, float: false, breath: false },
  };
}

export function agree(dream: Dream, id: Who, ...purposes: Purpose[]): void {
  const { consents } = dream.world.governance;
  for (const purpose of purposes) consents[id] = { ...consents[id], [purpose]: { sinceTick: dream.world.tick, wording: '2026-11' } };
}

export function takeBackConsent(dream: Dream, id: Who, purpose: Purpose): void {
  delete dream.world.governance.consents[id]?.[purpose];
}

/** Runs ticks; `before` may press keys and send readings in each. Returns all events. */
export function run(dream: Dream, ticks: number, before?: (now: Moment, tick: number) => void): DreamEvent[] {
  const events: DreamEvent[] = [];
  for (let k = 0; k < ticks; k++) {
    dream.world.tick++;
    const now = new Moment(dream);
    before?.(now, dream.world.tick);
    stepAffect(now);
    stepJukebox(now);
    events.push(...now.events);
  }
  return events;
}

/** Holds or releases somebody's breath key, as a move command does. */
export function press(now: Moment, id: Who, breath: boolean): void {
  const avatar = now.world.space.avatars[id];
  if (!avatar || avatar.input.breath === breath) return;
  avatar.input = { ...avatar.input, breath };
  avatar.cause = `k${now.tick}.0`;
}

/** Presses like a steady breather: in for `inward` s at the start of each `cycle` s, shifted by `late` s. */
export function breathe(now: Moment, id: Who, cycle = 10, inward = 4, late = 0): void {
  const t = now.tick / 20 - late;
  press(now, id, t >= 0 && t % cycle < inward);
}

export const READING: CommandBody<'reading'> = {
  seq: 0,
  deviceMs: 0,
  hr: 72,
  rmssd: 40,
  arousal: 90,
  breathPhase: 40,
  breathRate: 60,
  quality: 3,
  state: 'good',
};

export function read(now: Moment, id: Who, body: Partial<CommandBody<'reading'>> = {}): Refusal | null {
  const handler = affectHandlers.reading as NonNullable<typeof affectHandlers.reading>;
  return handler(now, { type: 'reading', by: id, body: { ...READING, seq: now.tick, deviceMs: now.tick * 50, ...body } }, `k${now.tick}.1`);
}
