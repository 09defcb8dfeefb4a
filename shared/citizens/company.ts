/**
 * Company for a newcomer's first five minutes (play.md, section 2): Maris breathes with them and plants a lantern, Imre waits at the stub of a
 * bridge, Noor at the first shadow, Bram sits down beside who stands still. They start joint acts and never finish one that the person walks
 * toward; a refusal sends them away for a minute. All of it is made of commands.
 */

import type { Command } from '../dream/commands.ts';
import type { CastMember } from '../dream/compiled.ts';
import { TICK_RATE, type Who } from '../dream/ids.ts';
import type { Dream } from '../dream/world.ts';
import { hypot, max } from '../kernel/math.ts';
import type { CastState } from './cast.ts';
import type { Member } from './member.ts';
import { gap, partnersOf, speak } from './mind.ts';
import { isWhole, type Point, regionAt, wayTo } from './walk.ts';
import { newcomers, padOf } from './wishes.ts';

const PARTS = ['breath', 'lantern', 'bridge', 'shadow', 'rest'] as const;
type Part = (typeof PARTS)[number];

/** What a newcomer has met so far. Ticks. */
export interface Company {
  sinceTick: number;
  /** part -> tick at which it was over; 0 while it is not */
  over: Record<Part, number>;
  /** bridge that Imre chose for this person */
  bridge: string;
  /** tick before which nobody offers anything, after a refusal */
  awayUntil: number;
  /** place and tick at which the person last moved */
  at: Point;
  stillSince: number;
}

/** Who plays which part; another simulated citizen steps in where one is missing. */
const WHO: Readonly<Record<Part, string>> = { breath: 'maris', lantern: 'maris', bridge: 'imre', shadow: 'noor', rest: 'bram' };
/** Seconds after joining at which a part is over, whatever happened. */
const LIMIT: Readonly<Record<Part, number>> = { breath: 70, lantern: 150, bridge: 200, shadow: 480, rest: 480 };
/** Seconds after joining from which a part is played. */
const FROM: Readonly<Record<Part, number>> = { breath: 6, lantern: 6, bridge: 0, shadow: 0, rest: 60 };
/** At most this many newcomers are kept company at once; the rest have each other. */
const AT_ONCE = 2;
/** From this far somebody comes over to take a newcomer's open palm, m: three seconds' walk and a little more. */
const PALM_REACH = 14;
/** Seconds of standing still after which somebody sits down nearby. */
const IDLE = 45;

interface Scene {
  readonly dream: Dream;
  readonly person: Who;
  readonly company: Company;
  readonly member: Member;
  readonly sheet: CastMember;
  readonly out: Command[];
}

export function keepCompany(dream: Dream, state: CastState, sheets: ReadonlyMap<string, CastMember>, out: Command[]): void {
  const { world } = dream;
  if (world.tick % 5 !== 0 || world.narrative.ending !== '') return;
  const fresh = newcomers(dream).slice(0, AT_ONCE);
  const busy = new Set<Who>();
  fresh.forEach((person, index) => {
    const company = state.company[person] ?? begin(dream);
    state.company[person] = company;
    watch(dream, person, company);
    answerPalm(dream, state, sheets, person, company, busy, out);
    for (const part of PARTS) {
      if (!isOn(dream, person, company, part)) continue;
      const member = companion(dream, state, part, index, busy);
      const sheet = member && sheets.get(member.cast);
      if (!member || !sheet) continue;
      busy.add(member.id);
      play(part, { dream, person, company, member, sheet, out });
    }
  });
  for (const m of state.members) {
    if (m.wish.kind === 'company' && !busy.has(m.id)) setFree(dream, m, fresh, out);
  }
}

/** A newcomer's open palm is never left alone: the nearest simulated citizen comes over and takes it. */
function answerPalm(
  dream: Dream,
  state: CastState,
  sheets: ReadonlyMap<string, CastMember>,
  person: Who,
  company: Company,
  busy: Set<Who>,
  out: Command[],
): void {
  const { space, people } = dream.world;
  const palm = space.offers.find((o) => o.by === person && o.to === '');
  if (!palm) return;
  const near = (m: Member): number => gap(dream, m.id, person);
  const [member] = state.members
    .filter((m) => m.id.startsWith('s:') && people.byId[m.id]?.state === 'dreaming' && !busy.has(m.id) && m.temper !== 'flooder')
    .filter((m) => near(m) < PALM_REACH && partnersOf(dream, m.id).length === 0)
    .sort((a, b) => near(a) - near(b));
  const sheet = member && sheets.get(member.cast);
  const at = space.avatars[person];
  if (!member || !sheet || !at) return;
  busy.add(member.id);
  send({ dream, person, company, member, sheet, out }, { x: at.x, y: at.y });
  if (near(member) < 2.4) out.push({ type: 'hand.answer', by: member.id, body: { offer: palm.id, accept: true } });
}

function begin(dream: Dream): Company {
  const { tick } = dream.world;
  const over = { breath: 0, lantern: 0, bridge: 0, shadow: 0, rest: 0 };
  return { sinceTick: tick, over, bridge: '', awayUntil: 0, at: { x: 0, y: 0 }, stillSince: tick };
}

function watch(dream: Dream, person: Who, company: Company): void {
  const p = dream.world.space.avatars[person];
  if (!p || hypot(p.x - company.at.x, p.y - company.at.y) < 1) return;
  company.at = { x: p.x, y: p.y };
  company.stillSince = dream.world.tick;
}

/** Whether a part is to be played now; notes when it is over. */
function isOn(dream: Dream, person: Who, company: Company, part: Part): boolean {
  const { tick } = dream.world;
  if (company.over[part] > 0 || tick < company.awayUntil) return false;
  const seconds = (tick - company.sinceTick) / TICK_RATE;
  if (seconds < FROM[part]) return false;
  if (seconds > LIMIT[part] || isMet(dream, person, company, part)) {
    company.over[part] = tick;
    return false;
  }
  if (part === 'lantern') return company.over.breath > 0;
  if (part === 'shadow') return dream.world.narrative.shadows.some((s) => s.goneTick === 0);
  if (part === 'rest') return tick - company.stillSince > IDLE * TICK_RATE && partnersOf(dream, person).length === 0;
  return true;
}

/** Whether the person has met what a part is for. */
function isMet(dream: Dream, person: Who, company: Company, part: Part): boolean {
  const { world, scenario } = dream;
  const { narrative, space, affect } = world;
  switch (part) {
    case 'breath':
      return (
        affect.pairs.some((p) => (p.a === person || p.b === person) && world.tick - p.sinceTick > 4 * TICK_RATE) &&
        (affect.breath[person]?.counted ?? 0) >= 2
      );
    case 'lantern':
      return space.lanterns.some((l) => l.by === person && l.tendedBy.length > 0);
    case 'bridge':
      return company.bridge !== '' && isWhole(world, scenario, company.bridge);
    case 'shadow':
      return narrative.fragments.some((f) => f.heldBy === person) || narrative.threads.some((t) => t.by === person);
    case 'rest':
      return false;
  }
}

function companion(dream: Dream, state: CastState, part: Part, index: number, busy: ReadonlySet<Who>): Member | undefined {
  const { narrative } = dream.world;
  const { byId } = dream.world.people;
  const here = state.members.filter(
    (m) =>
      m.id.startsWith('s:') &&
      byId[m.id]?.state === 'dreaming' &&
      !busy.has(m.id) &&
      !narrative.circles.some((c) => c.seats.includes(m.id)) &&
      !(part === 'shadow' && turnedFrom(dream, m)),
  );
  const named = index === 0 ? here.find((m) => m.cast === WHO[part]) : undefined;
  const free = here.filter((m) => m.temper === 'ordinary' || m.temper === 'chatty');
  return named ?? free[(index * 3 + PARTS.indexOf(part)) % max(1, free.length)];
}

/** Whether a shadow that stands now is gone for this member, who laid a card on its theme: then their hands do not count there. */
function turnedFrom(dream: Dream, member: Member): boolean {
  const { governance, narrative } = dream.world;
  return narrative.shadows.some((s) => s.goneTick === 0 && governance.stopped[member.id]?.includes(s.theme));
}

function setFree(dream: Dream, member: Member, fresh: readonly Who[], out: Command[]): void {
  for (const other of partnersOf(dream, member.id)) {
    if (!fresh.includes(other)) out.push({ type: 'hand.release', by: member.id, body: { from: other } });
  }
  member.wish = { ...member.wish, kind: 'rest', untilTick: dream.world.tick };
  member.breath = { mode: 'off', with: '', late: 0, behind: 0 };
}

function play(part: Part, scene: Scene): void {
  switch (part) {
    case 'breath':
      return breatheAlong(scene);
    case 'lantern':
      return plantFirst(scene);
    case 'bridge':
      return waitAtBridge(scene);
    case 'shadow':
      return standByShadow(scene);
    case 'rest':
      return sitNearby(scene);
  }
}

/** Sends a companion to a place with this newcomer in mind; true when there. */
function send({ dream, member, person }: Scene, to: Point): boolean {
  const me = dream.world.space.avatars[member.id];
  if (!me) return false;
  const { tick } = dream.world;
  const same = member.wish.kind === 'company' && member.wish.about === person;
  member.wish = {
    kind: 'company',
    about: person,
    x: to.x,
    y: to.y,
    sinceTick: same ? member.wish.sinceTick : tick,
    untilTick: tick + 40,
    done: same ? member.wish.done : [],
  };
  const near = hypot(to.x - me.x, to.y - me.y) < 0.9;
  member.path = near ? [] : (wayTo(dream.world, dream.scenario, me, to) ?? []);
  return near;
}

function once({ member }: Scene, what: string, does: () => boolean): void {
  if (!member.wish.done.includes(what) && does()) member.wish.done.push(what);
}

function say(scene: Scene, occasion: string): void {
  const { dream, member, sheet, out, person } = scene;
  if (gap(dream, member.id, person) < 11) once(scene, occasion, () => speak(dream, member, sheet, occasion, out, 4));
}

function breatheAlong(scene: Scene): void {
  const { dream, member, person } = scene;
  const p = dream.world.space.avatars[person];
  if (!p) return;
  const side = p.x > (dream.world.space.avatars[member.id]?.x ?? 0) ? -1 : 1;
  send(scene, { x: p.x + side * 1.9, y: p.y + 0.4 });
  member.breath = { ...member.breath, mode: 'tune', with: person };
  if (dream.world.affect.pairs.some((q) => q.a === person || q.b === person)) say(scene, 'greet');
}

/** Plants hers at the stand, leaves a place, and tends the newcomer's. */
function plantFirst(scene: Scene): void {
  const { dream, member, person, out } = scene;
  const theirs = dream.world.space.lanterns.find((l) => l.by === person && l.tendedBy.length === 0);
  if (theirs) {
    const me = dream.world.space.avatars[member.id];
    send(scene, { x: theirs.x + 1.2, y: theirs.y + 0.5 });
    if (me && hypot(me.x - theirs.x, me.y - theirs.y) < 2.2)
      out.push({ type: 'lantern.tend', by: member.id, body: { lantern: theirs.id } });
    return;
  }
  const stand = dream.scenario.symbols.find((s) => s.kind === 'stand') ?? dream.scenario.spawns[0];
  if (!stand || !send(scene, { x: stand.x - 2, y: stand.y + 1 })) return;
  once(scene, 'plant', () => out.push({ type: 'lantern.plant', by: member.id, body: { whisper: '' } }) > 0);
  say(scene, 'lantern');
}

/** Imre stands at a stub, palm open. Alone he only waits ("It won't do it for me"); after a minute and a half he begins by himself. */
function waitAtBridge(scene: Scene): void {
  const { dream, person, company, member } = scene;
  const p = dream.world.space.avatars[person];
  if (!p) return;
  const here = regionAt(dream.scenario, p.x, p.y);
  if (company.bridge === '') {
    const stubs = dream.scenario.bridges.filter((b) => (b.from === here || b.to === here) && !isWhole(dream.world, dream.scenario, b.id));
    company.bridge = [...stubs].sort((a, b) => a.length - b.length)[0]?.id ?? '';
  }
  const bridge = dream.scenario.bridges.find((b) => b.id === company.bridge);
  if (!bridge) {
    company.over.bridge = dream.world.tick;
    return;
  }
  const there = send(scene, padOf(dream, bridge, bridge.to === here ? bridge.to : bridge.from, 1.4));
  const together = partnersOf(dream, member.id).includes(person);
  const patient = dream.world.tick - company.sinceTick < 90 * TICK_RATE;
  member.breath = { ...member.breath, mode: together ? 'tune' : patient ? 'off' : 'pacer', with: person };
  if (there) say(scene, 'bridge');
  offerHand(scene);
}

/** Noor waits by the nearest shadow, comes to the newcomer's side when they come near, and offers a hand. */
function standByShadow(scene: Scene): void {
  const { dream, person, member } = scene;
  const p = dream.world.space.avatars[person];
  if (!p) return;
  const open = dream.world.narrative.shadows.filter((s) => s.goneTick === 0);
  const shadow = [...open].sort((a, b) => hypot(a.x - p.x, a.y - p.y) - hypot(b.x - p.x, b.y - p.y))[0];
  if (!shadow) return;
  const close = hypot(shadow.x - p.x, shadow.y - p.y) < 7;
  const together = partnersOf(dream, member.id).includes(person);
  const side = p.x < shadow.x ? -1 : 1;
  send(scene, close ? { x: shadow.x + side * 1.6, y: shadow.y + 1.8 } : { x: shadow.x - 2.4, y: shadow.y + 1.6 });
  if (close && !together && gap(dream, member.id, person) > 2.2)
    send(scene, { x: p.x + (shadow.x - p.x) * 0.35, y: p.y + (shadow.y - p.y) * 0.35 });
  member.breath = { ...member.breath, mode: together ? 'tune' : 'pacer', with: person };
  say(scene, 'shadow');
  offerHand(scene);
}

function sitNearby(scene: Scene): void {
  const p = scene.dream.world.space.avatars[scene.person];
  if (!p) return;
  if (send(scene, { x: p.x - 2.6, y: p.y + 1.2 })) say(scene, 'idle');
}

function offerHand(scene: Scene): void {
  const { dream, person, company, member, out } = scene;
  const { space, tick } = dream.world;
  if ((space.refusedUntil[`${member.id}|${person}`] ?? 0) > tick) {
    company.awayUntil = tick + 60 * TICK_RATE;
    return;
  }
  const near = gap(dream, member.id, person);
  if (near > 2.4 || partnersOf(dream, member.id).includes(person) || space.offers.some((o) => o.by === member.id)) return;
  out.push({ type: 'hand.offer', by: member.id, body: { to: person } });
  say(scene, 'hand');
}
