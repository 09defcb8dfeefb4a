/** A place for tests of space alone: a small world and a moment made by hand, no other system running. */
import { noCauses, remember } from '../../../shared/dream/causes.ts';
import type { Command, Refusal } from '../../../shared/dream/commands.ts';
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import type { DreamEvent } from '../../../shared/dream/events.ts';
import { Moment } from '../../../shared/dream/moment.ts';
import { peopleHandlers } from '../../../shared/dream/people/commands.ts';
import { stepPeople } from '../../../shared/dream/people/step.ts';
import { restAt } from '../../../shared/dream/space/avatar.ts';
import { spaceHandlers } from '../../../shared/dream/space/commands.ts';
import type { Avatar } from '../../../shared/dream/space/model.ts';
import { beginSpace, stepSpace } from '../../../shared/dream/space/step.ts';
import type { World } from '../../../shared/dream/world.ts';
import { type StreamState, streamOf } from '../../../shared/kernel/random.ts';
import { smallScenario } from '../smallDream.ts';

const HANDLERS = { ...peopleHandlers, ...spaceHandlers } as Record<string, (now: Moment, c: Command, cause: string) => Refusal | null>;

export class Place {
  readonly scenario: CompiledScenario;
  world: World;
  readonly events: DreamEvent[] = [];
  private commandSeq = 0;

  constructor(scenario: CompiledScenario = smallScenario(), world?: World) {
    this.scenario = scenario;
    this.world =
      world ??
      ({
        format: 1,
        seed: 'dh1:place',
        tick: 0,
        nextId: 1,
        streams: {},
        people: { byId: {}, order: [] },
        space: beginSpace(scenario),
        affect: { breath: {}, body: {}, feeling: {}, pairs: [] },
        narrative: { shadows: [] },
        governance: { consents: {}, hidden: {}, limits: {} },
        pending: { person: [], world: [] },
        causes: noCauses(),
      } as unknown as World);
  }

  /** What systems see of this tick. */
  moment(): Moment {
    const { world, scenario, events } = this;
    let seq = events.filter((e) => e.tick === world.tick).length;
    const now = {
      world,
      scenario,
      tick: world.tick,
      events,
      random(name: string): StreamState {
        world.streams[name] ??= streamOf(world.seed, name);
        return world.streams[name] as StreamState;
      },
      newId: (prefix: string) => `${prefix}${world.nextId++}`,
      every: (n: number) => world.tick % n === 0,
      present: Moment.prototype.present,
      event(type: DreamEvent['type'], by: string, about: string, because: string[], data = {}) {
        if (because.length === 0 || because.includes('')) throw new Error(`${type} without a cause`);
        const event = { id: `e${world.tick}.${seq++}`, tick: world.tick, type, by, about, because: [...because], data };
        events.push(event);
        remember(world.causes, event);
        return event.id;
      },
      effect(request: object) {
        world.pending.person.push(request as never);
        return `f${world.tick}.0`;
      },
    };
    return now as unknown as Moment;
  }

  /** Does a command between two ticks; null when accepted. */
  command(by: string, type: Command['type'], body: object = {}): Refusal | null {
    const handler = HANDLERS[type];
    if (!handler) throw new Error(`nothing handles ${type}`);
    return handler(this.moment(), { type, by, body } as Command, `k${this.world.tick}.${this.commandSeq++}`);
  }

  /** Somebody at rest at a point. */
  put(id: string, x: number, y: number): Avatar {
    this.command(id, 'join', { kind: 'person', name: id, shape: 'moon', cloth: 'teal', cast: '', spawn: '' });
    const avatar = this.avatar(id);
    Object.assign(avatar, restAt(x, y));
    return avatar;
  }

  avatar(id: string): Avatar {
    const a = this.world.space.avatars[id];
    if (!a) throw new Error(`${id} is nowhere`);
    return a;
  }

  walk(id: string, mx: number, my: number, more: { float?: boolean; breath?: boolean } = {}): void {
    this.command(id, 'move', { mx, my, float: false, breath: false, ...more });
  }

  /** Steps people and space for so many ticks; `each` runs before every one. */
  run(ticks: number, each: () => void = () => {}): void {
    for (let i = 0; i < ticks; i++) {
      this.world.tick++;
      each();
      const now = this.moment();
      stepPeople(now);
      stepSpace(now);
    }
  }

  of(type: DreamEvent['type']): DreamEvent[] {
    return this.events.filter((e) => e.type === type);
  }

  /** Somebody breathes 4 s in, 6 s out, `lag` seconds behind the pad's pulse; to be called every tick. */
  breathe(id: string, lag = 0): void {
    const { tick } = this.world;
    const since = (((tick - lag * 20) % 200) + 200) % 200;
    const anchor = tick - since;
    const turns = [-400, -320, -200, -120, 0, 80].map((t) => anchor + t).filter((t) => t > tick - 400 && t <= tick);
    const old = this.world.affect.breath[id];
    this.world.affect.breath[id] = {
      in: since < 80,
      inTick: anchor,
      outTick: since >= 80 ? anchor + 80 : anchor - 120,
      cycle: 10,
      turns,
      counted: 3,
      ease: old?.ease ?? 0,
      measured: old?.measured ?? false,
      because: [`k${Math.max(anchor, 0)}.0`],
      pressed: since < 80,
      anchor,
    } as World['affect']['breath'][string];
  }
}
