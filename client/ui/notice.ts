/** What changed between two looks at the dream, in words: captions of sounds, notes for the ear, lines for the twin. Pure. */

import type { Welcome } from '../../shared/protocol/messages.ts';
import type { Cue } from '../audio/cues.ts';
import type { LinkFrame } from '../net/link.ts';

export interface Notice {
  /** caption of the sound, without brackets; '' for none */
  readonly sound: string;
  readonly note: Cue | null;
  /** degrees of the mode by which the note is higher */
  readonly up?: number;
  /** what the twin says; '' for nothing */
  readonly line: string;
}

/** From here on two breaths count as met. */
const MET = 0.5;

const ids = (things: readonly { readonly id: string }[]): Set<string> => new Set(things.map((t) => t.id));
const name = (frame: LinkFrame, who: string): string => frame.names[who] ?? 'someone';

export function noticed(before: LinkFrame, now: LinkFrame, welcome: Welcome): Notice[] {
  const out: Notice[] = [];
  const add = (note: Cue | null, sound: string, line: string): void => void out.push({ sound, note, line });
  const me = welcome.me;
  if (before.common.act.id !== now.common.act.id) add('act', '', `${now.common.act.title} begins.`);
  if (before.own.tune < MET && now.own.tune >= MET) add('tune', 'two breaths meet', 'Somebody breathes with you.');
  for (const who of now.own.partners)
    if (!before.own.partners.includes(who)) add('hand', 'a hand, held', `You hold ${name(now, who)}’s hand.`);
  for (const who of before.own.partners) if (!now.own.partners.includes(who)) add(null, '', `${name(before, who)}’s hand is let go.`);
  const offers = ids(before.own.offers);
  for (const offer of now.own.offers) if (!offers.has(offer.id)) add('offer', 'a hand is offered', `${name(now, offer.by)} offers a hand.`);
  const scenes = ids(before.own.scenes);
  for (const scene of now.own.scenes) if (!scenes.has(scene.id)) add('symbol', '', '');
  const awake = new Map(before.common.symbols.map((s) => [s.id, s.awake]));
  for (const s of now.common.symbols) {
    const place = welcome.place.symbols.find((p) => p.id === s.id);
    if (s.awake && awake.get(s.id) === false && place && near(now, place, 24)) add('symbol', `${place.name} wakes`, `${place.name} wakes.`);
  }
  const grown = new Map(before.common.bridges.map((b) => [b.id, b.length]));
  for (const b of now.common.bridges) {
    const whole = welcome.place.bridges.find((p) => p.id === b.id)?.length ?? Number.POSITIVE_INFINITY;
    if (b.length >= whole - 0.01 && (grown.get(b.id) ?? whole) < whole - 0.01) add('bridge', 'a bridge settles', 'A bridge is whole.');
  }
  const lit = new Map(before.common.lanterns.map((l) => [l.id, l.glow]));
  for (const l of now.common.lanterns) {
    if (!near(now, l, 24)) continue;
    if (!lit.has(l.id)) add('lantern', 'wood and a bell', 'A lantern is planted.');
    else if (l.glow > (lit.get(l.id) ?? 0)) add('tend', 'a lantern, tended', 'A lantern brightens.');
  }
  const gone = new Map(before.common.shadows.map((s) => [s.id, s.gone]));
  for (const s of now.common.shadows) {
    if (now.own.clothes[s.id] === 'gone') continue;
    if (s.gone && gone.get(s.id) === false) add('shadow', 'something heavy lets go', 'A shadow comes apart into light.');
    else if (!gone.has(s.id) && !s.gone && near(now, s, 30)) add(null, 'the air grows quiet', 'A shadow stands nearby.');
  }
  squareNoticed(before, now, welcome, add);
  out.push(...stringsNoticed(before, now, welcome));
  const showing = now.common.guide.showing;
  if (showing && showing.tick !== before.common.guide.showing?.tick && /^(early|touched)$/.test(showing.tell)) {
    const place = welcome.place.symbols.find((p) => p.id === showing.about);
    if (place && near(now, place, 24)) add('symbol', '', '');
  }
  const signed = ids(before.common.signs);
  for (const s of now.common.signs) if (!signed.has(s.id) && s.by !== me) add(null, '', 'Somebody signs in the margin of the sky.');
  if (!before.common.guide.exposed && now.common.guide.exposed)
    add(
      'act',
      'the small light stops beating: one plain note, held',
      'The small light comes to the ground. It says what it did, in numbers.',
    );
  if (!before.common.guide.mirror && now.common.guide.mirror) add(null, 'still water', 'The light lies down as a lake.');
  const held = ids(before.own.fragments);
  for (const f of now.own.fragments) if (!held.has(f.id)) add('fragment', 'paper, rising', 'A fragment is in your hands.');
  const woven = ids(before.common.threads);
  for (const t of now.common.threads) {
    if (!woven.has(t.id)) add('thread', 'a thread is drawn tight', t.by === me ? 'Your thread is in the sky.' : 'A thread joins the sky.');
  }
  return out;
}

/** Arcs, votes and their counts. */
function squareNoticed(
  before: LinkFrame,
  now: LinkFrame,
  welcome: Welcome,
  add: (note: Cue | null, sound: string, line: string) => void,
): void {
  const [was, is] = [before.common.governance, now.common.governance];
  const standing = (f: LinkFrame): number => f.common.arcs.filter((a) => !a.question).length;
  if (standing(now) > standing(before)) add(null, `${standing(now)} stand`, `${standing(now)} stand.`);
  if (!was.vote && is.vote) add('act', 'a dry knock', 'A vote opens in a moment. Its stones stand where people rise.');
  if (is.counted && is.counted.tick !== was.counted?.tick) {
    const clause = welcome.place.clauses.find((c) => c.id === is.counted?.winner);
    add('act', 'stones are set down', clause ? `It is agreed: ${clause.says} ${clause.now}` : 'The vote is counted. As it was.');
  }
}

/** Strings are heard from so far, m. */
const STRINGS_M = 30;

/** The cover of the box, and whoever plucks: each string a step of the mode above the one before. */
function stringsNoticed(before: LinkFrame, now: LinkFrame, { me, place }: Welcome): Notice[] {
  const strings = now.common.strings;
  const [was, is] = [before.common.strings.length > 0, strings.length > 0];
  if (!was && is)
    return [{ sound: 'a cover comes off: strings', note: 'symbol', line: `The box lies open: ${strings.length} strings, for anybody.` }];
  if (was && !is) return [{ sound: 'the cover goes on again', note: null, line: 'The box closes.' }];
  const rang = new Map(before.common.strings.map((s) => [s.id, s.tick]));
  return strings.flatMap((s, i): Notice[] => {
    if (s.tick === 0 || s.tick === rang.get(s.id) || !near(now, s, STRINGS_M)) return [];
    const name = place.tracks.find((t) => t.id === s.id.slice('string:'.length))?.name ?? 'a string';
    return [{ sound: '', note: 'string', up: 2 * i, line: s.by === me ? `${name}: it sounds, and the dream leans.` : '' }];
  });
}

function near(frame: LinkFrame, at: { readonly x: number; readonly y: number }, metres: number): boolean {
  const self = frame.people[0];
  return self !== undefined && Math.hypot(self.x - at.x, self.y - at.y) <= metres;
}

/** Where a point lies from me, in words: "4 m to the left". */
export function whereFrom(from: { readonly x: number; readonly y: number }, to: { readonly x: number; readonly y: number }): string {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const far = Math.hypot(dx, dy);
  if (far < 1) return 'right here';
  const side = Math.abs(dx) > Math.abs(dy) * 2.2 ? '' : dy < 0 ? 'further back' : 'nearer the front';
  const hand = Math.abs(dy) > Math.abs(dx) * 2.2 ? '' : dx < 0 ? 'to the left' : 'to the right';
  return `${Math.round(far)} m ${[side, hand].filter(Boolean).join(' and ')}`;
}
