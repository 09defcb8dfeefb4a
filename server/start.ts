/** What `npm start` runs: code that was bundled and compiled before is kept from start to start, so that a server that was killed is back a second sooner. */
import { spawn } from 'node:child_process';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** When everything that a start needs has been loaded, ms. */
const LOADED_MS = 5000;
/** Lowest claim to the processor that a process can have. */
const LAST = 19;
const BUILT = fileURLToPath(new URL('./store/built.ts', import.meta.url));

// this file itself comes from the same cache where `npm start` names it
enableCompileCache(join(fileURLToPath(new URL('..', import.meta.url)), '.build', 'compiled'));
const { builtServer } = await import('./store/built.ts');
const built = builtServer();
setTimeout(() => {
  // now and not at the end: a process that is killed has none
  flushCompileCache();
  // without it the next start is slower, and nothing else
  if (!built) bundleForNextTime();
}, LOADED_MS).unref();
const sources = (): Promise<typeof import('./main.ts')> => import('./main.ts');
// a file that does not load is no reason not to start
const { run } = await (built ? (import(built) as ReturnType<typeof sources>).catch(sources) : sources());
process.exit(await run(process.env));

function bundleForNextTime(): void {
  const bundling = spawn(process.execPath, [BUILT], { stdio: 'ignore' }).once('error', () => undefined);
  bundling.unref();
  if (bundling.pid !== undefined) setPriority(bundling.pid, LAST);
}
