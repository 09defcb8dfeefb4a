/** `dreamhaven simulate`: a headless session. */

import { join } from 'node:path';
import type { Command } from 'commander';
import type { Carried } from '../../shared/dream/city/carried.ts';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import { TICK_RATE } from '../../shared/dream/ids.ts';
import { createDream, type Dream } from '../../shared/dream/world.ts';
import { type CampaignNight, campaignPage, curvesOf } from '../lab/report/campaignPage.ts';
import { csvOf, Session, type SessionData } from '../lab/report/session.ts';
import { sessionPage } from '../lab/report/sessionPage.ts';
import { type SessionSummary, summaryOf } from '../lab/report/summary.ts';
import { type SimulateReport, simulate, wholeNight } from '../lab/simulate.ts';
import { JournalFile } from '../store/journals.ts';
import { chartFiles, writeReport } from '../store/reports.ts';
import { goOn } from './fork.ts';
import { numberOption, printJson, progress, progressDone, UsageError } from './outcome.ts';
import { type OpenedScenario, openCampaign, openScenario } from './scenario.ts';

interface Options {
  citizens?: number;
  seed: string;
  minutes?: number;
  journal?: string;
  from?: string;
  at?: number;
  report?: string;
  varied?: boolean;
  campaign?: boolean;
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
    .option('--campaign', 'this night and those that follow it, each with what the one before handed on')
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
      const nights = options.campaign ? await openCampaign(path) : [await openScenario(path)];
      if (options.campaign && nights.length === 1) throw new UsageError(`no night follows ${path}: its scenario names none with \`next\``);
      const dreamt: CampaignNight[] = [];
      for (const [i, night] of nights.entries()) {
        const folder = `${i + 1}-${night.scenario.id}`;
        dreamt.push(dreamOne(night, options, folder, dreamt.at(-1)?.summary.carried ?? null));
      }
      if (options.campaign && options.report !== undefined) writeReport(options.report, { 'index.html': campaignPage(dreamt) });
      if (options.json) {
        const told = dreamt.map(({ report, summary }) => ({ ...report, ...summary }));
        printJson(options.campaign ? told : told[0]);
      }
    });
}

/** Dreams one night, reports it and says what came of it. */
function dreamOne({ scenario, source }: OpenedScenario, options: Options, folder: string, carried: Carried | null): CampaignNight {
  const of = (path: string): string => (options.campaign ? path.replace(/(\.dream)?$/, `.${folder}.dream`) : path);
  const sink = options.journal === undefined ? undefined : new JournalFile(of(options.journal), { replace: true });
  const session = new Session(scenario);
  const minutes = options.minutes ?? wholeNight(scenario);
  const total = Math.round(minutes * 60 * TICK_RATE);
  let last: Dream | null = null;
  const report = simulate({
    scenario,
    source,
    seed: options.seed,
    minutes,
    carried,
    varied: options.varied ?? false,
    ...(options.citizens === undefined ? {} : { citizens: Math.floor(options.citizens) }),
    ...(sink ? { sink } : {}),
    // a campaign goes on when a night has ended and the second is full, so that what is expected of an ending has seen it
    ...(options.campaign ? { until: ({ world }) => world.narrative.ending !== '' && world.tick % TICK_RATE === 0 } : {}),
    onTick: (dream, result) => {
      last = dream;
      session.observe(dream, result);
      if (dream.world.tick % 1000 === 0) progress(`${scenario.id}: tick ${dream.world.tick} of ${total}`);
    },
  });
  progressDone();
  sink?.close();
  const data = session.read();
  const summary = summaryOf(last ?? createDream(scenario, options.seed, carried), data);
  if (options.report !== undefined) {
    writeSession(options.campaign ? join(options.report, folder) : options.report, scenario, report, data, summary);
  }
  if (!options.json) {
    const { explained } = summary;
    process.stdout.write(
      [
        `${report.scenario}, seed ${report.seed}, ${report.citizens} simulated citizens, ${report.ticks} ticks`,
        `digest ${report.digest}${report.ending ? `, ending: ${report.ending}` : ''}`,
        ...(explained ? [`${explained.causes.join(', ')}. ${explained.turn}`] : []),
        `${report.wallSeconds.toFixed(2)} s, ${report.realTimeFactor.toFixed(0)} times real time, ${report.agentStepsPerSecond.toFixed(0)} agent steps a second`,
        '',
      ].join('\n'),
    );
  }
  return { scenario, report, summary, curves: curvesOf(data), folder };
}

function writeSession(
  folder: string,
  scenario: CompiledScenario,
  report: SimulateReport,
  data: SessionData,
  summary: SessionSummary,
): void {
  writeReport(folder, {
    'index.html': sessionPage(scenario, report, data, summary, chartFiles()),
    'signals.csv': csvOf(data),
    'events.jsonl': `${data.events.map((e) => JSON.stringify(e)).join('\n')}\n`,
  });
}
