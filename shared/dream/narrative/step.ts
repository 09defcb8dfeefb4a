/** The story's share of a tick: facts, acts, scenes, shadows. */
import type { CompiledScenario } from '../compiled.ts';
import type { WorldEffect } from '../effects.ts';
import type { RegionId } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { isPaused } from '../orchestration/lift.ts';
import { stepActs } from './acts.ts';
import { stepCircles } from './circles.ts';
import { stepFacing } from './facing.ts';
import { countEvents, peopleCount, refreshFacts, watchAlone } from './facts.ts';
import { regionOf } from './ground.ts';
import type { Narrative, SymbolState } from './model.ts';
import { stepReading, tellNewcomers } from './reading.ts';
import { clothGoal } from './rules.ts';
import { closeScene, stepScenes } from './scenes.ts';
import { standing, stepShadows } from './shadows.ts';
import { stepSolitude } from './solitude.ts';

export { formShadow } from './shadows.ts';

export function beginNarrative(scenario: CompiledScenario): Narrative {
  const palette = scenario.acts[0]?.palette ?? 'dusk';
  const symbols: Record<string, SymbolState> = {};
  for (const s of scenario.symbols) symbols[s.id] = { id: s.id, awake: false, wokenBy: '', wokenTick: 0, because: [] };
  const regionWeather: Narrative['regionWeather'] = {};
  for (const r of scenario.regions) regionWeather[r.id] = 'still';
  return {
    begun: false,
    beganTick: 0,
    act: 0,
    actTick: 0,
    actBecause: [],
    palette: { from: palette, to: palette, sinceTick: 0 },
    facts: {},
    factBecause: {},
    symbols,
    scenes: [],
    groups: [],
    circles: [],
    asked: [],
    busyUntil: {},
    unanswered: [],
    aloneSince: {},
    seen: {},
    shadows: [],
    formed: 0,
    soothed: 0,
    facing: [],
    steady: {},
    turned: {},
    spokeTick: {},
    fragments: [],
    threads: [],
    reading: { read: [], nextTick: 0 },
    gap: 0,
    goal: clothGoal(0, scenario.knobs.tapestryPerPerson),
    ending: '',
    endedTick: 0,
    regionWeather,
  };
}

/** Weather of a region: rain where a shadow seeped, mist where one stands, petals after a whole cloth. */
function stepWeather(now: Moment): void {
  const { narrative } = now.world;
  const weather: Record<RegionId, Narrative['regionWeather'][string]> = {};
  for (const s of standing(now.world)) {
    const region = regionOf(now.scenario, s.x, s.y);
    if (region && weather[region.id] !== 'rain') weather[region.id] = s.seeped > 0 ? 'rain' : 'mist';
  }
  const calm = narrative.ending === 'dawn' ? 'petals' : 'still';
  for (const r of now.scenario.regions) narrative.regionWeather[r.id] = weather[r.id] ?? calm;
}

/** Every tick: events become facts. Every 5: scenes and soothing. Every 20: acts, forming, drifting, weather. */
export function stepNarrative(now: Moment): void {
  const { narrative } = now.world;
  let counted = countEvents(now, 0);
  tellNewcomers(now);
  if (now.every(20, 3)) {
    if (narrative.ending === '') narrative.goal = clothGoal(peopleCount(now.world), now.scenario.knobs.tapestryPerPerson);
    refreshFacts(now.world);
    watchAlone(now);
    if (narrative.begun && narrative.ending === '' && !isPaused(now.world)) stepActs(now);
    stepFacing(now);
    if (narrative.begun && narrative.ending === '') stepReading(now);
    stepWeather(now);
    if (narrative.begun) stepSolitude(now);
  }
  if (narrative.begun) stepScenes(now);
  stepCircles(now);
  stepShadows(now);
  counted = countEvents(now, counted);
}

/** Clears scenes of one person: those of a theme, or all with theme null. Nobody is told for whom. */
export function clearScenes(now: Moment, effect: Extract<WorldEffect, { kind: 'scene.clear' }>): void {
  for (const scene of now.world.narrative.scenes.filter((s) => s.who === effect.who)) {
    if (effect.theme === null || effect.theme === scene.theme) closeScene(now, scene, effect.because);
  }
}
