/** `dreamhaven replay`: dream a journal again and compare; where that is not possible, watch it from its outcomes, and say which of the two it is. */
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { headerOf, type Journal, readJournal } from '../../shared/journal/read.ts';
import { Watch } from '../../shared/journal/watch.ts';
import { Vault } from '../ledger/vault.ts';
import { coreHash } from '../store/core.ts';
import { loadCore } from '../store/cores.ts';
import { journalBytes } from '../store/journals.ts';
import { numberOption, printJson } from './outcome.ts';

interface Options {
  verify?: boolean;
  to?: number;
  print?: boolean;
  watch?: boolean;
  json?: boolean;
}

interface Report {
  readonly journal: string;
  readonly mode: 're-run' | 'watched';
  /** why it is only watched */
  readonly because: string;
  readonly scenario: string;
  readonly seed: string;
  readonly ticks: number;
  /** '' when only watched */
  readonly digest: string;
  readonly digestsChecked: number;
  readonly exact: boolean;
  readonly sameCore: boolean;
  /** people who cannot be shown any more */
  readonly gone: readonly string[];
  readonly troubles: readonly string[];
}

export function register(program: Command): void {
  program
    .command('replay <journal>')
    .description(
      'dream a journal again, by the core that dreamt it; says whether every digest is met, what is damaged, and whether it could only be watched',
    )
    .option('--verify', 'exit 1 on any damage or difference, or when it could only be watched')
    .option('--to <tick>', 'stop after this tick', numberOption('--to', 1, 1e9))
    .option('--print', 'print each event on stdout, one object a line')
    .option('--watch', 'do not re-run: read the outcomes kept in the journal')
    .option('--json', 'print one object on stdout and nothing else')
    .addHelpText('after', '\nExample:\n  npx dreamhaven replay a.dream --verify')
    .action(async (path: string, options: Options) => {
      const report = await reportOn(path, options);
      if (options.json) printJson(report);
      else sayReport(report);
      if (options.verify && !report.exact) process.exitCode = 1;
    });
}

async function reportOn(path: string, options: Options): Promise<Report> {
  const bytes = journalBytes(path);
  const dataDir = join(dirname(resolve(path)), '..');
  const header = headerOf(bytes);
  const vault = new Vault(dataDir, header.dreamId);
  const print = (event: unknown): void => {
    if (options.print && !options.json) printJson(event);
  };
  const because = options.watch ? 'asked for' : header.excerptOf ? `it holds only the part of ${header.excerptOf}` : '';
  const rerun = because === '' ? await again(bytes, dataDir, vault, options, print) : because;
  if (typeof rerun !== 'string') return { journal: path, ...rerun };
  return { journal: path, ...watched(readJournal(bytes), rerun, vault, options, print) };
}

type Body = Omit<Report, 'journal'>;

/** Re-runs by the core that dreamt it. @returns why that is not possible, as a string */
async function again(
  bytes: Uint8Array,
  dataDir: string,
  vault: Vault,
  options: Options,
  print: (event: unknown) => void,
): Promise<Body | string> {
  const header = headerOf(bytes);
  const core = await loadCore(dataDir, header.core);
  if (!core) return `it was dreamt by the core ${header.core}, which is not kept beside it`;
  const journal = core.readJournal(bytes);
  const { scenario } = core.compileScenario(header.scenario);
  if (!scenario) return 'the scenario inside does not compile with the core that dreamt it';
  const result = core.replay(journal, scenario, {
    ...(options.to === undefined ? {} : { to: Math.floor(options.to) }),
    opener: vault,
    compile: (bundle) => core.compileScenario(bundle).scenario,
    onTick: (_, tick) => {
      for (const event of tick.events) print(event);
    },
  });
  if (result.missing > 0) return `${result.missing} sealed commands have no key any more`;
  const troubles = damageOf(journal);
  if (header.scenario.hash !== scenario.hash) troubles.push('the scenario inside compiles to another hash than it had');
  if (result.mismatch)
    troubles.push(`tick ${result.mismatch.tick}: other digest in ${result.mismatch.slices.join(', ') || 'tick or seed'}`);
  if (result.checked === 0 && options.to === undefined) troubles.push('the journal holds no digest to compare with');
  return {
    mode: 're-run',
    because: '',
    scenario: scenario.id,
    seed: header.seed,
    ticks: result.dream.world.tick,
    digest: result.digest.whole,
    digestsChecked: result.checked,
    exact: troubles.length === 0,
    sameCore: header.core === coreHash(),
    gone: [],
    troubles,
  };
}

function watched(journal: Journal, because: string, vault: Vault, options: Options, print: (event: unknown) => void): Body {
  const watch = new Watch(journal, vault);
  const to = Math.min(options.to ?? journal.lastTick, journal.lastTick);
  for (const event of watch.events(0, to)) print(event);
  return {
    mode: 'watched',
    because,
    scenario: journal.header.scenario.main.split('/')[0] ?? '',
    seed: journal.header.seed,
    ticks: to,
    digest: '',
    digestsChecked: 0,
    exact: false,
    sameCore: journal.header.core === coreHash(),
    gone: watch.gone,
    troubles: damageOf(journal),
  };
}

export function damageOf(journal: Journal): string[] {
  const out = journal.damage.map((d) => `bytes ${d.from} to ${d.to}: ${d.reason}`);
  if (journal.beyond.length > 0) {
    out.push(
      `${journal.beyond.length} whole frames behind the damage (ticks ${journal.beyond[0]} to ${journal.beyond.at(-1)}) are not applied`,
    );
  }
  if (!journal.complete && journal.damage.length === 0) out.push(`the journal was not closed: it ends at tick ${journal.lastTick}`);
  return out;
}

function sayReport(report: Report): void {
  const { scenario, seed, ticks, digestsChecked, digest, because, gone } = report;
  const lines =
    report.mode === 're-run'
      ? [
          `${scenario}, seed ${seed}: ${ticks} ticks dreamt again, ${digestsChecked} digests met, digest ${digest}`,
          report.sameCore ? '' : 'by the core that dreamt it, kept beside the journal',
        ]
      : [
          `${scenario}, seed ${seed}: watched, not dreamt again (${because}); ${ticks} ticks of outcomes`,
          gone.length > 0 ? `without ${gone.length} who cannot be shown any more: ${gone.join(', ')}` : '',
        ];
  process.stdout.write(`${[...lines, ...report.troubles].filter((l) => l !== '').join('\n')}\n`);
}
