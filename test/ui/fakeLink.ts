/** A dream that answers by itself: a plaza, people, a shadow, a symbol. For the page's tests only; the product never sees it. */

import type { DreamLink, LinkFrame, LinkState } from '../../client/net/link.ts';
import type { Refusal } from '../../shared/dream/commands.ts';
import type { Own, PersonSeen } from '../../shared/dream/observe.ts';
import type { AvatarInput } from '../../shared/dream/space/model.ts';
import type { EffectMessage, JoinOptions, Welcome, WhyMessage } from '../../shared/protocol/messages.ts';

export interface Sent {
  readonly type: string;
  readonly body: Record<string, unknown>;
}

export interface FakeLink extends DreamLink {
  readonly sent: Sent[];
  readonly inputs: AvatarInput[];
  /** changes what the next frames say */
  own: Own;
  common: LinkFrame['common'];
  people: PersonSeen[];
  names: Record<string, string>;
  refusal: Refusal | null;
  effect(effect: Partial<EffectMessage>): void;
  why(why: WhyMessage): void;
  state(state: LinkState, sentence: string): void;
}

const PLACE: Welcome['place'] = {
  id: 'fake',
  title: 'The ritual',
  acts: [{ id: 'a1', title: 'The ritual', palette: 'ritual', opensWhen: [], afterSeconds: 0 }],
  regions: [
    { id: 'plaza', name: 'The plaza', x: 0, y: 0, rx: 18, ry: 14, built: true },
    { id: 'islet', name: 'The islet', x: -34, y: -14, rx: 9, ry: 7, built: false },
  ],
  bridges: [{ id: 'b1', from: 'plaza', to: 'islet', ax: -14, ay: -8, bx: -26, by: -12, length: 12, halfWidth: 1.2 }],
  colliders: [],
  symbols: [
    { id: 'hourglass', kind: 'hourglass', name: 'the hourglass', verb: 'touch', x: 0, y: -6, region: 'plaza', theme: null },
    { id: 'door', kind: 'door', name: 'the door', verb: 'open', x: -34, y: -14, region: 'islet', theme: 'parting' },
    { id: 'fountain', kind: 'fountain', name: 'the fountain', verb: 'listen', x: 6, y: 2, region: 'plaza', theme: null },
    { id: 'loom', kind: 'loom', name: 'the loom', verb: 'weave', x: 12, y: -4, region: 'plaza', theme: null },
  ],
  loose: [],
  fog: 0,
  themes: [
    {
      tag: 'parting',
      low: 0.2,
      high: 0.6,
      healing: false,
      standIn: 'a ferry that only brings people in',
      standInSymbol: 'sea',
      veil: 'A train passes beyond the hill.',
    },
    {
      tag: 'grief.loss',
      low: 0.2,
      high: 0.7,
      healing: false,
      standIn: 'an orchard in fruit',
      standInSymbol: 'orchard',
      veil: 'The leaves turn away.',
    },
  ],
  tracks: [],
  districts: [],
  clauses: [
    { id: 'ask', says: 'Who is led is asked first.', now: 'The guide waits for a yes.', adds: [], removes: [], does: { guide: 'ask' } },
    { id: 'show', says: 'The mapping is shown.', now: 'Everybody may read the strings.', adds: [], removes: [], does: {} },
  ],
  statements: [{ id: 'fair', text: 'It was fair to be asked.' }],
};

const SHAPES = ['sprout', 'moon', 'leaf', 'shell', 'nightcap', 'bell'] as const;
const CLOTHS = ['iris', 'clay', 'bark', 'honey', 'mauve', 'teal', 'sage', 'stone'] as const;

function somebody(id: string, kind: PersonSeen['kind'], i: number): PersonSeen {
  return {
    id,
    kind,
    shape: SHAPES[i % 6] ?? 'leaf',
    cloth: CLOTHS[i % 8] ?? 'clay',
    x: -7 + (i % 5) * 3.2 + (i % 3) * 0.7,
    y: 1.5 + Math.floor(i / 5) * 2.4 + (i % 2),
    z: 0,
    vx: 0,
    vy: 0,
    breathIn: false,
    palm: false,
    ember: false,
    carries: 0,
  };
}

export function ownOf(id: string): Own {
  return {
    id,
    avatar: { x: 2, y: 4, z: 0, vx: 0, vy: 0, lift: 2, groundX: 2, groundY: 4, mist: 0 },
    modifiers: 0,
    partners: [],
    ease: 0.2,
    breaths: 0,
    tune: 0,
    params: { palette: 0, light: 1, tempo: 0, weather: 0, symbols: 0, intensity: 0, mode: 0, gravity: 0 },
    signal: { state: 'refused', quality: 0, hr: 0, arousal: 0 },
    consents: {},
    limits: { lines: [], veils: [], ceiling: 0.6 },
    hidden: [],
    clothes: {},
    scenes: [],
    circle: null,
    offers: [],
    fragments: [],
    deck: null,
    clothName: '',
    voice: null,
    ballot: [],
    answers: {},
    believed: null,
    notebook: [],
    reach: null,
  };
}

export function fakeLink(options: Partial<JoinOptions> = {}): FakeLink {
  const effects: ((e: EffectMessage) => void)[] = [];
  const whys: ((w: WhyMessage) => void)[] = [];
  const states: ((s: LinkState, sentence: string) => void)[] = [];
  let input: AvatarInput = { mx: 0, my: 0, float: false, breath: false };
  let last = 0;
  let began = -1;
  let at = { x: 2, y: 4 };
  const link: FakeLink = {
    welcome: { me: 'p1', token: 'fake-token', dreamId: 'fake-dream', tickRate: 20, place: PLACE, back: false, older: false, lasting: true },
    stats: { rttMs: 42, correction: 0.002, largestCorrection: 0.011, pendingInputs: 2, bytesIn: 183000, patchesPerSecond: 20 },
    sent: [],
    inputs: [],
    own: ownOf('p1'),
    refusal: null,
    names: { s2: 'Ilse', s3: 'Tomo', s4: 'Noor', 'a:elysia': 'Elysia' },
    people: [
      { ...somebody('p1', 'person', 0), shape: options.shape ?? 'leaf', cloth: options.cloth ?? 'teal', x: 2, y: 4 },
      ...['s2', 's3', 's4', 's5', 'p6', 'p7', 'p8', 's9', 's10', 's11'].map((id, i) =>
        somebody(id, id.startsWith('s') ? 'simulated' : 'person', i + 1),
      ),
    ],
    common: {
      tick: 0,
      title: 'The ritual',
      begun: true,
      act: { id: 'a1', title: 'The ritual', index: 0 },
      palette: { from: 'ritual', to: 'ritual', t: 1 },
      params: { palette: 0, light: 1, tempo: 60, weather: 0, symbols: 0, intensity: 0, mode: 0, gravity: 0 },
      plan: { mode: 'dorian', tempo: 60, register: 0, velocity: 0.4, articulation: 0.5, density: 0.4, flat: 0 },
      instruments: 'harp',
      sand: 0.38,
      sandSeconds: 372,
      dreaming: 14,
      ending: '',
      regions: PLACE.regions.map((r) => ({ id: r.id, weather: 'still', valence: 0.2, arousal: 0 })),
      bridges: [{ id: 'b1', length: 5, fixed: false }],
      symbols: PLACE.symbols.map((s) => ({ id: s.id, awake: s.id === 'hourglass' })),
      shadows: [],
      lanterns: [{ id: 'ln1', x: 5, y: 6, glow: 2, cycle: 10 }],
      loose: [],
      fragments: [],
      threads: [{ id: 'th1', by: 's2', cloth: 'honey', gold: false, place: 0 }],
      goal: 12,
      hands: [{ a: 's2', b: 's3', tune: 0.5 }],
      pairs: [
        { a: 'p1', b: 's4', g: 0.6 },
        { a: 'p1', b: 's2', g: 0.4 },
      ],
      roles: [
        { id: 'orchestrator', by: 'a:elysia', human: false, sand: 40, recall: 0 },
        { id: 'narrator', by: '', human: false, sand: 40, recall: 0 },
        { id: 'steward', by: 'p6', human: true, sand: 55, recall: 0 },
        { id: 'engineer', by: '', human: false, sand: 40, recall: 0 },
        { id: 'council', by: '', human: false, sand: 40, recall: 0 },
      ],
      signs: [],
      target: 0.3,
      lift: 0,
      paused: 0,
      beacons: [],
      governance: { legitimacy: 0.7, breaches: 0, inForce: [], waiting: [], record: [], vote: null, counted: null },
      charter: [{ id: 'gentle', says: 'The guide is gentle.', binding: false }],
      arcs: [],
      lights: [],
      reeds: [],
      stones: [],
      strings: [],
      stringsUntil: 0,
      districts: [],
      guide: { x: -6, y: -4, z: 2, lookX: 2, lookY: 4, exposed: false, mirror: false, showing: null },
    },
    frame(nowMs) {
      if (began < 0) began = nowMs;
      const dt = last === 0 ? 0 : Math.min(0.1, (nowMs - last) / 1000);
      last = nowMs;
      at = { x: at.x + (input.mx / 127) * 4.2 * dt, y: at.y + (input.my / 127) * 4.2 * dt };
      const tick = Math.floor((nowMs - began) / 50);
      link.common = { ...link.common, tick };
      const [me, ...others] = link.people;
      const breathIn = tick % 200 < 80;
      return {
        common: link.common,
        people: [
          { ...(me as PersonSeen), ...at, breathIn: input.breath },
          ...others.map((p, i) => ({ ...p, breathIn: i < 4 && breathIn })),
        ],
        own: link.own,
        names: link.names,
      };
    },
    control(next) {
      const before = link.inputs.at(-1);
      if (!before || before.breath !== next.breath || before.mx !== next.mx || before.my !== next.my || before.float !== next.float)
        link.inputs.push(next);
      input = next;
    },
    async command(type, body) {
      link.sent.push({ type, body: body as Record<string, unknown> });
      if (!navigator.onLine) throw new Error('offline');
      return link.refusal;
    },
    onEffect: (listener) => void effects.push(listener),
    onWhy: (listener) => void whys.push(listener),
    onDev: () => undefined,
    onLasting: () => undefined,
    onState: (listener) => void states.push(listener),
    effect(effect) {
      const whole: EffectMessage = {
        kind: 'words',
        by: 's2',
        name: 'Ilse',
        source: '',
        theme: null,
        intensity: 0.2,
        text: '',
        outcome: 'allowed',
        ...effect,
      };
      for (const listener of effects) listener(whole);
    },
    why(why) {
      for (const listener of whys) listener(why);
    },
    state(state, sentence) {
      for (const listener of states) listener(state, sentence);
    },
    async leave() {},
    async erase() {
      link.state('closed', 'What you left in this night is gone.');
      return true;
    },
  };
  return link;
}
