import { beforeAll, describe, expect, it } from 'vitest';
import { simulate } from '../../server/lab/simulate.ts';
import { rootsOf } from '../../shared/dream/causes.ts';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import type { JudgedEffect } from '../../shared/dream/effects.ts';
import type { DreamEvent } from '../../shared/dream/events.ts';
import { type Journal, readJournal } from '../../shared/journal/read.ts';
import { replay } from '../../shared/journal/replay.ts';
import { below, streamOf } from '../../shared/kernel/random.ts';
import { shipped } from './shipped.ts';

let scenario: CompiledScenario;
let journal: Journal;
const effects: { tick: number; effect: JudgedEffect }[] = [];
const events: DreamEvent[] = [];

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
    onTick: (_, result) => {
      events.push(...result.events);
      for (const effect of result.effects) effects.push({ tick: result.tick, effect });
    },
  });
  journal = readJournal(new Uint8Array(Buffer.concat(parts)));
});

describe('because', () => {
  it('leads from every event and effect to commands in the journal', () => {
    const causes = replay(journal, scenario).dream.world.causes;
    const commands = new Set(journal.ticks.flatMap((f) => f.commands.map((_, seq) => `k${f.tick}.${seq}`)));
    expect(effects.length).toBeGreaterThan(50);
    expect(events.length).toBeGreaterThan(200);
    const lost: string[] = [];
    for (const one of [...events, ...effects.map((e) => e.effect)]) {
      const roots = rootsOf(causes, one.because);
      const name = 'type' in one ? one.type : `${one.kind} of ${one.source}`;
      if (roots.open.length > 0) lost.push(`${name} ${one.id} ends in ${roots.open.join(', ')}`);
      if (roots.commands.length === 0) lost.push(`${name} ${one.id} has no command`);
      for (const k of roots.commands) if (!commands.has(k)) lost.push(`${name} ${one.id} names ${k}, which is not in the journal`);
    }
    expect([...new Set(lost)].slice(0, 10)).toEqual([]);
  });

  it('is true: without the command the effect does not happen', () => {
    const causes = replay(journal, scenario).dream.world.causes;
    const s = streamOf('because', 'sample');
    const kinds = new Map<string, { tick: number; effect: JudgedEffect }[]>();
    for (const e of effects) {
      if (e.tick > 3000) continue;
      const key = `${e.effect.kind}/${e.effect.by.split(':')[0]}`;
      kinds.set(key, [...(kinds.get(key) ?? []), e]);
    }
    const sample = [...kinds.values()].flatMap((list) =>
      Array.from({ length: Math.min(5, list.length) }, () => list[below(s, list.length)] as (typeof list)[number]),
    );
    const still: string[] = [];
    for (const { tick, effect } of sample) {
      const newest = rootsOf(causes, effect.because).commands.at(-1) as string;
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
  });
});
