/**
 * Reflection circles (play.md, section 1): three to seven sit at a hearth, two where one is simulated. They settle, a question is asked, each has a
 * turn (words, silence or passing), they are silent together, give a card to the left, and hear what was said once more; whoever wants strikes
 * their words. Nothing in it asks who has which limits: a question that may not reach somebody reaches them in other clothes.
 */
import { hypot } from '../../kernel/math.ts';
import { pick } from '../../kernel/random.ts';
import { type Refusal, refuse } from '../commands.ts';
import type { CompiledSymbol } from '../compiled.ts';
import { type CauseId, type ThemeTag, type ThingId, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { Dream, World } from '../world.ts';
import { giveFragment } from './fragments.ts';
import type { Circle, CirclePhase } from './model.ts';
import { CARDS, CIRCLE } from './rules.ts';

/** The circle somebody sits in. */
export function circleOf(world: World, who: Who): Circle | undefined {
  return world.narrative.circles.find((c) => c.seats.includes(who));
}

/** Theme of the question of a circle; null = none, or not asked yet. */
export function themeOfCircle(now: Moment, circle: Circle): ThemeTag | null {
  return now.scenario.questions[circle.question]?.theme ?? null;
}

function hearthOf(now: Moment, id: ThingId): CompiledSymbol | undefined {
  return now.scenario.symbols.find((s) => s.id === id && s.kind === 'hearth');
}

function far(now: Moment, who: Who, hearth: CompiledSymbol): boolean {
  const a = now.world.space.avatars[who];
  return !a || hypot(a.x - hearth.x, a.y - hearth.y) > CIRCLE.reach;
}

/** Sits down at a hearth: in the circle that still gathers there, or a new one; '' stands up. */
export function sit(now: Moment, who: Who, at: ThingId, cause: CauseId): Refusal | null {
  const { narrative, people } = now.world;
  const mine = circleOf(now.world, who);
  if (at === '') {
    if (!mine) return refuse('circle.none', 'you do not sit in a circle');
    rise(now, who, cause);
    return null;
  }
  if (mine) return refuse('circle.seated', 'you sit already', 'stand up first');
  const hearth = hearthOf(now, at);
  if (!hearth) return refuse('circle.hearth', `no hearth is called "${at}"`, 'sit down at a hearth');
  if (!narrative.begun || narrative.ending !== '') return refuse('circle.night', 'no night is under way');
  if (people.byId[who]?.kind === 'agent') return refuse('circle.agent', 'circles are for citizens');
  if (far(now, who, hearth)) return refuse('circle.far', `the hearth is more than ${CIRCLE.reach} m away`, 'go nearer');
  let circle = narrative.circles.find((c) => c.at === at && isOpen(c) && c.seats.length < CIRCLE.most);
  if (!circle) {
    circle = begin(now, at);
    narrative.circles.push(circle);
  }
  circle.seats.push(who);
  circle.because = [...circle.because, now.event('circle.sat', who, circle.id, [cause], { seats: circle.seats.length })];
  if (circle.phase === 'gather' && enough(now.world, circle)) enter(now, circle, 'settle', circle.because);
  return null;
}

function begin(now: Moment, at: ThingId): Circle {
  const nobody = { seats: [], turn: '', had: [], more: 0, lines: [], gifts: [] };
  return { id: now.newId('ci'), at, ...nobody, phase: 'gather', sinceTick: now.tick, untilTick: 0, question: -1, chosen: -1, because: [] };
}

/** The hearth nearest to somebody at which nobody gathers or sits yet; null when there is none. */
export function freeHearth({ world, scenario }: Dream, who: Who): CompiledSymbol | null {
  const a = world.space.avatars[who];
  let best: { hearth: CompiledSymbol; away: number } | null = null;
  for (const hearth of scenario.symbols) {
    if (hearth.kind !== 'hearth' || world.narrative.circles.some((c) => c.at === hearth.id)) continue;
    const away = a ? hypot(a.x - hearth.x, a.y - hearth.y) : 0;
    if (!best || away < best.away) best = { hearth, away };
  }
  return best?.hearth ?? null;
}

/** A narrator's circle: room at the hearth nearest to them, with a question of their choice. Everybody hears of it; nobody is sat down. */
export function openCircle(now: Moment, by: Who, question: number, because: readonly CauseId[]): void {
  const hearth = freeHearth(now, by);
  if (!hearth || !now.scenario.questions[question]) return;
  const circle = begin(now, hearth.id);
  const opened = now.event('circle.opened', by, circle.id, because);
  Object.assign(circle, { chosen: question, untilTick: now.tick + ticks(CIRCLE.waits), because: [opened] });
  now.world.narrative.circles.push(circle);
  for (const to of now.dreamers()) now.effect({ kind: 'words', to, by, source: hearth.id, text: 'caption.circle', because: [opened] });
}

const isOpen = (c: Circle): boolean => c.phase === 'gather' || c.phase === 'settle';

/** Three, or two of whom one is simulated. */
function enough(world: World, circle: Circle): boolean {
  return (
    circle.seats.length >= CIRCLE.least ||
    (circle.seats.length === 2 && circle.seats.some((w) => world.people.byId[w]?.kind === 'simulated'))
  );
}

function enter(now: Moment, circle: Circle, phase: CirclePhase, because: readonly CauseId[]): void {
  circle.phase = phase;
  circle.sinceTick = now.tick;
  circle.untilTick = now.tick + ticks(CIRCLE.seconds[phase]);
  circle.because = [...because];
}

/** Says one's line, in one's own turn; an empty one is a light held in silence. */
export function takeTurn(now: Moment, who: Who, words: string, cause: CauseId): Refusal | null {
  const circle = circleOf(now.world, who);
  if (!circle || circle.turn !== who) return refuse('circle.turn', 'it is not your turn', 'wait for it');
  const line = words.trim();
  const spoke = now.event('circle.spoke', who, circle.id, [cause, ...circle.because], { words: line !== '' });
  circle.because = [spoke];
  if (line !== '') {
    circle.lines.push({ id: now.newId('cl'), by: who, words: line, struck: false });
    for (const to of circle.seats) now.effect({ kind: 'words', to, by: who, source: circle.id, text: line, because: [spoke] });
  }
  nextTurn(now, circle);
  return null;
}

export function pass(now: Moment, who: Who, cause: CauseId): Refusal | null {
  const circle = circleOf(now.world, who);
  if (!circle || circle.turn !== who) return refuse('circle.turn', 'it is not your turn', 'wait for it');
  circle.because = [now.event('circle.passed', who, circle.id, [cause, ...circle.because])];
  nextTurn(now, circle);
  return null;
}

/** More time for one's own turn, twice at most. */
export function moreTime(now: Moment, who: Who, cause: CauseId): Refusal | null {
  const circle = circleOf(now.world, who);
  if (!circle || circle.turn !== who) return refuse('circle.turn', 'it is not your turn', 'wait for it');
  if (circle.more >= CIRCLE.more)
    return refuse('circle.more', `a turn is lengthened ${CIRCLE.more} times at most`, 'say it, or hold your light');
  circle.more++;
  circle.untilTick += ticks(CIRCLE.seconds.turn);
  circle.because = [now.event('circle.waited', who, circle.id, [cause, ...circle.because])];
  return null;
}

/** One card to whoever sits to the left: the next seat. */
export function gift(now: Moment, who: Who, card: string, cause: CauseId): Refusal | null {
  const circle = circleOf(now.world, who);
  if (circle?.phase !== 'gift') return refuse('circle.gift', 'no cards are given now', 'wait for it');
  if (!CARDS.includes(card)) return refuse('circle.card', `no card is called "${card}"`, `one of ${CARDS.join(', ')}`);
  if (circle.gifts.some((g) => g.from === who)) return refuse('circle.gave', 'you gave your card', '');
  const to = circle.seats[(circle.seats.indexOf(who) + 1) % circle.seats.length] as Who;
  circle.gifts.push({ from: who, to, card });
  const gave = now.event('circle.gave', who, to, [cause, ...circle.because]);
  now.effect({ kind: 'words', to, by: who, source: circle.id, text: card, because: [gave] });
  return null;
}

/** Takes one's own line out of the summary; nothing is left of its words. */
export function strike(now: Moment, who: Who, id: ThingId, cause: CauseId): Refusal | null {
  const circle = circleOf(now.world, who);
  const line = circle?.lines.find((l) => l.id === id && l.by === who && !l.struck);
  if (!circle || !line) return refuse('circle.line', `no line "${id}" of yours is here`, 'strike only your own');
  line.struck = true;
  line.words = '';
  now.event('circle.struck', who, circle.id, [cause, ...circle.because]);
  return null;
}

/** Stands up, whatever the circle is at; what they said goes with them. */
export function rise(now: Moment, who: Who, cause: CauseId): void {
  const circle = circleOf(now.world, who);
  if (!circle) return;
  const rose = now.event('circle.rose', who, circle.id, [cause, ...circle.because]);
  const before = circle.turn === who;
  circle.seats = circle.seats.filter((s) => s !== who);
  circle.lines = circle.lines.filter((l) => l.by !== who);
  circle.gifts = circle.gifts.filter((g) => g.from !== who && g.to !== who);
  circle.because = circle.seats.length === 0 ? [rose] : [...circle.because, rose];
  if (circle.seats.length < (circle.phase === 'gather' ? 1 : 2)) part(now, circle, [rose]);
  else if (circle.phase === 'settle' && !enough(now.world, circle)) enter(now, circle, 'gather', circle.because);
  else if (before) nextTurn(now, circle);
}

/** A circle ends before its time and leaves nothing. */
export function part(now: Moment, circle: Circle, because: readonly CauseId[]): void {
  const { narrative } = now.world;
  narrative.circles = narrative.circles.filter((c) => c !== circle);
  now.event('circle.parted', 'dream', circle.id, because);
}

function ask(now: Moment, circle: Circle): void {
  const { questions } = now.scenario;
  const asked = now.world.narrative.asked;
  const fresh = questions.map((_, i) => i).filter((i) => !asked.includes(i));
  const from = fresh.length > 0 ? fresh : questions.map((_, i) => i);
  if (questions[circle.chosen]) circle.question = circle.chosen;
  else circle.question = from.length > 0 ? pick(now.random('narrative'), from) : -1;
  if (fresh.includes(circle.question)) asked.push(circle.question);
  enter(now, circle, 'question', [now.event('circle.asked', 'dream', circle.id, circle.because, { seats: circle.seats.length })]);
  const question = questions[circle.question];
  if (!question) return;
  const { theme, text, intensity } = question;
  for (const to of circle.seats)
    now.effect({ kind: 'question', to, by: 'dream', source: circle.id, theme, intensity, text, because: circle.because });
}

function nextTurn(now: Moment, circle: Circle): void {
  if (circle.turn !== '') circle.had.push(circle.turn);
  const next = circle.seats.find((s) => !circle.had.includes(s)) ?? '';
  circle.turn = next;
  circle.more = 0;
  enter(now, circle, next === '' ? 'silence' : 'turn', circle.because);
}

/** The end: a fragment for each who agreed, warmth for the ground there. */
function close(now: Moment, circle: Circle): void {
  const { narrative } = now.world;
  const hearth = hearthOf(now, circle.at);
  const closed = now.event('circle.closed', 'dream', circle.id, circle.because, { seats: circle.seats.length });
  narrative.circles = narrative.circles.filter((c) => c !== circle);
  const theme = themeOfCircle(now, circle) ?? 'rest';
  for (const who of circle.seats) {
    const mine = circle.lines.filter((l) => l.by === who);
    if (mine.some((l) => l.struck)) continue;
    giveFragment(now, who, theme, mine[0]?.words ?? '', [closed]);
  }
  if (hearth) now.act({ kind: 'deposit', by: 'dream', x: hearth.x, y: hearth.y, ...CIRCLE.warmth, because: [closed] });
}

/** Every 5 ticks: who walked off, and what is next. */
export function stepCircles(now: Moment): void {
  const { narrative } = now.world;
  if (narrative.circles.length === 0 || !now.every(5)) return;
  for (const circle of [...narrative.circles]) {
    const hearth = hearthOf(now, circle.at);
    if (!hearth || narrative.ending !== '') {
      part(now, circle, circle.because);
      continue;
    }
    for (const who of [...circle.seats]) {
      const cause = now.world.space.avatars[who]?.cause ?? '';
      if (now.world.people.byId[who]?.state !== 'dreaming' || far(now, who, hearth))
        rise(now, who, cause === '' ? (circle.because[0] ?? '') : cause);
    }
    // nobody came to one that was opened for all
    if (circle.seats.length === 0 && now.tick >= circle.untilTick) part(now, circle, circle.because);
    if (narrative.circles.includes(circle) && circle.phase !== 'gather' && now.tick >= circle.untilTick) goOn(now, circle);
  }
}

function goOn(now: Moment, circle: Circle): void {
  switch (circle.phase) {
    case 'settle':
      return ask(now, circle);
    case 'question':
    case 'turn':
      return nextTurn(now, circle);
    case 'silence':
      return enter(now, circle, 'gift', circle.because);
    case 'gift':
      return enter(now, circle, 'summary', circle.because);
    case 'summary':
      return close(now, circle);
    case 'gather':
      return;
  }
}
