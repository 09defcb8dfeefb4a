/** Seeded bad nights (`storm.ts`). SEEDS=1000 runs more of them, FIRST=77 begins elsewhere. SPEC.md rules are cited as [n]. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Outcome, runStorm } from './storm.ts';

const SEEDS = Number(process.env.SEEDS ?? 24);
const FIRST = Number(process.env.FIRST ?? 1);

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] });
  // what the SDK says of every retry
  for (const way of ['info', 'warn', 'error'] as const) vi.spyOn(console, way).mockImplementation(() => undefined);
});
afterAll(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('bad nights', () => {
  it(`${SEEDS} of them: once it is quiet every page is right, and nothing is left behind [1-19] [30] [31]`, async () => {
    const wrong: Record<string, readonly string[]> = {};
    const total: Record<string, number> = { compared: 0, ticks: 0 };
    for (const n of process.env.ONLY?.split(',').map(Number) ?? Array.from({ length: SEEDS }, (_, i) => FIRST + i)) {
      const outcome: Outcome = await runStorm(`${n}`);
      if (outcome.faults.length > 0) wrong[n] = outcome.faults;
      for (const [what, times] of Object.entries({ ...outcome.did, compared: outcome.compared, ticks: outcome.ticks }))
        total[what] = (total[what] ?? 0) + times;
    }
    if (process.env.SEEDS) console.log(total);
    expect(wrong).toEqual({});
    expect(total.compared).toBeGreaterThan(SEEDS * 10);
  }, 3_600_000);
});
