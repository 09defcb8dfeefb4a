/** The core's hash: of the sources that decide what a dream does. A journal names the core that dreamt it. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const SHARED = fileURLToPath(new URL('../../shared', import.meta.url));
/** Rooms of `shared/` that decide what a night becomes and how it is read again; the wire, translations and expectations do not. */
const DECIDING = ['kernel', 'biometrics', 'dream', 'scenario', 'citizens', 'journal'];

let known = '';

/** 16 hexadecimal digits; the same for the same sources wherever they lie. Read once: what this process dreams by does not change when a file does. */
export function coreHash(): string {
  known ||= hashed();
  return known;
}

function hashed(): string {
  const hash = createHash('sha256');
  for (const room of DECIDING) {
    for (const file of sources(join(SHARED, room))) {
      hash.update(relative(SHARED, file).replaceAll('\\', '/'));
      hash.update(readFileSync(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((e) => (e.isDirectory() ? sources(join(folder, e.name)) : e.name.endsWith('.ts') ? [join(folder, e.name)] : []));
}
