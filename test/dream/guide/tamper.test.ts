import { describe, expect, test } from 'vitest';
import { explain } from '../../../shared/dream/causes.ts';
import type { CompiledScenario, CompiledTrack } from '../../../shared/dream/compiled.ts';
import { rollBack } from '../../../shared/dream/jukebox/step.ts';
import { Moment } from '../../../shared/dream/moment.ts';
import { causesOf } from '../../../shared/dream/observe.ts';
import { Night } from '../narrative/night.ts';
import { smallScenario } from '../smallDream.ts';

const small = smallScenario();
const string = (id: string, target: CompiledTrack['target']): CompiledTrack => ({
  id,
  name: id,
  source: 'valence',
  scope: 'group',
  target,
  from: [-1, 1],
  to: [-1, 1],
  curve: [
    [-1, -1],
    [1, 1],
  ],
  limits: target === 'palette' ? [-1, 1] : [0, 1],
  smoothing: 1,
  gain: 1,
  purpose: 'group',
  says: '.',
});

function night(knobs: Partial<CompiledScenario['knobs']>, guide: Partial<CompiledScenario['guide']> = {}): Night {
  const one = new Night({
    ...small,
    knobs: { ...small.knobs, tamper: 0.5, nightSeconds: 2400, ...knobs },
    guide: { ...small.guide, ...guide },
    tracks: [string('sky', 'palette'), string('rain', 'weather'), string('mine', 'symbols')].map((t, i) =>
      i === 2 ? { ...t, scope: 'own' as const, purpose: 'own-view' as const } : t,
    ),
  });
  const { x, y } = one.world.guide;
  for (const [i, who] of ['p1', 'p2', 'p3'].entries()) one.join(who, x + i, y + 2);
  one.step();
  return one;
}
const bends = (one: Night): number[] => one.world.jukebox.tracks.map((t) => t.bend);
const untilFlat = (one: Night): void => {
  one.run(400, () => one.world.jukebox.flatTick > 0);
};

describe('tampering', () => {
  test('string after string is bent, it is heard, and let go again; "why?" names the guide, and leads on to the act', () => {
    const one = night({});
    untilFlat(one);
    expect(bends(one).filter((b) => b !== 0).length).toBeGreaterThan(0);
    expect(bends(one)[2]).toBe(0);
    expect(one.world.jukebox.plan.flat).toBe(25);
    const bent = one.of('track.bent')[0];
    expect(bent?.by).toBe('guide');
    const why = explain(one.world.causes, 'p1', causesOf(one.world, 'p1', bent?.about ?? ''));
    expect(why[0]).toMatchObject({ type: 'track.bent', by: 'guide' });
    expect(why.some((line) => line.type === 'act.opened' || line.type === 'night.began')).toBe(true);
    one.run(110, () => false);
    expect(bends(one)).toEqual([0, 0, 0]);
    expect(one.world.jukebox.integrity).toBe(1);
  });

  test('two who note it while it is heard have evidence, which ends it for the night', () => {
    const one = night({});
    untilFlat(one);
    one.run(2, () => false);
    expect(one.world.guide.mask.last).toMatchObject({ tell: 'flat', real: true });
    const { x, y } = one.world.guide;
    for (const [i, who] of ['p1', 'p2'].entries()) Object.assign(one.world.space.avatars[who] as object, { x: x + i, y: y + 1 });
    for (const who of ['p1', 'p2']) expect(one.do('note', who, { about: 'guide' })).toBeNull();
    expect(one.world.guide.mask.evidence.map((e) => e.tell)).toEqual(['flat']);
    one.run(3, () => false);
    expect(bends(one)).toEqual([0, 0, 0]);
    const before = one.of('track.bent').length;
    one.run(300, () => false);
    expect(one.of('track.bent').length).toBe(before);
  });

  test("an engineer's roll-back undoes it; a steward's lamp on the light shows it", () => {
    const one = night({});
    untilFlat(one);
    rollBack(new Moment(one.dream), ['k1.0']);
    one.run(1, () => false);
    expect(bends(one)).toEqual([0, 0, 0]);
    one.run(40, () => false);
    expect(one.world.jukebox.flatTick).toBe(0);
    untilFlat(one);
    const { x, y } = one.world.guide;
    one.world.orchestration.lamp = { about: '', x, y, untilTick: one.world.tick + 100, because: ['k1.0'] };
    one.run(2, () => false);
    expect(one.world.guide.mask.evidence.map((e) => e.tell)).toEqual(['flat']);
  });

  test('never by an honest guide, without leave, or without its mask', () => {
    for (const one of [night({}, { honest: true }), night({ tamper: 0 })]) {
      one.run(300, () => false);
      expect(one.of('track.bent')).toEqual([]);
      expect(one.world.streams).not.toHaveProperty('bend');
    }
    const bare = night({});
    untilFlat(bare);
    bare.world.pending.world.push({ kind: 'deed', deed: 'unmask', who: 'p1', about: '', amount: 0, because: ['k1.0'] });
    bare.run(3, () => false);
    expect(bends(bare)).toEqual([0, 0, 0]);
    bare.run(600, () => false);
    expect(bare.world.jukebox.integrity).toBe(1);
  });
});
