/**
 * What every page holds of the dream, as Colyseus schema. One patch a tick; fields are quantised where an eye cannot tell.
 * `people` and `loose` reach a page only through its view, `own` only its owner (SPEC.md rules 10 to 16). Every primitive has a default:
 * without one it is `undefined` until set. Lengths in metres, angles in radians.
 */
import { type SchemaType, schema, t } from '@colyseus/schema';

/** Metres on the map, 1/64 m = half a pixel a step; like the others below, ranges are a step lopsided so that 0 is exact. */
const metres = () => t.quantized({ min: -512, max: 512 - 1 / 64, bits: 16 }).default(0);
/** Metres a second, 1/16 m/s a step. */
const speed = () => t.quantized({ min: -8, max: 8 - 1 / 16, bits: 8 }).default(0);
const share = () => t.quantized({ min: 0, max: 1, bits: 8 }).default(0);
const signed = () => t.quantized({ min: -128 / 127, max: 1, bits: 8 }).default(0);
const fine = (min: number, max: number) => t.quantized({ min, max, bits: 16 }).default(0);
const text = () => t.string().default('');
const byte = () => t.uint8().default(0);

/** Somebody seen: constants of the roster, movement, and bits of `FLAG`. */
export const PersonView = schema(
  {
    kind: byte(),
    shape: byte(),
    cloth: byte(),
    x: metres(),
    y: metres(),
    z: t.quantized({ min: 0, max: 8, bits: 8 }).default(0),
    vx: speed(),
    vy: speed(),
    flags: byte(),
    carries: byte(),
  },
  'PersonView',
);

/** For its owner alone: the exact state that prediction starts from. */
export const OwnView = schema(
  {
    /** the owner's input frame that this state has stepped through */
    frame: t.uint32().default(0),
    /** newest frame number heard of, and how many ticks it was early; below 0: too late */
    heard: t.uint32().default(0),
    lead: t.int8().default(0),
    x: t.float64().default(0),
    y: t.float64().default(0),
    z: t.float64().default(0),
    vx: t.float64().default(0),
    vy: t.float64().default(0),
    lift: t.float64().default(0),
    groundX: t.float64().default(0),
    groundY: t.float64().default(0),
    mist: t.float64().default(0),
    /** what changes the step: bits of modifiers, ease 0..1, people at one's hands */
    modifiers: byte(),
    ease: t.float64().default(0),
    partners: text(),
  },
  'OwnView',
);

export const RegionView = schema({ weather: text(), valence: signed(), arousal: signed() }, 'RegionView');
/** `length` is exact: the own step stands on it. */
export const BridgeView = schema({ length: t.float64().default(0), flags: byte() }, 'BridgeView');
export const SymbolView = schema({ awake: t.boolean().default(false) }, 'SymbolView');
export const ShadowView = schema(
  { theme: text(), x: metres(), y: metres(), weight: fine(0, 200), full: fine(0, 200), ring: fine(0, 40), warmth: share(), flags: byte() },
  'ShadowView',
);
export const LanternView = schema({ x: metres(), y: metres(), glow: byte(), cycle: fine(0, 40) }, 'LanternView');
export const LooseView = schema({ x: metres(), y: metres(), angle: t.angle({ bits: 16 }).default(0), heldBy: text() }, 'LooseView');
export const FragmentView = schema({ x: metres(), y: metres() }, 'FragmentView');
export const ThreadView = schema({ by: text(), cloth: byte(), place: t.uint16().default(0), flags: byte() }, 'ThreadView');
/** Two people: hands held (shared tune) or breathing together (g). Keyed by `pairKey`. */
export const PairView = schema({ g: share() }, 'PairView');
/** What the music does. */
export const PlanView = schema(
  {
    mode: text(),
    tempo: fine(0, 240),
    register: fine(-64, 64 - 128 / 65536),
    velocity: fine(0, 127),
    articulation: fine(0, 4),
    density: fine(0, 16),
    /** cents */
    flat: byte(),
  },
  'PlanView',
);
export const GuideView = schema(
  {
    x: metres(),
    y: metres(),
    z: fine(0, 16),
    lookX: metres(),
    lookY: metres(),
    exposed: t.boolean().default(false),
    mirror: t.boolean().default(false),
    /** what is odd about it now, '' for nothing; the thing it happens to, since when, and for how many seconds */
    tell: text(),
    tellAbout: text(),
    tellTick: t.uint32().default(0),
    tellSeconds: byte(),
    /** which light it is about, 0 the first */
    tellLight: byte(),
  },
  'GuideView',
);

/** A further light of the guide, by its number from 1 on. */
export const LightView = schema({ x: metres(), y: metres(), z: fine(0, 16), lookX: metres(), lookY: metres() }, 'LightView');

/** A reed of the Mirror: how high, and how many stand by it. */
export const ReedView = schema({ x: metres(), y: metres(), share: share(), standing: t.uint16().default(0) }, 'ReedView');

/** A stone of the vote, by its option, and how many stand by it. */
export const StoneView = schema({ x: metres(), y: metres(), standing: t.uint16().default(0) }, 'StoneView');

/** A string of the open box: how far it is pulled aside, who plucked it last and when. */
export const StringView = schema({ x: metres(), y: metres(), swing: signed(), by: text(), tick: t.uint32().default(0) }, 'StringView');

/** Who plays a role: '' nobody; a person took it; sand 0..100; how many want it back. */
export const RoleView = schema({ by: text(), human: t.boolean().default(false), sand: byte(), recall: byte() }, 'RoleView');
/** One use of a deck, signed. */
export const SignView = schema({ role: text(), by: text(), act: text(), about: text(), amount: t.float32().default(0) }, 'SignView');
export const BeaconView = schema({ about: text(), x: metres(), y: metres() }, 'BeaconView');
/** Who raises their voice, by place in the list (whole metres). */
export const ArcView = schema({ x: metres(), y: metres(), flags: byte() }, 'ArcView');
export const RuleView = schema({ says: text(), binding: t.boolean().default(false) }, 'RuleView');
/** One thing that happened on the square: a key of `Recorded`, whose right, and when. */
export const RecordView = schema(
  { what: text(), act: text(), about: text(), by: text(), human: t.boolean().default(false), tick: t.uint32().default(0) },
  'RecordView',
);
/** What happened on the square, what waits for a vote (ids with spaces between), and the stones of one. */
export const SquareView = schema({ waiting: text(), record: t.map(RecordView), stones: t.map(StoneView) }, 'SquareView');
/** The open box: its strings, none while it is closed, and the tick at which it closes. */
export const BoxView = schema({ strings: t.map(StringView), until: t.uint32().default(0) }, 'BoxView');
export const DistrictView = schema({ legitimacy: share() }, 'DistrictView');
/** Heads that voted, and that are here, people and simulated citizens apart. */
const counts = {
  people: t.uint16().default(0),
  peopleHere: t.uint16().default(0),
  simulated: t.uint16().default(0),
  simulatedHere: t.uint16().default(0),
};
/** `id` '' while there is none; lists of ids with spaces between. */
export const VoteView = schema(
  { id: text(), options: text(), opensTick: t.uint32().default(0), closesTick: t.uint32().default(0), ...counts },
  'VoteView',
);
/** `tick` 0 before the first. */
export const CountedView = schema(
  { winner: text(), quorum: t.boolean().default(false), tick: t.uint32().default(0), ...counts },
  'CountedView',
);

/** A schema has room for 63 fields: what belongs together stands in a view of its own. */
export const DreamState = schema(
  {
    tick: t.uint32().default(0),
    title: text(),
    begun: t.boolean().default(false),
    actId: text(),
    actTitle: text(),
    actIndex: byte(),
    paletteFrom: text(),
    paletteTo: text(),
    paletteT: share(),
    palette: signed(),
    light: fine(0, 2),
    tempo: fine(0, 240),
    rain: share(),
    hum: share(),
    fullness: signed(),
    brightness: signed(),
    gravity: signed(),
    plan: t.ref(PlanView),
    /** names with a space between */
    instruments: text(),
    sand: fine(0, 1),
    sandSeconds: t.uint16().default(0),
    dreaming: t.uint16().default(0),
    ending: text(),
    goal: t.uint16().default(0),
    target: share(),
    lift: signed(),
    paused: byte(),
    roles: t.map(RoleView),
    signs: t.map(SignView),
    beacons: t.map(BeaconView),
    guide: t.ref(GuideView),
    lights: t.map(LightView),
    reeds: t.map(ReedView),
    box: t.ref(BoxView),
    legitimacy: share(),
    breaches: t.uint16().default(0),
    inForce: text(),
    square: t.ref(SquareView),
    vote: t.ref(VoteView),
    counted: t.ref(CountedView),
    charter: t.map(RuleView),
    arcs: t.map(ArcView),
    districts: t.map(DistrictView),
    regions: t.map(RegionView),
    bridges: t.map(BridgeView),
    symbols: t.map(SymbolView),
    shadows: t.map(ShadowView),
    lanterns: t.map(LanternView),
    fragments: t.map(FragmentView),
    threads: t.map(ThreadView),
    hands: t.map(PairView),
    pairs: t.map(PairView),
    people: t.map(PersonView).view(),
    loose: t.map(LooseView).view(),
    own: t.map(OwnView).view(),
  },
  'DreamState',
);

export type PersonView = SchemaType<typeof PersonView>;
export type OwnView = SchemaType<typeof OwnView>;
export type LooseView = SchemaType<typeof LooseView>;
export type DreamState = SchemaType<typeof DreamState>;
