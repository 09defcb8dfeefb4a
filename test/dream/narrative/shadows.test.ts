import { describe, expect, test } from 'vitest';
import { standing } from '../../../shared/dream/narrative/shadows.ts';
import { SMALL_KNOBS } from '../smallDream.ts';
import { Night } from './night.ts';

const shadowOf = (night: Night) => night.world.narrative.shadows[0];

/** Two beside a shadow at (6, 0), hands joined. */
function pair(weight = 20): Night {
  const night = new Night();
  night.join('p1', 4, 1);
  night.join('p2', 4, 2);
  night.shadow(6, 0, weight);
  night.hands('p1', 'p2');
  return night;
}

describe('soothing', () => {
  test('two with joined hands who breathe as one take about W seconds; each holds a fragment after', () => {
    const night = pair(45);
    night.breathing.set('p1', 0).set('p2', 0);
    night.run(30);
    const left = shadowOf(night)?.weight ?? 0;
    night.run(5);
    const rate = (left - (shadowOf(night)?.weight ?? 0)) / 5;
    expect(rate).toBeGreaterThan(0.85);
    expect(rate).toBeLessThanOrEqual(1.0001);
    night.run(40, () => night.of('shadow.soothed').length > 0);
    expect(night.of('shadow.soothed').length).toBe(1);
    expect(night.world.narrative.soothed).toBe(1);
    expect(night.world.narrative.fragments.map((f) => f.heldBy)).toEqual(['p1', 'p2']);
    expect(night.of('shadow.soothed')[0]?.because).toEqual(expect.arrayContaining([night.of('hands.joined')[0]?.id]));
  });

  test('out of tune it is slow, never failed: hands alone lift .35 W a second', () => {
    const night = pair();
    night.run(20);
    expect(20 - (shadowOf(night)?.weight ?? 0)).toBeCloseTo(7, 0);
    night.run(60, () => night.of('shadow.soothed').length > 0);
    expect(night.of('shadow.soothed').length).toBe(1);
  });

  test('near each other without hands nothing is lifted together', () => {
    const night = new Night();
    night.join('p1', 4, 1);
    night.join('p2', 4, 2);
    night.shadow(6, 0);
    night.run(10);
    expect(shadowOf(night)?.weight).toBe(20);
    expect(night.of('shadow.soothing')).toEqual([]);
  });

  test('alone it goes down to half and no further', () => {
    const night = new Night();
    night.join('p1', 4, 1);
    night.shadow(6, 0);
    night.breathing.set('p1', 0);
    night.run(60);
    const half = shadowOf(night)?.weight ?? 0;
    expect(half).toBeLessThan(20);
    night.run(200);
    expect(shadowOf(night)?.weight).toBe(10);
  });

  test('a tended lantern beside it counts as one more', () => {
    const night = new Night();
    night.join('p1', 4, 1);
    night.shadow(6, 0);
    night.world.space.lanterns.push({
      id: 'ln9',
      by: 'p9',
      x: 5,
      y: 1,
      glow: 2,
      whisper: '',
      cycle: 10,
      plantedTick: 1,
      tendedBy: ['p8'],
      because: ['k1.0'],
    });
    night.breathing.set('p1', 0);
    night.run(120, () => night.of('shadow.soothed').length > 0);
    expect(night.world.narrative.soothed).toBe(1);
  });

  test('steady hands count half more each', () => {
    const lifted = (steady: boolean): number => {
      const night = pair();
      if (steady) night.world.narrative.steady.p1 = { untilTick: 1e6, because: ['k1.0'] };
      night.run(10);
      return 20 - (shadowOf(night)?.weight ?? 0);
    };
    expect(lifted(true) / lifted(false)).toBeCloseTo(1.5, 1);
  });

  test('keeps what was soothed for 120 s, then grows back, and comes apart over 6 s', () => {
    const night = pair();
    night.run(20);
    night.do('hand.release', 'p1', { from: 'p2' });
    night.put('p1', -10, 0);
    night.put('p2', -10, 2);
    const kept = shadowOf(night)?.weight ?? 0;
    night.run(80);
    expect(shadowOf(night)?.weight).toBe(kept);
    night.run(60);
    expect(shadowOf(night)?.weight).toBeGreaterThan(kept);
    const soothed = pair();
    soothed.run(90, () => soothed.world.narrative.soothed > 0);
    soothed.run(5.5);
    expect(soothed.world.narrative.shadows.length).toBe(1);
    soothed.run(1);
    expect(soothed.world.narrative.shadows).toEqual([]);
  });

  test('whoever laid a card on its theme helps as before, so that nobody can tell, and gets nothing of it', () => {
    const softened = (card: boolean) => {
      const night = pair();
      if (card) night.do('stop', 'p1', {});
      night.run(5);
      return shadowOf(night)?.weight;
    };
    expect(softened(true)).toBe(softened(false));
    const night = pair();
    night.do('stop', 'p1', {});
    night.run(90, () => night.world.narrative.soothed > 0);
    expect(night.world.narrative.fragments.map((f) => f.by)).toEqual(['p2']);
  });
});

describe('left alone', () => {
  test('a shadow seeps after its time: sorrow, shorter bridges, heavier by one step, a gap in the sky', () => {
    const night = new Night();
    night.join('p1', -10, 0);
    const bridge = Object.values(night.world.space.bridges)[0];
    if (bridge) bridge.length = 8;
    night.shadow(12, 0);
    night.run(89);
    expect(night.of('shadow.seeped')).toEqual([]);
    night.run(3);
    expect(night.of('shadow.seeped').length).toBe(1);
    expect(shadowOf(night)).toMatchObject({ seeped: 1, full: 24, weight: 24 });
    expect(night.world.narrative.gap).toBe(1);
    expect(bridge?.length).toBeLessThan(7);
    expect(night.world.narrative.regionWeather.plaza).toBe('rain');
    night.run(100);
    expect(shadowOf(night)?.full).toBe(24);
  });

  test('drifts out of the light at most .4 m/s, never nearer to anybody', () => {
    const night = new Night();
    night.join('p1', 12, 3);
    night.shadow(4, 0);
    night.world.space.lanterns.push({
      id: 'ln9',
      by: 'p9',
      x: 2,
      y: 0,
      glow: 1,
      whisper: '',
      cycle: 10,
      plantedTick: 1,
      tendedBy: [],
      because: ['k1.0'],
    });
    const start = { ...(shadowOf(night) ?? { x: 0, y: 0 }) };
    night.run(10);
    expect(shadowOf(night)).toMatchObject({ x: start.x, y: start.y });
    night.put('p1', -12, 3);
    night.run(4);
    const moved = Math.hypot((shadowOf(night)?.x ?? 0) - start.x, (shadowOf(night)?.y ?? 0) - start.y);
    expect(moved).toBeGreaterThan(0.5);
    expect(moved).toBeLessThanOrEqual(0.4 * 5 + 1e-9);
    night.run(30);
    const s = shadowOf(night);
    expect(Math.hypot((s?.x ?? 0) - 2, s?.y ?? 0)).toBeLessThan(7);
  });
});

describe('forming', () => {
  test('never more than the people here allow, never on lit ground nor on top of anybody', () => {
    const night = new Night();
    night.join('p1', 0, 0);
    for (let i = 0; i < 5; i++)
      night.world.pending.world.push({ kind: 'shadow', theme: 'loneliness', weight: 20, x: 0, y: 0, because: ['k1.0'] });
    night.step();
    expect(night.world.narrative.shadows.length).toBe(1);
    expect(Math.hypot(shadowOf(night)?.x ?? 0, shadowOf(night)?.y ?? 0)).toBeGreaterThan(3);
    for (let i = 2; i <= 9; i++) night.join(`p${i}`, -10 + i, 10);
    for (let i = 0; i < 5; i++)
      night.world.pending.world.push({ kind: 'shadow', theme: 'loneliness', weight: 20, x: 0, y: 0, because: ['k1.0'] });
    night.step();
    expect(standing(night.world).length).toBe(3);
  });

  test('the scenario’s own come once, when their facts hold', () => {
    const night = new Night({
      shadows: [{ id: 'first', theme: 'loneliness', weight: 20, at: 'fountain', requires: [{ fact: 't', min: 10, max: 1e9 }] }],
    });
    night.join('p1', 0, 5);
    night.run(9);
    expect(night.world.narrative.formed).toBe(0);
    night.run(4);
    expect(night.world.narrative.formed).toBe(1);
    night.world.narrative.shadows = [];
    night.run(20);
    expect(night.world.narrative.formed).toBe(1);
  });

  test('from the fourth act they gather by themselves, but not while the hourglass rests', () => {
    const acts = ['a', 'b', 'c', 'd'].map((id) => ({ id, title: id, palette: 'dusk' as const, opensWhen: [], afterSeconds: 1 }));
    const night = new Night({ acts, knobs: { ...SMALL_KNOBS, shadowWeight: 36 } });
    night.join('p1', 0, 0);
    night.world.orchestration.phase = 'relax';
    night.run(20);
    expect(night.world.narrative.act).toBe(3);
    expect(night.world.narrative.formed).toBe(0);
    night.world.orchestration.phase = 'build';
    night.run(40);
    expect(night.world.narrative.shadows).toMatchObject([{ theme: 'loneliness', full: 20 }]);
  });

  test('is met once by each person who comes near, through the gate', () => {
    const night = new Night();
    night.join('p1', 0, 0);
    night.shadow(8, 0);
    night.run(5);
    const met = night.effects.filter((e) => e.text === 'shadow.near');
    expect(met.map((e) => e.to)).toEqual(['p1']);
    expect(met[0]?.because).toContain(night.of('shadow.formed')[0]?.id);
  });
});

describe('facing and turning away', () => {
  test('three layers, a breath each; the third lends steadiness and a fragment', () => {
    const night = new Night();
    night.join('p1', 4, 0);
    const shadow = night.shadow(6, 0);
    expect(night.do('face', 'p1', { shadow })).toBeNull();
    expect(night.do('face', 'p1', { shadow })?.rule).toBe('face.soon');
    night.run(3);
    expect(night.do('face', 'p1', { shadow })).toBeNull();
    night.run(3);
    expect(night.do('face', 'p1', { shadow })).toBeNull();
    expect(night.world.narrative.steady.p1?.untilTick).toBe(night.world.tick + 1200);
    expect(night.world.narrative.fragments.length).toBe(1);
    expect(night.do('face', 'p1', { shadow })?.rule).toBe('face.done');
    expect(night.effects.filter((e) => e.source === shadow && e.text.startsWith('face')).map((e) => e.text)).toEqual([
      'face.1',
      'face.2',
      'face.3',
    ]);
    night.put('p1', 0, 0);
    expect(night.do('face', 'p1', { shadow })?.rule).toBe('face.far');
    night.run(61);
    expect(night.world.narrative.steady).toEqual({});
  });

  test('turning away halves the theme for me, twice veils it; nobody else is touched', () => {
    const night = new Night();
    night.join('p1', 0, -6);
    night.join('p2', 1, -6);
    const shadow = night.shadow(6, 0);
    night.do('turn', 'p1', { shadow });
    night.do('act', 'p1', { target: 'fountain' });
    night.do('act', 'p2', { target: 'fountain' });
    expect(night.world.narrative.scenes.map((s) => s.intensity)).toEqual([0.15, 0.3]);
    night.do('turn', 'p1', { shadow });
    expect(night.world.governance.limits.p1?.veils).toEqual(['loneliness']);
    expect(night.world.narrative.scenes.map((s) => s.form)).toEqual(['veiled', 'whole']);
    expect(night.world.governance.limits.p2).toBeUndefined();
  });
});
