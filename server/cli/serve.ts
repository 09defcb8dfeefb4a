/** `serve`: the same as `npm start`, with the settings as options. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { layOpen } from './fork.ts';
import { numberOption } from './outcome.ts';

/** Options and the environment variable each stands for. */
const SETTINGS: readonly (readonly [flag: string, variable: string, help: string])[] = [
  ['--port <number>', 'PORT', 'port to listen on (2567)'],
  ['--host <address>', 'HOST', 'address to listen on (0.0.0.0: this machine and its network)'],
  ['--dream <scenario>', 'DREAM', 'scenario folder to dream (01-the-ritual)'],
  ['--campaign <on|off>', 'CAMPAIGN', 'after a night the one its scenario names, with what was handed on (off: the same again)'],
  ['--data <folder>', 'DATA_DIR', 'folder for journals and keys (.data)'],
  ['--transport <name>', 'TRANSPORT', 'auto, ws or uws (auto)'],
  ['--log <level>', 'LOG_LEVEL', 'fatal, error, warn, info, debug, trace or silent (info)'],
];

export function register(program: Command): void {
  const verb = program.command('serve').description('run a dream: page, lines, health and metrics on one port');
  for (const [flag, , help] of SETTINGS) verb.option(flag, help);
  verb.option('--from <journal>', 'go on with the night of a journal of simulated citizens, as a room that people may join');
  verb.option('--at <seconds>', 'with --from: the moment it goes on from; default: its end');
  verb.addHelpText(
    'after',
    '\nExample:\n  npx dreamhaven serve --port 3000 --dream 01-the-ritual\n  npx dreamhaven serve --from a.dream --at 312 --data .fork\n',
  );
  verb.action(async (options: Record<string, string>) => {
    const env: NodeJS.ProcessEnv = { ...process.env };
    for (const [flag, variable] of SETTINGS) {
      const given = options[flag.slice(2).split(' ')[0] ?? ''];
      if (given !== undefined) env[variable] = given;
    }
    // loaded here, so that the other verbs do not wait for the server's libraries
    const { run } = await import('../main.ts');
    const { from, at } = options;
    if (from === undefined) process.exit(await run(env));
    const seconds = at === undefined ? {} : { at: numberOption('--at', 0, 1e6)(at) };
    process.exit(await run(env, layOpen({ from, ...seconds }, resolve(env.DATA_DIR || '.data'))));
  });
}
