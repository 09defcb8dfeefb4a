/** The Jukebox's share of a tick, every four: signals through tracks to parameters for all, for a region, for a circle and for one's own view, and the music plan. */
import { clamp, max, min } from '../../kernel/math.ts';
import { FEELING, FIELD } from '../affect/rules.ts';
import { areFew } from '../affect/together.ts';
import type { CompiledScenario, CompiledTrack } from '../compiled.ts';
import type { WorldEffect } from '../effects.ts';
import { type RegionId, TICK_SECONDS, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import { honestOf, pulled, stepBox } from './box.ts';
import { circleOf, hearthsOf } from './circle.ts';
import { bendable, stepHonesty } from './honest.ts';
import type { Jukebox, Params, TrackState } from './model.ts';
import {
  deviation,
  eased,
  leant,
  neutral,
  neutralParams,
  nextMode,
  nextTempo,
  PLAN_SECONDS,
  planFor,
  range,
  slewed,
  type Target,
  towards,
  turned,
  valenceForMode,
  within,
} from './rules.ts';
import { type Heard, hear, hearDream, hearTogether, isOfBodies, type Listener, listenersOf } from './sources.ts';

export { bendTrack, rollBack, setAllGains, setGain } from './honest.ts';

const EVERY_TICKS = FIELD.everyTicks;
/** of these four; see `Moment.every` */
const TURN = 1;
const SECONDS = EVERY_TICKS * TICK_SECONDS;
/** a track says at most this often that it moved something */
const SAYS_EVERY_TICKS = 200;
/** the way to a turned or bent state, and back: time constant, s */
const TURN_SECONDS = 2;
/** the way to what is plucked: time constant, s */
const PULL_SECONDS = 0.5;
const TARGETS = ['palette', 'light', 'tempo', 'weather', 'symbols', 'intensity', 'mode', 'gravity'] as const satisfies readonly Target[];

/** All at neutral, the music in its scenario's mode. */
export function beginJukebox(scenario: CompiledScenario): Jukebox {
  const { music } = scenario;
  const regions: Jukebox['regions'] = {};
  for (const region of scenario.regions) regions[region.id] = neutralParams(music);
  return {
    tracks: scenario.tracks.map((t) => ({
      id: t.id,
      declared: neutral(t.target, music),
      applied: neutral(t.target, music),
      gain: 1,
      bend: 0,
      pulled: 0,
      because: [],
      turned: [],
    })),
    group: neutralParams(music),
    own: {},
    regions,
    muted: {},
    plan: { ...planFor(FEELING.valence.base, FEELING.arousal.base, music), mode: music.mode },
    integrity: 1,
    flatTick: 0,
    box: null,
    because: [],
  };
}

/** Tracks, parameters and plan. */
export function stepJukebox(now: Moment): void {
  if (!now.every(EVERY_TICKS, TURN)) return;
  // a dream that broke in the middle of a view leaves nothing to the next one
  goals.asked.fill(0);
  stepBox(now, SECONDS);
  const listeners = listenersOf(now);
  const common = now.scenario.tracks.map((track) => hearDream(now, track, listeners));
  const tempoWeight = stepShared(now, listeners, common);
  stepHonesty(now, SECONDS);
  stepOwn(now, listeners, common);
  stepPlan(now, listeners, tempoWeight);
}

/** What each track hears of the dream itself; null for what people do. */
type Common = readonly (Heard | null)[];

/** Group and region tracks. Returns the weight with which tracks steer the common tempo, 0..1. */
function stepShared(now: Moment, listeners: readonly Listener[], common: Common): number {
  const { jukebox } = now.world;
  const { music, tracks, regions } = now.scenario;
  let tempoWeight = 0;
  const group = neutralParams(music);
  const share = bendable(now);
  for (let i = 0; i < tracks.length; i++) {
    const track = tracks[i] as CompiledTrack;
    if (track.scope === 'own') continue;
    const state = jukebox.tracks[i] as TrackState;
    const heard = common[i] ?? hearTogether(now, track, listeners);
    follow(now, track, state, heard, share);
    // what is plucked moves all of the dream, wherever the track itself is heard
    group[track.target] += track.scope === 'group' ? state.applied - neutral(track.target, music) : state.pulled;
    if (track.scope !== 'group' && state.pulled === 0) continue;
    const weight = state.applied === state.declared ? heard.weight : 1;
    if (track.target === 'tempo' && weight > tempoWeight) tempoWeight = weight;
  }
  for (const target of TARGETS) jukebox.group[target] = clip(group[target], target, now);
  const local = tracks.flatMap((track, i) => (track.scope === 'region' ? [{ track, i, state: jukebox.tracks[i] as TrackState }] : []));
  if (local.length === 0) return tempoWeight;
  const few = areFew(now.world);
  const together = local.map(({ track, i }) => common[i] ?? (few || !isOfBodies(track) ? null : hearTogether(now, track, listeners)));
  const inRegion = new Map<RegionId, Listener[]>();
  for (const one of listeners) {
    const there = inRegion.get(one.avatar.region);
    if (there) there.push(one);
    else inRegion.set(one.avatar.region, [one]);
  }
  for (const region of regions) {
    const there = inRegion.get(region.id) ?? NO_ONE;
    // in an aggregate bodies speak for all of the dream: those of one region would be too few
    local.forEach(({ track, state }, k) => {
      addGoal(track, together[k] ?? hearTogether(now, track, there), now.scenario, { state, share });
    });
    moveParams(now, jukebox.regions[region.id] as Params);
  }
  return tempoWeight;
}

/** A shared track's state: what it declares now, smoothed, and what is applied; the two are equal unless somebody turned or bent it. */
function follow(now: Moment, track: CompiledTrack, state: TrackState, heard: Heard, share: number): void {
  const { music } = now.scenario;
  const rest = neutral(track.target, music);
  const goal = clip(rest + deviation(track, heard.value, heard.weight, music), track.target, now);
  const before = state.applied;
  const honest = honestOf(state);
  const lean = honest - state.declared;
  state.declared = eased(state.declared, goal, track.smoothing, heard.weight < 1, track.target, music, SECONDS);
  const wanted = turned(track, state.declared, state.gain, state.bend, share, music) - state.declared;
  state.applied =
    lean === 0 && wanted === 0
      ? state.declared
      : slewed(honest, state.declared + towards(lean, wanted, TURN_SECONDS, SECONDS), track.target, SECONDS);
  const asked = pulled(now.world, track, state.applied);
  if (asked !== 0 || state.pulled !== 0) pullTrack(state, asked, before, track);
  if (heard.because.length > 0) state.because = heard.because;
  else if (state.applied === rest) state.because = [];
  if (now.tick % SAYS_EVERY_TICKS === TURN && state.applied !== rest && state.because.length > 0) {
    now.event('track.applied', 'dream', track.id, state.because, { target: track.target });
  }
}

/** What is plucked comes on top of what is applied anyway, softly, and light no faster than ever. */
function pullTrack(state: TrackState, asked: number, before: number, track: CompiledTrack): void {
  const honest = state.applied;
  const next = honest + towards(state.pulled, asked, PULL_SECONDS, SECONDS);
  state.applied = slewed(before, within(track, next), track.target, SECONDS);
  state.pulled = state.applied - honest;
}

/** What tracks ask of one view, by the place of the target in `TARGETS`; used anew for every view. */
const goals = {
  asked: new Uint8Array(TARGETS.length),
  sum: new Float64Array(TARGETS.length),
  weight: new Float64Array(TARGETS.length),
  smoothing: new Float64Array(TARGETS.length),
};

/** Adds what a track asks of one view. `by`: the state of a shared track, so that what turns it turns it everywhere. */
function addGoal(track: CompiledTrack, heard: Heard, { music }: CompiledScenario, by?: { state: TrackState; share: number }): void {
  const k = TARGETS.indexOf(track.target);
  const rest = neutral(track.target, music);
  const declared = rest + deviation(track, heard.value, heard.weight, music);
  const asks = (by ? turned(track, declared, by.state.gain, by.state.bend, by.share, music) : declared) - rest;
  if (goals.asked[k] === 0) {
    goals.asked[k] = 1;
    goals.sum[k] = asks;
    goals.weight[k] = min(1, heard.weight);
    goals.smoothing[k] = max(0, track.smoothing);
    return;
  }
  goals.sum[k] = (goals.sum[k] as number) + asks;
  goals.weight[k] = min(goals.weight[k] as number, heard.weight);
  goals.smoothing[k] = max(goals.smoothing[k] as number, track.smoothing);
}

/** Moves one view's parameters to what was asked of it; true if all of them are neutral afterwards. Nothing is asked of the next view yet. */
function moveParams(now: Moment, params: Params): boolean {
  const { music } = now.scenario;
  let still = true;
  for (let k = 0; k < TARGETS.length; k++) {
    const target = TARGETS[k] as Target;
    const asked = goals.asked[k] === 1;
    goals.asked[k] = 0;
    const rest = neutral(target, music);
    const before = params[target];
    if (!asked && before === rest) continue;
    const wanted = asked ? clip(rest + (goals.sum[k] as number), target, now) : rest;
    const smoothing = asked ? (goals.smoothing[k] as number) : 1;
    const after = eased(before, wanted, smoothing, !asked || (goals.weight[k] as number) < 1, target, music, SECONDS);
    if (after !== before) params[target] = after;
    if (after !== rest) still = false;
  }
  return still;
}

/** One person's own view: what their signal steers by consent, and what their circle does; without either it goes back to neutral and is gone. */
function stepOwn(now: Moment, listeners: readonly Listener[], common: Common): void {
  const { jukebox } = now.world;
  const all = now.scenario.tracks.map((track, i) => ({ track, i, state: jukebox.tracks[i] as TrackState }));
  const tracks = all.filter(({ track }) => track.scope === 'own');
  const shared = all.filter(({ track }) => track.scope === 'circle');
  const hearths = shared.length > 0 ? hearthsOf(now.scenario, listeners) : [];
  const share = bendable(now);
  const few = areFew(now.world);
  // the same for every circle
  const together: Heard[] = [];
  const ofAll = (i: number): Heard => (together[i] ??= hearTogether(now, now.scenario.tracks[i] as CompiledTrack, listeners));
  for (const { id, person } of now.present()) {
    if (person.state !== 'awake') continue;
    delete jukebox.muted[id];
    delete jukebox.own[id];
  }
  for (const one of listeners) {
    const agreed = one.given?.['own-view'] !== undefined;
    const circle = shared.length > 0 ? circleOf(now, one, listeners, hearths) : NO_ONE;
    let params = jukebox.own[one.id];
    if (!params && (!agreed || tracks.length === 0) && circle.length < 2) continue;
    if (!params) params = jukebox.own[one.id] = neutralParams(now.scenario.music);
    const muted = jukebox.muted[one.id] ?? NOTHING_MUTED;
    if (agreed) {
      for (const { track, i } of tracks) if (!muted.includes(track.id)) addGoal(track, common[i] ?? hear(now, track, one), now.scenario);
    }
    if (circle.length > 1) {
      for (const { track, i, state } of shared) {
        if (muted.includes(track.id)) continue;
        // as in regions: an aggregate of bodies speaks for all, a circle of a few would be too few
        const heard = common[i] ?? (few || !isOfBodies(track) ? hearTogether(now, track, circle) : ofAll(i));
        addGoal(track, heard, now.scenario, { state, share });
      }
    }
    if (moveParams(now, params) && !agreed && circle.length < 2) delete jukebox.own[one.id];
  }
}

const NO_ONE: readonly Listener[] = [];
const NOTHING_MUTED: readonly string[] = [];

function isHere(world: World, who: Who): boolean {
  const state = world.people.byId[who]?.state;
  return state === 'dreaming' || state === 'ember';
}

/** The plan follows what the dreamers feel; live tempo tracks take the tempo over by their weight. */
function stepPlan(now: Moment, listeners: readonly Listener[], tempoWeight: number): void {
  const { affect, jukebox } = now.world;
  const { music } = now.scenario;
  let valence = 0;
  let arousal = 0;
  let n = 0;
  for (const { id } of listeners) {
    const feeling = affect.feeling[id];
    if (!feeling) continue;
    valence += feeling.valence;
    arousal += feeling.arousal;
    n++;
  }
  const v = n > 0 ? valence / n : FEELING.valence.base;
  const a = n > 0 ? arousal / n : FEELING.arousal.base;
  const goal = leant(planFor(v, a, music), jukebox.group.intensity);
  const { plan } = jukebox;
  plan.mode = nextMode(plan.mode, valenceForMode(v, jukebox.group.mode), music.mode);
  plan.tempo = nextTempo(plan.tempo, goal.tempo + (jukebox.group.tempo - goal.tempo) * tempoWeight, SECONDS);
  for (const key of ['register', 'velocity', 'articulation', 'density'] as const)
    plan[key] = towards(plan[key], goal[key], PLAN_SECONDS, SECONDS);
}

function clip(x: number, target: Target, now: Moment): number {
  const ends = range(target, now.scenario.music);
  return clamp(x, ends[0], ends[1]);
}

/** A track falls silent for one person (a choice in a scene). Unknown tracks are left out. */
export function muteTrack(now: Moment, effect: Extract<WorldEffect, { kind: 'mute' }>): void {
  const { muted } = now.world.jukebox;
  if (!isHere(now.world, effect.who) || !now.scenario.tracks.some((t) => t.id === effect.track)) return;
  const mine = muted[effect.who] ?? [];
  if (!mine.includes(effect.track)) muted[effect.who] = [...mine, effect.track];
}

/** What one person sees and hears: group, region and own view together, without the tracks they muted. */
export function paramsFor(world: World, scenario: CompiledScenario, who: Who): Params {
  const { jukebox, space } = world;
  const { music, tracks } = scenario;
  const muted = jukebox.muted[who] ?? [];
  const region = jukebox.regions[space.avatars[who]?.region ?? ''];
  const own = jukebox.own[who];
  const out = neutralParams(music);
  for (const target of TARGETS) {
    const rest = neutral(target, music);
    let x = jukebox.group[target];
    let deaf = false;
    for (let i = 0; muted.length > 0 && i < tracks.length; i++) {
      const track = tracks[i] as CompiledTrack;
      if (track.target !== target || !muted.includes(track.id)) continue;
      const state = jukebox.tracks[i] as TrackState;
      x -= track.scope === 'group' ? state.applied - rest : state.pulled;
      if (track.scope === 'region') deaf = true;
    }
    if (region && !deaf) x += region[target] - rest;
    if (own) x += own[target] - rest;
    const [low, high] = range(target, music);
    out[target] = clamp(x, low, high);
  }
  return out;
}
