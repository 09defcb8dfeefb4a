/** `schema`: the JSON Schema of scenario files, for editors. */
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { scenarioJsonSchema } from '../../shared/scenario/jsonSchema.ts';

/** The text of `scenarios/schema.json`. */
export const schemaText = (): string => `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`;

export function register(program: Command): void {
  program
    .command('schema')
    .description('print the JSON Schema of scenario files')
    .option('--out <file>', 'write it there instead')
    .option('--json', 'print it on one line')
    .addHelpText('after', '\nExample:\n  npx dreamhaven schema --out scenarios/schema.json')
    .action(async (options: { out?: string; json?: boolean }) => {
      if (options.out !== undefined) {
        try {
          await writeFile(options.out, schemaText());
        } catch (error) {
          process.stderr.write(`cannot write ${options.out}: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}\n`);
          process.exitCode = 2;
        }
        return;
      }
      process.stdout.write(options.json ? `${JSON.stringify(scenarioJsonSchema())}\n` : schemaText());
    });
}
