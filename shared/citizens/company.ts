/**
 * Company for a newcomer's first five minutes (play.md, section 2): Maris breathes and plants, Imre stands at the bridge, Noor at the shadow.
 * They start joint acts and never finish one that the person walks toward; a refusal sends them away for a minute. All of it is made of commands.
 */

import type { Command } from '../dream/commands.ts';
import type { CastMember } from '../dream/compiled.ts';
import { TICK_RATE, type Who } from '../dream/ids.ts';
import type { Dream } from '../dream/world.ts';
import { hypot, max } from '../kernel/math.ts';
import type { CastState } from './cast.ts';
import type { Member, Wish } from './member.ts';
import { gap, partnersOf, speak } from './mind.ts';
import { isWhole, type Point, regionAt, wayTo } from './walk.ts';
import { newcomers, padOf } from './wishes.ts';

/** What a newcomer has met so far, and when the present beat began. */
export interface Company {
  beat: 'breath' | 'lantern' | 'bridge' | 'shadow' | 'thread' | 'done';
  sinceTick: number;
  /** bridge that Imre chose for this person */
  bridge: string;
  /** ticks until which each companion stays away after a refusal */
  awayUntil: number;
}

const NEXT: Readonly<Record<Company['beat'], Company['beat']>> = {
  breath: 'lantern',
  lantern: 'bridge',
  bridge: 'shadow',
  shadow: 'thread',
  thread: 'done',
  done: 'done',
};
/** Who keeps company in which beat; another simulated citizen steps in where one is missing. */
const WHO: Readonly<Partial<Record<Company['beat'], string>>> = {
  breath: 'maris',
  lantern: 'maris',
  bridge: 'imre',
  shadow: 'noor',
  thread: 'noor',
};
/** Seconds after which a beat is over, whatever happened. */
const LIMIT: Readonly<Record<Company['beat'], number>> = { breath: 60, lantern: 50, bridge: 150, shadow: 240, thread: 120, done: 0 };

/** At most this many newcomers are kept company at once; the rest have each other. */
const AT_ONCE = 2;

export function keepCompany(dream: Dream, state: CastState, sheets: ReadonlyMap<string, CastMember>, out: Command[]): void {
  const { world } = dream;
  if (world.tick % 5 !== 0) return;
  const fresh = newcomers(dream).slice(0, AT_ONCE);
  for (const person of Object.keys(state.company)) {
    if (!fresh.includes(person)) state.company[person] = { ...(state.company[person] as Company), beat: 'done' };
  }
  fresh.forEach((person, index) => {
    const company = state.company[person] ?? { beat: 'breath', sinceTick: world.tick, bridge: '', awayUntil: 0 };
    state.company[person] = company;
    if (company.beat === 'done' || world.tick < company.awayUntil) return;
    const member = companion(state, world.people.byId, company.beat, index);
    const sheet = member && sheets.get(member.cast);
    if (!member || !sheet) return;
    if (over(dream, person, company)) {
      company.beat = NEXT[company.beat];
      company.sinceTick = world.tick;
      freeAll(dream, state, person, out);
      return;
    }
    play(dream, person, company, member, sheet, out);
    lookAfter(dream, state, sheets, person, company, out);
  });
  for (const m of state.members) {
    if (m.wish.kind === 'company' && (world.tick > m.wish.untilTick || !fresh.includes(m.wish.about))) {
      m.wish = { ...m.wish, kind: 'rest', untilTick: world.tick };
    }
  }
}

function companion(state: CastState, people: Dream['world']['people']['byId'], beat: Company['beat'], index: number): Member | undefined {
  const free = state.members.filter((m) => m.id.startsWith('s:') && people[m.id]?.state === 'dreaming' && m.temper === 'ordinary');
  const named = index === 0 ? free.find((m) => m.cast === WHO[beat]) : undefined;
  return named ?? free[(index * 3 + 1) % max(1, free.length)];
}

/** Whether the person has met what this beat is for, or had their time with it. */
function over(dream: Dream, person: Who, company: Company): boolean {
  const { world, scenario } = dream;
  const seconds = (world.tick - company.sinceTick) / TICK_RATE;
  const { narrative, space, affect } = world;
  if (seconds > LIMIT[company.beat]) return true;
  switch (company.beat) {
    case 'breath':
      return seconds > 20 && affect.pairs.some((p) => p.a === person || p.b === person) && (affect.breath[person]?.counted ?? 0) >= 2;
    case 'lantern':
      return space.lanterns.some((l) => l.by === person && (l.tendedBy.length > 0 || world.tick - l.plantedTick > 30 * TICK_RATE));
    case 'bridge':
      return company.bridge !== '' && isWhole(world, scenario, company.bridge);
    case 'shadow':
      return narrative.fragments.some((f) => f.by === person || f.heldBy === person) || narrative.threads.some((t) => t.by === person);
    case 'thread':
      return narrative.threads.some((t) => t.by === person);
    case 'done':
      return true;
  }
}

function freeAll(dream: Dream, state: CastState, person: Who, out: Command[]): void {
  for (const m of state.members) {
    if (m.wish.kind !== 'company' || m.wish.about !== person) continue;
    for (const other of partnersOf(dream, m.id)) {
      if (other !== person) out.push({ type: 'hand.release', by: m.id, body: { from: other } });
    }
    m.wish = { ...m.wish, kind: 'rest', untilTick: dream.world.tick };
    m.breath = { mode: 'off', with: '', late: 0, behind: 0 };
  }
}

/** Sends a companion to a place with this newcomer in mind. */
function send(dream: Dream, member: Member, person: Who, to: Point): void {
  const me = dream.world.space.avatars[member.id];
  if (!me) return;
  const { tick } = dream.world;
  const same = member.wish.kind === 'company' && member.wish.about === person;
  const wish: Wish = {
    kind: 'company',
    about: person,
    x: to.x,
    y: to.y,
    sinceTick: same ? member.wish.sinceTick : tick,
    untilTick: tick + 40,
    done: same ? member.wish.done : [],
  };
  member.wish = wish;
  if (hypot(to.x - me.x, to.y - me.y) < 0.9) member.path = [];
  else member.path = wayTo(dream.world, dream.scenario, me, to) ?? [];
}

function play(dream: Dream, person: Who, company: Company, member: Member, sheet: CastMember, out: Command[]): void {
  const p = dream.world.space.avatars[person];
  if (!p) return;
  const once = (what: string, does: () => boolean): void => {
    if (!member.wish.done.includes(what) && does()) member.wish.done.push(what);
  };
  switch (company.beat) {
    case 'breath': {
      const side = p.x > (dream.world.space.avatars[member.id]?.x ?? 0) ? -1 : 1;
      send(dream, member, person, { x: p.x + side * 1.9, y: p.y + 0.4 });
      member.breath = { ...member.breath, mode: 'tune', with: person };
      if (dream.world.affect.pairs.some((q) => q.a === person || q.b === person))
        once('greet', () => speak(dream, member, sheet, 'greet', out));
      return;
    }
    case 'lantern': {
      const stand = dream.scenario.symbols.find((s) => s.kind === 'stand') ?? dream.scenario.spawns[0];
      if (!stand) return;
      send(dream, member, person, { x: stand.x - 2, y: stand.y + 1 });
      if (member.path.length > 0) return;
      once('plant', () => out.push({ type: 'lantern.plant', by: member.id, body: { whisper: '' } }) > 0);
      if (gap(dream, member.id, person) < 11) once('lantern', () => speak(dream, member, sheet, 'lantern', out));
      return;
    }
    case 'bridge':
      return atBridge(dream, person, company, member, sheet, once, out);
    case 'shadow':
      return atShadow(dream, person, company, member, sheet, once, out);
    case 'thread': {
      const loom = dream.scenario.symbols.find((s) => s.kind === 'loom');
      if (loom) send(dream, member, person, { x: loom.x - 2.2, y: loom.y + 1.6 });
      member.breath = { ...member.breath, mode: 'tune', with: person };
      once('thanks', () => speak(dream, member, sheet, 'thanks', out));
      return;
    }
    case 'done':
  }
}

type Once = (what: string, does: () => boolean) => void;

function atBridge(dream: Dream, person: Who, company: Company, member: Member, sheet: CastMember, once: Once, out: Command[]): void {
  const p = dream.world.space.avatars[person];
  if (!p) return;
  const here = regionAt(dream.scenario, p.x, p.y);
  if (company.bridge === '') {
    const stubs = dream.scenario.bridges.filter((b) => (b.from === here || b.to === here) && !isWhole(dream.world, dream.scenario, b.id));
    company.bridge = [...stubs].sort((a, b) => a.length - b.length)[0]?.id ?? '';
  }
  const bridge = dream.scenario.bridges.find((b) => b.id === company.bridge);
  if (!bridge) {
    company.sinceTick = -LIMIT.bridge * TICK_RATE;
    return;
  }
  const pad = padOf(dream, bridge, bridge.from === here ? bridge.from : bridge.to, 1.4);
  send(dream, member, person, pad);
  const near = gap(dream, member.id, person);
  member.breath = {
    ...member.breath,
    mode: near < 7 && (dream.world.affect.breath[person]?.turns.length ?? 0) > 0 ? 'tune' : 'pacer',
    with: person,
  };
  if (member.path.length === 0 && near < 12) once('bridge', () => speak(dream, member, sheet, 'bridge', out));
  offerTo(dream, person, company, member, sheet, near, out);
}

function atShadow(dream: Dream, person: Who, company: Company, member: Member, sheet: CastMember, once: Once, out: Command[]): void {
  const p = dream.world.space.avatars[person];
  const open = dream.world.narrative.shadows.filter((s) => s.goneTick === 0);
  if (!p) return;
  if (open.length === 0) {
    // nothing to soothe yet: stay near, breathe, and let the symbol be found
    company.sinceTick = max(company.sinceTick, dream.world.tick - 120 * TICK_RATE);
    return;
  }
  const shadow = [...open].sort((a, b) => hypot(a.x - p.x, a.y - p.y) - hypot(b.x - p.x, b.y - p.y))[0];
  if (!shadow) return;
  send(dream, member, person, { x: shadow.x - 2.4, y: shadow.y + 1.6 });
  const near = gap(dream, member.id, person);
  member.breath = { ...member.breath, mode: partnersOf(dream, member.id).includes(person) ? 'tune' : 'pacer', with: person };
  if (member.path.length === 0 && near < 12) once('shadow', () => speak(dream, member, sheet, 'shadow', out));
  offerTo(dream, person, company, member, sheet, near, out);
}

function offerTo(dream: Dream, person: Who, company: Company, member: Member, sheet: CastMember, near: number, out: Command[]): void {
  const { space, tick } = dream.world;
  const key = `${member.id}|${person}`;
  if ((space.refusedUntil[key] ?? 0) > tick) {
    company.awayUntil = tick + 60 * TICK_RATE;
    return;
  }
  if (near > 2.4 || partnersOf(dream, member.id).includes(person) || space.offers.some((o) => o.by === member.id)) return;
  out.push({ type: 'hand.offer', by: member.id, body: { to: person } });
  speak(dream, member, sheet, 'hand', out);
}

/** A newcomer's lantern is tended within 40 s, by somebody who walks over for it. */
function lookAfter(
  dream: Dream,
  state: CastState,
  sheets: ReadonlyMap<string, CastMember>,
  person: Who,
  company: Company,
  out: Command[],
): void {
  const lantern = dream.world.space.lanterns.find((l) => l.by === person && l.tendedBy.length === 0);
  if (!lantern || company.beat === 'breath') return;
  const tender = companion(state, dream.world.people.byId, 'lantern', 0);
  if (!tender || !sheets.has(tender.cast) || company.beat !== 'lantern') return;
  send(dream, tender, person, { x: lantern.x + 1.2, y: lantern.y + 0.5 });
  const me = dream.world.space.avatars[tender.id];
  if (me && hypot(me.x - lantern.x, me.y - lantern.y) < 2.2)
    out.push({ type: 'lantern.tend', by: tender.id, body: { lantern: lantern.id } });
}
