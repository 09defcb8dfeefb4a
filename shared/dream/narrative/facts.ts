/** Facts: named numbers that acts, storylets and shadows wait for. Counts follow events; the rest is read off the world every second. */

import type { CompiledScenario, Criterion } from '../compiled.ts';
import type { DreamEvent, EventType } from '../events.ts';
import { governanceFacts } from '../governance/step.ts';
import { maskFacts } from '../guide/mask.ts';
import { isNear } from '../guide/near.ts';
import { type CauseId, TICK_RATE, type Who } from '../ids.ts';
import { flatSeconds } from '../jukebox/honest.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import { meetingOf } from './met.ts';
import type { Facts } from './salience.ts';

/** Facts that an event counts up by one. */
const COUNTED: { readonly [T in EventType]?: readonly string[] } = {
  'breath.counted': ['breaths'],
  'tune.began': ['tuned'],
  'hands.joined': ['hands'],
  'lantern.planted': ['lanterns'],
  'circle.closed': ['circles'],
};
/** Facts that an event moves without being their count. */
const MOVED: { readonly [T in EventType]?: readonly string[] } = {
  'act.opened': ['act'],
  'guide.evidence': ['evidence', 'suspicion'],
  'guide.exposed': ['exposed', 'exposedFor', 'mirror'],
  'breath.counted': ['baselines'],
  'bridge.whole': ['bridges'],
  'symbol.woke': ['woken'],
  'shadow.formed': ['formed', 'open'],
  'shadow.soothed': ['soothed', 'open'],
  'integrity.fell': ['integrity', 'flat'],
  'integrity.restored': ['integrity', 'flat'],
  'thread.woven': ['woven', 'cloth'],
  'thread.withdrawn': ['woven', 'cloth'],
  'backstage.chose': ['wound'],
  'hourglass.turned': ['rising', 'intensity'],
  joined: ['dreaming'],
  left: ['dreaming'],
  'breach.learned': ['breaches'],
  'legitimacy.moved': ['legitimacy'],
  'voice.raised': ['standing'],
  'voice.lowered': ['standing'],
  'surge.rose': ['surges'],
  'reform.passed': ['reforms'],
  'night.carried': ['wound', 'legitimacy'],
};
/** Somebody this near is not far, m. */
const NEAR = 6;
/** Causes kept for each fact. */
const KEPT = 8;

/** A fact's value; 0 when nobody set it. */
export function factOf(world: World, name: string): number {
  const { facts } = world.narrative;
  return Object.hasOwn(facts, name) ? (facts[name] ?? 0) : 0;
}

/** Sets a fact that a choice moved, and remembers why. */
export function moveFact(world: World, name: string, add: number, because: CauseId): void {
  world.narrative.facts[name] = factOf(world, name) + add;
  rememberFact(world, name, because);
}

function rememberFact(world: World, name: string, because: CauseId): void {
  const all = world.narrative.factBecause;
  const old = Object.hasOwn(all, name) ? (all[name] ?? []) : [];
  all[name] = [...(old.length >= KEPT ? old.slice(old.length - KEPT + 1) : old), because];
}

/** Counts the events of this tick from number `from` on; returns how many there are, for the next call. */
export function countEvents(now: Moment, from: number): number {
  for (let i = from; i < now.events.length; i++) {
    const event = now.events[i] as DreamEvent;
    for (const fact of COUNTED[event.type] ?? []) moveFact(now.world, fact, 1, event.id);
    for (const fact of MOVED[event.type] ?? []) rememberFact(now.world, fact, event.id);
    if (event.type === 'bridge.whole' && factOf(now.world, `whole.${event.about}`) === 0) {
      now.world.narrative.facts[`whole.${event.about}`] = 1;
      now.world.narrative.facts.bridges = factOf(now.world, 'bridges') + 1;
    }
  }
  return now.events.length;
}

/** How many dream now, simulated citizens too; the four named agents are not counted. */
export function peopleCount(world: World): number {
  let n = 0;
  for (const id of world.people.order) {
    const p = world.people.byId[id];
    if (p?.state === 'dreaming' && p.kind !== 'agent') n++;
  }
  return n;
}

/** Reads off the world what is not counted by events. */
export function refreshFacts(world: World): void {
  const { narrative, people, affect, orchestration } = world;
  const f = narrative.facts;
  let dreaming = 0;
  let based = 0;
  for (const id of people.order) {
    const p = people.byId[id];
    if (p?.state !== 'dreaming' || p.kind === 'agent') continue;
    dreaming++;
    if ((affect.breath[id]?.counted ?? 0) >= 3) based++;
  }
  f.intensity = orchestration.intensity;
  f.rising = orchestration.phase === 'build' ? 1 : 0;
  f.act = narrative.begun ? narrative.act + 1 : 0;
  f.t = narrative.begun ? (world.tick - narrative.actTick) / TICK_RATE : 0;
  f.night = narrative.begun ? (world.tick - narrative.beganTick) / TICK_RATE : 0;
  f.dreaming = dreaming;
  f.baselines = dreaming > 0 ? based / dreaming : 0;
  let woken = 0;
  for (const id in narrative.symbols) if (narrative.symbols[id]?.awake) woken++;
  f.woken = woken;
  f.open = narrative.shadows.filter((s) => s.goneTick === 0).length;
  f.formed = narrative.formed;
  f.soothed = narrative.soothed;
  f.woven = narrative.threads.length;
  f.integrity = world.jukebox.integrity;
  f.flat = flatSeconds(world);
  f.cloth = narrative.goal > 0 ? narrative.threads.length / narrative.goal : 0;
  Object.assign(f, governanceFacts(world, dreaming), maskFacts(world));
  f.wound = (world.city.wounds.find((w) => w.id === orchestration.backstage.wound) ?? world.city.wounds[0])?.open ?? 0;
}

/**
 * Facts for one person: those of the dream, `near` (others within 6 m), `alone` (seconds without any), and `at.<symbol>` (within 6 m of it), `here.<region>`,
 * `seen.<storylet>`: 1 or 0.
 */
export function factsFor(world: World, scenario: CompiledScenario, who: Who): Facts {
  const avatar = world.space.avatars[who];
  let near = -1;
  return (name) => {
    if (!avatar) return factOf(world, name);
    if (name === 'near') {
      if (near < 0) near = othersNear(world, who, avatar.x, avatar.y);
      return near;
    }
    if (name === 'guideNear') return isNear(world, who, NEAR) ? 1 : 0;
    if (name === 'alone') return aloneSeconds(world, who);
    if (name.startsWith('here.')) return avatar.region === name.slice(5) ? 1 : 0;
    if (name.startsWith('at.')) return isAt(scenario, name.slice(3), avatar.x, avatar.y) ? 1 : 0;
    if (name.startsWith('seen.')) return world.narrative.seen[meetingOf(world, name.slice(5), who)] === undefined ? 0 : 1;
    return factOf(world, name);
  };
}

function othersNear(world: World, who: Who, x: number, y: number): number {
  let n = 0;
  for (const id of world.people.order) {
    const a = world.space.avatars[id];
    if (a && id !== who && world.people.byId[id]?.state === 'dreaming' && (a.x - x) * (a.x - x) + (a.y - y) * (a.y - y) <= NEAR * NEAR) n++;
  }
  return n;
}

/** Seconds for which nobody has been within 6 m of a person. */
function aloneSeconds(world: World, who: Who): number {
  const since = world.narrative.aloneSince[who];
  return since === undefined ? 0 : (world.tick - since) / TICK_RATE;
}

/** Once a second: who has nobody near, and since when. */
export function watchAlone(now: Moment): void {
  const { narrative } = now.world;
  const since: Record<Who, number> = {};
  for (const { id, person, avatar } of now.present()) {
    if (person.state === 'dreaming' && !now.hasNear(avatar.x, avatar.y, NEAR, 2)) since[id] = narrative.aloneSince[id] ?? now.tick;
  }
  narrative.aloneSince = since;
}

function isAt(scenario: CompiledScenario, symbol: string, x: number, y: number): boolean {
  const s = scenario.symbols.find((one) => one.id === symbol);
  return s !== undefined && (s.x - x) * (s.x - x) + (s.y - y) * (s.y - y) <= NEAR * NEAR;
}

/** The events behind the facts of a group of criteria; empty when only time or absence made it hold. */
export function behind(world: World, requires: readonly Criterion[]): CauseId[] {
  const out: CauseId[] = [];
  const { factBecause } = world.narrative;
  for (const { fact, min } of requires) {
    if (min <= 0 || !Object.hasOwn(factBecause, fact)) continue;
    for (const id of factBecause[fact] ?? []) if (!out.includes(id)) out.push(id);
  }
  return out;
}
