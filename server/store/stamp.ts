/** A stamp of sources on disk: tells whether something was made of these very files, without reading them. */
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Changes with the name, the size or the time of change of any file in or below `sources`, which lie in `root`; a place that is not there has no files. */
export function stampOf(root: string, sources: readonly string[]): string {
  let said = '';
  const look = (path: string, name: string): void => {
    const about = statSync(path, { throwIfNoEntry: false });
    if (about?.isDirectory()) within(path, name);
    else if (about) said += `${name}\0${about.size}\0${about.mtimeMs}\n`;
  };
  const within = (path: string, name: string): void => {
    for (const entry of readdirSync(path).sort()) look(`${path}/${entry}`, `${name}/${entry}`);
  };
  for (const source of sources) look(join(root, source), source);
  return createHash('sha256').update(said).digest('hex').slice(0, 32);
}
