/** A worker of `dreamhaven test`: has every scenario from its start and dreams the nights it is given, one after another. */
import Piscina from 'piscina';
import type { Carried } from '../../../shared/dream/city/carried.ts';
import { dreamNight, type NightResult, type NightTask } from './night.ts';

export interface SuiteData {
  readonly scenarios: readonly Pick<NightTask, 'scenario' | 'expectations' | 'minutes'>[];
}

export interface NightJob {
  readonly of: number;
  readonly seed: string;
  readonly citizens: number;
  readonly carried: Carried | null;
}

const { scenarios } = Piscina.workerData as SuiteData;

export default function night({ of, seed, citizens, carried }: NightJob): NightResult {
  const task = scenarios[of];
  if (!task) throw new RangeError(`no scenario number ${of}`);
  return dreamNight({ ...task, seed, citizens, carried });
}
