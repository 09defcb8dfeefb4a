import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './imports.ts';

interface Entry {
  readonly path: string;
  readonly source: string;
  readonly licence: string;
  readonly sha256: string;
}

const FOLDER = join(ROOT, 'assets');
const { files } = JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8')) as { files: Entry[] };

it('every file of assets/ is in the manifest with source, licence and hash', () => {
  const found = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && e.name !== 'manifest.json')
    .map((e) => relative(FOLDER, join(e.parentPath, e.name)).replaceAll('\\', '/'));
  expect(files.map((f) => f.path).sort()).toEqual(found.sort());
  for (const file of files) {
    expect(file.source && file.licence, file.path).toBeTruthy();
    expect(
      createHash('sha256')
        .update(readFileSync(join(FOLDER, file.path)))
        .digest('hex'),
      file.path,
    ).toBe(file.sha256);
  }
});
