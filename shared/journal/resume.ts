/**
 * A night taken up again from its journal: the newest snapshot, and every tick of the journal after it. The cast acts along, so that simulated
 * citizens go on in the middle of what they were about; what they did comes from the journal, like everything else.
 */
import { type Cast, type CastOptions, createCast } from '../citizens/cast.ts';
import type { CompiledScenario } from '../dream/compiled.ts';
import { openDigestOf } from '../dream/digest.ts';
import type { Snapshot } from '../dream/snapshot.ts';
import { stepDream, type TickResult } from '../dream/tick.ts';
import { createDream, type Dream } from '../dream/world.ts';
import { Adoptions, type Compile } from './adoptions.ts';
import { restoreText } from './dual.ts';
import type { HeaderFrame } from './format.ts';
import { commandsOf, digestsOf, type Journal } from './read.ts';
import type { Opener } from './seal.ts';

export interface Resumed {
  readonly dream: Dream;
  readonly cast: Cast;
  /** ticks dreamt again */
  readonly redone: number;
  /** the last of them, when the journal has its commands and not what they brought about; an older core does not say */
  readonly unfinished?: TickResult | null;
}

/** Why a journal does not lead back to its night; the message is one sentence. */
export class ResumeError extends Error {
  override name = 'ResumeError';
}

/**
 * @param from a snapshot's text, null to begin at dusk
 * @param opener opens what people's keys sealed
 * @param cast how the cast began, where there is no snapshot
 * @param compile compiles a scenario that the night took up while it was dreamt
 * @throws ResumeError when the snapshot is of another scenario or later than the journal, a key is gone, or a digest is not met
 */
export function resume(
  scenario: CompiledScenario,
  journal: Journal,
  from: string | null,
  opener: Opener,
  cast: Omit<CastOptions, 'seed'>,
  compile: Compile | null = null,
): Resumed {
  const adoptions = new Adoptions(journal, scenario, compile, opener);
  const begun = from ? restored(from, adoptions) : fresh(scenario, journal.header, cast);
  const { dream } = begun;
  if (dream.world.tick > journal.lastTick)
    throw new ResumeError(`the snapshot of tick ${dream.world.tick} is later than the journal, which ends at ${journal.lastTick}`);
  const first = dream.world.tick;
  let living = adoptions.after(dream, begun.cast);
  const commands = new Map(journal.ticks.map((f) => [f.tick, f]));
  const digests = digestsOf(journal, opener);
  let last: TickResult | null = null;
  while (dream.world.tick < journal.lastTick) {
    living.act(dream);
    const frame = commands.get(dream.world.tick + 1);
    const opened = frame ? commandsOf(frame, opener) : { commands: [], missing: 0 };
    if (opened.missing > 0) throw new ResumeError(`a key is gone that tick ${dream.world.tick + 1} needs`);
    last = stepDream(dream, opened.commands);
    const expected = digests.get(dream.world.tick)?.whole;
    if (expected !== undefined && openDigestOf(dream.world).whole !== expected)
      throw new ResumeError(`tick ${dream.world.tick} comes out otherwise than the journal says`);
    living = adoptions.after(dream, living);
  }
  const unfinished = last && last.events.length + last.effects.length > 0 && journal.happened.at(-1)?.tick !== last.tick ? last : null;
  return { dream, cast: living, redone: dream.world.tick - first, unfinished };
}

function fresh(scenario: CompiledScenario, { seed, carried }: HeaderFrame, cast: Omit<CastOptions, 'seed'>): { dream: Dream; cast: Cast } {
  return { dream: createDream(scenario, seed, carried), cast: createCast(scenario, { ...cast, seed }) };
}

function restored(text: string, adoptions: Adoptions): { dream: Dream; cast: Cast } {
  try {
    const { world } = JSON.parse(text) as Snapshot;
    const { dream, cast } = restoreText(adoptions.at(world.tick), text);
    if (cast) return { dream, cast };
  } catch (error) {
    throw new ResumeError(error instanceof Error ? error.message : String(error));
  }
  throw new ResumeError('the snapshot holds no cast');
}
