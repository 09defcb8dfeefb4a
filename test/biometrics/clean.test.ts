import { describe, expect, it } from 'vitest';
import {
  acarRule,
  classifyBeats,
  cleanBeats,
  fillLinear,
  kamathRule,
  karlssonRule,
  malikRule,
  rangeRule,
} from '../../shared/biometrics/clean.ts';
import { rmssd } from '../../shared/biometrics/hrv.ts';
import oracle from './hrvanalysis.json' with { type: 'json' };

describe('artefact rules against the cases of hrv-analysis', () => {
  const rules: [string, (rr: number[]) => (number | null)[]][] = [
    ['remove_outliers', rangeRule],
    ['malik', malikRule],
    ['kamath', kamathRule],
    ['karlsson', karlssonRule],
    ['acar', acarRule],
    ['get_nn_intervals', (rr) => fillLinear(malikRule(fillLinear(rangeRule(rr))))],
  ];
  it.each(rules)('%s', (name, rule) => {
    const found = oracle.artefactCases.find((c) => c.fn.startsWith(name));
    expect(rule(found?.in ?? [])).toEqual(found?.out);
  });

  it('keeps the bounds 300 and 2000 ms themselves', () => {
    expect(rangeRule([299, 300, 2000, 2001])).toEqual([null, 300, 2000, null]);
  });
});

describe('Lipponen-Tarvainen on a measured series with one artefact put in', () => {
  const base = oracle.nnMs.slice(400, 500);
  const at = 50;
  const beat = base[at] as number;
  const next = base[at + 1] as number;
  const put = (count: number, ...instead: number[]): number[] => base.toSpliced(at, count, ...instead);
  const found = (rr: number[]): string[] => classifyBeats(rr).flatMap((v, i) => (v === 'normal' ? [] : [`${i} ${v}`]));

  it('finds nothing in the series itself', () => {
    expect(found(base)).toEqual([]);
    expect(cleanBeats(base)).toMatchObject({ nnMs: base, artefactShare: 0 });
  });

  it('ectopic: an early beat and its pause are interpolated', () => {
    const rr = put(2, beat - 250, next + 250);
    expect(found(rr)).toContain('51 ectopic');
    const { nnMs } = cleanBeats(rr);
    expect(nnMs).toHaveLength(100);
    expect(Math.abs((nnMs[50] as number) - beat)).toBeLessThan(25);
    expect(Math.abs((nnMs[51] as number) - next)).toBeLessThan(25);
  });

  it('missed: one interval of two beats becomes two', () => {
    const rr = put(2, beat + next);
    expect(found(rr)).toEqual(['50 missed']);
    expect(cleanBeats(rr).nnMs.slice(50, 52)).toEqual([(beat + next) / 2, (beat + next) / 2]);
  });

  it.each([100, 300])('extra: a beat put in after %i ms is merged exactly', (early) => {
    const rr = put(1, early, beat - early);
    expect(found(rr)[0]).toBe('50 extra');
    expect(cleanBeats(rr)).toMatchObject({ nnMs: base, artefactShare: 1 / 101 });
  });

  it.each([64000, 1700])('misplaced: a single interval of %i ms is interpolated', (long) => {
    const { nnMs } = cleanBeats(put(1, long));
    expect(nnMs[50]).toBe(((base[49] as number) + next) / 2);
  });

  it('weighs short deviations double: four beats 140 ms short are seen, four 140 ms long are not', () => {
    const shifted = (ms: number): string[] => classifyBeats(base.map((v, i) => (i >= at && i < at + 4 ? v + ms : v))).slice(at, at + 4);
    expect(shifted(-140)).toEqual(new Array(4).fill('misplaced'));
    expect(shifted(140)).toEqual(new Array(4).fill('normal'));
  });

  it('mends RMSSD back to within a tenth, where the raw series is more than twice off', () => {
    const rr = base
      .toSpliced(70, 2, 1400)
      .toSpliced(at, 2, beat - 250, next + 250)
      .toSpliced(20, 1, 300, (base[20] as number) - 300);
    expect(rmssd(rr) / rmssd(base)).toBeGreaterThan(2);
    expect(Math.abs(rmssd(cleanBeats(rr).nnMs) / rmssd(base) - 1)).toBeLessThan(0.1);
  });

  it('leaves a long undisturbed recording alone: under 1 % called artefact', () => {
    const { artefactShare, verdicts } = cleanBeats(oracle.nnMs);
    expect(artefactShare).toBeLessThan(0.01);
    expect(verdicts).toHaveLength(1000);
  });

  it('bears even series, rubbish and nothing', () => {
    expect(cleanBeats(new Array(40).fill(800))).toMatchObject({ artefactShare: 0 });
    expect(cleanBeats([])).toEqual({ nnMs: [], verdicts: [], artefactShare: 0 });
    expect(cleanBeats([2500, 2600])).toMatchObject({ nnMs: [], artefactShare: 1 });
    for (const nn of cleanBeats([0, 0, 64000, 0, 900, 64000, 0, 0, 800]).nnMs) {
      expect(nn).toBeGreaterThanOrEqual(300);
      expect(nn).toBeLessThanOrEqual(2000);
    }
  });
});
