import { describe, expect, it } from 'vitest';
import { createCast } from '../../shared/citizens/cast.ts';
import type { Command } from '../../shared/dream/commands.ts';
import type { CompiledExpectation, CompiledScenario, Formula } from '../../shared/dream/compiled.ts';
import { NO_LIMIT } from '../../shared/dream/compiled.ts';
import { stepDream, type TickResult } from '../../shared/dream/tick.ts';
import { createDream, type Dream } from '../../shared/dream/world.ts';
import { Monitor } from '../../shared/expectations/monitor.ts';
import { SIGNALS } from '../../shared/expectations/signals.ts';
import { shipped } from '../core/shipped.ts';
import { smallScenario } from '../dream/smallDream.ts';

const is = (
  signal: string,
  bounds: { min?: number; max?: number },
  rest: { of?: string; over?: 'max' | 'mean' | 'sum' } = {},
): Formula => ({
  op: 'is',
  signal,
  of: rest.of ?? '',
  over: rest.over ?? '',
  min: bounds.min ?? -NO_LIMIT,
  max: bounds.max ?? NO_LIMIT,
});
const always = (of: Formula, from = 0, to = NO_LIMIT): Formula => ({ op: 'always', from, to, of });
const soon = (of: Formula, to = NO_LIMIT): Formula => ({ op: 'eventually', from: 0, to, of });
const expects = (formula: Formula, of: 'night' | 'each' = 'night', who: Partial<CompiledExpectation['who']> = {}): CompiledExpectation => ({
  id: 'it',
  says: 'it holds',
  for: of,
  who: { kind: '', role: '', temper: '', ...who },
  formula,
});

const join = (who: string): Command => ({
  type: 'join',
  by: who,
  body: { kind: 'person', name: who, shape: 'moon', cloth: 'teal', cast: '', spawn: '' },
});

/** Steps a small dream for `seconds`, with commands by tick; `meddle` changes what the monitor is told. */
function watch(
  expectations: readonly CompiledExpectation[],
  seconds: number,
  commands: Readonly<Record<number, readonly Command[]>>,
  meddle: (dream: Dream, result: TickResult) => TickResult = (_d, r) => r,
  scenario: CompiledScenario = smallScenario(),
): Monitor {
  const dream = createDream(scenario, 1);
  const monitor = new Monitor(scenario, expectations);
  for (let tick = 1; tick <= seconds * 20; tick++) monitor.observe(dream, meddle(dream, stepDream(dream, commands[tick] ?? [])));
  return monitor;
}

describe('a session watched', () => {
  it('a signal of the night, and of each who is there from when they came', () => {
    const commands = { 1: [join('ada')], 201: [join('ben')] };
    const [dreaming] = watch([expects(soon(is('dreaming', { min: 2 })))], 30, {
      1: [{ type: 'night.begin', by: 'dream', body: {} }, join('ada')],
      201: [join('ben')],
    }).verdicts();
    expect(dreaming).toMatchObject({ holds: true, open: false, robustness: 0, who: '' });
    const each = watch([expects(soon(is('acts', { min: 1 }), 15), 'each')], 20, commands).verdicts();
    // Ada's time is over, Ben's is not
    expect(each).toMatchObject([
      { who: 'ada', holds: false },
      { who: 'ben', holds: true, open: true },
    ]);
  });

  it('who left is asked no more', () => {
    const gone = { 1: [join('ada')], 41: [{ type: 'wake', by: 'ada', body: {} } as Command] };
    const [late] = watch([expects(soon(is('acts', { min: 1 }), 15), 'each')], 30, gone).verdicts();
    expect(late).toMatchObject({ holds: true, open: true });
  });

  it('an effect above a limit lasts one tick and is not missed; the tick is in that second', () => {
    const meddle = (_dream: Dream, result: TickResult): TickResult =>
      result.tick !== 333
        ? result
        : {
            ...result,
            effects: [
              {
                id: 'f1',
                kind: 'image',
                to: 'ada',
                by: 'dream',
                source: 'fountain',
                theme: null,
                intensity: 0.7,
                text: '',
                soft: '',
                because: [],
                verdict: { outcome: 'allowed', rule: 'charter.open', intensity: 0.7, text: '', because: [] },
              },
            ],
          };
    const [verdict] = watch([expects(always(is('overLimit', { max: 0 })), 'each')], 30, { 1: [join('ada')] }, meddle).verdicts();
    // the small dream's ceiling is .55, the signal's range 2
    expect(verdict?.holds).toBe(false);
    expect(verdict?.robustness).toBeCloseTo(-0.15 / 2, 10);
    expect(verdict?.tick).toBe(340);
  });

  it('a veil that a shadow ignores is found though the effect names no theme', () => {
    const veil: Command = { type: 'limit.set', by: 'ada', body: { lines: [], veils: ['loneliness'], ceiling: 0.5 } };
    const meddle = (dream: Dream, result: TickResult): TickResult => {
      if (result.tick !== 100) return result;
      const said = { id: 'f1', kind: 'image', to: 'ada', by: 'dream', source: 'fountain', theme: null, intensity: 0.3 } as const;
      const verdict = { outcome: 'allowed', rule: 'charter.open', intensity: 0.3, text: '', because: [] } as const;
      expect(dream.scenario.symbols[0]).toMatchObject({ id: 'fountain', theme: 'loneliness' });
      return { ...result, effects: [{ ...said, text: '', soft: '', because: [], verdict }] };
    };
    const law = [expects(always(is('overLimit', { max: 0 })), 'each')];
    expect(watch(law, 10, { 1: [join('ada'), veil] }, meddle).worst()).toMatchObject([{ holds: false, robustness: -0.15 }]);
    expect(watch(law, 10, { 1: [join('ada')] }, meddle).worst()).toMatchObject([{ holds: true }]);
  });

  it('asks only whom it names, and says nothing where nobody is', async () => {
    const scenario = await shipped('01-the-ritual');
    const dream = createDream(scenario, 1);
    const cast = createCast(scenario, { seed: 1, size: 12 });
    const monitor = new Monitor(scenario, [
      { ...expects(always(is('speed', { max: 9 })), 'each', { role: 'steward', kind: 'agent' }), id: 'steward' },
      { ...expects(always(is('speed', { max: 9 })), 'each', { temper: 'flooder' }), id: 'flooder' },
      { ...expects(always(is('speed', { max: 9 }, { over: 'max' }))), id: 'all' },
    ]);
    for (let i = 0; i < 200; i++) {
      const commands = i === 0 ? [{ type: 'night.begin', by: 'dream', body: {} } as Command] : [];
      monitor.observe(dream, stepDream(dream, [...commands, ...cast.act(dream)]));
    }
    const ids = monitor.verdicts().map((v) => v.id);
    expect(ids.filter((id) => id === 'steward').length).toBe(1);
    expect(ids.filter((id) => id === 'all').length).toBe(1);
    expect(ids.filter((id) => id === 'flooder').length).toBe(scenario.cast.filter((c) => c.temper === 'flooder').length > 0 ? 1 : 0);
    const curve = monitor.curve('all');
    expect(curve.length).toBe(10);
    expect(curve.map(([tick]) => tick)).toEqual(Array.from({ length: 10 }, (_, i) => (i + 1) * 20));
    expect(() => monitor.curve('nothing')).toThrow(/no expectation is called "nothing"/);
  });

  it('every signal can be read of a dream, and lies where its range says or says so by its number', async () => {
    const scenario = await shipped('01-the-ritual');
    const of: Record<string, string> = {
      region: scenario.regions[0]?.id ?? '',
      storylet: scenario.storylets[0]?.id ?? '',
      wound: scenario.wounds[0]?.id ?? '',
      fact: 'n1.any',
    };
    const all = Object.entries(SIGNALS).map(([name, s]): CompiledExpectation => {
      const formula = is(name, { min: -NO_LIMIT }, { of: s.names ? (of[s.names] ?? '') : '' });
      return { ...expects(formula, s.of === 'person' ? 'each' : 'night'), id: name };
    });
    const dream = createDream(scenario, 2);
    const cast = createCast(scenario, { seed: 2, size: 8 });
    const monitor = new Monitor(scenario, all);
    for (let i = 0; i < 100; i++) {
      const begin = i === 0 ? [{ type: 'night.begin', by: 'dream', body: {} } as Command] : [];
      monitor.observe(dream, stepDream(dream, [...begin, ...cast.act(dream)]));
    }
    const seen = monitor.worst();
    expect(seen.map((v) => v.id)).toEqual(Object.keys(SIGNALS));
    for (const v of seen) expect(Number.isFinite(v.robustness), v.id).toBe(true);
  });
});
