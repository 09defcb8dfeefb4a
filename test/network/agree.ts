/** Whether every page holds what observation says for its viewer: by rule, and in words where it does not. SPEC.md rules are cited as [n]. */

import { readCommon } from '../../client/net/mirror.ts';
import { copyCommon } from '../../server/publish/copy.ts';
import { hidings, ownTold } from '../../server/publish/publisher.ts';
import type { Member } from '../../server/rooms/members.ts';
import { nameFor, ownThings } from '../../server/rooms/words.ts';
import type { Common, PersonSeen } from '../../shared/dream/observe.ts';
import { common, own, visible } from '../../shared/dream/observe.ts';
import { sceneryOf } from '../../shared/dream/space/surroundings.ts';
import { looseOf, Mote, personOf, writeLoose, writePerson } from '../../shared/protocol/crowd/mote.ts';
import type { OwnTold } from '../../shared/protocol/crowd/own.ts';
import { isCovered } from '../../shared/protocol/crowd/sight.ts';
import type { OwnThings } from '../../shared/protocol/messages.ts';
import { DreamState } from '../../shared/protocol/schema.ts';
import type { Dreaming, Tab } from './pair.ts';

/** Ticks between two looks at own things and at names: those of `server/rooms/news.ts`. */
const OWN_EVERY = 4;
const NAMES_EVERY = 4;
const NAMES_TURNS = 5;

/** What a page holds. */
interface Page {
  readonly sights: {
    readonly people: readonly PersonSeen[];
    readonly loose: Common['loose'];
    readonly own: OwnTold | null;
    readonly tick: number;
  };
  readonly common: Omit<Common, 'people' | 'loose'> | null;
  readonly own: OwnThings | null;
  readonly names: Readonly<Record<string, string>>;
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);

/** Lists the first difference between what should be there and what is. */
function differ(what: string, right: unknown, held: unknown): string[] {
  const [a, b] = [JSON.stringify(right), JSON.stringify(held)];
  if (a === b) return [];
  let at = 0;
  while (a?.[at] === b?.[at]) at++;
  const from = Math.max(0, at - 60);
  return [`${what}: should be …${a?.slice(from, at + 80)}…, is …${b?.slice(from, at + 80)}…`];
}

/** Right after a tick whose frames have all arrived. @param turn looks also at what is told by turns */
export function disagreements({ house, room, tabs }: Dreaming): string[] {
  const { dream } = house.host;
  const { world } = dream;
  const seen = common(world, dream.scenario);
  const hidden = hidings(world);
  const scenery = sceneryOf(world);
  const faults: string[] = [];
  const members = room.members.online() as unknown as readonly Member[];
  for (const tab of tabs) {
    if (!tab.live) continue;
    const index = members.findIndex((m) => m.who === tab.me);
    const member = members[index];
    if (!member) {
      faults.push(`${tab.device.host} believes to be ${tab.me}, whom nobody seats`);
      continue;
    }
    const page = tab.link as unknown as Page;
    const say = (found: string[]): void => void faults.push(...found.map((f) => `tick ${world.tick}, ${tab.me}: ${f}`));
    say(crowd(page, tab, seen, hidden.get(tab.me) ?? new Set(), room, visible(world, tab.me).people));
    const told = ownTold(world, member, scenery);
    // the frame goes up by one each tick, told or not
    const { own: held, tick } = page.sights;
    say(differ('own [12]', told, held && { ...held, frame: held.frame + world.tick - tick }));
    if (page.common?.tick === world.tick) {
      const state = new DreamState();
      copyCommon(state, seen);
      say(differ('common [11]', readCommon(state), page.common));
    }
    const turn = world.tick + index;
    const mine = own(world, dream.scenario, tab.me);
    if (turn % OWN_EVERY === 0 && mine) say(differ('own things [30]', sorted(ownThings(mine)), sorted(page.own ?? {})));
    if (world.tick % NAMES_EVERY === 0 && (world.tick / NAMES_EVERY + index) % NAMES_TURNS === 0) {
      const readable = Object.keys(world.people.byId).map((id) => [id, nameFor(world, tab.me, id)] as const);
      const names = Object.fromEntries(readable.filter(([, name]) => name !== ''));
      say(differ('names [31]', sorted(names), sorted(page.names)));
    }
  }
  return faults;
}

const sorted = (record: object): object => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

function crowd(
  page: Page,
  tab: Tab,
  seen: Common,
  unseen: ReadonlySet<string>,
  room: Dreaming['room'],
  visibleNow: readonly string[],
): string[] {
  const { people, things } = room.publisher.places as unknown as Record<'people' | 'things', ReadonlyMap<string, Mote>>;
  const mine = people.get(tab.me)?.cell;
  if (mine === undefined) return ['is nowhere'];
  const right: PersonSeen[] = [];
  for (const person of seen.people) {
    const cell = people.get(person.id)?.cell;
    if (cell === undefined || !isCovered(mine, cell) || unseen.has(person.id)) continue;
    const mote = new Mote(person.id);
    writePerson(mote, person, false);
    right.push(personOf(mote));
  }
  const loose: Common['loose'][number][] = [];
  for (const thing of seen.loose) {
    const cell = things.get(thing.id)?.cell;
    if (cell === undefined || !isCovered(mine, cell)) continue;
    const mote = new Mote(thing.id);
    writeLoose(mote, thing, false);
    loose.push(looseOf(unseen.has(thing.heldBy) ? Object.assign(mote, { holder: '' }) : mote));
  }
  const held = page.sights.people.map((p) => ({ ...p, vx: 0, vy: 0 }));
  const ids = new Set(held.map((p) => p.id));
  return [
    ...differ('people [10] [13] [14]', right.sort(byId), held.sort(byId)),
    ...differ('loose things [10]', loose.sort(byId), [...page.sights.loose].sort(byId)),
    ...(page.sights.people[0]?.id === tab.me ? [] : ['oneself is not first']),
    ...visibleNow.filter((id) => !ids.has(id)).map((id) => `${id} is near and not seen`),
  ];
}
