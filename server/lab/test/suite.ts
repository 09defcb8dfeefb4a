/** Every scenario with every seed, over a pool of workers. Results come in the order of the tasks, whoever dreamt them, so the same suite has the same hash. */
import { Piscina } from 'piscina';
import type { Carried } from '../../../shared/dream/city/carried.ts';
import type { CompiledExpectation, CompiledScenario } from '../../../shared/dream/compiled.ts';
import { hashOf } from '../../../shared/kernel/hash.ts';
import { wholeNight } from '../simulate.ts';
import type { NightResult } from './night.ts';
import type { NightJob, SuiteData } from './worker.ts';

export interface SuiteEntry {
  /** as it was named on the command line */
  readonly path: string;
  readonly scenario: CompiledScenario;
  readonly expectations: readonly CompiledExpectation[];
}

export interface SuiteOptions {
  readonly entries: readonly SuiteEntry[];
  readonly seeds: readonly string[];
  readonly citizens: number;
  /** longest night, dreamt minutes; null: as long as the scenario says */
  readonly minutes: number | null;
  readonly jobs: number;
  /** a scenario that the one before names as its next gets what that handed on, seed by seed: a campaign as it is dreamt */
  readonly inARow?: boolean;
  readonly onNight?: (done: number, of: number) => void;
}

export interface Suite {
  readonly entries: readonly SuiteEntry[];
  readonly citizens: number;
  readonly seeds: readonly string[];
  /** by scenario, then by seed */
  readonly nights: readonly NightResult[];
  /** hash over all results; no wall time is in it */
  readonly hash: string;
}

/** Runs them all. Throws what the first night threw that broke an invariant. */
export async function runSuite(options: SuiteOptions): Promise<Suite> {
  const { entries, seeds, citizens } = options;
  const workerData: SuiteData = {
    scenarios: entries.map(({ scenario, expectations }) => ({
      scenario,
      expectations,
      minutes: options.minutes ?? wholeNight(scenario),
    })),
  };
  const follows = (of: number): boolean => options.inARow === true && of > 0 && entries[of - 1]?.scenario.next === entries[of]?.scenario.id;
  // rows are dreamt side by side, the nights of a row one after the other
  const rows = entries.flatMap((_, of) => (follows(of) ? [] : [rowFrom(of)]));
  function rowFrom(first: number): number[] {
    const row = [first];
    while (follows(first + row.length)) row.push(first + row.length);
    return row;
  }
  const threads = Math.max(1, Math.min(options.jobs, rows.length * seeds.length));
  const pool = new Piscina<NightJob, NightResult>({
    filename: new URL('./worker.ts', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: 1,
    workerData,
  });
  try {
    let done = 0;
    const dreamt = entries.map((): NightResult[] => []);
    await Promise.all(
      rows.flatMap((row) =>
        seeds.map(async (seed, i) => {
          let carried: Carried | null = null;
          for (const of of row) {
            const night: NightResult = await pool.run({ of, seed, citizens, carried });
            (dreamt[of] as NightResult[])[i] = night;
            carried = night.carried;
            options.onNight?.(++done, entries.length * seeds.length);
          }
        }),
      ),
    );
    const nights = dreamt.flat();
    return { entries, citizens, seeds, nights, hash: hashOf(nights) };
  } finally {
    await pool.destroy();
  }
}

export interface Failure {
  readonly path: string;
  readonly scenario: string;
  readonly seed: string;
  readonly expectation: string;
  readonly says: string;
  readonly who: string;
  readonly robustness: number;
  /** s into the session */
  readonly second: number;
}

/** What failed, in the order of the suite. */
export function failuresOf(suite: Suite): Failure[] {
  return suite.nights.flatMap((night) => {
    const entry = suite.entries.find((e) => e.scenario.id === night.scenario);
    return night.verdicts
      .filter((v) => !v.holds)
      .map((v) => ({
        path: entry?.path ?? night.scenario,
        scenario: night.scenario,
        seed: night.seed,
        expectation: v.id,
        says: v.says,
        who: v.who,
        robustness: v.robustness,
        second: v.tick / 20,
      }));
  });
}

export interface ExpectationRow {
  readonly scenario: string;
  readonly id: string;
  readonly says: string;
  readonly nights: number;
  readonly failed: number;
  readonly open: number;
  /** the least over all nights, and where */
  readonly least: number;
  readonly seed: string;
  readonly who: string;
  readonly second: number;
}

/** One row an expectation, with the night that came nearest to failing. An expectation that nobody was asked in any night has no row. */
export function rowsOf(suite: Suite): ExpectationRow[] {
  return suite.entries.flatMap(({ scenario, expectations }) =>
    expectations.flatMap((e) => {
      const seen = suite.nights
        .filter((n) => n.scenario === scenario.id)
        .flatMap((night) => night.verdicts.filter((v) => v.id === e.id).map((v) => ({ night, v })));
      const [first] = seen;
      if (!first) return [];
      const decided = seen.filter(({ v }) => !v.open);
      const worst = (decided.length > 0 ? decided : seen).reduce((a, b) => (b.v.robustness < a.v.robustness ? b : a));
      return [
        {
          scenario: scenario.id,
          id: e.id,
          says: e.says,
          nights: seen.length,
          failed: seen.filter(({ v }) => !v.holds).length,
          open: seen.filter(({ v }) => v.open).length,
          least: worst.v.robustness,
          seed: worst.night.seed,
          who: worst.v.who,
          second: worst.v.tick / 20,
        },
      ];
    }),
  );
}
