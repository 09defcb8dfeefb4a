/**
 * Keeps the cloth in its best order, beside the tick: when threads came or went, the lines are compared, and the order comes back as a command of
 * the host. So a journal holds the order and a replay needs no model.
 */
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import { TICK_RATE } from '../../shared/dream/ids.ts';
import type { Thread } from '../../shared/dream/narrative/model.ts';
import { bestOrder } from '../../shared/dream/narrative/order.ts';
import { valenceOf } from '../../shared/dream/narrative/valence.ts';
import type { TickResult } from '../../shared/dream/tick.ts';
import type { DreamHost } from '../host/host.ts';
import type { Likeness } from './likeness.ts';

/** The cloth is looked at at most this often, s: it should not be restless. */
const EVERY = 15;
/** Fewer threads have no order worth a look. */
const LEAST = 3;
/** What a shared theme adds to the likeness of the words. */
const THEME_SHARE = 0.25;
/** A thread without words, or with none that say which, leans to its theme's side. */
const THEME_VALENCE = 0.4;

export class LoomKeeper {
  private readonly host: DreamHost;
  private readonly likeness: Likeness;
  private moved = false;
  private busy = false;
  private lookedTick = -EVERY * TICK_RATE;

  constructor(host: DreamHost, likeness: Likeness) {
    this.host = host;
    this.likeness = likeness;
  }

  /** After every tick. */
  after(result: TickResult): void {
    if (result.events.some((e) => e.type === 'thread.woven' || e.type === 'thread.withdrawn')) this.moved = true;
    const { world } = this.host.dream;
    const { threads, ending } = world.narrative;
    if (!this.moved || this.busy || ending !== '' || threads.length < LEAST || world.tick - this.lookedTick < EVERY * TICK_RATE) return;
    this.moved = false;
    this.lookedTick = world.tick;
    const kept = threads.map((t) => ({ ...t }));
    const like = this.likeness.compare(kept.map((t) => t.words));
    if (!(like instanceof Promise)) {
      this.order(kept, like);
      return;
    }
    this.busy = true;
    void like
      .then((matrix) => this.order(kept, matrix))
      .finally(() => {
        this.busy = false;
      });
  }

  private order(threads: readonly Thread[], like: readonly (readonly number[])[]): void {
    const order = orderOf(this.host.dream.scenario, threads, like);
    const now = [...threads].sort((a, b) => a.place - b.place).map((t) => t.id);
    if (order.some((id, i) => id !== now[i])) this.host.enqueue({ type: 'loom.order', by: 'dream', body: { order } });
  }
}

/** Ids of the threads from the left, in their best order; those hung by hand keep their place among them. */
export function orderOf(scenario: CompiledScenario, threads: readonly Thread[], like: readonly (readonly number[])[]): string[] {
  const sorted = [...threads].sort((a, b) => a.place - b.place);
  const healing = new Set(scenario.themes.filter((t) => t.healing).map((t) => t.tag));
  const strands = threads.map((t) => ({
    valence: valenceOf(t.words) || (healing.has(t.theme) ? THEME_VALENCE : -THEME_VALENCE),
    fixed: t.byHand ? sorted.indexOf(t) : -1,
  }));
  const all = threads.map((a, i) =>
    threads.map((b, j) => (1 - THEME_SHARE) * (like[i]?.[j] ?? 0) + (a.theme === b.theme ? THEME_SHARE : 0)),
  );
  return bestOrder(all, strands).map((i) => (threads[i] as Thread).id);
}
