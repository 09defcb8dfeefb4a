/** What people see of orchestration: who holds what, signatures, the target, what stands for a while; and a holder's own deck. */
import { round } from '../../kernel/math.ts';
import type { CompiledScenario } from '../compiled.ts';
import { COUNCIL_EVERY, councilAbout } from '../governance/council.ts';
import { gate } from '../governance/gate.ts';
import { COUNCIL_ACTS } from '../governance/model.ts';
import { type ThingId, TICK_RATE, ticks, type Who } from '../ids.ts';
import { couldOpen } from '../narrative/asked.ts';
import { hidesEither } from '../people/seen.ts';
import type { World } from '../world.ts';
import { aboutOf, deckRefusal, inVain } from './deck.ts';
import { targetAfter } from './lift.ts';
import { ROLES, type Role } from './model.ts';
import { holderOf, isFading, roleHeldBy } from './roles.ts';
import { DRAWN_POINTS, DRAWN_STEP } from './rules.ts';
import { DECK, DECK_NAMES, type DeckAct, type DeckName } from './table.ts';

export interface RolesSeen {
  /** who plays each role, '' for nobody; `human`: a person took it; sand 0..100 */
  readonly roles: readonly {
    readonly id: Role;
    readonly by: Who;
    readonly human: boolean;
    readonly sand: number;
    /** how many want it back from its holder */
    readonly recall: number;
  }[];
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
  /** storylets, questions and wounds it may be about, in the words that may reach the holder; '' where none may */
  readonly names: Readonly<Record<string, string>>;
  /** intensity of the group 0..1, or -1: too few agreed; and how it was before, every 10 s, oldest first. None: not of this role */
  readonly group: number;
  readonly past: readonly number[];
  /** target intensity 0..0.85 after 24, 48, 72, 96 and 120 s, as the curve has it; none: not of this role */
  readonly ahead: readonly number[];
  /** the hourglass */
  readonly phase: string;
}

const BEACONS = ['arrow', 'spot', 'lamp'] as const;

export function rolesSeen(world: World, scenario: CompiledScenario): RolesSeen {
  const { orchestration: o } = world;
  const left = o.pause ? (o.pause.untilTick - world.tick) / TICK_RATE : 0;
  return {
    roles: ROLES.map((id) => {
      const { holder, sand, recall } = o.roles[id];
      return { id, by: holderOf(world, scenario, id), human: holder !== '', sand, recall: recall.length };
    }),
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

/** What changes from moment to moment and is shown by its ids; the rest a page knows from the place. */
const LISTED: readonly DeckAct['about'][] = ['event', 'top', 'thread', 'clause', 'question', 'wound'];
/** Refusals that say how an act was asked for, or that the page sees for itself: none of them makes the act impossible. */
const PASSING: readonly string[] = ['deck.cooldown', 'deck.sand', 'deck.fading', 'deck.range', 'deck.stands'];

/** Null for a citizen. */
export function deckSeen(world: World, scenario: CompiledScenario, who: Who): DeckSeen | null {
  const role = roleHeldBy(world, scenario, who);
  if (role === '' || world.people.byId[who]?.kind === 'agent') return null;
  const { orchestration: o } = world;
  const acts: Record<string, DeckSeen['acts'][string]> = {};
  const names: Record<string, string> = {};
  for (const act of DECK_NAMES) {
    const card: DeckAct = DECK[act];
    if (card.role !== role) continue;
    const used = o.roles[role].used[act];
    const fromTick = used ? used.tick + ticks(card.cooldown) : 0;
    const { no, about } = possible(world, scenario, role, act);
    acts[act] = { no, fromTick, about: LISTED.includes(card.about) ? about : [] };
    if (NAMED.includes(card.about)) for (const id of about) names[id] ??= nameFor(world, scenario, who, card.about, id);
  }
  if (role === 'council') Object.assign(acts, councilDeck(world, scenario));
  const leads = role === 'orchestrator';
  return {
    role,
    acts,
    names,
    group: leads ? o.shown.value : -1,
    past: leads ? o.shown.past : [],
    ahead: leads ? ahead(world, scenario) : [],
    phase: isFading(world, role) ? 'fading' : o.phase,
  };
}

/** The council's acts: by command of its own, without sand; one in so long, whichever it is. */
function councilDeck(world: World, scenario: CompiledScenario): DeckSeen['acts'] {
  const { lastTick } = world.governance.council;
  const fromTick = lastTick > 0 ? lastTick + ticks(COUNCIL_EVERY) : 0;
  return Object.fromEntries(
    COUNCIL_ACTS.map((act) => {
      const about = councilAbout(world, scenario, act);
      return [act, { no: about.length > 0 ? '' : 'there is nothing here that it could be about', fromTick, about }];
    }),
  );
}

/** The things an act can be about now; with none, or where it would be in vain, why not. */
function possible(world: World, scenario: CompiledScenario, role: Role, act: DeckName): { no: string; about: readonly string[] } {
  const card: DeckAct = DECK[act];
  const all = aboutOf(world, scenario, act);
  if (card.when === 'before' && world.narrative.begun) return { no: 'that is done before the night begins', about: [] };
  if (all?.length === 0) return { no: 'there is nothing here that it could be about', about: [] };
  const hinders = (about: string): string => {
    const found = deckRefusal(world, scenario, role, act, about, card.amount?.most ?? 0, all);
    if (found && !PASSING.includes(found.rule)) return found.reason;
    // a rest or too little sand does not hide that it would be in vain as well
    const vain = found && inVain(world, scenario, role, act, about, card.amount?.most ?? 0);
    return vain && !PASSING.includes(vain.rule) ? vain.reason : '';
  };
  if (act === 'seed' && all) {
    const open = couldOpen(world, scenario, all);
    return { no: hinders(open[0] ?? all[0] ?? ''), about: open };
  }
  if (act !== 'vote' || !all) return { no: hinders(all?.[0] ?? ''), about: all ?? [] };
  const free = all.filter((id) => hinders(id) === '');
  return { no: free.length > 0 ? '' : hinders(all[0] ?? ''), about: free };
}

const NAMED: readonly DeckAct['about'][] = ['event', 'top', 'question', 'wound'];
/** Of a storylet this much is read, characters. */
const READ = 90;

/** A storylet or question as its words may reach the holder; a wound by its name. */
function nameFor(world: World, scenario: CompiledScenario, who: Who, about: DeckAct['about'], id: ThingId): string {
  if (about === 'wound') return scenario.wounds.find((w) => w.id === id)?.name ?? '';
  const found = about === 'question' ? scenario.questions[Number(id.slice(1))] : scenario.storylets.find((s) => s.id === id);
  if (!found || found.theme === 'own') return '';
  const { theme, intensity, text } = found;
  const soft = 'soft' in found && typeof found.soft === 'string' ? found.soft : '';
  const reaches = gate(world, scenario, {
    ...{ id: '', kind: 'words', to: who, by: 'dream', source: id, because: [] },
    ...{ theme, intensity, text, soft },
  });
  return reaches.text.slice(0, READ);
}

/** Steps of what is shown ahead, a unit of intensity. */
const STEPS = 20;

function ahead(world: World, scenario: CompiledScenario): number[] {
  return Array.from({ length: DRAWN_POINTS }, (_, i) => round(targetAfter(world, scenario, (i + 1) * DRAWN_STEP) * STEPS) / STEPS);
}

/** Name that the narrator gave to the cloth, '' for none and from who is hidden. */
export function clothName(world: World, who: Who): string {
  const { name } = world.orchestration;
  return name && !hidesEither(world, who, name.by) ? name.words : '';
}
