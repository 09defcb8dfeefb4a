/**
 * The tutorial, done as it says: `sh` boxes are run in an empty folder and end as they say (`exit 0` if they say nothing), `diff FILE` boxes are written into the night it makes, and a `text` box is what the last
 * command answers (a last line `…` stands for more). Indented blocks and boxes of other kinds are for reading only.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dreamhavenIn, type Ended } from './run.ts';

const AUTHORING = readFileSync(join(import.meta.dirname, '../../scenarios/AUTHORING.md'), 'utf8');
const BOXES = [...AUTHORING.matchAll(/^```(sh|text|diff)(?: (.+))?\n([\s\S]*?)^```$/gm)].map((m) => ({
  kind: m[1] as 'sh' | 'text' | 'diff',
  /** the file that a diff goes into, or `exit N` */
  about: m[2] ?? '',
  body: m[3] as string,
}));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dreamhaven-authoring-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Words of a command, quoted ones whole. */
const wordsOf = (line: string): string[] => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? (m[2] as string));

/** Replaces the one place that reads as the box's lines with a minus do. */
function edit(file: string, body: string): void {
  const side = (sign: string): string =>
    body
      .split('\n')
      .filter((line) => line.startsWith(sign))
      .map((line) => line.slice(1))
      .join('\n');
  const text = readFileSync(file, 'utf8');
  const parts = text.split(side('-'));
  expect(parts.length - 1, `"${side('-')}" stands in ${file} once`).toBe(1);
  writeFileSync(file, parts.join(side('+')));
}

it('works from its first box to its last', async () => {
  let last: Ended | null = null;
  let told = 0;
  for (const { kind, about, body } of BOXES) {
    if (kind === 'diff') edit(join(folder, 'my-night', about), body);
    if (kind === 'sh') {
      for (const line of body.trim().split('\n')) {
        const [npx, name, ...args] = wordsOf(line);
        expect([npx, name]).toEqual(['npx', 'dreamhaven']);
        last = await dreamhavenIn(folder, args);
        expect([last.err, last.code], `${line}\n${last.out}`).toEqual(['', Number(about.replace('exit ', ''))]);
      }
    }
    if (kind === 'text') {
      told++;
      const more = body.endsWith('\n…\n');
      const out = last?.out ?? '';
      expect(
        more
          ? `${out
              .split('\n')
              .slice(0, body.split('\n').length - 2)
              .join('\n')}\n…\n`
          : out,
      ).toBe(body);
    }
  }
  expect(told).toBeGreaterThanOrEqual(5);
}, 60_000);
