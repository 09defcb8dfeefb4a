/**
 * What the agent of a role would do now, and why it does nothing: rules as data, each looked at against the facts, the sand and the cooldowns.
 * Pure; the cast acts on it by commands (citizens/agents.ts), "why?" tells it.
 */
import type { CompiledAgentRule, CompiledScenario } from '../compiled.ts';
import { TICK_RATE } from '../ids.ts';
import { couldOpen } from '../narrative/asked.ts';
import { factOf } from '../narrative/facts.ts';
import type { World } from '../world.ts';
import { aboutOf, deckRefusal, eventsOf } from './deck.ts';
import type { Role } from './model.ts';
import { AGENT_EVERY } from './rules.ts';
import { DECK, type DeckName } from './table.ts';

/** One rule as looked at: would it fire, and if not, what holds it back: a rule's name and a sentence. */
export interface Looked {
  readonly rule: CompiledAgentRule;
  readonly about: string;
  /** ready, held (by a person), recent, facts, about, or the deck's own refusal */
  readonly state: string;
  readonly says: string;
}

/** Every rule of a role, in the scenario's order. */
export function lookAt(world: World, scenario: CompiledScenario, role: Role): Looked[] {
  return scenario.orchestration.agents.filter((r) => r.role === role).map((rule) => look(world, scenario, role, rule));
}

/** Facts whose names say little to a person. */
const FACT_WORDS: Readonly<Record<string, string>> = {
  t: 'the time of this act, in seconds,',
  act: 'the number of the act',
  open: 'the number of shadows that stand',
  flat: 'the time a string is flat, in seconds,',
  standing: 'the number of those who stand',
  breaches: 'the number of broken promises that people know of',
  evidence: 'the number of odd things known of the light',
  exposed: 'the mask that has fallen, 0 or 1,',
  baselines: 'the share of people who breathe steadily',
  rising: 'the hourglass that builds up, 0 or 1,',
};

function look(world: World, scenario: CompiledScenario, role: Role, rule: CompiledAgentRule): Looked {
  const state = world.orchestration.roles[role];
  const no = (why: string, says: string, about = ''): Looked => ({ rule, about, state: why, says });
  if (state.holder !== '') return no('held', 'a person has the role');
  if (!world.narrative.begun) return no('deck.when', 'the night has not begun');
  const missing = rule.when.find((c) => factOf(world, c.fact) < c.min || factOf(world, c.fact) > c.max);
  if (missing) {
    const low = factOf(world, missing.fact) < missing.min;
    return no(
      'facts',
      `waits until ${FACT_WORDS[missing.fact] ?? missing.fact} is ${low ? `at least ${missing.min}` : `at most ${missing.max}`}`,
    );
  }
  if (world.tick - state.lastTick < AGENT_EVERY * TICK_RATE) return no('recent', `acts once in ${AGENT_EVERY} s`);
  const act = rule.does as DeckName;
  const about = resolve(world, scenario, rule, act);
  if (about === null) return no('about', 'nothing here that it could be about');
  const refusal = deckRefusal(world, scenario, role, act, about, rule.amount);
  return refusal ? no(refusal.rule, refusal.reason, about) : no('ready', rule.why, about);
}

/** The thing that fits now: the shadow that stands longest, a symbol nobody woke, one of the three chosen, the best storylet, a clause not yet law. */
function resolve(world: World, scenario: CompiledScenario, rule: CompiledAgentRule, act: DeckName): string | null {
  const { narrative, orchestration } = world;
  switch (rule.about) {
    case '@shadow':
      return narrative.shadows.find((s) => s.goneTick === 0 && s.hands.length === 0)?.id ?? null;
    case '@symbol':
      return scenario.symbols.find((s) => !narrative.symbols[s.id]?.awake && scenario.storylets.some((q) => q.symbol === s.id))?.id ?? null;
    case '@chosen': {
      const events = eventsOf(scenario);
      const met = new Set(Object.keys(narrative.seen).map((key) => key.slice(0, key.indexOf('|'))));
      const left = orchestration.backstage.storylets.filter((id) => events.includes(id) && !met.has(id));
      // what could come to nobody waits for another; with none that could, the deck says why
      return couldOpen(world, scenario, left)[0] ?? left[0] ?? null;
    }
    case '@top':
    case '@clause':
      return aboutOf(world, scenario, act)?.[0] ?? null;
    default:
      return rule.about;
  }
}

/** The heaviest rule that is ready; the first of equals. Null when none is. */
export function wouldDo(looked: readonly Looked[]): Looked | null {
  let best: Looked | null = null;
  for (const l of looked) if (l.state === 'ready' && (best === null || l.rule.weight > best.rule.weight)) best = l;
  return best;
}

/** True when a name is an act of that role's deck. */
export function isActOf(role: string, act: string): act is DeckName {
  return Object.hasOwn(DECK, act) && DECK[act as DeckName].role === role;
}
