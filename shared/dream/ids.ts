import { round } from '../kernel/math.ts';

/**
 * Names of everything in a dream.
 * `p3` a person, `s3` a simulated citizen, `a:elysia` a named agent, `dream` the host itself; things: `sh4` shadow, `ln5` lantern, `fr6` fragment,
 * `th7` thread, `of8` offer; symbols, regions, bridges and loose things keep the ids of their scenario.
 * Causes: `k<tick>.<seq>` a command, `e<tick>.<seq>` an event, `f<tick>.<seq>` an effect.
 */
export type Who = string;
export type ThingId = string;
export type CauseId = string;
export type ThemeTag = string;
export type RegionId = string;

/** Ticks a second of every dream. */
export const TICK_RATE = 20;
/** Seconds a tick. */
export const TICK_SECONDS = 1 / TICK_RATE;
/** Physics and avatars step this often within a tick. */
export const SUBSTEPS = 3;

/** Whole ticks for a length in seconds, at least one. */
export function ticks(seconds: number): number {
  const n = round(seconds * TICK_RATE);
  return n < 1 ? 1 : n;
}
