/** `lint`: says what is wrong in scenario files, where, and how to mend it. Errors exit 2, warnings 0. */
import { watch } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import { compileScenario } from '../../shared/scenario/compile.ts';
import { type Finding, hasErrors, renderFindings } from '../../shared/scenario/report.ts';
import { listScenarios, loadScenarioFiles } from '../store/scenarios.ts';

/** What one path gave: findings with files named as seen from the working folder, and their text. */
interface Linted {
  readonly path: string;
  readonly hash: string | null;
  readonly findings: readonly Finding[];
  readonly text: string;
  /** folder to watch */
  readonly root: string;
}

async function lintOne(path: string): Promise<Linted> {
  const bundle = await loadScenarioFiles(path);
  const { scenario, findings } = compileScenario(bundle);
  const fromHere = relative(process.cwd(), bundle.root).split(sep).join('/');
  const prefix = fromHere === '' ? '' : `${fromHere}/`;
  return {
    path,
    hash: scenario?.hash ?? null,
    findings: findings.map((f) => ({ ...f, file: prefix + f.file })),
    text: renderFindings(findings, bundle.files, prefix),
    root: bundle.root,
  };
}

/** A folder that holds scenario folders stands for all of them. */
async function expand(paths: readonly string[]): Promise<string[]> {
  const out: string[] = [];
  for (const path of paths) {
    const inside = await listScenarios(path);
    out.push(...(inside.length > 0 ? inside.map((s) => relative(process.cwd(), s.path) || '.') : [path]));
  }
  return out;
}

async function lintAll(paths: readonly string[], json: boolean): Promise<{ errors: boolean; roots: string[] }> {
  const results: Linted[] = [];
  for (const path of await expand(paths)) results.push(await lintOne(path));
  const findings = results.flatMap((r) => r.findings);
  const errors = findings.filter((f) => f.severity === 'error').length;
  const warnings = findings.length - errors;
  if (json) {
    const scenarios = results.map(({ path, hash, findings: found }) => ({ path, hash, findings: found }));
    process.stdout.write(`${JSON.stringify({ errors, warnings, scenarios })}\n`);
  } else {
    for (const r of results) process.stdout.write(r.text === '' ? `${r.path}: fine\n` : `${r.text}\n\n`);
    if (findings.length > 0)
      process.stdout.write(`${errors} ${errors === 1 ? 'error' : 'errors'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}\n`);
  }
  return { errors: hasErrors(findings), roots: [...new Set(results.map((r) => r.root))] };
}

/** Lints again 100 ms after the last change, until the process is told to end. */
function watchAll(roots: readonly string[], again: () => Promise<unknown>): void {
  let timer: NodeJS.Timeout | null = null;
  const changed = (): void => {
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => void again(), 100);
  };
  for (const root of roots) watch(resolve(root), { recursive: true }, changed);
}

export function register(program: Command): void {
  program
    .command('lint')
    .description('check scenario files; errors exit 2, warnings 0')
    .argument('<path...>', 'scenario folders, dream.yaml files, or a folder that holds scenario folders')
    .option('--watch', 'check again whenever a file changes')
    .option('--json', 'print one JSON object: {errors, warnings, scenarios: [{path, hash, findings}]}')
    .addHelpText('after', '\nExample:\n  npx dreamhaven lint scenarios/01-the-ritual --watch')
    .action(async (paths: string[], options: { watch?: boolean; json?: boolean }) => {
      const run = () => lintAll(paths, options.json === true);
      const { errors, roots } = await run();
      process.exitCode = errors ? 2 : 0;
      if (!options.watch) return;
      const say = (): void => void process.stderr.write('watching; Ctrl+C ends\n');
      say();
      watchAll(roots, async () => {
        process.stderr.write('\n');
        await run();
        say();
      });
    });
}
