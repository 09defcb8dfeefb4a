/** The state as it came over the line, read back into the shapes of an observation. Once a patch, not once a picture. */

import type { Instrument } from '../../shared/dream/compiled.ts';
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
    },
    plan: {
      mode: state.planMode as MusicPlan['mode'],
      tempo: state.planTempo,
      register: state.planRegister,
      velocity: state.planVelocity,
      articulation: state.planArticulation,
      density: state.planDensity,
      flat: state.planFlat,
    },
    instruments: state.instruments.split(' ').filter((name) => name !== '') as Instrument[],
    sand: state.sand,
    sandSeconds: state.sandSeconds,
    dreaming: state.dreaming,
    ending: state.ending,
    goal: state.goal,
    guide: { x: state.guide.x, y: state.guide.y, z: state.guide.z, lookX: state.guide.lookX, lookY: state.guide.lookY },
    ...readThings(state),
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
