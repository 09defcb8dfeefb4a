/** Synthetic frames of the first night, for looking at and testing the stage without a server. Metres; the plaza's centre is the origin. */
import type {
  BridgeView,
  Cloth,
  LanternView,
  PersonView,
  RegionView,
  Shape,
  StageFrame,
  SymbolView,
  ThreadView,
} from '../../client/stage/view.ts';

export const SHAPES: readonly Shape[] = ['sprout', 'moon', 'leaf', 'shell', 'nightcap', 'bell'];
export const CLOTHS: readonly Cloth[] = ['clay', 'honey', 'sage', 'teal', 'iris', 'mauve', 'stone', 'bark'];

/** A number in [0, 1) for a whole number, the same every time. */
export function chance(i: number): number {
  let n = Math.imul(i + 1, 0x9e3779b1);
  n = Math.imul(n ^ (n >>> 15), 0x2c1b3c6d);
  return ((n ^ (n >>> 13)) >>> 0) / 4294967296;
}

export function person(i: number, x: number, y: number, more: Partial<PersonView> = {}): PersonView {
  return {
    id: `p${i}`,
    x,
    y,
    z: 0,
    vx: 0,
    vy: 0,
    shape: SHAPES[Math.floor(chance(i * 7 + 3) * 6)] as Shape,
    cloth: CLOTHS[Math.floor(chance(i * 11 + 5) * 8)] as Cloth,
    breath: null,
    heart: null,
    me: false,
    kind: 'simulated',
    name: null,
    palmOpen: false,
    emote: null,
    words: null,
    ember: false,
    carries: 0,
    ...more,
  };
}

const still = { weather: 'still', valence: 0.2, arousal: 0 } as const;
export const REGIONS: readonly RegionView[] = [
  { id: 'plaza', x: 0, y: 0, rx: 18, ry: 18, built: true, ...still },
  { id: 'well', x: -16, y: -48, rx: 11, ry: 10, built: false, ...still },
  { id: 'hearth', x: 24, y: -52, rx: 10, ry: 10, built: false, ...still },
  { id: 'orchard', x: -50, y: 4, rx: 12, ry: 11, built: false, ...still },
  { id: 'mirror', x: 52, y: -6, rx: 11, ry: 11, built: false, ...still },
  { id: 'tree', x: 6, y: 46, rx: 12, ry: 11, built: false, ...still },
];

/** A bridge from rim to rim. */
function bridge(from: string, to: string, grown: number): BridgeView {
  const a = REGIONS.find((r) => r.id === from) as RegionView;
  const b = REGIONS.find((r) => r.id === to) as RegionView;
  const d = Math.hypot(b.x - a.x, b.y - a.y);
  const [ux, uy] = [(b.x - a.x) / d, (b.y - a.y) / d];
  const edge = (r: RegionView): number => 0.97 / Math.hypot(ux / r.rx, uy / r.ry);
  return {
    id: `${from}-${to}`,
    ax: a.x + ux * edge(a),
    ay: a.y + uy * edge(a),
    bx: b.x - ux * edge(b),
    by: b.y - uy * edge(b),
    grown,
    from,
    to,
  };
}
export const BRIDGES: readonly BridgeView[] = [
  bridge('plaza', 'well', 0.5),
  bridge('plaza', 'hearth', 0.2),
  bridge('plaza', 'orchard', 1),
  bridge('plaza', 'mirror', 0.55),
  bridge('plaza', 'tree', 1),
];

export function symbol(kind: SymbolView['kind'], x: number, y: number, more: Partial<SymbolView> = {}): SymbolView {
  return { id: kind, kind, x, y, awake: false, near: false, veiled: false, level: 0, ...more };
}
const SYMBOLS: readonly SymbolView[] = [
  symbol('hourglass', 0, -5.5, { awake: true, level: 0.62 }),
  symbol('fountain', -8.5, 1, { awake: true, level: 0.4 }),
  symbol('harp', 9.5, -4),
  symbol('stand', 12, 6),
  symbol('bench', 4.5, 9),
  symbol('well', -16, -49, { awake: true }),
  symbol('hearth', 24, -53),
  symbol('orchard', -50, 2),
  symbol('mirror', 52, -9),
  symbol('tree', 4, 43),
];

function lanternRing(n: number): LanternView[] {
  return Array.from({ length: n }, (_, i) => {
    const a = (i / n) * Math.PI * 2 + 0.35;
    return { id: `l${i}`, x: Math.cos(a) * 16, y: Math.sin(a) * 16, glow: 1 + Math.floor(chance(i + 40) * 4), breath: 0 };
  });
}

/** People in small groups, never evenly. */
export function crowd(n: number, seed = 0): PersonView[] {
  const out: PersonView[] = [];
  for (let i = 0; out.length < n && i < n * 20; i++) {
    const a = chance(seed + i * 3) * Math.PI * 2;
    const d = 5 + Math.sqrt(chance(seed + i * 3 + 1)) * 10.5;
    let [x, y] = [Math.cos(a) * d, Math.sin(a) * d];
    const near = out[Math.floor(chance(seed + i * 3 + 2) * out.length)];
    if (near && chance(seed + i * 5 + 9) < 0.55)
      [x, y] = [near.x + (chance(i + seed) > 0.5 ? 1.15 : -1.15), near.y + (chance(i * 9 + seed) - 0.5) * 1.1];
    if (Math.hypot(x, y + 5.5) < 3 || Math.hypot(x + 8.5, y - 1) < 3 || Math.hypot(x, y - 3) < 1.6 || Math.hypot(x, y) > 16.5) continue;
    if (out.some((p) => Math.hypot(p.x - x, p.y - y) < 0.95)) continue;
    out.push(person(i + seed * 100, x, y, { heart: out.length % 5 === 0 ? 0.2 : null, breath: out.length % 3 === 0 ? 0.3 : null }));
  }
  return out;
}

const NAMES = ['Maris', 'Imre', 'Noor', 'Bram', 'Ilse', 'Tomo'];
const me = (x: number, y: number, more: Partial<PersonView> = {}): PersonView =>
  person(1, x, y, { id: 'me', me: true, kind: 'person', name: 'You', breath: 0.6, heart: 0.1, shape: 'leaf', cloth: 'teal', ...more });

export function empty(): StageFrame {
  return {
    time: 0,
    me: 'me',
    palette: { from: 'dusk', to: 'dusk', t: 0 },
    light: 1,
    rain: 0,
    hum: 0,
    fog: null,
    regions: REGIONS,
    bridges: BRIDGES,
    symbols: SYMBOLS,
    shadows: [],
    lanterns: [],
    arcs: [],
    loose: [],
    fragments: [],
    threads: [],
    threadGoal: 10,
    people: [me(0, 3)],
    hands: [],
    guide: null,
    reeds: [],
    stones: [],
    strings: [],
    lights: [],
    gravity: 0,
    inTune: [],
    lookUp: false,
    threadFocus: null,
    coveredFrom: null,
    stilled: false,
    reducedMotion: false,
    highContrast: false,
  };
}

/** Hands between neighbours of a crowd. */
function handsOf(people: readonly PersonView[]): { a: string; b: string; tune: number }[] {
  const out: { a: string; b: string; tune: number }[] = [];
  for (const [i, p] of people.entries())
    for (const q of people.slice(i + 1))
      if (Math.hypot(p.x - q.x, p.y - q.y) < 1.5 && Math.abs(p.y - q.y) < 0.6 && (i + q.id.length) % 2 === 0)
        out.push({ a: p.id, b: q.id, tune: chance(i) });
  return out;
}

export function threads(n: number): ThreadView[] {
  return Array.from({ length: n }, (_, i) => ({ id: `t${i}`, place: i, cloth: CLOTHS[i % 8] as Cloth, gold: i % 3 === 1, mine: i === 2 }));
}

function named(people: PersonView[]): PersonView[] {
  return people.map((p, i) => (i % 4 === 0 && i / 4 < NAMES.length ? { ...p, name: NAMES[i / 4] as string } : p));
}

function dusk(): StageFrame {
  const people = named(crowd(26));
  return {
    ...empty(),
    people: [me(0, 3.4), ...people],
    hands: handsOf(people),
    lanterns: lanternRing(13),
    inTune: [{ a: 'me', b: people[3]?.id ?? 'me' }],
    // one voice, three together, and one that only asks
    arcs: [
      { id: 'arc1', x: -6, y: 3, vault: false, question: false },
      ...[3, 5, 4].map((x, k) => ({ id: `arc${k + 2}`, x, y: 1 + k, vault: true, question: false })),
      { id: 'arc5', x: -2, y: 6, vault: false, question: true },
    ],
    guide: { x: 6.5, y: 4, z: 2.4, lookX: 0, lookY: 3 },
  };
}

/** On the way to the orchard, the far end of another bridge still growing. */
function bridgeScene(): StageFrame {
  const people = named([person(3, -24, 1.6), person(4, -26.2, 2.4, { vx: -2 }), ...crowd(9, 4)]);
  return {
    ...empty(),
    people: [me(-20.4, 1.2, { vx: -1.5 }), ...people],
    hands: [{ a: 'me', b: 'p3', tune: 0.8 }],
    lanterns: lanternRing(9),
    bridges: BRIDGES.map((b) => (b.id === 'plaza-orchard' ? { ...b, grown: 0.62 } : b)),
    palette: { from: 'dusk', to: 'ritual', t: 0.5 },
  };
}

function shadowScene(): StageFrame {
  const at = { x: 7, y: 44 };
  const people = [
    person(21, at.x - 3.2, at.y + 1, { id: 'left', shape: 'sprout', cloth: 'clay', heart: 0.1, breath: 0.5, name: 'Noor' }),
    person(5, at.x + 6, at.y + 2),
    person(6, at.x + 7.2, at.y + 2.4, { emote: 'breath' }),
    person(8, at.x - 7, at.y + 3, { palmOpen: true }),
  ];
  return {
    ...empty(),
    palette: { from: 'descent', to: 'descent', t: 0 },
    people: [me(at.x + 2.2, at.y + 1.2), ...people],
    hands: [{ a: 'left', b: 'me', tune: 0.9 }],
    inTune: [{ a: 'left', b: 'me' }],
    shadows: [
      { id: 's1', x: at.x - 0.6, y: at.y - 1, weight: 0.55, full: 60, ring: 4, warmth: 0.55, veiled: false, soothed: false },
      { id: 's2', x: at.x + 8, y: at.y - 4, weight: 1, full: 20, ring: 3.2, warmth: 0, veiled: false, soothed: false },
    ],
    fragments: [{ id: 'f1', x: at.x - 5, y: at.y - 2, cloth: 'mauve' }],
  };
}

function skyScene(): StageFrame {
  const people = named(crowd(16, 7));
  return {
    ...empty(),
    palette: { from: 'healing', to: 'healing', t: 0 },
    people: [me(1, 4, { carries: 2 }), ...people],
    hands: handsOf(people),
    threads: threads(7),
    symbols: [...SYMBOLS.filter((s) => s.kind !== 'harp'), symbol('loom', 8.5, -4.5, { awake: true, level: 0.7, near: true })],
    shadows: [{ id: 's3', x: -3, y: 0, weight: 0.2, full: 60, ring: 3, warmth: 1, veiled: false, soothed: true }],
  };
}

function phone(): StageFrame {
  const people = named(crowd(9, 3));
  return { ...empty(), palette: { from: 'ritual', to: 'ritual', t: 0 }, people: [me(0.5, 2.6), ...people], lanterns: lanternRing(9) };
}

/** Every symbol once, awake, in two rows. */
function sheet(): StageFrame {
  const kinds: readonly SymbolView['kind'][] = [
    'hourglass',
    'fountain',
    'harp',
    'well',
    'mirror',
    'tree',
    'door',
    'loom',
    'hearth',
    'bench',
    'cage',
    'train',
    'sea',
    'orchard',
    'stand',
  ];
  const symbols = kinds.map((kind, i) =>
    symbol(kind, -15 + (i % 8) * 4.3, i < 8 ? -6 : 3, { awake: i % 3 !== 2, level: 0.5, near: i === 9, veiled: i === 13 }),
  );
  const people = SHAPES.map((shape, i) =>
    person(i, -12 + i * 4, 7.5, {
      shape,
      cloth: CLOTHS[i] as Cloth,
      name: shape,
      vx: i === 1 ? -2 : 0,
      vy: i === 4 ? -3 : 0,
      heart: i === 0 ? 0.1 : null,
      ember: i === 5,
      emote: ['breath', 'hand', 'spark', 'tear', 'question', 'quiet'][i] as string,
    }),
  );
  return {
    ...empty(),
    palette: { from: 'ritual', to: 'ritual', t: 0 },
    symbols,
    people: [me(0, 4.6), ...people],
    regions: [{ ...(REGIONS[0] as RegionView), rx: 24 }, ...REGIONS.slice(1)],
    loose: [
      { id: 'a', kind: 'lantern', x: -6, y: 6, angle: 0.4, w: 0.4, h: 0.4 },
      { id: 'b', kind: 'shard', x: 6, y: 6, angle: 0.7, w: 0.5, h: 0.5 },
      { id: 'c', kind: 'door', x: 10, y: 6.4, angle: 0.7, w: 1, h: 0.2 },
    ],
  };
}

/** The light without its mask, lying as a lake in the square, with six reeds. */
function lake(): StageFrame {
  const people = named([...crowd(14, 5), person(31, -1.6, 8.4), person(32, -2.8, 7.2), person(33, 4.4, 7.6)]);
  const reeds = [0.25, 1, 0.5, 0.25, 0.75, 0.25].map((share, i) => {
    const turn = ((i + 0.5) / 6) * Math.PI;
    return {
      id: `reed:${i}`,
      x: -3.8 * Math.cos(turn),
      y: 6.5 - 2.3 * Math.sin(turn),
      share,
      standing: [0, 5, 2, 0, 1, 0][i] ?? 0,
      near: i === 2,
    };
  });
  return {
    ...empty(),
    palette: { from: 'reckoning', to: 'reckoning', t: 0 },
    people: [me(3.6, 9.4), ...people],
    symbols: SYMBOLS.filter((s) => s.kind !== 'bench'),
    guide: { x: 0, y: 6.5, z: 0.4, lookX: 0, lookY: 3, exposed: true, mirror: true },
    reeds,
  };
}

export const SCENES: { readonly [name: string]: () => StageFrame } = {
  dusk,
  bridge: bridgeScene,
  shadow: shadowScene,
  sky: skyScene,
  phone,
  sheet,
  lake,
};
