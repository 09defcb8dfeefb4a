/** Raised voices, and the surge they become. Standing hurts nobody and stops nothing: the work around goes on. */
import { type CauseId, TICK_RATE, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { record } from './record.ts';
import { openVote } from './votes.ts';
import { weightsNow } from './weights.ts';

/** A voice stands so long, s; raising it again begins anew. */
export const VOICE_SECONDS = 25;
/** Causes named of a surge. */
const CAUSES = 8;
/** At least so many must stand, or two where five or fewer are present. */
const LEAST = 3;
const LEAST_OF_FEW = 2;
const FEW = 5;

/** True when somebody present knows of a breach: without one, an arc only asks. */
export function isBreachKnown(now: Moment): boolean {
  const { governance, people } = now.world;
  return governance.breaches.some((b) => b.known.some((who) => people.byId[who]?.state === 'dreaming'));
}

export function raiseVoice(now: Moment, who: Who, cause: CauseId): null {
  const { voices } = now.world.governance;
  const question = !isBreachKnown(now);
  const old = voices[who];
  const raised = old ? (old.because[0] ?? cause) : now.event('voice.raised', who, '', [cause], { question });
  voices[who] = { sinceTick: old?.sinceTick ?? now.tick, untilTick: now.tick + ticks(VOICE_SECONDS), question, because: [raised] };
  return null;
}

export function lowerVoice(now: Moment, who: Who, because: readonly CauseId[]): null {
  const { voices } = now.world.governance;
  if (!voices[who]) return null;
  delete voices[who];
  now.event('voice.lowered', who, '', because);
  return null;
}

/** Once a second: voices end, arcs that asked become arcs that stand, and a surge rises where enough stand for long enough. */
export function stepVoices(now: Moment): void {
  const { governance, people } = now.world;
  const { voices, protest } = governance;
  const standing: Who[] = [];
  const known = Object.keys(voices).length > 0 && isBreachKnown(now);
  for (const who of Object.keys(voices)) {
    const voice = voices[who];
    if (!voice) continue;
    if (now.tick >= voice.untilTick || people.byId[who]?.state !== 'dreaming') {
      lowerVoice(now, who, voice.because);
      continue;
    }
    voice.question = !known;
    if (known) standing.push(who);
  }
  const { share, hold, every } = now.scenario.governance.surge;
  if (now.world.narrative.ending !== '' || standing.length === 0 || !isEnough(now, standing, share)) {
    protest.enoughSince = 0;
    return;
  }
  if (protest.enoughSince === 0) protest.enoughSince = now.tick;
  const rested = protest.surgeTick === 0 || now.tick - protest.surgeTick >= every * TICK_RATE;
  if (now.tick - protest.enoughSince >= hold * TICK_RATE && rested) surge(now, standing);
}

/** A quarter of those present by weight, and three heads. */
function isEnough(now: Moment, standing: readonly Who[], share: number): boolean {
  const weights = weightsNow(now.world);
  const heads = standing.filter((who) => weights.byWho.has(who));
  const least = weights.byWho.size <= FEW ? LEAST_OF_FEW : LEAST;
  if (heads.length < least || weights.total <= 0) return false;
  return heads.reduce((sum, who) => sum + (weights.byWho.get(who) ?? 0), 0) >= share * weights.total;
}

function surge(now: Moment, standing: readonly Who[]): void {
  const { governance } = now.world;
  const { protest, voices } = governance;
  const because = [
    ...standing.slice(0, CAUSES).flatMap((who) => voices[who]?.because ?? []),
    ...governance.breaches.slice(-1).flatMap((b) => b.because),
  ];
  const rose = now.event('surge.rose', 'dream', '', because, { standing: standing.length });
  record(now, rose, 'surge', '', 'dream');
  Object.assign(protest, { surges: protest.surges + 1, surgeTick: now.tick, enoughSince: 0, because: [rose] });
  openVote(now, [rose]);
}
