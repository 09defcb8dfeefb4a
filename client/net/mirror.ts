/** The state as it came over the line, read back into the shapes of an observation. Once a patch, not once a picture. */

import type { MusicPlan } from '../../shared/dream/jukebox/model.ts';
import type { Common, PersonSeen } from '../../shared/dream/observe.ts';
import type { DreamState, PersonView } from '../../shared/protocol/schema.ts';
import { clothOf, FLAG, kindOf, shapeOf, THING } from '../../shared/protocol/wire.ts';

type Each<V> = { forEach(visit: (value: V, key: string) => void): void } | undefined;

function list<V, T>(map: Each<V>, read: (value: V, key: string) => T): T[] {
  const out: T[] = [];
  map?.forEach((value, key) => {
    out.push(read(value, key));
  });
  return out;
}

function pair(key: string): { a: string; b: string } {
  const at = key.indexOf('|');
  return { a: key.slice(0, at), b: key.slice(at + 1) };
}

/** Everything but who and what moves, and what is one's own. */
export function readCommon(state: DreamState): Omit<Common, 'people' | 'loose'> {
  return {
    tick: state.tick,
    title: state.title,
    begun: state.begun,
    act: { id: state.actId, title: state.actTitle, index: state.actIndex },
    palette: { from: state.paletteFrom, to: state.paletteTo, t: state.paletteT },
    params: {
      palette: state.palette,
      light: state.light,
      tempo: state.tempo,
      weather: state.rain,
      symbols: state.hum,
      intensity: state.fullness,
      mode: state.brightness,
      gravity: state.gravity,
    },
    plan: {
      mode: state.plan.mode as MusicPlan['mode'],
      tempo: state.plan.tempo,
      register: state.plan.register,
      velocity: state.plan.velocity,
      articulation: state.plan.articulation,
      density: state.plan.density,
      flat: state.plan.flat,
    },
    instruments: state.instruments,
    sand: state.sand,
    sandSeconds: state.sandSeconds,
    dreaming: state.dreaming,
    ending: state.ending,
    goal: state.goal,
    target: state.target,
    lift: state.lift,
    paused: state.paused,
    guide: {
      x: state.guide.x,
      y: state.guide.y,
      z: state.guide.z,
      lookX: state.guide.lookX,
      lookY: state.guide.lookY,
      exposed: state.guide.exposed,
      mirror: state.guide.mirror,
      showing:
        state.guide.tell === ''
          ? null
          : {
              tell: state.guide.tell,
              about: state.guide.tellAbout,
              tick: state.guide.tellTick,
              seconds: state.guide.tellSeconds,
              light: state.guide.tellLight,
            },
    },
    ...readGovernance(state),
    ...readThings(state),
  };
}

const ids = (text: string): string[] => (text === '' ? [] : text.split(' '));

function readCounts(v: { people: number; peopleHere: number; simulated: number; simulatedHere: number }) {
  return { people: v.people, peopleHere: v.peopleHere, simulated: v.simulated, simulatedHere: v.simulatedHere };
}

type Recorded = Common['governance']['record'][number];

const readRecorded = (r: { what: string; act: string; about: string; by: string; human: boolean; tick: number }, id: string): Recorded => ({
  ...{ id, what: r.what as Recorded['what'], act: r.act as Recorded['act'] },
  ...{ about: r.about, by: r.by, human: r.human, tick: r.tick },
});

function readGovernance(state: DreamState): Pick<Common, 'governance' | 'charter' | 'arcs' | 'districts'> {
  const { vote, counted } = state;
  return {
    governance: {
      legitimacy: state.legitimacy,
      breaches: state.breaches,
      inForce: ids(state.inForce),
      waiting: ids(state.square.waiting),
      record: list(state.square.record, readRecorded),
      vote:
        vote.id === ''
          ? null
          : { id: vote.id, options: ids(vote.options), opensTick: vote.opensTick, closesTick: vote.closesTick, ...readCounts(vote) },
      counted: counted.tick === 0 ? null : { winner: counted.winner, quorum: counted.quorum, tick: counted.tick, ...readCounts(counted) },
    },
    charter: list(state.charter, (r, id) => ({ id, says: r.says, binding: r.binding })),
    arcs: list(state.arcs, (a, id) => ({
      id,
      x: a.x,
      y: a.y,
      vault: (a.flags & THING.vault) !== 0,
      question: (a.flags & THING.question) !== 0,
    })),
    districts: list(state.districts, (d, id) => ({ id, legitimacy: d.legitimacy })),
  };
}

function readThings(state: DreamState) {
  return {
    regions: list(state.regions, (r, id) => ({ id, weather: r.weather, valence: r.valence, arousal: r.arousal })),
    bridges: list(state.bridges, (b, id) => ({ id, length: b.length, fixed: (b.flags & THING.fixed) !== 0 })),
    symbols: list(state.symbols, (s, id) => ({ id, awake: s.awake })),
    shadows: list(state.shadows, (s, id) => ({
      id,
      theme: s.theme,
      x: s.x,
      y: s.y,
      weight: s.weight,
      full: s.full,
      ring: s.ring,
      warmth: s.warmth,
      gone: (s.flags & THING.gone) !== 0,
    })),
    lanterns: list(state.lanterns, (l, id) => ({ id, x: l.x, y: l.y, glow: l.glow, cycle: l.cycle })),
    fragments: list(state.fragments, (f, id) => ({ id, x: f.x, y: f.y })),
    threads: list(state.threads, (t, id) => ({
      id,
      by: t.by,
      cloth: clothOf(t.cloth),
      gold: (t.flags & THING.gold) !== 0,
      place: t.place,
    })),
    roles: list(state.roles, (r, id) => ({
      id: id as Common['roles'][number]['id'],
      by: r.by,
      human: r.human,
      sand: r.sand,
      recall: r.recall,
    })),
    signs: list(state.signs, (s, id) => ({ id, role: s.role, by: s.by, act: s.act, about: s.about, amount: s.amount })),
    beacons: list(state.beacons, (b, id) => ({ id: id as Common['beacons'][number]['id'], about: b.about, x: b.x, y: b.y })),
    stones: list(state.square.stones, (s, id) => ({ id, x: s.x, y: s.y, standing: s.standing })),
    strings: list(state.box.strings, (s, id) => ({ id, x: s.x, y: s.y, swing: s.swing, by: s.by, tick: s.tick })),
    stringsUntil: state.box.until,
    lights: list(state.lights, ({ x, y, z, lookX, lookY }, id) => ({ id, x, y, z, lookX, lookY })),
    reeds: list(state.reeds, (r, id) => ({ id, x: r.x, y: r.y, share: r.share, standing: r.standing })),
    hands: list(state.hands, (h, key) => ({ ...pair(key), tune: h.g })),
    pairs: list(state.pairs, (p, key) => ({ ...pair(key), g: p.g })),
  };
}

/** Loose things, of a room that publishes by views. */
export function readLoose(state: DreamState): Common['loose'] {
  return list(state.loose, (l, id) => ({ id, x: l.x, y: l.y, angle: l.angle, heldBy: l.heldBy }));
}

/** One person as last patched. */
export function readPerson(id: string, p: PersonView): PersonSeen {
  return {
    id,
    kind: kindOf(p.kind),
    shape: shapeOf(p.shape),
    cloth: clothOf(p.cloth),
    x: p.x,
    y: p.y,
    z: p.z,
    vx: p.vx,
    vy: p.vy,
    breathIn: (p.flags & FLAG.breathIn) !== 0,
    palm: (p.flags & FLAG.palm) !== 0,
    ember: (p.flags & FLAG.ember) !== 0,
    carries: p.carries,
  };
}
