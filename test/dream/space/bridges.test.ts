import { describe, expect, it } from 'vitest';
import { bridgeGrowth } from '../../../shared/dream/space/rules.ts';
import { shrinkBridges } from '../../../shared/dream/space/step.ts';
import { smallScenario } from '../smallDream.ts';
import { Place } from './place.ts';

/** The small place with a bridge of so many metres. */
function withBridge(length: number): Place {
  const small = smallScenario();
  const place = new Place(
    smallScenario({
      regions: small.regions.map((r) => (r.id === 'islet' ? { ...r, x: 18 + length + 12 } : r)),
      bridges: small.bridges.map((b) => ({ ...b, bx: 18 + length, length })),
    }),
  );
  // one whole breath after the night's first tick, where nobody has breathed yet
  place.world.tick = 400;
  return place;
}

/** Breathers on the near pad, `lag` seconds behind the pad's pulse. */
function breathers(place: Place, n: number, lag = 0): () => void {
  for (let i = 0; i < n; i++) place.put(`p${i}`, 15 + 0.2 * i, 0);
  return () => {
    for (let i = 0; i < n; i++) place.breathe(`p${i}`, lag);
  };
}

const length = (place: Place): number => place.world.space.bridges['b.islet']?.length ?? -1;

/** Seconds until the bridge is whole. */
function secondsToGrow(place: Place, each: () => void): number {
  const from = place.world.tick;
  while (place.of('bridge.whole').length === 0 && place.world.tick - from < 4000) place.run(1, each);
  return (place.world.tick - from) / 20;
}

describe('growing', () => {
  it.each([
    [1, 80],
    [2, 56.6],
    [9, 26.7],
    [25, 26.7],
  ])('%i in tune grow 24 m in about %f s', (n, seconds) => {
    const place = withBridge(24);
    expect(Math.abs(secondsToGrow(place, breathers(place, n)) - seconds)).toBeLessThan(0.5);
  });

  it('needs the pulse when alone: against it nothing grows, near it slower', () => {
    const against = withBridge(24);
    against.run(600, breathers(against, 1, 5));
    expect(length(against)).toBe(0);
    const late = withBridge(24);
    late.run(600, breathers(late, 1, 1.7));
    expect(length(late)).toBeGreaterThan(0.5);
    expect(length(late)).toBeLessThan(8);
  });

  it('needs the pads', () => {
    const place = withBridge(24);
    const each = breathers(place, 2);
    for (const id of ['p0', 'p1']) place.avatar(id).x = 12.9;
    for (const id of ['p0', 'p1']) place.avatar(id).groundX = 12.9;
    place.run(200, each);
    expect(length(place)).toBe(0);
  });

  it('takes a measured breath only from who agreed to steer the group', () => {
    const place = withBridge(24);
    const each = breathers(place, 1);
    place.run(1, each);
    const grown = length(place);
    const breath = place.world.affect.breath.p0;
    if (breath) breath.measured = true;
    place.run(20, each);
    expect(length(place)).toBe(grown);
    place.world.governance.consents.p0 = { group: { sinceTick: 0, wording: 'w' } };
    place.run(20, each);
    expect(length(place)).toBeGreaterThan(grown);
  });

  it('tells of whole metres with the breaths that made them', () => {
    const place = withBridge(12);
    secondsToGrow(place, breathers(place, 2));
    expect(place.of('bridge.grew').map((e) => e.data.metres)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    for (const e of [...place.of('bridge.grew'), ...place.of('bridge.whole')]) expect(e.because.every((c) => c.startsWith('k'))).toBe(true);
    expect(place.world.space.bridges['b.islet']?.makers).toEqual(['p0', 'p1']);
  });

  it('follows the formula', () => {
    expect(bridgeGrowth(1, 1, 0.3)).toBe(0.3);
    expect(bridgeGrowth(4, 0.5, 0.3)).toBeCloseTo(0.3, 12);
    expect(bridgeGrowth(100, 1, 0.3)).toBe(0.9);
    expect(bridgeGrowth(1, 1, 0.3, true)).toBe(0.6);
  });
});

describe('shrinking', () => {
  function grown(metres = 12): Place {
    const place = withBridge(12);
    place.put('p0', 0, 0);
    const bridge = place.world.space.bridges['b.islet'];
    if (bridge) Object.assign(bridge, { length: metres, because: ['k0.0'] });
    return place;
  }

  it('begins after 60 s unused, .05 m/s', () => {
    const place = grown();
    place.run(1200);
    expect(length(place)).toBe(12);
    place.run(200);
    expect(length(place)).toBeCloseTo(12 - 0.5, 6);
    expect(place.of('bridge.shrank')).toHaveLength(1);
  });

  it('waits for feet on it', () => {
    const place = grown();
    Object.assign(place.avatar('p0'), { x: 22, groundX: 22 });
    place.run(1500);
    expect(length(place)).toBe(12);
  });

  it('is kept by one lantern near and fixed by two on it', () => {
    const place = grown();
    const plant = (x: number): void => {
      place.world.space.lanterns.push({
        id: `ln${x}`,
        by: 'p9',
        x,
        y: 0,
        glow: 1,
        whisper: '',
        cycle: 10,
        plantedTick: -9999,
        tendedBy: [],
        because: ['k0.0'],
      });
    };
    plant(20);
    place.run(1500);
    expect(length(place)).toBe(12);
    expect(place.world.space.bridges['b.islet']?.fixed).toBe(false);
    Object.assign(place.avatar('p0'), { x: 26, groundX: 26 });
    expect(place.command('p0', 'lantern.plant', { whisper: '' })).toBeNull();
    expect(place.world.space.bridges['b.islet']?.fixed).toBe(true);
  });

  it('holds under feet when a shadow seeps, and floats them to the nearer end', () => {
    const place = grown();
    place.put('p1', 21, 0);
    place.run(1);
    expect(place.avatar('p1').bridge).toBe('b.islet');
    shrinkBridges(place.moment(), { kind: 'bridges.shrink', x: 24, y: 5, radius: 20, metres: 8, because: ['e1.0'] });
    expect(length(place)).toBeCloseTo(6, 9);
    expect(place.avatar('p1').mist).toBe(3);
    place.run(61);
    expect(place.avatar('p1')).toMatchObject({ x: 18, y: 0, mist: 0 });
    expect(place.of('bridge.shrank')[0]?.because).toEqual(['e1.0']);
  });

  it('leaves bridges alone that are far from the shadow', () => {
    const place = grown();
    shrinkBridges(place.moment(), { kind: 'bridges.shrink', x: 24, y: 30, radius: 20, metres: 8, because: ['e1.0'] });
    expect(length(place)).toBe(12);
  });
});
