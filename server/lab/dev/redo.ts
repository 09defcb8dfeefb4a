/** A running night dreamt again from dusk by another scenario, beside the night itself, until it has caught up. */
import type { Command } from '../../../shared/dream/commands.ts';
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import type { TickResult } from '../../../shared/dream/tick.ts';
import type { Dream } from '../../../shared/dream/world.ts';
import { DreamtAgain } from '../../../shared/journal/adoptions.ts';
import type { DreamHost } from '../../host/host.ts';
import type { Obeyed } from '../../store/night.ts';

/** Longest that people in the night wait for a slice of the work, ms; a tick is 50. */
const SLICE_MS = 10;

/**
 * @param past what the night obeyed until now
 * @returns the other dream at the host's own tick: to be taken before anything else happens; throws what the core throws
 */
export async function dreamAgain(host: DreamHost, scenario: CompiledScenario, past: readonly Obeyed[]): Promise<Dream> {
  const obeyed = [...past];
  const hear = ({ tick, accepted }: TickResult): void => {
    if (accepted.length > 0) obeyed.push({ tick, commands: accepted.map(({ type, by, body }) => ({ type, by, body }) as Command) });
  };
  host.heard.add(hear);
  try {
    const again = new DreamtAgain(scenario, host.dream.world.seed, host.dream.world.city.carried);
    let next = 0;
    let since = performance.now();
    for (;;) {
      const { tick } = again.dream.world;
      if (tick === host.dream.world.tick) return again.dream;
      const frame = obeyed[next]?.tick === tick + 1 ? obeyed[next++] : undefined;
      again.step(frame?.commands ?? []);
      if (performance.now() - since < SLICE_MS) continue;
      await new Promise((resolve) => setImmediate(resolve));
      since = performance.now();
    }
  } finally {
    host.heard.delete(hear);
  }
}
