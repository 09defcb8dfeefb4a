import { describe, expect, test } from 'vitest';
import { Moment } from '../../../shared/dream/moment.ts';
import { giveFragment } from '../../../shared/dream/narrative/fragments.ts';
import { smallScenario } from '../smallDream.ts';
import { Night } from './night.ts';

const loom = { id: 'loom', kind: 'loom' as const, name: 'the loom', verb: 'look', x: -8, y: -4, region: 'plaza', theme: null };

function night(overrides: ConstructorParameters<typeof Night>[0] = {}): Night {
  const made = new Night({ symbols: [...smallScenario().symbols, loom], ...overrides });
  made.join('p1', -8, -2);
  made.join('p2', 10, 4);
  return made;
}
function hang(n: Night, who: string, words: string, place = -1): string {
  n.put(who, -8, -2);
  const id = giveFragment(new Moment(n.dream), who, 'loneliness', words, [n.world.space.avatars[who]?.cause || 'k1.0'])?.id ?? '';
  expect(n.do('loom.set', who, { fragment: id, place })).toBeNull();
  return n.world.narrative.threads.at(-1)?.id ?? '';
}
const placesOf = (n: Night) => Object.fromEntries(n.world.narrative.threads.map((t) => [t.words, t.place]));

describe('the order of the cloth', () => {
  test('comes as a command; what was hung by hand stays, what it does not name comes last', () => {
    const n = night();
    const [a, b] = [hang(n, 'p1', 'a'), hang(n, 'p1', 'b')];
    hang(n, 'p1', 'by hand', 1);
    hang(n, 'p1', 'late');
    expect(placesOf(n)).toEqual({ a: 0, 'by hand': 1, b: 2, late: 3 });
    expect(n.do('loom.order', 'dream', { order: [b, 'th-gone', a] })).toBeNull();
    expect(placesOf(n)).toEqual({ b: 0, 'by hand': 1, a: 2, late: 3 });
    expect(n.do('loom.order', 'dream', { order: [b, a] })?.rule).toBe('loom.same');
    expect(n.of('cloth.ordered')).toHaveLength(1);
  });

  test('a thread taken back is gone from it at once', () => {
    const n = night();
    const [a, b, c] = [hang(n, 'p1', 'a'), hang(n, 'p2', 'b'), hang(n, 'p1', 'c')];
    n.do('fragment.withdraw', 'p2', { thread: b });
    n.do('loom.order', 'dream', { order: [c, b, a] });
    expect(placesOf(n)).toEqual({ c: 0, a: 1 });
  });
});

describe('the words of the cloth', () => {
  test('are told to all as they are woven, and to who comes later; a line of somebody sets them aside for that one alone', () => {
    const n = night();
    n.do('limit.set', 'p2', { lines: ['loneliness'], veils: [], ceiling: 0.6 });
    const id = hang(n, 'p1', 'the kettle sang');
    n.step();
    const told = (who: string) => n.effects.filter((e) => e.source === id && e.to === who).map((e) => e.verdict.text);
    expect([told('p1'), told('p2')]).toEqual([['the kettle sang'], ['an empty bench in the sun']]);
    n.join('p3', 0, 0);
    n.run(1);
    expect(told('p3')).toEqual(['the kettle sang']);
    expect(JSON.stringify(n.events)).not.toContain('kettle');
  });

  test('are read in order in the last act, once each, and are over before the night ends', () => {
    const n = night({
      acts: [
        { id: 'a', title: 'A', palette: 'dusk', opensWhen: [], afterSeconds: 0 },
        { id: 'b', title: 'B', palette: 'dawn', opensWhen: [], afterSeconds: 60 },
      ],
      knobs: { ...smallScenario().knobs, nightSeconds: 120 },
      storylets: [],
    });
    const ids = [hang(n, 'p1', 'one'), hang(n, 'p2', 'two'), hang(n, 'p1', ''), hang(n, 'p1', 'four')];
    n.run(62);
    // a thread may still come while it is read
    n.run(80, () => n.of('cloth.read').length === 2);
    expect(n.of('night.ended')).toEqual([]);
    n.do('fragment.withdraw', 'p1', { thread: ids[3] as string });
    n.run(80);
    expect(n.of('cloth.read').map((e) => e.about)).toEqual(ids.slice(0, 3));
    expect(n.effects.filter((e) => e.source === 'cloth' && e.to === 'p2').map((e) => e.text)).toEqual(['one', 'two']);
    const [ended] = n.of('night.ended');
    expect((ended?.tick ?? 0) - (n.of('cloth.read').at(-1)?.tick ?? 0)).toBeGreaterThanOrEqual(5 * 20);
  });
});
