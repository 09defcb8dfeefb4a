import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rmssd, sampleEntropy, type TimeDomain, timeDomain, triangularIndex } from '../../shared/biometrics/hrv.ts';
import { deviation, differences } from '../../shared/biometrics/statistics.ts';
import oracle from './hrvanalysis.json' with { type: 'json' };

/** |got / want - 1| <= 1e-9 */
function close(got: number, want: number, what: string): void {
  expect(Math.abs(got / want - 1), `${what}: ${got}, wanted ${want}`).toBeLessThanOrEqual(1e-9);
}

function compare(nnMs: number[], want: Record<string, number>): void {
  const t = timeDomain(nnMs) as TimeDomain;
  const pairs: [keyof TimeDomain, string][] = [
    ['meanNnMs', 'mean_nni'],
    ['medianNnMs', 'median_nni'],
    ['rangeNnMs', 'range_nni'],
    ['sdnnMs', 'sdnn'],
    ['rmssdMs', 'rmssd'],
    ['sdsdMs', 'sdsd_ddof0'],
    ['nn50', 'nni_50'],
    ['nn20', 'nni_20'],
    ['pnn50', 'pnni_50'],
    ['pnn20', 'pnni_20'],
    ['cvsd', 'cvsd'],
    ['cvnni', 'cvnni'],
    ['meanOfRatesBpm', 'mean_hr'],
    ['maxRateBpm', 'max_hr'],
    ['minRateBpm', 'min_hr'],
    ['sdRateBpm', 'std_hr_ddof0'],
    ['sd1Ms', 'sd1'],
    ['sd2Ms', 'sd2'],
    ['csi', 'csi'],
    ['cvi', 'cvi'],
    ['modifiedCsi', 'modified_csi'],
  ];
  for (const [ours, theirs] of pairs) close(t[ours], want[theirs] as number, ours);
  close(triangularIndex(nnMs), want.triangular_index as number, 'triangular index');
  close(sampleEntropy(nnMs), want['sampen_m2_r0.2sd'] as number, 'sample entropy');
}

describe('heart rate variability of 1000 measured intervals', () => {
  it('has every value of hrv-analysis to 1e-9', () => compare(oracle.nnMs, oracle.expected));

  it('names both rates: over beats 83.847, over time 83.537', () => {
    const t = timeDomain(oracle.nnMs) as TimeDomain;
    close(t.meanOfRatesBpm, 83.84733227281252, 'mean of rates');
    close(t.rateOfMeanBpm, 83.53660574063554, 'rate of mean');
  });

  it('divides differences by n for SDSD and counts pNN50 over differences', () => {
    close(deviation(differences(oracle.nnMs), 1), 19.529144314537152, 'the other divisor');
    expect((timeDomain(oracle.nnMs) as TimeDomain).pnn50).not.toBe(2.4);
  });

  it('counts differences strictly above 50 ms', () => {
    expect(timeDomain([800, 850, 800, 851])).toMatchObject({ nn50: 1 });
  });

  it('is null or NaN for too few', () => {
    expect(timeDomain([800, 810])).toBeNull();
    expect(rmssd([800])).toBeNaN();
  });

  const file = new URL('../../../shared/vectors/hrv_hrvanalysis.json', import.meta.url);
  it.skipIf(!existsSync(file))('agrees with ../shared/vectors/hrv_hrvanalysis.json (skipped where that folder is absent)', () => {
    const v = JSON.parse(readFileSync(file, 'utf8'));
    expect(v.nn_ms).toEqual(oracle.nnMs);
    compare(v.nn_ms, v.expected_repo);
  });
});
