/**
 * A dream's host: the bounded queue of commands, the cast, the journal and the step. Knows neither Colyseus nor files nor a clock:
 * whoever owns it calls `step()` 20 times a second, or as fast as it can.
 */
import { type Cast, restoreCast } from '../../shared/citizens/cast.ts';
import { type Adoption, adopt } from '../../shared/dream/adopt.ts';
import { COMMANDS, type Command, type Refusal, refuse } from '../../shared/dream/commands.ts';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import type { Who } from '../../shared/dream/ids.ts';
import { stepDream as currentStep, type TickResult } from '../../shared/dream/tick.ts';
import type { Dream } from '../../shared/dream/world.ts';
import type { Recorder } from '../../shared/journal/record.ts';

/** Commands one citizen may have waiting; a flood beyond it is refused and counted. */
const QUEUE_LIMIT = 32;

export interface HostCounters {
  ticks: number;
  accepted: number;
  refused: number;
  /** refusals by rule */
  rules: Record<string, number>;
  /** commands turned away because the queue was full */
  flooded: number;
}

export interface HostOptions {
  readonly dream: Dream;
  readonly cast: Cast | null;
  readonly recorder: Recorder | null;
  /** how a tick is dreamt; default: by the core of these sources */
  readonly stepDream?: typeof currentStep;
  /** called before the world or the cast changes; between two such calls neither does */
  readonly beforeChange?: () => void;
  /** called when a tick is in the journal, before anybody is told of it */
  readonly afterTick?: () => void;
}

export class DreamHost {
  readonly dream: Dream;
  readonly counters: HostCounters = { ticks: 0, accepted: 0, refused: 0, rules: {}, flooded: 0 };
  cast: Cast | null;
  /** told of every tick when the journal has it */
  readonly heard = new Set<(result: TickResult) => void>();
  private readonly recorder: Recorder | null;
  private readonly stepDream: typeof currentStep;
  private readonly beforeChange: () => void;
  private readonly afterTick: () => void;
  private queue: Command[] = [];
  private waiting = new Map<Who, number>();
  private people = 0;

  constructor(options: HostOptions) {
    this.dream = options.dream;
    this.cast = options.cast;
    this.recorder = options.recorder;
    this.stepDream = options.stepDream ?? currentStep;
    this.beforeChange = options.beforeChange ?? (() => undefined);
    this.afterTick = options.afterTick ?? (() => undefined);
  }

  /** A fresh id for a person who joins. */
  newPerson(): Who {
    do this.people++;
    while (this.dream.world.people.byId[`p${this.people}`]);
    return `p${this.people}`;
  }

  /** Queues a command for the next tick; a refusal when that citizen has too many waiting. */
  enqueue(command: Command): Refusal | null {
    const waiting = this.waiting.get(command.by) ?? 0;
    if (waiting >= QUEUE_LIMIT && COMMANDS[command.type]?.by !== 'host') {
      this.counters.flooded++;
      return refuse('host.flood', `${QUEUE_LIMIT} commands of yours are waiting already`, 'send fewer');
    }
    this.waiting.set(command.by, waiting + 1);
    this.queue.push(command);
    return null;
  }

  /** One tick: queued commands in order of arrival, then the cast's. The journal has its commands before anybody is told of it. */
  step(): TickResult {
    this.complete();
    this.beforeChange();
    const commands = this.queue;
    this.queue = [];
    this.waiting.clear();
    if (this.cast) commands.push(...this.cast.act(this.dream));
    const result = this.stepDream(this.dream, commands);
    this.count(result);
    this.recorder?.begin(this.dream, result);
    this.afterTick();
    for (const hear of this.heard) hear(result);
    return result;
  }

  /** What the journal still wants of the last tick; called when everybody has been told of it, and at the latest before the next one. */
  complete(): void {
    this.recorder?.complete();
  }

  /** The dream takes up another scenario between two ticks; the journal has it. People and the world stay. */
  adopt(scenario: CompiledScenario, bundle: { readonly main: string; readonly files: Readonly<Record<string, string>> }): Adoption {
    this.complete();
    this.beforeChange();
    const adoption = adopt(this.dream, scenario);
    if (this.cast) this.cast = restoreCast(scenario, this.cast.state);
    this.recorder?.adopted(this.dream.world.tick, { hash: scenario.hash, ...bundle }, false);
    return adoption;
  }

  /** Between two ticks the night goes on as another scenario would have had it: `again` has dreamt the same commands until now. */
  replace(again: Dream, bundle: { readonly main: string; readonly files: Readonly<Record<string, string>> }): void {
    const { tick } = this.dream.world;
    if (again.world.tick !== tick) throw new RangeError(`the night is at tick ${tick}, what was dreamt again at ${again.world.tick}`);
    this.complete();
    this.beforeChange();
    Object.assign(this.dream, again);
    if (this.cast) this.cast = restoreCast(again.scenario, this.cast.state);
    this.recorder?.adopted(tick, { hash: again.scenario.hash, ...bundle }, true);
  }

  private count(result: TickResult): void {
    this.counters.ticks++;
    this.counters.accepted += result.accepted.length;
    this.counters.refused += result.refused.length;
    for (const { refusal } of result.refused) this.counters.rules[refusal.rule] = (this.counters.rules[refusal.rule] ?? 0) + 1;
  }
}
