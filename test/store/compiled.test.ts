import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compiledBefore, keepCompiled } from '../../server/store/compiled.ts';
import { listScenarios, loadScenarioFiles } from '../../server/store/scenarios.ts';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dream-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a scenario that was compiled before', () => {
  it('is the same as compiled anew, for each that is shipped', async () => {
    const all = await listScenarios('scenarios');
    expect(all.length).toBeGreaterThan(0);
    for (const { path } of all) {
      const bundle = await loadScenarioFiles(path);
      const { scenario } = compileScenario(bundle);
      keepCompiled(bundle, scenario as CompiledScenario, folder);
      expect(compiledBefore(bundle, folder)).toStrictEqual(scenario);
    }
  });

  it('is none when a file has changed or what was kept is damaged', async () => {
    const bundle = await loadScenarioFiles('scenarios/00-empty');
    const { scenario } = compileScenario(bundle);
    expect(compiledBefore(bundle, folder)).toBeNull();
    keepCompiled(bundle, scenario as CompiledScenario, folder);
    const changed = { ...bundle, files: { ...bundle.files, [bundle.main]: `${bundle.files[bundle.main]}\n# changed` } };
    expect(compiledBefore(changed, folder)).toBeNull();
    writeFileSync(join(folder, readdirSync(folder)[0] as string), '{ "torn');
    expect(compiledBefore(bundle, folder)).toBeNull();
  });

  it('costs nothing but time where it cannot be kept', async () => {
    const bundle = await loadScenarioFiles('scenarios/00-empty');
    const { scenario } = compileScenario(bundle);
    writeFileSync(join(folder, 'file'), '');
    keepCompiled(bundle, scenario as CompiledScenario, join(folder, 'file', 'below'));
    expect(compiledBefore(bundle, join(folder, 'file', 'below'))).toBeNull();
  });
});
