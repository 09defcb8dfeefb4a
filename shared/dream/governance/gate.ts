/**
 * The one law: every effect on a person passes here, and nothing else decides.
 * Rules in order, the first that decides wins; the floor (real) before the charter (fiction).
 */
import { min } from '../../kernel/math.ts';
import type { CompiledScenario } from '../compiled.ts';
import type { Outcome, PersonEffect, Verdict } from '../effects.ts';
import type { World } from '../world.ts';

/** Nothing in any dream is stronger than this. */
export const FLOOR_CEILING = 0.85;
/** A veiled theme: at most this strong. */
export const VEIL_CEILING = 0.25;
/** Chosen ceiling of who said nothing: "clear". */
export const DEFAULT_CEILING = 0.6;

const verdict = (outcome: Outcome, rule: string, intensity: number, text: string): Verdict => ({ outcome, rule, intensity, text, because: [] });

/** Decides what of an effect reaches its person. Pure; reads consents and limits as they are now. */
export function gate(world: World, scenario: CompiledScenario, effect: PersonEffect): Verdict {
  const { governance, people } = world;
  const who = effect.to;
  if (people.byId[who]?.state !== 'dreaming') return verdict('refused', 'floor.gone', 0, '');
  if (governance.hidden[who]?.includes(effect.by)) return verdict('refused', 'floor.hidden', 0, '');
  if (effect.theme !== null && governance.stopped[who]?.includes(effect.theme)) return verdict('refused', 'floor.stopped', 0, '');
  const limits = governance.limits[who];
  const theme = effect.theme === null ? undefined : scenario.themes.find((t) => t.tag === effect.theme);
  if (theme && limits?.lines.includes(theme.tag)) {
    return verdict('substituted', 'floor.line', min(effect.intensity, VEIL_CEILING), theme.standIn);
  }
  if (theme && limits?.veils.includes(theme.tag)) {
    return verdict('softened', 'floor.veil', min(effect.intensity, VEIL_CEILING), theme.veil);
  }
  const ceiling = min(limits?.ceiling ?? DEFAULT_CEILING, min(scenario.knobs.ceiling, FLOOR_CEILING));
  if (effect.intensity > ceiling) {
    return verdict('softened', 'floor.ceiling', ceiling, effect.soft === '' ? effect.text : effect.soft);
  }
  return verdict('allowed', 'charter.open', effect.intensity, effect.text);
}
