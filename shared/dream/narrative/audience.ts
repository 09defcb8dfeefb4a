/** Who has a scene before them when it opens for one: everybody there, whatever of it will reach each of them. */
import { bits, streamOf } from '../../kernel/random.ts';
import type { CompiledStorylet } from '../compiled.ts';
import type { Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { SPEECH } from './rules.ts';

type Audience = CompiledStorylet['audience'];

/** The one who opened it first, then the others in the order they came; named agents never. */
export function audienceOf(now: Moment, who: Who, audience: Audience): Who[] {
  if (audience === 'one') return [who];
  const { people, space } = now.world;
  const me = space.avatars[who];
  const others = (): readonly Who[] => {
    if (!me) return [];
    if (audience === 'near') return now.near(me.x, me.y, SPEECH);
    const all = now.dreamers();
    return audience === 'all' ? all : all.filter((id) => space.avatars[id]?.region === me.region && me.region !== '');
  };
  return [who, ...others().filter((id) => id !== who && people.byId[id]?.kind !== 'agent')];
}

/** Those who decide a talk with `who`: their circle, or whoever is within 12 m. */
export function talkersWith(now: Moment, who: Who): Who[] {
  const circle = now.world.narrative.circles.find((c) => c.seats.includes(who));
  return circle ? [who, ...circle.seats.filter((id) => id !== who)] : audienceOf(now, who, 'near');
}

/** Number 0..99 that a talk's own chance begins from: of no stream, so that it moves nobody else's. */
export function talkSeed(now: Moment, dialogue: string, who: Who): number {
  return bits(streamOf(now.world.seed, `talk/${dialogue}/${who}/${now.tick}`)) % 100;
}
