/** The moment: what a system's step and a command's handler are given during one tick. */
import { Grid } from '../kernel/grid.ts';
import type { StreamState } from '../kernel/random.ts';
import type { BodySignal, Breath } from './affect/model.ts';
import { remember } from './causes.ts';
import type { Command, CommandOf, CommandType, Refusal } from './commands.ts';
import type { CompiledScenario } from './compiled.ts';
import type { EffectKind, PersonEffect, WorldEffect } from './effects.ts';
import type { DreamEvent, EventType } from './events.ts';
import type { Consent, Purpose } from './governance/model.ts';
import type { CauseId, ThemeTag, ThingId, Who } from './ids.ts';
import type { Person } from './people/model.ts';
import type { Avatar } from './space/model.ts';
import { type Dream, newId, stream, type World } from './world.ts';

/** What a system asks to be done to a person; the gate answers at the start of the next tick. */
export interface EffectRequest {
  readonly kind: EffectKind;
  readonly to: Who;
  readonly by: Who;
  readonly source: ThingId;
  readonly theme?: ThemeTag | null;
  readonly intensity?: number;
  readonly text: string;
  readonly soft?: string;
  readonly because: readonly CauseId[];
}

/** A handler does the command or says why not; it gets the cause id that the command has if it is accepted. */
export type Handler<T extends CommandType> = (now: Moment, command: CommandOf<T>, cause: CauseId) => Refusal | null;
export type Handlers = { readonly [T in CommandType]?: Handler<T> };

/** Somebody with a body in space, and what the systems ask of them every tick: looked up once, for all of them. */
export interface Present {
  readonly id: Who;
  readonly person: Person;
  readonly avatar: Avatar;
  /** what they agreed to; nothing changes it once the commands of a tick are done */
  readonly given: Readonly<Partial<Record<Purpose, Consent>>> | undefined;
  breath: Breath | undefined;
  body: BodySignal | undefined;
}

type Row = { -readonly [K in keyof Present]: Present[K] };

const rows = new WeakMap<World, Row[]>();

function rowsOf(world: World): Row[] {
  let known = rows.get(world);
  if (!known) {
    known = [];
    rows.set(world, known);
  }
  return known;
}

export class Moment {
  readonly world: World;
  readonly scenario: CompiledScenario;
  readonly tick: number;
  /** events of this tick so far, in order */
  readonly events: DreamEvent[] = [];
  private eventSeq = 0;
  private effectSeq = 0;
  private crowd: Grid<Who> | null = null;
  private here: readonly Who[] | null = null;
  private settled = false;
  private bodies: readonly Present[] | null = null;

  constructor(dream: Dream) {
    this.world = dream.world;
    this.scenario = dream.scenario;
    this.tick = dream.world.tick;
  }

  random(name: string): StreamState {
    return stream(this.world, name);
  }

  newId(prefix: string): string {
    return newId(this.world, prefix);
  }

  /** Records that something happened; `because` must not be empty. Returns the event's id, to be a cause of what follows. */
  event(type: EventType, by: Who, about: ThingId, because: readonly CauseId[], data: DreamEvent['data'] = {}): CauseId {
    const id = `e${this.tick}.${this.eventSeq++}`;
    const event: DreamEvent = { id, tick: this.tick, type, by, about, because: [...because], data };
    this.events.push(event);
    remember(this.world.causes, { id, type, by, about, because: event.because });
    return id;
  }

  /** Asks for an effect on a person. */
  effect(request: EffectRequest): CauseId {
    const id = `f${this.tick}.${this.effectSeq++}`;
    const effect: PersonEffect = {
      id,
      kind: request.kind,
      to: request.to,
      by: request.by,
      source: request.source,
      theme: request.theme ?? null,
      intensity: request.intensity ?? 0.1,
      text: request.text,
      soft: request.soft ?? '',
      because: [...request.because],
    };
    this.world.pending.person.push(effect);
    return id;
  }

  /** Asks another system to do something, at the start of the next tick. */
  act(effect: WorldEffect): void {
    this.world.pending.world.push(effect);
  }

  /** Dreaming people within `radius` metres of a point, in the order they joined; positions are those of the tick's start. */
  near(x: number, y: number, radius: number): Who[] {
    return this.crowdNow().near(x, y, radius);
  }

  /** True if `n` dreaming people or more are within `radius` metres of a point; positions as in `near`. */
  hasNear(x: number, y: number, radius: number, n: number): boolean {
    return this.crowdNow().has(x, y, radius, n);
  }

  private crowdNow(): Grid<Who> {
    if (!this.crowd) {
      this.crowd = new Grid<Who>(8);
      for (const { id, person, avatar } of this.present()) if (person.state === 'dreaming') this.crowd.add(avatar.x, avatar.y, id);
    }
    return this.crowd;
  }

  /** From here on nobody comes or goes in this tick: `dreamers` need not look again. */
  settle(): void {
    this.settled = true;
    this.here = null;
    this.bodies = null;
  }

  /** Everybody with a body in space, in the order they came; dreaming, embers, and who woke a moment ago. */
  present(): readonly Present[] {
    if (this.bodies && this.settled) return this.bodies;
    const { people, space, affect, governance } = this.world;
    // while commands are done somebody may come: a list of its own each time; after that the rows of the tick before serve again
    const bodies = this.settled ? rowsOf(this.world) : [];
    let n = 0;
    for (const id of people.order) {
      const avatar = space.avatars[id];
      const person = people.byId[id];
      if (!avatar || !person) continue;
      const row = bodies[n] ?? { id, person, avatar, given: undefined, breath: undefined, body: undefined };
      row.id = id;
      row.person = person;
      row.avatar = avatar;
      row.given = governance.consents[id];
      row.breath = affect.breath[id];
      row.body = affect.body[id];
      bodies[n++] = row;
    }
    bodies.length = n;
    this.bodies = bodies;
    return bodies;
  }

  /** Everybody dreaming now, in the order they joined. */
  dreamers(): readonly Who[] {
    if (this.here && this.settled) return this.here;
    const { byId, order } = this.world.people;
    const here: Who[] = [];
    for (const id of order) if (byId[id]?.state === 'dreaming') here.push(id);
    this.here = here;
    return here;
  }

  /**
   * True on the ticks of a cadence: every `n` ticks. What is dear has a `turn` of its own, 0..n-1, so that a crowd's tick is never all of it at once:
   * feelings and air of every four ticks take 0, the Jukebox 1, who is in tune 2; of every twenty, facts and acts take 3, the decks 7, comfort 11.
   */
  every(n: number, turn = 0): boolean {
    return this.tick % n === turn;
  }
}

export type { Command };
