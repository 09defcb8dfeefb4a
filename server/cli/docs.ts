/** `dreamhaven docs`: the reference of scenario files, made from their schemas. */
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { referenceText } from '../../shared/scenario/reference.ts';
import { UsageError } from './outcome.ts';

export function register(program: Command): void {
  program
    .command('docs')
    .description('print the reference of scenario files: every key with type, unit, range, default and example')
    .option('--out <file>', 'write it there instead')
    .addHelpText('after', '\nExample:\n  npx dreamhaven docs --out scenarios/REFERENCE.md')
    .action((options: { out?: string }) => {
      if (options.out === undefined) {
        process.stdout.write(referenceText());
        return;
      }
      try {
        writeFileSync(options.out, referenceText());
      } catch (error) {
        throw new UsageError(`${options.out} cannot be written: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
      }
    });
}
