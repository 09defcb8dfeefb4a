/**
 * Behind its mask the guide leans on the Jukebox: now and then string after string, as far as the scenario's `tamper` and every binding rule leave
 * room, and lets go again. It is heard: integrity falls and a string goes flat. A roll-back, evidence of it, or the end of the mask undoes it. An
 * honest guide never does it. It depends on nobody: on the act, the hourglass and the seed alone.
 */
import { between, chance, shuffled } from '../../kernel/random.ts';
import { type CauseId, TICK_RATE, ticks } from '../ids.ts';
import { bendable } from '../jukebox/honest.ts';
import type { Moment } from '../moment.ts';
import { LAMP_METRES } from '../orchestration/rules.ts';
import { nearestLight } from './lights.ts';
import { addEvidence } from './mask.ts';
import { BEND_EVERY, BEND_SECONDS, FLAT, SEEN_SECONDS, STRING_SECONDS } from './rules.ts';

export interface Tamper {
  /** tick of the next time; 0 before the first is drawn */
  nextTick: number;
  /** tick at which it lets go; 0 while it bends nothing */
  untilTick: number;
  /** tracks still to bend this time, and which way */
  left: { track: string; by: -1 | 1 }[];
  bent: string[];
  because: CauseId[];
}

export const beginTamper = (): Tamper => ({ nextTick: 0, untilTick: 0, left: [], bent: [], because: [] });

/** Once a second. */
export function stepTamper(now: Moment): void {
  const { tamper, mask } = now.world.guide;
  if (tamper.untilTick > 0) {
    if (now.events.some((e) => e.type === 'track.restored')) end(now, []);
    else if (!mayBend(now) || now.tick >= tamper.untilTick) end(now, tamper.because);
    else lean(now);
    return;
  }
  if (!now.every(TICK_RATE) || !mayBend(now)) return;
  const rng = now.random('bend');
  if (tamper.nextTick === 0) tamper.nextTick = now.tick + ticks(between(rng, ...BEND_EVERY));
  const { phase } = now.world.orchestration;
  if (now.tick < tamper.nextTick || phase === 'fade' || phase === 'relax' || mask.quietUntil > now.tick) return;
  const shared = now.scenario.tracks.filter((t) => t.scope !== 'own').map((t) => t.id);
  Object.assign(tamper, {
    nextTick: now.tick + ticks(between(rng, ...BEND_EVERY)),
    untilTick: now.tick + ticks(BEND_SECONDS),
    left: shuffled(rng, shared).map((track) => ({ track, by: chance(rng, 0.5) ? 1 : -1 })),
    because: [...now.world.narrative.actBecause],
  });
}

/** Masked, in a night that is under way, where something may be bent, and nobody has shown yet that it does it. */
function mayBend(now: Moment): boolean {
  const { guide, narrative } = now.world;
  if (now.scenario.guide.honest || !narrative.begun || narrative.ending !== '' || guide.mask.exposedTick > 0) return false;
  return bendable(now) > 0 && !guide.mask.evidence.some((e) => e.tell === FLAT);
}

/** One string more; and what is heard of it can be noted, or is seen in the light of a steward's lamp. */
function lean(now: Moment): void {
  const { guide, jukebox, orchestration } = now.world;
  const { tamper, mask } = guide;
  const next = now.every(ticks(STRING_SECONDS)) ? tamper.left.shift() : undefined;
  if (next) {
    tamper.bent.push(next.track);
    now.act({ kind: 'bend', track: next.track, by: next.by, because: tamper.because });
  }
  if (jukebox.flatTick > 0 && (mask.last?.tell !== FLAT || now.tick - mask.last.tick > ticks(SEEN_SECONDS))) {
    mask.last = { tell: FLAT, real: true, tick: now.tick, about: '', light: null };
    now.event('guide.tell', 'guide', FLAT, jukebox.because, { real: true });
  }
  const { lamp } = orchestration;
  if (!lamp || tamper.bent.length === 0) return;
  const { x, y } = nearestLight(guide, lamp);
  const dx = lamp.x - x;
  const dy = lamp.y - y;
  if (dx * dx + dy * dy <= LAMP_METRES * LAMP_METRES) addEvidence(now, FLAT, [...lamp.because, ...jukebox.because]);
}

function end(now: Moment, because: readonly CauseId[]): void {
  const { tamper } = now.world.guide;
  if (because.length > 0) for (const track of tamper.bent) now.act({ kind: 'bend', track, by: 0, because });
  Object.assign(tamper, { untilTick: 0, left: [], bent: [], because: [] });
}
