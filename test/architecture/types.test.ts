import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ROOT } from './imports.ts';

const run = promisify(execFile);

async function compile(project: string): Promise<string> {
  try {
    await run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', project, '--pretty', 'false'], { cwd: ROOT });
    return '';
  } catch (error) {
    return String((error as { stdout?: string }).stdout ?? error);
  }
}

describe('types', () => {
  it.each(['shared', 'server', 'client', 'test'])('%s compiles', async (project) => {
    expect(await compile(project)).toBe('');
  });

  it('a stray window or process in shared/ does not compile', async () => {
    const said = await compile('test/architecture/fixtures');
    expect(said).toContain("'window'");
    expect(said).toContain("'process'");
  });

  it('style: the formatter and linter have nothing to say', async () => {
    const said = await run(process.execPath, [join(ROOT, 'node_modules/@biomejs/biome/bin/biome'), 'check', '--max-diagnostics=20', '.'], {
      cwd: ROOT,
    }).then(
      () => '',
      (error: { stdout?: string; stderr?: string }) => `${error.stdout}${error.stderr}`,
    );
    expect(said).toBe('');
  });
});
