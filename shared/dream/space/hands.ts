/** Hands: an open palm, an answer, a spring that lets go. Two hands each, so that chains and rings grow; own input always wins. */
import { sqrt } from '../../kernel/math.ts';
import { type Refusal, refuse } from '../commands.ts';
import { type CauseId, TICK_SECONDS, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import type { Avatar, Hands, Offer } from './model.ts';
import {
  HANDS_BREAK,
  HANDS_EACH,
  HANDS_TAUT,
  LEAVING_SECONDS,
  PALM_AGAIN_SECONDS,
  PALM_SECONDS,
  REACH_M,
  REFUSED_SECONDS,
  STRAIN_SECONDS,
} from './rules.ts';

/** Hands that somebody holds now. */
export function handsHeld(world: World, who: Who): number {
  let n = 0;
  for (const h of world.space.hands) if (h.a === who || h.b === who) n++;
  return n;
}

/** The hands of two people, if they hold them. */
export function handsBetween(world: World, a: Who, b: Who): Hands | undefined {
  return world.space.hands.find((h) => (h.a === a && h.b === b) || (h.a === b && h.b === a));
}

/** One of the two does not want to meet the other. */
export function areHidden(world: World, a: Who, b: Who): boolean {
  const { hidden } = world.governance;
  return hidden[a]?.includes(b) === true || hidden[b]?.includes(a) === true;
}

function distance(world: World, a: Who, b: Who): number {
  const p = world.space.avatars[a];
  const q = world.space.avatars[b];
  return p && q ? sqrt((p.x - q.x) * (p.x - q.x) + (p.y - q.y) * (p.y - q.y)) : Infinity;
}

/** Opens a palm to one person, or to all with `to` ''. Towards somebody whose palm is open to one it joins hands. */
export function offerHand(now: Moment, by: Who, to: Who, cause: CauseId): Refusal | null {
  const { world } = now;
  if (handsHeld(world, by) >= HANDS_EACH) return refuse('hand.full', 'both hands are held', 'let one go first');
  const own = world.space.offers.find((o) => o.by === by);
  if (own && now.tick - (own.untilTick - ticks(PALM_SECONDS)) < ticks(PALM_AGAIN_SECONDS)) {
    return refuse('hand.soon', `the palm opens again after ${PALM_AGAIN_SECONDS} s`, 'wait a moment');
  }
  if (to !== '') {
    if (to === by || world.people.byId[to]?.state !== 'dreaming') return refuse('hand.nobody', 'nobody is there', 'offer to somebody near');
    if (distance(world, by, to) > REACH_M) return refuse('hand.far', `a hand reaches ${REACH_M} m`, 'go nearer');
    if (handsBetween(world, by, to)) return refuse('hand.held', 'you hold that hand already', '');
    const theirs = world.space.offers.find((o) => o.by === to && (o.to === by || o.to === ''));
    if (theirs && !areHidden(world, by, to)) return join(now, theirs, by, cause);
    if ((world.space.refusedUntil[`${by}|${to}`] ?? 0) > now.tick) {
      return refuse('hand.refused', `this hand can be offered again after ${REFUSED_SECONDS} s`, 'leave them in peace a while');
    }
  }
  if (own) drop(world, own);
  const id = now.newId('of');
  const event = now.event('hand.offered', by, to, [cause]);
  world.space.offers.push({ id, by, to, untilTick: now.tick + ticks(PALM_SECONDS), because: [event] });
  return null;
}

/** Takes or leaves an offered hand. */
export function answerHand(now: Moment, who: Who, offerId: string, accept: boolean, cause: CauseId): Refusal | null {
  const { world } = now;
  const offer = world.space.offers.find((o) => o.id === offerId);
  if (!offer || offer.by === who || (offer.to !== '' && offer.to !== who)) return refuse('hand.gone', 'no such hand is offered to you', '');
  if (!accept) {
    world.space.refusedUntil[`${offer.by}|${who}`] = now.tick + ticks(REFUSED_SECONDS);
    now.event('hand.refused', who, offer.by, [cause, ...offer.because]);
    if (offer.to === who) drop(world, offer);
    return null;
  }
  return join(now, offer, who, cause);
}

function join(now: Moment, offer: Offer, who: Who, cause: CauseId): Refusal | null {
  const { world } = now;
  if (areHidden(world, offer.by, who) || world.people.byId[offer.by]?.state !== 'dreaming')
    return refuse('hand.gone', 'that hand is gone', '');
  if (distance(world, offer.by, who) > REACH_M) return refuse('hand.far', `a hand reaches ${REACH_M} m`, 'go nearer');
  if (handsHeld(world, who) >= HANDS_EACH) return refuse('hand.full', 'both hands are held', 'let one go first');
  if (handsHeld(world, offer.by) >= HANDS_EACH) return refuse('hand.full', 'both their hands are held', '');
  if (handsBetween(world, offer.by, who)) return refuse('hand.held', 'you hold that hand already', '');
  const event = now.event('hands.joined', who, offer.by, [cause, ...offer.because]);
  world.space.hands.push({ id: now.newId('ha'), a: offer.by, b: who, sinceTick: now.tick, strain: 0, because: [event] });
  drop(world, offer);
  const mine = world.space.offers.find((o) => o.by === who && o.to === offer.by);
  if (mine) drop(world, mine);
  return null;
}

/** Lets go of one person, or of everybody with `from` ''. */
export function releaseHand(now: Moment, who: Who, from: Who, cause: CauseId): Refusal | null {
  const mine = now.world.space.hands.filter(
    (h) => (h.a === who && (from === '' || h.b === from)) || (h.b === who && (from === '' || h.a === from)),
  );
  if (mine.length === 0) return refuse('hand.none', 'you hold no such hand', '');
  for (const h of mine) part(now, h, who, [cause, ...h.because], 'released');
  return null;
}

function drop(world: World, offer: Offer): void {
  world.space.offers.splice(world.space.offers.indexOf(offer), 1);
}

function part(now: Moment, hands: Hands, by: Who, because: readonly CauseId[], why: string): void {
  const list = now.world.space.hands;
  list.splice(list.indexOf(hands), 1);
  now.event('hands.parted', by, by === hands.a ? hands.b : hands.a, because, { why });
}

/** Everything of somebody's hands at once, when their light goes. */
export function partAll(now: Moment, who: Who, because: readonly CauseId[]): void {
  for (const h of now.world.space.hands.filter((x) => x.a === who || x.b === who)) part(now, h, who, because, 'left');
  now.world.space.offers = now.world.space.offers.filter((o) => o.by !== who && o.to !== who);
  for (const key of Object.keys(now.world.space.refusedUntil)) {
    if (key.startsWith(`${who}|`) || key.endsWith(`|${who}`)) delete now.world.space.refusedUntil[key];
  }
}

/** One tick of all hands, after the avatars moved: strain, distance, leaving; then palms that close. */
export function stepHands(now: Moment): void {
  const { space } = now.world;
  for (let i = space.hands.length - 1; i >= 0; i--) checkHands(now, space.hands[i] as Hands);
  for (let i = space.offers.length - 1; i >= 0; i--) {
    const offer = space.offers[i] as Offer;
    if (now.tick >= offer.untilTick || now.world.people.byId[offer.by]?.state !== 'dreaming') space.offers.splice(i, 1);
  }
  if (now.every(20)) {
    for (const key of Object.keys(space.refusedUntil)) {
      if ((space.refusedUntil[key] ?? 0) <= now.tick) delete space.refusedUntil[key];
    }
  }
}

function checkHands(now: Moment, h: Hands): void {
  const a = now.world.space.avatars[h.a];
  const b = now.world.space.avatars[h.b];
  if (!a || !b) {
    part(now, h, a ? h.b : h.a, h.because, 'left');
    return;
  }
  if (areHidden(now.world, h.a, h.b)) {
    const hid = now.events.find((e) => e.type === 'hid' && (e.by === h.a || e.by === h.b));
    part(now, h, hid?.by ?? h.a, hid ? [hid.id, ...h.because] : h.because, 'hidden');
    return;
  }
  const gone = now.world.people.byId[h.a]?.state !== 'dreaming' ? a : now.world.people.byId[h.b]?.state !== 'dreaming' ? b : null;
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const apart = sqrt(dx * dx + dy * dy);
  const pulls = strains(a, b, dx, dy, apart);
  h.strain = gone !== null || pulls !== null ? h.strain + TICK_SECONDS : 0;
  if (gone !== null && h.strain >= LEAVING_SECONDS - 1e-9) part(now, h, gone.id, [gone.cause, ...h.because], 'left');
  else if (apart > HANDS_BREAK) part(now, h, pulls?.id ?? h.a, [...causesOf(a, b), ...h.because], 'far');
  else if (gone === null && pulls !== null && h.strain >= STRAIN_SECONDS - 1e-9)
    part(now, h, pulls.id, [...causesOf(a, b), ...h.because], 'strain');
}

const causesOf = (a: Avatar, b: Avatar): CauseId[] => (a.cause === b.cause ? [a.cause] : [a.cause, b.cause]);

/** Who pulls away: both at once, or one of them once the arms are taut. A partner who is merely led does not strain. */
function strains(a: Avatar, b: Avatar, dx: number, dy: number, apart: number): Avatar | null {
  const pullA = a.input.mx * dx + a.input.my * dy < -0.5 * apart * sqrt(a.input.mx * a.input.mx + a.input.my * a.input.my);
  const pullB = b.input.mx * dx + b.input.my * dy > 0.5 * apart * sqrt(b.input.mx * b.input.mx + b.input.my * b.input.my);
  if (pullA && pullB) return a;
  if (apart <= HANDS_TAUT) return null;
  return pullA ? a : pullB ? b : null;
}
