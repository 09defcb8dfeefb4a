import { expect, it } from 'vitest';
import { DreamHost } from '../../server/host/host.ts';
import { createCast } from '../../shared/citizens/cast.ts';
import { rootsOf } from '../../shared/dream/causes.ts';
import { causesOf } from '../../shared/dream/observe.ts';
import { createDream } from '../../shared/dream/world.ts';
import { shipped } from './shipped.ts';
import { Visitor } from './visitor.ts';

/** play.md, section 2, by its own order; the numbers are its promise: a thread in the sky in under six minutes. */
it.each([1, 2, 3, 4, 5])('a lone visitor reaches a thread in the sky in under six minutes (seed %i)', async (seed) => {
  const scenario = await shipped('01-the-ritual');
  const dream = createDream(scenario, seed);
  const cast = createCast(scenario, { seed, yields: true });
  const host = new DreamHost({ dream, cast, recorder: null });
  host.enqueue({ type: 'night.begin', by: 'dream', body: {} });
  for (let i = 0; i < 100; i++) host.step();
  const v = new Visitor(host);
  v.run(1);
  const { world } = dream;
  const at = (kind: string) => scenario.symbols.find((s) => s.kind === kind) ?? { x: 0, y: 0 };

  v.breathe(true);
  v.run(45, () => v.reached['in tune'] !== undefined);
  v.breathe(false);
  const stand = at('stand');
  v.walk({ x: stand.x + 3, y: stand.y + 4 }, 1.5);
  v.ask('lantern.plant', { whisper: '' });
  v.run(2);

  const bridge = [...scenario.bridges].sort((a, b) => a.length - b.length)[0];
  if (!bridge) throw new Error('no bridge');
  v.walk({ x: bridge.ax, y: bridge.ay }, 2.4);
  v.breathe(true);
  v.takeNearestHand();
  v.run(80, () => v.reached.bridge !== undefined);

  const plaza = scenario.regions[0]?.id ?? '';
  for (let tries = 0; tries < 4 && v.reached.choice === undefined; tries++) {
    const me = v.see().mine.avatar;
    const symbol = scenario.symbols
      .filter((q) => q.region === plaza && !world.narrative.symbols[q.id]?.awake && scenario.storylets.some((t) => t.symbol === q.id))
      .sort((a, b) => Math.hypot(a.x - me.x, a.y - me.y) - Math.hypot(b.x - me.x, b.y - me.y))[0];
    if (!symbol) break;
    v.walk({ x: symbol.x, y: symbol.y + 1.6 }, 1.4);
    v.ask('act', { target: symbol.id });
    v.run(8, () => v.see().mine.scenes.length > 0);
    const scene = v.see().mine.scenes[0];
    if (!scene) continue;
    v.run(4);
    v.ask('choose', { scene: scene.id, choice: scene.choices[0]?.id ?? '', words: '' });
    v.run(1);
    v.mark('choice');
  }
  v.run(180, () => v.see().all.shadows.some((s) => !s.gone));
  for (let tries = 0; tries < 12 && v.see().mine.fragments.length === 0; tries++) {
    const { all, mine } = v.see();
    const shadow = all.shadows.filter((s) => !s.gone).sort((a, b) => a.weight - b.weight)[0];
    if (!shadow) break;
    const away = Math.hypot(mine.avatar.x - shadow.x, mine.avatar.y - shadow.y);
    if (away > 3) v.walk({ x: shadow.x - 1.4, y: shadow.y + 1.6 }, 1.2, 25);
    if (mine.partners.length === 0) v.takeNearestHand();
    v.run(12, () => v.see().mine.fragments.length > 0);
  }
  const fragment = v.see().mine.fragments[0];
  if (fragment) {
    v.mark('fragment');
    v.ask('fragment.offer', { fragment: fragment.id, words: 'He whistled. That is all.' });
    const loom = at('loom');
    v.walk({ x: loom.x + 0.5, y: loom.y + 2 }, 1.6);
    v.ask('loom.set', { fragment: fragment.id, place: -1 });
    v.run(3);
  }
  if (process.env.SHOW)
    console.log(v.reached, v.heard.join('\n'), Object.values(world.people.byId).filter((p) => p.state === 'dreaming').length);
  expect(Object.keys(v.reached)).toEqual(
    expect.arrayContaining(['in tune', 'hand', 'lantern', 'bridge', 'symbol', 'choice', 'shadow', 'fragment', 'thread']),
  );
  expect(v.reached.thread).toBeLessThan(360);

  const thread = world.narrative.threads.find((t) => t.by === v.me);
  const roots = rootsOf(world.causes, causesOf(world, v.me, thread?.id ?? ''));
  expect(roots.open).toEqual([]);
  expect(roots.commands.length).toBeGreaterThan(2);
});
