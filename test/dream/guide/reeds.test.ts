import { describe, expect, test } from 'vitest';
import { explain } from '../../../shared/dream/causes.ts';
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import { CONSENT_WORDING } from '../../../shared/dream/governance/model.ts';
import { beliefOf } from '../../../shared/dream/guide/own.ts';
import { wishesOf } from '../../../shared/dream/guide/reeds.ts';
import { common, own } from '../../../shared/dream/observe.ts';
import { Night } from '../narrative/night.ts';
import { smallScenario } from '../smallDream.ts';

const small = smallScenario();
const THEMES = ['loss', 'parting', 'shame'];
const scenario: CompiledScenario = { ...small, guide: { ...small.guide, probe: THEMES.map((theme) => ({ theme, text: '.', soft: '' })) } };

/** Everybody in the list was moved by one theme; the first `agree` of them are part of the mirror. */
function night(moved: readonly string[], agree: number, seed = 1): Night {
  const one = new Night(scenario, seed);
  moved.forEach((theme, i) => {
    const who = `p${i}`;
    one.join(who, i, 20);
    if (i < agree) one.do('consent.give', who, { purpose: 'mirror', wording: CONSENT_WORDING });
    beliefOf(one.world.guide, who).signs.push({ tick: 1, theme, from: 'reading', factor: 3, strong: true, because: ['k1.0'] });
  });
  // somewhere with nothing else in reach
  Object.assign(one.world.guide, { x: 60, y: 60 });
  one.world.pending.world.push({ kind: 'deed', deed: 'unmask', who: 'p0', about: '', amount: 0, because: ['k1.0'] });
  one.run(32, () => one.world.guide.lake.reeds.length > 0);
  return one;
}
const reeds = (one: Night) => common(one.world, one.dream.scenario).reeds;

describe('reeds', () => {
  test('fewer than five who agreed: one reed for many things, whoever was moved by what', () => {
    expect(reeds(night(['loss', 'loss', 'loss', 'loss', 'loss', 'shame'], 4))).toMatchObject([{ id: 'reed:many', standing: 0 }]);
    expect(reeds(night(['loss', 'loss'], 0)).length).toBe(1);
  });

  test('a reed for each theme asked after, as high as the share it moved, cells under five all alike; nobody else counts', () => {
    const heights = new Map<string, number>(THEMES.map((theme) => [theme, 0]));
    const few = new Set<number>();
    for (let seed = 1; seed <= 4; seed++) {
      const shown = reeds(night([...Array(16).fill('loss'), 'shame', 'shame', ...Array(9).fill('parting')], 18, seed));
      expect(shown.map((r) => r.id)).toEqual(THEMES.map((theme) => `reed:${theme}`));
      for (const theme of THEMES) {
        const share = shown.find((r) => r.id === `reed:${theme}`)?.share ?? 0;
        heights.set(theme, (heights.get(theme) ?? 0) + share / 4);
        if (theme !== 'loss') few.add(share);
      }
    }
    expect(heights.get('loss')).toBeGreaterThan(0.7);
    // nine were moved by parting and are not part of the mirror; two by shame who are
    expect(heights.get('parting')).toBeLessThan(0.35);
    expect([...few].filter((share) => share > 0.5)).toEqual([]);
  });

  test('who stands by one is counted and not named; it is theirs to end, moves on with them, and draws storylets of its theme', () => {
    const one = night(Array(6).fill('loss'), 6);
    const [first, second] = one.world.guide.lake.reeds;
    if (!first || !second) throw new Error('no reeds');
    expect(one.do('reed.stand', 'p0', { theme: first.theme })).toMatchObject({ rule: 'reed.far' });
    for (const who of ['p0', 'p1']) one.put(who, first.x, first.y + 1);
    expect(one.do('reed.stand', 'p0', { theme: 'nothing' })).toMatchObject({ rule: 'reed.none' });
    expect(one.do('reed.stand', 'p0', { theme: first.theme })).toBeNull();
    expect(own(one.world, one.dream.scenario, 'p1')?.reach).toMatchObject({ id: `reed:${first.theme}`, kind: 'reed', verb: 'stand by' });
    expect(one.do('act', 'p1', { target: `reed:${first.theme}` })).toBeNull();
    expect(reeds(one)[0]).toMatchObject({ standing: 2 });
    expect(JSON.stringify(reeds(one))).not.toMatch(/p\d/);
    expect(wishesOf(one.world)(first.theme)).toBe(1);
    const stood = one.of('reed.stood')[0]?.id ?? '';
    expect(explain(one.world.causes, 'p2', [stood])).toEqual([]);
    expect(explain(one.world.causes, 'p0', [stood])[0]).toMatchObject({ type: 'reed.stood', own: true });
    one.put('p0', second.x, second.y + 1);
    expect(one.do('reed.stand', 'p0', { theme: second.theme })).toBeNull();
    expect(reeds(one).map((r) => r.standing)).toEqual([1, 1, 0]);
    one.do('erase', 'p0', {});
    expect(reeds(one).map((r) => r.standing)).toEqual([1, 0, 0]);
    one.world.pending.world.push({ kind: 'deed', deed: 'mirror', who: 'p1', about: 'sleep', amount: 0, because: ['k1.0'] });
    one.step();
    expect(one.do('reed.stand', 'p2', { theme: first.theme })).toMatchObject({ rule: 'reed.asleep' });
    expect(reeds(one).length).toBe(3);
  });
});
