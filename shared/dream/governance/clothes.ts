/** In which clothes symbols and shadows stand before one person: as the gate decides for their theme, never as told to anybody else. */
import { min } from '../../kernel/math.ts';
import type { CompiledScenario } from '../compiled.ts';
import type { ThemeTag, ThingId, Who } from '../ids.ts';
import type { World } from '../world.ts';
import { gate, VEIL_CEILING } from './gate.ts';

export type Cloak = 'stand-in' | 'veiled' | 'gone';

/** What `who` sees of a theme standing in the dream; null = the thing as it is. */
export function cloakOf(world: World, scenario: CompiledScenario, who: Who, theme: ThemeTag | null): Cloak | null {
  if (theme === null) return null;
  const low = scenario.themes.find((t) => t.tag === theme)?.low ?? VEIL_CEILING;
  const verdict = gate(world, scenario, {
    id: '',
    kind: 'image',
    to: who,
    by: 'dream',
    source: '',
    theme,
    intensity: min(low, VEIL_CEILING),
    text: '',
    soft: '',
    because: [],
  });
  // what stands in the dream is for limits alone: the charter speaks of what is done to people
  if (verdict.rule === 'floor.gone' || verdict.rule.startsWith('charter.')) return null;
  if (verdict.outcome === 'refused') return 'gone';
  if (verdict.outcome === 'substituted') return 'stand-in';
  return verdict.rule === 'floor.veil' ? 'veiled' : null;
}

/** Every symbol and shadow that stands there in another form for `who`; things as they are have no entry. */
export function clothesOf(world: World, scenario: CompiledScenario, who: Who): Record<ThingId, Cloak> {
  const clothes: Record<ThingId, Cloak> = {};
  const { governance } = world;
  const limits = governance.limits[who];
  const stopped = governance.stopped[who];
  // most people have no line, veil or card: nothing to dress
  if (!stopped?.length && !limits?.lines.length && !limits?.veils.length) return clothes;
  for (const symbol of scenario.symbols) {
    const cloak = cloakOf(world, scenario, who, symbol.theme);
    if (cloak) clothes[symbol.id] = cloak;
  }
  for (const shadow of world.narrative.shadows) {
    const cloak = cloakOf(world, scenario, who, shadow.theme);
    if (cloak) clothes[shadow.id] = cloak;
  }
  return clothes;
}
