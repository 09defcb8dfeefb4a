import { beforeAll, describe, expect, it } from 'vitest';
import { simulate } from '../../server/lab/simulate.ts';
import { rootsOf } from '../../shared/dream/causes.ts';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import type { JudgedEffect } from '../../shared/dream/effects.ts';
import { type Journal, readJournal } from '../../shared/journal/read.ts';
import { replay } from '../../shared/journal/replay.ts';
import { below, streamOf } from '../../shared/kernel/random.ts';
import { shipped } from './shipped.ts';

let scenario: CompiledScenario;
let journal: Journal;

/** Something that happened, and where its chain ended when it did: later the chain may have been swept away. */
interface Told {
  readonly tick: number;
  readonly name: string;
  readonly roots: ReturnType<typeof rootsOf>;
}
const events: Told[] = [];
const effects: (Told & { readonly effect: JudgedEffect })[] = [];

beforeAll(async () => {
  scenario = await shipped('01-the-ritual');
  const parts: Uint8Array[] = [];
  simulate({
    scenario,
    source: { main: '', files: {} },
    seed: 4,
    minutes: 4,
    citizens: 14,
    sink: { write: (b) => void parts.push(b) },
    onTick: (dream, { tick, ...result }) => {
      const { causes } = dream.world;
      for (const e of result.events) events.push({ tick, name: `${e.type} ${e.id}`, roots: rootsOf(causes, e.because) });
      for (const e of result.effects)
        effects.push({ tick, name: `${e.kind} of ${e.source} ${e.id}`, roots: rootsOf(causes, e.because), effect: e });
    },
  });
  journal = readJournal(new Uint8Array(Buffer.concat(parts)));
});

describe('because', () => {
  it('leads from every event and effect to commands in the journal', () => {
    const commands = new Set(journal.ticks.flatMap((f) => f.commands.map((_, seq) => `k${f.tick}.${seq}`)));
    expect(effects.length).toBeGreaterThan(50);
    expect(events.length).toBeGreaterThan(200);
    const lost: string[] = [];
    for (const { name, roots } of [...events, ...effects]) {
      if (roots.open.length > 0) lost.push(`${name} ends in ${roots.open.join(', ')}`);
      if (roots.commands.length === 0) lost.push(`${name} has no command`);
      for (const k of roots.commands) if (!commands.has(k)) lost.push(`${name} names ${k}, which is not in the journal`);
    }
    expect([...new Set(lost)].slice(0, 10)).toEqual([]);
  });

  it('is true: without the command the effect does not happen', () => {
    const s = streamOf('because', 'sample');
    const kinds = new Map<string, typeof effects>();
    for (const e of effects) {
      if (e.tick > 2000) continue;
      const key = `${e.effect.kind}/${e.effect.by.split(':')[0]}`;
      kinds.set(key, [...(kinds.get(key) ?? []), e]);
    }
    const sample = [...kinds.values()].flatMap((list) =>
      Array.from({ length: Math.min(3, list.length) }, () => list[below(s, list.length)] as (typeof effects)[number]),
    );
    const still: string[] = [];
    for (const { tick, effect, roots } of sample) {
      const newest = roots.commands.at(-1) as string;
      let happened = false;
      replay(journal, scenario, {
        to: tick,
        without: (k) => k === newest,
        onTick: (_, result) => {
          if (result.tick !== tick) return;
          happened = result.effects.some(
            (e) =>
              e.kind === effect.kind && e.to === effect.to && e.by === effect.by && e.source === effect.source && e.text === effect.text,
          );
        },
      });
      if (happened) still.push(`${effect.kind} by ${effect.by} of ${effect.source} to ${effect.to} at ${tick} happens without ${newest}`);
    }
    expect(sample.length).toBeGreaterThan(8);
    expect(still).toEqual([]);
  }, 180_000);
});
