/** Planted lights: who plants, who tends, and what they hold. A planted lantern stays for the night. */
import { type Refusal, refuse } from '../commands.ts';
import { type CauseId, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import {
  LANTERN_AGAIN_SECONDS,
  LANTERN_APART,
  LANTERN_CYCLE,
  LANTERN_GLOW_MAX,
  LANTERN_REACH,
  LANTERNS_ALIVE,
  REACH_M,
  toSegment,
} from './rules.ts';

/** The breath cycle a lantern repeats: the planter's, if it is public, else 10 s. */
function cycleOf(world: World, who: Who): number {
  const breath = world.affect.breath[who];
  if (!breath || breath.cycle <= 0) return LANTERN_CYCLE;
  return !breath.measured || world.governance.consents[who]?.near ? breath.cycle : LANTERN_CYCLE;
}

export function plantLantern(now: Moment, who: Who, whisper: string, cause: CauseId): Refusal | null {
  const { world } = now;
  const a = world.space.avatars[who];
  if (!a) return refuse('who.nowhere', 'you stand nowhere', '');
  if (a.z > 0 || a.mist > 0) return refuse('lantern.ground', 'a light needs ground under it', 'land first');
  const mine = world.space.lanterns.filter((l) => l.by === who);
  if (mine.length >= LANTERNS_ALIVE)
    return refuse('lantern.three', `${LANTERNS_ALIVE} lights of yours are burning`, 'tend those of others');
  const last = mine[mine.length - 1];
  if (last && now.tick - last.plantedTick < ticks(LANTERN_AGAIN_SECONDS)) {
    return refuse('lantern.soon', `a new light after ${LANTERN_AGAIN_SECONDS} s`, 'wait a while');
  }
  for (const l of world.space.lanterns) {
    if ((l.x - a.x) * (l.x - a.x) + (l.y - a.y) * (l.y - a.y) < LANTERN_APART * LANTERN_APART) {
      return refuse('lantern.near', `a light burns within ${LANTERN_APART} m`, 'tend it, or go farther');
    }
  }
  const id = now.newId('ln');
  const event = now.event('lantern.planted', who, id, [cause]);
  world.space.lanterns.push({
    id,
    by: who,
    x: a.x,
    y: a.y,
    glow: 1,
    whisper,
    cycle: cycleOf(world, who),
    plantedTick: now.tick,
    tendedBy: [],
    because: [event],
  });
  return null;
}

/** One more glow, once from each person; its planter hears a chime. */
export function tendLantern(now: Moment, who: Who, id: string, cause: CauseId): Refusal | null {
  const { world } = now;
  const a = world.space.avatars[who];
  const l = world.space.lanterns.find((x) => x.id === id);
  if (!a || !l) return refuse('lantern.none', 'no such light burns here', '');
  if (toSegment(a.x, a.y, l.x, l.y, l.x, l.y) > REACH_M) return refuse('lantern.far', `a light is tended from ${REACH_M} m`, 'go nearer');
  if (l.by === who) return refuse('lantern.own', 'your own light knows you already', 'tend the light of somebody else');
  if (l.tendedBy.includes(who)) return refuse('lantern.tended', 'you tended it already', '');
  l.tendedBy.push(who);
  if (l.glow < LANTERN_GLOW_MAX) l.glow++;
  const event = now.event('lantern.tended', who, id, [cause, ...l.because], { glow: l.glow });
  l.because = [event];
  if (world.people.byId[l.by]?.state === 'dreaming') {
    now.effect({ kind: 'sound', to: l.by, by: who, source: id, intensity: 0.1, text: 'lantern.chime', because: [event] });
  }
  return null;
}

/** Lanterns within 6 m of a bridge keep it from shrinking. */
export function lightKeeps(world: World, ax: number, ay: number, bx: number, by: number): boolean {
  for (const l of world.space.lanterns) {
    if (toSegment(l.x, l.y, ax, ay, bx, by) <= LANTERN_REACH) return true;
  }
  for (const l of world.space.loose) {
    if (l.glows && l.heldBy === '' && toSegment(l.x, l.y, ax, ay, bx, by) <= LANTERN_REACH) return true;
  }
  return false;
}
