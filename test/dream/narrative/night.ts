/** A night for tests: one line to begin it, people put where a test wants them, every event and effect kept. */
import { causeOf, rootsOf } from '../../../shared/dream/causes.ts';
import type { Command, CommandBody, CommandType, Refusal } from '../../../shared/dream/commands.ts';
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import type { JudgedEffect } from '../../../shared/dream/effects.ts';
import type { DreamEvent, EventType } from '../../../shared/dream/events.ts';
import type { CauseId, Who } from '../../../shared/dream/ids.ts';
import type { PersonKind } from '../../../shared/dream/people/model.ts';
import { stepDream, type TickResult } from '../../../shared/dream/tick.ts';
import { createDream, type Dream, type World } from '../../../shared/dream/world.ts';
import { smallScenario } from '../smallDream.ts';

export const command = <T extends CommandType>(type: T, by: Who, body: CommandBody<T>): Command => ({ type, by, body }) as Command;

export class Night {
  readonly dream: Dream;
  readonly events: DreamEvent[] = [];
  readonly effects: JudgedEffect[] = [];
  readonly refusals: Refusal[] = [];
  /** where the chain of every event and effect ended, and in which commands, when it happened: later it may have been swept away */
  readonly roots = new Map<CauseId, ReturnType<typeof rootsOf> & { readonly types: readonly (string | undefined)[] }>();
  /** people whose keyed breath goes in for 4 s and out for 6 s; the value shifts it, s */
  readonly breathing = new Map<Who, number>();
  last: TickResult | null = null;

  constructor(overrides: Partial<CompiledScenario> = {}, seed: string | number = 1) {
    this.dream = createDream(smallScenario(overrides), seed);
    this.step([command('night.begin', 'dream', {})]);
  }

  get world(): World {
    return this.dream.world;
  }

  step(commands: readonly Command[] = []): TickResult {
    const breaths = [...this.breathing].flatMap(([who, shift]) => {
      const phase = (((this.world.tick / 20 + shift) % 10) + 10) % 10;
      const breath = phase < 4;
      const input = this.world.space.avatars[who]?.input;
      return input && input.breath !== breath ? [command('move', who, { mx: 0, my: 0, float: false, breath })] : [];
    });
    const result = stepDream(this.dream, [...commands, ...breaths]);
    this.events.push(...result.events);
    this.effects.push(...result.effects);
    for (const { id, because } of [...result.events, ...result.effects]) {
      const { commands, open } = rootsOf(this.world.causes, because);
      this.roots.set(id, { commands, open, types: commands.map((k) => causeOf(this.world.causes, k)?.type) });
    }
    this.refusals.push(...result.refused.map((r) => r.refusal));
    this.last = result;
    return result;
  }

  /** One command, now; its refusal or null. */
  do<T extends CommandType>(type: T, by: Who, body: CommandBody<T>): Refusal | null {
    return this.step([command(type, by, body)]).refused[0]?.refusal ?? null;
  }

  run(seconds: number, until: () => boolean = () => false): number {
    const end = this.world.tick + seconds * 20;
    const start = this.world.tick;
    while (this.world.tick < end && !until()) this.step();
    return (this.world.tick - start) / 20;
  }

  join(who: Who, x: number, y: number, kind: PersonKind = 'person', cast = ''): Who {
    this.do('join', who, { kind, name: `name of ${who}`, shape: 'moon', cloth: 'teal', cast, spawn: '' });
    this.put(who, x, y);
    return who;
  }

  put(who: Who, x: number, y: number): void {
    const avatar = this.world.space.avatars[who];
    if (!avatar) throw new Error(`${who} is not here`);
    Object.assign(avatar, { x, y, z: 0, vx: 0, vy: 0, groundX: x, groundY: y });
  }

  of(type: EventType): DreamEvent[] {
    return this.events.filter((e) => e.type === type);
  }

  /** Hands of two who stand near each other. */
  hands(a: Who, b: Who): void {
    this.do('hand.offer', a, { to: b });
    const offer = this.world.space.offers.find((o) => o.by === a);
    if (!offer) throw new Error('no palm is open');
    const refusal = this.do('hand.answer', b, { offer: offer.id, accept: true });
    if (refusal) throw new Error(refusal.reason);
  }

  /** A shadow at a place, by the way all shadows come. */
  shadow(x: number, y: number, weight = 20, theme = 'loneliness'): string {
    this.world.pending.world.push({ kind: 'shadow', theme, weight, x, y, because: this.world.narrative.actBecause });
    this.step();
    const made = this.world.narrative.shadows.at(-1);
    if (!made) throw new Error('no shadow formed');
    Object.assign(made, { x, y });
    return made.id;
  }
}
