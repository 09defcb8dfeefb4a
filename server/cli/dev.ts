/** `dreamhaven dev`: a dream that is watched while it is written. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { watch } from 'chokidar';
import type { Command } from 'commander';
import type { DevSession, Saved } from '../lab/dev/session.ts';
import { loadScenarioFiles } from '../store/scenarios.ts';
import { UsageError, wholeOption } from './outcome.ts';
import { openScenario } from './scenario.ts';

/** Editors save in several steps: a file is read when it has been left alone for so long, ms. */
const SETTLED_MS = 60;

interface Options {
  port: number;
  citizens?: number;
  data?: string;
}

export function register(program: Command): void {
  program
    .command('dev <scenario>')
    .description('dream a scenario and take up each save while people are in it')
    .option('--port <number>', 'port to listen on, this machine only; the next free one is taken', wholeOption('--port', 1, 65_535), 2567)
    .option('--citizens <n>', 'simulated citizens; default: as the scenario says', wholeOption('--citizens', 0, 500))
    .option('--data <folder>', 'keep the journals there, for replay and theatre; default: they go when it ends')
    .addHelpText(
      'after',
      '\nKeys: u undoes the last save in the dream, r begins the night anew at an act, b brings a simulated citizen, q ends.\n\nExample:\n  npx dreamhaven dev scenarios/01-the-ritual',
    )
    .action(async (path: string, options: Options) => {
      const first = await openScenario(path);
      const data = options.data ?? mkdtempSync(join(tmpdir(), 'dreamhaven-dev-'));
      // loaded here, so that the other verbs do not wait for the server's libraries
      const [{ boot }, { readConfig }, { DevSession }] = await Promise.all([
        import('../main.ts'),
        import('../config.ts'),
        import('../lab/dev/session.ts'),
      ]);
      const port = await freeFrom(options.port);
      const config = readConfig({
        ...process.env,
        PORT: String(port),
        HOST: '127.0.0.1',
        DATA_DIR: data,
        LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
      });
      const running = await boot(config, { ...first, ...(options.citizens === undefined ? {} : { citizens: options.citizens }) });
      const session = new DevSession(running.house, first);
      say(`"${session.scenario.title}" is dreamt at ${running.url}`);
      say('u undo   r restart at an act   b bring a citizen   q end');
      const watcher = watchFiles(path, session, first.root, Object.keys(first.source.files));
      const stop = async (): Promise<never> => {
        await watcher.close();
        await running.stop();
        if (options.data === undefined) rmSync(data, { recursive: true, force: true });
        process.exit(0);
      };
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
      // the dream under a designer's hands ends with a sentence, not with a stack; each tick breaks again until it begins anew
      let told = '';
      running.house.onBroken = ({ message }) => {
        if (message !== told) say(`The dream broke: ${message}. r begins the night anew.`);
        told = message;
      };
      keys(session, stop);
    });
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Follows every file that the scenario is made of; which those are may change with each save. */
function watchFiles(path: string, session: DevSession, root: string, files: readonly string[]) {
  const watcher = watch([resolve(path), ...files.map((f) => join(root, f))], {
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold: SETTLED_MS, pollInterval: 15 },
  });
  let reading = false;
  let again = false;
  let since = 0;
  const read = async (): Promise<void> => {
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    try {
      do {
        again = false;
        const { main, files } = await loadScenarioFiles(path);
        watcher.add(Object.keys(files).map((f) => join(root, f)));
        tell(await session.save({ main, files }), performance.now() - since);
      } while (again);
    } catch (error) {
      // whatever a save does to us, people are in the dream
      say(`The save could not be taken up: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      reading = false;
    }
  };
  watcher.on('all', () => {
    since = performance.now();
    void read();
  });
  return watcher;
}

function tell(saved: Saved, ms: number): void {
  if (saved.findings !== '') say(`\n${saved.findings}`);
  if (saved.is === 'wrong') return say('The dream before it goes on.');
  if (saved.is === 'same') return;
  say(`\ntaken up in ${ms.toFixed(0)} ms`);
  for (const line of saved.changed) say(`  ${line}`);
  for (const line of saved.kept) say(`  but ${line}`);
}

function keys(session: DevSession, stop: () => Promise<never>): void {
  const { stdin } = process;
  if (stdin.isTTY) stdin.setRawMode(true);
  stdin.resume();
  let asking = false;
  stdin.on('data', (bytes: Buffer) => {
    // from a pipe they come with the end of their line
    const key = bytes.toString('utf8').trim();
    if (key === '\u0003' || (!asking && key === 'q')) return void stop();
    if (asking) {
      asking = false;
      const act = Number(key);
      if (!(act >= 1 && act <= session.scenario.acts.length)) return say(`there are acts 1 to ${session.scenario.acts.length}`);
      return say(session.restartAt(act) ? `a new night, at act ${act}` : `a new night; act ${act} did not open within an hour of it`);
    }
    if (key === 'u') {
      void session.undo().then((undone) => (undone ? tell(undone, 0) : say('there is nothing to undo')));
      return;
    }
    if (key === 'b') return say(`${session.addCitizen()} is on the way`);
    if (key === 'r') {
      asking = true;
      say(`which act? ${session.scenario.acts.map((a, i) => `${i + 1} ${a.title}`).join('   ')}`);
    }
  });
}

async function freeFrom(port: number): Promise<number> {
  for (let p = port; p < Math.min(port + 50, 65_536); p++) {
    const free = await new Promise<boolean>((done) => {
      const probe = createServer();
      probe.once('error', () => done(false));
      probe.listen(p, '127.0.0.1', () => probe.close(() => done(true)));
    });
    if (free) return p;
  }
  throw new UsageError(`the ports from ${port} on are taken; choose another with --port`);
}
