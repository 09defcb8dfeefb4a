/** What verbs share: a scenario from the command line, compiled, or its findings and exit 2. */
import { dirname, join } from 'node:path';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';
import { renderFindings } from '../../shared/scenario/report.ts';
import { compiledBefore, keepCompiled } from '../store/compiled.ts';
import { loadScenarioFiles } from '../store/scenarios.ts';
import { UsageError } from './outcome.ts';

export interface OpenedScenario {
  readonly scenario: CompiledScenario;
  readonly source: { readonly main: string; readonly files: Readonly<Record<string, string>> };
  /** the folder of this machine that its paths are relative to; it goes into no journal */
  readonly root: string;
}

/** Loads and compiles a scenario folder; throws a UsageError that carries the rendered findings when it does not compile. */
export async function openScenario(path: string): Promise<OpenedScenario> {
  const { root, ...source } = await loadScenarioFiles(path);
  const known = compiledBefore(source);
  if (known) return { scenario: known, source, root };
  const { scenario, findings } = compileScenario(source);
  if (!scenario) throw new UsageError(`${path} does not compile\n${renderFindings(findings, source.files)}`);
  keepCompiled(source, scenario);
  return { scenario, source, root };
}

/** A scenario and the nights that follow it in its campaign, each once. @throws UsageError when one is not there or does not compile */
export async function openCampaign(path: string): Promise<readonly OpenedScenario[]> {
  const nights: OpenedScenario[] = [];
  for (let at = path; ; ) {
    const night = await openScenario(at);
    nights.push(night);
    const { next } = night.scenario;
    if (next === '' || nights.some((n) => n.scenario.id === next)) return nights;
    // the folder beside the scenario's own
    at = join(night.root, dirname(night.source.main), '..', next);
  }
}
