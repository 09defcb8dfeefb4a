/** What E does now: the nearest thing of the highest rank. One function for the hint and for the deed, so that they never differ. */
import { sqrt } from '../../kernel/math.ts';
import type { CompiledScenario, CompiledSymbol } from '../compiled.ts';
import { cloakOf } from '../governance/clothes.ts';
import { idOfStone, stonesOpenTo } from '../governance/stones.ts';
import { nearestLight } from '../guide/lights.ts';
import { idOfReed, reedsFor } from '../guide/reeds.ts';
import { MANY } from '../guide/rules.ts';
import type { ThemeTag, ThingId, Who } from '../ids.ts';
import { idOfString, stringsOf } from '../jukebox/box.ts';
import type { World } from '../world.ts';
import { meetingOf } from './met.ts';
import { CARRY, REACH } from './rules.ts';
import { hasMore } from './scenes.ts';

export type ReachKind =
  | 'palm'
  | 'loom'
  | 'fragment'
  | 'symbol'
  | 'talk'
  | 'string'
  | 'stone'
  | 'reed'
  | 'lantern'
  | 'sit'
  | 'loose'
  | 'set';

export interface Reach {
  /** thing or person that E means; for a palm the offer, for a set-down the thing carried */
  readonly id: ThingId;
  readonly kind: ReachKind;
  readonly verb: string;
  readonly name: string;
}

/** Most first; what is there for a minute only comes before what stays. */
const RANK: readonly ReachKind[] = [
  'palm',
  'loom',
  'fragment',
  'string',
  'stone',
  'symbol',
  'talk',
  'reed',
  'lantern',
  'sit',
  'loose',
  'set',
];

/** Where those who have something to say stand, by their name in the cast. */
export type Speakers = ReadonlyMap<string, { readonly id: Who; readonly x: number; readonly y: number }>;

/** Gathered once for many: looking through everybody for each of five hundred took half of what telling them costs. */
export function speakersOf(world: World): Speakers {
  const speakers = new Map<string, { id: Who; x: number; y: number }>();
  for (const id of world.people.order) {
    const person = world.people.byId[id];
    const at = world.space.avatars[id];
    if (person && at && person.cast !== '' && person.state === 'dreaming' && !speakers.has(person.cast))
      speakers.set(person.cast, { id, x: at.x, y: at.y });
  }
  return speakers;
}

/** What E does now for `who`, or what it does with `target` (id of a thing, person or offer). Null when nothing is within 2.5 m. */
export function reachOf(
  world: World,
  scenario: CompiledScenario,
  who: Who,
  target: ThingId = '',
  speakers = speakersOf(world),
): Reach | null {
  const me = world.space.avatars[who];
  if (!me) return null;
  let best: Reach | null = null;
  let bestRank = RANK.length;
  let least = Infinity;
  const offer = (
    kind: ReachKind,
    id: ThingId,
    x: number,
    y: number,
    also: ThingId,
    more: number,
    name: () => [verb: string, name: string],
  ): void => {
    if (target !== '' && target !== id && target !== also) return;
    const rank = RANK.indexOf(kind);
    const d = sqrt((x - me.x) * (x - me.x) + (y - me.y) * (y - me.y));
    if (d > REACH + more || rank > bestRank || (rank === bestRank && d >= least)) return;
    const [verb, called] = name();
    best = { id, kind, verb, name: called };
    bestRank = rank;
    least = d;
  };
  // asked before anything dearer is: most things are far from most people
  const near = (x: number, y: number, more: number): boolean =>
    (x - me.x) * (x - me.x) + (y - me.y) * (y - me.y) <= (REACH + more + 0.01) * (REACH + more + 0.01);
  palms(world, who, offer);
  things(world, scenario, who, offer, near);
  symbols(world, scenario, who, offer, near);
  talks(world, scenario, who, offer, near, speakers);
  strings(world, scenario, offer);
  stones(world, scenario, who, offer);
  reeds(world, scenario, who, offer);
  return best;
}

type Offering = (
  kind: ReachKind,
  id: ThingId,
  x: number,
  y: number,
  also: ThingId,
  more: number,
  name: () => [verb: string, name: string],
) => void;

type Near = (x: number, y: number, more: number) => boolean;

function palms(world: World, who: Who, offer: Offering): void {
  const { hidden } = world.governance;
  for (const o of world.space.offers) {
    if (o.by === who || (o.to !== '' && o.to !== who) || hidden[who]?.includes(o.by) || hidden[o.by]?.includes(who)) continue;
    const at = world.space.avatars[o.by];
    if (at) offer('palm', o.id, at.x, at.y, o.by, 0, () => ['take hand', world.people.byId[o.by]?.name ?? '']);
  }
}

function things(world: World, scenario: CompiledScenario, who: Who, offer: Offering, near: Near): void {
  let carried = 0;
  for (const f of world.narrative.fragments) if (f.heldBy === who) carried++;
  if (carried < CARRY) {
    for (const f of world.narrative.fragments)
      if (f.heldBy === '' && f.by === who) offer('fragment', f.id, f.x, f.y, '', 0, () => ['take', 'a fragment of yours']);
  }
  for (const l of world.space.lanterns) {
    if (l.by !== who && !l.tendedBy.includes(who)) offer('lantern', l.id, l.x, l.y, '', 0, () => ['tend', 'a light']);
  }
  const held = world.space.loose.find((l) => l.heldBy === who);
  const me = world.space.avatars[who];
  if (held && me) {
    offer('set', held.id, me.x, me.y, '', 0, () => ['set down', `the ${kindOf(scenario, held.id)}`]);
    return;
  }
  for (const l of world.space.loose) {
    if (l.heldBy !== '' || !near(l.x, l.y, 0)) continue;
    const kind = kindOf(scenario, l.id);
    if (kind !== 'door') offer('loose', l.id, l.x, l.y, '', 0, () => ['carry', `the ${kind}`]);
  }
}

const kindOf = (scenario: CompiledScenario, id: ThingId): string => scenario.loose.find((l) => l.id === id)?.kind ?? 'thing';

function symbols(world: World, scenario: CompiledScenario, who: Who, offer: Offering, near: Near): void {
  const { narrative } = world;
  const weaver = narrative.fragments.find((f) => f.heldBy === who);
  const seated = narrative.circles.some((c) => c.seats.includes(who));
  const reaches = rimsOf(scenario);
  for (let i = 0; i < reaches.length; i++) {
    const s = scenario.symbols[i] as CompiledSymbol;
    const rim = reaches[i] as number;
    if (!near(s.x, s.y, rim)) continue;
    if (s.kind === 'loom' && weaver) offer('loom', s.id, s.x, s.y, weaver.id, rim, () => ['weave', s.name]);
    if (!narrative.begun || narrative.ending !== '') continue;
    const state = narrative.symbols[s.id];
    const cloak = cloakOf(world, scenario, who, s.theme);
    if (cloak === 'gone') continue;
    if (s.kind === 'hearth' && !seated)
      offer('sit', s.id, s.x, s.y, '', rim, () => ['sit down', cloak ? standInName(scenario, s) : s.name]);
    if (narrative.scenes.some((scene) => scene.who === who && scene.at === s.id)) continue;
    if (state?.awake && !hasMore(world, scenario, who, s.id)) continue;
    offer('symbol', s.id, s.x, s.y, '', rim, () => [cloak ? 'touch' : s.verb, cloak ? standInName(scenario, s) : s.name]);
  }
}

function strings(world: World, scenario: CompiledScenario, offer: Offering): void {
  for (const { track, x, y } of stringsOf(world))
    offer('string', idOfString(track), x, y, '', 0, () => ['pluck', scenario.tracks.find((t) => t.id === track)?.name ?? 'a string']);
}

function stones(world: World, scenario: CompiledScenario, who: Who, offer: Offering): void {
  for (const { option, x, y } of stonesOpenTo(world, who)) {
    const says = scenario.governance.clauses.find((c) => c.id === option)?.says;
    offer('stone', idOfStone(option), x, y, '', 0, () => ['stand by', says ? `the stone: ${says}` : 'the stone: as it was']);
  }
}

function reeds(world: World, scenario: CompiledScenario, who: Who, offer: Offering): void {
  for (const { theme, x, y } of reedsFor(world, who))
    offer('reed', idOfReed(theme), x, y, '', 0, () => [
      'stand by',
      reedName(theme, theme !== MANY && cloakOf(world, scenario, who, theme) !== null),
    ]);
}

const reedName = (theme: ThemeTag, cloaked: boolean): string =>
  cloaked ? 'a reed' : theme === MANY ? 'the reed of many things' : `the reed of ${theme.split('.').join(' ')}`;

function standInName(scenario: CompiledScenario, s: CompiledSymbol): string {
  return scenario.themes.find((t) => t.tag === s.theme)?.standIn ?? s.name;
}

const rims = new WeakMap<CompiledScenario, readonly number[]>();

/** A symbol with a body is touched at its rim: how far that is from its middle, m, for each of a scenario's symbols. */
function rimsOf(scenario: CompiledScenario): readonly number[] {
  let known = rims.get(scenario);
  if (!known) {
    known = scenario.symbols.map((s) => bodyOf(scenario, s)?.radius ?? 0);
    rims.set(scenario, known);
  }
  return known;
}

const bodyOf = ({ colliders }: CompiledScenario, s: CompiledSymbol) =>
  colliders.find((c) => (c.x - s.x) * (c.x - s.x) + (c.y - s.y) * (c.y - s.y) < 0.25);

function talks(world: World, scenario: CompiledScenario, who: Who, offer: Offering, near: Near, speakers: Speakers): void {
  const me = world.space.avatars[who];
  const lightAt = me ? nearestLight(world.guide, me) : world.guide;
  for (const d of scenario.dialogues) {
    const at = d.speaker === 'guide' ? { id: 'guide', x: lightAt.x, y: lightAt.y } : speakers.get(d.speaker);
    if (!at || at.id === who || !near(at.x, at.y, 0)) continue;
    if (world.narrative.seen[meetingOf(world, d.id, who)] !== undefined || scenario.storylets.some((s) => s.id === d.id)) continue;
    const name = scenario.cast.find((c) => c.id === d.speaker)?.name ?? scenario.guide.name;
    offer('talk', d.id, at.x, at.y, at.id, 0, () => ['talk', name]);
  }
}
