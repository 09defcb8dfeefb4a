/** `docs`: the reference of scenario files, made from their schemas. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { reference, type Section } from '../../shared/scenario/reference/rows.ts';
import { referenceText } from '../../shared/scenario/reference/text.ts';
import { parseSource, toPlain } from '../../shared/scenario/source.ts';
import { PATTERNS } from '../store/dreams.ts';
import { printJson, UsageError } from './outcome.ts';

const SCENARIOS = join(PATTERNS, '..');
/** Where examples come from, the first that has one. */
const DREAMS = ['01-the-ritual', 'kitchen-sink', 'patterns/confession-well', '02-the-first-night', '03-the-reckoning'];

async function plainOf(path: string): Promise<unknown> {
  const { tree } = parseSource(path, await readFile(join(SCENARIOS, path), 'utf8'));
  return tree ? toPlain(tree) : {};
}

/** Every table of the reference, with examples from the shipped scenarios. */
export async function sections(): Promise<Section[]> {
  const all = (file: string): Promise<unknown[]> => Promise.all(DREAMS.map((name) => plainOf(`${name}/${file}`)));
  return reference({ dreams: await all('dream.yaml'), maps: await all('map.tmj'), themes: await plainOf('themes.yaml') });
}

export function register(program: Command): void {
  program
    .command('docs')
    .description('print the reference of scenario files: every key with type, unit, default, range and example')
    .option('--out <file>', 'write it there instead')
    .option('--json', 'print one object: {sections: [{file, path, says, rows}]}')
    .addHelpText('after', '\nExample:\n  npx dreamhaven docs --out scenarios/REFERENCE.md')
    .action(async (options: { out?: string; json?: boolean }) => {
      const told = await sections();
      if (options.json) return printJson({ sections: told });
      if (options.out === undefined) return void process.stdout.write(referenceText(told));
      await writeFile(options.out, referenceText(told)).catch((error: NodeJS.ErrnoException) => {
        throw new UsageError(`cannot write ${options.out}: ${error.code ?? 'unknown reason'}`);
      });
    });
}
