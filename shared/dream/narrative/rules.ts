/** Formulas and tuning of the story. Weights in W, lengths in metres, times in seconds unless a name says otherwise. */
import { ceil, clamp, log2, min, round } from '../../kernel/math.ts';

/** How far E reaches. */
export const REACH = 2.5;
/** How far words carry. */
export const SPEECH = 12;
/** A fragment can be woven this near to a loom. */
export const LOOM_REACH = 6;
/** Somebody this near who breathes with the weaver shares the thread. */
export const GOLD_REACH = 5;
/** Fragments one person carries at most. */
export const CARRY = 2;
/** No act is shorter, unless its own time says so. */
export const MIN_ACT_SECONDS = 45;
/** Hands soothe a shadow from this near. */
export const SOOTHE_REACH = 6;
/** A shadow keeps what was soothed this long ... */
export const KEEP_SECONDS = 120;
/** ... and then grows back so fast, W/s. */
export const REGROW_RATE = 0.2;
/** A soothed shadow takes this long to come apart, for the eye. */
export const APART_SECONDS = 6;
/** Fastest drift of a shadow left alone, m/s. */
export const DRIFT_SPEED = 0.4;
/** Ground this near to a lantern is lit. */
export const LIT_RADIUS = 6;
/** From how near a shadow is faced. */
export const FACE_REACH = 4;
/** Each of the three layers takes a breath: this long at least. */
export const LAYER_SECONDS = 3;
/** Who stayed to the third layer has steady hands this long ... */
export const STEADY_SECONDS = 60;
/** ... which add so much to h. */
export const STEADY_GAIN = 0.5;

/** Reflection circles: seats, how near one sits (m), how often a turn is lengthened, the length of each part (s), and what it leaves in the air. */
export const CIRCLE = {
  least: 3,
  most: 7,
  reach: 4,
  more: 2,
  /** one that was opened for all waits so long for the first, s */
  waits: 90,
  seconds: { gather: 0, settle: 20, question: 8, turn: 25, silence: 15, gift: 10, summary: 15 },
  warmth: { valence: 0.4, arousal: -0.1 },
} as const;

/** Word cards: two make a line, one is a gift. */
export const CARDS: readonly string[] = [
  'warm',
  'door',
  'water',
  'late',
  'kettle',
  'light',
  'name',
  'stone',
  'song',
  'window',
  'bread',
  'road',
];

/** Radius of a shadow's cold: 3 m at birth to 6 m at 90 s. */
export function ringRadius(ageSeconds: number): number {
  return 3 + 3 * clamp(ageSeconds / 90, 0, 1);
}

/** What n hands are worth: 1 + .5 log2(n / 2), at most 2 (at 8); alone .25. Each steady pair of hands adds .5, in all at most 3. */
export function handsWorth(n: number, steady = 0): number {
  if (n <= 0) return 0;
  const base = n < 2 ? 0.25 : min(2, 1 + 0.5 * log2(n / 2));
  return min(3, base + STEADY_GAIN * steady);
}

/** W a second that n hands lift with answer g (0..1): h(n) (.35 + .65 g). */
export function soothingRate(n: number, g: number, steady = 0): number {
  return handsWorth(n, steady) * (0.35 + 0.65 * clamp(g, 0, 1));
}

/** Shadows that may stand at once: clamp(ceil(N / perPeople), 1, 24). */
export function shadowsAllowed(people: number, perPeople: number): number {
  return clamp(ceil(people / perPeople), 1, 24);
}

/** Threads of a whole cloth: clamp(round(perPerson N), 6, 60). */
export function clothGoal(people: number, perPerson: number): number {
  return clamp(round(perPerson * people), 6, 60);
}

/** How a night ends (`ending.ts` explains it): the cloth, the shadows left standing, who woke before the end, and what its scenario asks of a dawn besides. */
export function endingOf(night: {
  woven: number;
  goal: number;
  open: number;
  formed: number;
  came: number;
  woke: number;
  lacked: string;
}): 'dawn' | 'restless' | 'broken' {
  if (night.woke * 2 > night.came || night.woven < 0.4 * night.goal) return 'broken';
  return night.woven >= night.goal && night.open <= 0.2 * night.formed && night.lacked === '' ? 'dawn' : 'restless';
}

/** The 32 phrase cards, eight groups of four; their words live with each language. */
export const PHRASES: readonly string[] = ['greet', 'ask', 'help', 'feel', 'answer', 'thanks', 'wait', 'leave'].flatMap((group) =>
  [1, 2, 3, 4].map((n) => `${group}.${n}`),
);
