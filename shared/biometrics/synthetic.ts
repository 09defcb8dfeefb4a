/**
 * The synthetic body: a heart, a breath and a skin that answer arousal, for simulated citizens and for trying the dream without a sensor.
 *
 * Heart: integral pulse frequency modulation (IPFM; Hyndman & Mohn 1975; Mateo & Laguna 2000): a beat falls whenever the integral of
 * (HR / 60)(1 + aL sin L + aH sin H) has grown by 1, L the 0.1 Hz wave of blood pressure, H the breath. Integrated in closed form, so beats
 * do not depend on the step. How arousal moves rate, variability and skin has no single published law: these are design constants, their
 * directions as in the literature (rate up, breath's share of variability down, more skin responses; fast on, slow off).
 * Plain data; every draw comes from the body's own stream.
 */
import { clamp, cos, exp, floor, ln, min, mod, PI, round, sin, sqrt, TAU } from '../kernel/math.ts';
import { normal, type StreamState, uniform } from '../kernel/random.ts';
import { AROUSAL_SCALE, ended, type Reading, RMSSD_MAX_MS } from './reading.ts';
import { stepSkin } from './syntheticSkin.ts';

/** Design constants of the answer to arousal A in [-1, 1]. */
export const TRANSFER = {
  /** bpm for A = 1 */
  rateRiseBpm: 20,
  /** share of the breath's modulation lost at A = 1 */
  breathLoss: 0.7,
  /** time constants of the first-order lag, s */
  riseS: 6,
  fallS: 20,
} as const;

/** What differs between bodies; all fixed for a life. */
export interface BodyTraits {
  /** heart rate at arousal 0, bpm, 40..110 */
  readonly restBpm: number;
  /** depth of the 0.1 Hz wave, share of the rate, 0..0.2 */
  readonly lowDepth: number;
  /** depth of the breath's wave at 15 breaths a minute, share of the rate, 0..0.2; it falls with faster breathing */
  readonly breathDepth: number;
  /** own breathing rate, breaths a minute, 3..30 */
  readonly breathsPerMinute: number;
  /** share of a breath that is in-breath, 0.2..0.8; 0.4 is the pacer's 4:6 */
  readonly inhaleShare: number;
  /** how far each breath's length strays, share (standard deviation), 0..0.3 */
  readonly breathScatter: number;
  /** pace at which the heart swings widest with the breath, breaths a minute, 4..7; without one all slow paces move it alike */
  readonly resonance?: number;
}

export const RESTING: BodyTraits = {
  restBpm: 70,
  lowDepth: 0.03,
  breathDepth: 0.04,
  breathsPerMinute: 15,
  inhaleShare: 0.4,
  breathScatter: 0.05,
};

/** What the dream asks of the body for a step. */
export interface BodyDrive {
  /** where arousal tends, -1..1 */
  readonly arousal: number;
  /** a pace to follow, breaths a minute; own rate without */
  readonly breathsPerMinute?: number;
}

export interface SyntheticBody {
  readonly traits: BodyTraits;
  random: StreamState;
  /** age, s */
  seconds: number;
  /** arousal after the lag, -1..1 */
  arousal: number;
  /** the integral since the last beat, 0..1 */
  charge: number;
  /** when the last beat fell, s; negative before the first */
  lastBeatS: number;
  /** where in the breath, turns: below 0.5 in-breath, from 0.5 out-breath */
  breathPhase: number;
  /** this breath's length by its rate, share around 1 */
  breathStretch: number;
  /** rate this breath runs at, breaths a minute */
  breathRate: number;
  /** where in the 0.1 Hz wave, turns */
  lowPhase: number;
  /** s until the next skin response, in units of the mean wait */
  skinWait: number;
  /** skin responses of the last 90 s: when each began, s, and its amplitude, uS */
  skin: [atS: number, us: number][];
}

export interface Beat {
  /** interval since the beat before, ms */
  readonly rrMs: number;
  /** when it ended, ms of the body's age */
  readonly atMs: number;
}

export interface BodyStep {
  readonly beats: readonly Beat[];
  /** how many skin responses began */
  readonly skinResponses: number;
}

export const LOW_HZ = 0.1;

/** A newborn body at the start of an in-breath, calm, with phases drawn from `random` unless `still` asks for zero phases (tests). */
export function createBody(random: StreamState, traits: Partial<BodyTraits> = {}, still = false): SyntheticBody {
  const own: StreamState = [...random];
  const all = { ...RESTING, ...traits };
  const draw = (): number => (still ? 0 : uniform(own));
  return {
    traits: all,
    random: own,
    seconds: 0,
    arousal: 0,
    charge: draw(),
    lastBeatS: -1,
    breathPhase: draw(),
    breathStretch: 1,
    breathRate: all.breathsPerMinute,
    lowPhase: draw(),
    skinWait: still ? 1 : -ln(1 - draw()),
    skin: [],
  };
}

/** Depth that a resonance adds at its own pace, share of the rate, and its sharpness (Q of about 2: Vaschillo, Lehrer & others 2002). */
const RESONANCE = { depth: 0.08, q: 2 } as const;

function resonanceDepth(f0: number | undefined, perMinute: number): number {
  if (f0 === undefined) return 0;
  const off = RESONANCE.q * (perMinute / f0 - f0 / perMinute);
  return RESONANCE.depth / sqrt(1 + off * off);
}

/** Depth of the breath's wave: less when aroused, less when breathing fast (inverse to the rate, within a factor 2 of that at 15/min). */
export function breathDepthOf(traits: BodyTraits, arousal: number, breathsPerMinute: number): number {
  const plain = traits.breathDepth * clamp(15 / breathsPerMinute, 0.5, 2);
  return (plain + resonanceDepth(traits.resonance, breathsPerMinute)) * (1 - TRANSFER.breathLoss * arousal);
}

/** Mean rate at an arousal, bpm. */
export function rateOf(traits: BodyTraits, arousal: number): number {
  return traits.restBpm + TRANSFER.rateRiseBpm * arousal;
}

/** Speed of the breath's phase, turns a second; the two halves of a breath take their shares of it. */
function breathSpeed(b: SyntheticBody): number {
  const share = b.breathPhase < 0.5 ? b.traits.inhaleShare : 1 - b.traits.inhaleShare;
  return (0.5 * b.breathRate) / (60 * b.breathStretch * share);
}

/** Integral of sin from phase p0 over s seconds at `speed` turns a second. */
function sineIntegral(p0: number, speed: number, s: number): number {
  return (cos(TAU * p0) - cos(TAU * (p0 + speed * s))) / (TAU * speed);
}

/** Lets `dtS` seconds (above 0, any size) pass; changes `b` and tells the beats and skin responses that fell in it. */
export function stepBody(b: SyntheticBody, dtS: number, drive: BodyDrive): BodyStep {
  const beats: Beat[] = [];
  pass(b, dtS, drive, beats);
  return { beats, skinResponses: stepSkin(b, dtS) };
}

/** The same without looking for beats and skin responses, which is most of the work: for bodies that are only asked for `bodyReading`. */
export function ageBody(b: SyntheticBody, dtS: number, drive: BodyDrive): void {
  pass(b, dtS, drive, null);
}

function pass(b: SyntheticBody, dtS: number, drive: BodyDrive, beats: Beat[] | null): void {
  const target = clamp(drive.arousal, -1, 1);
  const lag = target > b.arousal ? TRANSFER.riseS : TRANSFER.fallS;
  b.arousal = target + (b.arousal - target) * exp(-dtS / lag);
  if (drive.breathsPerMinute !== undefined) b.breathRate = clamp(drive.breathsPerMinute, 3, 30);
  else b.breathRate = b.traits.breathsPerMinute;

  let left = dtS;
  while (left > 0) {
    const speed = breathSpeed(b);
    const turn = b.breathPhase < 0.5 ? 0.5 : 1;
    const toTurn = (turn - b.breathPhase) / speed;
    const h = min(left, toTurn);
    integrate(b, h, speed, beats);
    left = h === left ? 0 : left - h;
    if (h === toTurn) turnBreath(b, turn);
  }
}

/** In-breath to out-breath, or on to the next breath, whose length is drawn. */
function turnBreath(b: SyntheticBody, turn: number): void {
  b.breathPhase = turn === 1 ? 0 : 0.5;
  if (turn === 1 && b.traits.breathScatter > 0) b.breathStretch = clamp(1 + b.traits.breathScatter * normal(b.random), 0.5, 1.5);
}

/** Carries heart and phases over `h` seconds within one half of a breath. */
function integrate(b: SyntheticBody, h: number, speed: number, beats: Beat[] | null): void {
  if (beats) findBeats(b, h, speed, beats);
  b.seconds += h;
  b.lowPhase = mod(b.lowPhase + LOW_HZ * h, 1);
  b.breathPhase += speed * h;
}

function findBeats(b: SyntheticBody, h: number, speed: number, beats: Beat[]): void {
  const rate = rateOf(b.traits, b.arousal) / 60;
  const depth = breathDepthOf(b.traits, b.arousal, b.breathRate);
  const grown = (s: number): number =>
    rate * (s + b.traits.lowDepth * sineIntegral(b.lowPhase, LOW_HZ, s) + depth * sineIntegral(b.breathPhase, speed, s));
  const total = b.charge + grown(h);
  let beat = 1;
  let from = 0;
  for (; total >= beat; beat++) {
    from = crossing(grown, beat - b.charge, from, h);
    const now = b.seconds + from;
    if (b.lastBeatS >= 0) beats.push({ rrMs: (now - b.lastBeatS) * 1000, atMs: now * 1000 });
    b.lastBeatS = now;
  }
  b.charge = total - (beat - 1);
}

/** Where the rising function reaches `level` between low and high, s, to about 1e-12 by bisection. */
function crossing(f: (s: number) => number, level: number, low: number, high: number): number {
  let a = low;
  let c = high;
  for (let i = 0; i < 44; i++) {
    const m = (a + c) / 2;
    if (f(m) < level) a = m;
    else c = m;
  }
  return c;
}

/** Expected RMSSD of the body as it is now, ms: two sine waves of interval sampled once a beat (small-depth theory). */
export function expectedRmssd(b: SyntheticBody): number {
  const hz = rateOf(b.traits, b.arousal) / 60;
  const wave = (depth: number, f: number): number => {
    // averaging over a beat shrinks the wave by sinc, differencing weighs it by 2 sin(pi f / hz)
    const x = (PI * f) / hz;
    const s = sin(x);
    return ((depth * s) / x) * 2 * s;
  };
  const low = wave(b.traits.lowDepth, LOW_HZ);
  const high = wave(breathDepthOf(b.traits, b.arousal, b.breathRate), b.breathRate / (60 * b.breathStretch));
  return (1000 / hz) * sqrt((low * low + high * high) / 2);
}

/**
 * What a sensor that never errs would read from the body, for simulated citizens: no window, no cleaning, hundreds of bodies a tick.
 * People trying the dream go through the same window as a strap instead.
 */
export function bodyReading(b: SyntheticBody, seq: number, deviceMs: number): Reading {
  return {
    ...ended(seq, deviceMs, 'synthetic'),
    hr: round(rateOf(b.traits, b.arousal)),
    rmssd: min(RMSSD_MAX_MS, round(expectedRmssd(b))),
    arousal: round(AROUSAL_SCALE * b.arousal) + 0,
    breathPhase: floor(mod(b.breathPhase, 1) * 256),
    breathRate: round((10 * b.breathRate) / b.breathStretch),
    quality: 3,
  };
}
