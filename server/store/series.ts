/** A series of nights in a data folder: which night is next, and what the last one handed on. Read at the start, written when a night has ended. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Carried, readCarried } from '../../shared/dream/city/carried.ts';
import { put } from './data.ts';
import { codeOf } from './journals.ts';

const FORMAT = 1;

export interface Series {
  /** id of the scenario that is next */
  readonly dream: string;
  readonly carried: Carried;
}

const fileOf = (dataDir: string): string => join(dataDir, 'series.json');

/** @returns null when no night has ended here, or a sentence that says why the series begins anew */
export function readSeries(dataDir: string): Series | null | string {
  const file = fileOf(dataDir);
  if (!existsSync(file)) return null;
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { format?: unknown; dream?: unknown; carried?: unknown };
    if (kept.format !== FORMAT || typeof kept.dream !== 'string')
      return `${file} is of another version of the dream: the series begins anew`;
    return { dream: kept.dream, carried: readCarried(kept.carried) };
  } catch (error) {
    return `${file} cannot be read (${error instanceof Error ? error.message : String(error)}): the series begins anew`;
  }
}

/** @returns '' or one sentence that says what can no longer be promised */
export function writeSeries(dataDir: string, series: Series): string {
  try {
    put(fileOf(dataDir), JSON.stringify({ format: FORMAT, ...series }, null, 2));
    return '';
  } catch (error) {
    return `what this night hands on cannot be kept (${codeOf(error)}); after a restart the series goes on from before it`;
  }
}
