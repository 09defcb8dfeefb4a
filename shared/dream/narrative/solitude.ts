/** What shadows do by themselves, once a second: form when their facts hold, drift to unlit ground, seep when nobody came. */
import { hypot, max, min } from '../../kernel/math.ts';
import { pick } from '../../kernel/random.ts';
import { TICK_SECONDS, ticks } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { isPaused } from '../orchestration/lift.ts';
import { placeOf } from './consequences.ts';
import { behind, factOf } from './facts.ts';
import { lightAt, randomSpot, regionOf, within } from './ground.ts';
import type { Shadow } from './model.ts';
import { DRIFT_SPEED, SOOTHE_REACH } from './rules.ts';
import { holds } from './salience.ts';
import { roomForMore, standing } from './shadows.ts';

/** From the fourth act on shadows gather by themselves, one in this long. */
const GATHER_SECONDS = 30;
const GATHER_FROM_ACT = 3;
/** The first one is small. */
const FIRST_WEIGHT = 20;
/** A shadow that seeps comes back heavier by one step, once. */
const SEEP_STEP = 1.2;
const SEEP_BRIDGES = { radius: 20, metres: 2 } as const;
/** While the night is eased this much none forms. */
const EASED = -0.1;
/** People this near are never drifted toward. */
const SHY_METRES = 20;

/** Forms what the scenario asks for, and what gathers by itself; never while the hourglass fades or rests, or somebody paused or eased the night. */
function form(now: Moment): void {
  const { narrative, orchestration } = now.world;
  if (
    orchestration.phase === 'fade' ||
    orchestration.phase === 'relax' ||
    orchestration.lift <= EASED ||
    isPaused(now.world) ||
    !roomForMore(now)
  )
    return;
  const facts = (name: string): number => factOf(now.world, name);
  for (const rule of now.scenario.shadows) {
    const key = `shadow:${rule.id}|dream`;
    if (Object.hasOwn(narrative.seen, key) || !holds(rule.requires, facts)) continue;
    const at = placeOf(now, rule.at);
    if (!at) continue;
    narrative.seen[key] = now.tick;
    const causes = behind(now.world, rule.requires);
    const because = causes.length > 0 ? causes : narrative.actBecause;
    now.act({ kind: 'shadow', theme: rule.theme, weight: rule.weight, x: at.x, y: at.y, because });
    return;
  }
  gather(now);
}

function gather(now: Moment): void {
  const { narrative } = now.world;
  if (narrative.act < GATHER_FROM_ACT) return;
  const newest = narrative.shadows.reduce((tick, s) => max(tick, s.bornTick), narrative.actTick - ticks(GATHER_SECONDS));
  const themes = now.scenario.themes.filter((t) => !t.healing);
  if (themes.length === 0 || now.scenario.regions.length === 0 || now.tick - newest < ticks(GATHER_SECONDS)) return;
  const random = now.random('narrative');
  const theme = pick(random, themes);
  const at = randomSpot(now, pick(random, now.scenario.regions));
  const usual = now.scenario.knobs.shadowWeight;
  const weight = narrative.formed === 0 ? min(FIRST_WEIGHT, usual) : usual;
  now.act({ kind: 'shadow', theme: theme.tag, weight, x: at.x, y: at.y, because: narrative.actBecause });
}

/** Moves a shadow left alone out of the light, at most .4 m/s, within its region and never nearer to anybody. */
function drift(now: Moment, shadow: Shadow): void {
  const light = lightAt(now.world, shadow.x, shadow.y);
  const region = regionOf(now.scenario, shadow.x, shadow.y);
  if (!light || !region) return;
  const away = hypot(shadow.x - light.x, shadow.y - light.y);
  const step = DRIFT_SPEED * 20 * TICK_SECONDS;
  const x = shadow.x + (away > 0 ? ((shadow.x - light.x) / away) * step : step);
  const y = shadow.y + (away > 0 ? ((shadow.y - light.y) / away) * step : 0);
  if (!within(region, x, y)) return;
  for (const who of now.near(shadow.x, shadow.y, SHY_METRES)) {
    const a = now.world.space.avatars[who];
    if (a && hypot(a.x - x, a.y - y) < hypot(a.x - shadow.x, a.y - shadow.y)) return;
  }
  shadow.x = x;
  shadow.y = y;
}

/** Nobody came: sorrow in the field, shorter bridges, a heavier shadow, a gap in the sky. */
function seep(now: Moment, shadow: Shadow): void {
  const { narrative } = now.world;
  if (shadow.seeped === 0) {
    shadow.full *= SEEP_STEP;
    shadow.weight *= SEEP_STEP;
    narrative.gap = 1;
  }
  shadow.seeped++;
  const seeped = now.event('shadow.seeped', 'dream', shadow.id, shadow.because, { times: shadow.seeped });
  now.act({ kind: 'deposit', by: 'dream', x: shadow.x, y: shadow.y, valence: -0.4, arousal: 0.1, because: [seeped] });
  now.act({ kind: 'bridges.shrink', x: shadow.x, y: shadow.y, ...SEEP_BRIDGES, because: [seeped] });
}

/** Once a second. */
export function stepSolitude(now: Moment): void {
  if (now.world.narrative.ending !== '') return;
  form(now);
  const seepTicks = ticks(now.scenario.knobs.shadowSeepSeconds);
  for (const shadow of standing(now.world)) {
    if (shadow.hands.length > 0) continue;
    const alone = now.tick - max(shadow.bornTick, shadow.soothedTick);
    if (alone >= seepTicks * (shadow.seeped + 1)) seep(now, shadow);
    if (now.near(shadow.x, shadow.y, SOOTHE_REACH).length === 0) drift(now, shadow);
  }
}
