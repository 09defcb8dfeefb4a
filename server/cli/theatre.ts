/** `dreamhaven theatre`: plays a journal back in a page, on this machine only. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { TICK_RATE } from '../../shared/dream/ids.ts';
import { readJournal } from '../../shared/journal/read.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';
import { answer, type HttpHandler, queryOf } from '../http/answer.ts';
import { pagesHandler } from '../http/pages.ts';
import { theatreHandler } from '../http/theatre.ts';
import { openTheatre, type Theatre } from '../lab/theatre/open.ts';
import { Vault } from '../ledger/vault.ts';
import { coreHash } from '../store/core.ts';
import { journalBytes } from '../store/journals.ts';
import { buildPage, loadPages } from '../store/pages.ts';
import { readExpectations } from './expectations.ts';
import { numberOption, progress, progressDone, UsageError } from './outcome.ts';
import { damageOf } from './replay.ts';

interface Options {
  port?: number;
  at?: number;
  expect?: string;
  expectations?: string;
  follow?: string;
  watch?: boolean;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export function register(program: Command): void {
  program
    .command('theatre <journal>')
    .description('play a journal back in a page: play, seek, follow somebody, ask why; on this machine only')
    .option('--port <n>', 'port on loopback; default: a free one', numberOption('--port', 0, 65535))
    .option('--at <seconds>', 'open at this moment of the night', numberOption('--at', 0, 1e6))
    .option('--expect <name>', 'open at the moment this expectation failed, or came nearest to it')
    .option('--expectations <file>', 'judge by the list `expect:` of this file too')
    .option('--follow <citizen>', 'see as this citizen may see')
    .option('--watch', 'do not dream it again: show the outcomes kept in the journal')
    .addHelpText('after', '\nExample:\n  npx dreamhaven theatre a.dream --at 312')
    .action(async (path: string, options: Options) => {
      const theatre = await raise(path, options);
      progressDone();
      await buildPage(ROOT, (sentence) => process.stderr.write(`${sentence}\n`), 'theatre');
      const server = await open(theatre, options.port ?? 0);
      const { port } = server.address() as AddressInfo;
      process.stdout.write(`${greeting(theatre, port)}\n`);
      await new Promise<void>((done) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, done);
        // started by a server: it ends with it
        process.once('disconnect', done);
      });
      server.closeAllConnections();
      server.close();
    });
}

/** Reads the journal and dreams it again. */
export async function raise(path: string, options: Omit<Options, 'port'>): Promise<Theatre> {
  const bytes = journalBytes(path);
  const journal = readJournal(bytes);
  const { header } = journal;
  const { scenario, findings } = compileScenario(header.scenario);
  if (!scenario) {
    const first = findings.find((f) => f.severity === 'error');
    throw new UsageError(
      `the scenario inside ${path} does not compile with this version${first ? ` (${first.reason})` : ''}; play it with the version that dreamt it (core ${header.core})`,
    );
  }
  const who = options.follow;
  const inside = { scenario, source: { main: header.scenario.main, files: header.scenario.files } };
  const more = options.expectations === undefined ? [] : await readExpectations(options.expectations, inside);
  const expectations = [...scenario.expectations, ...more];
  if (options.expect !== undefined && !expectations.some((e) => e.id === options.expect)) {
    throw new UsageError(
      `nothing called "${options.expect}" is expected of this night; there is ${expectations.map((e) => e.id).join(', ') || 'nothing'}`,
    );
  }
  const night = openTheatre({
    journal,
    name: path,
    scenario,
    opener: new Vault(join(dirname(resolve(path)), '..'), header.dreamId),
    compile: (bundle) => compileScenario(bundle).scenario,
    onlyWatched: options.watch
      ? 'asked for'
      : header.excerptOf
        ? `it holds only the part of ${header.excerptOf}`
        : header.core !== coreHash()
          ? `it was dreamt by another core, ${header.core}; this one is ${coreHash()}`
          : '',
    troubles: damageOf(journal),
    expectations,
    ...(options.at === undefined ? {} : { at: Math.round(options.at * TICK_RATE) }),
    ...(options.expect === undefined ? {} : { expectation: options.expect }),
    ...(who === undefined ? {} : { follow: who }),
    progress: (tick, of) => progress(`${basename(path)}: tick ${tick} of ${of} dreamt again`),
  });
  if (who !== undefined && !night.night.people.some((p) => p.id === who)) {
    throw new UsageError(`nobody in ${path} is "${who}"; there are ${night.night.people.map((p) => p.id).join(', ')}`);
  }
  return night;
}

/** Serves page and journal on loopback only. @throws UsageError when the port is taken */
export function open(theatre: Theatre, port: number): Promise<Server> {
  const handlers: HttpHandler[] = [theatreHandler(theatre), pagesHandler(loadPages(ROOT, 'theatre'))];
  const server = createServer((req, res) => void serve(handlers, req, res));
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      fail(new UsageError(`port ${port} on loopback cannot be had (${error.code ?? error.message}); choose another with --port`)),
    );
    server.listen(port, '127.0.0.1', () => done(server));
  });
}

async function serve(handlers: readonly HttpHandler[], req: IncomingMessage, res: ServerResponse): Promise<void> {
  const path = (req.url ?? '/').split('?')[0] as string;
  const found = await answer(handlers, { path, header: (name) => String(req.headers[name] ?? ''), query: queryOf(req.url ?? '/') });
  res.writeHead(found.status, { ...found.headers, ...(found.status === 304 ? {} : { 'content-length': Buffer.byteLength(found.body) }) });
  res.end(req.method === 'HEAD' || found.status === 304 ? undefined : found.body);
}

function greeting({ night }: Theatre, port: number): string {
  const how =
    night.mode === 're-run'
      ? `dreamt again exactly, ${night.digestsMet} digests met`
      : `watched from its outcomes, not dreamt again: ${night.because}`;
  const failed = night.expectations
    .filter((e) => !e.holds && !e.open)
    .map((e) => `  Not held: ${e.says} (${e.id}, at ${(e.tick / TICK_RATE).toFixed(1)} s)`);
  return ['', `  "${night.title}" plays: http://localhost:${port}/`, `  ${how}.`, ...failed, '  End it with Ctrl+C.', ''].join('\n');
}
