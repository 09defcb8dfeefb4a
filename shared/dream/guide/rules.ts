/** How the light moves and waits. Metres, metres a second, seconds. */
import { sin, TAU } from '../../kernel/math.ts';
import { TICK_SECONDS } from '../ids.ts';

/** One light for so many people; and so many at most. */
export const LIGHT_PEOPLE = 12;
export const MOST_LIGHTS = 8;
/** It greets who has been here so long. */
export const GREET_AFTER_SECONDS = 12;
/** It comes so near, and waits. */
export const GREET_METRES = 6;
/** It leads a little slower than people walk. */
export const SPEED = 3.4;
/** It stops when who follows is so far behind, or stands still. */
export const LEASH_METRES = 6;
export const STANDING_SPEED = 0.3;
/** A greeting lasts so long; then it leads, if there is something to see. */
export const GREET_SECONDS = 6;
/** It gives up leading after so long, and does not come back for the same again. */
export const LEAD_SECONDS = 60;
/** It shows a symbol from so near. */
export const SHOW_METRES = 3;
/** A symbol awake already counts as so much farther than one asleep. */
export const AWAKE_METRES = 30;
/** Who turns away is left alone. */
export const LEAVE_SECONDS = 120;
/** Praise is said from so near; it gives up reaching somebody after this long. */
export const PRAISE_METRES = 8;
export const REACH_SECONDS = 40;

/** It hovers: 1.6 m, a slow swell of 10 cm every 4 s. */
export function hover(tick: number): number {
  return 1.6 + 0.1 * sin((tick * TICK_SECONDS * TAU) / 4);
}

/** An image is shown for so long; what it does is read from here on, and compared with the slow mean before it (time constant). */
export const ASK_SECONDS = 12;
export const READ_AFTER_SECONDS = 3;
export const REST_SECONDS = 20;
/** Responses in arousal, -1..1: of 255 images shown to simulated bodies .256 and .080 on average, deviation .12: d' 1.4. */
export const RESPONSE = { hit: 0.25, miss: 0.08, sigma: 0.12 } as const;
/** Staying says as little for a theme as walking off says against it: anybody may do either for reasons of their own. */
export const ACT_FACTOR = 0.2;
export const STAY_METRES = 4;
export const LEFT_METRES = 8;
/** It is sure enough to weave from this posterior on. */
export const SURE = 0.7;
/** A scene wears what is likelier theirs than all else together: it is there for who walks into it, where an image comes to them. */
export const TAKES = 0.5;
/** It stays after an image: longer where a shadow stands, which it helps to soothe. */
export const CONSOLE_SECONDS = 30;
export const STAY_SECONDS = 6;
export const CONSOLE_METRES = 6;
/** Signs kept of one person. */
export const MAX_SIGNS = 24;
/** Distance that pressing keeps from its person's ceiling. */
export const PRESS_MARGIN = 0.05;
/** From this suspicion on it is slower by half with that person. */
export const SLOW_FROM = 0.5;
/** What was kept or broken before weighs so much at the next promise (own). */
export const FORGETTING = 0.95;
/** An oddity without a cause is this likely of a light that misleads and of one that does not (own); errors of .05 each. */
export const MASK = { p0: 0.2, p1: 0.8, alpha: 0.05, beta: 0.05 } as const;

/** Odd things about the light, as those near it see or hear them (play.md section 5); a scenario's `tells` says how many of them a night has. */
export const TELLS: Readonly<Record<string, string>> = {
  shadow: 'The small light throws a shadow. Lights do not.',
  early: 'Something opened a moment before anybody touched it.',
  passes: 'A lantern was going out. The small light went past it.',
  hums: 'The small light hums. It is your own last breath, a little late.',
  question: '“Who chose this?” somebody asked it. “Who would you have chosen?”',
  returns: 'What somebody walked round is there again, in another coat.',
  denies: '“Nobody moved that,” it said. The thing was still moving.',
  rain: 'Rain begins by the small light. Nothing sad has happened there yet.',
  word: 'The small light says one word to somebody. They look up: they wrote it, and not here.',
};
/** What is seen, heard, and found by asking: a night that shows three or more has one of each. */
export const TELL_KINDS: readonly (readonly string[])[] = [
  ['shadow', 'early', 'passes', 'returns'],
  ['hums', 'rain'],
  ['question', 'denies', 'word'],
];
/** Things that look or sound much like them, each with an innocent cause: beside shadow, early, passes, hums, rain and word, and what is only said. */
export const DECOYS: Readonly<Record<string, string>> = {
  moth: 'A moth goes round the small light. Its shadow is larger than it is.',
  touched: 'Something glows. Somebody stands at it, with a hand on it.',
  flicker: 'The small light flickers. So do the lamps behind it.',
  drone: 'Something hums by the small light, in time with the dream.',
  waits: 'The small light waits. Somebody is slow tonight.',
  rained: 'It begins to rain by the small light. Something sad came first, as it should.',
  wall: 'The small light says a word you know. It stands on the wall, for everybody to read.',
};
/** The one that is not drawn: it is there while the Jukebox is bent (play.md section 5, tell 5). */
export const FLAT = 'flat';
/** What can be seen or heard of them lasts so long, s; the others are words alone. */
export const SHOWN_SECONDS: Readonly<Record<string, number>> = {
  shadow: 12,
  moth: 12,
  early: 2,
  touched: 2,
  passes: 5,
  flicker: 5,
  hums: 14,
  drone: 14,
  rain: 16,
  rained: 16,
};
/** Rain is early where who is led has so far to go yet, m: 3 s on foot. What came first came at most so long before, s. */
export const RAIN_METRES = 12.6;
export const RAINED_SECONDS = 15;
/** It does not rain early sooner after another odd thing than this, s. */
export const RAIN_AFTER_SECONDS = 60;
/** A word is one that says something, so long at least (letters), and is used so far from where it was written, m. */
export const WORD_LETTERS = 4;
export const ELSEWHERE_METRES = 12;
/** A symbol opens early where nobody is within so far, and is touched where somebody is; a lantern is passed from so near, m. */
export const AT_SYMBOL_METRES = 2.5;
export const PASSED_METRES = 8;
/** It leans on the Jukebox once in so long, one string more every so often, and lets go after so long, s. */
export const BEND_EVERY = [150, 270] as const;
export const STRING_SECONDS = 4;
export const BEND_SECONDS = 70;
/** Between two of them, s. */
export const TELL_EVERY = [60, 110] as const;
/** Within so far of the light one sees what is odd about it, m; for so long after one may note it, s; and once in so long, s. */
export const NOTE_METRES = 12;
export const SEEN_SECONDS = 20;
export const NOTE_SECONDS = 6;
/** So many different things must be known; then so many (or all) within so far and so long must ask, or more than half of those present within a minute. */
export const ENOUGH = 3;
export const ASKERS = 5;
export const ASKING_SECONDS = 60;
export const ROUND_METRES = 8;
export const ROUND_SECONDS = 20;
/** Asked in vain it keeps away for so long, s. */
export const QUIET_SECONDS = 60;
/** Reeds of the Mirror: so far from its middle, stood by within so far, m; the height of one that hardly anybody counts for. */
export const REED_RADIUS = 3.8;
export const REED_METRES = 3;
export const REED_LEAST = 0.25;
/** Fewer than so many who agreed are not counted: one reed stands for many things. */
export const LEAST_COUNTED = 5;
export const MANY = 'many';
/** How far the crowd's places at the reeds draw a storylet of that theme forward among equals, in intensity. */
export const REED_WEIGHT = 0.3;
/** After it stood without its mask it lies down as the Mirror, s. */
export const MIRROR_SECONDS = 30;
