/** The long look at a campaign (`test --night`): how its nights end, what nobody ever meets, and whether intensity rises, peaks and falls. */
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import { explainEnding } from '../../../shared/dream/narrative/ending.ts';
import type { Coverage } from './coverage.ts';
import type { Suite } from './suite.ts';

/** Parts that a night's curve of intensity is cut into. */
export const PARTS = 20;

export interface NightShape {
  readonly scenario: string;
  readonly endings: Readonly<Record<string, number>>;
  /** endings whose three causes and turning could not be told, which must be none */
  readonly unexplained: number;
  /** storylets and talks that nobody met in any night */
  readonly unreached: readonly string[];
  /** mean intensity of the group in each twentieth of the night, over all nights, 0..1 */
  readonly curve: readonly number[];
  /** twentieth with the peak, from 0 on */
  readonly peak: number;
  /** the mean of three twentieths about the peak is above those of the first and of the last three */
  readonly arches: boolean;
}

/** What a suite of whole nights says of each of its scenarios. */
export function shapesOf(suite: Suite, coverage: readonly Coverage[]): NightShape[] {
  return suite.entries.map(({ scenario }) =>
    shapeOf(
      suite,
      scenario,
      coverage.find((c) => c.scenario === scenario.id),
    ),
  );
}

function shapeOf(suite: Suite, { id }: CompiledScenario, coverage: Coverage | undefined): NightShape {
  const nights = suite.nights.filter((n) => n.scenario === id);
  const endings: Record<string, number> = {};
  for (const { ending } of nights) endings[ending || 'none'] = (endings[ending || 'none'] ?? 0) + 1;
  const unexplained = nights.filter(({ ending, counts }) => !counts || explainEnding(counts).ending !== ending).length;
  const curve = Array.from({ length: PARTS }, (_, i) => mean(nights.map((n) => n.intensity[i] ?? 0)));
  const smooth = curve.map((_, i) => mean(curve.slice(Math.max(0, i - 1), i + 2)));
  const peak = smooth.indexOf(Math.max(...smooth));
  const [first, top, last] = [mean(curve.slice(0, 3)), smooth[peak] ?? 0, mean(curve.slice(-3))];
  return {
    scenario: id,
    endings,
    unexplained,
    unreached: coverage?.rows.filter((r) => r.nights.met === 0).map((r) => r.storylet) ?? [],
    curve,
    peak,
    arches: top > 1.2 * first && top > 1.2 * last,
  };
}

const mean = (list: readonly number[]): number => (list.length === 0 ? 0 : list.reduce((a, b) => a + b, 0) / list.length);

/** Sentences about what is not as it should be; none is good. */
export function faultsOf(shapes: readonly NightShape[]): string[] {
  return shapes.flatMap((s) => [
    ...((s.endings.none ?? 0) > 0 ? [`${s.scenario}: ${s.endings.none} nights had no ending`] : []),
    ...(s.unexplained > 0 ? [`${s.scenario}: ${s.unexplained} endings are not explained`] : []),
    ...s.unreached.map((id) => `${s.scenario}: nobody ever met ${id}`),
    ...(s.arches ? [] : [`${s.scenario}: intensity does not rise, peak and fall`]),
  ]);
}
