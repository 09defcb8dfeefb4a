import { loadScenarioFiles } from '../../server/store/scenarios.ts';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';
import { renderFindings } from '../../shared/scenario/report.ts';

/** The first night in a hurry: bridges grow almost five times as fast, and the second small shadow comes `shadowAt` seconds into the night, whatever was done. */
export async function hurried(shadowAt: number): Promise<CompiledScenario> {
  const { files } = await loadScenarioFiles('scenarios/01-the-ritual');
  const main = `dreamhaven: 1
extends: ../01-the-ritual/dream.yaml
id: hurried
title: The ritual, in a hurry
space:
  bridges:
    rate: 1.4
narrative:
  shadows:
    form:
      - id: first-small-late
        when: { night: ${shadowAt} }
`;
  const all = { ...files, 'hurried/dream.yaml': main };
  const { scenario, findings } = compileScenario({ main: 'hurried/dream.yaml', files: all });
  if (!scenario) throw new Error(renderFindings(findings, all));
  return scenario;
}
