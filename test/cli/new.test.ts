import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScenario } from '../../server/cli/scenario.ts';
import { dreamNight } from '../../server/lab/test/night.ts';
import { patternNames } from '../../server/store/patterns.ts';
import { loadScenarioFiles } from '../../server/store/scenarios.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';
import { referenceText } from '../../shared/scenario/reference.ts';
import { dreamhaven } from './run.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dreamhaven-new-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('patterns', { timeout: 60_000 }, () => {
  it.each(patternNames())('%s lints without a word, and simulated citizens come to its storylet', async (name) => {
    const path = `scenarios/patterns/${name}`;
    expect(compileScenario(await loadScenarioFiles(path)).findings).toEqual([]);
    const { scenario } = await openScenario(path);
    const night = dreamNight({ scenario, seed: '3', citizens: 8, minutes: 5.5, expectations: scenario.expectations });
    expect(night.verdicts.filter((v) => !v.holds || v.open)).toEqual([]);
    expect(night.verdicts.length).toBe(scenario.expectations.length);
    expect(night.met[scenario.storylets[0]?.id ?? '']?.length).toBeGreaterThan(0);
  });

  it('name what stands in the registry of all nights', () => {
    expect(readFileSync('scenarios/patterns/themes.yaml', 'utf8')).toBe(readFileSync('scenarios/themes.yaml', 'utf8'));
  });
});

describe('dreamhaven new', { timeout: 60_000 }, () => {
  it('writes a dream that lints clean wherever it lies, with what was asked for', async () => {
    const path = join(folder, 'deep', 'our-night');
    const made = await dreamhaven('new', path, '--title', 'Ours: "a night"', '--palette', 'healing');
    expect([made.code, made.err]).toEqual([0, '']);
    expect(readdirSync(path).sort()).toEqual(['README.md', 'dream.yaml', 'ink', 'map.tmj', 'schema.json', 'themes.yaml']);
    const text = readFileSync(join(path, 'dream.yaml'), 'utf8');
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=schema.json');
    expect(JSON.parse(readFileSync(join(path, 'schema.json'), 'utf8')).title).toBe('Dreamhaven scenario');
    const { scenario, findings } = compileScenario(await loadScenarioFiles(path));
    expect(findings).toEqual([]);
    expect(scenario).toMatchObject({ id: 'our-night', title: 'Ours: "a night"' });
    expect(scenario?.acts[0]?.palette).toBe('healing');
    expect([scenario?.symbols.length, scenario?.shadows.length, scenario?.dialogues.length]).toEqual([3, 1, 1]);
    expect(scenario?.expectations.length).toBeGreaterThan(0);
    expect((await dreamhaven('lint', path)).code).toBe(0);
  });

  it('never overwrites, and says what is there', async () => {
    const path = join(folder, 'taken');
    expect((await dreamhaven('new', path, '--yes')).code).toBe(0);
    writeFileSync(join(path, 'dream.yaml'), 'mine');
    const again = await dreamhaven('new', path, '--yes');
    expect(again.code).toBe(2);
    expect(again.err).toMatch(/is not empty \(README\.md, dream\.yaml/);
    expect(readFileSync(join(path, 'dream.yaml'), 'utf8')).toBe('mine');
  });

  it.each([
    [['Our Night'], /is no name for a dream .*try .*our-night/],
    [['x', '--from', 'tea-bensh'], /did you mean "tea-bench"\?/],
    [['x', '--palette', 'dask'], /did you mean "dusk"\?/],
    [['x', '--title', ''], /--title needs 1 to 60 characters/],
  ] as const)('%j exits 2 with one clear sentence and writes nothing', async ([name, ...args], message) => {
    const path = join(folder, name);
    const { code, err, out } = await dreamhaven('new', path, ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(existsSync(path)).toBe(false);
  });

  it('a folder that cannot be made is one sentence', async () => {
    const { code, err } = await dreamhaven('new', '/proc/none/night', '--yes');
    expect(code).toBe(2);
    expect(err).toMatch(/the folder \/proc\/none\/night cannot be written/);
  });
});

describe('the reference', () => {
  it('is what the schemas say: run `npx dreamhaven docs --out scenarios/REFERENCE.md`', () => {
    expect(readFileSync('scenarios/REFERENCE.md', 'utf8')).toBe(referenceText());
  });

  it('has a row for every key that a file may hold', () => {
    const text = referenceText();
    for (const key of ['bridges.rate', 'storylets[].choices[].then.shadow.weight', 'cast[].lines.greet', 'eventually', 'companions.min'])
      expect(text).toContain(`| \`${key}\` |`);
    expect(text).not.toMatch(/undefined|\[object/);
  });
});
