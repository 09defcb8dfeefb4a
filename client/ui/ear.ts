/** What the ear is told of a frame: the music's plan, my breath, who is in tune with me, what is underfoot and how the air moves. */
import type { AudioFrame } from '../audio/engine.ts';
import { ownPlan } from '../audio/own.ts';
import { instrumentsOf } from '../audio/score.ts';
import type { LinkFrame } from '../net/link.ts';
import type { StageFrame, Weather } from '../stage/view.ts';
import { pacerAt } from './breath.ts';
import { tellNow } from './tells.ts';

/** Wind by the weather of the region stood in, 0..1; more between islands. */
const WIND: Readonly<Record<Weather, number>> = { still: 0.2, mist: 0.3, rain: 0.4, petals: 0.4, sand: 0.7 };
const WIND_BETWEEN = 0.8;

/** Symbols hum within this, m. */
const HUM_M = 12;
/** The small light is heard within this, m. */
const GUIDE_M = 10;

/** How near the nearest waking symbol is: 1 at it, 0 from 12 m on. */
function nearness(frame: StageFrame, self: { readonly x: number; readonly y: number } | undefined): number {
  if (!self) return 0;
  const far = frame.symbols.filter((s) => s.awake).map((s) => Math.hypot(s.x - self.x, s.y - self.y));
  return Math.max(0, 1 - Math.min(HUM_M, ...far) / HUM_M);
}

/** The small light is heard from this near, m; it hums my breath so late, s. */
const SMALL_M = 16;
const LATE_S = 0.5;

/** How far the nearest light of the guide is, m; Infinity where I am nowhere. */
function toLight(seen: LinkFrame, self: { readonly x: number; readonly y: number } | undefined): number {
  return self ? Math.min(...[seen.common.guide, ...seen.common.lights].map((l) => Math.hypot(self.x - l.x, self.y - l.y))) : Infinity;
}

/** What it hums, for my own ear: my breath a little late, or the dream's pace in time. Nobody else's breath is in it. */
function smallHum(seen: LinkFrame, ownBreath: number, dreamSeconds: number): AudioFrame['small'] {
  const { guide } = seen.common;
  const tell = tellNow(guide.showing, dreamSeconds);
  const near = Math.max(0, 1 - toLight(seen, seen.people[0]) / SMALL_M);
  if (tell.drone > 0) return { loud: tell.drone * near, breath: 2 * pacerAt(dreamSeconds).fullness - 1, late: 0 };
  return { loud: tell.echo * near, breath: ownBreath, late: LATE_S };
}

/** @param dreamSeconds the dream's own clock */
export function audioFrame(frame: StageFrame, seen: LinkFrame, breathIn: boolean, dreamSeconds: number): AudioFrame {
  const self = frame.people[0];
  const region = self && frame.regions.find((r) => ((self.x - r.x) / r.rx) ** 2 + ((self.y - r.y) / r.ry) ** 2 <= 1);
  return {
    plan: ownPlan(seen.common.plan, seen.common.params, seen.own.params),
    instruments: instrumentsOf(seen.common.instruments),
    ownBreath: self?.breath ?? 0,
    breathIn,
    tune: seen.own.tune,
    speed: self ? Math.hypot(self.vx, self.vy) : 0,
    wind: region ? WIND[region.weather] : WIND_BETWEEN,
    ground: region ? (region.built ? 'stone' : 'grass') : 'bridge',
    rain: region?.weather === 'rain' ? 1 : frame.rain,
    hum: frame.hum * nearness(frame, self),
    guide: {
      near: Math.max(0, 1 - toLight(seen, self) / GUIDE_M),
      exposed: seen.common.guide.exposed,
    },
    light: frame.light,
    small: smallHum(seen, self?.breath ?? 0, dreamSeconds),
  };
}
