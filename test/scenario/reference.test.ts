import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { sections } from '../../server/cli/docs.ts';
import type { Row, Section } from '../../shared/scenario/reference/rows.ts';
import { referenceText } from '../../shared/scenario/reference/text.ts';

let told: Section[] = [];
beforeAll(async () => {
  told = await sections();
});
const row = (path: string, key: string): Row | undefined => told.find((s) => s.path === path)?.rows.find((r) => r.key === key);

it('REFERENCE.md is what the schemas say', () => {
  const written = readFileSync(join(import.meta.dirname, '../../scenarios/REFERENCE.md'), 'utf8');
  expect(written, 'run: npx dreamhaven docs --out scenarios/REFERENCE.md').toBe(referenceText(told));
});

it('has a meaning and an example for every key, a range for every number, and no key twice', () => {
  const rows = told.flatMap(({ file, path, rows: all }) => all.map((r) => ({ at: `${file} ${path} ${r.key}`, ...r })));
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.filter((r) => r.says === '' || r.example === '' || r.type === '' || r.byDefault === '').map((r) => r.at)).toEqual([]);
  expect(rows.filter((r) => /^(whole )?number$/.test(r.type) && r.range === '').map((r) => r.at)).toEqual([]);
  expect(new Set(rows.map((r) => r.at)).size).toBe(rows.length);
});

describe('a key', () => {
  it('has its unit, default, range and example', () => {
    expect(row('narrative.storylets[]', 'seconds')).toEqual({
      key: 'seconds',
      type: 'number',
      unit: 's',
      byDefault: '40',
      range: '5 to 120',
      example: '15',
      says: 'stays open this long',
    });
    expect(row('narrative.acts[]', 'palette')).toMatchObject({
      type: 'word',
      byDefault: 'required',
      range: expect.stringMatching(/^dusk, /),
    });
    expect(row('narrative.storylets[].choices[].then', 'pace')).toMatchObject({ byDefault: 'none', unit: 'breaths/min' });
  });

  it('says what form a text must have where only a pattern is in the schema', () => {
    expect(row('', 'id')?.range).toBe('small letters, digits and dashes');
    expect(row('narrative.storylets[]', 'id')?.range).toBe('letters, digits, dot and dash, beginning with a small letter');
  });

  it('stands in the map and the registry, too', () => {
    expect(row('bridge', 'width')).toMatchObject({ unit: 'm', byDefault: '2.4' });
    expect(row('themes[]', 'range')).toMatchObject({ type: 'list of 2 numbers', example: '[0.2, 0.7]' });
  });
});
