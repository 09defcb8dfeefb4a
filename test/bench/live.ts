/** The benchmarks that run servers, clients or a browser; the verb `bench` loads them by name. */
import type { Bench, BenchName } from '../../server/lab/bench/report.ts';
import { joinBench } from './join.ts';
import { pageBench } from './page.ts';
import { recoveryBench } from './recovery.ts';
import { roomBench } from './room.ts';
import { snapshotBench } from './snapshot.ts';

export const LIVE_BENCHES: Readonly<Partial<Record<BenchName, Bench>>> = {
  room: roomBench,
  join: joinBench,
  page: pageBench,
  recovery: recoveryBench,
  snapshot: snapshotBench,
};
