/**
 * Comfort, of the floor: nobody is held above .8 of their own ceiling for longer than 90 s, or 5 minutes a night; and the ceiling that works for a
 * person moves below the one they chose: down after a card of theirs, up a little after each calm rest (the setpoint of play.md, section 9). All of
 * it is one person's own view: nobody else's dream depends on it.
 */
import { max, min } from '../../kernel/math.ts';
import { type CauseId, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { redress } from '../narrative/scenes.ts';
import { ceilingOf } from './gate.ts';
import { COMFORT, type Comfort } from './model.ts';

/** What a person's comfort is so far; begun when first asked. */
function comfortOf(now: Moment, who: Who): Comfort {
  const { comfort } = now.world.governance;
  const own = comfort[who] ?? { below: 0, heldSeconds: 0, highSeconds: 0, easedUntil: 0, stirred: false, because: [] };
  comfort[who] = own;
  return own;
}

/** A card of theirs: the working ceiling goes down a step. */
export function lowerCeiling(now: Moment, who: Who): void {
  const own = comfortOf(now, who);
  own.below = min(COMFORT.mostBelow, own.below + COMFORT.down);
  own.stirred = true;
}

interface Strongest {
  readonly level: number;
  readonly because: readonly CauseId[];
}
const NOTHING: Strongest = { level: 0, because: [] };

/** The strongest scene before each person who has one. */
function strongest(now: Moment): ReadonlyMap<Who, Strongest> {
  const of = new Map<Who, Strongest>();
  for (const { who, intensity, because } of now.world.narrative.scenes) {
    if (!of.has(who) || intensity > (of.get(who)?.level ?? 0)) of.set(who, { level: intensity, because });
  }
  return of;
}

/** Once a second. */
export function stepComfort(now: Moment): void {
  if (!now.every(20, 11)) return;
  const { world } = now;
  const { comfort } = world.governance;
  const before = strongest(now);
  for (const who of now.dreamers()) {
    // whom nothing stands before, and who never was held, costs nothing
    if (!before.has(who) && comfort[who] === undefined) continue;
    const { level, because } = before.get(who) ?? NOTHING;
    const share = level / max(0.05, ceilingOf(world, now.scenario, who));
    const own = comfortOf(now, who);
    if (share > COMFORT.calmShare) own.stirred = true;
    if (share <= COMFORT.share) {
      own.heldSeconds = 0;
      continue;
    }
    own.heldSeconds++;
    own.highSeconds++;
    if (own.heldSeconds < COMFORT.holdSeconds && own.highSeconds < COMFORT.nightSeconds) continue;
    own.heldSeconds = 0;
    own.easedUntil = now.tick + ticks(COMFORT.easedSeconds);
    own.because = [...because];
    redress(now, who, because[0] ?? '');
  }
  rest(now);
}

/** As the hourglass turns: a rest begins with a clean slate; one that stayed calm lifts the working ceiling a step. */
function rest(now: Moment): void {
  const { comfort } = now.world.governance;
  const { phase, sinceTick } = now.world.orchestration;
  if (now.tick - sinceTick >= 20) return;
  for (const who of Object.keys(comfort)) {
    const own = comfort[who] as Comfort;
    if (phase === 'relax') own.stirred = false;
    if (phase === 'build' && !own.stirred && own.below > 0) own.below = max(0, own.below - COMFORT.up);
  }
}
