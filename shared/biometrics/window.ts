/**
 * The live end of `features.ts`: beats in as they come, Readings out, at most four a second. States: good <-> poor by quality;
 * 3 s without a beat stale; 10 s, or unplugged, lost (said once); the next beat starts a new run. Plain data, no clock of its own.
 */
import { max, min, round } from '../kernel/math.ts';
import { CONTEXT_BEATS, type Features, featuresOf, noSamples, type RestSamples, readingOf, restBaseline, sampleRest } from './features.ts';
import { DEVICE_MAX_MS, ended, HR_MAX_BPM, HR_MIN_BPM, READING_INTERVAL_MS, type Reading, STALE_MS } from './reading.ts';

/** Longest interval taken in, ms: what 0x2A37 can say (65535/1024 s). */
const RR_TAKEN_MS = 64_000;

export interface SensorWindow {
  readonly startMs: number;
  readonly synthetic: boolean;
  /** the current run, newest CONTEXT_BEATS intervals, ms */
  runMs: number[];
  /** of the run as it stands; null when it must be worked out again */
  features: Features | null;
  /** arrival of the newest beat or rate, ms; null before the first */
  lastAtMs: number | null;
  /** whether the newest came as a bare rate, without intervals */
  bareRate: boolean;
  rest: RestSamples;
  /** said by the sensor, not told by silence */
  ending: 'lost' | 'refused' | null;
  /** that the ending, or the silence, has been told */
  told: boolean;
  seq: number;
  lastReadingMs: number;
}

/** An empty window of a sensor started at `nowMs`; `synthetic` marks its Readings as a simulated body's. */
export function createWindow(nowMs: number, synthetic = false): SensorWindow {
  return {
    startMs: nowMs,
    synthetic,
    runMs: [],
    features: null,
    lastAtMs: null,
    bareRate: false,
    rest: noSamples(),
    ending: null,
    told: false,
    seq: 0,
    lastReadingMs: -READING_INTERVAL_MS + nowMs,
  };
}

/** Arrival `atMs` of something new: time never runs back, silence starts a new run. */
function arrive(w: SensorWindow, atMs: number): number {
  const at = max(atMs, w.lastAtMs ?? atMs, w.lastReadingMs);
  if (w.lastAtMs !== null && at - w.lastAtMs >= STALE_MS) w.runMs = [];
  w.lastAtMs = at;
  w.ending = null;
  w.told = false;
  return at;
}

/** One interval (ms) that arrived at `atMs`. False when it is no interval at all: not finite, negative or above 64 s. */
export function pushBeat(w: SensorWindow, rrMs: number, atMs: number): boolean {
  if (!(rrMs >= 0 && rrMs <= RR_TAKEN_MS)) return false;
  arrive(w, atMs);
  if (w.bareRate) w.runMs = [];
  w.bareRate = false;
  w.runMs.push(rrMs);
  if (w.runMs.length > CONTEXT_BEATS) w.runMs.splice(0, w.runMs.length - CONTEXT_BEATS);
  w.features = null;
  sampleRest(w.rest, rrMs, () => currentFeatures(w));
  return true;
}

/** A bare rate (bpm) from a sensor that sends no intervals; left aside while intervals come. False when out of 25..240 bpm. */
export function pushRate(w: SensorWindow, bpm: number, atMs: number): boolean {
  if (!(bpm >= HR_MIN_BPM && bpm <= HR_MAX_BPM)) return false;
  if (!w.bareRate && w.runMs.length > 0 && w.lastAtMs !== null && atMs - w.lastAtMs < STALE_MS) return true;
  const before = w.bareRate ? w.lastAtMs : null;
  const at = arrive(w, atMs);
  w.runMs = [];
  w.bareRate = true;
  // A rate some firmware smoothed is no better than poor, but the best there is to take a baseline from.
  w.features = { rateBpm: bpm, rmssdMs: null, breath: null, artefactShare: 0, quality: 1 };
  if (before !== null) sampleRest(w.rest, min(at - before, STALE_MS), () => ({ ...currentFeatures(w), quality: 2 }));
  return true;
}

/** The sensor itself says that it is gone, or that it was not allowed. */
export function endSensor(w: SensorWindow, ending: 'lost' | 'refused'): void {
  w.ending = ending;
  w.told = false;
  w.runMs = [];
  w.features = null;
  w.bareRate = false;
}

/** Takes the baseline anew from here on. */
export function restartBaseline(w: SensorWindow): void {
  w.rest = noSamples();
}

function currentFeatures(w: SensorWindow): Features {
  w.features ??= featuresOf(w.runMs);
  return w.features;
}

/**
 * The Reading now, or null: sooner than 250 ms after the last, before the first beat, or when the loss has been told already.
 * A change of `seq` by one marks each Reading given.
 */
export function readingAt(w: SensorWindow, nowMs: number): Reading | null {
  if (nowMs - w.lastReadingMs < READING_INTERVAL_MS || w.told) return null;
  if (w.ending === null && w.lastAtMs === null) return null;
  const deviceMs = min(DEVICE_MAX_MS, max(0, round(nowMs - w.startMs)));
  const reading =
    w.ending !== null
      ? ended(w.seq, deviceMs, w.ending)
      : readingOf(currentFeatures(w), restBaseline(w.rest), nowMs - (w.lastAtMs ?? nowMs), w.seq, nowMs - w.startMs, w.synthetic);
  w.told = reading.state === 'lost' || reading.state === 'refused';
  w.seq++;
  w.lastReadingMs = nowMs;
  return reading;
}
