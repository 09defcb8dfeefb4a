/** `serve`: the same as `npm start`, with the settings as options. */
import type { Command } from 'commander';

/** Options and the environment variable each stands for. */
const SETTINGS: readonly (readonly [flag: string, variable: string, help: string])[] = [
  ['--port <number>', 'PORT', 'port to listen on (2567)'],
  ['--host <address>', 'HOST', 'address to listen on (0.0.0.0: this machine and its network)'],
  ['--dream <scenario>', 'DREAM', 'scenario folder to dream (01-the-ritual)'],
  ['--data <folder>', 'DATA_DIR', 'folder for journals and keys (.data)'],
  ['--transport <name>', 'TRANSPORT', 'auto, ws or uws (auto)'],
  ['--log <level>', 'LOG_LEVEL', 'fatal, error, warn, info, debug, trace or silent (info)'],
];

export function register(program: Command): void {
  const verb = program.command('serve').description('run a dream: page, lines, health and metrics on one port');
  for (const [flag, , help] of SETTINGS) verb.option(flag, help);
  verb.addHelpText('after', '\nExample:\n  npx dreamhaven serve --port 3000 --dream 01-the-ritual\n');
  verb.action(async (options: Record<string, string>) => {
    const env: NodeJS.ProcessEnv = { ...process.env };
    for (const [flag, variable] of SETTINGS) {
      const given = options[flag.slice(2).split(' ')[0] ?? ''];
      if (given !== undefined) env[variable] = given;
    }
    // loaded here, so that the other verbs do not wait for the server's libraries
    const { run } = await import('../main.ts');
    process.exit(await run(env));
  });
}
