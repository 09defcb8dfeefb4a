/** How the light moves and waits. Metres, metres a second, seconds. */
import { sin, TAU } from '../../kernel/math.ts';
import { TICK_SECONDS } from '../ids.ts';

/** It greets who has been here so long. */
export const GREET_AFTER_SECONDS = 12;
/** It comes so near, and waits. */
export const GREET_METRES = 6;
/** It leads a little slower than people walk. */
export const SPEED = 3.4;
/** It stops when who follows is so far behind, or stands still. */
export const LEASH_METRES = 6;
export const STANDING_SPEED = 0.3;
/** A greeting lasts so long; then it leads, if there is something to see. */
export const GREET_SECONDS = 6;
/** It gives up leading after so long, and does not come back for the same again. */
export const LEAD_SECONDS = 60;
/** It shows a symbol from so near. */
export const SHOW_METRES = 3;
/** A symbol awake already counts as so much farther than one asleep. */
export const AWAKE_METRES = 30;
/** Who turns away is left alone. */
export const LEAVE_SECONDS = 120;
/** Praise is said from so near; it gives up reaching somebody after this long. */
export const PRAISE_METRES = 8;
export const REACH_SECONDS = 40;

/** It hovers: 1.6 m, a slow swell of 10 cm every 4 s. */
export function hover(tick: number): number {
  return 1.6 + 0.1 * sin((tick * TICK_SECONDS * TAU) / 4);
}
