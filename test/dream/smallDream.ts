/** A small compiled scenario for tests: a plaza of 18 m, a bridge of 12 m, an islet, one symbol with a choice, a few loose things. */
import type { CompiledGovernance, CompiledKnobs, CompiledScenario } from '../../shared/dream/compiled.ts';

/** Knobs of the first night; the ones a test cares about are overridden by it. */
export const SMALL_KNOBS: CompiledKnobs = {
  nightSeconds: 1200,
  ceiling: 0.55,
  shadowWeight: 20,
  shadowPerPeople: 4,
  shadowSeepSeconds: 90,
  coherenceWindowSeconds: 20,
  gZero: 0.2,
  gSpan: 0.5,
  bridgeRate: 0.3,
  bridgeDecay: 0.05,
  tapestryPerPerson: 0.8,
  companionsMin: 12,
  tamper: 0,
  guideProbeSeconds: 600,
};

/** No rule, no clause; the council has no words. */
export const SMALL_GOVERNANCE: CompiledGovernance = {
  legitimacy: 0.7,
  charter: [],
  clauses: [],
  statements: [],
  surge: { share: 0.25, hold: 15, every: 240 },
  quorum: 0.4,
  council: { name: 'Dream Governance', pride: 0.5, fear: 0.5, conscience: 0.5, lines: {} },
};

/**
 * The plaza lies round (0, 0) with radius 18; bridge `b.islet` runs from (18, 0) to (30, 0); the islet's ellipse is round (42, 0), 12 x 10.
 * Everything can be overridden one field deep: `smallScenario({ colliders: [] })`.
 */
export function smallScenario(overrides: Partial<CompiledScenario> = {}): CompiledScenario {
  return {
    format: 1,
    id: 'small',
    title: 'A small dream',
    summary: 'For tests.',
    hash: 'small-1',
    knobs: SMALL_KNOBS,
    acts: [
      { id: 'a1', title: 'Arriving', palette: 'dusk', opensWhen: [], afterSeconds: 0 },
      { id: 'a2', title: 'Together', palette: 'healing', opensWhen: [[{ fact: 'soothed', min: 1, max: 1e9 }]], afterSeconds: 120 },
    ],
    themes: [
      {
        tag: 'loneliness',
        low: 0.1,
        high: 0.5,
        healing: false,
        standIn: 'an empty bench in the sun',
        standInSymbol: 'bench',
        veil: 'Something here is about being alone.',
      },
      {
        tag: 'belonging',
        low: 0.05,
        high: 0.4,
        healing: true,
        standIn: 'a warm stone',
        standInSymbol: 'hearth',
        veil: 'Something here is about belonging.',
      },
    ],
    regions: [
      { id: 'plaza', name: 'The plaza', x: 0, y: 0, rx: 18, ry: 18, built: true },
      { id: 'islet', name: 'The islet', x: 42, y: 0, rx: 12, ry: 10, built: false },
    ],
    bridges: [{ id: 'b.islet', from: 'plaza', to: 'islet', ax: 18, ay: 0, bx: 30, by: 0, length: 12, halfWidth: 1.6 }],
    colliders: [{ id: 'c.fountain', x: 0, y: -8, radius: 1.5 }],
    spawns: [{ id: 'gate', x: 0, y: 8 }],
    symbols: [
      { id: 'fountain', kind: 'fountain', name: 'the fountain', verb: 'listen', x: 0, y: -8, region: 'plaza', theme: 'loneliness' },
    ],
    loose: [
      { id: 'l.lantern', kind: 'lantern', x: -8, y: 4, angle: 0, w: 0.3, h: 0.3, mass: 2 },
      { id: 'l.shard', kind: 'shard', x: -6, y: -6, angle: 0.4, w: 0.6, h: 0.3, mass: 3 },
      { id: 'l.door', kind: 'door', x: 8, y: 6, angle: 0, w: 0.9, h: 0.12, mass: 12 },
    ],
    storylets: [
      {
        id: 's.listen',
        symbol: 'fountain',
        speaker: 'the fountain',
        theme: 'loneliness',
        intensity: 0.3,
        requires: [],
        text: 'The water says a name nobody here has.',
        soft: 'The water murmurs.',
        choices: [
          {
            id: 'answer',
            label: 'Answer it',
            answer: 'It is quiet, then warmer.',
            then: [{ kind: 'fragment' }, { kind: 'fact', fact: 'listened', add: 1 }],
          },
          { id: 'leave', label: 'Let it be', answer: '', then: [{ kind: 'shadow', theme: 'loneliness', weight: 20, at: 'fountain' }] },
        ],
        seconds: 40,
        once: false,
        cooldown: 0,
        audience: 'one',
        decide: 'each',
      },
    ],
    dialogues: [],
    shadows: [],
    wounds: [],
    districts: [],
    governance: SMALL_GOVERNANCE,
    tracks: [
      {
        id: 'own-light',
        name: 'your light',
        source: 'arousal',
        scope: 'own',
        target: 'light',
        from: [-1, 1],
        to: [0.3, 0.9],
        curve: [],
        limits: [0.8, 1.2],
        smoothing: 2,
        gain: 1,
        purpose: 'own-view',
        says: 'Your own light follows how awake your body is.',
      },
      {
        id: 'group-tempo',
        name: "the room's pulse",
        source: 'coherence',
        scope: 'group',
        target: 'tempo',
        from: [0, 1],
        to: [60, 72],
        curve: [],
        limits: [60, 72],
        smoothing: 6,
        gain: 1,
        purpose: 'group',
        says: 'The music moves with how well you all breathe together.',
      },
    ],
    music: { mode: 'dorian', low: 60, high: 72, instruments: ['harp'] },
    cast: [
      {
        id: 'elysia',
        name: 'Elysia',
        kind: 'agent',
        role: 'orchestrator',
        shape: 'moon',
        cloth: 'iris',
        temper: 'ordinary',
        home: 'fountain',
        lines: { greet: ['There you are.'], farewell: ['Until morning.'] },
      },
      {
        id: 'maris',
        name: 'Maris',
        kind: 'simulated',
        role: '',
        shape: 'leaf',
        cloth: 'sage',
        temper: 'ordinary',
        home: 'plaza',
        lines: { greet: ['There. That is most of it.'], hand: ['Here.'], thanks: ['Thank you.'] },
      },
      {
        id: 'bram',
        name: 'Bram',
        kind: 'simulated',
        role: '',
        shape: 'shell',
        cloth: 'bark',
        temper: 'everything',
        home: 'plaza',
        lines: { greet: ['Mild, for a dream.'], idle: ['I like the fog.'] },
      },
    ],
    next: '',
    expectations: [],
    guide: {
      name: 'the light',
      home: 'fountain',
      greet: ['You found the way in.'],
      lead: ['This way, if you like.'],
      found: ['You found it without me. Good.'],
    },
    ...overrides,
  };
}
