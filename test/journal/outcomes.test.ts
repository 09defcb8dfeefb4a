import { describe, expect, it } from 'vitest';
import type { Command } from '../../shared/dream/commands.ts';
import { common } from '../../shared/dream/observe.ts';
import { stepDream } from '../../shared/dream/tick.ts';
import { createDream } from '../../shared/dream/world.ts';
import { toBytes } from '../../shared/journal/bytes.ts';
import { excerptFor } from '../../shared/journal/excerpt.ts';
import { JOURNAL_FORMAT } from '../../shared/journal/format.ts';
import { readJournal } from '../../shared/journal/read.ts';
import { Recorder } from '../../shared/journal/record.ts';
import type { Opener, Sealer } from '../../shared/journal/seal.ts';
import { Watch } from '../../shared/journal/watch.ts';
import { smallScenario } from '../dream/smallDream.ts';

const scenario = smallScenario();

/** Seals by turning bits with a number for each person; forgets like the vault does. */
class Box implements Sealer, Opener {
  readonly gone = new Set<string>();
  seal(who: string, bytes: Uint8Array): Uint8Array {
    return bytes.map((b) => b ^ (128 + who.charCodeAt(1)));
  }
  open(who: string, sealed: Uint8Array): Uint8Array | null {
    return this.gone.has(who) ? null : this.seal(who, sealed);
  }
}

const person = (who: string, name: string): Command => ({
  type: 'join',
  by: who,
  body: { kind: 'person', name, shape: 'moon', cloth: 'teal', cast: '', spawn: '' },
});

function night() {
  const box = new Box();
  const parts: Uint8Array[] = [];
  const dream = createDream(scenario, 1);
  const header = {
    format: JOURNAL_FORMAT,
    core: 'test',
    dreamId: 'night',
    seed: dream.world.seed,
    scenario: { hash: scenario.hash, main: '', files: {} },
  };
  const recorder = new Recorder({ write: (b) => void parts.push(b) }, header, box);
  const step = (...commands: Command[]) => recorder.tick(dream, stepDream(dream, commands));
  step({ type: 'night.begin', by: 'dream', body: {} }, person('p1', 'Rumpelstilz'), person('p2', 'Quetzalcoatlus'));
  const a = dream.world.space.avatars.p1;
  const b = dream.world.space.avatars.p2;
  if (a && b) Object.assign(b, { x: a.x + 1, y: a.y });
  step({ type: 'hand.offer', by: 'p1', body: { to: 'p2' } });
  step({ type: 'hand.answer', by: 'p2', body: { offer: dream.world.space.offers[0]?.id ?? '', accept: true } });
  step({ type: 'say', by: 'p1', body: { words: 'the amber kettle' } });
  step({ type: 'say', by: 'p2', body: { words: 'my violet harbour' } });
  step({ type: 'move', by: 'p1', body: { mx: 90, my: 20, float: false, breath: true } });
  for (let i = 0; i < 300; i++) step();
  recorder.end(dream);
  return { box, dream, bytes: new Uint8Array(Buffer.concat(parts)) };
}

const holds = (bytes: Uint8Array, text: string): boolean => Buffer.from(bytes).includes(text);

describe('outcomes in a journal', () => {
  it('show what was to be seen, without any core', () => {
    const { box, dream, bytes } = night();
    const watch = new Watch(readJournal(bytes), box);
    expect(watch.gone).toEqual([]);
    const last = watch.at(watch.lastTick);
    const seen = common(dream.world, scenario);
    expect(last?.tick).toBe(290);
    expect(last?.people.map((p) => p.id).sort()).toEqual(seen.people.map((p) => p.id).sort());
    expect(last?.scene.hands).toHaveLength(1);
    expect(last?.scene.regions).toHaveLength(seen.regions.length);
    for (const p of last?.people ?? []) {
      const real = seen.people.find((q) => q.id === p.id);
      expect(Math.hypot(p.x - (real?.x ?? 99), p.y - (real?.y ?? 99))).toBeLessThan(0.3);
    }
    // a look between two whole ones is put together from both
    expect(watch.at(269)?.tick).toBe(250);
    expect(watch.at(269)?.scene.act.id).toBe(seen.act.id);
    expect(watch.events(0, 400).some((e) => e.type === 'hands.joined')).toBe(true);
    expect(watch.effects(0, 400).find((e) => e.to === 'p2' && e.by === 'p1')?.text).toContain('amber kettle');
  });

  it('are watched without whoever is gone: figure, words, hands', () => {
    const { box, bytes } = night();
    box.gone.add('p1');
    const watch = new Watch(readJournal(bytes), box);
    expect(watch.gone).toEqual(['p1']);
    const last = watch.at(watch.lastTick);
    expect(last?.people.map((p) => p.id)).toEqual(['p2']);
    expect(last?.scene.hands).toEqual([]);
    expect(watch.events(0, 400).every((e) => e.by !== 'p1' && e.about !== 'p1')).toBe(true);
    const effects = watch.effects(0, 400);
    expect(effects.some((e) => e.to === 'p2')).toBe(true);
    expect(JSON.stringify(effects)).not.toContain('amber kettle');
  });

  it('hold no name or word in the open', () => {
    const { bytes } = night();
    for (const secret of ['Rumpelstilz', 'Quetzalcoatlus', 'amber kettle', 'violet harbour']) expect(holds(bytes, secret)).toBe(false);
    expect(holds(toBytes({ words: 'amber kettle' }), 'amber kettle')).toBe(true);
  });

  it('can be carried away by one person: theirs in the open, nobody else in it', () => {
    const { box, bytes } = night();
    const mine = excerptFor(bytes, 'p1', box);
    for (const own of ['Rumpelstilz', 'amber kettle']) expect(holds(mine, own)).toBe(true);
    for (const other of ['Quetzalcoatlus', 'violet harbour']) expect(holds(mine, other)).toBe(false);
    // not even by somebody who has all keys
    const watch = new Watch(readJournal(mine), box);
    expect(watch.at(300)?.people.map((p) => p.id)).toEqual(['p1']);
    expect(JSON.stringify(watch.effects(0, 400))).not.toContain('violet harbour');
    expect(readJournal(mine).header.excerptOf).toBe('p1');
  });
});

describe('a look at a crowd', () => {
  it('is sealed a few at a time, and never who was erased meanwhile', () => {
    const sealed: string[] = [];
    const box = new Box();
    const sealer: Sealer = {
      seal(who, bytes) {
        sealed.push(who);
        return box.seal(who, bytes);
      },
    };
    const parts: Uint8Array[] = [];
    const dream = createDream(scenario, 1);
    const source = { hash: scenario.hash, main: '', files: {} };
    const header = { format: JOURNAL_FORMAT, core: 'test', dreamId: 'night', seed: dream.world.seed, scenario: source };
    const recorder = new Recorder({ write: (b) => void parts.push(b) }, header, sealer);
    const counts: number[] = [];
    const step = (...commands: Command[]): void => {
      sealed.length = 0;
      recorder.tick(dream, stepDream(dream, commands));
      counts[dream.world.tick] = sealed.length;
    };
    step({ type: 'night.begin', by: 'dream', body: {} }, ...Array.from({ length: 60 }, (_, i) => person(`p${i + 1}`, `P ${i}`)));
    while (dream.world.tick < 31) step();
    // the look of tick 30 has begun; the last in the list have not been sealed yet
    step({ type: 'erase', by: 'p60', body: {} });
    while (dream.world.tick < 49) {
      step();
      expect(sealed).not.toContain('p60');
    }
    const looks = readJournal(new Uint8Array(Buffer.concat(parts))).seen;
    const of = (tick: number): string[] => Object.keys(looks.find((look) => look.tick === tick)?.sealed ?? {});
    expect(of(10)).toHaveLength(60);
    expect(of(30)).toHaveLength(59);
    expect(of(30)).not.toContain('p60');
    // what happened to them is sealed too, but in these ticks nothing did
    expect(Math.max(...counts.slice(11, 20))).toBeLessThanOrEqual(16);
    expect(counts.slice(10, 20).reduce((a, b) => a + b)).toBeGreaterThanOrEqual(60);
    // a journal that ends in the middle of a look holds it whole
    step();
    step();
    recorder.end(dream);
    expect(readJournal(new Uint8Array(Buffer.concat(parts))).seen.at(-1)?.tick).toBe(50);
  });
});
