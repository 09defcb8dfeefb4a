/** What the ear is told of a frame: the music's plan, my breath, who is in tune with me, what is underfoot and how the air moves. */
import type { AudioFrame } from '../audio/engine.ts';
import type { LinkFrame } from '../net/link.ts';
import type { StageFrame, Weather } from '../stage/view.ts';

/** Wind by the weather of the region stood in, 0..1; more between islands. */
const WIND: Readonly<Record<Weather, number>> = { still: 0.2, mist: 0.3, rain: 0.4, petals: 0.4, sand: 0.7 };
const WIND_BETWEEN = 0.8;

export function audioFrame(frame: StageFrame, seen: LinkFrame, breathIn: boolean): AudioFrame {
  const self = frame.people[0];
  const region = self && frame.regions.find((r) => ((self.x - r.x) / r.rx) ** 2 + ((self.y - r.y) / r.ry) ** 2 <= 1);
  return {
    plan: seen.common.plan,
    ownBreath: self?.breath ?? 0,
    breathIn,
    tune: seen.own.tune,
    speed: self ? Math.hypot(self.vx, self.vy) : 0,
    wind: region ? WIND[region.weather] : WIND_BETWEEN,
    ground: region ? (region.built ? 'stone' : 'grass') : 'bridge',
    light: frame.light,
  };
}
