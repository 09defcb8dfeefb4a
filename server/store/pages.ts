/** The built page: built when its sources changed since, read into memory. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from '../http/pages.ts';
import { stampOf } from './stamp.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wav': 'audio/wav',
  '.ogg': 'audio/ogg',
  '.mp3': 'audio/mpeg',
  '.webmanifest': 'application/manifest+json',
};
/** Types that gzip makes smaller. */
const TEXTUAL = new Set(['.html', '.js', '.css', '.json', '.svg', '.webmanifest']);
const PACKED = '.gz';
/** What the page is made of. */
const SOURCES = ['client', 'shared', 'assets', 'vite.config.ts', 'package-lock.json'];
/** Each page is a build of its own: what one grows by, nobody else fetches. */
export type PageName = 'citizen' | 'theatre';
const PLACE: Readonly<Record<PageName, string>> = { citizen: 'client', theatre: 'theatre' };
const builtOf = (page: PageName): string => join('.build', PLACE[page]);

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return names.flatMap((entry) => filesUnder(join(path, entry.name)));
}

/**
 * Builds the page when its sources changed since the last build.
 * @returns 'fresh' when nothing was to do, 'built', or 'none' when there is no page to build
 */
export async function buildPage(
  root: string,
  say: (sentence: string) => void,
  page: PageName = 'citizen',
): Promise<'fresh' | 'built' | 'none'> {
  if (!existsSync(join(root, 'client', page, 'index.html'))) return 'none';
  const stamp = stampOf(root, SOURCES);
  const stampFile = join(root, `${builtOf(page)}.stamp`);
  if (existsSync(join(root, builtOf(page), 'index.html')) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp)
    return 'fresh';
  say('Building the page, because its sources changed.');
  const { build } = await import('vite');
  await build({
    configFile: join(root, 'vite.config.ts'),
    root: join(root, 'client', page),
    logLevel: 'warn',
    build: { outDir: join(root, builtOf(page)) },
  });
  pack(join(root, builtOf(page)));
  writeFileSync(stampFile, stamp);
  return 'built';
}

/** What gzip makes smaller lies packed beside itself: packing it takes .1 s, which no start should. */
function pack(folder: string): void {
  for (const file of filesUnder(folder)) {
    const packed = gzipped(file, readFileSync(file));
    if (packed) writeFileSync(`${file}${PACKED}`, packed);
  }
}

function gzipped(file: string, bytes: Uint8Array): Uint8Array | null {
  if (!TEXTUAL.has(extname(file).toLowerCase()) || bytes.length <= 512) return null;
  const packed = gzipSync(bytes);
  return packed.length < bytes.length ? packed : null;
}

/** Reads the built page; null when there is none. Paths begin with '/'. */
export function loadPages(root: string, page: PageName = 'citizen'): ReadonlyMap<string, Page> | null {
  const folder = join(root, builtOf(page));
  if (!existsSync(join(folder, 'index.html'))) return null;
  const pages = new Map<string, Page>();
  const files = filesUnder(folder);
  const packed = new Set(files.filter((file) => file.endsWith(PACKED)));
  for (const file of files) {
    if (packed.has(file)) continue;
    const path = `/${relative(folder, file).split(sep).join('/')}`;
    if (path.startsWith('/.')) continue;
    const bytes = readFileSync(file);
    const extension = extname(file).toLowerCase();
    pages.set(path, {
      bytes,
      gzip: packed.has(`${file}${PACKED}`) ? readFileSync(`${file}${PACKED}`) : gzipped(file, bytes),
      type: TYPES[extension] ?? 'application/octet-stream',
      etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
      hashed: /-[\w-]{8,}\.\w+$/.test(path) && path.startsWith('/assets/'),
    });
  }
  return pages;
}
