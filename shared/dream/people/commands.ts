/** Coming, dropping out, coming back and waking. Names are personal and stay in the roster; ids are public. */
import { cos, sin, TAU } from '../../kernel/math.ts';
import { between } from '../../kernel/random.ts';
import { type CommandOf, type Refusal, refuse } from '../commands.ts';
import { type CauseId, ticks, type Who } from '../ids.ts';
import type { Handlers, Moment } from '../moment.ts';
import { restAt } from '../space/avatar.ts';
import { isSolid, regionAt } from '../space/ground.ts';
import { AVATAR_RADIUS, LEAVING_SECONDS } from '../space/rules.ts';
import { groundNow } from '../space/step.ts';
import type { Person } from './model.ts';

/** An ember may come back for this long, s. */
export const EMBER_SECONDS = 600;
/** Somebody who comes stands this far from the spawn's middle, m. */
const SPREAD: readonly [number, number] = [0.5, 4];
/** Draws for a free place before the spawn's middle is taken. */
const TRIES = 8;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A spawn, symbol or region by its id; '' = one of the spawns by the stream; null if there is no such place. */
function placeNamed(now: Moment, id: string): Place | null {
  const { spawns, symbols, regions } = now.scenario;
  if (id !== '') return spawns.find((s) => s.id === id) ?? symbols.find((s) => s.id === id) ?? regions.find((r) => r.id === id) ?? null;
  if (spawns.length === 0) return regions[0] ?? null;
  const i = spawns.length === 1 ? 0 : between(now.random('space'), 0, spawns.length);
  return spawns[i | 0] ?? null;
}

/** A free solid point round a place, so that nobody stands in anybody. */
function spread(now: Moment, place: Place): Place {
  const ground = groundNow(now);
  const random = now.random('space');
  for (let i = 0; i < TRIES; i++) {
    const r = between(random, SPREAD[0], SPREAD[1]);
    const angle = between(random, 0, TAU);
    const x = place.x + r * cos(angle);
    const y = place.y + r * sin(angle);
    const free = ground.colliders.every(
      (c) => (c.x - x) * (c.x - x) + (c.y - y) * (c.y - y) > (c.radius + AVATAR_RADIUS) * (c.radius + AVATAR_RADIUS),
    );
    if (free && isSolid(ground, { x, y })) return { x, y };
  }
  return place;
}

function join(now: Moment, { by, body }: CommandOf<'join'>, cause: CauseId): Refusal | null {
  if (now.world.people.byId[by]) return refuse('join.twice', `${by} came already`, 'return instead');
  const place = placeNamed(now, body.spawn);
  if (!place) return refuse('join.spawn', `no place is called "${body.spawn}"`, 'name a spawn, symbol or region, or leave it empty');
  now.world.people.order.push(by);
  now.world.people.byId[by] = {
    id: by,
    kind: body.kind,
    name: body.name.trim() === '' ? 'someone' : body.name.trim(),
    shape: body.shape,
    cloth: body.cloth,
    state: 'dreaming',
    joinedTick: now.tick,
    emberUntil: 0,
    cast: body.cast,
  };
  const at = spread(now, place);
  now.world.space.avatars[by] = {
    id: by,
    ...restAt(at.x, at.y),
    input: { mx: 0, my: 0, float: false, breath: false },
    region: regionAt(groundNow(now), at),
    bridge: '',
    cause,
  };
  now.event('joined', by, '', [cause], { kind: body.kind });
  return null;
}

/** Nobody's keys are held while nobody holds them. */
function still(now: Moment, who: Who, cause: CauseId): void {
  const a = now.world.space.avatars[who];
  if (!a) return;
  a.input = { mx: 0, my: 0, float: false, breath: false };
  a.cause = cause;
}

function known(now: Moment, who: Who): Person | Refusal {
  return now.world.people.byId[who] ?? refuse('who.unknown', `nobody here is "${who}"`, 'join first');
}

export const peopleHandlers: Handlers = {
  join,
  drop(now, { by }, cause) {
    const person = known(now, by);
    if ('rule' in person) return person;
    if (person.state !== 'dreaming') return refuse('who.away', `${by} is not dreaming now`, '');
    person.state = 'ember';
    person.emberUntil = now.tick + ticks(EMBER_SECONDS);
    still(now, by, cause);
    now.event('left', by, '', [cause]);
    return null;
  },
  return(now, { by }, cause) {
    const person = known(now, by);
    if ('rule' in person) return person;
    if (person.state !== 'ember')
      return refuse('return.state', `${by} is ${person.state}`, person.state === 'awake' ? 'join as somebody new' : '');
    person.state = 'dreaming';
    person.emberUntil = 0;
    still(now, by, cause);
    now.event('returned', by, '', [cause]);
    return null;
  },
  wake(now, { by }, cause) {
    const person = known(now, by);
    if ('rule' in person) return person;
    if (person.state === 'awake') return refuse('who.away', `${by} is awake`, '');
    person.state = 'awake';
    person.emberUntil = now.tick + ticks(LEAVING_SECONDS);
    still(now, by, cause);
    now.event('woke', by, '', [cause]);
    return null;
  },
};
