/**
 * The stage of every game: a small dream with an attacker, two who may have the secret, bystanders and simulated citizens, all of whom do what a seed
 * says. The two runs of a pair differ in nothing but the secret.
 */
import { createCast } from '../../shared/citizens/cast.ts';
import type { Command, CommandBody } from '../../shared/dream/commands.ts';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import { CONSENT_WORDING, type Purpose } from '../../shared/dream/governance/model.ts';
import { stepDream, type TickResult } from '../../shared/dream/tick.ts';
import { createDream, type Dream } from '../../shared/dream/world.ts';
import { below, between, chance, pick, type StreamState, streamOf } from '../../shared/kernel/random.ts';
import { smallScenario } from '../dream/smallDream.ts';

export const ATTACKER = 'p1';
/** One of these two has the secret: A in world 1, B in world 0. */
export const A = 'p2';
export const B = 'p3';

/** What bodies may steer here: one's own light, everybody's palette, light and tempo, the palette of a region. */
const tracks: CompiledScenario['tracks'] = [
  ...smallScenario().tracks,
  ...(['group', 'region'] as const).map((scope) => ({
    id: `${scope}-palette`,
    name: 'colours',
    source: 'arousal' as const,
    scope,
    target: 'palette' as const,
    from: [-1, 1] as const,
    to: [-0.6, 0.6] as const,
    curve: [],
    limits: [-1, 1] as const,
    smoothing: 2,
    gain: 1,
    purpose: 'group' as const,
    says: 'Colours follow how awake bodies are.',
  })),
];

/** The small dream with everything in it that may tell: scenes strong enough to turn the hourglass, a shadow that forms by itself. */
export const scenario = smallScenario({
  tracks,
  storylets: smallScenario().storylets.map((s) => ({ ...s, intensity: 0.5 })),
  shadows: [
    { id: 'first', theme: 'loneliness', weight: 20, at: 'fountain', requires: [{ fact: 'night', min: 3, max: 1e9 }] },
    { id: 'second', theme: 'loneliness', weight: 20, at: 'plaza', requires: [{ fact: 'night', min: 6, max: 1e9 }] },
  ],
  knobs: { ...smallScenario().knobs, shadowPerPeople: 2 },
});

export interface Setting {
  readonly seed: string;
  /** real people, the attacker among them */
  readonly people: number;
  /** simulated citizens and agents */
  readonly company: number;
}

/** What somebody does by seed, whatever the world is like. */
interface Habit {
  readonly rng: StreamState;
  readonly cycle: number;
  readonly phase: number;
  breath: boolean;
  mx: number;
  my: number;
}

export class Stage {
  readonly dream: Dream;
  readonly people: readonly string[];
  /** for what a game draws: the same in both worlds */
  readonly rng: StreamState;
  private readonly cast;
  private readonly habits: ReadonlyMap<string, Habit>;
  private readonly waiting: Command[] = [];

  constructor({ seed, people, company }: Setting) {
    this.dream = createDream(scenario, seed);
    this.rng = streamOf(seed, 'game');
    this.cast = createCast(scenario, { seed, size: company });
    this.people = Array.from({ length: people }, (_, i) => `p${i + 1}`);
    this.habits = new Map(this.people.map((who) => [who, habitOf(streamOf(seed, `habit ${who}`))]));
    const joins = this.people.map(
      (by): Command => ({ type: 'join', by, body: { kind: 'person', name: by, shape: 'moon', cloth: 'teal', cast: '', spawn: '' } }),
    );
    stepDream(this.dream, [{ type: 'night.begin', by: 'dream', body: {} }, ...joins]);
  }

  put(who: string, x: number, y: number): void {
    Object.assign(this.dream.world.space.avatars[who] ?? {}, { x, y, groundX: x, groundY: y });
  }

  /** Somewhere within `far` metres of a point. */
  scatter(who: string, x: number, y: number, far: number): void {
    this.put(who, x + between(this.rng, -far, far), y + between(this.rng, -far, far));
  }

  /** Does something at the coming tick. */
  ask<T extends Command['type']>(by: string, type: T, body: CommandBody<T>): void {
    this.waiting.push({ type, by, body } as unknown as Command);
  }

  consent(who: string, ...purposes: readonly Purpose[]): void {
    for (const purpose of purposes) this.ask(who, 'consent.give', { purpose, wording: CONSENT_WORDING });
  }

  /** One tick: what was asked for, what everybody does by habit, what the company does. */
  step(): TickResult {
    const asked = this.waiting.splice(0);
    const moves = this.people.flatMap((who) => this.habit(who));
    return stepDream(this.dream, [...asked, ...moves, ...this.cast.act(this.dream)]);
  }

  private habit(who: string): Command[] {
    const habit = this.habits.get(who) as Habit;
    const { rng } = habit;
    const t = (this.dream.world.tick / 20 + habit.phase) % habit.cycle;
    const breath = t < habit.cycle * 0.4;
    const turns = chance(rng, 0.03);
    if (!turns && breath === habit.breath) return [];
    habit.breath = breath;
    // short steps: nobody walks out of the game
    if (turns) Object.assign(habit, { mx: chance(rng, 0.6) ? 0 : below(rng, 61) - 30, my: chance(rng, 0.6) ? 0 : below(rng, 61) - 30 });
    return [{ type: 'move', by: who, body: { mx: habit.mx, my: habit.my, float: false, breath } }];
  }
}

function habitOf(rng: StreamState): Habit {
  return { rng, cycle: pick(rng, [8, 9, 10, 11]), phase: between(rng, 0, 10), breath: false, mx: 0, my: 0 };
}

/** A body's reading; `arousal` -1..1, `breath` in breaths a minute. Counts up by itself with the tick. */
export function reading(tick: number, arousal: number, breath = 6, state: 'good' | 'poor' | 'lost' = 'good'): CommandBody<'reading'> {
  return {
    seq: tick,
    deviceMs: tick * 50,
    hr: Math.round(75 + 45 * arousal),
    rmssd: Math.round(45 - 30 * arousal),
    arousal: Math.round(127 * arousal),
    breathPhase: Math.floor(((tick / 1200) * breath * 256) % 256),
    breathRate: Math.round(breath * 10),
    quality: state === 'good' ? 3 : 1,
    state,
  };
}

/** What the attacker does to learn more: asks why about everything near, and speaks, so that ids of effects come back. */
export function pry(stage: Stage): void {
  const { tick, narrative } = stage.dream.world;
  if (tick % 10 === 0) {
    const things = [ATTACKER, 'guide', 'act', 'fountain', ...narrative.shadows.map((s) => s.id)];
    stage.ask(ATTACKER, 'why', { about: things[(tick / 10) % things.length] as string });
  }
  if (tick % 45 === 0) stage.ask(ATTACKER, 'emote', { emote: 'hum' });
  if (tick % 60 === 0) stage.ask(ATTACKER, 'lantern.plant', { whisper: '' });
}
