/** Space's share of a tick: avatars, hands, bridges, loose things, in this order, every tick. */
import type { CompiledScenario } from '../compiled.ts';
import type { WorldEffect } from '../effects.ts';
import type { Who } from '../ids.ts';
import type { Moment, Present } from '../moment.ts';
import { type Ground, groundOf, stepAvatarTick } from './avatar.ts';
import { fixBridges, setGrown, shrinkNear, stepBridges } from './bridges.ts';
import { bridgeAt, regionAt } from './ground.ts';
import { stepHands } from './hands.ts';
import type { Bridge, Space } from './model.ts';
import { stepLoose } from './physics.ts';
import { liftMax } from './rules.ts';
import { CARRYING_BIT, COLD_BIT, easeOf, GLIDE_BIT, modifiersAt, refillsNow, sceneryOf } from './surroundings.ts';

/** Space before anybody came: bridges not grown, loose things at rest where the map has them. */
export function beginSpace(scenario: CompiledScenario): Space {
  const bridges: Record<string, Bridge> = {};
  for (const b of scenario.bridges) bridges[b.id] = { id: b.id, length: 0, unusedTicks: 0, fixed: false, makers: [], because: [] };
  return {
    avatars: {},
    hands: [],
    offers: [],
    refusedUntil: {},
    bridges,
    lanterns: [],
    loose: scenario.loose.map((l) => ({
      id: l.id,
      x: l.x,
      y: l.y,
      angle: l.angle,
      vx: 0,
      vy: 0,
      spin: 0,
      still: 20,
      heldBy: '',
      glows: l.kind === 'loaf',
    })),
    contacts: 0,
    turned: 0,
  };
}

const grounds = new WeakMap<CompiledScenario, Ground>();

/** The ground of a scenario with its bridges as long as they are now; one object a scenario, rewritten at every call. */
export function groundNow(now: Pick<Moment, 'scenario' | 'world'>): Ground {
  let ground = grounds.get(now.scenario);
  if (!ground) {
    ground = groundOf(now.scenario);
    grounds.set(now.scenario, ground);
  }
  setGrown(ground, now.world.space.bridges);
  return ground;
}

/** The mutable twin of Surroundings, one for all avatars. */
const around = {
  ground: null as unknown as Ground,
  glide: false,
  cold: false,
  carrying: false,
  ease: 0,
  hands: 0,
  partners: [] as { x: number; y: number }[],
};

/** Whom somebody holds by the hand, and where those stood at the tick's start. */
interface Held {
  readonly who: Who[];
  readonly places: { x: number; y: number }[];
}
const NOBODY: Held = { who: [], places: [] };

export function stepSpace(now: Moment): void {
  const ground = groundNow(now);
  const present = now.present();
  stepAvatars(now, ground, present);
  if (now.world.space.hands.length > 0 || now.world.space.offers.length > 0 || now.every(20)) stepHands(now);
  const everyone = present.map(({ avatar }) => avatar);
  stepBridges(now, ground, everyone);
  stepLoose(now, ground, everyone);
}

/** All avatars at once: partners are taken where they stood at the tick's start. */
function stepAvatars(now: Moment, ground: Ground, present: readonly Present[]): void {
  const held = heldBy(now);
  const scenery = sceneryOf(now.world);
  around.ground = ground;
  for (const { id, avatar: a, breath } of present) {
    const { who, places } = held.get(id) ?? NOBODY;
    const bits = modifiersAt(now.world, a, breath, scenery, who);
    around.glide = (bits & GLIDE_BIT) !== 0;
    around.cold = (bits & COLD_BIT) !== 0;
    around.carrying = (bits & CARRYING_BIT) !== 0;
    around.ease = easeOf(breath);
    around.hands = places.length;
    around.partners = places;
    if (a.z === 0 && a.mist === 0 && refillsNow(breath, now.tick)) a.lift = liftMax(around.ease, around.hands);
    stepAvatarTick(a, a.input, around);
    a.region = a.mist > 0 ? '' : regionAt(ground, a, a.region);
    a.bridge = a.mist > 0 || a.region !== '' ? '' : bridgeAt(ground, a);
  }
}

function heldBy(now: Moment): ReadonlyMap<Who, Held> {
  const { hands, avatars } = now.world.space;
  const out = new Map<Who, Held>();
  const put = (who: Who, other: Who): void => {
    const o = avatars[other];
    const place = o && { x: o.x, y: o.y };
    const held = out.get(who);
    if (!held) {
      out.set(who, { who: [other], places: place ? [place] : [] });
      return;
    }
    held.who.push(other);
    if (place) held.places.push(place);
  };
  for (const h of hands) {
    put(h.a, h.b);
    put(h.b, h.a);
  }
  return out;
}

/** The effect of a shadow that seeps. */
export function shrinkBridges(now: Moment, effect: Extract<WorldEffect, { kind: 'bridges.shrink' }>): void {
  shrinkNear(now, effect, groundNow(now));
}

/** After a lantern was planted: two on a bridge fix it. */
export function afterPlanting(now: Moment): void {
  fixBridges(now, groundNow(now));
}
