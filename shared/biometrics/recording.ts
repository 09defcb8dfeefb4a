/** A whole recording of beat intervals, read from text and described: what `dreamhaven biometrics` prints. */
import { type BeatVerdict, cleanBeats } from './clean.ts';
import { qualityOf } from './features.ts';
import { type FrequencyDomain, frequencyDomain, type HeartCoherence, heartCoherence } from './frequency.ts';
import { sampleEntropy, type TimeDomain, timeDomain, triangularIndex } from './hrv.ts';
import { type Breath, breathOf } from './respiration.ts';

/** Longest interval taken, ms: what 0x2A37 can say. */
const LONGEST_MS = 64_000;
/** Sample entropy takes n^2 steps; beyond this many intervals it is left out. */
const ENTROPY_BEATS = 5000;

/** Why a text holds no recording: line (from 1), what is wrong, and what to do. */
export interface TextFault {
  readonly line: number;
  readonly reason: string;
  readonly fix: string;
}

/**
 * Intervals in ms, one a line or a JSON array; empty lines, lines that begin with #, and a byte order mark are passed over. Each must be a number
 * above 0 and at most 64,000; the first that is none is told.
 */
export function parseIntervals(text: string): readonly number[] | TextFault {
  const clean = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return clean.trimStart().startsWith('[') ? fromJson(clean) : fromLines(clean);
}

const EMPTY: TextFault = { line: 1, reason: 'there is no interval in it', fix: 'give RR intervals in ms, one a line, or a JSON array' };

function fromLines(text: string): readonly number[] | TextFault {
  const out: number[] = [];
  for (const [i, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const fault = faultOf(/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(line) ? Number(line) : Number.NaN);
    if (fault) return { ...fault, line: i + 1 };
    out.push(Number(line));
  }
  return out.length === 0 ? EMPTY : out;
}

function fromJson(text: string): readonly number[] | TextFault {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { line: 1, reason: 'it begins like a JSON array and is none', fix: 'close the array, or give one interval a line' };
  }
  if (!Array.isArray(data) || data.length === 0) return EMPTY;
  for (const [i, value] of data.entries()) {
    const fault = faultOf(typeof value === 'number' ? value : Number.NaN);
    if (fault) return { ...fault, line: lineOfEntry(text, i), reason: `entry ${i + 1} of the array: ${fault.reason}` };
  }
  return data as number[];
}

/** Line on which entry `index` of a flat array ends; good enough to find it. */
function lineOfEntry(text: string, index: number): number {
  const before = text
    .split(',')
    .slice(0, index + 1)
    .join(',');
  return before.trimEnd().split('\n').length;
}

function faultOf(ms: number): Omit<TextFault, 'line'> | null {
  if (Number.isNaN(ms)) return { reason: 'this is no number', fix: 'give one interval in ms, such as 812 or 812.5' };
  if (ms <= 0) return { reason: 'an interval is above 0 ms', fix: 'remove it, or give the time between two beats' };
  if (ms < 10) return { reason: 'an interval under 10 ms looks like seconds', fix: 'multiply by 1000: intervals are in ms' };
  if (ms > LONGEST_MS) return { reason: 'an interval is at most 64000 ms', fix: 'give intervals, not times since the start' };
  return null;
}

/** One mended beat. */
export interface Artefact {
  /** number of the interval, from 1 */
  readonly at: number;
  readonly rrMs: number;
  readonly kind: Exclude<BeatVerdict, 'normal'>;
}

export interface Recording {
  readonly intervals: number;
  /** heart time of all intervals as they came, s */
  readonly seconds: number;
  readonly artefacts: readonly Artefact[];
  /** mended intervals of all, 0..1 */
  readonly artefactShare: number;
  /** grade 0..3 as in a Reading */
  readonly quality: number;
  /** null: too few intervals, or too short */
  readonly time: TimeDomain | null;
  readonly frequency: FrequencyDomain | null;
  readonly triangularIndex: number | null;
  /** null above 5,000 intervals too */
  readonly sampleEntropy: number | null;
  /** null: no reliable peak */
  readonly breath: Breath | null;
  readonly coherence: HeartCoherence | null;
}

/** Everything a recording of intervals (ms, one or more) says, after mending its artefacts. */
export function describeRecording(rrMs: readonly number[]): Recording {
  const { nnMs, verdicts, artefactShare } = cleanBeats(rrMs);
  const ms = rrMs.reduce((sum, rr) => sum + rr, 0);
  const enough = nnMs.length >= 3;
  return {
    intervals: rrMs.length,
    seconds: ms / 1000,
    artefacts: verdicts.flatMap((kind, i) => (kind === 'normal' ? [] : [{ at: i + 1, rrMs: rrMs[i] as number, kind }])),
    artefactShare,
    quality: nnMs.length === 0 ? 0 : qualityOf(artefactShare, ms),
    time: timeDomain(nnMs),
    frequency: frequencyDomain(nnMs),
    triangularIndex: enough ? triangularIndex(nnMs) : null,
    sampleEntropy: enough && nnMs.length <= ENTROPY_BEATS ? sampleEntropy(nnMs) : null,
    breath: breathOf(nnMs),
    coherence: heartCoherence(nnMs),
  };
}
