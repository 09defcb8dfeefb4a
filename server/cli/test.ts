/** `dreamhaven test`: every scenario with every seed, judged by its expectations. */
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Command } from 'commander';
import type { CompiledExpectation } from '../../shared/dream/compiled.ts';
import { clock } from '../lab/report/page.ts';
import { suitePage } from '../lab/report/suitePage.ts';
import { simulate } from '../lab/simulate.ts';
import { type Coverage, coverageOf } from '../lab/test/coverage.ts';
import { junitOf } from '../lab/test/junit.ts';
import { walkStory } from '../lab/test/story.ts';
import { type Failure, failuresOf, rowsOf, runSuite, type Suite } from '../lab/test/suite.ts';
import { faultsOf, type NightShape, shapesOf } from '../lab/test/sweep.ts';
import { JournalFile } from '../store/journals.ts';
import { writeReport } from '../store/reports.ts';
import { readExpectations } from './expectations.ts';
import { numberOption, printJson, progress, progressDone, UsageError, wholeOption } from './outcome.ts';
import { type OpenedScenario, openCampaign, openScenario } from './scenario.ts';
import { table } from './table.ts';

interface Options {
  seeds: readonly string[];
  citizens: number;
  jobs: number;
  minutes?: number;
  expectations?: string;
  junit?: string;
  html?: string;
  keep?: string;
  story?: boolean;
  night?: boolean;
  json?: boolean;
}

/** "7" or "1..20". */
function seedsOf(text: string): string[] {
  const found = /^(\d{1,9})(?:\.\.(\d{1,9}))?$/.exec(text.trim());
  if (!found) throw new UsageError(`--seeds must be a number or a range like 1..20, got "${text}"`);
  const [from, to] = [Number(found[1]), Number(found[2] ?? found[1])];
  if (to < from) throw new UsageError(`--seeds ${text} ends before it begins; write ${to}..${from}`);
  if (to - from >= 100_000) throw new UsageError(`--seeds ${text} are more than 100000`);
  return Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
}

export function register(program: Command): void {
  const cores = availableParallelism();
  program
    .command('test <path...>')
    .description('dream scenarios with many seeds and check what is expected of them (`expect:` in the scenario)')
    .option('--seeds <a..b>', 'one seed or a range of them', seedsOf, ['1', '2', '3'])
    .option('--citizens <n>', 'simulated citizens a night', wholeOption('--citizens', 0, 2000), 12)
    .option('--jobs <j>', 'nights dreamt at once; results do not depend on it', wholeOption('--jobs', 1, 256), cores)
    .option('--minutes <m>', 'longest night, dreamt minutes; default: the whole night', numberOption('--minutes', 0.001, 600))
    .option('--expectations <file>', 'check these as well: a YAML file with a list `expect:`')
    .option('--story', 'walk the storylets only, without bodies, paths or time: what can be reached at all')
    .option(
      '--night',
      'the long look at a campaign: 50 seeds, 24 citizens, its following nights too, each with what the one before handed on; endings, what nobody meets, the arch of intensity',
    )
    .option('--junit <file>', 'write JUnit XML there')
    .option('--html <file>', 'write one HTML page there')
    .option('--keep <folder>', 'write the journal of each failing night there')
    .option('--json', 'print one object on stdout and nothing else')
    .addHelpText(
      'after',
      '\nExit code: 0 all held, 1 an expectation failed, 2 wrong use or a scenario that does not compile.\n\nExample:\n  npx dreamhaven test scenarios/01-the-ritual --seeds 1..20 --citizens 12 --html out.html',
    )
    .action(async (paths: string[], given: Options, verb: Command) => {
      const said = (name: string): boolean => verb.getOptionValueSource(name) === 'cli';
      const options = given.night
        ? { ...given, ...(said('seeds') ? {} : { seeds: seedsOf('1..50') }), ...(said('citizens') ? {} : { citizens: 24 }) }
        : given;
      const opened = options.night
        ? await following(paths)
        : await Promise.all(paths.map(async (path) => ({ path, ...(await openScenario(path)) })));
      const twice = opened.find((a, i) => opened.some((b, j) => j < i && b.scenario.id === a.scenario.id));
      if (twice) throw new UsageError(`${twice.path}: the scenario "${twice.scenario.id}" is named twice`);
      if (options.story) return story(opened, options);
      const extra = options.expectations === undefined ? [] : await readExpectations(options.expectations, opened[0] as OpenedScenario);
      const suite = await runSuite({
        entries: opened.map(({ path, scenario }) => ({ path, scenario, expectations: both(scenario.expectations, extra) })),
        seeds: options.seeds,
        citizens: options.citizens,
        minutes: options.minutes ?? null,
        jobs: options.jobs,
        inARow: options.night ?? false,
        onNight: (done, of) => progress(`night ${done} of ${of}`),
      });
      progressDone();
      const rerun = rerunOf(options, paths);
      const coverage = coverageOf(suite);
      if (options.junit !== undefined) write(options.junit, junitOf(suite, rerun));
      const shapes = options.night ? shapesOf(suite, coverage) : [];
      if (options.html !== undefined) write(options.html, suitePage(suite, coverage, rerun, shapes));
      const failures = failuresOf(suite);
      const faults = faultsOf(shapes);
      const kept = options.keep === undefined ? [] : keep(suite, failures, opened, options);
      if (options.json)
        printJson({ hash: suite.hash, nights: suite.nights, rows: rowsOf(suite), failures, coverage, shapes, faults, kept });
      else
        process.stdout.write(
          renderShapes(shapes, faults) + render(suite, failures, coverage, rerun) + kept.map((file) => `kept ${file}\n`).join(''),
        );
      if (failures.length > 0 || faults.length > 0) process.exitCode = 1;
    });
}

/** Scenarios with the nights that follow them, each once. */
async function following(paths: readonly string[]): Promise<(OpenedScenario & { path: string })[]> {
  const all: (OpenedScenario & { path: string })[] = [];
  for (const path of paths) {
    for (const night of await openCampaign(path)) {
      if (all.some((o) => o.scenario.id === night.scenario.id)) continue;
      all.push({ path: join(night.root, dirname(night.source.main)), ...night });
    }
  }
  return all;
}

/** A curve as a line of blocks, from 0 to its own peak. */
function sketch(curve: readonly number[]): string {
  const most = Math.max(...curve, 1e-9);
  return curve.map((v) => '▁▂▃▄▅▆▇█'[Math.min(7, Math.floor((v / most) * 8))]).join('');
}

function renderShapes(shapes: readonly NightShape[], faults: readonly string[]): string {
  if (shapes.length === 0) return '';
  const rows = shapes.map((s) => [
    s.scenario,
    ['dawn', 'restless', 'broken'].map((e) => s.endings[e] ?? 0).join(' / '),
    sketch(s.curve),
    Math.max(...s.curve).toFixed(2),
    s.unreached.join(', ') || 'all met',
  ]);
  return [
    table(['night', 'dawn / restless / broken', 'intensity', 'peak', 'met by nobody'], rows),
    '',
    ...faults.map((f) => `FAULT ${f}`),
    '',
    '',
  ].join('\n');
}

/** Expectations of a file take the place of the scenario's own with the same id. */
const both = (own: readonly CompiledExpectation[], extra: readonly CompiledExpectation[]): CompiledExpectation[] => [
  ...own.filter((e) => !extra.some((x) => x.id === e.id)),
  ...extra,
];

/** The line that dreams a night again: of a campaign from its first night on, since each hands something to the next. */
const rerunOf =
  ({ citizens, minutes, expectations, night }: Options, paths: readonly string[]) =>
  (path: string, seed: string): string =>
    [
      `npx dreamhaven test ${night ? `${paths.join(' ')} --night` : path} --seeds ${seed} --citizens ${citizens}`,
      minutes === undefined ? '' : ` --minutes ${minutes}`,
      expectations === undefined ? '' : ` --expectations ${expectations}`,
      ' --keep failing',
    ].join('');

const write = (file: string, text: string): void => writeReport(dirname(file), { [basename(file)]: text });

/** Dreams each failing night once more with its journal on; it ends with the minute in which it failed. */
function keep(
  suite: Suite,
  failures: readonly Failure[],
  opened: readonly (OpenedScenario & { path: string })[],
  { keep: folder = '', citizens, night }: Options,
): string[] {
  const files: string[] = [];
  const nights = new Map(failures.map((f) => [`${f.path} ${f.seed}`, f]));
  for (const { path, seed } of nights.values()) {
    const at = opened.findIndex((o) => o.path === path);
    const entry = opened[at];
    if (!entry) continue;
    const before = night ? opened[at - 1]?.scenario : undefined;
    const carried =
      before?.next === entry.scenario.id ? (suite.nights.find((n) => n.scenario === before.id && n.seed === seed)?.carried ?? null) : null;
    const last = Math.max(...failures.filter((f) => f.path === path && f.seed === seed).map((f) => f.second));
    writeReport(folder, {});
    const file = join(folder, `${entry.scenario.id}-${seed}.dream`);
    const sink = new JournalFile(file, { replace: true });
    const minutes = Math.ceil((last + 5) / 60);
    simulate({ scenario: entry.scenario, source: entry.source, seed, citizens, varied: true, minutes, carried, sink });
    sink.close();
    files.push(file);
  }
  return files;
}

function render(
  suite: Suite,
  failures: readonly Failure[],
  coverage: readonly Coverage[],
  rerun: (path: string, seed: string) => string,
): string {
  const open = suite.nights.reduce((n, night) => n + night.verdicts.filter((v) => v.open).length, 0);
  const rows = rowsOf(suite).map((r) => [
    r.failed > 0 ? 'FAILS' : r.open === r.nights ? 'open' : 'holds',
    r.scenario,
    r.id,
    `${r.nights - r.failed} of ${r.nights}`,
    r.least.toFixed(3),
    `seed ${r.seed}, ${clock(r.second)}${r.who === '' ? '' : `, ${r.who}`}`,
  ]);
  const all = coverage.flatMap((c) => c.rows.flatMap((r) => r.holes.map((h) => ({ ...h, at: `${c.scenario} ${r.storylet}` }))));
  const holes = all.filter((h) => !h.chance).map((h) => `  ${h.at}: ${h.who}: ${h.why}`);
  const chance = all.length - holes.length;
  if (chance > 0) holes.push(`  and ${chance} that so few people say nothing about: more seeds would tell (--html or --json lists them)`);
  const met = coverage.map((c) => {
    const reached = c.rows.filter((r) => r.nights.met > 0).length;
    return `  ${c.scenario}: ${reached} of ${c.rows.length} storylets and talks were met`;
  });
  return [
    table(['', 'scenario', 'expectation', 'nights', 'robustness', 'nearest to failing'], rows),
    '',
    'Storylets',
    ...met,
    ...(holes.length > 0 ? ['', 'Who never met what', ...holes] : []),
    '',
    ...failures
      .slice(0, 20)
      .flatMap((f) => [
        `FAILS ${f.scenario}, seed ${f.seed}: ${f.says}`,
        `  ${f.expectation}, robustness ${f.robustness.toFixed(3)} at ${clock(f.second)}${f.who === '' ? '' : `, of ${f.who}`}`,
        `  ${rerun(f.path, f.seed)}`,
      ]),
    ...(failures.length > 20 ? [`and ${failures.length - 20} more`] : []),
    `${suite.nights.length} nights, ${failures.length} failures${open === 0 ? '' : `, ${open} not decided when the night was cut`}, hash ${suite.hash}`,
    '',
  ].join('\n');
}

function story(opened: readonly (OpenedScenario & { path: string })[], { seeds, citizens, json }: Options): void {
  const walks = opened.map(({ scenario }) => walkStory(scenario, seeds, Math.max(1, citizens)));
  if (json) printJson(walks);
  else {
    for (const walk of walks) {
      const rows = walk.rows.map((r) => [r.met > 0 ? 'met' : 'NEVER', r.storylet, `${r.met} of ${seeds.length}`, r.why]);
      process.stdout.write(`${walk.scenario}: ${walk.acts.join(', ')}\n${table(['', 'storylet', 'seeds', ''], rows)}\n\n`);
    }
    process.stdout.write(`Story only: ${walks[0]?.leavesOut ?? ''}\n`);
  }
  if (walks.some((w) => w.rows.some((r) => r.met === 0))) process.exitCode = 1;
}
