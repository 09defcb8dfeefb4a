/** The verbs, one a file, and how each of them ends. */
import { Command, CommanderError } from 'commander';
import { JournalError } from '../../shared/journal/read.ts';
import { JournalFileError } from '../store/journals.ts';
import { ReportError } from '../store/reports.ts';
import { register as bench } from './bench.ts';
import { register as dev } from './dev.ts';
import { register as docs } from './docs.ts';
import { register as erase } from './erase.ts';
import { register as ledger } from './ledger.ts';
import { register as lint } from './lint.ts';
import { register as begin } from './new.ts';
import { UsageError } from './outcome.ts';
import { register as replay } from './replay.ts';
import { register as schema } from './schema.ts';
import { register as serve } from './serve.ts';
import { register as shrink } from './shrink.ts';
import { register as simulate } from './simulate.ts';
import { register as test } from './test.ts';
import { register as theatre } from './theatre.ts';

const program = new Command('dreamhaven')
  .description('A shared dream in which consent is a law of the world.')
  .showHelpAfterError('(dreamhaven --help lists the verbs)')
  .exitOverride();
for (const register of [begin, dev, serve, simulate, test, shrink, replay, ledger, erase, bench, lint, schema, docs, theatre])
  register(program);
for (const verb of program.commands) verb.exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = failed(error);
}

function failed(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UsageError || error instanceof JournalError || error instanceof JournalFileError || error instanceof ReportError) {
    process.stderr.write(`dreamhaven: ${error.message}\n`);
    return 2;
  }
  process.stderr.write(`dreamhaven: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}
