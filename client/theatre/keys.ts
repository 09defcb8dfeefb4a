/** The theatre by keys alone. */

import type { Player } from './player.ts';
import { SPEEDS } from './told/address.ts';

/** Steps of the arrow keys, s. */
export const STEP_S = 5;
export const LONG_STEP_S = 30;

/** The next speed up (1) or down (-1). */
export function nextSpeed(speed: number, by: 1 | -1): number {
  const at = SPEEDS.indexOf(speed as (typeof SPEEDS)[number]);
  return SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + by))] ?? 1;
}

export function keyed(player: Player, e: KeyboardEvent): void {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  const target = e.target instanceof HTMLElement ? e.target : null;
  if (target && /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) return;
  if (e.code === 'Space' && target?.tagName === 'BUTTON') return;
  const { tick, playing, speed, open } = player.store.get();
  const { tickRate, lastTick } = player.night;
  const does: Record<string, () => void> = {
    Space: () => player.play(!playing),
    KeyK: () => player.play(!playing),
    ArrowLeft: () => player.seek(tick - (e.shiftKey ? LONG_STEP_S : STEP_S) * tickRate),
    ArrowRight: () => player.seek(tick + (e.shiftKey ? LONG_STEP_S : STEP_S) * tickRate),
    Comma: () => player.seek(Math.ceil(tick) - 2),
    Period: () => player.seek(Math.floor(tick) + 2),
    ArrowUp: () => player.speed(nextSpeed(speed, 1)),
    ArrowDown: () => player.speed(nextSpeed(speed, -1)),
    Home: () => player.seek(0),
    End: () => player.seek(lastTick),
    Escape: () => open && player.show(null),
  };
  const action = does[e.code];
  if (!action) return;
  e.preventDefault();
  action();
}
