/** What goes to single viewers beside the state: effects and answers at once, own things and names when they changed. */

import { isPrivate } from '../../shared/dream/causes.ts';
import { gatherOwn } from '../../shared/dream/gathered.ts';
import type { Who } from '../../shared/dream/ids.ts';
import { own } from '../../shared/dream/observe.ts';
import type { TickResult } from '../../shared/dream/tick.ts';
import type { Dream, World } from '../../shared/dream/world.ts';
import { BUFFER_SOFT_BYTES, NAMES_M } from '../../shared/protocol/limits.ts';
import type { OwnThings } from '../../shared/protocol/messages.ts';
import { hidings } from '../publish/publisher.ts';
import type { Member, Members } from './members.ts';
import { effectMessage, ownThings, whyMessage } from './words.ts';

/** Names are looked at every so many ticks, for one in so many of the viewers: each has a look a second, and all who have one share what is gathered for it. */
const NAMES_EVERY = 4;
const NAMES_TURNS = 5;
/** Ticks between two looks at a viewer's own things; in a crowd half as often where nothing befell anybody. */
const OWN_EVERY = 4;
const OWN_EVERY_IN_CROWD = 8;
const CROWD = 100;

export class News {
  /** Words and effects always; what can be sent later only where the line is clear. */
  tell(dream: Dream, result: TickResult, members: Members, online: readonly Member[]): void {
    const { world, scenario } = dream;
    for (const effect of result.effects) {
      if (effect.verdict.outcome === 'refused') continue;
      const member = members.who(effect.to);
      if (member?.online) member.client.send('effect', effectMessage(world, scenario, effect));
    }
    for (const command of result.accepted) {
      if (command.type !== 'why') continue;
      const member = members.who(command.by);
      if (member?.online) member.client.send('why', whyMessage(world, scenario, command.by, command.body.about));
    }
    const gathered = gatherOwn(world);
    const readable = new Readable(world);
    const every = online.length > CROWD ? OWN_EVERY_IN_CROWD : OWN_EVERY;
    const touched = whoWasTouched(result);
    for (let index = 0; index < online.length; index++) {
      const member = online[index] as Member;
      const owns = (result.tick + index) % every === 0 || touched.has(member.who);
      const names = result.tick % NAMES_EVERY === 0 && (result.tick / NAMES_EVERY + index) % NAMES_TURNS === 0;
      if (!(owns || names) || member.outbox.waiting > BUFFER_SOFT_BYTES) continue;
      const mine = owns ? own(world, scenario, member.who, gathered) : null;
      if (mine) tellOwn(member, ownThings(mine));
      if (names) readable.tell(member);
    }
  }
}

/** Whom something befell that all may know, or who did something themselves: their own things are looked at without waiting for their turn. */
function whoWasTouched({ accepted, events }: TickResult): ReadonlySet<Who> {
  const touched = new Set<Who>();
  for (const command of accepted) if (command.type !== 'move' && command.type !== 'reading') touched.add(command.by);
  for (const event of events) {
    if (isPrivate(event.type)) continue;
    touched.add(event.by);
    touched.add(event.about);
  }
  return touched;
}

interface Named {
  readonly id: Who;
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** Names that can be read now: named agents' everywhere, people's within 12 m. Gathered once a tick, because many look for them in a crowd. */
class Readable {
  private readonly world: World;
  private readonly squares = new Map<number, Named[]>();
  private readonly agents: Named[] = [];
  private hidden: ReadonlyMap<Who, ReadonlySet<Who>> | null = null;

  constructor(world: World) {
    this.world = world;
  }

  private gather(): ReadonlyMap<Who, ReadonlySet<Who>> {
    const { world } = this;
    for (const id of world.people.order) {
      const person = world.people.byId[id];
      const at = world.space.avatars[id];
      if (!person || person.state === 'awake' || person.name === '') continue;
      const named = { id, name: person.name, x: at?.x ?? 0, y: at?.y ?? 0 };
      if (person.kind === 'agent') this.agents.push(named);
      else if (at) this.put(named);
    }
    this.hidden = hidings(world);
    return this.hidden;
  }

  private put(named: Named): void {
    const key = square(named.x, named.y);
    const list = this.squares.get(key);
    if (list) list.push(named);
    else this.squares.set(key, [named]);
  }

  /** Sends what changed of the names that a member may read. */
  tell(member: Member): void {
    const hidden = (this.hidden ?? this.gather()).get(member.who);
    const { who, names } = member;
    const { tick } = this.world;
    const changes: Record<Who, string> = {};
    let read = 0;
    let changed = false;
    const reads = ({ id, name }: Named): void => {
      read++;
      const known = names.get(id);
      if (known?.name === name) {
        known.tick = tick;
        return;
      }
      changed = true;
      names.set(id, { name, tick });
      changes[id] = name;
    };
    for (const agent of this.agents) reads(agent);
    const me = this.world.space.avatars[who];
    if (me) {
      for (let dx = -1; dx <= 1; dx++) {
        for (let dy = -1; dy <= 1; dy++) {
          for (const named of this.squares.get(square(me.x + dx * NAMES_M, me.y + dy * NAMES_M)) ?? []) {
            const x = named.x - me.x;
            const y = named.y - me.y;
            if (x * x + y * y <= NAMES_M * NAMES_M && !hidden?.has(named.id)) reads(named);
          }
        }
      }
    }
    if (read < names.size) {
      for (const [id, known] of names) {
        if (known.tick === tick) continue;
        changed = true;
        names.delete(id);
        changes[id] = '';
      }
    }
    if (changed) member.client.send('names', changes);
  }
}

/** Number of the square of 12 m that holds a place. */
const square = (x: number, y: number): number => Math.floor(x / NAMES_M) * 4096 + Math.floor(y / NAMES_M);

function tellOwn(member: Member, now: OwnThings): void {
  const before = member.sentOwn as Record<string, unknown> | null;
  const changes: Record<string, unknown> = {};
  let any = false;
  for (const key in now) {
    const value = now[key as keyof OwnThings];
    if (before && same(before[key], value)) continue;
    changes[key] = value;
    any = true;
  }
  if (!any) return;
  // what stayed the same is kept as it was: hundreds of new copies a second outlive the collector's first look and make its pauses long
  if (before) Object.assign(before, changes);
  else member.sentOwn = now;
  member.client.send('own', changes);
}

/** Equal in every part; of plain data only. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  let more = 0;
  for (const key in a) {
    if (!(key in b) || !same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key])) return false;
    more++;
  }
  for (const _ in b) more--;
  return more === 0;
}
