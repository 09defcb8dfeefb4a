/** What people see of orchestration: who holds what, signatures, the target, what stands for a while; and a holder's own deck. */
import type { CompiledScenario } from '../compiled.ts';
import { type ThingId, TICK_RATE, ticks, type Who } from '../ids.ts';
import type { World } from '../world.ts';
import { aboutOf, deckRefusal } from './deck.ts';
import { ROLES, type Role } from './model.ts';
import { holderOf, isFading, roleHeldBy } from './roles.ts';
import { DECK, DECK_NAMES } from './table.ts';

export interface RolesSeen {
  /** who plays each role, '' for nobody; `human`: a person took it */
  readonly roles: readonly { readonly id: Role; readonly by: Who; readonly human: boolean; readonly sand: number }[];
  /** the last uses of decks, oldest first */
  readonly signs: readonly {
    readonly id: ThingId;
    readonly role: string;
    readonly by: Who;
    readonly act: string;
    readonly about: ThingId;
    readonly amount: number;
  }[];
  /** target intensity 0..0.85, and what was pressed or eased -0.4..0.25 */
  readonly target: number;
  readonly lift: number;
  /** seconds for which the night still waits */
  readonly paused: number;
  /** arrow, spot and lamp that stand now */
  readonly beacons: readonly { readonly id: 'arrow' | 'spot' | 'lamp'; readonly about: ThingId; readonly x: number; readonly y: number }[];
}

/** The deck of who holds a role. Nothing of anybody's body, limits, consents or page. */
export interface DeckSeen {
  readonly role: Role;
  /** act -> why it cannot be done now ('' when it can), tick from which it can by its cooldown, ids it may be about where those change */
  readonly acts: Readonly<Record<string, { readonly no: string; readonly fromTick: number; readonly about: readonly string[] }>>;
  /** intensity of the group 0..1, or -1: too few agreed */
  readonly group: number;
  /** the hourglass */
  readonly phase: string;
}

const BEACONS = ['arrow', 'spot', 'lamp'] as const;

export function rolesSeen(world: World, scenario: CompiledScenario): RolesSeen {
  const { orchestration: o } = world;
  const left = o.pause ? (o.pause.untilTick - world.tick) / TICK_RATE : 0;
  return {
    roles: ROLES.map((id) => ({ id, by: holderOf(world, scenario, id), human: o.roles[id].holder !== '', sand: o.roles[id].sand })),
    signs: o.signs.map(({ id, role, by, act, about, amount }) => ({ id, role, by, act, about, amount })),
    target: o.target,
    lift: o.lift,
    paused: left > 0 ? left : 0,
    beacons: BEACONS.flatMap((id) => {
      const b = o[id];
      return b ? [{ id, about: b.about, x: b.x, y: b.y }] : [];
    }),
  };
}

/** Null for a citizen. */
export function deckSeen(world: World, scenario: CompiledScenario, who: Who): DeckSeen | null {
  const role = roleHeldBy(world, scenario, who);
  if (role === '' || world.people.byId[who]?.kind === 'agent') return null;
  const { orchestration: o } = world;
  const acts: Record<string, DeckSeen['acts'][string]> = {};
  for (const act of DECK_NAMES) {
    const card = DECK[act];
    if (card.role !== role) continue;
    const ids =
      card.about === 'event' || card.about === 'top' || card.about === 'thread' || card.about === 'clause'
        ? aboutOf(world, scenario, act)
        : null;
    const used = o.roles[role].used[act];
    const fromTick = used ? used.tick + (card.cooldown > 0 ? ticks(card.cooldown) : 0) : 0;
    // what it is about and how much comes later: here only whether it could be done at all
    const about = (ids ?? aboutOf(world, scenario, act))?.[0] ?? '';
    const refusal = deckRefusal(world, scenario, role, act, about, 'amount' in card && card.amount ? card.amount.most : 0);
    const no =
      refusal && refusal.rule !== 'deck.cooldown' && refusal.rule !== 'deck.sand' && refusal.rule !== 'deck.fading' ? refusal.reason : '';
    acts[act] = { no, fromTick, about: ids ?? [] };
  }
  return { role, acts, group: role === 'orchestrator' ? o.shown.value : -1, phase: isFading(world, role) ? 'fading' : o.phase };
}
