import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listScenarios, loadScenarioFiles } from '../../server/store/scenarios.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';
import { FILES } from './bundle.ts';

const run = promisify(execFile);
const BIN = join(import.meta.dirname, '../../server/cli/dreamhaven.ts');
let root = '';

async function put(name: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, name)), { recursive: true });
  await writeFile(join(root, name), text);
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'scenarios-'));
  for (const [name, text] of Object.entries(FILES)) await put(name, text);
  await put('over/dream.yaml', 'dreamhaven: 1\nextends: ../small/dream.yaml\nid: over\n');
  await put('bad/dream.yaml', 'dreamhaven: 1\nextends: ../small/dream.yaml\nid: bad\norchestration:\n  minuts: 12\n');
  await put('loop/dream.yaml', 'dreamhaven: 1\nextends: ../loop/dream.yaml\nid: loop\n');
  await put(
    'hasty/dream.yaml',
    'dreamhaven: 1\nextends: ../small/dream.yaml\nid: hasty\nnarrative:\n  storylets:\n    - id: s.glass\n      seconds: 9\n',
  );
  await put('deep/dream.yaml', `dreamhaven: 1\na: ${'['.repeat(900_000)}`);
  await put('huge/dream.yaml', `dreamhaven: 1\n# ${'x'.repeat(6_000_000)}\n`);
  await put('secret.ink', 'A secret.');
  await mkdir(join(root, 'empty-folder'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('loadScenarioFiles', () => {
  it('takes a folder or its file and brings all that is named', async () => {
    for (const path of [join(root, 'over'), join(root, 'over/'), join(root, 'over/dream.yaml')]) {
      const bundle = await loadScenarioFiles(path);
      expect(bundle.main).toBe('over/dream.yaml');
      expect(Object.keys(bundle.files).sort()).toEqual([
        'over/dream.yaml',
        'small/dream.yaml',
        'small/map.tmj',
        'small/talk.ink',
        'themes.yaml',
      ]);
      expect(compileScenario(bundle).findings).toEqual([]);
    }
  });

  it('leaves out what is not there, too large or outside', async () => {
    expect((await loadScenarioFiles(join(root, 'nowhere'))).files).toEqual({ 'themes.yaml': FILES['themes.yaml'] });
    expect(compileScenario(await loadScenarioFiles(join(root, 'huge'))).findings).toMatchObject([{ rule: 'too-large', line: 1 }]);
    await put('out/dream.yaml', (FILES['small/dream.yaml'] as string).replace('talk.ink', 'link.ink'));
    await put('out/map.tmj', FILES['small/map.tmj'] as string);
    const far = await mkdtemp(join(tmpdir(), 'far-'));
    await writeFile(join(far, 'x.ink'), 'Outside.');
    await symlink(join(far, 'x.ink'), join(root, 'out/link.ink'));
    const { findings } = compileScenario(await loadScenarioFiles(join(root, 'out')));
    await rm(far, { recursive: true });
    expect(findings.map((f) => f.reason)).toContain('there is no file out/link.ink');
  });

  it('lists scenario folders by name, and none where there is no folder', async () => {
    const names = (await listScenarios(root)).map((s) => s.name);
    expect(names).toEqual([...names].sort());
    expect(names).toContain('small');
    expect(names).not.toContain('empty-folder');
    expect(await listScenarios(join(root, 'nowhere'))).toEqual([]);
  });
});

describe('lint', () => {
  const lint = (...args: string[]) =>
    run(process.execPath, [BIN, 'lint', ...args], { cwd: root }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (e: { code: number; stdout: string; stderr: string }) => ({ code: e.code, stdout: e.stdout, stderr: e.stderr }),
    );

  it('says fine and exits 0', async () => {
    expect(await lint('small', 'over')).toEqual({ code: 0, stdout: 'small: fine\nover: fine\n', stderr: '' });
  });

  it('shows place, frame and fix, and exits 2', async () => {
    const { code, stdout, stderr } = await lint('bad');
    expect(code).toBe(2);
    expect(stderr).toBe('');
    expect(stdout).toContain('bad/dream.yaml:5:3 error unknown-key at orchestration.minuts\n');
    expect(stdout).toContain('> 5 |   minuts: 12\n    |   ^\n');
    expect(stdout).toContain('  fix: did you mean "minutes"?\n');
    expect(stdout).toContain('1 error, 0 warnings\n');
  });

  it('exits 0 for warnings', async () => {
    const { code, stdout } = await lint('hasty');
    expect(code).toBe(0);
    expect(stdout).toContain('hasty/dream.yaml:7:16 warning short-choice');
  });

  it('prints one JSON object and nothing else', async () => {
    const { code, stdout } = await lint('bad', 'small', '--json');
    expect(code).toBe(2);
    const said = JSON.parse(stdout);
    expect(said).toMatchObject({
      errors: 1,
      warnings: 0,
      scenarios: [
        { path: 'bad', hash: null, findings: [{ file: 'bad/dream.yaml', line: 5, column: 3 }] },
        { path: 'small', findings: [] },
      ],
    });
    expect(said.scenarios[1].hash).toMatch(/^[0-9a-f]{16}$/);
  });

  it('meets broken, looping, deep, huge and missing files without a stack trace', async () => {
    const { code, stdout, stderr } = await lint('loop', 'deep', 'huge', 'nowhere', 'empty-folder');
    expect(code).toBe(2);
    for (const said of [stdout, stderr]) expect(said).not.toMatch(/\n\s+at |RangeError|node:internal/);
    for (const rule of ['extends', 'too-large', 'dangling-reference']) expect(stdout).toContain(`error ${rule}`);
    expect(stdout).toContain('5 errors, 0 warnings');
  });

  it('takes a folder of scenarios as all of them', async () => {
    const { stdout } = await lint('.', '--json');
    expect(JSON.parse(stdout).scenarios.map((s: { path: string }) => s.path)).toEqual((await listScenarios(root)).map((s) => s.name));
  });
});

it('schema prints JSON Schema and writes it, and says when it cannot', async () => {
  const { stdout } = await run(process.execPath, [BIN, 'schema']);
  const schema = JSON.parse(stdout);
  expect(schema.properties.orchestration.properties.minutes).toMatchObject({
    minimum: 10,
    maximum: 40,
    description: 'the most a night takes (min)',
  });
  expect(schema.required).toEqual(['dreamhaven']);
  const failed = await run(process.execPath, [BIN, 'schema', '--out', join(root, 'no/such/folder.json')]).catch(
    (e: { code: number; stderr: string }) => e,
  );
  expect(failed).toMatchObject({ code: 2, stderr: expect.stringMatching(/^cannot write .*ENOENT\n$/) });
});
