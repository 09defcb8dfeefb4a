import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stampOf } from '../../server/store/stamp.ts';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'stamp-'));
  mkdirSync(join(root, 'in/deep'), { recursive: true });
  writeFileSync(join(root, 'in/deep/a.ts'), 'a');
  writeFileSync(join(root, 'lock'), 'l');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const SOURCES = ['in', 'lock', 'nowhere'];

it('a stamp is the same for the same files, and another when one is saved, renamed, added or gone', () => {
  const seen = [stampOf(root, SOURCES)];
  const another = (change: () => void): void => {
    change();
    const stamp = stampOf(root, SOURCES);
    expect(stampOf(root, SOURCES)).toBe(stamp);
    expect(seen).not.toContain(stamp);
    seen.push(stamp);
  };
  another(() => utimesSync(join(root, 'in/deep/a.ts'), 1, 1));
  another(() => writeFileSync(join(root, 'in/deep/a.ts'), 'ab'));
  another(() => renameSync(join(root, 'in/deep/a.ts'), join(root, 'in/deep/b.ts')));
  another(() => writeFileSync(join(root, 'in/c.ts'), ''));
  another(() => rmSync(join(root, 'lock')));
  another(() => writeFileSync(join(root, 'nowhere'), ''));
  rmSync(join(root, 'in'), { recursive: true });
  another(() => undefined);
});
