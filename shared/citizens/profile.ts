/**
 * What a simulated citizen allows: limits and consents, drawn for each, so that a test of a scenario meets people of every kind. Live company
 * has no such profile: it allows what the night allows.
 */
import type { CompiledScenario } from '../dream/compiled.ts';
import { type Limits, PURPOSES, type Purpose } from '../dream/governance/model.ts';
import type { ThemeTag } from '../dream/ids.ts';
import { below, pick, streamOf } from '../kernel/random.ts';

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

/** Themes of storylets, symbols and shadows, each once, in the order of the registry. */
function themesShown(scenario: CompiledScenario): ThemeTag[] {
  const shown = new Set<string | null>([
    ...scenario.storylets.map((s) => s.theme),
    ...scenario.symbols.map((s) => s.theme),
    ...scenario.shadows.map((s) => s.theme),
  ]);
  return scenario.themes.map((t) => t.tag).filter((tag) => shown.has(tag));
}
