/** What goes to single viewers beside the state: effects and answers at once, own things and names when they changed. */
import type { Who } from '../../shared/dream/ids.ts';
import { speakersOf } from '../../shared/dream/narrative/reach.ts';
import { own } from '../../shared/dream/observe.ts';
import type { TickResult } from '../../shared/dream/tick.ts';
import type { Dream, World } from '../../shared/dream/world.ts';
import { Grid } from '../../shared/kernel/grid.ts';
import { BUFFER_SOFT_BYTES, NAMES_M } from '../../shared/protocol/limits.ts';
import { waiting } from '../publish/backlog.ts';
import type { Member, Members } from './members.ts';
import { effectMessage, namesFor, ownThings, whyMessage } from './words.ts';

/** Ticks between two looks at a viewer's names, and at their own things. */
const NAMES_EVERY = 10;
const OWN_EVERY = 4;

export class News {
  /** Words and effects always; what can be sent later only where the line is clear. */
  tell(dream: Dream, result: TickResult, members: Members): void {
    const { world, scenario } = dream;
    for (const effect of result.effects) {
      if (effect.verdict.outcome === 'refused') continue;
      const member = members.who(effect.to);
      if (member?.online) member.client.send('effect', effectMessage(world, scenario, effect));
    }
    for (const command of result.accepted) {
      if (command.type !== 'why') continue;
      const member = members.who(command.by);
      if (member?.online) member.client.send('why', whyMessage(world, command.by, command.body.about));
    }
    const speakers = speakersOf(world);
    const readable = new Readable(world);
    members.online().forEach((member, index) => {
      const turn = result.tick + index;
      if (turn % OWN_EVERY !== 0 && turn % NAMES_EVERY !== 0) return;
      if (waiting(member.client) > BUFFER_SOFT_BYTES) return;
      if (turn % OWN_EVERY === 0) {
        const mine = own(world, scenario, member.who, speakers);
        if (mine) tellOwn(member, ownThings(mine));
      }
      if (turn % NAMES_EVERY === 0) tellNames(member, namesFor(world, member.who, readable.near(member.who)));
    });
  }
}

/** Who may be near enough for a name to be read, and those whose name is no secret: looked for once a tick. */
class Readable {
  private readonly world: World;
  private readonly grid = new Grid<Who>(NAMES_M);
  private readonly agents: Who[] = [];
  private ready = false;

  constructor(world: World) {
    this.world = world;
  }

  near(who: Who): Iterable<Who> {
    if (!this.ready) this.gather();
    const at = this.world.space.avatars[who];
    return new Set([...this.agents, who, ...(at ? this.grid.near(at.x, at.y, NAMES_M) : [])]);
  }

  private gather(): void {
    this.ready = true;
    for (const [id, person] of Object.entries(this.world.people.byId)) {
      if (person.state === 'awake') continue;
      const at = this.world.space.avatars[id];
      if (person.kind === 'agent') this.agents.push(id);
      else if (at) this.grid.add(at.x, at.y, id);
    }
  }
}

function tellOwn(member: Member, now: ReturnType<typeof ownThings>): void {
  const before = member.sentOwn as Record<string, unknown> | null;
  const changes: Record<string, unknown> = {};
  let any = false;
  for (const [key, value] of Object.entries(now)) {
    if (before && same(before[key], value)) continue;
    changes[key] = value;
    any = true;
  }
  if (!any) return;
  member.sentOwn = now;
  member.client.send('own', changes);
}

function tellNames(member: Member, now: ReadonlyMap<Who, string>): void {
  const before = member.sentNames;
  const changes: Record<Who, string> = {};
  let any = false;
  for (const [id, name] of now) {
    if (before.get(id) === name) continue;
    changes[id] = name;
    any = true;
  }
  for (const id of before.keys()) {
    if (now.has(id)) continue;
    changes[id] = '';
    any = true;
  }
  if (!any) return;
  member.sentNames = now;
  member.client.send('names', changes);
}

/** Equal in every part; of plain data only. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]));
}
