/**
 * Declared against applied: who may turn or bend a shared track, how honest the Jukebox is for it, and the way back. Own tracks are their person's
 * alone: nobody turns them.
 */
import { clamp, min } from '../../kernel/math.ts';
import type { CompiledTrack } from '../compiled.ts';
import { type CauseId, TICK_RATE } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import { honestOf } from './box.ts';
import type { TrackState } from './model.ts';
import { honesty, towards } from './rules.ts';

/** Under this integrity a string is heard flat (play.md section 7, night 2). */
export const FLAT_BELOW = 0.85;
/** How far out of tune it is then, cents (play.md section 5, tell 5). */
export const FLAT_CENTS = 25;
/** Integrity is smoothed with this time constant, s. */
const HONEST_SECONDS = 5;
/** From here on the rest of a way back cannot be heard. */
const WHOLE = 0.9995;
/** causes kept of the last turnings */
const CAUSES = 8;

/** Gain of one shared track, 0..1.5; 0 mutes it for all. False when there is no such track. */
export function setGain(now: Moment, track: string, gain: number, because: readonly CauseId[]): boolean {
  const state = sharedState(now, track);
  if (!state) return false;
  turn(now, state, 'track.turned', { gain: clamp(gain, 0, 1.5) }, because);
  return true;
}

/** Gain of every shared track, 0..1.5. */
export function setAllGains(now: Moment, gain: number, because: readonly CauseId[]): void {
  for (const track of now.scenario.tracks) setGain(now, track.id, gain, because);
}

/** Bends one shared track by -1..1 of what may be bent; 0 lets it go. False when there is no such track or nothing may be bent. */
export function bendTrack(now: Moment, track: string, by: number, because: readonly CauseId[]): boolean {
  const state = sharedState(now, track);
  if (!state || (by !== 0 && bendable(now) === 0)) return false;
  turn(now, state, 'track.bent', { bend: clamp(by, -1, 1) }, because);
  return true;
}

/** Back to the declared mapping: bends cleared, gains 1. */
export function rollBack(now: Moment, because: readonly CauseId[]): void {
  const { jukebox } = now.world;
  for (const state of jukebox.tracks) Object.assign(state, { gain: 1, bend: 0, turned: [] });
  jukebox.because = [now.event('track.restored', 'dream', '', because)];
}

/** How far a shared track may be bent now, as a share of its range: the scenario's tamper, or less where a binding rule holds all that the guide does; not at all while the box lies open. */
export function bendable(now: Moment): number {
  let share = now.scenario.knobs.tamper;
  // with the cover off everybody sees who pulls
  if (share === 0 || now.world.jukebox.box) return 0;
  for (const rule of now.world.governance.charter) {
    const speaks = rule.theme === '' && rule.kind === '' && (rule.by === '' || rule.by === 'guide');
    if (rule.binding && speaks) share = min(share, rule.most);
  }
  return share;
}

function sharedState(now: Moment, track: string): TrackState | undefined {
  const i = now.scenario.tracks.findIndex((t) => t.id === track && t.scope !== 'own');
  return i < 0 ? undefined : now.world.jukebox.tracks[i];
}

function turn(
  now: Moment,
  state: TrackState,
  type: 'track.turned' | 'track.bent',
  to: Partial<Pick<TrackState, 'gain' | 'bend'>>,
  because: readonly CauseId[],
): void {
  const { jukebox } = now.world;
  if (Object.entries(to).every(([key, value]) => state[key as 'gain' | 'bend'] === value)) return;
  Object.assign(state, to);
  // only the guide bends, and 'why?' says so
  const event = now.event(type, type === 'track.bent' ? 'guide' : 'dream', state.id, because, to);
  state.turned = state.gain === 1 && state.bend === 0 ? [] : [...state.turned, event].slice(-CAUSES);
  jukebox.because = [...jukebox.because, event].slice(-CAUSES);
}

/** Integrity and the flat string. */
export function stepHonesty(now: Moment, seconds: number): void {
  const { jukebox } = now.world;
  const shared: { track: CompiledTrack; declared: number; applied: number }[] = [];
  now.scenario.tracks.forEach((track, i) => {
    const state = jukebox.tracks[i];
    if (state && track.scope !== 'own') shared.push({ track, declared: state.declared, applied: honestOf(state) });
  });
  const honest = honesty(shared);
  if (honest === 1 && jukebox.integrity === 1) return;
  jukebox.integrity = towards(jukebox.integrity, honest, HONEST_SECONDS, seconds);
  if (min(jukebox.integrity, honest) > WHOLE) jukebox.integrity = 1;
  const flat = jukebox.integrity < FLAT_BELOW;
  if (flat === jukebox.flatTick > 0 || jukebox.because.length === 0) return;
  jukebox.flatTick = flat ? now.tick : 0;
  jukebox.plan.flat = flat ? FLAT_CENTS : 0;
  now.event(flat ? 'integrity.fell' : 'integrity.restored', 'dream', '', jukebox.because);
}

/** Seconds for which the integrity has been under .85. */
export function flatSeconds({ tick, jukebox }: World): number {
  return jukebox.flatTick > 0 ? (tick - jukebox.flatTick) / TICK_RATE : 0;
}
