/** The verbs, one a file, and how each of them ends. Only the verb that was asked for is loaded: the others' libraries take longer than most of the work. */
import { Command, CommanderError } from 'commander';

type Verb = { readonly register: (program: Command) => void };

const VERBS: Readonly<Record<string, () => Promise<Verb>>> = {
  new: () => import('./new.ts'),
  dev: () => import('./dev.ts'),
  serve: () => import('./serve.ts'),
  simulate: () => import('./simulate.ts'),
  test: () => import('./test.ts'),
  shrink: () => import('./shrink.ts'),
  theatre: () => import('./theatre.ts'),
  replay: () => import('./replay.ts'),
  ledger: () => import('./ledger.ts'),
  erase: () => import('./erase.ts'),
  biometrics: () => import('./biometrics.ts'),
  bench: () => import('./bench.ts'),
  lint: () => import('./lint.ts'),
  schema: () => import('./schema.ts'),
  docs: () => import('./docs.ts'),
};

/** Errors whose message is one sentence for people; by name, so that their files need not be loaded to know them. */
const PLAIN = ['UsageError', 'JournalError', 'JournalFileError', 'ReportError'];

const program = new Command('dreamhaven')
  .description('A shared dream in which consent is a law of the world.')
  .showHelpAfterError('(dreamhaven --help lists the verbs)')
  .exitOverride();
const asked = process.argv[2] ?? '';
const wanted = Object.hasOwn(VERBS, asked) ? [asked] : Object.keys(VERBS);
for (const { register } of await Promise.all(wanted.map((name) => (VERBS[name] as () => Promise<Verb>)()))) register(program);
for (const verb of program.commands) verb.exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = failed(error);
}

function failed(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const plain = error instanceof Error && PLAIN.includes(error.name);
  const said = plain ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`dreamhaven: ${said}\n`);
  return plain ? 2 : 1;
}
