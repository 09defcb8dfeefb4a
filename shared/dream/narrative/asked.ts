/** What a role asks of the story: a storylet opened before everybody it fits, a circle, an act made longer or shorter, colours one step on, a thread moved. */
import { clamp, max } from '../../kernel/math.ts';
import type { CompiledScenario, CompiledStorylet, PaletteName } from '../compiled.ts';
import type { WorldEffect } from '../effects.ts';
import { TICK_RATE, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import { openCircle } from './circles.ts';
import { factsFor } from './facts.ts';
import { type Facts, holds } from './salience.ts';
import { fresh, openScene } from './scenes.ts';

export type StoryEffect = Extract<WorldEffect, { kind: 'story' }>;

/** Colours from dusk to dawn, in the order they follow each other. */
const PALETTES: readonly PaletteName[] = ['dusk', 'ritual', 'descent', 'reckoning', 'healing', 'dawn'];
/** Storylets that a narrator picks among. */
const TOP = 3;

/** True when a storylet may come to somebody now by its facts and by what they met; their limits are the gate's. */
function fits(world: World, who: Who, facts: Facts, storylet: CompiledStorylet): boolean {
  return fresh(world, who)(storylet) && holds(storylet.requires, facts);
}

/** Who may be shown something now, with the facts as they are for them. */
function audienceOf(world: World, scenario: CompiledScenario): { readonly who: Who; readonly facts: Facts }[] {
  return world.people.order
    .filter((who) => world.people.byId[who]?.state === 'dreaming' && world.people.byId[who]?.kind !== 'agent')
    .map((who) => ({ who, facts: factsFor(world, scenario, who) }));
}

/**
 * Those storylets of a list that could come to somebody now. Reads nobody's limits; one of a person's own theme is always among them, since that one
 * fits would tell what the guide takes that theme to be.
 */
export function couldOpen(world: World, scenario: CompiledScenario, ids: readonly string[]): string[] {
  const people = audienceOf(world, scenario);
  return ids.filter((id) => {
    const storylet = scenario.storylets.find((s) => s.id === id);
    if (!storylet) return false;
    return storylet.theme === 'own' || people.some(({ who, facts }) => fits(world, who, facts, storylet));
  });
}

/** The storylets without a symbol that fit most exactly now, at most three: most criteria first, then most people. Reads nobody's limits. */
export function topStorylets(world: World, scenario: CompiledScenario): string[] {
  const people = audienceOf(world, scenario);
  return (
    scenario.storylets
      // which storylets of a person's own theme fit would tell what the guide takes that to be
      .filter((s) => s.symbol === '' && s.theme !== 'own')
      .map((s) => ({ id: s.id, weight: s.requires.length, people: people.filter(({ who, facts }) => fits(world, who, facts, s)).length }))
      .filter((s) => s.people > 0)
      .sort((a, b) => b.weight - a.weight || b.people - a.people)
      .slice(0, TOP)
      .map((s) => s.id)
  );
}

export function doStory(now: Moment, effect: StoryEffect): void {
  switch (effect.does) {
    case 'open':
      return open(now, effect);
    case 'circle':
      return openCircle(now, effect.who, questionOf(effect.about), effect.because);
    case 'turn':
      return turn(now, effect.amount);
    case 'palette':
      return recolour(now, effect.amount);
    case 'place':
      return move(now, effect.about, effect.amount);
  }
}

function open(now: Moment, { about, because }: StoryEffect): void {
  const storylet = now.scenario.storylets.find((s) => s.id === about);
  if (!storylet) return;
  for (const { who, facts } of audienceOf(now.world, now.scenario)) {
    if (now.tick < (now.world.narrative.busyUntil[who] ?? 0) || !fits(now.world, who, facts, storylet)) continue;
    openScene(now, who, storylet, storylet.symbol, because);
  }
}

/** Questions are called by their number among the scenario's. */
export const questionIds = (scenario: CompiledScenario): string[] => scenario.questions.map((_, i) => `q${i}`);
const questionOf = (id: string): number => Number(id.slice(1));

/** The act began so much later, or earlier: it lasts as much longer, or shorter. Never later than now. */
function turn(now: Moment, seconds: number): void {
  const { narrative } = now.world;
  narrative.actTick = clamp(narrative.actTick + seconds * TICK_RATE, narrative.beganTick - 60 * TICK_RATE, now.tick);
}

function recolour(now: Moment, step: number): void {
  const { narrative } = now.world;
  const { to } = narrative.palette;
  const next = PALETTES[clamp(max(0, PALETTES.indexOf(to as PaletteName)) + step, 0, PALETTES.length - 1)] ?? to;
  if (next !== to) narrative.palette = { from: to, to: next, sinceTick: now.tick };
}

/** A thread goes to another place; those from there on make room, as at the loom. */
function move(now: Moment, id: string, place: number): void {
  const { threads } = now.world.narrative;
  const thread = threads.find((t) => t.id === id);
  if (!thread || thread.place === place) return;
  if (threads.some((t) => t !== thread && t.place === place)) for (const t of threads) if (t !== thread && t.place >= place) t.place++;
  thread.place = place;
}
