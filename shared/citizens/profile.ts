/**
 * What a simulated citizen allows: limits and consents, drawn for each, so that a test of a scenario meets people of every kind. Live company
 * has no such profile: it allows what the night allows.
 */
import type { CompiledScenario } from '../dream/compiled.ts';
import { type Limits, PURPOSES, type Purpose } from '../dream/governance/model.ts';
import type { ThemeTag } from '../dream/ids.ts';
import { below, chance, pick, shuffled, streamOf } from '../kernel/random.ts';

export interface Profile {
  /** null: the default limits */
  limits: Limits | null;
  consents: Purpose[];
}

/** Ceilings of who says something about them: gentle, clear, deep. */
const CEILINGS = [0.4, 0.6, 0.8] as const;
/** Purposes that simulated citizens agree to when they agree to some. */
const SOME: readonly Purpose[] = ['own-view', 'group', 'near'];

/**
 * The profile of one citizen of a seed: of ten people about four have no limits, two are gentle, two have veils and two a line, on the themes that
 * the scenario shows; a fifth agrees to nothing, a fifth to everything, the others to the usual three.
 */
export function profileOf(scenario: CompiledScenario, seed: string, cast: string): Profile {
  const rng = streamOf(seed, `profile/${cast}`);
  const themes = themesShown(scenario);
  const kind = below(rng, 10);
  const ceiling = pick(rng, CEILINGS);
  const some = (): ThemeTag[] => (themes.length === 0 ? [] : [pick(rng, themes)]);
  const limits: Limits | null =
    kind < 4
      ? null
      : kind < 6
        ? { lines: [], veils: [], ceiling: 0.4 }
        : kind < 8
          ? { lines: [], veils: [...new Set([...some(), ...some()])], ceiling }
          : { lines: some(), veils: [], ceiling };
  const agrees = below(rng, 5);
  return { limits, consents: agrees === 0 ? [] : agrees === 1 ? [...PURPOSES] : [...SOME] };
}

/** What only they know: one or two themes of those the scenario shows that touch them, drawn by the seed; how much, 0..1. */
export function themesOf(scenario: CompiledScenario, seed: string, cast: string): Record<ThemeTag, number> {
  const rng = streamOf(seed, `themes/${cast}`);
  const heavy = themesShown(scenario).filter((tag) => !scenario.themes.find((t) => t.tag === tag)?.healing);
  const [first, second] = shuffled(rng, heavy);
  const themes: Record<ThemeTag, number> = {};
  if (first !== undefined) themes[first] = 1;
  if (second !== undefined && chance(rng, 0.3)) themes[second] = 0.5;
  return themes;
}

/** Themes of storylets, symbols, shadows and the guide's images, each once, in the order of the registry. */
function themesShown(scenario: CompiledScenario): ThemeTag[] {
  const shown = new Set<string | null>([
    ...scenario.storylets.map((s) => s.theme),
    ...scenario.symbols.map((s) => s.theme),
    ...scenario.shadows.map((s) => s.theme),
    ...scenario.guide.probe.map((p) => p.theme),
  ]);
  return scenario.themes.map((t) => t.tag).filter((tag) => shown.has(tag));
}
