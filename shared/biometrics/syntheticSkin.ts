/**
 * The skin of the synthetic body: responses of Bach's shape at a Poisson rate that grows with arousal, on a level that does too. Rates, sizes and
 * levels are design constants within the ranges of Dawson, Schell & Filion (level 2..20 uS, responses 1..3 a minute at rest and 20..25 when highly
 * aroused, 0.1..1 uS each).
 */
import { clamp, exp, ln, max } from '../kernel/math.ts';
import { normal, type StreamState, uniform } from '../kernel/random.ts';
import { SKIN_RESPONSE_SECONDS, skinResponse } from './skin.ts';

const SKIN = {
  /** responses a minute at rest, and their rise at A = 1, with A squared */
  restPerMinute: 1,
  risePerMinute: 22,
  /** conductance at A = 0 and its rise at A = 1, uS */
  levelUs: 6,
  levelRiseUs: 3,
  /** median size of a response, uS, and the spread of its logarithm; held in 0.1..1 */
  sizeUs: 0.35,
  sizeSpread: 0.5,
} as const;

/** What of a body is its skin. */
export interface Skin {
  random: StreamState;
  seconds: number;
  arousal: number;
  skinWait: number;
  skin: [atS: number, us: number][];
}

/** Mean skin responses a minute at an arousal -1..1: 1 at rest and below, 23 at the top. */
export function skinRate(arousal: number): number {
  const a = max(0, arousal);
  return SKIN.restPerMinute + SKIN.risePerMinute * a * a;
}

/** Lets `dtS` seconds pass that end at the body's age; returns how many responses began in them. */
export function stepSkin(b: Skin, dtS: number): number {
  const perSecond = skinRate(b.arousal) / 60;
  const from = b.seconds - dtS;
  let passed = 0;
  let count = 0;
  while (b.skinWait / perSecond <= dtS - passed) {
    passed += b.skinWait / perSecond;
    b.skin.push([from + passed, clamp(SKIN.sizeUs * exp(SKIN.sizeSpread * normal(b.random)), 0.1, 1)]);
    b.skinWait = -ln(1 - uniform(b.random));
    count++;
  }
  b.skinWait -= (dtS - passed) * perSecond;
  while (b.skin.length > 0 && (b.skin[0] as [number, number])[0] <= b.seconds - SKIN_RESPONSE_SECONDS) b.skin.shift();
  return count;
}

/** Conductance of the skin now, uS. */
export function conductanceOf(b: Skin): number {
  let us = SKIN.levelUs + SKIN.levelRiseUs * b.arousal;
  for (const [at, size] of b.skin) us += size * skinResponse(b.seconds - at);
  return us;
}
