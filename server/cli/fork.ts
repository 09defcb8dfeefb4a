/** `dreamhaven simulate --from <journal> --at <seconds>`: a night goes on from a moment of its journal. */
import { dirname, join, resolve } from 'node:path';
import { TICK_RATE } from '../../shared/dream/ids.ts';
import { readJournal } from '../../shared/journal/read.ts';
import { ResumeError } from '../../shared/journal/resume.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';
import { fork, tickAt } from '../lab/theatre/fork.ts';
import { Vault } from '../ledger/vault.ts';
import { JournalFile, journalBytes } from '../store/journals.ts';
import { printJson, progress, progressDone, UsageError } from './outcome.ts';

export interface ForkArguments {
  readonly from: string;
  /** s of the night */
  readonly at?: number;
  /** minutes dreamt after that moment; default: to the night's end */
  readonly minutes?: number;
  readonly journal?: string;
  readonly json?: boolean;
}

/** @throws UsageError when the night cannot go on from there */
export function goOn(given: ForkArguments): void {
  const journal = readJournal(journalBytes(given.from));
  const { scenario } = compileScenario(journal.header.scenario);
  if (!scenario) throw new UsageError(`the scenario inside ${given.from} does not compile with this version`);
  const at = given.at === undefined ? journal.lastTick : tickAt(given.at);
  if (at > journal.lastTick) {
    throw new UsageError(
      `--at ${given.at} is after the end of ${given.from}, which reaches ${(journal.lastTick / TICK_RATE).toFixed(1)} s`,
    );
  }
  if (given.journal !== undefined && resolve(given.journal) === resolve(given.from)) {
    throw new UsageError('--journal would overwrite the journal it goes on from; give another file');
  }
  const night = Math.round(scenario.knobs.nightSeconds * TICK_RATE);
  const until = given.minutes === undefined ? Math.max(at, night) : at + Math.round(given.minutes * 60 * TICK_RATE);
  const sink = given.journal === undefined ? undefined : new JournalFile(given.journal, { replace: true });
  try {
    const report = fork({
      journal,
      scenario,
      opener: new Vault(join(dirname(resolve(given.from)), '..'), journal.header.dreamId),
      at,
      until,
      ...(sink ? { sink } : {}),
      onTick: (tick) => {
        if (tick % 1000 === 0) progress(`${scenario.id}: tick ${tick} of ${until}`);
      },
    });
    progressDone();
    if (report.sealed > 0 && sink) {
      process.stderr.write(
        `dreamhaven: ${report.sealed} commands of people in the old part are sealed; ${given.journal} can be dreamt again only beside the keys of ${journal.header.dreamId}\n`,
      );
    }
    if (given.json) return printJson(report);
    process.stdout.write(
      `${report.scenario}, seed ${report.seed}: ${report.from} ticks as they were, ${report.ticks - report.from} by itself\n` +
        `digest ${report.digest}${report.ending ? `, ending: ${report.ending}` : ''}\n`,
    );
  } catch (error) {
    if (error instanceof ResumeError) throw new UsageError(`${given.from} cannot be dreamt again up to there: ${error.message}`);
    throw error;
  } finally {
    sink?.close();
  }
}
