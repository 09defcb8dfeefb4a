/** `dreamhaven replay`: dream a journal again and compare. */
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { type Journal, JournalError } from '../../shared/journal/read.ts';
import { replay } from '../../shared/journal/replay.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';
import { Vault } from '../ledger/vault.ts';
import { coreHash } from '../store/core.ts';
import { loadJournal } from '../store/journals.ts';
import { numberOption, printJson } from './outcome.ts';

interface Options {
  verify?: boolean;
  to?: number;
  print?: boolean;
  json?: boolean;
}

export function register(program: Command): void {
  program
    .command('replay <journal>')
    .description('dream a journal again; says whether every digest is met, and what is damaged')
    .option('--verify', 'exit 1 on any damage or difference')
    .option('--to <tick>', 'stop after this tick', numberOption('--to', 1, 1e9))
    .option('--print', 'print each event on stdout, one object a line')
    .option('--json', 'print one object on stdout and nothing else')
    .addHelpText('after', '\nExample:\n  npx dreamhaven replay a.dream --verify')
    .action((path: string, options: Options) => {
      const journal = loadJournal(path);
      const { scenario } = compileScenario(journal.header.scenario);
      if (!scenario)
        throw new JournalError('the scenario inside this journal does not compile with this core; replay it with the core that wrote it');
      const result = replay(journal, scenario, {
        ...(options.to === undefined ? {} : { to: Math.floor(options.to) }),
        opener: new Vault(join(dirname(path), '..'), journal.header.dreamId),
        onTick: (_, tick) => {
          if (options.print && !options.json) for (const event of tick.events) printJson(event);
        },
      });
      const troubles = troublesOf(journal, scenario.hash, result, options.to);
      const report = {
        journal: path,
        scenario: scenario.id,
        seed: journal.header.seed,
        ticks: result.dream.world.tick,
        digest: result.digest.whole,
        digestsChecked: result.checked,
        exact: troubles.length === 0,
        sameCore: journal.header.core === coreHash(),
        troubles,
      };
      if (options.json) printJson(report);
      else sayReport(report);
      if (options.verify && troubles.length > 0) process.exitCode = 1;
    });
}

function troublesOf(journal: Journal, compiled: string, result: ReturnType<typeof replay>, to: number | undefined): string[] {
  const out: string[] = [];
  for (const d of journal.damage) out.push(`bytes ${d.from} to ${d.to}: ${d.reason}`);
  if (journal.beyond.length > 0) {
    out.push(
      `${journal.beyond.length} whole frames behind the damage (ticks ${journal.beyond[0]} to ${journal.beyond.at(-1)}) are not applied`,
    );
  }
  if (!journal.complete && journal.damage.length === 0) out.push(`the journal was not closed: it ends at tick ${journal.lastTick}`);
  if (journal.header.scenario.hash !== compiled) out.push('the scenario inside compiles to another hash with this core');
  if (result.missing > 0) out.push(`${result.missing} sealed commands have no key any more: this is no exact re-run`);
  if (result.mismatch) out.push(`tick ${result.mismatch.tick}: other digest in ${result.mismatch.slices.join(', ') || 'tick or seed'}`);
  if (result.checked === 0 && to === undefined) out.push('the journal holds no digest to compare with');
  return out;
}

function sayReport(report: {
  scenario: string;
  seed: string;
  ticks: number;
  digest: string;
  digestsChecked: number;
  sameCore: boolean;
  troubles: string[];
}): void {
  const lines = [
    `${report.scenario}, seed ${report.seed}: ${report.ticks} ticks dreamt again, ${report.digestsChecked} digests met, digest ${report.digest}`,
    report.sameCore ? '' : 'note: another core wrote this journal',
    ...report.troubles,
    '',
  ];
  process.stdout.write(lines.filter((l, i) => l !== '' || i === lines.length - 1).join('\n'));
}
