/** What tracks read: values of people with a weight each, only where consent reaches. Coherence, valence and keyed breath are public. */
import { cos, max, min, sin } from '../../kernel/math.ts';
import { breathPhase, coherenceOf, isBreathing } from '../affect/rules.ts';
import { areSilent } from '../affect/together.ts';
import type { CompiledTrack } from '../compiled.ts';
import { bestTunes } from '../gathered.ts';
import { type CauseId, ticks, type Who } from '../ids.ts';
import type { Moment, Present } from '../moment.ts';

/** Causes named by a track at most; more would be noise in a "why?". */
const CAUSES = 8;

export interface Heard {
  readonly value: number;
  /** 0..1; below 1 the source is fading or absent */
  readonly weight: number;
  readonly because: CauseId[];
}

const NO_CAUSES: CauseId[] = [];
const SILENCE: Heard = { value: 0, weight: 0, because: NO_CAUSES };

/** Somebody who dreams, and where in the breath they are, as cosine and sine; `breathes` is false while they rest. */
export interface Listener extends Present {
  readonly breathes: boolean;
  readonly cos: number;
  readonly sin: number;
}

/** Everybody who dreams, looked at once for all tracks. */
export function listenersOf(now: Moment): readonly Listener[] {
  const window = ticks(now.scenario.knobs.coherenceWindowSeconds);
  const out: Listener[] = [];
  for (const { id, person, avatar, given, breath, body } of now.present()) {
    if (person.state !== 'dreaming') continue;
    const breathes = isBreathing(breath, now.tick, window);
    const phase = breathes ? breathPhase(breath, now.tick) : 0;
    out.push({ id, person, avatar, given, breath, body, breathes, cos: breathes ? cos(phase) : 1, sin: breathes ? sin(phase) : 0 });
  }
  return out;
}

/** What one person's signal told last: one object for all of them, to be read before the next is heard. */
const one = { value: 0, weight: 0, because: [] as CauseId[] };

function told(value: number, weight: number, because: CauseId[]): Heard {
  one.value = value;
  one.weight = weight;
  one.because = because;
  return one;
}

/**
 * One person's value for a source that is not the dream's own. Own tracks need 'own-view', shared ones 'group', and always the purpose that the track
 * declares. The answer is good until the next question.
 */
export function hear(now: Moment, track: CompiledTrack, who: Listener): Heard {
  const { breath, body, given } = who;
  const { source } = track;
  if (source === 'valence') {
    const feeling = now.world.affect.feeling[who.id];
    return feeling ? told(feeling.valence, 1, NO_CAUSES) : SILENCE;
  }
  if (source === 'coherence') return bestPair(now, who.id);
  if (source === 'breathRate' && who.breathes && breath && !breath.measured && breath.cycle > 0) {
    return told(60 / breath.cycle, 1, breath.because);
  }
  const shared = track.scope === 'own' ? 'own-view' : 'group';
  if (!body || given?.[shared] === undefined || given[track.purpose] === undefined) return SILENCE;
  const value = source === 'arousal' ? body.arousal : source === 'heartRate' ? body.hr : body.breathRate;
  // a rate of 0 is "unknown", not "very slow"
  return source !== 'arousal' && value === 0 ? SILENCE : told(value, body.weight, body.because);
}

function bestPair(now: Moment, who: Who): Heard {
  let best = SILENCE;
  for (const pair of now.world.affect.pairs) {
    if ((pair.a !== who && pair.b !== who) || pair.g <= best.value) continue;
    const { breath } = now.world.affect;
    best = { value: pair.g, weight: 1, because: [...(breath[pair.a]?.because ?? []), ...(breath[pair.b]?.because ?? [])] };
  }
  return best;
}

/** Sources that are the dream's own and public: shares 0..1, the same whoever asks. */
const OF_DREAM = ['tuned', 'intensity', 'cloth', 'standing'] as const;
type DreamSource = (typeof OF_DREAM)[number];

/** What the dream itself tells, or null for what people do. Causes are those of the fact behind it. */
export function hearDream(now: Moment, track: CompiledTrack, listeners: readonly Listener[]): Heard | null {
  if (!(OF_DREAM as readonly string[]).includes(track.source)) return null;
  const { narrative } = now.world;
  const of = (fact: string): CauseId[] => (narrative.factBecause[fact] ?? []).slice(-CAUSES);
  switch (track.source as DreamSource) {
    case 'tuned':
      return { value: shareInTune(now, listeners.length), weight: 1, because: of('tuned') };
    case 'standing': {
      const dreaming = max(1, narrative.facts.dreaming ?? 0);
      return { value: min(1, (narrative.facts.standing ?? 0) / dreaming), weight: 1, because: of('standing') };
    }
    case 'intensity':
    case 'cloth':
      return { value: min(1, narrative.facts[track.source] ?? 0), weight: 1, because: of(track.source) };
  }
}

/** Share of the dreaming who breathe in tune with somebody, 0..1; each pair counts by how well. */
function shareInTune(now: Moment, dreaming: number): number {
  const best = bestTunes(now.world);
  let sum = 0;
  for (const g of best.values()) sum += g;
  return min(1, sum / max(1, dreaming));
}

/** True for what only bodies tell. */
export function isOfBodies(track: CompiledTrack): boolean {
  return track.source === 'arousal' || track.source === 'heartRate' || track.source === 'breathRate';
}

/** The value of a set of people: mean by weight, or the coherence of those who breathe. The weight of a whole set is at most 1. */
export function hearTogether(now: Moment, track: CompiledTrack, people: readonly Listener[]): Heard {
  if (track.source === 'coherence') return breathing(now, people);
  if (isOfBodies(track) && areSilent(now.world)) return SILENCE;
  let sum = 0;
  let weights = 0;
  const because: CauseId[] = [];
  for (const who of people) {
    const heard = hear(now, track, who);
    if (heard.weight === 0) continue;
    sum += heard.value * heard.weight;
    weights += heard.weight;
    note(because, heard.because);
  }
  return weights > 0 ? { value: sum / weights, weight: min(weights, 1), because } : SILENCE;
}

function breathing(now: Moment, people: readonly Listener[]): Heard {
  const silent = areSilent(now.world);
  const xs: number[] = [];
  const ys: number[] = [];
  const because: CauseId[] = [];
  for (const { breath, breathes, given, cos, sin } of people) {
    if (!breathes || !breath || (breath.measured && (silent || given?.group === undefined))) continue;
    xs.push(cos);
    ys.push(sin);
    note(because, breath.because);
  }
  return xs.length < 2 ? SILENCE : { value: max(0, coherenceOf(xs, ys)), weight: 1, because };
}

function note(because: CauseId[], more: readonly CauseId[]): void {
  if (because.length >= CAUSES) return;
  for (let i = 0; i < more.length && because.length < CAUSES; i++) {
    const id = more[i] as CauseId;
    if (!because.includes(id)) because.push(id);
  }
}
