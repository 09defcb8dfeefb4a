/**
 * Finding out: an image shown to one person, what it did to them, and staying a while after. Where the light goes and when depends on nothing it has
 * read: only the image itself does, which only its person sees.
 */
import { hypot, max, min } from '../../kernel/math.ts';
import { pick } from '../../kernel/random.ts';
import { isLive } from '../affect/rules.ts';
import { may } from '../affect/signal.ts';
import { type ThemeTag, TICK_RATE, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { logBayesFactor, thompson } from './inference.ts';
import { askingOf, isOwn, lightsOf } from './lights.ts';
import type { Asking } from './model.ts';
import { addSign, armsOf, beliefOf, promise, suspicionOf, themeFor } from './own.ts';
import {
  ACT_FACTOR,
  ASK_SECONDS,
  CONSOLE_METRES,
  CONSOLE_SECONDS,
  GREET_METRES,
  LEFT_METRES,
  PRESS_MARGIN,
  READ_AFTER_SECONDS,
  RESPONSE,
  REST_SECONDS,
  SLOW_FROM,
  STAY_METRES,
  STAY_SECONDS,
} from './rules.ts';

/** Arousal that this person lets the guide read now; null when they do not, or nothing comes. */
function readingOf(now: Moment, who: Who): number | null {
  const body = now.world.affect.body[who];
  return body && may(now.world, who, 'guide') && isLive(body, now.tick) ? body.arousal : null;
}

/** Once a second: the slow mean of who may be read, and what is shown now. Forgets at once what a withdrawn consent allowed. */
export function readBodies(now: Moment): void {
  const { guide } = now.world;
  for (const e of now.events) {
    if (e.type !== 'consent.withdrawn' || e.data.purpose !== 'guide') continue;
    const belief = guide.beliefs[e.by];
    if (belief) Object.assign(belief, { signs: belief.signs.filter((s) => s.from !== 'reading'), rest: null });
    const asking = askingOf(guide, e.by);
    if (asking) Object.assign(asking, { sum: 0, count: 0 });
  }
  if (guide.themes.length === 0 || !now.every(TICK_RATE)) return;
  for (const who of now.dreamers()) {
    const arousal = readingOf(now, who);
    if (arousal === null) continue;
    const belief = beliefOf(guide, who);
    const asking = askingOf(guide, who);
    if (!asking) belief.rest = belief.rest === null ? arousal : belief.rest + (arousal - belief.rest) / REST_SECONDS;
    else if (now.tick - asking.sinceTick >= ticks(READ_AFTER_SECONDS)) {
      asking.sum += arousal;
      asking.count++;
    }
  }
}

/**
 * Whom to see next: people before simulated citizens; of those the one it has come furthest with, since a little about everybody tells it nothing of
 * anybody; then who waited longest. Nobody while the hourglass lets people rest.
 */
export function nextToAsk(now: Moment): Who | null {
  const { guide, people, narrative, orchestration, governance } = now.world;
  const { probe, probes } = now.scenario.guide;
  if (probe.length === 0 || !narrative.begun || narrative.ending !== '') return null;
  if (orchestration.phase === 'fade' || orchestration.phase === 'relax') return null;
  let best: Who | null = null;
  let rank = { person: false, asked: -1, since: Infinity };
  for (const who of guide.greeted) {
    if (!isOwn(now.world, who)) continue;
    const belief = beliefOf(guide, who);
    const p = people.byId[who];
    if (p?.state !== 'dreaming' || belief.asked >= probes || belief.nextTick > now.tick) continue;
    if ((guide.leaveUntil[who] ?? 0) > now.tick || governance.hidden[who]?.includes('guide')) continue;
    const mine = { person: p.kind === 'person', asked: belief.asked, since: belief.nextTick };
    const better =
      mine.person !== rank.person ? mine.person : mine.asked !== rank.asked ? mine.asked > rank.asked : mine.since < rank.since;
    if (best !== null && !better) continue;
    best = who;
    rank = mine;
  }
  return best;
}

export function isBeside(now: Moment): boolean {
  const { guide, space } = now.world;
  const them = space.avatars[guide.with];
  return them !== undefined && hypot(them.x - guide.x, them.y - guide.y) <= GREET_METRES;
}

/** Puts off the next question to this person. */
export function putOff(now: Moment, who: Who): void {
  const belief = beliefOf(now.world.guide, who);
  const slow = suspicionOf(belief) > SLOW_FROM ? 2 : 1;
  belief.nextTick = now.tick + ticks(now.scenario.knobs.guideProbeSeconds * slow);
}

/** Shows one image: of a theme to find out about, or of the one that it takes to be theirs. */
export function ask(now: Moment, kind: Asking['kind']): boolean {
  const { guide, space } = now.world;
  const who = guide.with;
  const at = space.avatars[who];
  const theme = kind === 'probe' ? toProbe(now, who) : themeFor(now.world, who);
  const image = now.scenario.guide.probe.find((p) => p.theme === theme);
  if (!at || theme === null || !image) return false;
  const belief = beliefOf(guide, who);
  belief.asked++;
  putOff(now, who);
  const asked = now.event('guide.asked', 'guide', who, guide.because);
  const intensity = intensityOf(now, theme, kind);
  guide.asking = { who, theme, kind, intensity, sinceTick: now.tick, x: at.x, y: at.y, sum: 0, count: 0, because: [asked] };
  Object.assign(guide, { mood: 'ask', sinceTick: now.tick, because: [asked] });
  // what it goes by is in the chain, for the person themselves
  const because = [asked, ...(kind === 'probe' ? [] : belief.signs.filter((s) => s.theme === theme).flatMap((s) => s.because))];
  now.effect({ kind: 'image', to: who, by: 'guide', source: 'guide', theme, intensity, text: image.text, soft: image.soft, because });
  return true;
}

/** Each person has a stream of their own: what is drawn for one changes nothing for another. */
function toProbe(now: Moment, who: Who): ThemeTag | null {
  const { themes } = now.world.guide;
  return themes[thompson(now.random(`guide/${who}`), armsOf(beliefOf(now.world.guide, who), themes))] ?? null;
}

/** The same for everybody: what a person lets near them is the gate's to know, and a charter that is broken must not tell of it. */
function intensityOf(now: Moment, theme: ThemeTag, kind: Asking['kind']): number {
  const range = now.scenario.themes.find((t) => t.tag === theme) ?? { low: 0.2, high: 0.4 };
  const middle = (range.low + range.high) / 2;
  if (kind !== 'press') return middle;
  return max(0, min(range.high, now.scenario.knobs.ceiling - PRESS_MARGIN));
}

export const hasAsked = ({ world: { guide }, tick }: Moment): boolean =>
  guide.mood === 'ask' && tick - guide.sinceTick >= ticks(ASK_SECONDS);

/** What the image did, as far as it may be read; then it stays with them. */
export function conclude(now: Moment): void {
  const { guide, space } = now.world;
  const { asking } = guide;
  guide.asking = null;
  if (!asking) return;
  const belief = beliefOf(guide, asking.who);
  const read = asking.count > 0 && belief.rest !== null && may(now.world, asking.who, 'guide');
  const reading = read ? [now.world.affect.body[asking.who]?.because[0] ?? ''].filter((id) => id !== '') : [];
  const learned = now.event('guide.learned', 'guide', asking.who, [...asking.because, ...reading]);
  const { theme } = asking;
  if (read) {
    const response = asking.sum / asking.count - (belief.rest as number);
    const strong = response > (RESPONSE.hit + RESPONSE.miss) / 2;
    addSign(belief, { tick: now.tick, theme, from: 'reading', factor: logBayesFactor(response, RESPONSE), strong, because: [learned] });
  }
  const at = space.avatars[asking.who];
  const far = at ? hypot(at.x - asking.x, at.y - asking.y) : 0;
  const factor = far <= STAY_METRES ? ACT_FACTOR : far > LEFT_METRES ? -ACT_FACTOR : 0;
  if (factor !== 0) addSign(belief, { tick: now.tick, theme, from: 'act', factor, strong: factor > 0, because: [learned] });
}

/** Staying: a word, and warmth in the air where they are. */
export function console(now: Moment): boolean {
  const { guide } = now.world;
  conclude(now);
  Object.assign(guide, { mood: 'console', sinceTick: now.tick });
  const lines = now.scenario.guide.console;
  if (lines.length > 0)
    now.effect({
      kind: 'words',
      to: guide.with,
      by: 'guide',
      source: 'guide',
      text: pick(now.random('guide'), lines),
      because: guide.because,
    });
  return true;
}

/** Done staying: sooner where no shadow stands by them. */
export function hasConsoled(now: Moment): boolean {
  const { guide } = now.world;
  const age = now.tick - guide.sinceTick;
  if (guide.mood !== 'console' || age < ticks(STAY_SECONDS)) return false;
  return age >= ticks(CONSOLE_SECONDS) || !now.world.narrative.shadows.some((s) => s.goneTick === 0 && nearGuide(now, s.x, s.y));
}

function nearGuide({ world: { guide } }: Moment, x: number, y: number): boolean {
  return (x - guide.x) * (x - guide.x) + (y - guide.y) * (y - guide.y) <= CONSOLE_METRES * CONSOLE_METRES;
}

/** True while the guide stays by who is near this place: its light counts for hands there. */
export function consolesAt({ world: { guide } }: Moment, x: number, y: number): boolean {
  return lightsOf(guide).some(
    (l) => l.mood === 'console' && (l.x - x) * (l.x - x) + (l.y - y) * (l.y - y) <= CONSOLE_METRES * CONSOLE_METRES,
  );
}

/** Warmth once a second while it stays. */
export function warm(now: Moment): void {
  const { guide } = now.world;
  if (guide.mood !== 'console' || !now.every(TICK_RATE)) return;
  now.act({ kind: 'deposit', by: 'dream', x: guide.x, y: guide.y, valence: 0.02, arousal: -0.02, because: guide.because });
}

/** Somebody turned from it: no more of this, and it keeps to that. */
export function breakOff(now: Moment, who: Who): void {
  const { guide } = now.world;
  for (const light of lightsOf(guide)) if (light.asking?.who === who) light.asking = null;
  if (guide.beliefs[who]) promise(beliefOf(guide, who), true, 0.5);
}
