import { describe, expect, it } from 'vitest';
import { NO_LIMIT } from '../../shared/dream/compiled.ts';
import { hashOf } from '../../shared/kernel/hash.ts';
import { missingFiles } from '../../shared/scenario/compile.ts';
import { broken, compileFiles, FILES, MAIN } from './bundle.ts';

describe('compileScenario', () => {
  it('puts every default in and leaves no key undefined', () => {
    const { scenario } = compileFiles(FILES);
    expect(scenario?.knobs).toEqual({
      nightSeconds: 1200,
      ceiling: 0.5,
      shadowWeight: 36,
      shadowPerPeople: 4,
      shadowSeepSeconds: 90,
      coherenceWindowSeconds: 20,
      gZero: 0.2,
      airDiffusion: 1,
      gSpan: 0.5,
      bridgeRate: 0.3,
      bridgeDecay: 0.05,
      fogMetres: 0,
      tapestryPerPerson: 0.8,
      companionsMin: 12,
      companionsCurious: 0.1,
      guideProbeSeconds: 75,
      tamper: 0,
    });
    expect(scenario?.cast[0]).toMatchObject({ kind: 'simulated', temper: 'ordinary', lines: { greet: [], farewell: [] } });
    expect(JSON.parse(JSON.stringify(scenario))).toEqual(scenario);
    const undefinedKeys = (v: unknown): boolean =>
      typeof v === 'object' && v !== null && Object.values(v).some((x) => x === undefined || undefinedKeys(x));
    expect(undefinedKeys(scenario)).toBe(false);
  });

  it('reads criteria: at least, bounds, and none', () => {
    const opens = (text: string) => broken(MAIN, '{ woken: 1 }', text).scenario?.acts[1]?.opensWhen;
    expect(opens('{ woken: 3, open: { max: 0 } }, { t: { min: 5, max: 9 } }')).toEqual([
      [
        { fact: 'woken', min: 3, max: NO_LIMIT },
        { fact: 'open', min: -NO_LIMIT, max: 0 },
      ],
      [{ fact: 't', min: 5, max: 9 }],
    ]);
  });

  it('writes out every consequence', () => {
    const then =
      'then: { facts: { s.looked: 2, carry.x: -1 }, shadow: { theme: rest, weight: 7, at: glass }, fragment: true, warm: { valence: 0.5 }, mute: lamp, pace: 6 }';
    expect(broken(MAIN, 'then: { facts: { s.looked: 1 }, mute: lamp }', then).scenario?.storylets[0]?.choices[0]?.then).toEqual([
      { kind: 'fact', fact: 's.looked', add: 2 },
      { kind: 'fact', fact: 'carry.x', add: -1 },
      { kind: 'shadow', theme: 'rest', weight: 7, at: 'glass' },
      { kind: 'fragment' },
      { kind: 'warm', valence: 0.5, arousal: 0 },
      { kind: 'mute', track: 'lamp' },
      { kind: 'pace', perMinute: 6 },
    ]);
  });

  it('hashes everything but the hash, the night that follows and what is expected of it, the same each time, and differently when one word changes', () => {
    const a = compileFiles(FILES).scenario;
    const { hash, next, expectations, ...rest } = a ?? { hash: '', next: '', expectations: [] };
    expect([next, expectations]).toEqual(['', []]);
    expect(hashOf(rest)).toBe(hash);
    const reversed = Object.fromEntries(Object.entries(FILES).reverse());
    expect(compileFiles(reversed).scenario).toEqual(a);
    const hashes = [
      broken(MAIN, 'The sand stops.', 'The sand stays.'),
      broken(MAIN, 'minutes: 20', 'minutes: 21'),
      broken('small/map.tmj', '"x": 448', '"x": 449'),
      broken('small/talk.ink', 'Yes.', 'No.'),
      broken('themes.yaml', 'a place to sit', 'a seat'),
    ].map((r) => r.scenario?.hash);
    expect(new Set([hash, ...hashes]).size).toBe(6);
    expect(broken(MAIN, 'title: A small night', 'title:   A small night # a comment').scenario?.hash).toBe(hash);
  });

  it('answers a missing main file, map and registry with findings', () => {
    expect(compileFiles({})).toMatchObject({ scenario: null, findings: [{ file: MAIN, line: 1, column: 1, rule: 'dangling-reference' }] });
    const { 'themes.yaml': _, ...noThemes } = FILES;
    expect(compileFiles(noThemes)).toMatchObject({
      scenario: null,
      findings: [{ file: MAIN, rule: 'undeclared-theme', reason: 'there is no registry of themes' }],
    });
    const { 'small/map.tmj': __, ...noMap } = FILES;
    expect(compileFiles(noMap)).toMatchObject({
      scenario: null,
      findings: [{ file: MAIN, line: 6, column: 8, rule: 'dangling-reference' }],
    });
  });
});

it('missingFiles asks for base, map, talks and what they include, and nothing outside', () => {
  const main = 'over/dream.yaml';
  const over = 'dreamhaven: 1\nextends: ../small/dream.yaml\nid: over\nspace: { map: ../../up.tmj }\n';
  expect(missingFiles({ main, files: {} })).toEqual([main]);
  expect(missingFiles({ main, files: { [main]: over } })).toEqual([MAIN]);
  const ink = 'INCLUDE a/b.ink\nHello.\n';
  expect(missingFiles({ main, files: { [main]: over, [MAIN]: FILES[MAIN] as string } })).toEqual(['small/map.tmj', 'small/talk.ink']);
  expect(missingFiles({ main: MAIN, files: { ...FILES, 'small/talk.ink': ink } })).toEqual(['small/a/b.ink']);
  expect(missingFiles({ main: MAIN, files: { ...FILES, [MAIN]: ': broken: [' } })).toEqual([]);
});
