import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { describeRecording, parseIntervals, type Recording } from '../../shared/biometrics/recording.ts';
import { dreamhaven } from '../cli/run.ts';
import oracle from './hrvanalysis.json' with { type: 'json' };

describe('intervals in a text', () => {
  it('are one a line, or a JSON array', () => {
    expect(parseIntervals('\uFEFF# a morning\r\n812\r\n\n 790.5 \n8e2')).toEqual([812, 790.5, 800]);
    expect(parseIntervals('[812,\n 790.5]')).toEqual([812, 790.5]);
  });

  const wrong: [string, string, number, RegExp][] = [
    ['letters', '812\n8l2\n790', 2, /no number/],
    ['two in a line', '812\n790 800', 2, /no number/],
    ['hexadecimal', '0x320', 1, /no number/],
    ['infinite', '812\nInfinity', 2, /no number/],
    ['negative', '812\n\n-5', 3, /above 0/],
    ['zero', '0', 1, /above 0/],
    ['seconds', '0.812\n0.790', 1, /multiply by 1000/],
    ['times since the start', '812\n1602\n99000', 3, /times since/],
    ['empty', '', 1, /no interval/],
    ['only a comment', '# nothing\n', 1, /no interval/],
    ['an empty array', '[]', 1, /no interval/],
    ['a broken array', '[812, 790', 1, /JSON/],
    ['a string in an array', '[812,\n"790"]', 2, /entry 2 .*no number/],
    ['null in an array', '[812, 800,\n\nnull]', 3, /entry 3/],
  ];
  it.each(wrong)('%s: told with line and fix', (_, text, line, said) => {
    const fault = parseIntervals(text);
    expect(fault).toMatchObject({ line });
    expect('reason' in fault && `${fault.reason}; ${fault.fix}`).toMatch(said);
  });
});

describe('a recording described', () => {
  it('has the measures of its clean intervals, and says what was mended', () => {
    const missed = oracle.nnMs.toSpliced(500, 2, (oracle.nnMs[500] as number) + (oracle.nnMs[501] as number));
    const r = describeRecording(missed);
    expect(r.artefacts).toContainEqual({ at: 501, rrMs: missed[500], kind: 'missed' });
    expect(r.quality).toBe(3);
    expect(Math.abs((r.time?.rmssdMs ?? 0) / 19.519400785039664 - 1)).toBeLessThan(0.05);
    expect(r.breath).toBeNull();
    expect(r.coherence?.share).toBeGreaterThan(0);
  });

  it('leaves out what a few beats cannot say', () => {
    expect(describeRecording([800, 810])).toMatchObject({
      time: null,
      frequency: null,
      sampleEntropy: null,
      breath: null,
      coherence: null,
    });
    expect(describeRecording([5000])).toMatchObject({ quality: 0, artefacts: [{ at: 1, rrMs: 5000, kind: 'range' }] });
  });
});

describe('dreamhaven biometrics', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dreamhaven-biometrics-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  it('prints units, or one object with --json', async () => {
    const path = file('rr.txt', oracle.nnMs.join('\n'));
    const [page, json] = await Promise.all([dreamhaven('biometrics', path), dreamhaven('biometrics', path, '--json')]);
    expect([page.code, page.err, json.code, json.err]).toEqual([0, '', 0, '']);
    expect(page.out).toMatch(/RMSSD +19\.\d+ +ms/);
    expect(page.out).toMatch(/breath +- +1\/min +no reliable peak/);
    const found = JSON.parse(json.out) as Recording;
    expect(found).toEqual(JSON.parse(JSON.stringify(describeRecording(oracle.nnMs))));
    expect(json.out.trim().split('\n')).toHaveLength(1);
  });

  it('ends with 2, line and fix for letters, for nothing, and for a file that is not there', async () => {
    const [letters, empty, none] = await Promise.all([
      dreamhaven('biometrics', file('letters.txt', '800\nabc')),
      dreamhaven('biometrics', file('empty.txt', ''), '--json'),
      dreamhaven('biometrics', join(folder, 'none.txt')),
    ]);
    expect([letters.code, empty.code, none.code]).toEqual([2, 2, 2]);
    expect(letters.err).toMatch(/letters\.txt:2: this is no number; give/);
    expect(empty.err).toMatch(/empty\.txt:1: .*; give RR intervals in ms/);
    expect(none.err).toMatch(/cannot be read; give/);
    expect([letters.out, empty.out, none.out]).toEqual(['', '', '']);
  });
});
