/** Expectations of a file of their own, checked like those of a scenario. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { CompiledExpectation } from '../../shared/dream/compiled.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';
import { renderFindings } from '../../shared/scenario/report.ts';
import { UsageError } from './outcome.ts';
import type { OpenedScenario } from './scenario.ts';

/**
 * Reads a YAML file with a list `expect:`, checked against the scenario whose regions and storylets it may name. It is compiled as an overlay of
 * that scenario, so it is checked and reported as if it stood there. Throws a UsageError with the findings.
 */
export async function readExpectations(file: string, { source }: Pick<OpenedScenario, 'source'>): Promise<CompiledExpectation[]> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
  const folder = source.main.includes('/') ? source.main.slice(0, source.main.lastIndexOf('/') + 1) : '';
  const main = `${folder}${basename(file)}`;
  // what makes it an overlay comes last, so that the file's own lines keep their numbers
  const files = { ...source.files, [main]: `${text.trimEnd()}\ndreamhaven: 1\nextends: ${source.main.slice(folder.length)}\n` };
  const { scenario, findings } = compileScenario({ main, files });
  if (!scenario) throw new UsageError(`${file} does not compile\n${renderFindings(findings, files)}`);
  const { scenario: before } = compileScenario(source);
  const known = new Set((before?.expectations ?? []).map((e) => JSON.stringify(e)));
  const own = scenario.expectations.filter((e) => !known.has(JSON.stringify(e)));
  if (own.length === 0)
    throw new UsageError(`${file} has no expectation that the scenario does not have already; write a list under \`expect:\``);
  return own;
}
