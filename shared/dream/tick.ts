/**
 * One tick: commands in journal order, effects that pass the gate, then each system at its own cadence. The only place where a world changes.
 */
import { InvariantError } from '../kernel/assert.ts';
import { affectHandlers } from './affect/commands.ts';
import { applyToField, stepAffect } from './affect/step.ts';
import { pass, remember } from './causes.ts';
import { stepCity } from './city/step.ts';
import { bodyFault, COMMANDS, type Command, type CommandType, type Refusal, refuse, type Stamped } from './commands.ts';
import { doDeed } from './deeds.ts';
import type { JudgedEffect, WorldEffect } from './effects.ts';
import { eraseHandlers } from './erase.ts';
import type { DreamEvent } from './events.ts';
import { stepComfort } from './governance/comfort.ts';
import { governanceHandlers } from './governance/commands.ts';
import { gate } from './governance/gate.ts';
import { type Learned, noteJudged, tellLearned } from './governance/legitimacy.ts';
import { stepGovernance } from './governance/step.ts';
import { guideHandlers } from './guide/commands.ts';
import { stepGuide } from './guide/step.ts';
import { heldCauses } from './held.ts';
import { bendTrack, muteTrack, stepJukebox } from './jukebox/step.ts';
import { Moment } from './moment.ts';
import { doStory } from './narrative/asked.ts';
import { narrativeHandlers } from './narrative/commands.ts';
import { clearScenes, formShadow, stepNarrative } from './narrative/step.ts';
import { orchestrationHandlers } from './orchestration/commands.ts';
import { heard } from './orchestration/roles.ts';
import { stepOrchestration } from './orchestration/step.ts';
import { peopleHandlers } from './people/commands.ts';
import { stepPeople } from './people/step.ts';
import { spaceHandlers } from './space/commands.ts';
import { shrinkBridges, stepSpace } from './space/step.ts';
import { SWEEP_TICKS, sweep } from './sweep.ts';
import type { Dream } from './world.ts';

const HANDLERS = {
  ...peopleHandlers,
  ...spaceHandlers,
  ...affectHandlers,
  ...narrativeHandlers,
  ...guideHandlers,
  ...governanceHandlers,
  ...orchestrationHandlers,
  ...eraseHandlers,
};

export interface TickResult {
  readonly tick: number;
  readonly accepted: readonly Stamped[];
  readonly refused: readonly { readonly command: Command; readonly refusal: Refusal }[];
  readonly events: readonly DreamEvent[];
  readonly effects: readonly JudgedEffect[];
}

/** Advances the dream by one tick of 50 ms. Bad commands come back as refusals; a broken invariant throws with seed and tick. */
export function stepDream(dream: Dream, commands: readonly Command[]): TickResult {
  dream.world.tick++;
  const now = new Moment(dream);
  try {
    // before anything happens: what this tick's events and effects name is still there when it is over
    if (now.every(SWEEP_TICKS)) sweep(dream.world.causes, heldCauses(dream.world), now.tick);
    const { accepted, refused } = obey(now, commands);
    const effects = applyEffects(now);
    stepPeople(now);
    now.settle();
    stepSpace(now);
    stepAffect(now);
    stepJukebox(now);
    stepNarrative(now);
    stepGuide(now);
    stepOrchestration(now);
    stepGovernance(now);
    stepCity(now);
    stepComfort(now);
    return { tick: now.tick, accepted, refused, events: now.events, effects };
  } catch (error) {
    const last = commands.map((c) => `${c.type} by ${c.by}`).join(', ');
    throw new InvariantError(error instanceof Error ? error.message : String(error), { seed: dream.world.seed, tick: now.tick, last });
  }
}

function obey(now: Moment, commands: readonly Command[]): Pick<TickResult, 'accepted' | 'refused'> {
  const accepted: Stamped[] = [];
  const refused: { command: Command; refusal: Refusal }[] = [];
  for (const command of commands) {
    const cause = `k${now.tick}.${accepted.length}`;
    const refusal = mayCommand(now, command) ?? runHandler(now, command, cause);
    if (refusal) {
      refused.push({ command, refusal });
    } else {
      accepted.push({ ...command, cause });
      if (!COMMANDS[command.type].personal || command.type === 'deck.words') heard(now.world, command.by);
      if (command.type !== 'move') {
        remember(now.world.causes, { id: cause, type: command.type, by: command.by, about: '', because: [] });
      }
    }
  }
  return { accepted, refused };
}

function mayCommand(now: Moment, command: Command): Refusal | null {
  const fault = bodyFault(command.type, command.body);
  if (fault) return fault;
  if (COMMANDS[command.type].by === 'host') return null;
  const person = now.world.people.byId[command.by];
  if (!person) return refuse('who.unknown', `nobody here is "${command.by}"`, 'join first');
  if (person.state !== 'dreaming') return refuse('who.away', `${command.by} is not dreaming now`, 'return first');
  return null;
}

function runHandler<T extends CommandType>(now: Moment, command: Command, cause: string): Refusal | null {
  const handler = HANDLERS[command.type as T] as ((n: Moment, c: Command, k: string) => Refusal | null) | undefined;
  return handler ? handler(now, command, cause) : refuse('command.unknown', `nothing answers "${command.type}"`, '');
}

/** Judges and applies what was asked for in the tick before. Refused effects are recorded and reach nobody. */
function applyEffects(now: Moment): JudgedEffect[] {
  const { person, world } = now.world.pending;
  now.world.pending = { person: [], world: [] };
  const learned: Learned = new Map();
  const judged = person.map((effect): JudgedEffect => {
    const verdict = gate(now.world, now.scenario, effect);
    now.world.governance.judged[verdict.outcome]++;
    pass(now.world.causes, {
      id: effect.id,
      type: `effect.${effect.kind}`,
      by: effect.by,
      about: effect.source,
      because: effect.because,
    });
    const passed = { ...effect, verdict };
    noteJudged(now, passed, learned);
    return passed;
  });
  tellLearned(now, learned);
  for (const effect of world) applyWorldEffect(now, effect);
  return judged;
}

function applyWorldEffect(now: Moment, effect: WorldEffect): void {
  switch (effect.kind) {
    case 'deposit':
      return applyToField(now, effect);
    case 'shadow':
      return formShadow(now, effect);
    case 'bend':
      bendTrack(now, effect.track, effect.by, effect.because);
      return;
    case 'mute':
      return muteTrack(now, effect);
    case 'bridges.shrink':
      return shrinkBridges(now, effect);
    case 'deed':
      return doDeed(now, effect);
    case 'story':
      return doStory(now, effect);
    case 'scene.clear':
      return clearScenes(now, effect);
  }
}
