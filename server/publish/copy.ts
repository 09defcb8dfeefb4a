/** Observation -> schema, once a tick. Setters that change nothing cost nothing on the line; what is gone from the lists is deleted. */
import type { MapSchema } from '@colyseus/schema';
import type { Common, Moving } from '../../shared/dream/observe.ts';
import {
  ArcView,
  BeaconView,
  BridgeView,
  DistrictView,
  type DreamState,
  FragmentView,
  LanternView,
  LightView,
  LooseView,
  PairView,
  PersonView,
  RecordView,
  ReedView,
  RegionView,
  RoleView,
  RuleView,
  ShadowView,
  SignView,
  StoneView,
  StringView,
  SymbolView,
  ThreadView,
} from '../../shared/protocol/schema.ts';
import { clothCode, FLAG, kindCode, pairKey, shapeCode, THING } from '../../shared/protocol/wire.ts';

type Slow = Omit<Common, 'loose' | 'people'>;

/** The further lights of the one mind go out to all so often: nobody stands before more than one of them, and the page moves them evenly. */
const LIGHTS_EVERY_TICKS = 4;

/** Makes `map` hold exactly `items`, each written by `write`. */
function sync<V, T>(
  map: MapSchema<V>,
  items: readonly T[],
  key: (item: T) => string,
  make: () => V,
  write: (view: V, item: T) => void,
): void {
  const kept = new Set<string>();
  for (const item of items) {
    const id = key(item);
    kept.add(id);
    const found = map.get(id);
    if (found) {
      write(found, item);
    } else {
      const made = make();
      write(made, item);
      map.set(id, made);
    }
  }
  if (map.size === kept.size) return;
  for (const id of [...map.keys()]) if (!kept.has(id)) map.delete(id);
}

const byId = (item: { readonly id: string }): string => item.id;
const byPair = (item: { readonly a: string; readonly b: string }): string => pairKey(item.a, item.b);

/** Everything that is the same for all; who and what moves is not in it. */
export function copyCommon(state: DreamState, common: Slow): void {
  copyNight(state, common);
  sync(
    state.regions,
    common.regions,
    byId,
    () => new RegionView(),
    (v, r) => {
      v.weather = r.weather;
      v.valence = r.valence;
      v.arousal = r.arousal;
    },
  );
  sync(
    state.bridges,
    common.bridges,
    byId,
    () => new BridgeView(),
    (v, b) => {
      v.length = b.length;
      v.flags = b.fixed ? THING.fixed : 0;
    },
  );
  sync(
    state.symbols,
    common.symbols,
    byId,
    () => new SymbolView(),
    (v, s) => {
      v.awake = s.awake;
    },
  );
  copyGovernance(state, common);
  copyThings(state, common);
  copyRoles(state, common);
  copyPairs(state, common);
}

function copyNight(state: DreamState, common: Slow): void {
  state.tick = common.tick;
  state.title = common.title;
  state.begun = common.begun;
  state.actId = common.act.id;
  state.actTitle = common.act.title;
  state.actIndex = common.act.index;
  state.paletteFrom = common.palette.from;
  state.paletteTo = common.palette.to;
  state.paletteT = common.palette.t;
  state.palette = common.params.palette;
  state.light = common.params.light;
  state.tempo = common.params.tempo;
  state.rain = common.params.weather;
  state.hum = common.params.symbols;
  state.fullness = common.params.intensity;
  state.brightness = common.params.mode;
  state.gravity = common.params.gravity;
  Object.assign(state.plan, common.plan);
  state.instruments = common.instruments;
  state.sand = common.sand;
  state.sandSeconds = Math.round(common.sandSeconds);
  state.dreaming = common.dreaming;
  state.ending = common.ending;
  state.goal = common.goal;
  state.target = common.target;
  state.lift = common.lift;
  state.paused = Math.ceil(common.paused);
  const { showing, ...guide } = common.guide;
  Object.assign(state.guide, guide, {
    tell: showing?.tell ?? '',
    tellAbout: showing?.about ?? '',
    tellTick: showing?.tick ?? 0,
    tellSeconds: showing?.seconds ?? 0,
    tellLight: showing?.light ?? 0,
  });
}

const NO_COUNTS = { people: 0, peopleHere: 0, simulated: 0, simulatedHere: 0 };

function copyGovernance(state: DreamState, common: Slow): void {
  const { legitimacy, breaches, inForce, waiting, record, vote, counted } = common.governance;
  state.legitimacy = legitimacy;
  state.breaches = breaches;
  state.inForce = inForce.join(' ');
  state.square.waiting = waiting.join(' ');
  sync(
    state.square.record,
    record,
    byId,
    () => new RecordView(),
    (v, { id: _, ...entry }) => void Object.assign(v, entry),
  );
  Object.assign(
    state.vote,
    vote ? { ...vote, options: vote.options.join(' ') } : { id: '', options: '', opensTick: 0, closesTick: 0, ...NO_COUNTS },
  );
  Object.assign(state.counted, counted ?? { winner: '', quorum: false, tick: 0, ...NO_COUNTS });
  sync(
    state.charter,
    common.charter,
    byId,
    () => new RuleView(),
    (v, r) => {
      v.says = r.says;
      v.binding = r.binding;
    },
  );
  const lightsAreDue = common.tick % LIGHTS_EVERY_TICKS === 0;
  sync(
    state.lights,
    common.lights,
    byId,
    () => new LightView(),
    (v, { x, y, z, lookX, lookY }) => {
      // of a light that has just come nothing is known yet
      if (lightsAreDue || v.z === 0) Object.assign(v, { x, y, z, lookX, lookY });
    },
  );
  sync(
    state.reeds,
    common.reeds,
    byId,
    () => new ReedView(),
    (v, r) => {
      v.x = r.x;
      v.y = r.y;
      v.share = r.share;
      v.standing = r.standing;
    },
  );
  sync(
    state.square.stones,
    common.stones,
    byId,
    () => new StoneView(),
    (v, s) => {
      v.x = s.x;
      v.y = s.y;
      v.standing = s.standing;
    },
  );
  state.box.until = common.stringsUntil;
  sync(
    state.box.strings,
    common.strings,
    byId,
    () => new StringView(),
    (v, s) => {
      v.x = s.x;
      v.y = s.y;
      v.swing = s.swing;
      v.by = s.by;
      v.tick = s.tick;
    },
  );
  sync(
    state.arcs,
    common.arcs,
    byId,
    () => new ArcView(),
    (v, a) => {
      v.x = a.x;
      v.y = a.y;
      v.flags = (a.vault ? THING.vault : 0) | (a.question ? THING.question : 0);
    },
  );
  sync(
    state.districts,
    common.districts,
    byId,
    () => new DistrictView(),
    (v, d) => {
      v.legitimacy = d.legitimacy;
    },
  );
}

function copyThings(state: DreamState, common: Slow): void {
  sync(
    state.shadows,
    common.shadows,
    byId,
    () => new ShadowView(),
    (v, s) => {
      v.theme = s.theme;
      v.x = s.x;
      v.y = s.y;
      v.weight = s.weight;
      v.full = s.full;
      v.ring = s.ring;
      v.warmth = s.warmth;
      v.flags = s.gone ? THING.gone : 0;
    },
  );
  sync(
    state.lanterns,
    common.lanterns,
    byId,
    () => new LanternView(),
    (v, l) => {
      v.x = l.x;
      v.y = l.y;
      v.glow = l.glow;
      v.cycle = l.cycle;
    },
  );
  sync(
    state.fragments,
    common.fragments,
    byId,
    () => new FragmentView(),
    (v, f) => {
      v.x = f.x;
      v.y = f.y;
    },
  );
  sync(
    state.threads,
    common.threads,
    byId,
    () => new ThreadView(),
    (v, t) => {
      v.by = t.by;
      v.cloth = clothCode(t.cloth);
      v.place = t.place;
      v.flags = t.gold ? THING.gold : 0;
    },
  );
}

function copyRoles(state: DreamState, common: Slow): void {
  sync(
    state.roles,
    common.roles,
    byId,
    () => new RoleView(),
    (v, r) => {
      v.by = r.by;
      v.human = r.human;
      v.sand = Math.floor(r.sand);
      v.recall = Math.min(r.recall, 255);
    },
  );
  sync(
    state.signs,
    common.signs,
    byId,
    () => new SignView(),
    (v, s) => {
      v.role = s.role;
      v.by = s.by;
      v.act = s.act;
      v.about = s.about;
      v.amount = s.amount;
    },
  );
  sync(
    state.beacons,
    common.beacons,
    byId,
    () => new BeaconView(),
    (v, b) => {
      v.about = b.about;
      v.x = b.x;
      v.y = b.y;
    },
  );
}

function copyPairs(state: DreamState, common: Slow): void {
  sync(
    state.hands,
    common.hands,
    byPair,
    () => new PairView(),
    (v, h) => {
      v.g = h.tune;
    },
  );
  sync(
    state.pairs,
    common.pairs,
    byPair,
    () => new PairView(),
    (v, p) => {
      v.g = p.g;
    },
  );
}

/** Who and what moves, for the publisher by views. */
export function copyMoving(state: DreamState, common: Moving): void {
  sync(
    state.loose,
    common.loose,
    byId,
    () => new LooseView(),
    (v, l) => {
      v.x = l.x;
      v.y = l.y;
      v.angle = l.angle;
      v.heldBy = l.heldBy;
    },
  );
  sync(
    state.people,
    common.people,
    byId,
    () => new PersonView(),
    (v, p) => {
      v.kind = kindCode(p.kind);
      v.shape = shapeCode(p.shape);
      v.cloth = clothCode(p.cloth);
      v.x = p.x;
      v.y = p.y;
      v.z = p.z;
      v.vx = p.vx;
      v.vy = p.vy;
      v.flags = (p.breathIn ? FLAG.breathIn : 0) | (p.palm ? FLAG.palm : 0) | (p.ember ? FLAG.ember : 0);
      v.carries = p.carries;
    },
  );
}
