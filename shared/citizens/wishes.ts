/** What a citizen may want next: each wish weighed by what stands open in the dream. */

import type { CastMember } from '../dream/compiled.ts';
import { idOfStone, stonesOpenTo } from '../dream/governance/stones.ts';
import { nearestLight } from '../dream/guide/lights.ts';
import { idOfReed, reedsFor } from '../dream/guide/reeds.ts';
import { TICK_RATE } from '../dream/ids.ts';
import { idOfString, stringsOf } from '../dream/jukebox/box.ts';
import type { Dream, World } from '../dream/world.ts';
import { hypot, TAU } from '../kernel/math.ts';
import { between, chance, pick, uniform } from '../kernel/random.ts';
import { hearths } from './circle.ts';
import { heldBy } from './glance.ts';
import { leaning } from './lean.ts';
import type { Member, Wish } from './member.ts';
import { curiosity } from './notice.ts';
import { symbolsFor, talksFor } from './seek.ts';
import { isWhole, type Point, placeIn, regionAt, wayTo } from './walk.ts';

interface Option {
  readonly weight: number;
  readonly make: () => Wish | null;
}

/** Strings of the open box draw who is within this, m. */
const STRINGS_M = 40;

function wish(dream: Dream, kind: Wish['kind'], about: string, at: Point, seconds: number): Wish {
  const { tick } = dream.world;
  return { kind, about, x: at.x, y: at.y, sinceTick: tick, untilTick: tick + seconds * TICK_RATE, done: [] };
}

const fresh = new WeakMap<World, { readonly tick: number; readonly who: readonly string[] }>();

/** A newcomer: a person in their first eight minutes who has no thread in the sky yet. Shared work is kept for them for a while. */
export function newcomers(dream: Dream): readonly string[] {
  const { people, narrative, tick } = dream.world;
  // each of a crowd asks in the same tick, and the world stands still while they do
  const known = fresh.get(dream.world);
  if (known?.tick === tick) return known.who;
  const who: string[] = [];
  for (const id of people.order) {
    const p = people.byId[id];
    if (p?.kind !== 'person' || p.state !== 'dreaming' || tick - p.joinedTick >= 480 * TICK_RATE) continue;
    if (!narrative.threads.some((t) => t.by === id)) who.push(id);
  }
  fresh.set(dream.world, { tick, who });
  return who;
}

/** The next wish; `path` is where it leads over whole bridges. */
export function nextWish(dream: Dream, member: Member, sheet: CastMember): { wish: Wish; path: Point[] } {
  const me = dream.world.space.avatars[member.id] ?? { x: 0, y: 0 };
  const options = sheet.kind === 'agent' ? agentOptions(dream, member, sheet) : citizenOptions(dream, member, me);
  for (let tries = 0; tries < 4; tries++) {
    let ball = uniform(member.rng) * options.reduce((sum, o) => sum + o.weight, 0);
    for (const option of options) {
      ball -= option.weight;
      if (ball > 0) continue;
      const made = option.make();
      const path = made && wayTo(dream.world, dream.scenario, me, made);
      if (made && path) return { wish: made, path };
      break;
    }
  }
  return { wish: wish(dream, 'rest', '', me, between(member.rng, 3, 7)), path: [] };
}

function wander(dream: Dream, member: Member): Wish {
  const me = dream.world.space.avatars[member.id] ?? { x: 0, y: 0 };
  const here = regionAt(dream.scenario, me.x, me.y);
  const next = dream.scenario.bridges.filter((b) => (b.from === here || b.to === here) && isWhole(dream.world, dream.scenario, b.id));
  const over = next.length > 0 && chance(member.rng, 0.35) ? pick(member.rng, next) : null;
  const region = over ? (over.from === here ? over.to : over.from) : here;
  return wish(
    dream,
    'wander',
    '',
    placeIn(dream.scenario, region, uniform(member.rng) * TAU, between(member.rng, 0.2, 0.8)),
    between(member.rng, 8, 18),
  );
}

function agentOptions(dream: Dream, member: Member, sheet: CastMember): Option[] {
  const home = dream.scenario.symbols.find((s) => s.id === sheet.home) ?? dream.scenario.spawns[0] ?? { x: 0, y: 0 };
  const round = { x: home.x + between(member.rng, -3, 3), y: home.y + between(member.rng, 1.5, 4) };
  return [
    { weight: 3, make: () => wish(dream, 'home', '', round, between(member.rng, 10, 25)) },
    { weight: 1, make: () => wander(dream, member) },
  ];
}

function citizenOptions(dream: Dream, member: Member, me: Point): Option[] {
  const { world, scenario } = dream;
  const { narrative, space } = world;
  const carries = heldBy(world, member.id).some((f) => f.offered);
  const loom = scenario.symbols.find((s) => s.kind === 'loom');
  if (carries && loom) {
    const at = { x: loom.x + between(member.rng, -2, 2), y: loom.y + between(member.rng, 1, 2) };
    if (wayTo(world, scenario, me, at)) return [{ weight: 1, make: () => wish(dream, 'loom', loom.id, at, 40) }];
  }
  const shared = newcomers(dream).length > 0;
  const shadows = narrative.shadows.filter((s) => s.goneTick === 0 && !(shared && world.tick - s.bornTick < 150 * TICK_RATE));
  const { asleep, awake } = symbolsFor(dream, member);
  const talks = talksFor(dream, member);
  const here = regionAt(scenario, me.x, me.y);
  const open = scenario.bridges.filter((b) => (b.from === here || b.to === here) && !isWhole(world, scenario, b.id));
  // the shortest one is the newcomer's first
  const stubs = shared ? [...open].sort((a, b) => a.length - b.length).slice(1) : open;
  const loose = space.loose.filter((l) => l.heldBy === '' && hypot(l.x - me.x, l.y - me.y) < 16);
  const dim = space.lanterns.filter((l) => l.glow < 5 && !l.tendedBy.includes(member.id) && hypot(l.x - me.x, l.y - me.y) < 20);
  const sitting = hearths(dream, me);
  const reeds = leaning(dream, member, reedsFor(world, member.id)).map((r) => ({ id: idOfReed(r.theme), x: r.x, y: r.y }));
  const strings = stringsOf(world)
    .filter((s) => hypot(s.x - me.x, s.y - me.y) < STRINGS_M)
    .map((s) => ({ id: idOfString(s.track), x: s.x, y: s.y }));
  const first = world.governance.vote?.ballots[member.id]?.[0];
  const stones = stonesOpenTo(world, member.id)
    .filter((s) => s.option === first)
    .map((s) => ({ id: idOfStone(s.option), x: s.x, y: s.y }));
  const around = (p: Point, r: number): Point => {
    const a = uniform(member.rng) * TAU;
    return { x: p.x + r * (uniform(member.rng) - 0.5) * 2, y: p.y + r * (a > TAU / 2 ? 0.6 : -0.6) };
  };
  return [
    { weight: 1.2, make: () => wander(dream, member) },
    { weight: 0.6, make: () => wish(dream, 'rest', '', me, between(member.rng, 3, 9)) },
    {
      weight: shadows.length > 0 ? 3 : 0,
      make: () => pickWish(dream, member, 'shadow', leaning(dream, member, shadows), (p) => around(p, 2.6), 75),
    },
    { weight: stubs.length > 0 ? (shared ? 0.25 : 1.4) : 0, make: () => bridgeWish(dream, member, stubs, here) },
    {
      weight: asleep.length > 0 ? (shared ? 0.02 : 0.8) : 0,
      make: () => pickWish(dream, member, 'symbol', leaning(dream, member, asleep), (p) => ({ x: p.x, y: p.y + 1.4 }), 35),
    },
    // what another has woken and still has something for oneself; a newcomer finds it so too, so nothing is taken from them
    {
      weight: awake.length > 0 ? 0.9 : 0,
      make: () => pickWish(dream, member, 'symbol', leaning(dream, member, awake), (p) => ({ x: p.x, y: p.y + 1.4 }), 35),
    },
    {
      weight: talks.length > 0 ? 0.25 : 0,
      make: () => pickWish(dream, member, 'talk', talks, (p) => ({ x: p.x + 0.9, y: p.y + 0.9 }), 25),
    },
    {
      weight: curiosity(dream, member),
      make: () => wish(dream, 'wander', 'guide', around(nearestLight(world.guide, me), 4), between(member.rng, 20, 35)),
    },
    // a reed of the Mirror; most stand by their own
    { weight: reeds.length > 0 ? 0.5 : 0, make: () => pickWish(dream, member, 'symbol', reeds, (p) => ({ x: p.x, y: p.y + 1.2 }), 25) },
    // the stone of what they voted for
    { weight: stones.length > 0 ? 0.8 : 0, make: () => pickWish(dream, member, 'symbol', stones, (p) => around(p, 1), 25) },
    // strings that anybody may pluck, for a minute
    { weight: strings.length > 0 ? 2 : 0, make: () => pickWish(dream, member, 'string', strings, (p) => ({ x: p.x, y: p.y + 0.8 }), 16) },
    { weight: sitting.weight, make: () => pickWish(dream, member, 'circle', sitting.things, (p) => around(p, 2), 25) },
    { weight: loose.length > 0 ? 0.5 : 0, make: () => pickWish(dream, member, 'loose', loose, (p) => p, 14) },
    { weight: dim.length > 0 ? 0.5 : 0, make: () => pickWish(dream, member, 'tend', dim, (p) => ({ x: p.x + 1, y: p.y + 0.6 }), 25) },
    {
      weight: space.lanterns.filter((l) => l.by === member.id).length < 1 ? 0.12 : 0,
      make: () => ({ ...wander(dream, member), kind: 'lantern' as const }),
    },
  ];
}

function pickWish<T extends Point & { id: string }>(
  dream: Dream,
  member: Member,
  kind: Wish['kind'],
  things: readonly T[],
  place: (p: Point) => Point,
  seconds: number,
): Wish | null {
  if (things.length === 0) return null;
  const thing = pick(member.rng, things);
  return wish(dream, kind, thing.id, place({ x: thing.x, y: thing.y }), seconds);
}

/** A place on the pad of a bridge's near end, a little inside the region. */
export function padOf(
  _dream: Dream,
  bridge: { ax: number; ay: number; bx: number; by: number; from: string },
  here: string,
  back: number,
): Point {
  const near = bridge.from === here;
  const [x, y, ox, oy] = near ? [bridge.ax, bridge.ay, bridge.bx, bridge.by] : [bridge.bx, bridge.by, bridge.ax, bridge.ay];
  const d = hypot(ox - x, oy - y) || 1;
  return { x: x - ((ox - x) / d) * back, y: y - ((oy - y) / d) * back };
}

function bridgeWish(dream: Dream, member: Member, stubs: Dream['scenario']['bridges'], here: string): Wish | null {
  if (stubs.length === 0) return null;
  const bridge = pick(member.rng, stubs);
  const pad = padOf(dream, bridge, here, between(member.rng, 0.8, 2.6));
  return wish(dream, 'bridge', bridge.id, { x: pad.x + between(member.rng, -1, 1), y: pad.y + between(member.rng, -0.6, 0.6) }, 60);
}
