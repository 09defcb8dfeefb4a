/** `dreamhaven simulate`: a headless session. */
import type { Command } from 'commander';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import { TICK_RATE } from '../../shared/dream/ids.ts';
import { csvOf, Session } from '../lab/report/session.ts';
import { sessionPage } from '../lab/report/sessionPage.ts';
import { type SimulateReport, simulate } from '../lab/simulate.ts';
import { JournalFile } from '../store/journals.ts';
import { chartFiles, writeReport } from '../store/reports.ts';
import { goOn } from './fork.ts';
import { numberOption, printJson, progress, progressDone, UsageError } from './outcome.ts';
import { openScenario } from './scenario.ts';

interface Options {
  citizens?: number;
  seed: string;
  minutes?: number;
  journal?: string;
  from?: string;
  at?: number;
  report?: string;
  varied?: boolean;
  json?: boolean;
}

export function register(program: Command): void {
  program
    .command('simulate [scenario]')
    .description('dream a scenario headless, with simulated citizens, as fast as the machine can')
    .option('--citizens <n>', 'simulated in all, replacing the size of the cast', numberOption('--citizens', 0, 2000))
    .option('--seed <s>', 'names the random streams; the same seed gives the same dream', '1')
    .option('--minutes <m>', 'dreamt minutes; default: the whole night', numberOption('--minutes', 0.001, 600))
    .option('--journal <file>', 'write the journal there')
    .option('--varied', 'each simulated citizen has limits and consents of their own, as in `test`')
    .option('--from <journal>', 'go on with the night of a journal, instead of beginning one')
    .option('--at <seconds>', 'with --from: the moment it goes on from; default: its end', numberOption('--at', 0, 1e6))
    .option('--report <folder>', 'write a page of the session there, with signals.csv and events.jsonl')
    .option('--json', 'print one object on stdout and nothing else')
    .addHelpText(
      'after',
      '\nExample:\n  npx dreamhaven simulate scenarios/01-the-ritual --citizens 50 --seed 7 --minutes 10 --journal a.dream\n  npx dreamhaven simulate --from a.dream --at 312 --journal b.dream',
    )
    .action(async (path: string | undefined, options: Options) => {
      if (options.from !== undefined) return goOn({ ...options, from: options.from });
      if (path === undefined) throw new UsageError('simulate needs a scenario, or --from with a journal');
      const { scenario, source } = await openScenario(path);
      const sink = options.journal === undefined ? undefined : new JournalFile(options.journal, { replace: true });
      const session = options.report === undefined ? null : new Session(scenario);
      const minutes = options.minutes ?? scenario.knobs.nightSeconds / 60;
      const total = Math.round(minutes * 60 * TICK_RATE);
      const report = simulate({
        scenario,
        source,
        seed: options.seed,
        minutes,
        varied: options.varied ?? false,
        ...(options.citizens === undefined ? {} : { citizens: Math.floor(options.citizens) }),
        ...(sink ? { sink } : {}),
        onTick: (dream, result) => {
          session?.observe(dream, result);
          if (dream.world.tick % 1000 === 0) progress(`${scenario.id}: tick ${dream.world.tick} of ${total}`);
        },
      });
      progressDone();
      sink?.close();
      if (session && options.report !== undefined) writeSession(options.report, scenario, report, session);
      if (options.json) return printJson(report);
      process.stdout.write(
        [
          `${report.scenario}, seed ${report.seed}, ${report.citizens} simulated citizens, ${report.ticks} ticks`,
          `digest ${report.digest}${report.ending ? `, ending: ${report.ending}` : ''}`,
          `${report.wallSeconds.toFixed(2)} s, ${report.realTimeFactor.toFixed(0)} times real time, ${report.agentStepsPerSecond.toFixed(0)} agent steps a second`,
          '',
        ].join('\n'),
      );
    });
}

function writeSession(folder: string, scenario: CompiledScenario, report: SimulateReport, session: Session): void {
  const data = session.read();
  writeReport(folder, {
    'index.html': sessionPage(scenario, report, data, chartFiles()),
    'signals.csv': csvOf(data),
    'events.jsonl': `${data.events.map((e) => JSON.stringify(e)).join('\n')}\n`,
  });
}
