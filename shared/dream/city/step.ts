/** The city's share of a tick: it counts what is done about each theme, and at the night's end moves the wounds by it. */
import type { CompiledScenario, CompiledWound } from '../compiled.ts';
import type { DreamEvent } from '../events.ts';
import type { CauseId } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import type { City } from './model.ts';
import { moveWound } from './rules.ts';

/** Events kept as causes, a theme. */
const KEPT = 4;

export function beginCity(scenario: CompiledScenario): City {
  return {
    wounds: scenario.wounds.map((w) => ({ id: w.id, open: w.open, result: '', because: [] })),
    districts: scenario.districts.map((d) => ({ id: d.id, legitimacy: d.legitimacy })),
    soothed: {},
    formed: {},
    carried: null,
  };
}

/** Another scenario in mid-night: wounds and districts that both know stay as they are. */
export function adoptCity({ city }: World, next: CompiledScenario): void {
  const fresh = beginCity(next);
  city.wounds = fresh.wounds.map((w) => city.wounds.find((old) => old.id === w.id) ?? w);
  city.districts = fresh.districts.map((d) => city.districts.find((old) => old.id === d.id) ?? d);
}

/** Every tick: what happened in it. Costs nothing while nothing did. */
export function stepCity(now: Moment): void {
  for (const event of now.events) {
    if (event.type === 'shadow.formed' || event.type === 'shadow.soothed') countShadow(now, event);
    else if (event.type === 'night.began') arrive(now, event.id);
    else if (event.type === 'night.ended') settle(now, event);
  }
}

function countShadow(now: Moment, event: DreamEvent): void {
  const { city, narrative } = now.world;
  const theme = narrative.shadows.find((s) => s.id === event.about)?.theme;
  if (theme === undefined) return;
  if (event.type === 'shadow.formed') {
    city.formed[theme] = (city.formed[theme] ?? 0) + 1;
    return;
  }
  const old = city.soothed[theme] ?? { times: 0, because: [] };
  city.soothed[theme] = { times: old.times + 1, because: [...old.because.slice(1 - KEPT), event.id] };
}

/** What came from earlier nights has the night's beginning as its cause. */
function arrive(now: Moment, began: CauseId): void {
  const { city, space, narrative } = now.world;
  if (!city.carried) return;
  const came = now.event('night.carried', 'dream', city.carried.from, [began], {
    nights: city.carried.nights,
    clauses: city.carried.clauses.length,
    lanterns: city.carried.lanterns.length,
  });
  for (const l of space.lanterns) if (l.because.length === 0) l.because = [came];
  for (const w of city.wounds) w.because = [came];
  for (const fact of Object.keys(city.carried.facts)) narrative.factBecause[fact] = [came];
}

function settle(now: Moment, ended: DreamEvent): void {
  const { city } = now.world;
  for (const wound of city.wounds) {
    const known = now.scenario.wounds.find((w) => w.id === wound.id);
    if (!known) continue;
    const { share, woven, because } = doneAbout(now, known);
    const moved = moveWound({ open: wound.open, soothedShare: share, wovenShare: woven, ending: String(ended.data.ending) });
    wound.open = moved.open;
    wound.result = moved.result;
    wound.because = [
      now.event('wound.moved', 'dream', wound.id, [ended.id, ...because], { open: moved.open, by: moved.by, result: moved.result }),
    ];
  }
}

function doneAbout(now: Moment, wound: CompiledWound): { share: number; woven: number; because: CauseId[] } {
  const { city, narrative } = now.world;
  let soothed = 0;
  let formed = 0;
  const because: CauseId[] = [];
  for (const theme of wound.themes) {
    soothed += city.soothed[theme]?.times ?? 0;
    formed += city.formed[theme] ?? 0;
    because.push(...(city.soothed[theme]?.because ?? []));
  }
  const threads = narrative.threads.filter((t) => wound.themes.includes(t.theme)).length;
  return { share: formed > 0 ? soothed / formed : 0, woven: narrative.goal > 0 ? threads / narrative.goal : 0, because };
}
