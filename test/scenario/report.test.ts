import { describe, expect, it } from 'vitest';
import { editDistance, nearestName, resolveFrom } from '../../shared/scenario/paths.ts';
import { codeFrame, positionOf, renderFindings, sortFindings } from '../../shared/scenario/report.ts';
import { broken, MAIN } from './bundle.ts';

it('renders a finding with its frame, caret and fix, as AUTHORING.md shows it', () => {
  const { findings, files } = broken(MAIN, 'symbol: glass', 'symbol: glas');
  expect(
    renderFindings(findings, files, 'scenarios/'),
  ).toBe(`scenarios/small/dream.yaml:30:15 error dangling-reference at narrative.storylets[0].symbol
  no symbol is called "glas"
  29 |     - id: s.glass
> 30 |       symbol: glas
     |               ^
  31 |       speaker: ada
  fix: did you mean "glass"?`);
});

describe('codeFrame', () => {
  it('shows the first and the last line without a neighbour', () => {
    expect(codeFrame('one\ntwo', 1, 2)).toBe('> 1 | one\n    |  ^\n  2 | two');
    expect(codeFrame('one\ntwo', 2, 4)).toBe('  1 | one\n> 2 | two\n    |    ^');
  });

  it('cuts long lines around the caret and turns tabs into spaces', () => {
    const frame = codeFrame(`${'x'.repeat(300)}\there`, 1, 302).split('\n');
    expect(frame[0]?.length).toBeLessThan(120);
    expect(frame[0]?.[(frame[1] as string).indexOf('^')]).toBe('h');
    expect(codeFrame('\ta', 1, 2)).toBe('> 1 |  a\n    |  ^');
  });

  it('stands right under the column with three-digit lines', () => {
    const text = Array.from({ length: 120 }, (_, i) => `line ${i + 1}`).join('\n');
    const [before, line, caret] = codeFrame(text, 100, 6).split('\n') as [string, string, string];
    expect(before).toBe('   99 | line 99');
    expect(line[caret.indexOf('^')]).toBe('1');
  });
});

it('counts lines and columns from 1, and stays inside the text', () => {
  expect(positionOf('ab\ncd\n', 0)).toEqual({ line: 1, column: 1 });
  expect(positionOf('ab\ncd\n', 2)).toEqual({ line: 1, column: 3 });
  expect(positionOf('ab\ncd\n', 3)).toEqual({ line: 2, column: 1 });
  expect(positionOf('ab\ncd\n', 6)).toEqual({ line: 3, column: 1 });
  expect(positionOf('ab', 99)).toEqual({ line: 1, column: 3 });
});

it('sorts by place and tells the same once', () => {
  const f = (line: number, reason: string) =>
    ({ file: 'a', line, column: 1, path: '', rule: 'r', severity: 'error', reason, fix: '' }) as const;
  expect(sortFindings([f(2, 'x'), f(1, 'y'), f(2, 'x'), f(2, 'a')]).map((x) => [x.line, x.reason])).toEqual([
    [1, 'y'],
    [2, 'a'],
    [2, 'x'],
  ]);
});

describe('names and paths', () => {
  it('measures edits and finds the nearest name, if it is near', () => {
    expect([editDistance('kitten', 'sitting'), editDistance('', 'abc'), editDistance('same', 'same')]).toEqual([3, 3, 0]);
    expect(nearestName('minuts', ['id', 'minutes', 'title'])).toBe('minutes');
    expect(nearestName('Orchard', ['orchard'])).toBe('orchard');
    expect(nearestName('xyzzy', ['minutes'])).toBeNull();
  });

  it('resolves inside the root only', () => {
    expect(resolveFrom('a/dream.yaml', 'ink/x.ink')).toBe('a/ink/x.ink');
    expect(resolveFrom('a/dream.yaml', './../b/dream.yaml')).toBe('b/dream.yaml');
    for (const out of ['../../x', '/x', 'http://x', 'a\\b', '..', '', 'a\0b']) expect(resolveFrom('a/dream.yaml', out), out).toBeNull();
  });
});
