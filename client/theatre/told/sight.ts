/** From a moment of the night to what the citizen's own frame builder knows: one viewer's view, or the whole seen from an eye. Pure. */
import type { Own, PersonSeen } from '../../../shared/dream/observe.ts';
import { type TheatreEvent, type TheatreNight, WHOLE } from '../../../shared/protocol/theatre.ts';
import type { LinkFrame } from '../../net/link.ts';
import { bubbleSeconds } from '../../ui/captions.ts';
import { hear } from '../../ui/hearing.ts';
import type { Speech } from '../../ui/speech.ts';
import type { Sight } from './reel.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Longest that words hang over a head, s; signs. */
const WORDS_S = 14;
const SIGN_S = 3;

/** Nobody's: sees all in its true form, shares nothing, has nothing in reach. */
const NOBODY: Own = {
  id: '',
  avatar: { x: 0, y: 0, z: 0, vx: 0, vy: 0, lift: 0, groundX: 0, groundY: 0, mist: 0 },
  modifiers: 0,
  partners: [],
  ease: 0,
  breaths: 0,
  tune: 0,
  params: { palette: 0, light: 1, tempo: 0, weather: 0, symbols: 0, intensity: 0, mode: 0, gravity: 0 },
  signal: { state: 'refused', quality: 0, hr: 0, arousal: 0 },
  consents: {},
  limits: { lines: [], veils: [], ceiling: 1 },
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

/** What the frame builder takes: oneself first, or, in the whole view, whoever is nearest to the eye. */
export function seenOf(sight: Sight, who: string, eye: Point): LinkFrame {
  const { common, names, own } = sight;
  if (own && who !== WHOLE) return { common, people: sight.people, own, names };
  const far = (p: PersonSeen): number => Math.hypot(p.x - eye.x, p.y - eye.y);
  return { common, people: [...sight.people].sort((a, b) => far(a) - far(b)), own: { ...NOBODY, params: common.params }, names };
}

/** Where the whole view rests: with somebody, else where it was. */
export function eyeOn(sight: Sight, near: string, eye: Point): Point {
  const p = sight.people.find((q) => q.id === near);
  if (p) return { x: p.x, y: p.y };
  if (eye.x !== 0 || eye.y !== 0 || sight.people.length === 0) return eye;
  const first = sight.people[0] as PersonSeen;
  return { x: first.x, y: first.y };
}

/** Index of the first event after a tick; events are in order. */
export function firstAfter(events: readonly TheatreEvent[], tick: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle] as TheatreEvent).tick > tick) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** In the whole view only those near the eye are heard, m, and so many at once; else a full plaza is nothing but words. */
const HEARD_M = 9;
const HEARD_AT_ONCE = 3;

/** Leaves the words of the few who stand nearest to the eye. */
export function hushed(words: ReadonlyMap<string, string>, people: readonly PersonSeen[], eye: Point): Map<string, string> {
  const far = (p: PersonSeen): number => Math.hypot(p.x - eye.x, p.y - eye.y);
  const near = people.filter((p) => words.has(p.id) && far(p) <= HEARD_M).sort((a, b) => far(a) - far(b));
  return new Map(near.slice(0, HEARD_AT_ONCE).map((p) => [p.id, words.get(p.id) ?? '']));
}

export interface Voices {
  readonly words: ReadonlyMap<string, string>;
  readonly emotes: ReadonlyMap<string, string>;
  /** the last line of a voice of the dream that reached the viewer, null when it is over */
  readonly caption: { readonly speaker: string; readonly text: string } | null;
}

/** What hangs over heads at a tick, as long as it would hang there in the night itself. */
export function voicesAt(night: TheatreNight, speech: Speech, tick: number, who: string, names: Readonly<Record<string, string>>): Voices {
  const words = new Map<string, string>();
  const emotes = new Map<string, string>();
  let caption: Voices['caption'] = null;
  const { events, tickRate } = night;
  for (let i = firstAfter(events, tick - WORDS_S * tickRate); i < events.length; i++) {
    const e = events[i] as TheatreEvent;
    if (e.tick > tick) break;
    if (!e.type.startsWith('effect.') || e.outcome === 'refused' || (who !== WHOLE && e.to !== who)) continue;
    const kind = e.type.slice(7) as 'words' | 'question';
    const heard = hear(
      {
        kind,
        by: e.by,
        name: names[e.by] ?? '',
        source: e.about,
        theme: null,
        intensity: 0,
        text: e.text,
        outcome: e.outcome || 'allowed',
      },
      speech,
    );
    const age = (tick - e.tick) / tickRate;
    if (heard.bubble && age < bubbleSeconds(heard.bubble.text)) words.set(heard.bubble.who, heard.bubble.text);
    if (heard.emote && age < SIGN_S) emotes.set(heard.emote.who, heard.emote.emote);
    if (heard.caption && age < bubbleSeconds(heard.caption.text)) caption = heard.caption;
  }
  return { words, emotes, caption };
}
