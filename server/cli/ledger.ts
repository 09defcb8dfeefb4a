/** `dreamhaven ledger`: the nights a ledger knows, brought up to the journals first. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { ConfigError, readConfig } from '../config.ts';
import type { Session } from '../ledger/book.ts';
import { type Answer, Keeper } from '../ledger/keeper.ts';
import { printJson, UsageError } from './outcome.ts';

interface Options {
  data?: string;
  rebuild?: boolean;
  json?: boolean;
}

export function register(program: Command): void {
  program
    .command('ledger')
    .description('list the nights of the ledger, the latest first (DATA_DIR and DATABASE_URL say where it lies)')
    .option('--data <folder>', 'folder for journals and keys (DATA_DIR, else .data)')
    .option('--rebuild', 'read all journals anew first; erasures and what nights have handed on stay as they are')
    .option('--json', 'print one object on stdout and nothing else')
    .addHelpText('after', '\nExample:\n  npx dreamhaven ledger --rebuild')
    .action(async (options: Options) => {
      const place = placeOf(options);
      const keeper = new Keeper({ place, say: (_, sentence) => process.stderr.write(`dreamhaven: ${sentence}\n`) });
      try {
        const rebuilt = options.rebuild ? await keeper.ask('rebuild', place) : null;
        const nights = rebuilt && 'rule' in rebuilt ? rebuilt : await keeper.ask('sessions', { limit: 500 });
        if ('rule' in nights) {
          // a ledger that is away has said so already
          if (nights.rule !== 'ledger.away') process.stderr.write(`dreamhaven: ${nights.reason}\n`);
          process.exitCode = 1;
          return;
        }
        report(nights, rebuilt && !('rule' in rebuilt) ? rebuilt : null, options.json === true);
      } finally {
        await keeper.close();
      }
    });
}

function placeOf(options: Options): { dataDir: string; databaseUrl: string | null } {
  try {
    const { dataDir, databaseUrl } = readConfig(process.env);
    return { dataDir: options.data === undefined ? dataDir : resolve(options.data), databaseUrl };
  } catch (error) {
    throw error instanceof ConfigError ? new UsageError(error.message) : error;
  }
}

function report(nights: readonly Session[], rebuilt: Answer<'rebuild'> | null, json: boolean): void {
  for (const sentence of rebuilt?.unread ?? []) process.stderr.write(`dreamhaven: ${sentence}\n`);
  if (json) {
    printJson({ ...(rebuilt ? { rebuilt: rebuilt.nights } : {}), nights });
    return;
  }
  const lines = nights.map((n) => {
    const began =
      n.beganMs === null ? 'at an unknown time' : new Date(n.beganMs).toISOString().slice(0, 16).replace('T', ' ').concat(' UTC');
    const minutes = (n.ticks / 1200).toFixed(1);
    const end = n.ending === '' ? 'no ending' : n.ending;
    const trouble = n.damage === '' ? '' : ` (${n.damage})`;
    return `${began}  ${n.dreamId}  ${n.title || n.scenario}: ${minutes} min, ${n.people} people, ${n.simulated} simulated, ${end}, journal ${n.journal}${trouble}`;
  });
  if (rebuilt) lines.unshift(`${rebuilt.nights} nights read anew from their journals`);
  process.stdout.write(`${lines.length > 0 ? lines.join('\n') : 'no nights yet'}\n`);
}
