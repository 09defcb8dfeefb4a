/**
 * The one law: every effect on a person passes here, and nothing else decides.
 * Rules in order, the first that decides wins; the floor (real) before the charter (fiction).
 */
import { max, min } from '../../kernel/math.ts';
import type { CompiledScenario } from '../compiled.ts';
import type { Outcome, PersonEffect, Verdict } from '../effects.ts';
import type { Who } from '../ids.ts';
import type { World } from '../world.ts';
import { excessOf } from './charter.ts';
import { COMFORT } from './model.ts';

/** Nothing in any dream is stronger than this. */
export const FLOOR_CEILING = 0.85;
/** A veiled theme: at most this strong. */
export const VEIL_CEILING = 0.25;
/** Chosen ceiling of who said nothing: "clear". */
export const DEFAULT_CEILING = 0.6;

/** The strongest thing this person lets near them, 0..FLOOR_CEILING: their own wish (a step lower after a card), the scenario's, the floor's. */
export function ceilingOf(world: World, scenario: CompiledScenario, who: Who): number {
  const chosen = world.governance.limits[who]?.ceiling ?? DEFAULT_CEILING;
  const below = world.governance.comfort[who]?.below ?? 0;
  const working = below > 0 ? min(chosen, max(COMFORT.lowest, chosen - below)) : chosen;
  return min(working, min(scenario.knobs.ceiling, FLOOR_CEILING));
}

/** The strictest binding rule of the charter that an effect exceeds; null for most. */
function heldBack(world: World, scenario: CompiledScenario, effect: PersonEffect): { id: string; most: number } | null {
  let found: { id: string; most: number } | null = null;
  for (const rule of world.governance.charter) {
    if (!rule.binding) continue;
    const excess = excessOf(world, scenario, rule, effect);
    if (excess === null) continue;
    const most = excess === 'often' ? 0 : rule.most;
    if (!found || most < found.most) found = { id: rule.id, most };
  }
  return found;
}

/** Decides what of an effect reaches its person. Pure; reads consents and limits as they are now. */
export function gate(world: World, scenario: CompiledScenario, effect: PersonEffect): Verdict {
  const { governance, people } = world;
  const who = effect.to;
  const decided = governance.decided[who];
  const because = decided === undefined ? [] : [decided];
  const verdict = (outcome: Outcome, rule: string, intensity: number, text: string): Verdict => ({
    outcome,
    rule,
    intensity,
    text,
    because,
  });
  if (people.byId[who]?.state !== 'dreaming') return { ...verdict('refused', 'floor.gone', 0, ''), because: [] };
  // hiding works both ways: neither reaches the other
  if (governance.hidden[who]?.includes(effect.by) || governance.hidden[effect.by]?.includes(who))
    return verdict('refused', 'floor.hidden', 0, '');
  const tag = effect.theme;
  const limits = governance.limits[who];
  const ceiling = ceilingOf(world, scenario, who);
  if (tag !== null) {
    if (governance.stopped[who]?.includes(tag)) return verdict('refused', 'floor.stopped', 0, '');
    const theme = scenario.themes.find((t) => t.tag === tag);
    const covered = min(effect.intensity, min(VEIL_CEILING, ceiling));
    if (limits?.lines.includes(tag)) {
      // a theme the scenario never declared has nothing to stand in for it
      return theme ? verdict('substituted', 'floor.line', covered, theme.standIn) : verdict('refused', 'floor.line', 0, '');
    }
    if (limits?.veils.includes(tag)) {
      return theme ? verdict('softened', 'floor.veil', covered, theme.veil) : verdict('refused', 'floor.veil', 0, '');
    }
  }
  const soft = effect.soft === '' ? effect.text : effect.soft;
  const comfort = governance.comfort[who];
  const eased = comfort && world.tick < comfort.easedUntil ? COMFORT.easedShare * ceiling : ceiling;
  const held = heldBack(world, scenario, effect);
  // the lowest decides, the floor before the charter
  if (held && held.most < eased) {
    const rule = `charter.${held.id}`;
    return { ...(held.most === 0 ? verdict('refused', rule, 0, '') : verdict('softened', rule, held.most, soft)), because: [] };
  }
  if (comfort && eased < ceiling && effect.intensity > eased)
    return { ...verdict('softened', 'floor.comfort', eased, soft), because: comfort.because };
  if (effect.intensity > ceiling) return verdict('softened', 'floor.ceiling', ceiling, soft);
  return { ...verdict('allowed', 'charter.open', effect.intensity, effect.text), because: [] };
}
