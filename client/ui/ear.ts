/** What the ear is told of a frame: the music's plan, my breath, who is in tune with me, what is underfoot and how the air moves. */
import type { AudioFrame } from '../audio/engine.ts';
import { ownPlan } from '../audio/own.ts';
import { instrumentsOf } from '../audio/score.ts';
import type { LinkFrame } from '../net/link.ts';
import type { StageFrame, Weather } from '../stage/view.ts';

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

export function audioFrame(frame: StageFrame, seen: LinkFrame, breathIn: boolean): AudioFrame {
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
      near: self ? Math.max(0, 1 - Math.hypot(self.x - seen.common.guide.x, self.y - seen.common.guide.y) / GUIDE_M) : 0,
      exposed: seen.common.guide.exposed,
    },
    light: frame.light,
  };
}
