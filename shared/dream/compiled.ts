/**
 * A compiled scenario: what the core reads. `shared/scenario` makes it from files; nothing here is optional, defaults are already in.
 * Lengths in metres, times in seconds, intensities 0..1, angles in radians; x to the right, y towards the viewer.
 */
import type { RegionId, ThemeTag, ThingId } from './ids.ts';

export type PaletteName = 'dusk' | 'ritual' | 'descent' | 'reckoning' | 'healing' | 'dawn';
export type SymbolKind =
  | 'hourglass'
  | 'fountain'
  | 'harp'
  | 'well'
  | 'mirror'
  | 'tree'
  | 'door'
  | 'loom'
  | 'hearth'
  | 'bench'
  | 'cage'
  | 'train'
  | 'sea'
  | 'orchard'
  | 'stand';
export type Instrument = 'harp' | 'rails' | 'voices' | 'hands' | 'wood' | 'breath' | 'strings' | 'bell';
export type Mode = 'phrygian' | 'aeolian' | 'dorian' | 'mixolydian' | 'ionian' | 'lydian';

/**
 * Facts that the dream itself keeps; any other is set by a choice and has a dot in its name (`n1.knows_why`, `carry.coat`).
 * Counts are since the night began unless said. Five families name a thing and are 0 or 1: `clause.<clause>` (it is in force), `at.<symbol>` (within 6 m of it),
 * `here.<region>`, `seen.<storylet>` (all three of the person a storylet is for) and `whole.<bridge>` (it was whole once).
 */
export const WORLD_FACTS = {
  act: 'number of the present act, 1 for the first',
  t: 'seconds since this act opened',
  night: 'seconds since the night began',
  dreaming: 'people dreaming now, simulated ones too',
  baselines: 'share of the dreaming who have three counted breaths, 0..1',
  breaths: 'counted breaths of all',
  tuned: 'times that two began to breathe together',
  hands: 'times that two joined hands',
  lanterns: 'lanterns planted',
  bridges: 'bridges grown whole at least once',
  woken: 'symbols woken',
  open: 'shadows standing now',
  formed: 'shadows ever formed',
  soothed: 'shadows soothed',
  woven: 'threads in the sky now',
  cloth: 'threads in the sky, as a share of the goal, 0..1',
  near: 'others within 6 m of the person a storylet is for',
  alone: 'seconds for which nobody was within 6 m of the person a storylet is for',
  guideNear: '1 while the guide is within 6 m of the person a storylet is for',
  circles: 'circles that closed',
  declined: 'scenes that were left without an answer, of all',
  intensity: 'intensity of the group, 0..1',
  rising: '1 while the hourglass builds up',
  integrity: 'what the jukebox applied as a share of what it declared, 0..1; 1 is honest',
  flat: 'seconds for which the integrity has been under .85',
  suspicion: 'mean suspicion of the guide among the dreaming, 0..1',
  evidence: 'different pieces of evidence against the guide',
  exposed: '1 once the guide stands without its mask',
  exposedFor: 'seconds since then',
  mirror: '1 while the Mirror is awake',
  breaches: 'breaches of the charter that people learned of',
  legitimacy: 'legitimacy of Dream Governance, 0..1',
  standing: 'people who raise their voice now',
  surges: 'surges of protest',
  reforms: 'reforms that passed',
  statements: 'statements that more than half of the dreaming answered',
  wound: 'how open the wound is that tonight is designed toward, 0..1',
} as const;

/** Largest value of a criterion without an upper end. */
export const NO_LIMIT = 1e9;

/** A named number must lie in [min, max]; a missing fact counts as 0. */
export interface Criterion {
  readonly fact: string;
  readonly min: number;
  readonly max: number;
}

export interface CompiledAct {
  readonly id: string;
  readonly title: string;
  readonly palette: PaletteName;
  /** opens when any of these groups of criteria holds (the group must hold whole) ... */
  readonly opensWhen: readonly (readonly Criterion[])[];
  /** ... or this long after the act before opened; the first act opens at once */
  readonly afterSeconds: number;
}

export interface CompiledTheme {
  readonly tag: ThemeTag;
  readonly low: number;
  readonly high: number;
  readonly healing: boolean;
  /** what stands there for somebody with a line: one short noun phrase, and the symbol kind drawn */
  readonly standIn: string;
  readonly standInSymbol: SymbolKind;
  /** one sentence for somebody with a veil */
  readonly veil: string;
}

export interface CompiledRegion {
  readonly id: RegionId;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** half axes of the ellipse, m */
  readonly rx: number;
  readonly ry: number;
  readonly built: boolean;
}

export interface CompiledBridge {
  readonly id: ThingId;
  readonly from: RegionId;
  readonly to: RegionId;
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
  /** length to grow, m */
  readonly length: number;
  /** half width, m */
  readonly halfWidth: number;
}

export interface CompiledCollider {
  readonly id: ThingId;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export interface CompiledSymbol {
  readonly id: ThingId;
  readonly kind: SymbolKind;
  readonly name: string;
  /** the one verb shown beside the name */
  readonly verb: string;
  readonly x: number;
  readonly y: number;
  readonly region: RegionId;
  readonly theme: ThemeTag | null;
}

export interface CompiledLoose {
  readonly id: ThingId;
  readonly kind: 'lantern' | 'shard' | 'door' | 'loaf';
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  /** half extents, m; a lantern is a disc of radius `w` */
  readonly w: number;
  readonly h: number;
  /** kg; a door turns about its end (-w, 0) */
  readonly mass: number;
}

export type Consequence =
  | { readonly kind: 'fact'; readonly fact: string; readonly add: number }
  | { readonly kind: 'shadow'; readonly theme: ThemeTag; readonly weight: number; readonly at: ThingId }
  | { readonly kind: 'fragment' }
  | { readonly kind: 'warm'; readonly valence: number; readonly arousal: number }
  | { readonly kind: 'mute'; readonly track: string }
  | { readonly kind: 'pace'; readonly perMinute: number }
  | { readonly kind: 'deed'; readonly deed: Deed; readonly about: string; readonly amount: number };

/**
 * What a choice may ask of another system, which decides what comes of it. `about` and `amount` by deed: breach (id; -) a breach of the charter
 * becomes known; legitimacy (-; change, -1..1); propose (clause; -) puts a clause to the vote; stand (-; -) who chose raises their voice;
 * gain (-; 0..1.5) gain of all shared tracks; rollback (-; -) back to the declared mapping; open (-; -) the shared tracks as strings for a minute; evidence (id; -) who chose saw this against the guide;
 * trust (-; change, -1..1) of who chose in the guide; unmask (-; -); mirror ('wake' or 'sleep'; -); amplify (-; 0..1) and ease (-; 0..1) of the intensity.
 */
export const DEEDS = [
  'breach',
  'legitimacy',
  'propose',
  'stand',
  'gain',
  'rollback',
  'open',
  'evidence',
  'trust',
  'unmask',
  'mirror',
  'amplify',
  'ease',
] as const;
export type Deed = (typeof DEEDS)[number];

export interface CompiledChoice {
  readonly id: string;
  readonly label: string;
  /** what is said after, at most 25 words; empty for silence */
  readonly answer: string;
  readonly then: readonly Consequence[];
}

export interface CompiledStorylet {
  readonly id: string;
  /** symbol that wakes it, or '' for one that comes by itself */
  readonly symbol: ThingId;
  readonly speaker: string;
  readonly theme: ThemeTag | null;
  readonly intensity: number;
  readonly requires: readonly Criterion[];
  readonly text: string;
  /** its form at intensity .3 for who asked for gentler */
  readonly soft: string;
  readonly choices: readonly CompiledChoice[];
  /** stays open this long, then "nobody chose" */
  readonly seconds: number;
  readonly once: boolean;
  /** with `once` false: the same person meets it again at the earliest after this many seconds */
  readonly cooldown: number;
  /** who has it before them when it opens for one: that one, all within 12 m, all on the same ground, everybody */
  readonly audience: 'one' | 'near' | 'region' | 'all';
  /** who decides: each for themselves, or all who have it before them by the most votes */
  readonly decide: 'each' | 'together';
}

/** A shadow that forms by itself, once a night, at the first moment when all its criteria hold. */
export interface CompiledShadow {
  readonly id: string;
  readonly theme: ThemeTag;
  /** W; 20 is small, 36 usual */
  readonly weight: number;
  /** symbol or region it forms at */
  readonly at: ThingId;
  readonly requires: readonly Criterion[];
}

/** What a dawn needs besides a whole cloth and few shadows. */
export interface CompiledNeed {
  /** in a few words: "a passed reform" */
  readonly what: string;
  readonly requires: readonly Criterion[];
}

/** What an ending is called when all its criteria hold. */
export interface CompiledEnding {
  readonly ending: 'dawn' | 'restless' | 'broken';
  readonly title: string;
  readonly requires: readonly Criterion[];
}

export interface CompiledWound {
  readonly id: string;
  readonly name: string;
  /** 0 closed .. 1 wide open */
  readonly open: number;
  readonly themes: readonly ThemeTag[];
}

/** A part of the city that shares a dream with others: its own colour of people, its own wound, its own legitimacy. */
export interface CompiledDistrict {
  readonly id: string;
  readonly name: string;
  readonly regions: readonly RegionId[];
  /** colour of its ground, null for the night's own */
  readonly cloth: CastMember['cloth'] | null;
  /** wound of the city that shows here, '' if none */
  readonly wound: string;
  /** legitimacy of Dream Governance here at the start, 0..1 */
  readonly legitimacy: number;
}

/** One sentence of the charter as the gate applies it, after the floor. */
export interface CharterRule {
  readonly id: string;
  readonly says: string;
  /** what it speaks of; '' is anything, anybody, any kind */
  readonly theme: ThemeTag;
  readonly kind: string;
  /** role (orchestrator, narrator, ...), guide or dream */
  readonly by: string;
  /** strongest allowed, 0..1; 0 is not at all */
  readonly most: number;
  /** at most once to a person in this long, s; 0 is as often as one likes */
  readonly every: number;
  /** true: the gate holds effects to it; false: it stands on paper, what exceeds it passes and is a breach */
  readonly binding: boolean;
}

export interface CompiledClause {
  readonly id: string;
  readonly says: string;
  /** what changes now, in one plain sentence */
  readonly now: string;
  /** rules that come into the charter, in the place of those of the same id */
  readonly adds: readonly CharterRule[];
  readonly removes: readonly string[];
  /** what else it asks of a role from then on: guide -> ask, show, unmasked */
  readonly does: Readonly<Record<string, string>>;
}

export interface CompiledGovernance {
  /** legitimacy of Dream Governance at the start, 0..1 */
  readonly legitimacy: number;
  readonly charter: readonly CharterRule[];
  readonly clauses: readonly CompiledClause[];
  readonly statements: readonly { readonly id: string; readonly text: string }[];
  /** share of those present that must stand, for how long (s), and at most once in how long (s) */
  readonly surge: { readonly share: number; readonly hold: number; readonly every: number };
  /** share of those present that must vote, 0..1 */
  readonly quorum: number;
  readonly council: {
    readonly name: string;
    /** 0..1 each: pride denies, fear restricts, conscience concedes and reforms */
    readonly pride: number;
    readonly fear: number;
    readonly conscience: number;
    /** what it says, by act: restrict, deny, spin, return, concede, reform */
    readonly lines: Readonly<Record<string, readonly string[]>>;
  };
}

export interface CompiledDialogue {
  readonly id: string;
  /** cast member or guide who speaks it */
  readonly speaker: string;
  /** compiled ink, JSON text */
  readonly ink: string;
  /** who decides: the one who began it, or with them by the most votes those of their circle, else those within 12 m */
  readonly decide: 'each' | 'together';
}

export interface CompiledQuestion {
  readonly text: string;
  readonly theme: ThemeTag | null;
  readonly intensity: number;
}

/** Where a jukebox track reads from and what it moves. */
export interface CompiledTrack {
  readonly id: string;
  readonly name: string;
  readonly source: 'arousal' | 'heartRate' | 'breathRate' | 'coherence' | 'valence' | 'tuned' | 'intensity' | 'cloth' | 'standing';
  readonly scope: 'own' | 'circle' | 'region' | 'group';
  readonly target: 'palette' | 'light' | 'tempo' | 'weather' | 'symbols' | 'intensity' | 'mode' | 'gravity';
  /** input range mapped on output range, straight line, clipped */
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  /** points of rising input in place of the line; empty for the line */
  readonly curve: readonly (readonly [number, number])[];
  /** lowest and highest output ever applied */
  readonly limits: readonly [number, number];
  /** time constant of the smoothing, s */
  readonly smoothing: number;
  readonly gain: number;
  readonly purpose: 'own-view' | 'group';
  /** the public sentence */
  readonly says: string;
}

export type Temper = 'ordinary' | 'chatty' | 'dissenter' | 'consent-revoker' | 'stop-card' | 'dropout' | 'flooder' | 'everything';

export interface CastMember {
  readonly id: string;
  readonly name: string;
  readonly kind: 'agent' | 'simulated';
  readonly role: '' | 'orchestrator' | 'narrator' | 'steward' | 'engineer' | 'council';
  readonly shape: 'sprout' | 'moon' | 'leaf' | 'shell' | 'nightcap' | 'bell';
  readonly cloth: 'clay' | 'honey' | 'sage' | 'teal' | 'iris' | 'mauve' | 'stone' | 'bark';
  readonly temper: Temper;
  /** where they begin: a symbol or region id */
  readonly home: string;
  /** lines they may say, by occasion: greet, lead, hand, lantern, bridge, shadow, thanks, idle, farewell, handover, takeback */
  readonly lines: Readonly<Record<string, readonly string[]>>;
}

/** What an agent of a role may do by itself: the heaviest rule whose facts hold and whose act the deck allows. */
export interface CompiledAgentRule {
  readonly id: string;
  readonly role: string;
  readonly when: readonly Criterion[];
  /** act of the role's deck */
  readonly does: string;
  /** what the act is about: an id, or @shadow, @symbol, @chosen, @top for the one that fits now */
  readonly about: string;
  readonly amount: number;
  /** text of an act that writes */
  readonly words: string;
  readonly weight: number;
  /** the reason, as the agent would give it */
  readonly why: string;
}

export interface CompiledOrchestration {
  /** target intensity over the night: minutes since it began, 0..0.85 */
  readonly curve: readonly (readonly [number, number])[];
  /** storylets that the orchestrator may seed; none: any that comes by itself */
  readonly events: readonly string[];
  /** opening lines to choose from backstage */
  readonly openings: readonly string[];
  /** share of the usual reaction time of 2 to 5 s that an agent of each role takes */
  readonly haste: Readonly<Record<string, number>>;
  readonly agents: readonly CompiledAgentRule[];
}

export interface CompiledKnobs {
  readonly nightSeconds: number;
  readonly ceiling: number;
  readonly shadowWeight: number;
  readonly shadowPerPeople: number;
  readonly shadowSeepSeconds: number;
  readonly coherenceWindowSeconds: number;
  readonly gZero: number;
  readonly gSpan: number;
  /** m^2/s */
  readonly airDiffusion: number;
  readonly bridgeRate: number;
  /** how far one sees while no bridge is whole, m; 0: no fog. Only drawn: who is near is told all the same */
  readonly fogMetres: number;
  readonly bridgeDecay: number;
  readonly tapestryPerPerson: number;
  readonly companionsMin: number;
  /** share of simulated citizens who look closely at what is odd, 0..1 */
  readonly companionsCurious: number;
  readonly guideProbeSeconds: number;
  /** how far a shared track may be bent, as a share of its range, 0..1 */
  readonly tamper: number;
}

/**
 * A formula of signal temporal logic (Maler & Nickovic 2004). Times are seconds from the moment it is asked of; `to` NO_LIMIT: to the end.
 * Its robustness is how far it is from being otherwise, in shares of the signal's range (Donze & Maler 2010).
 */
export type Formula =
  | { readonly op: 'is'; readonly signal: string; readonly of: string; readonly over: Over; readonly min: number; readonly max: number }
  | { readonly op: 'not'; readonly of: Formula }
  | { readonly op: 'all' | 'any'; readonly of: readonly Formula[] }
  | { readonly op: 'always' | 'eventually'; readonly from: number; readonly to: number; readonly of: Formula }
  | { readonly op: 'until'; readonly from: number; readonly to: number; readonly first: Formula; readonly then: Formula };

/** How the values of many people become one; '' where there is one value only. */
export type Over = '' | 'min' | 'max' | 'mean' | 'sum';

/** What a designer or tester expects of every session; it changes nothing in the dream, so it is not part of the hash. */
export interface CompiledExpectation {
  readonly id: string;
  readonly says: string;
  readonly for: 'night' | 'each';
  /** whom it is asked of, with `for: each`; '' takes everybody */
  readonly who: { readonly kind: '' | 'person' | 'simulated' | 'agent'; readonly role: string; readonly temper: string };
  readonly formula: Formula;
}

export interface CompiledGuide {
  readonly name: string;
  readonly home: ThingId;
  readonly greet: readonly string[];
  readonly lead: readonly string[];
  readonly found: readonly string[];
  /** images by which it finds out what moves whom, one a theme */
  readonly probe: readonly { readonly theme: ThemeTag; readonly text: string; readonly soft: string }[];
  /** images for each person in a night */
  readonly probes: number;
  readonly press: boolean;
  /** odd things about it that a night has, 0..7 */
  readonly tells: number;
  readonly honest: boolean;
  readonly console: readonly string[];
  /** MDSL */
  readonly tree: string;
}

export interface CompiledScenario {
  readonly format: 1;
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** hash of everything that decides the dream; expectations do not */
  readonly hash: string;
  readonly knobs: CompiledKnobs;
  readonly acts: readonly CompiledAct[];
  readonly themes: readonly CompiledTheme[];
  readonly regions: readonly CompiledRegion[];
  readonly bridges: readonly CompiledBridge[];
  readonly colliders: readonly CompiledCollider[];
  readonly spawns: readonly { readonly id: string; readonly x: number; readonly y: number }[];
  readonly symbols: readonly CompiledSymbol[];
  readonly loose: readonly CompiledLoose[];
  readonly storylets: readonly CompiledStorylet[];
  readonly dialogues: readonly CompiledDialogue[];
  /** what a reflection circle may be asked */
  readonly questions: readonly CompiledQuestion[];
  readonly shadows: readonly CompiledShadow[];
  readonly dawn: readonly CompiledNeed[];
  readonly endings: readonly CompiledEnding[];
  readonly wounds: readonly CompiledWound[];
  readonly districts: readonly CompiledDistrict[];
  readonly governance: CompiledGovernance;
  readonly orchestration: CompiledOrchestration;
  readonly tracks: readonly CompiledTrack[];
  readonly music: { readonly mode: Mode; readonly low: number; readonly high: number; readonly instruments: readonly Instrument[] };
  readonly cast: readonly CastMember[];
  readonly guide: CompiledGuide;
  /** scenario of the night that follows in its campaign, '' for the last; changes nothing in this dream */
  readonly next: string;
  readonly expectations: readonly CompiledExpectation[];
}
