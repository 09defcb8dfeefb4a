/**
 * As the night begins the four make ready: the widest wound, three storylets that carry its themes, an opening line, the jukebox's gain. The seed
 * breaks ties; each choice is an event with its reason. A person who is orchestrator by then may have chosen the wound.
 */
import { min } from '../../kernel/math.ts';
import { below, shuffled } from '../../kernel/random.ts';
import { type CauseId, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { eventsOf } from './deck.ts';
import { ROLES, type Role } from './model.ts';
import { holderOf } from './roles.ts';

const STORYLETS = 3;
/** A wound this wide wants the music further from people, one this narrow nearer. */
const WIDE = 0.6;
const NARROW = 0.3;

/** The four are waited for this long after dusk, s; who is missing then is chosen for. */
const WAIT_SECONDS = 10;

/** True once the agents of all roles are here, or were waited for. */
export function isReady({ world, scenario, tick }: Moment): boolean {
  if (tick - world.narrative.beganTick >= ticks(WAIT_SECONDS)) return true;
  return ROLES.every((role) => !scenario.cast.some((c) => c.role === role) || holderOf(world, scenario, role) !== '');
}

export function prepare(now: Moment): void {
  const { world, scenario } = now;
  const { backstage } = world.orchestration;
  const began = world.narrative.actBecause;
  const by = (role: Role): Who => holderOf(world, scenario, role) || 'dream';
  const all: CauseId[] = [];
  const chose = (role: Role, about: string, data: Record<string, string | number>): void => {
    all.push(now.event('backstage.chose', by(role), about, [...began, ...backstage.because], { role, ...data }));
  };
  backstage.done = true;
  const wound = chooseWound(now);
  if (wound) chose('orchestrator', wound.id, { what: 'wound', open: wound.open, reason: wound.reason });
  for (const { id, reason } of chooseStorylets(now, wound?.id ?? '')) {
    backstage.storylets.push(id);
    chose('orchestrator', id, { what: 'storylet', reason });
  }
  const { openings } = scenario.orchestration;
  if (openings.length > 0) {
    backstage.opening = openings.length > 1 ? below(now.random('backstage'), openings.length) : 0;
    chose('narrator', '', { what: 'opening', line: backstage.opening, reason: 'by the night' });
  }
  const open = wound?.open ?? 0.5;
  backstage.gain = open > WIDE ? 0.75 : open < NARROW ? 1.25 : 1;
  chose('engineer', '', {
    what: 'gain',
    gain: backstage.gain,
    reason: open > WIDE ? 'wide wound' : open < NARROW ? 'narrow wound' : 'as declared',
  });
  backstage.because = all;
  const narrator = by('narrator');
  const text = openings[backstage.opening];
  if (text !== undefined)
    for (const to of now.dreamers()) now.effect({ kind: 'words', to, by: narrator, source: 'page', text, because: all });
  if (backstage.gain !== 1) now.act({ kind: 'deed', deed: 'gain', who: by('engineer'), about: '', amount: backstage.gain, because: all });
}

function chooseWound(now: Moment): { id: string; open: number; reason: string } | null {
  const { city, orchestration } = now.world;
  const asked = city.wounds.find((w) => w.id === orchestration.backstage.wound);
  if (asked) return { id: asked.id, open: asked.open, reason: 'asked for' };
  const widest = city.wounds.reduce((most, w) => (w.open > most ? w.open : most), -1);
  const among = city.wounds.filter((w) => w.open === widest);
  const one = among.length > 1 ? among[below(now.random('backstage'), among.length)] : among[0];
  if (!one) return null;
  orchestration.backstage.wound = one.id;
  return { id: one.id, open: one.open, reason: among.length > 1 ? 'widest, by the seed' : 'widest' };
}

/** Three of the night's list, in an order that the seed shuffles; those that carry the wound's themes first. */
function chooseStorylets(now: Moment, wound: string): { id: string; reason: string }[] {
  const { scenario } = now;
  const themes = scenario.wounds.find((w) => w.id === wound)?.themes ?? [];
  const events = eventsOf(scenario);
  if (events.length === 0) return [];
  const mixed = shuffled(now.random('backstage'), events);
  const carries = (id: string): boolean => themes.includes(scenario.storylets.find((s) => s.id === id)?.theme ?? '');
  const ordered = [...mixed.filter(carries), ...mixed.filter((id) => !carries(id))];
  return ordered.slice(0, min(STORYLETS, ordered.length)).map((id) => ({ id, reason: carries(id) ? 'carries the wound' : 'by the seed' }));
}
