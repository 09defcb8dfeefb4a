/** The decks: every act of every role in one table, and whether it can be done now (play.md 4). */
import { round } from '../../kernel/math.ts';
import { type Refusal, refuse } from '../commands.ts';
import type { CompiledScenario } from '../compiled.ts';
import { proposeRefusal } from '../governance/votes.ts';
import { TICK_RATE, ticks } from '../ids.ts';
import { sharedTracks } from '../jukebox/box.ts';
import { couldOpen, questionIds, topStorylets } from '../narrative/asked.ts';
import { freeHearth } from '../narrative/circles.ts';
import type { World } from '../world.ts';
import type { Role } from './model.ts';
import { holderOf, isFading } from './roles.ts';
import { DECK, type DeckAct, type DeckName } from './table.ts';

/** Storylets that the orchestrator may seed: those of the night's list, or any that comes by itself where there is none. */
export function eventsOf(scenario: CompiledScenario): readonly string[] {
  const { events } = scenario.orchestration;
  return events.length > 0 ? events : scenario.storylets.filter((s) => s.symbol === '').map((s) => s.id);
}

/** Ids that an act may be about now; null where it is about nothing. */
export function aboutOf(world: World, scenario: CompiledScenario, act: DeckName): readonly string[] | null {
  const { narrative } = world;
  switch (DECK[act].about) {
    case 'nothing':
      return null;
    case 'symbol':
      return scenario.symbols.map((s) => s.id);
    case 'place':
      return [
        ...scenario.symbols.map((s) => s.id),
        ...scenario.regions.map((r) => r.id),
        ...scenario.bridges.map((b) => b.id),
        ...narrative.shadows.filter((s) => s.goneTick === 0).map((s) => s.id),
        ...world.space.lanterns.map((l) => l.id),
      ];
    case 'event':
      return eventsOf(scenario);
    case 'top':
      return topStorylets(world, scenario);
    case 'thread':
      return narrative.threads.map((t) => t.id);
    case 'clause':
      return scenario.governance.clauses.map((c) => c.id).filter((id) => !world.governance.adopted.some((a) => a.id === id));
    case 'track':
      return ['', ...scenario.tracks.filter((t) => t.scope !== 'own').map((t) => t.id)];
    case 'person':
      return world.people.order.filter((who) => world.people.byId[who]?.kind !== 'agent');
    case 'question':
      return questionIds(scenario);
    case 'wound':
      return world.city.wounds.map((w) => w.id);
  }
}

/** Why an act cannot be done now; null when it can. Reads nobody's body, limits or consents. */
export function deckRefusal(
  world: World,
  scenario: CompiledScenario,
  role: Role,
  act: DeckName,
  about: string,
  amount: number,
  ids: readonly string[] | null = aboutOf(world, scenario, act),
): Refusal | null {
  const card: DeckAct = DECK[act];
  const { narrative, orchestration: o } = world;
  if (card.role !== role) return refuse('deck.role', `${act} is an act of the ${card.role}`, `you are ${role}`);
  const state = o.roles[role];
  if (isFading(world, role)) return refuse('deck.fading', 'control is still passing over', 'wait three seconds');
  if (narrative.ending !== '') return refuse('deck.over', 'the night is over', '');
  if (narrative.begun === (card.when === 'before'))
    return refuse('deck.when', narrative.begun ? 'that is done before the night begins' : 'the night has not begun', '');
  if (ids && !ids.includes(about))
    return refuse('deck.about', `nothing that ${act} could be about is called "${about.slice(0, 40)}"`, `name a ${card.about}`);
  if (card.amount) {
    const { least, most, step, or } = card.amount;
    const fits = amount >= least && amount <= most && (step === 0 || round(amount / step) * step === amount);
    if (!fits && amount !== or) {
      const steps = step > 0 ? ` in steps of ${step}` : '';
      return refuse('deck.range', `${act} takes ${least} to ${most}${steps}`, 'choose within the range');
    }
  }
  const used = state.used[act];
  const ready = used ? used.tick + ticks(card.cooldown) : 0;
  if (card.cooldown > 0 && world.tick < ready)
    return refuse('deck.cooldown', `${act} rests for another ${round((ready - world.tick) / TICK_RATE)} s`, 'wait');
  if (used && card.tonight > 0 && used.times >= card.tonight)
    return refuse('deck.times', `${act} can be used ${card.tonight} times a night`, '');
  if (used && card.inAct > 0 && used.act === narrative.act && used.inAct >= card.inAct)
    return refuse('deck.times', `${act} can be used once in each act of the night`, 'wait for the next act');
  const vain = inVain(world, scenario, role, act, about, amount);
  if (vain) return vain;
  if (state.sand < card.sand)
    return refuse('deck.sand', `${act} costs ${card.sand} sand, there are ${round(state.sand)}`, 'joint acts and time bring more');
  return null;
}

/** Why an act would bring about nothing now, so that nobody pays for that; null when it would. */
export function inVain(world: World, scenario: CompiledScenario, role: Role, act: DeckName, about: string, amount: number): Refusal | null {
  const { phase, spot } = world.orchestration;
  const { mask } = world.guide;
  switch (act) {
    case 'amplify':
      if (phase !== 'fade' && phase !== 'relax') return null;
      return refuse('deck.rest', 'people are resting now', 'wait until the sand builds up again');
    case 'spotlight':
      return spot?.about === about ? refuse('deck.stands', 'the light stands there already', 'choose another') : null;
    case 'gain':
      return isTurned(world, scenario, about, amount) ? refuse('deck.stands', 'it is turned to that already', '') : null;
    case 'open':
      if (world.jukebox.box) return refuse('deck.open', 'the box lies open already', 'wait until it closes');
      return sharedTracks(scenario).length > 0 ? null : refuse('deck.strings', 'the Jukebox of this night has no shared string', '');
    case 'seed':
      return couldOpen(world, scenario, [about]).length > 0
        ? null
        : refuse('deck.fits', 'it could come to nobody now', 'wait, or choose another');
    case 'circle':
      return freeHearth({ world, scenario }, holderOf(world, scenario, role))
        ? null
        : refuse('deck.hearth', 'no hearth is free', 'wait until a circle has closed');
    case 'vote':
      return proposeRefusal({ world, scenario }, holderOf(world, scenario, role), about);
    case 'mirror':
      if (mask.exposedTick === 0) return refuse('deck.mirror', 'the light wears its mask still', 'wait until it has answered');
      return mask.mirror ? refuse('deck.mirror', 'the mirror lies open already', '') : null;
    default:
      return null;
  }
}

/** True when a track, or with '' every shared one, has that gain already. */
function isTurned({ jukebox }: World, scenario: CompiledScenario, track: string, gain: number): boolean {
  return scenario.tracks.every((t, i) => t.scope === 'own' || (track !== '' && t.id !== track) || jukebox.tracks[i]?.gain === gain);
}
