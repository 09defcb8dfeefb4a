/** A shipped night with a few lines of a scenario over it: what it compiles to, and its files. */
import { loadScenarioFiles } from '../../server/store/scenarios.ts';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';
import { renderFindings } from '../../shared/scenario/report.ts';

export interface Extended {
  readonly scenario: CompiledScenario;
  readonly source: { readonly main: string; readonly files: Readonly<Record<string, string>> };
}

/** @param over title and below; `id` and what it extends are written before it. Throws with the findings. */
export async function extended(shipped: string, id: string, over: string): Promise<Extended> {
  const { files } = await loadScenarioFiles(`scenarios/${shipped}`);
  const main = `${id}/dream.yaml`;
  const all = { ...files, [main]: `dreamhaven: 1\nextends: ../${shipped}/dream.yaml\nid: ${id}\n${over}` };
  const { scenario, findings } = compileScenario({ main, files: all });
  if (!scenario) throw new Error(renderFindings(findings, all));
  return { scenario, source: { main, files: all } };
}
