/** `dreamhaven bench`: what the engine carries, measured from outside and beside others, by a script that anyone can rerun. */
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { benchCore } from '../lab/bench/core.ts';
import { benchLint } from '../lab/bench/lint.ts';
import { BENCHES, type Bench, type BenchName, type BenchOptions, renderReport, withMachine } from '../lab/bench/report.ts';
import { loadStarter } from '../store/dreams.ts';
import { numberOption, printJson, progress, progressDone, UsageError, wholeOption } from './outcome.ts';
import { openScenario } from './scenario.ts';

/** Everything with servers, clients or a browser stands with the tests: it needs the SDK and the rooms that we are compared with. */
const LIVE = fileURLToPath(new URL('../..', import.meta.url)).concat('test/bench/live.ts');
const SHIPPED = fileURLToPath(new URL('../..', import.meta.url)).concat('scenarios/03-the-reckoning');

/** What a benchmark takes when nothing is said: clients, seconds of one run and before it, and how many runs. */
const USUAL: Readonly<Record<BenchName, Pick<BenchOptions, 'clients' | 'seconds' | 'settle' | 'repeat'>>> = {
  core: { clients: [], seconds: 60, settle: 0, repeat: 5 },
  room: { clients: [200, 500], seconds: 15, settle: 60, repeat: 1 },
  join: { clients: [200], seconds: 10, settle: 20, repeat: 1 },
  page: { clients: [], seconds: 60, settle: 0, repeat: 1 },
  recovery: { clients: [200], seconds: 20, settle: 0, repeat: 1 },
  snapshot: { clients: [200], seconds: 90, settle: 20, repeat: 1 },
  lint: { clients: [], seconds: 0, settle: 0, repeat: 1 },
};

interface Options {
  seconds?: number;
  settle?: number;
  clients?: readonly number[];
  repeat?: number;
  workers: number;
  rooms: readonly string[];
  crowds: readonly string[];
  pages: number;
  pictures: string;
  radius: number;
  scenario: string;
  json?: boolean;
}

const countOf = numberOption('--clients', 1, 5000);
const counts = (text: string): number[] => text.split(',').map((part) => Math.floor(countOf(part)));

const listOf =
  (name: string, known: readonly string[]) =>
  (text: string): string[] => {
    const given = text.split(',');
    const wrong = given.find((part) => !known.includes(part));
    if (wrong !== undefined) throw new UsageError(`${name} knows ${known.join(', ')}, got "${wrong}"`);
    return given;
  };

async function live(name: BenchName): Promise<Bench> {
  if (!existsSync(LIVE))
    throw new UsageError(`bench ${name} needs test/bench, which is in a clone of the repository and not in the package`);
  const { LIVE_BENCHES } = (await import(pathToFileURL(LIVE).href)) as { LIVE_BENCHES: Readonly<Partial<Record<BenchName, Bench>>> };
  return LIVE_BENCHES[name] as Bench;
}

async function runOne(name: BenchName, options: Options) {
  const whole: BenchOptions = {
    seconds: options.seconds ?? USUAL[name].seconds,
    settle: options.settle ?? USUAL[name].settle,
    clients: options.clients ?? USUAL[name].clients,
    repeat: options.repeat ?? USUAL[name].repeat,
    workers: options.workers,
    rooms: options.rooms,
    crowds: options.crowds,
    pages: options.pages,
    pictures: options.pictures,
    radius: options.radius,
    scenario: options.scenario,
    say: progress,
  };
  const run = async () => {
    if (name === 'lint') return benchLint(await loadStarter(), whole);
    if (name !== 'core') return (await live(name)).run(whole);
    const { scenario } = await openScenario(options.scenario);
    return options.clients ? benchCore(scenario, whole, options.clients) : benchCore(scenario, whole);
  };
  const report = await withMachine(run);
  progressDone();
  return report;
}

export function register(program: Command): void {
  program
    .command('bench')
    .description('measure what the engine carries; without a name, all of them')
    .argument('[what]', BENCHES.join(', '))
    .option('--seconds <s>', 'how long one run is measured', numberOption('--seconds', 1, 3600))
    .option(
      '--settle <s>',
      'how long a server with its people goes on before, so that its code is compiled (usually room 60, join and snapshot 20)',
      numberOption('--settle', 0, 600),
    )
    .option('--clients <n,…>', 'people that join, or citizens of core; one run each', counts)
    .option(
      '--repeat <n>',
      'every run so often (usually once, core five times); core, room and page show the middle one, the others each',
      wholeOption('--repeat', 1, 50),
    )
    .option('--workers <n>', 'processes that the clients are spread over', wholeOption('--workers', 1, 64), 2)
    .option('--rooms <names>', 'room: dream, views, stock', listOf('--rooms', ['dream', 'views', 'stock']), ['dream', 'views', 'stock'])
    .option('--crowds <names>', 'room: spread, gathered', listOf('--crowds', ['spread', 'gathered']), ['spread', 'gathered'])
    .option('--radius <m>', 'room: radius of the island', numberOption('--radius', 80, 500), 110)
    .option('--pages <n>', 'recovery: pages in real browsers, beside 20 clients', wholeOption('--pages', 0, 8), 2)
    .option('--pictures <folder>', 'recovery: where to put what a page showed before and after', '')
    .option('--scenario <folder>', 'core: the night that is dreamt', SHIPPED)
    .option('--json', 'print one object on stdout and nothing else')
    .addHelpText(
      'after',
      '\nExamples:\n  npx dreamhaven bench core\n  npx dreamhaven bench room --clients 200 --crowds spread --repeat 3 --json',
    )
    .action(async (what: string | undefined, options: Options) => {
      if (what !== undefined && !(BENCHES as readonly string[]).includes(what))
        throw new UsageError(`there is no benchmark "${what}": ${BENCHES.join(', ')}`);
      const reports = [];
      for (const name of what === undefined ? BENCHES : [what as BenchName]) {
        const report = await runOne(name, options);
        reports.push(report);
        if (!options.json) process.stdout.write(`${renderReport(report)}\n`);
      }
      if (options.json) printJson(what === undefined ? { benches: reports } : reports[0]);
    });
}
