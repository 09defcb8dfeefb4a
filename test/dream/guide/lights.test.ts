/** Where many dream the guide goes about as several lights: one mind, each with people of its own. */
import { describe, expect, test } from 'vitest';
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import { inLight, isOwn, lightsFor, lightsOf, nearestLight } from '../../../shared/dream/guide/lights.ts';
import type { Guide } from '../../../shared/dream/guide/model.ts';
import { common } from '../../../shared/dream/observe.ts';
import { Night } from '../narrative/night.ts';
import { smallScenario } from '../smallDream.ts';

const small = smallScenario();
const themed: Partial<CompiledScenario> = {
  guide: { ...small.guide, tells: 4, probe: [{ theme: 'loneliness', text: 'A lamp, far off.', soft: 'A lamp.' }] },
};
const PROBE_SECONDS = small.knobs.guideProbeSeconds;

/** A night in which so many dream, on a square about the plaza. */
function crowded(people: number, seconds: number): Night {
  const night = new Night(themed);
  for (let i = 0; i < people; i++) night.join(`p${i}`, (i % 8) - 4, Math.floor(i / 8) - 4, 'simulated');
  night.run(seconds);
  return night;
}

test('one for a dozen, five for sixty, eight for two hundred and more', () => {
  expect([0, 1, 12, 23, 24, 60, 200, 1000].map(lightsFor)).toEqual([1, 1, 1, 1, 2, 5, 8, 8]);
});

describe('sixty people', () => {
  const night = crowded(60, 260);
  const { guide } = night.world;

  test('have five lights, each of them with others, and all greeted by one mind', () => {
    expect(lightsOf(guide)).toHaveLength(5);
    expect(common(night.world, night.dream.scenario).lights.map((l) => l.id)).toEqual(['1', '2', '3', '4']);
    expect(new Set(guide.greeted).size).toBe(guide.greeted.length);
    const alone = crowded(12, 260).world.guide;
    expect(alone.others).toEqual([]);
    expect(guide.greeted.length).toBeGreaterThan(2 * alone.greeted.length);
    const keepers = new Set(guide.greeted.map((who) => [0, 1, 2, 3, 4].find((k) => inLight(guide, k, () => isOwn(night.world, who)))));
    expect(keepers.size).toBe(5);
    expect(guide.light).toBe(0);
  });

  test('are asked at most once in 75 s each, by whichever light, and never by two', () => {
    const asked: Record<string, number[]> = {};
    for (const e of night.of('guide.asked')) asked[e.about] = [...(asked[e.about] ?? []), e.tick / 20];
    expect(Object.keys(asked).length).toBeGreaterThan(3);
    for (const at of Object.values(asked))
      for (let i = 1; i < at.length; i++) expect((at[i] as number) - (at[i - 1] as number)).toBeGreaterThanOrEqual(PROBE_SECONDS);
    for (const e of night.effects) if (e.by === 'guide') expect(e.because.length).toBeGreaterThan(0);
  });

  test('when it stands without its mask every light comes to the ground and stays, and one lies down as the lake', () => {
    night.world.pending.world.push({ kind: 'deed', deed: 'unmask', who: 'p1', about: '', amount: 0, because: ['k1.0'] });
    night.run(1);
    const at = lightsOf(guide).map(({ x, y }) => [x, y]);
    const before = night.of('guide.asked').length;
    night.run(20);
    expect(lightsOf(guide).map(({ x, y }) => [x, y])).toEqual(at);
    for (const light of lightsOf(guide)) expect(light).toMatchObject({ mood: 'wait', with: '', asking: null, z: 0.4 });
    expect(night.of('guide.asked').length).toBe(before);
    night.run(20);
    expect(guide.mask.mirror).toBe(true);
    expect(guide.others).toEqual([]);
  });
});

test('somebody who turns away, wakes or is erased is left by whichever light was with them', () => {
  const night = crowded(26, 60);
  const { guide } = night.world;
  const other = guide.others[0] as Guide['others'][number];
  const be = (who: string) => Object.assign(other, { mood: 'lead', with: who, toward: 'fountain', sinceTick: night.world.tick });
  be('p3');
  expect(night.do('turn', 'p3', { shadow: '' })).toBeNull();
  expect(other).toMatchObject({ mood: 'wait', with: '' });
  be('p4');
  night.do('erase', 'p4', {});
  expect(other.with).toBe('');
  expect(nearestLight(guide, other)).toBe(other);
});
