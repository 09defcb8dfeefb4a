/** What can be asked of orchestration: to take, hand back and call back a role, and the acts of its deck. */
import { type Refusal, refuse } from '../commands.ts';
import { type CauseId, TICK_RATE, type Who } from '../ids.ts';
import type { Handlers, Moment } from '../moment.ts';
import { doAct, write } from './acts.ts';
import { deckRefusal } from './deck.ts';
import { recallRole, returnRole, roleHeldBy, takeRole } from './roles.ts';
import { AGENT_EVERY } from './rules.ts';
import { DECK, type DeckName } from './table.ts';

/** Acts whose sign does not say whom they were about. */
const DISCREET: readonly DeckName[] = ['mute'];

/** Pays for an act and signs it; the event, or why not. */
function use(now: Moment, who: Who, act: DeckName, about: string, amount: number, cause: CauseId): CauseId | Refusal {
  const { world, scenario } = now;
  const role = roleHeldBy(world, scenario, who);
  if (role === '') return refuse('deck.none', 'you hold no role', 'take one first');
  const state = world.orchestration.roles[role];
  if (world.people.byId[who]?.kind === 'agent' && now.tick - state.lastTick < AGENT_EVERY * TICK_RATE)
    return refuse('deck.agent', `an agent acts once in ${AGENT_EVERY} s`, 'wait');
  const refusal = deckRefusal(world, scenario, role, act, about, amount);
  if (refusal) return refusal;
  state.sand -= DECK[act].sand;
  const before = state.used[act];
  const inAct = before && before.act === world.narrative.act ? before.inAct + 1 : 1;
  state.used[act] = { tick: now.tick, times: (before?.times ?? 0) + 1, act: world.narrative.act, inAct };
  state.lastTick = now.tick;
  const told = DISCREET.includes(act) ? '' : about;
  const used = now.event(`deck.${act}`, who, told, [cause, ...state.because], { role, amount });
  world.orchestration.signs.push({ id: used, role, by: who, act, about: told, amount, tick: now.tick, because: [used] });
  return used;
}

function deck(now: Moment, who: Who, act: DeckName, about: string, amount: number, cause: CauseId): Refusal | null {
  const used = use(now, who, act, about, amount, cause);
  if (typeof used !== 'string') return used;
  doAct(now, who, act, about, amount, used);
  return null;
}

function words(now: Moment, who: Who, act: 'line' | 'title', text: string, cause: CauseId): Refusal | null {
  const line = text.trim();
  if (line === '') return refuse('deck.empty', 'there are no words in it', '');
  const used = use(now, who, act, '', 0, cause);
  if (typeof used !== 'string') return used;
  write(now, who, act, line, used);
  return null;
}

function draw(now: Moment, who: Who, points: readonly number[], cause: CauseId): Refusal | null {
  const used = use(now, who, 'curve', '', 0, cause);
  if (typeof used !== 'string') return used;
  now.world.orchestration.drawn = { fromTick: now.tick, points: [...points], because: [used] };
  return null;
}

export const orchestrationHandlers: Handlers = {
  'role.take': (now, { by, body }, cause) => takeRole(now, by, body.role, cause),
  'role.return': (now, { by, body }, cause) => returnRole(now, by, body.role, cause),
  'role.recall': (now, { by, body }, cause) => recallRole(now, by, body.role, cause),
  deck: (now, { by, body }, cause) => deck(now, by, body.act, body.about, body.amount, cause),
  'deck.words': (now, { by, body }, cause) => words(now, by, body.act, body.words, cause),
  'deck.curve': (now, { by, body }, cause) => draw(now, by, [body.a, body.b, body.c, body.d, body.e], cause),
};
