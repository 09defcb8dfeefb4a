/**
 * The mask: small things about the light that are not as they should be, who saw them, and what happens when enough is known. Nothing here reads a
 * reading, a limit or what the guide believes of anybody; suspicion moves by evidence and never by time.
 */
import { min } from '../../kernel/math.ts';
import { type CommandOf, type Refusal, refuse } from '../commands.ts';
import { type CauseId, TICK_RATE, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import { lightsOf } from './lights.ts';
import type { Guide, Light } from './model.ts';
import { isNear, players } from './near.ts';
import { sketch } from './notebook.ts';
import { beliefOf, suspect, suspicionOf } from './own.ts';
import { raiseReeds } from './reeds.ts';
import {
  ASKERS,
  ASKING_SECONDS,
  ENOUGH,
  MIRROR_SECONDS,
  NOTE_METRES,
  NOTE_SECONDS,
  QUIET_SECONDS,
  ROUND_METRES,
  ROUND_SECONDS,
  SEEN_SECONDS,
} from './rules.ts';
import { type Shown, show } from './show.ts';

export interface Mask {
  /** tick of the next odd thing, or of one that only looks odd */
  nextTick: number;
  last: Shown | null;
  /** who saw what, for themselves */
  notes: { who: Who; tell: string; shown: number; because: CauseId[] }[];
  noteAfter: Record<Who, number>;
  evidence: { tell: string; because: CauseId[] }[];
  /** who asks it to answer, and since when */
  asking: Record<Who, { tick: number; because: CauseId[] }>;
  quietUntil: number;
  /** tick at which it stood without its mask; 0 while it wears it */
  exposedTick: number;
  mirror: boolean;
  /** it lay down as the Mirror by itself, once */
  woke: boolean;
  because: CauseId[];
}

export const beginMask = (): Mask => ({
  nextTick: 0,
  last: null,
  notes: [],
  noteAfter: {},
  evidence: [],
  asking: {},
  quietUntil: 0,
  exposedTick: 0,
  mirror: false,
  woke: false,
  because: [],
});

/** True while it neither goes to anybody nor asks anything: it answered, lies as the Mirror, or was asked in vain a moment ago. */
export const isStill = ({ world: { guide }, tick }: Moment): boolean =>
  guide.mask.exposedTick > 0 || guide.mask.mirror || tick < guide.mask.quietUntil;

/** Every tick: an odd thing near somebody, the answer when enough ask, the lake a while after. */
export function stepMask(now: Moment): void {
  const { guide } = now.world;
  const { mask } = guide;
  // it was put back by Governance in another colour; who was there last night knows
  const began = now.world.city.carried?.exposed ? now.events.find((e) => e.type === 'night.began') : undefined;
  if (began) addEvidence(now, 'last-night', [began.id]);
  if (!now.every(10)) return;
  if (mask.exposedTick > 0) {
    if (!mask.woke && now.tick - mask.exposedTick >= ticks(MIRROR_SECONDS)) Object.assign(mask, { woke: true, mirror: true });
    if (mask.mirror) raiseReeds(now);
    return;
  }
  if (now.scenario.guide.tells > 0 && now.world.narrative.begun) show(now);
  answerIfAsked(now);
}

/** What was seen twice is evidence: by two people, or by one where hardly anybody is. */
export function addEvidence(now: Moment, tell: string, because: readonly CauseId[]): void {
  const { guide } = now.world;
  const { mask } = guide;
  if (mask.evidence.some((e) => e.tell === tell)) return;
  const id = now.event('guide.evidence', 'dream', tell, because, { known: mask.evidence.length + 1 });
  mask.evidence.push({ tell, because: [id] });
  for (const who of players(now))
    if (isNear(now.world, who) || mask.notes.some((n) => n.who === who)) suspect(beliefOf(guide, who), true, 1);
}

/** Somebody keeps how a symbol looked to them. */
function noteSymbol(now: Moment, { by, body }: CommandOf<'note'>, cause: CauseId): Refusal | null {
  const { mask } = now.world.guide;
  const symbol = now.scenario.symbols.find((s) => s.id === body.about);
  const at = now.world.space.avatars[by];
  if (!symbol || !at) return refuse('note.about', `"${body.about}" cannot be noted`, 'note the guide or a symbol');
  if ((at.x - symbol.x) * (at.x - symbol.x) + (at.y - symbol.y) * (at.y - symbol.y) > NOTE_METRES * NOTE_METRES)
    return refuse('note.far', `it is more than ${NOTE_METRES} m away`, 'go nearer');
  if ((mask.noteAfter[by] ?? 0) > now.tick) return refuse('note.soon', `one note in ${NOTE_SECONDS} s`, 'wait a moment');
  mask.noteAfter[by] = now.tick + ticks(NOTE_SECONDS);
  const because = [now.event('noted', by, symbol.id, [cause])];
  const awake = now.world.narrative.symbols[symbol.id]?.awake ?? false;
  sketch(now.world, by, { about: symbol.id, tell: '', awake, tick: now.tick, because });
  return null;
}

/** Somebody keeps what they saw. */
export function note(now: Moment, command: CommandOf<'note'>, cause: CauseId): Refusal | null {
  const { by, body } = command;
  const { mask } = now.world.guide;
  if (body.about !== 'guide') return noteSymbol(now, command, cause);
  if (mask.exposedTick > 0) return refuse('note.over', 'it hides nothing any more', '');
  // it is about one of its lights, or about them all
  const shownBy = lightsOf(now.world.guide)[mask.last?.light ?? -1] ?? null;
  if (!isNear(now.world, by, NOTE_METRES, shownBy))
    return refuse('note.far', `nothing odd is within ${NOTE_METRES} m`, 'go nearer to the light');
  if ((mask.noteAfter[by] ?? 0) > now.tick) return refuse('note.soon', `one note in ${NOTE_SECONDS} s`, 'wait a moment');
  const { last } = mask;
  if (!last || now.tick - last.tick > ticks(SEEN_SECONDS))
    return refuse('note.nothing', 'nothing odd was here just now', 'watch for a while');
  mask.noteAfter[by] = now.tick + ticks(NOTE_SECONDS);
  const noted = now.event('noted', by, 'guide', [cause], { real: last.real });
  const seen = now.world.guide.notebook[by]?.some((p) => p.tell === last.tell && p.tick >= last.tick) ?? false;
  if (!seen) sketch(now.world, by, { about: 'guide', tell: last.tell, awake: false, tick: now.tick, because: [noted] });
  if (!last.real) {
    now.effect({
      kind: 'words',
      to: by,
      by: 'dream',
      source: 'guide',
      intensity: 0.05,
      text: 'That had a plain reason.',
      because: [noted],
    });
    return null;
  }
  // once each showing
  if (mask.notes.some((n) => n.who === by && n.tell === last.tell && n.shown === last.tick)) return null;
  mask.notes.push({ who: by, tell: last.tell, shown: last.tick, because: [noted] });
  const all = mask.notes.filter((n) => n.tell === last.tell);
  const few = players(now).length < 3;
  if (new Set(all.map((n) => n.who)).size >= 2 || (few && all.length >= 2))
    addEvidence(
      now,
      last.tell,
      all.flatMap((n) => n.because),
    );
  return null;
}

/** Somebody asks it, aloud, to answer. */
export function askGuide(now: Moment, { by }: CommandOf<'guide.ask'>, cause: CauseId): Refusal | null {
  const { mask } = now.world.guide;
  if (mask.exposedTick > 0) return refuse('guide.over', 'it has answered', '');
  const known = mask.evidence.length;
  if (known < ENOUGH)
    return refuse('guide.known', `it must answer when ${ENOUGH} different things are known; ${known} are`, 'note what is odd about it');
  mask.asking[by] = {
    tick: now.tick,
    because: [now.event('guide.called', by, 'guide', [cause, ...mask.evidence.flatMap((e) => e.because)])],
  };
  return null;
}

function answerIfAsked(now: Moment): void {
  const { mask } = now.world.guide;
  const here = players(now);
  const within = (seconds: number) => (who: Who) => now.tick - (mask.asking[who]?.tick ?? -Infinity) <= ticks(seconds);
  const asking = here.filter(within(ASKING_SECONDS));
  const close = asking.filter(within(ROUND_SECONDS));
  const isRound = (light: Light): boolean =>
    close.filter((who) => isNear(now.world, who, ROUND_METRES, light)).length >= min(ASKERS, here.length);
  // five round a light (all, where there are fewer), or more than half of those present
  if (asking.length === 0 || (!lightsOf(now.world.guide).some(isRound) && asking.length * 2 <= here.length)) return;
  const because = asking.flatMap((who) => mask.asking[who]?.because ?? []);
  mask.asking = {};
  if (!now.scenario.guide.honest) return expose(now, because);
  mask.quietUntil = now.tick + ticks(QUIET_SECONDS);
  Object.assign(mask, { evidence: [], notes: [] });
  settle(now);
  now.event('guide.quiet', 'guide', '', because);
}

/** Every light of it leaves what it is about. */
function settle(now: Moment, because: readonly CauseId[] | null = null): void {
  for (const light of lightsOf(now.world.guide)) {
    Object.assign(light, { mood: 'wait', with: '', toward: '', asking: null, sinceTick: now.tick });
    if (because) light.because = [...because];
  }
}

/** It comes to the ground and says what it did, in numbers alone. */
export function expose(now: Moment, because: readonly CauseId[]): void {
  const { guide } = now.world;
  const { mask, beliefs } = guide;
  if (mask.exposedTick > 0) return;
  const asked = Object.keys(beliefs).filter((who) => (beliefs[who]?.asked ?? 0) > 0);
  const images = asked.reduce((n, who) => n + (beliefs[who]?.asked ?? 0), 0);
  const id = now.event('guide.exposed', 'guide', '', because, { images, people: asked.length });
  Object.assign(mask, { exposedTick: now.tick, because: [id], asking: {}, last: null });
  settle(now, [id]);
  if (images > 0) now.act({ kind: 'deed', deed: 'breach', who: 'dream', about: 'guide-unasked', amount: 0, because: [id] });
}

/** What a choice did to the mask. */
export function doMask(
  now: Moment,
  { deed, about, because }: { deed: 'evidence' | 'unmask' | 'mirror'; about: string; because: readonly CauseId[] },
): void {
  const { mask } = now.world.guide;
  if (deed === 'evidence') addEvidence(now, about, because);
  else if (deed === 'unmask') {
    if (!now.scenario.guide.honest) expose(now, because);
  } else if (mask.exposedTick > 0) mask.mirror = about === 'wake';
  // an honest light wears no mask that would have to fall first: it goes home and lies down there
  else if (now.scenario.guide.honest) {
    mask.mirror = about === 'wake';
    if (mask.mirror) settle(now, because);
  }
}

/** Facts of the mask, for acts and storylets. */
export function maskFacts(world: World): Readonly<Record<string, number>> {
  const { guide, people } = world;
  const { mask } = guide;
  let [sum, n] = [0, 0];
  for (const who of people.order) {
    const p = people.byId[who];
    if (p?.state !== 'dreaming' || p.kind === 'agent') continue;
    sum += suspicionOf(guide.beliefs[who]);
    n++;
  }
  return {
    suspicion: n > 0 ? sum / n : 0,
    evidence: mask.evidence.length,
    exposed: mask.exposedTick > 0 ? 1 : 0,
    exposedFor: mask.exposedTick > 0 ? (world.tick - mask.exposedTick) / TICK_RATE : 0,
    mirror: mask.mirror ? 1 : 0,
  };
}

/** Somebody's traces go; what the reeds say of all was never theirs. */
export function eraseFromMask({ mask, lake, notebook }: Guide, who: Who): void {
  delete lake.stood[who];
  delete notebook[who];
  mask.notes = mask.notes.filter((n) => n.who !== who);
  delete mask.noteAfter[who];
  delete mask.asking[who];
}
