import { describe, expect, it } from 'vitest';
import { createCast } from '../../shared/citizens/cast.ts';
import { causeOf, keptCauses, noCauses, pass, remember, rootsOf } from '../../shared/dream/causes.ts';
import { heldCauses } from '../../shared/dream/held.ts';
import { copyPlain } from '../../shared/dream/snapshot.ts';
import { SWEEP_TICKS, sweep } from '../../shared/dream/sweep.ts';
import { stepDream } from '../../shared/dream/tick.ts';
import { createDream, type World } from '../../shared/dream/world.ts';
import { fromBytes, toBytes } from '../../shared/journal/bytes.ts';
import { shipped } from '../core/shipped.ts';

const CAUSE = /^[kef]\d+\.\d+$/;

/** Every text in a world that has the form of a cause, wherever it stands. */
function causesIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') {
    if (CAUSE.test(value)) found.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const one of Object.values(value)) causesIn(one, found);
  }
  return found;
}

const allButCauses = ({ causes: _, ...rest }: World) => rest;
const event = (id: string, because: string[]) => ({ id, type: 'said', by: 'p1', about: '', because });

describe('causes', () => {
  it('are held as long as anything in a night names them, and few others are', async () => {
    const scenario = await shipped('01-the-ritual');
    const dream = createDream(scenario, 3);
    const cast = createCast(scenario, { seed: 3, size: 12 });
    const last = cast.state.members.at(-1);
    if (last) last.temper = 'everything';
    stepDream(dream, [{ type: 'night.begin', by: 'dream', body: {} }]);
    const sizes: number[] = [];
    for (let minute = 1; minute <= 3; minute++) {
      for (let i = 0; i < 1200; i++) stepDream(dream, cast.act(dream));
      const { world } = dream;
      const named = causesIn(allButCauses(world));
      const held = heldCauses(world);
      // an effect that waits for the gate stands there with its own id, which is nobody's cause
      const asked = new Set(world.pending.person.map((e) => e.id));
      expect([...named].filter((id) => !held.has(id) && !asked.has(id))).toEqual([]);
      const lost = [...held].filter((id) => id !== '' && rootsOf(world.causes, [id]).open.length > 0);
      expect(lost).toEqual([]);
      sizes.push(keptCauses(world.causes));
    }
    expect(dream.world.causes.count).toBeGreaterThan(4 * (sizes[2] as number));
  });

  it('are the same after a copy and through bytes, to the next sweep and beyond', async () => {
    const scenario = await shipped('01-the-ritual');
    const dream = createDream(scenario, 9);
    const cast = createCast(scenario, { seed: 9, size: 8 });
    stepDream(dream, [{ type: 'night.begin', by: 'dream', body: {} }]);
    for (let i = 0; i < 777; i++) stepDream(dream, cast.act(dream));
    const twin = { scenario, world: fromBytes(toBytes(copyPlain(dream.world))) as World };
    for (let i = 0; i < 2 * SWEEP_TICKS; i++) {
      const commands = cast.act(dream);
      stepDream(dream, commands);
      stepDream(twin, commands);
    }
    expect(twin.world.causes).toEqual(dream.world.causes);
  });

  it('go with the last thing that leads to them, a whole chain at once', () => {
    const causes = noCauses();
    remember(causes, event('e1.0', ['k1.0']));
    remember(causes, { id: 'k1.0', type: 'say', by: 'p1', about: '', because: [] });
    remember(causes, { id: 'k1.1', type: 'reading', by: 'p2', about: '', because: [] });
    remember(causes, event('e2.0', ['e1.0']));
    remember(causes, event('e3.0', ['e1.0', 'e2.0']));
    const before = { count: causes.count, chain: [...causes.chain] };
    sweep(causes, new Set(['e3.0']), 10);
    expect(keptCauses(causes)).toBe(4);
    expect(causeOf(causes, 'k1.1')).toBeUndefined();
    sweep(causes, new Set(['e2.0']), 1000);
    expect(causeOf(causes, 'e3.0')).toBeUndefined();
    expect(rootsOf(causes, ['e2.0'])).toEqual({ commands: ['k1.0'], open: [] });
    expect(causeOf(causes, 'e2.0')).toEqual(event('e2.0', ['e1.0']));
    sweep(causes, new Set(), 1000);
    // the command was accepted after its own event: it goes with the next sweep
    sweep(causes, new Set(), 1001);
    expect(keptCauses(causes)).toBe(0);
    expect(causes).toMatchObject({ pages: [], fresh: [] });
    expect({ count: causes.count, chain: [...causes.chain] }).toEqual(before);
  });

  it('count without a row when nobody can name them, and every field changes the running hash', () => {
    const one = { id: 'f5.0', type: 'effect.words', by: 'p1', about: 'p2', because: ['e4.0'] };
    const hash = (change: object): string => {
      const causes = noCauses();
      pass(causes, { ...one, ...change });
      expect(causes).toMatchObject({ pages: [], fresh: [], count: 1 });
      return causes.chain.join();
    };
    const all = [{}, { id: 'f5.1' }, { type: 'effect.sound' }, { by: 'p3' }, { about: '' }, { because: [] }, { because: ['e4.1'] }].map(
      hash,
    );
    expect(new Set(all).size).toBe(all.length);
  });

  it('keep a text of somebody with tabs and lines in it in its field', () => {
    const causes = noCauses();
    remember(causes, { id: 'e1.0', type: 'asked.why', by: 'p1', about: 'a\tb\nc', because: ['k1.0'] });
    expect(causeOf(copyPlain(causes), 'e1.0')).toEqual({ id: 'e1.0', type: 'asked.why', by: 'p1', about: 'a b c', because: ['k1.0'] });
  });
});
