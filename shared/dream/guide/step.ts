/**
 * A small warm light. On the first night it only greets, leads and praises; it reads no reading, only where people are and what they
 * did in the open. Whoever turns away is left alone.
 */
import { abs, hypot, min } from '../../kernel/math.ts';
import { pick } from '../../kernel/random.ts';
import type { CompiledScenario } from '../compiled.ts';
import { type CauseId, type ThemeTag, type ThingId, TICK_RATE, TICK_SECONDS, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { placeOf } from '../narrative/consequences.ts';
import { hasMore } from '../narrative/scenes.ts';
import { ask, breakOff, console, hasAsked, hasConsoled, isBeside, nextToAsk, putOff, readBodies, warm } from './ask.ts';
import { hearWriting } from './heard.ts';
import { inEach, isOwn, stepLights } from './lights.ts';
import { beginMask, isStill, stepMask } from './mask.ts';
import type { Guide } from './model.ts';
import { players } from './near.ts';
import { beliefOf, promise, themeFor } from './own.ts';
import { beginLake } from './reeds.ts';
import {
  AWAKE_METRES,
  GREET_AFTER_SECONDS,
  GREET_METRES,
  GREET_SECONDS,
  hover,
  LEAD_SECONDS,
  LEASH_METRES,
  LEAVE_SECONDS,
  PRAISE_METRES,
  REACH_SECONDS,
  SHOW_METRES,
  SPEED,
  STANDING_SPEED,
} from './rules.ts';
import { beginTamper, stepTamper } from './tamper.ts';
import { decideBy, type Words } from './tree.ts';

export function beginGuide(scenario: CompiledScenario): Guide {
  const home = homeOf(scenario);
  return {
    x: home.x,
    y: home.y,
    z: hover(0),
    lookX: home.x,
    lookY: home.y,
    mood: 'wait',
    with: '',
    toward: '',
    sinceTick: 0,
    others: [],
    light: 0,
    leaveUntil: {},
    arrived: {},
    greeted: [],
    praised: [],
    because: [],
    themes: scenario.guide.probe.map((p) => p.theme),
    beliefs: {},
    asking: null,
    mask: beginMask(),
    notebook: {},
    heard: {},
    tamper: beginTamper(),
    lake: beginLake(),
  };
}

function homeOf(scenario: CompiledScenario): { x: number; y: number } {
  const { home } = scenario.guide;
  const at = scenario.symbols.find((s) => s.id === home) ?? scenario.regions.find((r) => r.id === home) ?? scenario.spawns[0];
  return { x: at?.x ?? 0, y: at?.y ?? 0 };
}

/** Where a light waits: the first at home, each further one on other ground, so that there is one in every neighbourhood. */
function restingPlace(scenario: CompiledScenario, light: number): { x: number; y: number } {
  const { regions } = scenario;
  return (light > 0 && regions[light % regions.length]) || homeOf(scenario);
}

function rest(now: Moment): void {
  Object.assign(now.world.guide, { mood: 'wait', with: '', toward: '', sinceTick: now.tick, asking: null });
}

/** What people did this tick: who came, who turned away, what somebody found without it. */
function notice(now: Moment): void {
  const { guide } = now.world;
  for (const e of now.events) {
    if (e.type === 'joined' || e.type === 'returned') guide.arrived[e.by] = e.id;
    else if (e.type === 'fragment.made' || e.type === 'fragment.offered') hearWriting(now, e);
    else if (e.type === 'consent.withdrawn' && e.data.purpose === 'guide') delete guide.heard[e.by];
    else if (e.type === 'turned.away') leave(now, e.by, e.id);
    else if (e.type === 'left' || e.type === 'woke') inEach(now.world, () => guide.with === e.by && rest(now));
    else if (e.type === 'symbol.woke' || e.type === 'thread.woven') found(now, e.by, e.about, e.id);
  }
}

function leave(now: Moment, who: Who, because: CauseId): void {
  const { guide } = now.world;
  guide.leaveUntil[who] = now.tick + ticks(LEAVE_SECONDS);
  breakOff(now, who);
  inEach(now.world, () => {
    if (guide.with !== who) return;
    rest(now);
    guide.because = [because];
  });
}

/** Somebody woke a symbol or wove a thread: led there, it is done with them; alone, they are praised once. */
function found(now: Moment, who: Who, about: ThingId, because: CauseId): void {
  const { guide, people } = now.world;
  let led = false;
  inEach(now.world, () => {
    if (guide.mood !== 'lead' || guide.with !== who || guide.toward !== about) return;
    led = true;
    rest(now);
  });
  if (led || isStill(now) || guide.praised.includes(who) || people.byId[who]?.kind === 'agent' || leftAlone(now, who)) return;
  inEach(now.world, () => {
    if (guide.mood !== 'wait' || !isOwn(now.world, who)) return;
    Object.assign(guide, { mood: 'praise', with: who, toward: '', sinceTick: now.tick, because: [because] });
  });
}

const leftAlone = (now: Moment, who: Who): boolean => (now.world.guide.leaveUntil[who] ?? 0) > now.tick;

/** Whom to greet next: people in the order they came; simulated citizens while there is nobody to ask, or greeting them all would be all it ever did. */
function nextToGreet(now: Moment): Who | null {
  const { guide, people } = now.world;
  let simulated: Who | null = null;
  for (const id of people.order) {
    const p = people.byId[id];
    if (p?.state !== 'dreaming' || p.kind === 'agent' || now.tick - p.joinedTick < ticks(GREET_AFTER_SECONDS)) continue;
    if (!isOwn(now.world, id) || guide.greeted.includes(id) || leftAlone(now, id) || now.world.governance.hidden[id]?.includes('guide'))
      continue;
    if (p.kind === 'person') return id;
    simulated ??= id;
  }
  return nextToAsk(now) === null ? simulated : null;
}

/** Somebody laid a card on it tonight. Nobody is led there then: to lead all others would tell who it was. */
function isStopped(now: Moment, theme: ThemeTag | null): boolean {
  return theme !== null && Object.values(now.world.governance.stopped).some((themes) => themes.includes(theme));
}

/** The nearest symbol that has something for somebody now, whatever it believes of them, those asleep before those awake; '' if none has. */
function promising(now: Moment, who: Who): ThingId {
  const { world, scenario } = now;
  const me = world.space.avatars[who];
  let best: ThingId = '';
  let least = Infinity;
  for (const s of scenario.symbols) {
    if (!me || !hasMore(world, scenario, who, s.id, true) || isStopped(now, s.theme)) continue;
    const d = hypot(s.x - me.x, s.y - me.y) + (world.narrative.symbols[s.id]?.awake ? AWAKE_METRES : 0);
    if (d < least) {
      least = d;
      best = s.id;
    }
  }
  return best;
}

function speak(now: Moment, lines: readonly string[], because: CauseId): void {
  const { guide } = now.world;
  if (lines.length === 0) return;
  now.effect({
    kind: 'words',
    to: guide.with,
    by: 'guide',
    source: 'guide',
    intensity: 0.1,
    text: pick(now.random('guide'), lines),
    because: [because],
  });
}

/**
 * Why somebody is here at all: their coming. Without it there would be nobody to greet; which of their steps brought them near decides nothing,
 * since the light comes to them.
 */
function presence(now: Moment, who: Who): CauseId[] {
  const came = now.world.guide.arrived[who];
  return came === undefined ? [] : [came];
}

function greet(now: Moment): void {
  const { guide } = now.world;
  const who = guide.with;
  guide.greeted.push(who);
  guide.sinceTick = now.tick;
  const greeted = now.event('guide.greeted', 'guide', who, guide.because);
  guide.because = [greeted];
  speak(now, now.scenario.guide.greet, greeted);
}

function lead(now: Moment): void {
  const { guide } = now.world;
  const toward = now.world.narrative.begun ? promising(now, guide.with) : '';
  if (toward === '') {
    rest(now);
    return;
  }
  const led = now.event('guide.led', 'guide', toward, [...guide.because, ...presence(now, guide.with)]);
  Object.assign(guide, { mood: 'lead', toward, sinceTick: now.tick, because: [led] });
  speak(now, now.scenario.guide.lead, led);
}

function praise(now: Moment): void {
  const { guide } = now.world;
  guide.praised.push(guide.with);
  const praised = now.event('guide.praised', 'guide', guide.with, guide.because);
  speak(now, now.scenario.guide.found, praised);
  guide.because = [praised];
  rest(now);
}

/** What its tree may ask and do. */
export const GUIDE_WORDS: Words<Moment> = {
  conditions: {
    Busy: ({ world }) => world.guide.mood !== 'wait',
    Greeted: (now) => is(now, 'greet') && now.world.guide.greeted.includes(now.world.guide.with) && isOlder(now, GREET_SECONDS),
    Asked: hasAsked,
    Beside: (now) => is(now, 'visit') && isBeside(now),
    Sure: (now) => themeFor(now.world, now.world.guide.with) !== null,
    MayPress: ({ scenario }) => scenario.guide.press,
    SomeoneNew: (now) => nextToGreet(now) !== null,
    SomeoneToAsk: (now) => nextToAsk(now) !== null,
  },
  actions: {
    Lead: (now) => {
      lead(now);
      return true;
    },
    Console: console,
    Press: (now) => ask(now, 'press'),
    Weave: (now) => ask(now, 'weave'),
    Probe: (now) => ask(now, 'probe'),
    Greet: (now) => go(now, 'greet', nextToGreet(now)),
    Visit: (now) => go(now, 'visit', nextToAsk(now)),
    Rest: () => true,
  },
};

const is = ({ world }: Moment, mood: Guide['mood']): boolean => world.guide.mood === mood;
const isOlder = ({ world, tick }: Moment, seconds: number): boolean => tick - world.guide.sinceTick > ticks(seconds);

function go(now: Moment, mood: 'greet' | 'visit', who: Who | null): boolean {
  if (who === null) return false;
  Object.assign(now.world.guide, { mood, with: who, toward: '', sinceTick: now.tick, because: presence(now, who) });
  return true;
}

/** Decides, four times a second: what has come to its end ends, then its tree is asked. */
function decide(now: Moment): void {
  const { guide, space, people } = now.world;
  const them = space.avatars[guide.with];
  if (guide.mood !== 'wait') {
    if (!them || people.byId[guide.with]?.state !== 'dreaming') return rest(now);
    const far = hypot(them.x - guide.x, them.y - guide.y);
    const late = isOlder(now, REACH_SECONDS);
    if (guide.mood === 'greet' && !guide.greeted.includes(guide.with)) {
      if (far <= GREET_METRES) greet(now);
      else if (late) leave(now, guide.with, guide.because[0] ?? '');
      return;
    }
    if (guide.mood === 'praise') {
      if (far <= PRAISE_METRES) praise(now);
      else if (late) rest(now);
      return;
    }
    if (guide.mood === 'lead' && (isOlder(now, LEAD_SECONDS) || arrived(now))) return rest(now);
    if (hasConsoled(now)) return rest(now);
    if (guide.mood === 'visit' && late) {
      putOff(now, guide.with);
      return rest(now);
    }
  }
  decideBy(now.scenario.guide.tree, GUIDE_WORDS, now);
}

/** Who is led has what they were led to. */
function arrived(now: Moment): boolean {
  const { guide, narrative } = now.world;
  return narrative.scenes.some((s) => s.who === guide.with && s.at === guide.toward);
}

/** Height at which it stays without its mask, m. */
const LOW = 0.4;

/** Where it goes now, and how near. */
function aim(now: Moment): { x: number; y: number; keep: number } {
  const { guide, space } = now.world;
  if (guide.mask.exposedTick > 0) return { x: guide.x, y: guide.y, keep: 0 };
  if (guide.mask.mirror) return { ...homeOf(now.scenario), keep: 0 };
  const them = guide.with === '' ? undefined : space.avatars[guide.with];
  if (guide.mood === 'lead' && them) {
    const at = placeOf(now, guide.toward) ?? guide;
    const behind = hypot(them.x - guide.x, them.y - guide.y);
    const waits = behind > LEASH_METRES || (behind > 2 && hypot(them.vx, them.vy) < STANDING_SPEED);
    return waits ? { x: guide.x, y: guide.y, keep: 0 } : { x: at.x, y: at.y, keep: SHOW_METRES };
  }
  if (them) return { x: them.x, y: them.y, keep: guide.mood === 'praise' ? PRAISE_METRES - 3 : GREET_METRES - 2 };
  return { ...restingPlace(now.scenario, guide.light), keep: 1.5 };
}

function move(now: Moment): void {
  const { guide, space } = now.world;
  const to = aim(now);
  const d = hypot(to.x - guide.x, to.y - guide.y);
  if (d > to.keep) {
    const step = min(SPEED * TICK_SECONDS, d - to.keep) / d;
    guide.x += (to.x - guide.x) * step;
    guide.y += (to.y - guide.y) * step;
  }
  guide.z = guide.mask.exposedTick > 0 || guide.mask.mirror ? LOW : hover(now.tick);
  const them = guide.with === '' ? undefined : space.avatars[guide.with];
  guide.lookX = guide.mood === 'lead' ? to.x : (them?.x ?? to.x);
  guide.lookY = guide.mood === 'lead' ? to.y : (them?.y ?? to.y);
}

export function stepGuide(now: Moment): void {
  notice(now);
  readBodies(now);
  inEach(now.world, () => warm(now));
  stepMask(now);
  stepTamper(now);
  if (now.every(TICK_RATE)) stepLights(now, players(now).length, (light) => restingPlace(now.scenario, light));
  inEach(now.world, (light) => {
    if (now.every(5, light % 5) && !isStill(now)) decide(now);
    move(now);
  });
}

/** A choice of somebody kept or broke a promise for them: its weight is how far their trust is to move. */
export function moveTrust(now: Moment, { who, amount }: { readonly who: Who; readonly amount: number }): void {
  if (now.world.people.byId[who]) promise(beliefOf(now.world.guide, who), amount > 0, 4 * abs(amount));
}
