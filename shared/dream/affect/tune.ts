/** Pairs that breathe together: seen as a thread of light between them. */
import { cos, floor, hypot, max, roundTo, sin } from '../../kernel/math.ts';
import { Strips } from '../../kernel/strips.ts';
import { type CauseId, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { apart } from './feeling.ts';
import type { Pair } from './model.ts';
import { answer, breathPhase, isBreathing, TUNE } from './rules.ts';

const HOLD_TICKS = ticks(TUNE.holdSeconds);
const LINGER_TICKS = ticks(TUNE.lingerSeconds);

/** used anew at every step */
let columns = { x: new Float64Array(64), y: new Float64Array(64) };
const strips = new Strips(TUNE.metres);

interface Breather {
  readonly id: Who;
  readonly x: number;
  readonly y: number;
  readonly cos: number;
  readonly sin: number;
  pairs: number;
  /** those whom this one, named first, has a pair with already */
  kept: Breather[] | null;
}

interface Candidate {
  readonly a: Breather;
  readonly b: Breather;
  readonly metres: number;
  readonly g: number;
}

/** Begins and ends pairs. Each person has at most `TUNE.partners`, those they have first, then the nearest, so that a crowd stays affordable. */
export function stepTune(now: Moment): void {
  const { affect } = now.world;
  const breathers = listBreathers(now);
  const byId = new Map<Who, Breather>();
  for (const b of breathers) byId.set(b.id, b);
  const kept: Pair[] = [];
  for (const pair of affect.pairs) {
    const a = byId.get(pair.a);
    const b = byId.get(pair.b);
    const near = a && b && distance(a, b) <= TUNE.metres && !apart(now, a.id, b.id);
    if (near && stays(now, pair, pairAnswer(now, a, b))) {
      a.pairs++;
      b.pairs++;
      if (a.kept) a.kept.push(b);
      else a.kept = [b];
      kept.push(pair);
    } else if (pair.told) {
      announce(now, 'tune.ended', pair.a, pair.b, 0);
    }
  }
  for (const { a, b, g } of candidates(now, breathers)) {
    if (a.pairs >= TUNE.partners || b.pairs >= TUNE.partners) continue;
    a.pairs++;
    b.pairs++;
    kept.push({ a: a.id, b: b.id, g, sinceTick: now.tick, lostTick: 0, told: false });
  }
  affect.pairs = kept;
}

/**
 * Takes in how well a pair breathes together now; false when it ends. Two who pass each other in phase are no pair that anybody is told of: it
 * `begins` with the first whole `holdSeconds`. From then on it may be lost for `lingerSeconds` (a sigh, a late in-breath) and is the same pair
 * when it comes back; before, it is gone at once. The thread of light follows g itself, from the first moment.
 */
function stays(now: Moment, pair: Pair, g: number): boolean {
  pair.g = g;
  if (g >= TUNE.ends) {
    pair.lostTick = 0;
    if (!pair.told && now.tick - pair.sinceTick >= HOLD_TICKS) {
      pair.told = true;
      announce(now, 'tune.began', pair.a, pair.b, g);
    }
    return true;
  }
  if (pair.lostTick === 0) pair.lostTick = now.tick;
  return pair.told && now.tick - pair.lostTick < LINGER_TICKS;
}

function listBreathers(now: Moment): Breather[] {
  const window = ticks(now.scenario.knobs.coherenceWindowSeconds);
  const out: Breather[] = [];
  for (const { id, person, avatar, breath } of now.present()) {
    if (person.state !== 'dreaming' || !isBreathing(breath, now.tick, window)) continue;
    const phase = breathPhase(breath, now.tick);
    out.push({ id, x: avatar.x, y: avatar.y, cos: cos(phase), sin: sin(phase), pairs: 0, kept: null });
  }
  return out;
}

function candidates(now: Moment, breathers: readonly Breather[]): Candidate[] {
  const found: Candidate[] = [];
  const free = breathers.filter((one) => one.pairs < TUNE.partners);
  spread(free);
  for (let i = 0; i < free.length; i++) {
    const a = free[i] as Breather;
    const near = strips.after(i);
    for (let k = 0; k < near; k++) {
      const b = free[strips.found[k] as number] as Breather;
      const g = pairAnswer(now, a, b);
      if (g <= TUNE.begins) continue;
      const metres = distance(a, b);
      if (metres <= TUNE.metres && !a.kept?.includes(b) && !apart(now, a.id, b.id)) found.push({ a, b, metres, g });
    }
  }
  return nearestFirst(found);
}

/** Puts those who look for somebody into strips. */
function spread(free: readonly Breather[]): void {
  const n = free.length;
  if (columns.x.length < n) columns = { x: new Float64Array(2 * n), y: new Float64Array(2 * n) };
  for (let i = 0; i < n; i++) {
    const { x, y } = free[i] as Breather;
    columns.x[i] = x;
    columns.y[i] = y;
  }
  strips.fill(columns.x, columns.y, n);
}

/**
 * By distance, those at equal ones (to .001 mm) in the order of joining. A crowd has thousands of candidates: their numbers are put in order by the
 * engine, without a comparison of ours; the place in the list is in the low digits. Whole numbers under 2^53: exact.
 */
function nearestFirst(found: readonly Candidate[]): Candidate[] {
  const n = found.length;
  const keys = new Float64Array(n);
  for (let i = 0; i < n; i++) keys[i] = floor((found[i] as Candidate).metres * 1e6) * n + i;
  keys.sort();
  const out: Candidate[] = [];
  for (let i = 0; i < n; i++) out.push(found[(keys[i] as number) % n] as Candidate);
  return out;
}

function distance(a: Breather, b: Breather): number {
  return hypot(a.x - b.x, a.y - b.y);
}

/** For two, C = max(0, 2 R^2 - 1) is the cosine of their phases' difference. */
function pairAnswer(now: Moment, a: Breather, b: Breather): number {
  const c = a.cos * b.cos + a.sin * b.sin;
  return answer(max(c, 0), now.scenario.knobs.gZero, now.scenario.knobs.gSpan);
}

function announce(now: Moment, type: 'tune.began' | 'tune.ended', a: Who, b: Who, g: number): void {
  const { breath } = now.world.affect;
  const because: CauseId[] = [...(breath[a]?.because ?? []), ...(breath[b]?.because ?? [])];
  if (because.length > 0) now.event(type, a, b, because, type === 'tune.began' ? { g: roundTo(g, 2) } : {});
}
