import { describe, expect, test } from 'vitest';
import { Moment } from '../../../shared/dream/moment.ts';
import { giveFragment } from '../../../shared/dream/narrative/fragments.ts';
import { smallScenario } from '../smallDream.ts';
import { Night } from './night.ts';

const loom = { id: 'loom', kind: 'loom' as const, name: 'the loom', verb: 'look', x: -8, y: -4, region: 'plaza', theme: null };

function night(): Night {
  const made = new Night({ symbols: [...smallScenario().symbols, loom] });
  made.join('p1', -8, -2);
  return made;
}
function give(n: Night, who: string): string {
  return giveFragment(new Moment(n.dream), who, 'loneliness', '', ['k1.0'])?.id ?? '';
}

describe('the loom', () => {
  test('a fragment with a line becomes a thread in its maker’s colour', () => {
    const n = night();
    const fragment = give(n, 'p1');
    expect(n.do('fragment.offer', 'p1', { fragment, words: ' the kettle sang ' })).toBeNull();
    expect(n.do('loom.set', 'p1', { fragment, place: -1 })).toBeNull();
    expect(n.world.narrative.threads).toMatchObject([
      { by: 'p1', with: '', cloth: 'teal', words: 'the kettle sang', place: 0, theme: 'loneliness' },
    ]);
    expect(n.world.narrative.fragments).toEqual([]);
    expect(n.of('thread.woven')[0]?.because).toEqual(expect.arrayContaining([n.of('fragment.offered')[0]?.id]));
    n.run(1.1);
    expect(n.world.narrative.facts).toMatchObject({ woven: 1, cloth: 1 / 6 });
  });

  test('E at the loom weaves too; without a fragment it is a symbol like others', () => {
    const n = night();
    expect(n.do('act', 'p1', { target: '' })).toBeNull();
    expect(n.world.narrative.symbols.loom?.awake).toBe(true);
    give(n, 'p1');
    expect(n.do('act', 'p1', { target: '' })).toBeNull();
    expect(n.world.narrative.threads.length).toBe(1);
  });

  test('who breathes one breath with me within 5 m turns it gold', () => {
    const n = night();
    n.join('p2', -7, -2);
    n.join('p3', -6, -2);
    n.breathing.set('p1', 0).set('p2', 0);
    n.run(30);
    const fragment = give(n, 'p1');
    n.do('loom.set', 'p1', { fragment, place: -1 });
    expect(n.world.narrative.threads[0]).toMatchObject({ with: 'p2', cloth: 'teal' });
    n.put('p2', 0, 0);
    const other = give(n, 'p1');
    n.do('loom.set', 'p1', { fragment: other, place: -1 });
    expect(n.world.narrative.threads[1]?.with).toBe('');
  });

  test('a thread taken back is gone at once and the cloth closes; only its author can', () => {
    const n = night();
    n.join('p2', -7, -2);
    for (const who of ['p1', 'p2', 'p1']) n.do('loom.set', who, { fragment: give(n, who), place: -1 });
    const [, second, third] = n.world.narrative.threads;
    expect(n.do('fragment.withdraw', 'p1', { thread: second?.id ?? '' })?.rule).toBe('thread.unknown');
    expect(n.do('fragment.withdraw', 'p2', { thread: second?.id ?? '' })).toBeNull();
    expect(n.world.narrative.threads.map((t) => t.place)).toEqual([0, 1]);
    expect(n.world.narrative.threads[1]?.id).toBe(third?.id);
    expect(n.of('thread.withdrawn').length).toBe(1);
  });

  test('a chosen place moves the others up; a torn gap is left once', () => {
    const n = night();
    for (let i = 0; i < 2; i++) n.do('loom.set', 'p1', { fragment: give(n, 'p1'), place: -1 });
    n.do('loom.set', 'p1', { fragment: give(n, 'p1'), place: 0 });
    expect(n.world.narrative.threads.map((t) => t.place)).toEqual([1, 2, 0]);
    n.world.narrative.gap = 1;
    n.do('loom.set', 'p1', { fragment: give(n, 'p1'), place: -1 });
    n.do('loom.set', 'p1', { fragment: give(n, 'p1'), place: -1 });
    expect(n.world.narrative.threads.slice(3).map((t) => t.place)).toEqual([4, 5]);
  });

  test('two in the hands, the third lies at the feet; nobody else can take it', () => {
    const n = night();
    n.join('p2', -8, -1.5);
    for (let i = 0; i < 3; i++) give(n, 'p1');
    const lying = n.world.narrative.fragments[2];
    expect(lying?.heldBy).toBe('');
    expect(n.do('act', 'p2', { target: lying?.id ?? '' })?.rule).toBe('act.nothing');
    expect(n.do('act', 'p1', { target: lying?.id ?? '' })?.rule).toBe('act.nothing');
    n.do('loom.set', 'p1', { fragment: '', place: -1 });
    expect(n.do('act', 'p1', { target: lying?.id ?? '' })).toBeNull();
    expect(lying?.heldBy).toBe('p1');
  });

  test('refuses from afar and with empty hands', () => {
    const n = night();
    expect(n.do('loom.set', 'p1', { fragment: 'fr99', place: -1 })?.rule).toBe('fragment.none');
    give(n, 'p1');
    n.put('p1', 10, 0);
    expect(n.do('loom.set', 'p1', { fragment: '', place: -1 })?.rule).toBe('loom.far');
  });
});
