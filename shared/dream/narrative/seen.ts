/** What all see of the story, and the scenes and the circle of one person as far as they may reach them. */
import type { CompiledScenario } from '../compiled.ts';
import { gate } from '../governance/gate.ts';
import type { ThemeTag, ThingId, Who } from '../ids.ts';
import type { Cloth } from '../people/model.ts';
import { hidesEither } from '../people/seen.ts';
import type { World } from '../world.ts';
import { circleOf } from './circles.ts';
import type { Circle, Scene } from './model.ts';
import { CIRCLE } from './rules.ts';
import { ringOf } from './shadows.ts';
import { votesFor } from './voting.ts';

export interface StorySeen {
  readonly symbols: readonly { readonly id: ThingId; readonly awake: boolean }[];
  readonly shadows: readonly {
    readonly id: ThingId;
    readonly theme: ThemeTag;
    readonly x: number;
    readonly y: number;
    readonly weight: number;
    readonly full: number;
    readonly ring: number;
    readonly warmth: number;
    readonly gone: boolean;
  }[];
  readonly fragments: readonly { readonly id: ThingId; readonly x: number; readonly y: number }[];
  readonly threads: readonly {
    readonly id: ThingId;
    readonly by: Who;
    readonly cloth: Cloth;
    readonly gold: boolean;
    readonly place: number;
  }[];
  readonly goal: number;
}

export interface SceneSeen {
  readonly id: ThingId;
  readonly storylet: string;
  readonly at: ThingId;
  readonly speaker: string;
  readonly text: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  readonly form: string;
  readonly untilTick: number;
  /** where a group decides: how many are for each choice now, by its id, and which is mine; null = I decide alone */
  readonly votes: { readonly counts: Readonly<Record<string, number>>; readonly mine: string } | null;
}

/** The circle I sit in, as far as it may reach me. */
export interface CircleSeen {
  readonly id: ThingId;
  readonly at: ThingId;
  readonly phase: string;
  readonly untilTick: number;
  readonly seats: readonly Who[];
  /** whose turn it is, '' if nobody's */
  readonly turn: Who;
  /** '' before it is asked, or where it may not reach me */
  readonly question: string;
  /** how often I may still ask for more time */
  readonly more: number;
  readonly lines: readonly { readonly id: ThingId; readonly by: Who; readonly words: string; readonly struck: boolean }[];
  /** card given to me, '' if none yet */
  readonly card: string;
  readonly gave: boolean;
}

export function storySeen({ narrative, tick }: World): StorySeen {
  return {
    symbols: Object.values(narrative.symbols).map((s) => ({ id: s.id, awake: s.awake })),
    shadows: narrative.shadows.map((s) => ({
      id: s.id,
      theme: s.theme,
      x: s.x,
      y: s.y,
      weight: s.weight,
      full: s.full,
      ring: ringOf(s, tick),
      warmth: s.warmth,
      gone: s.goneTick > 0,
    })),
    fragments: narrative.fragments.filter((f) => f.heldBy === '').map((f) => ({ id: f.id, x: f.x, y: f.y })),
    threads: narrative.threads.map((t) => ({ id: t.id, by: t.by, cloth: t.cloth, gold: t.with !== '', place: t.place })),
    goal: narrative.goal,
  };
}

/** Scenes as they stand before their person. */
export function scenesSeen(world: World, scenario: CompiledScenario, scenes: readonly Scene[]): SceneSeen[] {
  return scenes.map((s) => ({
    id: s.id,
    storylet: s.storylet,
    at: s.at,
    speaker: speakerOf(scenario, s.storylet, s.dialogue),
    text: s.text,
    choices: s.choices,
    form: s.form,
    untilTick: s.untilTick,
    votes: votesFor(world, s),
  }));
}

export function circleSeen(world: World, scenario: CompiledScenario, who: Who): CircleSeen | null {
  const circle = circleOf(world, who);
  if (!circle) return null;
  const seen = (id: Who): boolean => !hidesEither(world, who, id);
  const { id, at, phase, untilTick, turn, more, gifts } = circle;
  const gift = gifts.find((g) => g.to === who && seen(g.from));
  return {
    id,
    at,
    phase,
    untilTick,
    seats: circle.seats.filter(seen),
    turn: seen(turn) ? turn : '',
    question: questionFor(world, scenario, who, circle),
    more: CIRCLE.more - more,
    lines: circle.lines.filter((l) => seen(l.by)).map((l) => ({ id: l.id, by: l.by, words: l.words, struck: l.struck })),
    card: gift?.card ?? '',
    gave: gifts.some((g) => g.from === who),
  };
}

function questionFor(world: World, scenario: CompiledScenario, who: Who, circle: Circle): string {
  const question = scenario.questions[circle.question];
  if (!question) return '';
  const { text, theme, intensity } = question;
  return gate(world, scenario, {
    id: '',
    kind: 'question',
    to: who,
    by: 'dream',
    source: circle.id,
    theme,
    intensity,
    text,
    soft: '',
    because: [],
  }).text;
}

function speakerOf(scenario: CompiledScenario, storylet: string, dialogue: string): string {
  const speaker =
    scenario.dialogues.find((d) => d.id === dialogue)?.speaker ?? scenario.storylets.find((s) => s.id === storylet)?.speaker ?? '';
  return scenario.cast.find((c) => c.id === speaker)?.name ?? speaker;
}
