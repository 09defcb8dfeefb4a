/** What goes to one viewer beside the state: names near them, their own things, effects after the gate, answers to "why?". */
import { explain } from '../../shared/dream/causes.ts';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import type { JudgedEffect } from '../../shared/dream/effects.ts';
import type { ThingId, Who } from '../../shared/dream/ids.ts';
import { causesOf, hidesEither, type Own } from '../../shared/dream/observe.ts';
import { lookAt } from '../../shared/dream/orchestration/agents.ts';
import { ROLES, type Role } from '../../shared/dream/orchestration/model.ts';
import type { World } from '../../shared/dream/world.ts';
import { NAMES_M } from '../../shared/protocol/limits.ts';
import type { EffectMessage, OwnThings, Welcome, WhyMessage } from '../../shared/protocol/messages.ts';

/** One name as `viewer` may read it now, '' when they may not: their own, named agents', and those of people within 12 m who are not hidden either way. */
export function nameFor(world: World, viewer: Who, id: Who): string {
  const person = world.people.byId[id];
  if (!person || person.state === 'awake') return '';
  if (id === viewer || person.kind === 'agent') return person.name;
  const me = world.space.avatars[viewer];
  const them = world.space.avatars[id];
  if (!me || !them || hidesEither(world, viewer, id)) return '';
  const dx = them.x - me.x;
  const dy = them.y - me.y;
  return dx * dx + dy * dy <= NAMES_M * NAMES_M ? person.name : '';
}

/** Own things without what travels with the frames. Numbers that drift are rounded: a page cannot show more. */
export function ownThings(own: Own): OwnThings {
  const { avatar: _avatar, modifiers: _modifiers, partners: _partners, ease: _ease, ...rest } = own;
  const round = (value: number, step: number): number => Math.round(value / step) * step || 0;
  return {
    ...rest,
    tune: round(rest.tune, 0.01),
    params: {
      palette: round(rest.params.palette, 0.01),
      light: round(rest.params.light, 0.01),
      tempo: round(rest.params.tempo, 0.5),
      weather: round(rest.params.weather, 0.02),
      symbols: round(rest.params.symbols, 0.02),
      intensity: round(rest.params.intensity, 0.02),
      mode: round(rest.params.mode, 0.02),
      gravity: round(rest.params.gravity, 0.02),
    },
    // causes are numbered as they come, those of others among them: such numbers are nobody's business
    fragments: rest.fragments.map((f) => ({ ...f, because: [] })),
    signal: { ...rest.signal, arousal: round(rest.signal.arousal, 0.01) },
  };
}

/** An effect as it reaches its person; only the gate's intensity and words go out. */
export function effectMessage(world: World, scenario: CompiledScenario, effect: JudgedEffect): EffectMessage {
  const { verdict } = effect;
  const name = effect.by === 'guide' ? scenario.guide.name : nameFor(world, effect.to, effect.by);
  return {
    kind: effect.kind,
    by: effect.by,
    name,
    source: effect.source,
    theme: verdict.outcome === 'substituted' ? null : effect.theme,
    intensity: verdict.intensity,
    text: verdict.text,
    outcome: verdict.outcome,
  };
}

/** Why an agent does what it does, or nothing: each of its rules and what holds it back. */
function rulesOf(world: World, scenario: CompiledScenario, role: Role): NonNullable<WhyMessage['rules']> {
  return lookAt(world, scenario, role).map(({ rule, state, says }) => ({ id: rule.id, does: rule.does, state, says }));
}

export function whyMessage(world: World, scenario: CompiledScenario, who: Who, about: ThingId): WhyMessage {
  const lines = explain(world.causes, who, causesOf(world, who, about));
  const told = lines.map((line, i) => ({ ...line, cause: String(i + 1) }));
  const role = ROLES.find((name) => about === `role:${name}`);
  return role ? { about, lines: told, rules: rulesOf(world, scenario, role) } : { about, lines: told };
}

/** The part of a scenario that a page may know. */
export function placeOf(scenario: CompiledScenario): Welcome['place'] {
  const { id, title, acts, regions, bridges, colliders, symbols, loose, themes, tracks, districts } = scenario;
  const { clauses, statements } = scenario.governance;
  const fog = scenario.knobs.fogMetres;
  return { id, title, acts, regions, bridges, colliders, symbols, loose, themes, tracks, districts, clauses, statements, fog };
}
