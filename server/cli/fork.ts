/** `dreamhaven simulate --from <journal> --at <seconds>`: a night goes on from a moment of its journal. */
import { randomBytes } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import { TICK_RATE } from '../../shared/dream/ids.ts';
import { type Journal, JournalError, readJournal } from '../../shared/journal/read.ts';
import { ResumeError } from '../../shared/journal/resume.ts';
import { isPerson } from '../../shared/journal/seal.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';
import { wholeNight } from '../lab/simulate.ts';
import { fork, opened, sizeOf, tickAt } from '../lab/theatre/fork.ts';
import { Vault } from '../ledger/vault.ts';
import { JournalFile, journalBytes, journalPath } from '../store/journals.ts';
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

/** What a server needs to go on with a night. */
export interface LiveFork {
  readonly scenario: CompiledScenario;
  readonly source: { readonly main: string; readonly files: Readonly<Record<string, string>> };
  /** id of the night that was laid into the data folder */
  readonly goOn: string;
  readonly citizens: number;
}

function read({ from, at: seconds }: ForkArguments): { journal: Journal; scenario: CompiledScenario; at: number } {
  const journal = readJournal(journalBytes(from));
  const { scenario } = compileScenario(journal.header.scenario);
  if (!scenario) throw new UsageError(`the scenario inside ${from} does not compile with this version`);
  const at = seconds === undefined ? journal.lastTick : tickAt(seconds);
  if (at > journal.lastTick) {
    throw new UsageError(`--at ${seconds} is after the end of ${from}, which reaches ${(journal.lastTick / TICK_RATE).toFixed(1)} s`);
  }
  return { journal, scenario, at };
}

/**
 * Lays the old part of a night into a data folder as a night of its own, for a server to go on with. Only of simulated citizens: what people said
 * and were in one night is sealed for that night, and goes into no other. Throws a UsageError that says so.
 */
export function layOpen(given: ForkArguments, dataDir: string): LiveFork {
  const { journal, scenario, at } = read(given);
  if (journal.ticks.some((f) => f.tick <= at && f.commands.some(([, by]) => isPerson(by)))) {
    throw new UsageError(
      `there were people in ${given.from} before that moment; what is theirs stays in that night, and no room begins from it`,
    );
  }
  const goOn = `d${Date.now().toString(36)}${randomBytes(3).toString('hex')}`;
  const file = new JournalFile(journalPath(dataDir, goOn));
  for (const frame of opened(journal, at, goOn)) file.write(frame);
  file.close();
  const { main, files } = journal.header.scenario;
  return { scenario, source: { main, files }, goOn, citizens: sizeOf(journal) };
}

/** @throws UsageError when the night cannot go on from there */
export function goOn(given: ForkArguments): void {
  const { journal, scenario, at } = read(given);
  if (given.journal !== undefined && resolve(given.journal) === resolve(given.from)) {
    throw new UsageError('--journal would overwrite the journal it goes on from; give another file');
  }
  const night = Math.round(wholeNight(scenario) * 60 * TICK_RATE);
  const until = given.minutes === undefined ? Math.max(at, night) : at + Math.round(given.minutes * 60 * TICK_RATE);
  const sink = given.journal === undefined ? undefined : new JournalFile(given.journal, { replace: true });
  try {
    const report = fork({
      journal,
      scenario,
      opener: new Vault(join(dirname(resolve(given.from)), '..'), journal.header.dreamId),
      compile: (bundle) => compileScenario(bundle).scenario,
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
    if (error instanceof ResumeError || error instanceof JournalError)
      throw new UsageError(`${given.from} cannot be dreamt again up to there: ${error.message}`);
    throw error;
  } finally {
    sink?.close();
  }
}
