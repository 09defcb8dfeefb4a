/** The loom: fragments become threads of the cloth in the sky, and leave it at once when their author takes them back. */
import { max, min } from '../../kernel/math.ts';
import { TUNE } from '../affect/rules.ts';
import { type Refusal, refuse } from '../commands.ts';
import type { CompiledScenario } from '../compiled.ts';
import type { CauseId, ThingId, Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import type { Fragment, Thread } from './model.ts';
import { GOLD_REACH, LOOM_REACH } from './rules.ts';

/** The loom within reach of a point, '' if none. */
export function loomNear(scenario: CompiledScenario, x: number, y: number, reach: number): string {
  for (const s of scenario.symbols) {
    if (s.kind === 'loom' && (s.x - x) * (s.x - x) + (s.y - y) * (s.y - y) <= reach * reach) return s.id;
  }
  return '';
}

/** Who stands within 5 m and breathes one breath with the weaver; the best answer wins. '' = nobody. */
function goldenPartner(world: World, who: Who): Who {
  const me = world.space.avatars[who];
  if (!me) return '';
  let best: Who = '';
  let most = 0;
  for (const pair of world.affect.pairs) {
    const other = pair.a === who ? pair.b : pair.b === who ? pair.a : '';
    const at = other === '' ? undefined : world.space.avatars[other];
    if (!at || pair.g < TUNE.ends || pair.g <= most || world.people.byId[other]?.state !== 'dreaming') continue;
    const dx = at.x - me.x;
    const dy = at.y - me.y;
    if (dx * dx + dy * dy > GOLD_REACH * GOLD_REACH) continue;
    best = other;
    most = pair.g;
  }
  return best;
}

/** Where a new thread goes: the wished place (others move up), or the next free one, leaving the gaps that shadows tore. */
function placeFor(threads: Thread[], wish: number, gap: number): number {
  const next = threads.reduce((most, t) => max(most, t.place + 1), 0);
  if (wish < 0) return next + gap;
  const place = min(wish, next + 1);
  if (threads.some((t) => t.place === place)) {
    for (const t of threads) if (t.place >= place) t.place++;
  }
  return place;
}

/** Weaves a carried fragment into the sky. */
export function weave(now: Moment, who: Who, fragment: Fragment, wish: number, cause: CauseId): Refusal | null {
  const { narrative, space, people, affect } = now.world;
  const me = space.avatars[who];
  const person = people.byId[who];
  if (!me || !person) return refuse('who.unknown', 'nobody is there to weave');
  const loom = loomNear(now.scenario, me.x, me.y, LOOM_REACH);
  if (loom === '') return refuse('loom.far', `no loom within ${LOOM_REACH} m`, 'walk to the loom');
  if (narrative.ending !== '') return refuse('night.over', 'the cloth of this night is finished');
  const partner = goldenPartner(now.world, who);
  const together = partner === '' ? [] : [...(affect.breath[who]?.because ?? []), ...(affect.breath[partner]?.because ?? [])];
  const place = placeFor(narrative.threads, wish, narrative.gap);
  const id = now.newId('th');
  const woven = now.event('thread.woven', who, id, [...new Set([cause, ...fragment.because, ...together])], {
    place,
    gold: partner !== '',
  });
  narrative.threads.push({
    id,
    by: who,
    with: partner,
    cloth: person.cloth,
    theme: fragment.theme,
    words: fragment.words,
    place,
    byHand: wish >= 0,
    wovenTick: now.tick,
    because: [woven],
  });
  if (fragment.words !== '') for (const to of now.dreamers()) tellThread(now, to, narrative.threads.at(-1) as Thread);
  if (wish < 0) narrative.gap = 0;
  narrative.fragments = narrative.fragments.filter((f) => f !== fragment);
  now.act({ kind: 'deposit', by: 'dream', x: me.x, y: me.y, valence: 0.3, arousal: 0, because: [woven] });
  return null;
}

/** The words of a thread to one person, as the gate lets them through: they are read in the sky, and in the list of the cloth. */
export function tellThread(now: Moment, to: Who, thread: Thread): void {
  const { id, by, theme, words, because } = thread;
  now.effect({ kind: 'image', to, by, source: id, theme, text: words, because });
}

/** Hangs the threads that nobody hung by hand in the order given, on the places they take together; those it does not name come last. */
export function orderCloth(now: Moment, order: readonly ThingId[], cause: CauseId): Refusal | null {
  const free = now.world.narrative.threads.filter((t) => !t.byHand).sort((a, b) => a.place - b.place);
  const places = free.map((t) => t.place);
  const wish = new Map(order.map((id, i) => [id, i]));
  const next = [...free].sort((a, b) => (wish.get(a.id) ?? order.length) - (wish.get(b.id) ?? order.length));
  if (next.every((t, i) => t === free[i])) return refuse('loom.same', 'the cloth hangs in this order already');
  next.forEach((t, i) => {
    t.place = places[i] as number;
  });
  now.event('cloth.ordered', 'dream', '', [cause], { threads: next.length });
  return null;
}

/** Takes a thread, or a fragment not woven yet, out of the dream at once; the cloth closes over it. Only its author can. */
export function takeBack(now: Moment, who: Who, id: string, cause: CauseId): Refusal | null {
  const { narrative } = now.world;
  const fragment = narrative.fragments.find((f) => f.id === id && f.by === who);
  if (fragment) {
    narrative.fragments = narrative.fragments.filter((f) => f !== fragment);
    now.event('fragment.withdrawn', who, id, [cause, ...fragment.because]);
    return null;
  }
  const thread = narrative.threads.find((t) => t.id === id && t.by === who);
  if (!thread) return refuse('thread.unknown', `no thread or fragment of yours is called "${id}"`, 'take back only your own');
  narrative.threads = narrative.threads.filter((t) => t !== thread);
  for (const t of narrative.threads) if (t.place > thread.place) t.place--;
  now.event('thread.withdrawn', who, id, [cause, ...thread.because]);
  return null;
}
