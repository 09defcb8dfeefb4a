/**
 * The Reading: all that leaves a person's device. Small whole numbers, a quality and a state; no beat, no baseline, no time of day.
 * A Reading from outside is a claim: `checkReading` is the only way from unknown data to one. Written by hand: the page's first chunk
 * does without a schema library.
 */

/**
 * good: measured well; poor: measured, little to rely on; stale: 3 s without a beat, numbers are the last known; lost: 10 s, or unplugged;
 * refused: the person or the browser said no; synthetic: a simulated body.
 */
export const SENSOR_STATES = ['good', 'poor', 'stale', 'lost', 'refused', 'synthetic'] as const;
export type SensorState = (typeof SENSOR_STATES)[number];

export interface Reading {
  /** counts up by one, 0..2^32 - 1 */
  readonly seq: number;
  /** ms since this sensor was started, whole, 0..7 days */
  readonly deviceMs: number;
  /** heart rate, bpm, whole; 25..240, 0 unknown */
  readonly hr: number;
  /** RMSSD, ms, whole; 1..600, 0 unknown */
  readonly rmssd: number;
  /** arousal against the person's own baseline in 1/127, -127..127; 0 also while there is no baseline */
  readonly arousal: number;
  /** where in the breath, 1/256 turn, 0..255: below 128 in-breath; 0 when breathRate is 0 */
  readonly breathPhase: number;
  /** breathing rate in 0.1 a minute; 20..400, 0 unknown */
  readonly breathRate: number;
  /** 0 nothing to rely on, 1 poor, 2 fair (10 s or more, at most 15 % mended), 3 good (30 s or more, at most 5 %) */
  readonly quality: number;
  readonly state: SensorState;
}

export const HR_MIN_BPM = 25;
export const HR_MAX_BPM = 240;
export const RMSSD_MAX_MS = 600;
export const AROUSAL_SCALE = 127;
export const BREATH_RATE_MIN = 20;
export const BREATH_RATE_MAX = 400;
export const DEVICE_MAX_MS = 7 * 24 * 3600 * 1000;
/** at most four a second */
export const READING_INTERVAL_MS = 250;
/** without a beat: stale, then lost */
export const STALE_MS = 3000;
export const LOST_MS = 10000;

interface Bound {
  readonly low: number;
  readonly high: number;
  /** whether 0 stands for unknown outside [low, high] */
  readonly zero: boolean;
  readonly unit: string;
}

const BOUNDS: Readonly<Record<Exclude<keyof Reading, 'state'>, Bound>> = {
  seq: { low: 0, high: 4294967295, zero: true, unit: 'count' },
  deviceMs: { low: 0, high: DEVICE_MAX_MS, zero: true, unit: 'ms' },
  hr: { low: HR_MIN_BPM, high: HR_MAX_BPM, zero: true, unit: 'bpm' },
  rmssd: { low: 0, high: RMSSD_MAX_MS, zero: true, unit: 'ms' },
  arousal: { low: -AROUSAL_SCALE, high: AROUSAL_SCALE, zero: true, unit: '1/127' },
  breathPhase: { low: 0, high: 255, zero: true, unit: '1/256 turn' },
  breathRate: { low: BREATH_RATE_MIN, high: BREATH_RATE_MAX, zero: true, unit: '0.1/min' },
  quality: { low: 0, high: 3, zero: true, unit: 'grade' },
};
const NUMBERS = Object.keys(BOUNDS) as Exclude<keyof Reading, 'state'>[];
const FIELDS: ReadonlySet<string> = new Set([...NUMBERS, 'state']);

/** A Reading that carries no measurement: nothing known, quality 0. */
export function ended(seq: number, deviceMs: number, state: SensorState): Reading {
  return { seq, deviceMs, hr: 0, rmssd: 0, arousal: 0, breathPhase: 0, breathRate: 0, quality: 0, state };
}

/** The Reading in unknown data (a fresh object), or why it is none: one short English sentence without any of the data's own text. */
export function checkReading(data: unknown): Reading | string {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return 'a reading is an object';
  const given = data as Record<string, unknown>;
  if (Object.keys(given).some((key) => !FIELDS.has(key))) return 'a reading has no other fields';
  for (const name of NUMBERS) {
    const value = given[name];
    const { low, high, zero, unit } = BOUNDS[name];
    if (typeof value !== 'number' || !Number.isInteger(value)) return `${name} must be a whole number`;
    if (!(value >= low && value <= high) && !(zero && value === 0)) return `${name} must lie in ${low}..${high} ${unit}`;
  }
  const state = given.state;
  if (!SENSOR_STATES.includes(state as SensorState)) return 'state is unknown';
  const reading = read(given);
  return contradiction(reading) ?? reading;
}

/** Field by field and in one order, with -0 made 0. */
function read(given: Record<string, unknown>): Reading {
  const of = (name: (typeof NUMBERS)[number]): number => (given[name] as number) + 0;
  return {
    seq: of('seq'),
    deviceMs: of('deviceMs'),
    hr: of('hr'),
    rmssd: of('rmssd'),
    arousal: of('arousal'),
    breathPhase: of('breathPhase'),
    breathRate: of('breathRate'),
    quality: of('quality'),
    state: given.state as SensorState,
  };
}

/** What the fields say against each other, or null. */
function contradiction(r: Reading): string | null {
  const silent = r.hr === 0 && r.rmssd === 0 && r.arousal === 0 && r.breathRate === 0 && r.breathPhase === 0;
  if ((r.state === 'lost' || r.state === 'refused') && !(silent && r.quality === 0)) return `a ${r.state} reading carries no numbers`;
  if (r.state === 'good' && (r.quality < 2 || r.hr === 0)) return 'a good reading has a rate and quality 2 or 3';
  if (r.state === 'stale' && r.quality !== 0) return 'a stale reading has quality 0';
  if (r.breathRate === 0 && r.breathPhase !== 0) return 'a breath without a rate has no phase';
  return null;
}
