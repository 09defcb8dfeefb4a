/**
 * The live end of `features.ts`: beats in as they come, Readings out, at most four a second. States: good <-> poor by quality;
 * 3 s without a beat stale; 10 s, or unplugged, lost (said once); the next beat starts a new run. Plain data, no clock of its own.
 */
import { max, min, round } from '../kernel/math.ts';
import { noSamples, type RestSamples, sampleRest } from './baseline.ts';
import { newSkin, pushConductance, SKIN_HZ, type SkinStream, skinFeatures } from './conductance.ts';
import { CONTEXT_BEATS, type Features, featuresOf, readingOf } from './features.ts';
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
  /** null without a sensor of skin conductance */
  skin: SkinStream | null;
  /** arrival of its newest sample, ms */
  skinAtMs: number;
  /** said by the sensor, not told by silence */
  ending: 'lost' | 'refused' | null;
  /** that the ending, or the silence, has been told */
  told: boolean;
  seq: number;
  lastReadingMs: number;
  /** the latest moment heard of, and how far the clock has been set forward since it was set back, ms (see `clock`) */
  seenMs: number;
  skipMs: number;
}

/** A clock that goes back by more than this was set back; by less, packets overtook each other. */
const SET_BACK_MS = 1000;

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
    skin: null,
    skinAtMs: 0,
    ending: null,
    told: false,
    seq: 0,
    lastReadingMs: -READING_INTERVAL_MS + nowMs,
    seenMs: nowMs,
    skipMs: 0,
  };
}

/**
 * A moment on the window's own clock, which never runs back: who arrives out of order arrives now, and a clock that was set back goes on from
 * where it was, so that nothing waits for it to catch up.
 */
function clock(w: SensorWindow, ms: number): number {
  if (!Number.isFinite(ms)) return w.seenMs;
  if (ms + w.skipMs < w.seenMs - SET_BACK_MS) w.skipMs = w.seenMs - ms;
  w.seenMs = max(w.seenMs, ms + w.skipMs);
  return w.seenMs;
}

/** Arrival of something new at `atMs` of the window's clock: silence before it starts a new run. */
function arrive(w: SensorWindow, at: number): void {
  if (w.lastAtMs !== null && at - w.lastAtMs >= STALE_MS) w.runMs = [];
  w.lastAtMs = at;
  w.ending = null;
  w.told = false;
}

/** One interval (ms) that arrived at `atMs`. False when it is no interval at all: not finite, negative or above 64 s. */
export function pushBeat(w: SensorWindow, rrMs: number, atMs: number): boolean {
  if (!(rrMs >= 0 && rrMs <= RR_TAKEN_MS)) return false;
  const at = clock(w, atMs);
  arrive(w, at);
  if (w.bareRate) w.runMs = [];
  w.bareRate = false;
  w.runMs.push(rrMs);
  if (w.runMs.length > CONTEXT_BEATS) w.runMs.splice(0, w.runMs.length - CONTEXT_BEATS);
  w.features = null;
  sampleRest(w.rest, rrMs, () => currentFeatures(w, at));
  return true;
}

/** A bare rate (bpm) from a sensor that sends no intervals; left aside while intervals come. False when out of 25..240 bpm. */
export function pushRate(w: SensorWindow, bpm: number, atMs: number): boolean {
  if (!(bpm >= HR_MIN_BPM && bpm <= HR_MAX_BPM)) return false;
  const at = clock(w, atMs);
  if (!w.bareRate && w.runMs.length > 0 && w.lastAtMs !== null && at - w.lastAtMs < STALE_MS) return true;
  const before = w.bareRate ? w.lastAtMs : null;
  arrive(w, at);
  w.runMs = [];
  w.bareRate = true;
  // A rate some firmware smoothed is no better than poor, but the best there is to take a baseline from.
  w.features = { rateBpm: bpm, rmssdMs: null, breath: null, turn: null, skin: null, artefactShare: 0, quality: 1 };
  if (before !== null) sampleRest(w.rest, min(at - before, STALE_MS), () => ({ ...currentFeatures(w, at), quality: 2 }));
  return true;
}

/**
 * The next sample of skin conductance (uS, `SKIN_HZ` a second), arrived at `atMs`; false when it is none. It adds to arousal and never stands in
 * for a heart. After 3 s without one, skin is silent, and what comes then begins anew.
 */
export function pushSkin(w: SensorWindow, microsiemens: number, atMs: number): boolean {
  const at = clock(w, atMs);
  if (w.skin === null || at - w.skinAtMs >= STALE_MS) w.skin = newSkin(SKIN_HZ);
  w.skinAtMs = at;
  return pushConductance(w.skin, microsiemens);
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

function currentFeatures(w: SensorWindow, nowMs: number): Features {
  w.features ??= featuresOf(w.runMs);
  return w.skin && nowMs - w.skinAtMs < STALE_MS ? { ...w.features, skin: skinFeatures(w.skin) } : w.features;
}

/**
 * The Reading now, or null: sooner than 250 ms after the last, before the first beat, or when the loss has been told already.
 * A change of `seq` by one marks each Reading given.
 */
export function readingAt(w: SensorWindow, nowMs: number): Reading | null {
  const now = clock(w, nowMs);
  if (now - w.lastReadingMs < READING_INTERVAL_MS || w.told) return null;
  if (w.ending === null && w.lastAtMs === null) return null;
  const deviceMs = min(DEVICE_MAX_MS, max(0, round(now - w.startMs)));
  const reading =
    w.ending !== null
      ? ended(w.seq, deviceMs, w.ending)
      : readingOf(currentFeatures(w, now), w.rest, now - (w.lastAtMs ?? now), w.seq, now - w.startMs, w.synthetic);
  w.told = reading.state === 'lost' || reading.state === 'refused';
  w.seq++;
  w.lastReadingMs = now;
  return reading;
}
