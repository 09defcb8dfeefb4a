/** `dreamhaven erase`: a citizen's words, names and readings of a night, gone for good. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { Keeper } from '../ledger/keeper.ts';
import { ErasureError, erase, readTraces, type Traces } from '../store/erasures.ts';
import { printJson, UsageError } from './outcome.ts';

/** How long a running server may take, ms. */
const WAIT_MS = 10_000;

/** The ledger is told too; where it is away its own sentence says so, and the erasure stands. */
async function record(dataDir: string, traces: Traces): Promise<void> {
  const { databaseUrl } = readConfig(process.env);
  const keeper = new Keeper({ place: { dataDir, databaseUrl }, say: (_, sentence) => process.stderr.write(`dreamhaven: ${sentence}\n`) });
  await keeper.ask('erase', { ...traces, atMs: Date.now() });
  await keeper.close();
}

export function register(program: Command): void {
  program
    .command('erase <citizen>')
    .description(
      'destroy the key of one citizen of one night, <dream>/<citizen> as their page shows it: their words, names and readings are gone',
    )
    .option('--data <folder>', 'folder of journals and keys', process.env.DATA_DIR || '.data')
    .option('--json', 'print one object on stdout and nothing else')
    .addHelpText('after', '\nExample:\n  npx dreamhaven erase dmwyk3a1/p4')
    .action(async (citizen: string, options: { data: string; json?: boolean }) => {
      try {
        const traces = readTraces(citizen);
        const dataDir = resolve(options.data);
        const done = await erase(dataDir, traces, WAIT_MS);
        if (done === 'erased') await record(dataDir, traces);
        if (done === 'asked') process.exitCode = 1;
        if (options.json) return printJson({ ...traces, erased: done === 'erased' });
        process.stdout.write(
          done === 'erased'
            ? `${citizen} is erased. The night can still be watched, without them; it can no longer be re-run.\n`
            : `The running server was asked and has not answered within ${WAIT_MS / 1000} s; it will when it can.\n`,
        );
      } catch (error) {
        if (error instanceof ErasureError) throw new UsageError(error.message);
        throw error;
      }
    });
}
