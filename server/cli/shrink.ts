/** `dreamhaven shrink`: the smallest journal in which an expectation still fails. */
import { dirname, join, resolve } from 'node:path';
import type { Command as Program } from 'commander';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import { TICK_RATE } from '../../shared/dream/ids.ts';
import { JOURNAL_FORMAT } from '../../shared/journal/format.ts';
import { commandsOf, type Journal, readJournal } from '../../shared/journal/read.ts';
import { Recorder } from '../../shared/journal/record.ts';
import { replay } from '../../shared/journal/replay.ts';
import { isPerson } from '../../shared/journal/seal.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';
import { suggest } from '../../shared/scenario/paths.ts';
import { renderFindings } from '../../shared/scenario/report.ts';
import type { CastPlan } from '../lab/shrink/evaluator.ts';
import { type Shrunk, shrink, WORK_PER_SECOND } from '../lab/shrink/shrink.ts';
import { whosOf } from '../lab/shrink/simpler.ts';
import { type Act, again, type Trial } from '../lab/shrink/trial.ts';
import { Vault } from '../ledger/vault.ts';
import { coreHash } from '../store/core.ts';
import { JournalFile, journalBytes } from '../store/journals.ts';
import { readExpectations } from './expectations.ts';
import { numberOption, printJson, progress, progressDone, UsageError } from './outcome.ts';

interface Options {
  expect: string;
  expectations?: string;
  out?: string;
  seconds: number;
  json?: boolean;
}

export function register(program: Program): void {
  program
    .command('shrink <journal>')
    .description('fewer citizens, less time, fewer commands: the smallest journal in which an expectation still fails')
    .requiredOption('--expect <name>', 'the expectation that fails')
    .option('--expectations <file>', 'a YAML file with a list `expect:` that holds it')
    .option('--out <file>', 'where the smallest journal goes; default: beside the journal, ending in .small.dream')
    .option(
      '--seconds <s>',
      'stop after the work of so many seconds of an ordinary core, with the smallest found',
      numberOption('--seconds', 1, 86_400),
      60,
    )
    .option('--json', 'print one object on stdout and nothing else')
    .addHelpText(
      'after',
      '\nExit code: 0 a smaller journal was written, 1 the failure does not repeat, 2 wrong use.\n\nExample:\n  npx dreamhaven shrink failing/01-the-ritual-7.dream --expect nobody-past-a-limit',
    )
    .action(async (path: string, options: Options) => {
      const journal = readJournal(journalBytes(path));
      const { header } = journal;
      const { scenario, findings } = compileScenario(header.scenario);
      if (!scenario)
        throw new UsageError(`the scenario inside ${path} does not compile\n${renderFindings(findings, header.scenario.files)}`);
      const extra = options.expectations === undefined ? [] : await readExpectations(options.expectations, { source: header.scenario });
      const known = [...scenario.expectations, ...extra];
      const expectation = known.findLast((e) => e.id === options.expect);
      if (!expectation)
        throw new UsageError(
          `no expectation is called "${options.expect}": ${suggest(
            options.expect,
            known.map((e) => e.id),
          )}`,
        );
      const vault = new Vault(join(dirname(resolve(path)), '..'), header.dreamId);
      const { trial, missing } = trialOf(journal, vault);
      const result = await shrink({
        scenario,
        seed: header.seed,
        carried: header.carried,
        trial,
        ...castOf(trial),
        expectation,
        work: options.seconds * WORK_PER_SECOND,
        onProgress: (stage, t) => progress(`${stage}: ${sizeOf(t)}`),
      });
      progressDone();
      if (!result) {
        const why = whyNot(journal, scenario, vault, missing);
        if (options.json) printJson({ repeats: false, why });
        else process.stdout.write(`${options.expect} does not fail when the journal is dreamt again: ${why}\n`);
        process.exitCode = 1;
        return;
      }
      const out = options.out ?? path.replace(/(\.dream)?$/, '.small.dream');
      const digest = write(out, journal, scenario, result.trial, vault);
      const size = `${result.citizens} ${result.citizens === 1 ? 'citizen' : 'citizens'}, ${result.trial.acts.length} commands, ${result.trial.ticks / TICK_RATE} s`;
      if (options.json) printJson({ repeats: true, out, size, digest, before: sizeOf(trial), ...report(result) });
      else {
        process.stdout.write(
          [
            `fails with ${size}${result.cut ? ` (the work of ${options.seconds} s is done; --seconds gives it more)` : ''}`,
            `before: ${sizeOf(trial)}; ${result.dreams} dreams`,
            `at ${result.verdict.tick / TICK_RATE} s${result.verdict.who === '' ? '' : `, of ${result.verdict.who}`}: ${expectation.says}`,
            `written to ${out}`,
            '',
          ].join('\n'),
        );
      }
    });
}

const sizeOf = (t: Trial): string => `${whosOf(t).length} citizens, ${t.acts.length} commands, ${t.ticks / TICK_RATE} s`;

const report = ({ citizens, trial, verdict, dreams, work, cut }: Shrunk) => ({
  citizens,
  commands: trial.acts.length,
  seconds: trial.ticks / TICK_RATE,
  verdict,
  dreams,
  work,
  cut,
});

/** The cast that a headless session had, from who joined in it; nothing for sessions without simulated citizens. */
function castOf({ acts }: Trial): { cast: CastPlan } | object {
  const members = acts.filter((a) => a.command.type === 'join' && !isPerson(a.command.by)).map((a) => a.command.by);
  if (members.length === 0) return {};
  const varied = acts.some((a) => a.command.type === 'limit.set' && members.includes(a.command.by));
  return { cast: { size: members.length, varied, members } };
}

function trialOf(journal: Journal, vault: Vault): { trial: Trial; missing: number } {
  let missing = 0;
  const acts = journal.ticks.flatMap((frame): Act[] => {
    const opened = commandsOf(frame, vault);
    missing += opened.missing;
    return opened.commands.map((command) => ({ tick: frame.tick, command }));
  });
  return { trial: { acts, ticks: journal.lastTick }, missing };
}

function whyNot(journal: Journal, scenario: CompiledScenario, vault: Vault, missing: number): string {
  if (missing > 0) return `${missing} sealed commands have no key any more`;
  const { mismatch } = replay(journal, scenario, { opener: vault });
  const other = journal.header.core === coreHash() ? '' : 'another core dreamt it; ';
  if (mismatch) return `${other}the first difference is at tick ${mismatch.tick}, in ${mismatch.slices.join(', ') || 'tick or seed'}`;
  return `${other}it is dreamt again exactly, and the expectation holds in it`;
}

/** Personal things stay sealed, by the keys that the journal's night still has. */
function write(out: string, { header }: Journal, scenario: CompiledScenario, trial: Trial, vault: Vault): string {
  const sink = new JournalFile(out, { replace: true });
  const people = trial.acts.some((a) => isPerson(a.command.by));
  const recorder = new Recorder(
    sink,
    {
      format: JOURNAL_FORMAT,
      core: coreHash(),
      dreamId: header.dreamId,
      seed: header.seed,
      ...(header.carried ? { carried: header.carried } : {}),
      scenario: { ...header.scenario, hash: scenario.hash },
    },
    people ? vault : null,
  );
  const dream = again({ scenario, seed: header.seed, carried: header.carried }, trial, (d, result) => recorder.tick(d, result));
  const digest = recorder.end(dream);
  sink.close();
  return digest.whole;
}
