/** Over 200 seeds (GUIDE_SEEDS=200), 400 people: .23 .27 .38 .44 .47 .56 .60 .61 after each image for who agreed (95 %: .56 to .66); at the end .14 for who did not, .15 permuted, .17 sham; a guess finds .17. */
import { describe, expect, test } from 'vitest';
import { CONSENT_WORDING } from '../../../shared/dream/governance/model.ts';
import { believedOf, likely, themeFor } from '../../../shared/dream/guide/own.ts';
import { Night } from '../narrative/night.ts';
import { ASKED, curve, learnOver, scenario } from './learn.ts';

const SEEDS = Number(process.env.GUIDE_SEEDS ?? 20);

test(
  'finds the theme of who lets it read, and of nobody else',
  () => {
    const learned = learnOver(SEEDS);
    const end = (rows: number[][]): number => curve(rows).at(-1) ?? 0;
    const error = (n: number): number => Math.sqrt((1 / 6) * (5 / 6)) / Math.sqrt(n);
    expect(learned.agreed.every((r) => r.length === 8)).toBe(true);
    // four standard errors of a guess above what a guess finds
    expect(end(learned.agreed)).toBeGreaterThan(1 / 6 + 4 * error(2 * SEEDS));
    expect(end(learned.agreed)).toBeGreaterThan(end(learned.sham) + 0.2);
    const silent = learned.silent.flat();
    const permuted = learned.permuted.flat();
    const mean = (xs: number[]): number => xs.reduce((s, x) => s + x, 0) / xs.length;
    // the eight answers about one person hang together: a standard error for each person
    expect(Math.abs(mean(silent) - mean(permuted))).toBeLessThan(4 * Math.SQRT2 * error(2 * SEEDS));
  },
  60_000 + 6_000 * SEEDS,
);

describe('what it takes for a sign', () => {
  const reading = (seq: number, arousal: number) => ({
    seq,
    deviceMs: seq * 1000,
    hr: 90,
    rmssd: 20,
    arousal,
    breathPhase: 0,
    breathRate: 120,
    quality: 3,
    state: 'good' as const,
  });
  /** One person whose arousal rises to whatever they are shown. */
  const night = (agrees: boolean, until: (n: Night) => boolean): Night => {
    const one = new Night(scenario);
    one.join('p1', 0, 12);
    one.join('p2', 6, 12);
    if (agrees) one.do('consent.give', 'p1', { purpose: 'guide', wording: CONSENT_WORDING });
    else one.step();
    for (let i = 1; i < 900 && !until(one); i++) {
      const { asking } = one.world.guide;
      const moved = asking?.who === 'p1' && asking.theme === 'shame';
      if (agrees) one.do('reading', 'p1', reading(i, moved ? 60 : 0));
      else one.step();
      one.run(0.95);
    }
    return one;
  };
  const askedAll = (n: Night) => (n.world.guide.beliefs.p1?.asked ?? 0) === 8 && n.world.guide.asking === null;

  test('eight images for each in a night, no two for one person within 75 s, each with its cause', () => {
    const one = night(false, askedAll);
    one.run(200);
    const mine = one.of('guide.asked').filter((e) => e.about === 'p1');
    expect(mine.length).toBe(8);
    const gaps = mine.slice(1).map((e, i) => e.tick - (mine[i]?.tick ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(75 * 20);
    for (const e of mine) expect(one.roots.get(e.id)?.open).toEqual([]);
  });

  test('it is sure of a theme that moved them, says so to them alone, and forgets it when they take their consent back', () => {
    const one = night(true, (n) => themeFor(n.world, 'p1') === 'shame');
    expect(themeFor(one.world, 'p1')).toBe('shame');
    expect(believedOf(one.world, 'p1')?.themes.find((t) => t.theme === 'shame')?.p).toBeGreaterThanOrEqual(0.7);
    one.do('consent.withdraw', 'p1', { purpose: 'guide' });
    expect(one.world.guide.beliefs.p1?.signs.filter((s) => s.from === 'reading')).toEqual([]);
    expect(themeFor(one.world, 'p1')).toBeNull();
  });

  test('where it goes is the same whatever it reads', () => {
    const path = (agrees: boolean) => {
      const at: number[] = [];
      night(agrees, (n) => {
        at.push(n.world.guide.x, n.world.guide.y);
        return n.world.tick > 6000;
      });
      return at;
    };
    expect(path(true)).toEqual(path(false));
  });

  test('of who agreed to nothing it keeps what anybody near could see, and is sure of nothing', () => {
    const one = night(false, askedAll);
    const belief = one.world.guide.beliefs.p1;
    expect(belief?.signs.every((s) => s.from === 'act')).toBe(true);
    expect(Math.max(...likely(belief, ASKED))).toBeLessThan(0.7);
  });
});
