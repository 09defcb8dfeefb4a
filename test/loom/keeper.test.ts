import { describe, expect, test } from 'vitest';
import { DreamHost } from '../../server/host/host.ts';
import { LoomKeeper, orderOf } from '../../server/loom/keeper.ts';
import { byLetters, byModel, type Likeness } from '../../server/loom/likeness.ts';
import type { Thread } from '../../shared/dream/narrative/model.ts';
import { createDream } from '../../shared/dream/world.ts';
import { smallScenario } from '../dream/smallDream.ts';

const LINES = ['We laughed in the warm garden.', 'I cried alone.', 'A warm garden, a friend.', 'Alone, and tears came.'];
const thread = (i: number): Thread => ({
  id: `th${i}`,
  by: 'p1',
  with: '',
  cloth: 'teal',
  theme: 'loneliness',
  words: LINES[i] as string,
  place: i,
  byHand: false,
  wovenTick: 0,
  because: ['k1.0'],
});

function hostWith(likeness: Likeness): { host: DreamHost; orders: string[][] } {
  const dream = createDream(smallScenario(), 1);
  const host = new DreamHost({ dream, cast: null, recorder: null });
  const loom = new LoomKeeper(host, likeness);
  const orders: string[][] = [];
  host.heard.add((result) => {
    for (const c of result.accepted) if (c.type === 'loom.order') orders.push(c.body.order);
    // as if they had just been woven
    const woven = result.tick === 2 ? [{ type: 'thread.woven' } as (typeof result.events)[number]] : [];
    if (result.tick === 2) dream.world.narrative.threads.push(...LINES.map((_, i) => thread(i)));
    loom.after({ ...result, events: [...result.events, ...woven] });
  });
  return { host, orders };
}

describe('the keeper of the loom', () => {
  test('puts the order in as a command, at once by letters', () => {
    const { host, orders } = hostWith(byLetters);
    for (let i = 0; i < 6; i++) host.step();
    expect(orders).toHaveLength(1);
    expect([...(orders[0] as string[])].sort()).toEqual(['th0', 'th1', 'th2', 'th3']);
    expect(new Set(orders[0]?.slice(0, 2))).toEqual(new Set(['th1', 'th3']));
    expect(host.dream.world.narrative.threads.map((t) => t.place).sort()).toEqual([0, 1, 2, 3]);
  });

  test('a slow measure holds nothing up; what was taken back meanwhile is gone', async () => {
    let answer: (like: number[][]) => void = () => undefined;
    const slow: Likeness = { compare: () => new Promise((resolve) => (answer = resolve)), close: () => undefined };
    const { host, orders } = hostWith(slow);
    for (let i = 0; i < 5; i++) host.step();
    expect(orders).toEqual([]);
    host.dream.world.narrative.threads.splice(1, 1);
    answer(byLetters.compare(LINES) as number[][]);
    await Promise.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    host.step();
    expect(orders).toHaveLength(1);
    expect(host.dream.world.narrative.threads.map((t) => t.id).sort()).toEqual(['th0', 'th2', 'th3']);
  });

  test('what was hung by hand keeps its place among the others', () => {
    const threads = LINES.map((_, i) => ({ ...thread(i), byHand: i === 0 }));
    expect(orderOf(smallScenario(), threads, byLetters.compare(LINES) as number[][])[0]).toBe('th0');
  });

  test('where the model does not load, letters do, and it is said once', async () => {
    const said: string[] = [];
    const likeness = byModel((s) => said.push(s), new URL('./no-such-thread.ts', import.meta.url));
    expect(await likeness.compare(LINES)).toEqual(byLetters.compare(LINES));
    expect(await likeness.compare(LINES.slice(1))).toEqual(byLetters.compare(LINES.slice(1)));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('letters');
    likeness.close();
  });
});
