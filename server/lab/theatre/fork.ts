/**
 * A night that goes on otherwise: from its journal up to a moment, as it was, and from there on by itself. The new journal holds both, so that it
 * can be replayed, shown and forked again. With nothing done to it the second half comes out as the first time: the dream is a function of its seed.
 */
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import { TICK_RATE } from '../../../shared/dream/ids.ts';
import type { Compile } from '../../../shared/journal/adoptions.ts';
import { encodeFrame, type Frame } from '../../../shared/journal/format.ts';
import type { Journal } from '../../../shared/journal/read.ts';
import { isSealed } from '../../../shared/journal/read.ts';
import { Recorder, type Sink } from '../../../shared/journal/record.ts';
import { resume } from '../../../shared/journal/resume.ts';
import { isPerson, type Opener } from '../../../shared/journal/seal.ts';
import { DreamHost } from '../../host/host.ts';

export interface ForkOptions {
  readonly journal: Journal;
  readonly scenario: CompiledScenario;
  readonly opener: Opener;
  /** compiles a scenario that the night took up while it was dreamt */
  readonly compile?: Compile;
  /** last tick that is as it was, 0 to the journal's last */
  readonly at: number;
  /** ticks of the whole night, the old part included */
  readonly until: number;
  readonly sink?: Sink;
  readonly onTick?: (tick: number) => void;
}

export interface ForkReport {
  readonly scenario: string;
  readonly seed: string;
  /** last tick taken from the journal */
  readonly from: number;
  readonly ticks: number;
  readonly digest: string;
  readonly ending: string;
  /** commands of people in the old part, which can only be read with their keys */
  readonly sealed: number;
}

/** @throws ResumeError when the old part cannot be dreamt again */
export function fork(options: ForkOptions): ForkReport {
  const { scenario, sink } = options;
  const old = cutAt(options.journal, options.at);
  const joined = new Set(old.ticks.flatMap((f) => f.commands.flatMap(([type, by]) => (type === 'join' ? [by] : []))));
  const people = [...joined].some(isPerson);
  // a headless night has the cast it was asked for; where people come, members make room
  const { dream, cast } = resume(
    scenario,
    old,
    null,
    options.opener,
    people ? { yields: true } : { size: sizeOf(options.journal) },
    options.compile,
  );
  if (sink) for (const frame of framesOf(old)) sink.write(encodeFrame(frame));
  const recorder = sink ? new Recorder(sink, dream.world.tick, null) : null;
  const host = new DreamHost({ dream, cast, recorder });
  while (dream.world.tick < options.until) {
    host.step();
    options.onTick?.(dream.world.tick);
  }
  const digest = (recorder ?? new Recorder({ write: () => undefined }, dream.world.tick, null)).end(dream);
  return {
    scenario: scenario.id,
    seed: dream.world.seed,
    from: old.lastTick,
    ticks: dream.world.tick,
    digest: digest.whole,
    ending: dream.world.narrative.ending,
    sealed: old.ticks.reduce((n, f) => n + f.commands.filter(([, , body]) => isSealed(body)).length, 0),
  };
}

/** The frames of a journal up to a tick as those of a night of its own that was not closed: a server takes it up and goes on. */
export function opened(journal: Journal, at: number, dreamId: string): Uint8Array[] {
  const old = cutAt(journal, at);
  return framesOf({ ...old, header: { ...old.header, dreamId } }).map(encodeFrame);
}

/** Seconds of a night as its tick. */
export const tickAt = (seconds: number): number => Math.round(seconds * TICK_RATE);

/** How many simulated citizens and agents a headless night was given. */
export function sizeOf(journal: Journal): number {
  const all = journal.ticks.flatMap((f) => f.commands.flatMap(([type, by]) => (type === 'join' && !isPerson(by) ? [by] : [])));
  return new Set(all).size;
}

/** The journal as it stood after a tick. */
function cutAt(journal: Journal, at: number): Journal {
  const until = <T extends { readonly tick: number }>(frames: readonly T[]): T[] => frames.filter((f) => f.tick <= at);
  return {
    ...journal,
    ticks: until(journal.ticks),
    digests: until(journal.digests),
    proofs: until(journal.proofs),
    seen: until(journal.seen),
    happened: until(journal.happened),
    adopted: until(journal.adopted),
    resumed: journal.resumed.filter((t) => t <= at),
    lastTick: Math.min(at, journal.lastTick),
    complete: false,
  };
}

/** In the order in which they were written: a tick's commands, what came of them, the look, the digest. */
function framesOf(journal: Journal): Frame[] {
  const order: readonly Frame['kind'][] = ['header', 'commands', 'happened', 'seen', 'digest', 'proof', 'adopted', 'resumed', 'end'];
  const rest: Exclude<Frame, { kind: 'header' }>[] = [
    ...journal.ticks,
    ...journal.happened,
    ...journal.seen,
    ...journal.digests,
    ...journal.proofs,
    ...journal.adopted,
  ];
  rest.sort((a, b) => a.tick - b.tick || order.indexOf(a.kind) - order.indexOf(b.kind));
  return [journal.header, ...rest];
}
