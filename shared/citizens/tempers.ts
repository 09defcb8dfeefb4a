/** Kinds of citizens that testers need beside the ordinary: each does one thing on purpose. */

import { COMMANDS, type Command, type CommandType } from '../dream/commands.ts';
import { CONSENT_WORDING, PURPOSES } from '../dream/governance/model.ts';
import { TICK_RATE } from '../dream/ids.ts';
import { CARDS } from '../dream/narrative/rules.ts';
import type { Dream } from '../dream/world.ts';
import { floor } from '../kernel/math.ts';
import { below, bits, chance, pick, uniform } from '../kernel/random.ts';
import type { Member } from './member.ts';

/** Adds what this member's temper does at this tick, if anything. */
export function misbehave(dream: Dream, member: Member, out: Command[]): void {
  switch (member.temper) {
    case 'consent-revoker':
      return revoke(dream, member, out);
    case 'stop-card':
      return layCards(dream, member, out);
    case 'dropout':
      return dropOut(dream, member, out);
    case 'flooder':
      return flood(dream, member, out);
    case 'everything':
      return useEverything(dream, member, out);
    default:
      return;
  }
}

function revoke(dream: Dream, member: Member, out: Command[]): void {
  if (dream.world.tick % (15 * TICK_RATE) !== 0 || !dreaming(dream, member)) return;
  const given = dream.world.governance.consents[member.id]?.group !== undefined;
  if (given) out.push({ type: 'consent.withdraw', by: member.id, body: { purpose: 'group' } });
  else out.push({ type: 'consent.give', by: member.id, body: { purpose: 'group', wording: CONSENT_WORDING } });
}

function layCards(dream: Dream, member: Member, out: Command[]): void {
  if (dream.world.tick % TICK_RATE !== 0 || !dreaming(dream, member) || member.wish.kind === 'company') return;
  if (dream.world.narrative.scenes.some((s) => s.who === member.id) && chance(member.rng, 0.2))
    out.push({ type: 'stop', by: member.id, body: {} });
}

/** Away for 20 s of every 90 s, as if a line had dropped. */
function dropOut(dream: Dream, member: Member, out: Command[]): void {
  const at = dream.world.tick % (90 * TICK_RATE);
  const state = dream.world.people.byId[member.id]?.state;
  if (at === 40 * TICK_RATE && state === 'dreaming') out.push({ type: 'drop', by: member.id, body: {} });
  if (at === 60 * TICK_RATE && state === 'ember') out.push({ type: 'return', by: member.id, body: {} });
}

function flood(dream: Dream, member: Member, out: Command[]): void {
  if (dream.world.tick % (4 * TICK_RATE) >= 10 || !dreaming(dream, member)) return;
  for (let i = 0; i < 20; i++)
    out.push({ type: 'emote', by: member.id, body: { emote: 'hum' } }, { type: 'hand.offer', by: member.id, body: { to: '' } });
}

/** Every command there is, in turn, with real targets where there are any and made-up ones where not. */
function useEverything(dream: Dream, member: Member, out: Command[]): void {
  if (dream.world.tick % 5 !== 0) return;
  const types = (Object.keys(COMMANDS) as CommandType[]).filter((t) => !t.startsWith('night.') && t !== 'join' && t !== 'wake');
  const type = types[member.turn++ % types.length] as CommandType;
  if (type === 'return' ? dream.world.people.byId[member.id]?.state !== 'ember' : !dreaming(dream, member)) return;
  if (type === 'drop') {
    // an ember must come back by itself: once in a while only, with the return already on its way
    if (chance(member.rng, 0.25)) out.push({ type: 'drop', by: member.id, body: {} });
    member.turn = types.indexOf('return');
    return;
  }
  out.push({ type, by: member.id, body: inventBody(dream, member, type) } as Command);
}

/** A well-formed body: ids of things that are there, numbers in range, a little chance in everything. */
export function inventBody(dream: Dream, member: Member, type: CommandType): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  const fields = COMMANDS[type].fields as Readonly<Record<string, { is: string; min?: number; max?: number; of?: readonly string[] }>>;
  for (const [name, field] of Object.entries(fields)) {
    const low = field.min ?? 0;
    const high = field.max ?? 1;
    switch (field.is) {
      case 'int':
        body[name] = low + floor(uniform(member.rng) * (high - low + 1));
        break;
      case 'number':
        body[name] = low + uniform(member.rng) * (high - low);
        break;
      case 'bool':
        body[name] = chance(member.rng, 0.5);
        break;
      case 'one':
        body[name] = pick(member.rng, field.of ?? PURPOSES);
        break;
      case 'list':
        body[name] = dream.scenario.themes.length > 0 && chance(member.rng, 0.5) ? [pick(member.rng, dream.scenario.themes).tag] : [];
        break;
      case 'id':
        body[name] = targetFor(dream, member, type, name);
        break;
      default:
        body[name] =
          type === 'circle.gift'
            ? pick(member.rng, CARDS)
            : type === 'choose' && name === 'choice'
              ? choiceFor(dream, member)
              : `word ${bits(member.rng) % 97}`.slice(0, high);
    }
  }
  return body;
}

function targetFor(dream: Dream, member: Member, type: CommandType, name: string): string {
  const { narrative, space } = dream.world;
  const me = member.id;
  const some = (list: readonly string[]): string => (list.length > 0 ? pick(member.rng, list) : '');
  switch (name) {
    case 'about':
      return type === 'deck'
        ? some(['', ...Object.keys(narrative.symbols), ...narrative.threads.map((t) => t.id), me])
        : some(Object.keys(narrative.symbols));
    case 'scene':
      return some(narrative.scenes.filter((s) => s.who === me).map((s) => s.id));
    case 'offer':
      return some(space.offers.filter((o) => o.by !== me).map((o) => o.id));
    case 'from':
      return some(space.hands.flatMap((h) => (h.a === me ? [h.b] : h.b === me ? [h.a] : [])));
    case 'shadow':
      return some(narrative.shadows.map((s) => s.id));
    case 'lantern':
      return some(space.lanterns.map((l) => l.id));
    case 'fragment':
      return some(narrative.fragments.filter((f) => f.heldBy === me || f.by === me).map((f) => f.id));
    case 'thread':
      return some(narrative.threads.filter((t) => t.by === me).map((t) => t.id));
    case 'at':
      return some(dream.scenario.symbols.filter((q) => q.kind === 'hearth').map((q) => q.id));
    case 'line':
      return some(narrative.circles.flatMap((c) => c.lines.filter((l) => l.by === me).map((l) => l.id)));
    case 'to':
    case 'who':
      return some(Object.keys(space.avatars).filter((id) => id !== me));
    default:
      return type === 'act' ? '' : some([...Object.keys(narrative.symbols), ...narrative.shadows.map((s) => s.id)]);
  }
}

function choiceFor(dream: Dream, member: Member): string {
  const scene = dream.world.narrative.scenes.find((s) => s.who === member.id);
  return scene && scene.choices.length > 0 ? (scene.choices[below(member.rng, scene.choices.length)]?.id ?? '') : '';
}

function dreaming(dream: Dream, member: Member): boolean {
  return dream.world.people.byId[member.id]?.state === 'dreaming';
}
