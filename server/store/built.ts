/**
 * The server's own sources and what they are made of, as one file under `.build`: a process that has just begun loads it in a third of the time that six hundred files take,
 * and a server that was killed is back half a second sooner. Sources that changed since are never passed over: then they are loaded as they lie.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { put } from './data.ts';
import { stampOf } from './stamp.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FILE = join(ROOT, '.build', 'server.mjs');
/** What the file is made of. */
const SOURCES = ['server', 'shared', 'package-lock.json'];
/** Packages that go into the file; those of rooms and lines stay outside, where others patch and find them. */
const INSIDE = [
  'zod',
  'yaml',
  'inkjs',
  'matter-js',
  'mistreevous',
  'commander',
  'msgpackr',
  'prom-client',
  '@opentelemetry/api',
  'tdigest',
  'bintrees',
];

/** First line of the file: what it was made of. */
const lineOf = (stamp: string): string => `// ${stamp}\n`;

function isOf(stamp: string): boolean {
  const line = lineOf(stamp);
  const found = Buffer.alloc(line.length);
  try {
    const fd = openSync(FILE, 'r');
    readSync(fd, found);
    closeSync(fd);
  } catch {
    return false;
  }
  return found.toString() === line;
}

/** Address of the file if it is made of these very sources, else null. */
export function builtServer(): string | null {
  return isOf(stampOf(ROOT, SOURCES)) ? pathToFileURL(FILE).href : null;
}

/** Makes the file, if it is not of these sources. @throws what the bundler or the file system says */
export async function buildServer(): Promise<void> {
  const stamp = stampOf(ROOT, SOURCES);
  if (isOf(stamp)) return;
  const code = await bundle(join(ROOT, 'server', 'main.ts'));
  // what was saved meanwhile may be half in it
  if (stampOf(ROOT, SOURCES) === stamp) put(FILE, lineOf(stamp) + code);
}

async function bundle(entry: string): Promise<string> {
  const { build } = await import('vite');
  const out = await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    plugins: [{ name: 'where-it-lay', enforce: 'pre', transform: whereItLay }],
    ssr: { noExternal: INSIDE },
    build: {
      ssr: entry,
      write: false,
      minify: false,
      target: 'esnext',
      // one that is installed nowhere, see transport.ts
      rolldownOptions: { external: ['uwebsockets-express'], output: { codeSplitting: false } },
    },
  });
  const [first] = Array.isArray(out) ? out : [out];
  if (!first || !('output' in first) || first.output.length !== 1) throw new Error('the server was bundled into more than one file');
  return first.output[0].code;
}

/** Modules look for threads, scenarios and pages from where they lie, and still find them from within the one file. */
function whereItLay(code: string, id: string): string | null {
  if (!id.startsWith(ROOT) || id.includes('node_modules') || !code.includes('import.meta.')) return null;
  return code
    .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
    .replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
    .replaceAll('import.meta.main', 'false');
}

/** Run as a process of its own, so that no tick waits for it. */
if (import.meta.main) await buildServer();
