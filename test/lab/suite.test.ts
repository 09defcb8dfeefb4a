import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escapeText } from '../../server/lab/report/escape.ts';
import { type CoverageRow, coverageOf } from '../../server/lab/test/coverage.ts';
import type { NightResult } from '../../server/lab/test/night.ts';
import { walkStory } from '../../server/lab/test/story.ts';
import { faultsOf, PARTS, shapesOf } from '../../server/lab/test/sweep.ts';
import { dreamhaven } from '../cli/run.ts';
import { shipped } from '../core/shipped.ts';
import { smallScenario } from '../dream/smallDream.ts';

const NIGHT = 'scenarios/01-the-ritual';
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dreamhaven-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string) => join(folder, name);

/** Fails on purpose: nobody has woven anything after half a minute. */
const WRONG = `expect:
  - id: woven-at-once
    says: Something is woven within 20 s.
    eventually: { signal: threads, min: 1 }
    within: 20
  - id: slow
    says: Nobody runs.
    each: person
    always: { signal: speed, max: 100 }
`;

describe('dreamhaven test', { timeout: 90_000 }, () => {
  it('fails with the seed and a line that fails again; the same whatever the jobs; JUnit, page and journal say so', async () => {
    writeFileSync(file('wrong.yaml'), WRONG);
    const args = ['test', NIGHT, '--seeds', '3..4', '--citizens', '5', '--minutes', '0.5', '--expectations', file('wrong.yaml')];
    const one = await dreamhaven(...args, '--jobs', '1', '--junit', file('a.xml'), '--html', file('a.html'), '--keep', file('kept'));
    const two = await dreamhaven(...args, '--jobs', '2', '--junit', file('b.xml'), '--html', file('b.html'));
    expect([one.code, two.code]).toEqual([1, 1]);
    expect(two.out).toBe(one.out.replace(/^kept .*\n/gm, ''));
    expect(one.out.match(/^kept .*$/gm)?.length).toBe(2);
    expect(one.out).toMatch(/FAILS {2}01-the-ritual {2}woven-at-once +0 of 2 +-0\.010/);
    expect(one.out).toMatch(/holds {2}01-the-ritual {2}slow/);
    expect(one.out).toContain(`--seeds 3 --citizens 5 --minutes 0.5 --expectations ${file('wrong.yaml')}`);
    for (const kind of ['xml', 'html']) expect(readFileSync(file(`a.${kind}`), 'utf8')).toBe(readFileSync(file(`b.${kind}`), 'utf8'));

    const parsed = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(readFileSync(file('a.xml'), 'utf8'), true);
    const suite = parsed.testsuites.testsuite;
    expect(suite).toMatchObject({ name: '01-the-ritual', failures: '2', errors: '0' });
    const failed = suite.testcase.filter((c: { failure?: unknown }) => c.failure);
    expect(failed.map((c: { name: string }) => c.name)).toEqual(['woven-at-once, seed 3', 'woven-at-once, seed 4']);
    expect(failed[0].failure.message).toMatch(/^Something is woven within 20 s\. Robustness -0\.010 at \d/);
    expect(suite.testcase.length).toBe(Number(suite.tests));

    const html = readFileSync(file('a.html'), 'utf8');
    expect(html).toContain('2 expectations failed.');
    expect(html).not.toMatch(/(src|href)=/);
    expect(readdirSync(file('kept')).sort()).toEqual(['01-the-ritual-3.dream', '01-the-ritual-4.dream']);
    const replayed = await dreamhaven('replay', file('kept/01-the-ritual-3.dream'), '--verify');
    expect(replayed.code).toBe(0);

    const again = await dreamhaven('test', NIGHT, '--seeds', '4', '--citizens', '5', '--minutes', '0.5', '--json');
    const night = (JSON.parse(again.out).nights as NightResult[])[0];
    expect(again.code).toBe(0);
    expect(night).toMatchObject({ scenario: '01-the-ritual', seed: '4', citizens: 5, ticks: 600 });
  });

  it.each([
    [['scenarios/nowhere'], /nowhere/],
    [[NIGHT, '--seeds', '5..2'], /ends before it begins; write 2\.\.5/],
    [[NIGHT, '--seeds', 'a'], /--seeds must be a number or a range/],
    [[NIGHT, '--jobs', '0'], /--jobs must be a number from 1/],
    [[NIGHT, NIGHT], /named twice/],
    [[NIGHT, '--expectations', 'nothing.yaml'], /nothing\.yaml cannot be read/],
  ] as const)('%j exits 2 with one clear sentence', async (args, message) => {
    const { code, err, out } = await dreamhaven('test', ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at .+:\d+:\d+/);
  });

  it('an expectation that is wrong is shown with its place', async () => {
    writeFileSync(file('typo.yaml'), 'expect:\n  - { id: a, says: b, always: { signal: soothd, min: 1 } }\n');
    const { code, err } = await dreamhaven('test', NIGHT, '--expectations', file('typo.yaml'));
    expect(code).toBe(2);
    expect(err).toMatch(/typo\.yaml:2:\d+/);
    expect(err).toContain('did you mean "soothed"?');
  });
});

describe('the shape of a night', () => {
  const scenario = smallScenario();
  const arch = Array.from({ length: PARTS }, (_, i) => 0.1 + 0.6 * Math.sin((Math.PI * i) / (PARTS - 1)));
  const counts = { woven: 9, goal: 8, open: 0, formed: 4, came: 12, woke: 0, had: '', lacked: '' };
  const shape = (nights: readonly Partial<NightResult>[]) => {
    const suite = {
      entries: [{ path: 'small', scenario, expectations: [] }],
      citizens: 12,
      seeds: [],
      nights: nights.map((n) => ({ scenario: scenario.id, counts, ending: 'dawn', intensity: arch, ...n }) as NightResult),
      hash: '',
    };
    const row = { storylet: 's.listen', nights: { met: 0, of: nights.length } } as CoverageRow;
    return shapesOf(suite, [{ scenario: scenario.id, rows: [row] }]);
  };

  it('tells how nights end, what nobody met, and whether intensity arches', () => {
    const [small] = shape([{}, { ending: 'restless', counts: { ...counts, open: 3 } }]);
    expect(small).toMatchObject({ endings: { dawn: 1, restless: 1 }, unexplained: 0, unreached: ['s.listen'], arches: true });
    expect(small?.peak).toBeGreaterThan(7);
    expect(small?.peak).toBeLessThan(12);
    expect(faultsOf(shape([{}]))).toEqual([`${scenario.id}: nobody ever met s.listen`]);
  });

  it('finds a flat night, a rising one, one without an ending, and an ending that its counts do not explain', () => {
    const flat = faultsOf(shape([{ intensity: arch.map(() => 0.4) }])).join('\n');
    expect(flat).toMatch(/does not rise, peak and fall/);
    expect(faultsOf(shape([{ intensity: arch.map((_, i) => i / PARTS) }])).join()).toMatch(/does not rise/);
    expect(faultsOf(shape([{ ending: '', counts: null }])).join()).toMatch(/1 nights had no ending.*1 endings are not explained/);
    expect(faultsOf(shape([{ ending: 'broken' }])).join()).toMatch(/1 endings are not explained/);
  });
});

describe('who met what', () => {
  const scenario = smallScenario();
  const person = (limits: string, consents = 'some') => ({ temper: 'ordinary', limits, consents });
  const night = (seed: string, rest: Partial<NightResult>): NightResult => ({
    scenario: 'small',
    seed,
    citizens: 4,
    ticks: 100,
    digest: seed,
    counts: null,
    carried: null,
    intensity: [],
    ending: '',
    verdicts: [],
    profiles: {},
    met: {},
    unmet: {},
    refusedByRule: {},
    ...rest,
  });
  const suite = (nights: NightResult[]) => ({
    entries: [{ path: 'small', scenario, expectations: [] }],
    citizens: 4,
    seeds: nights.map((n) => n.seed),
    nights,
    hash: '',
  });

  it('counts people by kind, and tells a hole from chance', () => {
    const profiles = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`s${i}`, person(i < 20 ? 'none' : 'lines')]));
    const met = { 's.listen': Array.from({ length: 15 }, (_, i) => `s${i}`) };
    const [coverage] = coverageOf(suite([night('1', { profiles, met })]));
    const row = coverage?.rows[0];
    expect(row).toMatchObject({
      storylet: 's.listen',
      nights: { met: 1, of: 1 },
      limits: { none: { met: 15, of: 20 }, lines: { met: 0, of: 20 } },
    });
    expect(row?.holes).toEqual([{ who: 'limits lines (20 people)', why: 'its theme is loneliness: a line keeps it away', chance: false }]);
    const few = { ...profiles };
    for (let i = 21; i < 40; i++) delete few[`s${i}`];
    const [lone] = coverageOf(suite([night('1', { profiles: few, met: { 's.listen': ['s0'] } })]));
    expect(lone?.rows[0]?.holes).toMatchObject([{ who: 'limits lines (1 person)', chance: true }]);
  });

  it('takes for chance what some of so many questions show by chance', () => {
    const profiles = Object.fromEntries(Array.from({ length: 32 }, (_, i) => [`s${i}`, person(i < 20 ? 'none' : 'lines')]));
    const met = { 's.listen': Array.from({ length: 5 }, (_, i) => `s${i}`) };
    const [coverage] = coverageOf(suite([night('1', { profiles, met })]));
    // (15/20)^12 is .03: remarkable if nothing else had been asked
    expect(coverage?.rows[0]?.holes).toEqual([
      {
        who: 'limits lines (12 people)',
        why: '25 % of the others met it, so 12 would miss it 3 % of the time; more seeds would tell',
        chance: true,
      },
    ]);
  });

  it('says what nobody met asks for, and how near it came', () => {
    const unmet = { 's.listen': [{ fact: 'soothed', asked: 'at least 3', came: 1 }] };
    const [coverage] = coverageOf(suite([night('1', { unmet }), night('2', { unmet })]));
    expect(coverage?.rows[0]?.holes).toEqual([{ who: 'nobody', why: 'it asks for soothed at least 3, which came to 1', chance: false }]);
  });
});

describe('the story alone', () => {
  it('meets every storylet of the first night, the same each time, and says why one can never be met', async () => {
    const scenario = await shipped('01-the-ritual');
    const walk = walkStory(scenario, ['1', '2'], 12);
    expect(walk).toEqual(walkStory(scenario, ['1', '2'], 12));
    expect(walk.rows.filter((r) => r.met === 0)).toEqual([]);
    const [first, ...rest] = scenario.storylets;
    if (!first) throw new Error('no storylet');
    const impossible = { ...first, requires: [{ fact: 'n1.never', min: 1, max: 1e9 }] };
    const row = walkStory({ ...scenario, storylets: [impossible, ...rest] }, ['1'], 12).rows[0];
    expect(row).toEqual({ storylet: first.id, met: 0, why: 'n1.never >= 1 never held' });
  });
});

it('text cannot break out of XML', () => {
  expect(escapeText(`<a b="c">&'\u0007`)).toBe('&lt;a b=&quot;c&quot;&gt;&amp;&apos; ');
});
