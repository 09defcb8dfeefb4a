/** The shipped scenarios, compiled once a test file. */
import { loadScenarioFiles } from '../../server/store/scenarios.ts';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';
import { renderFindings } from '../../shared/scenario/report.ts';

export const SHIPPED = ['00-empty', '01-the-ritual', '03-the-reckoning', 'kitchen-sink'] as const;

export async function shipped(name: string): Promise<CompiledScenario> {
  const source = await loadScenarioFiles(`scenarios/${name}`);
  const { scenario, findings } = compileScenario(source);
  if (!scenario) throw new Error(renderFindings(findings, source.files));
  return scenario;
}
