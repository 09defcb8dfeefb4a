/** One thought of a simulated citizen, a few times a second: answer, carry on with the wish, or find another. */

import { type Command, EMOTES } from '../dream/commands.ts';
import type { CastMember } from '../dream/compiled.ts';
import { TICK_RATE, type Who } from '../dream/ids.ts';
import { partnersOf as handsOf } from '../dream/space/surroundings.ts';
import type { Dream } from '../dream/world.ts';
import { hypot } from '../kernel/math.ts';
import { between, chance, pick } from '../kernel/random.ts';
import { sitAlong } from './circle.ts';
import { everyoneIn, heldBy, scenesOf } from './glance.ts';
import { beforeImage, beforeScene } from './lean.ts';
import type { Member } from './member.ts';
import { noticeOdd } from './notice.ts';
import { steer } from './walk.ts';
import { nextWish } from './wishes.ts';
import { FRAGMENT_LINES, GENERIC_LINES } from './words.ts';

const REACH = 2.4;

/** At a string somebody plucks it so often, a thought. */
const PLUCKS = 0.15;

/** Distance between two people, m; Infinity when one is not there. */
export function gap(dream: Dream, a: Who, b: Who): number {
  const p = dream.world.space.avatars[a];
  const q = dream.world.space.avatars[b];
  return p && q ? hypot(p.x - q.x, p.y - q.y) : Number.POSITIVE_INFINITY;
}

export function partnersOf(dream: Dream, who: Who): Who[] {
  return handsOf(dream.world, who);
}

/** Says one of the lines for an occasion, unless they spoke a moment ago. */
export function speak(dream: Dream, member: Member, sheet: CastMember, occasion: string, out: Command[], quietSeconds = 14): boolean {
  if (dream.world.tick < member.quietUntil) return false;
  const lines = sheet.lines[occasion] ?? GENERIC_LINES[occasion] ?? [];
  if (lines.length === 0) return false;
  member.quietUntil = dream.world.tick + quietSeconds * TICK_RATE;
  out.push({ type: 'say', by: member.id, body: { words: pick(member.rng, lines).slice(0, 140) } });
  return true;
}

export function think(dream: Dream, member: Member, sheet: CastMember, out: Command[]): void {
  if (dream.world.narrative.ending !== '') return stand(dream, member);
  answerOffers(dream, member, sheet, out);
  answerScenes(dream, member, out);
  giveWords(dream, member, out);
  noticeOdd(dream, member, out);
  if (beforeImage(dream, member, out)) return;
  if (sitAlong(dream, member, out) || member.wish.kind === 'company' || walkAlong(dream, member, out)) return;
  if (dream.world.tick >= member.wish.untilTick || finished(dream, member)) change(dream, member, sheet, out);
  carryOn(dream, member, sheet, out);
}

/** What somebody keeps to themselves they think of again after so long, s. */
const THINKS_AGAIN = [50, 130] as const;

/** Seconds for which a simulated citizen walks along at a person's hand. */
const ALONG = 60;

/** At a person's hand: go where they go and breathe as they breathe, never the other way round; after a minute, let go. */
function walkAlong(dream: Dream, member: Member, out: Command[]): boolean {
  const { world } = dream;
  const hands = world.space.hands.find((h) => (h.a === member.id || h.b === member.id) && isPerson(dream, h.a === member.id ? h.b : h.a));
  if (!hands) return false;
  const person = hands.a === member.id ? hands.b : hands.a;
  const at = world.space.avatars[person];
  if (!at || world.tick - hands.sinceTick > ALONG * TICK_RATE) {
    out.push({ type: 'hand.release', by: member.id, body: { from: person } });
    return false;
  }
  member.wish = { kind: 'rest', about: person, x: at.x, y: at.y, sinceTick: world.tick, untilTick: world.tick + TICK_RATE, done: [] };
  member.path = gap(dream, member.id, person) > 1.5 ? [{ x: at.x, y: at.y }] : [];
  if (member.breath.with !== person) member.breath = { mode: 'tune', with: person, late: 0, behind: 0 };
  return true;
}

function isPerson(dream: Dream, who: Who): boolean {
  return dream.world.people.byId[who]?.kind === 'person';
}

/** The night is over: everybody stands where they are and breathes with the dream. */
function stand(dream: Dream, member: Member): void {
  member.path = [];
  member.breath = { ...member.breath, mode: 'pacer' };
  member.wish = { ...member.wish, kind: 'rest', untilTick: dream.world.tick + TICK_RATE };
}

function answerOffers(dream: Dream, member: Member, sheet: CastMember, out: Command[]): void {
  if (sheet.kind === 'agent' || partnersOf(dream, member.id).length >= 2) return;
  for (const offer of dream.world.space.offers) {
    if (offer.by === member.id || (offer.to !== '' && offer.to !== member.id) || gap(dream, member.id, offer.by) > 2.5) continue;
    const toMe = offer.to === member.id;
    const from = dream.world.people.byId[offer.by]?.kind === 'person';
    const will =
      member.temper === 'dissenter' ? 0.4 : from ? 0.95 : member.wish.kind === 'shadow' || member.wish.kind === 'bridge' ? 0.9 : 0.4;
    if (!toMe && !chance(member.rng, from ? 0.5 : 0.15)) continue;
    out.push({ type: 'hand.answer', by: member.id, body: { offer: offer.id, accept: chance(member.rng, will) } });
    return;
  }
}

function answerScenes(dream: Dream, member: Member, out: Command[]): void {
  for (const scene of scenesOf(dream.world, member.id)) {
    if (scene.choices.length === 0) continue;
    let at = member.choosing[scene.id];
    if (at === undefined) {
      const longer = beforeScene(dream, member, scene);
      at = dream.world.tick + between(member.rng, 3, 9) * TICK_RATE * (longer ?? 1);
      if (longer === null) out.push({ type: 'turn', by: member.id, body: { shadow: scene.id } });
    }
    member.choosing[scene.id] = at;
    if (dream.world.tick < at) continue;
    delete member.choosing[scene.id];
    out.push({ type: 'choose', by: member.id, body: { scene: scene.id, choice: pick(member.rng, scene.choices).id, words: '' } });
  }
  let kept = 0;
  for (const id in member.choosing) {
    if (member.choosing[id] !== -1 && !scenesOf(dream.world, member.id).some((s) => s.id === id)) delete member.choosing[id];
    else kept++;
  }
  // a record that names were taken from is slow to look through, an empty one is not
  if (kept === 0) member.choosing = {};
}

/**
 * What is left behind becomes words, or stays with its person for a while: how much a night's company likes to hand over is drawn by the seed, so that
 * nights end differently. A full cloth needs no more of them.
 */
function giveWords(dream: Dream, member: Member, out: Command[]): void {
  const { threads, goal } = dream.world.narrative;
  const full = goal > 0 && threads.length >= goal;
  for (const f of heldBy(dream.world, member.id)) {
    if (f.offered) continue;
    const { tick } = dream.world;
    let at = member.wording[f.id] ?? -tick;
    if (at <= 0 && tick >= -at) {
      const gives = chance(member.rng, full ? 0.04 : member.giving);
      at = gives ? tick + between(member.rng, 3, 10) * TICK_RATE : -(tick + between(member.rng, ...THINKS_AGAIN) * TICK_RATE);
      member.wording[f.id] = at;
    }
    if (at <= 0 || tick < at) continue;
    delete member.wording[f.id];
    out.push({
      type: 'fragment.offer',
      by: member.id,
      body: { fragment: f.id, words: chance(member.rng, 0.85) ? pick(member.rng, FRAGMENT_LINES) : '' },
    });
  }
}

function finished(dream: Dream, member: Member): boolean {
  const { narrative, space } = dream.world;
  const { kind, about } = member.wish;
  if (kind === 'shadow') return !narrative.shadows.some((s) => s.id === about && s.goneTick === 0);
  if (kind === 'symbol' || kind === 'talk') return member.wish.done.includes('act');
  if (kind === 'string') return dream.world.jukebox.box === null;
  if (kind === 'loom') return !heldBy(dream.world, member.id).some((f) => f.offered);
  if (kind === 'bridge') {
    const bridge = dream.scenario.bridges.find((b) => b.id === about);
    return (space.bridges[about]?.length ?? 0) >= (bridge?.length ?? 0) - 0.01;
  }
  return false;
}

function change(dream: Dream, member: Member, sheet: CastMember, out: Command[]): void {
  const was = member.wish.kind;
  if (was === 'shadow' || was === 'bridge') {
    for (const other of partnersOf(dream, member.id)) {
      if (dream.world.people.byId[other]?.kind !== 'person') out.push({ type: 'hand.release', by: member.id, body: { from: other } });
    }
    if (was === 'shadow' && finished(dream, member)) speak(dream, member, sheet, 'thanks', out);
  }
  const { wish, path } = nextWish(dream, member, sheet);
  member.wish = wish;
  member.path = path;
  const breathing = wish.kind === 'shadow' || wish.kind === 'bridge' || (wish.kind === 'rest' && chance(member.rng, 0.6));
  member.breath = { mode: breathing ? 'pacer' : 'off', with: '', late: 0, behind: 0 };
  if (wish.kind === 'rest' && chance(member.rng, member.temper === 'chatty' ? 0.8 : 0.15)) speak(dream, member, sheet, 'idle', out, 30);
  if (wish.kind === 'rest' && chance(member.rng, 0.08))
    out.push({ type: 'emote', by: member.id, body: { emote: pick(member.rng, EMOTES) } });
}

function carryOn(dream: Dream, member: Member, sheet: CastMember, out: Command[]): void {
  const me = dream.world.space.avatars[member.id];
  const { wish } = member;
  if (!me) return;
  const arrived = member.path.length === 0;
  const once = (what: string): boolean => !wish.done.includes(what) && wish.done.push(what) > 0;
  if (sheet.kind === 'agent') return greetNewcomers(dream, member, sheet, out);
  if (!arrived) return;
  switch (wish.kind) {
    case 'symbol':
    case 'talk':
      if (once('act')) out.push({ type: 'act', by: member.id, body: { target: wish.about } });
      return;
    case 'loom': {
      const fragment = heldBy(dream.world, member.id).find((f) => f.offered);
      if (fragment) out.push({ type: 'loom.set', by: member.id, body: { fragment: fragment.id, place: -1 } });
      return;
    }
    case 'circle':
      if (once('sit')) out.push({ type: 'circle.sit', by: member.id, body: { at: wish.about } });
      return;
    case 'lantern':
      if (once('plant')) out.push({ type: 'lantern.plant', by: member.id, body: { whisper: '' } });
      return;
    case 'tend':
      if (once('tend')) out.push({ type: 'lantern.tend', by: member.id, body: { lantern: wish.about } });
      return;
    case 'loose':
      if (chance(member.rng, 0.1) && once('act')) out.push({ type: 'act', by: member.id, body: { target: wish.about } });
      return;
    case 'string':
      if (chance(member.rng, PLUCKS)) out.push({ type: 'act', by: member.id, body: { target: wish.about } });
      return;
    case 'shadow':
    case 'bridge':
      return takeHand(dream, member, sheet, out);
    default:
  }
}

/** Who else is nearer to somebody than so many metres, in the order they came. */
function within({ world }: Dream, member: Member, metres: number): Who[] {
  const me = world.space.avatars[member.id];
  const near: Who[] = [];
  if (!me) return near;
  for (const { id, x, y } of everyoneIn(world)) if (id !== member.id && hypot(me.x - x, me.y - y) < metres) near.push(id);
  return near;
}

/** Offers a hand to somebody near with the same wish. */
function takeHand(dream: Dream, member: Member, sheet: CastMember, out: Command[]): void {
  if (partnersOf(dream, member.id).length > 0 || dream.world.space.offers.some((o) => o.by === member.id)) return;
  const near = within(dream, member, REACH).find((id) => !id.startsWith('a:') && partnersOf(dream, id).length < 2);
  if (!near || !chance(member.rng, 0.5)) return;
  out.push({ type: 'hand.offer', by: member.id, body: { to: near } });
  if (dream.world.people.byId[near]?.kind === 'person') speak(dream, member, sheet, 'hand', out);
}

/** Named agents greet who is new and near, once. */
function greetNewcomers(dream: Dream, member: Member, sheet: CastMember, out: Command[]): void {
  const { byId, order } = dream.world.people;
  for (const id of order) {
    const p = byId[id];
    if (p?.kind !== 'person' || p.state !== 'dreaming' || gap(dream, member.id, p.id) > 9) continue;
    const key = `${p.id}`;
    if (member.choosing[key] !== undefined) continue;
    if (speak(dream, member, sheet, 'greet', out, 40)) {
      member.choosing[key] = -1;
      out.push({ type: 'emote', by: member.id, body: { emote: 'bow' } });
    }
    return;
  }
}

/** Turns the wish into controls. */
export function steerMember(dream: Dream, member: Member): void {
  const me = dream.world.space.avatars[member.id];
  if (!me) return;
  while (member.path.length > 0) {
    const next = member.path[0] as { x: number; y: number };
    const last = member.path.length === 1;
    if (hypot(next.x - me.x, next.y - me.y) > (last ? 0.7 : 1.3)) break;
    member.path.shift();
  }
  const to = member.path[0] ?? me;
  const pace = member.wish.kind === 'wander' || member.wish.kind === 'home' ? 0.55 : 0.85;
  member.input = steer(dream.scenario, me, to, 0.6, member.input.breath, pace);
}
