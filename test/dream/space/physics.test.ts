import Matter from 'matter-js';
import { Packr } from 'msgpackr';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CompiledLoose } from '../../../shared/dream/compiled.ts';
import { isSolid } from '../../../shared/dream/space/ground.ts';
import { setLoose, takeLoose } from '../../../shared/dream/space/loose.ts';
import type { Loose } from '../../../shared/dream/space/model.ts';
import { groundNow } from '../../../shared/dream/space/step.ts';
import { hashOf } from '../../../shared/kernel/hash.ts';
import { smallScenario } from '../smallDream.ts';
import { Place } from './place.ts';

const packr = new Packr({ useRecords: false });
const throughJson = <T>(x: T): T => JSON.parse(JSON.stringify(x));
const throughBytes = <T>(x: T): T => packr.unpack(packr.pack(x));

/** A heap of things that people walk through in circles. */
const heap: CompiledLoose[] = [
  { id: 'd1', kind: 'door', x: 3, y: 0, angle: 0.3, w: 0.9, h: 0.12, mass: 12 },
  ...Array.from(
    { length: 12 },
    (_, i): CompiledLoose => ({
      id: `t${i}`,
      kind: i % 3 === 0 ? 'lantern' : 'shard',
      x: -4 + (i % 4) * 0.9,
      y: -1 + ((i / 4) | 0) * 0.9,
      angle: i * 0.7,
      w: i % 3 === 0 ? 0.3 : 0.5,
      h: 0.3,
      mass: 1 + (i % 5),
    }),
  ),
];

function busy(): Place {
  const place = new Place(smallScenario({ loose: heap, colliders: [{ id: 'c', x: 0, y: -3, radius: 1 }] }));
  place.put('p1', -9, 0);
  place.put('p2', 0, 6);
  place.put('p3', 6, -1);
  return place;
}

/** Everybody's keys at a tick: back and forth through the heap. */
function steer(place: Place): void {
  const { tick } = place.world;
  const way = (n: number, period: number): number => (((tick / period) | 0) % 2 === 0 ? n : -n);
  Object.assign(place.avatar('p1').input, { mx: way(127, 80), my: way(20, 30) });
  Object.assign(place.avatar('p2').input, { mx: way(-100, 50), my: way(-127, 70) });
  Object.assign(place.avatar('p3').input, { mx: way(-127, 60), my: way(40, 20) });
}

const go = (place: Place, ticks: number): void => place.run(ticks, () => steer(place));
const thing = (place: Place, id: string): Loose => place.world.space.loose.find((l) => l.id === id) as Loose;

afterEach(() => vi.restoreAllMocks());

describe('determinism', () => {
  it('gives the same world twice, also with both in step', () => {
    const [a, b, later] = [busy(), busy(), busy()];
    for (let i = 0; i < 400; i++) {
      go(a, 1);
      go(b, 1);
    }
    go(later, 400);
    expect(a.world.space.contacts).toBeGreaterThan(50);
    expect(a.world.space.turned).toBeGreaterThan(10);
    expect(hashOf(b.world.space)).toBe(hashOf(a.world.space));
    expect(hashOf(later.world.space)).toBe(hashOf(a.world.space));
  });

  it.each([
    ['JSON', throughJson],
    ['msgpackr', throughBytes],
  ])('goes on exactly from a snapshot through %s, at any tick', (_, through) => {
    const original = busy();
    const restored: Place[] = [];
    let touching = 0;
    for (let i = 0; i < 200; i++) {
      const before = original.world.space.contacts;
      go(original, 1);
      for (const r of restored) {
        go(r, 1);
        expect(hashOf(r.world.space)).toBe(hashOf(original.world.space));
      }
      if (original.world.space.contacts > before && restored.length < 12) {
        restored.push(new Place(original.scenario, through(original.world)));
        touching++;
      }
    }
    expect(touching).toBe(12);
  });

  it('never asks the engine for a sine, a power, a random number or the time', () => {
    const place = busy();
    go(place, 1);
    for (const name of [
      'sin',
      'cos',
      'tan',
      'asin',
      'acos',
      'atan',
      'atan2',
      'exp',
      'log',
      'pow',
      'random',
      'hypot',
      'cbrt',
      'tanh',
    ] as const) {
      vi.spyOn(Math, name).mockImplementation(() => {
        throw new Error(`Math.${name} was called`);
      });
    }
    vi.spyOn(Date, 'now').mockImplementation(() => {
      throw new Error('the clock was read');
    });
    vi.spyOn(performance, 'now').mockImplementation(() => {
      throw new Error('the clock was read');
    });
    const fresh = new Place(smallScenario({ loose: heap }), throughJson(place.world));
    expect(() => Math.sin(1)).toThrow();
    go(fresh, 200);
    expect(fresh.world.space.contacts).toBeGreaterThan(20);
  });
});

describe('sleep', () => {
  it('costs nothing, whoever stands beside', () => {
    const place = busy();
    place.put('p4', -3, 1.6);
    const update = vi.spyOn(Matter.Engine, 'update');
    const bodies = vi.spyOn(Matter.Body, 'create');
    const before = hashOf(place.world.space.loose);
    place.run(100);
    expect(update).not.toHaveBeenCalled();
    expect(bodies).not.toHaveBeenCalled();
    expect(hashOf(place.world.space.loose)).toBe(before);
    go(place, 200);
    expect(update).toHaveBeenCalled();
  });

  it('comes back after twenty ticks of rest', () => {
    const place = busy();
    go(place, 60);
    for (const id of ['p1', 'p2', 'p3']) {
      Object.assign(place.avatar(id), { x: 12, y: 8, vx: 0, vy: 0 });
      place.walk(id, 0, 0);
    }
    place.run(400);
    expect(place.world.space.loose.map((l) => l.still)).toEqual(heap.map(() => 20));
    const update = vi.spyOn(Matter.Engine, 'update');
    place.run(20);
    expect(update).not.toHaveBeenCalled();
  });

  it('lets in only avatars within 2 m of something awake', () => {
    const place = new Place(
      smallScenario({ loose: [{ id: 't', kind: 'lantern', x: 0, y: 0, angle: 0, w: 0.3, h: 0.3, mass: 2 }], colliders: [] }),
    );
    place.put('near', 2.2, 0);
    place.put('far', 2.5, 0);
    thing(place, 't').still = 0;
    const update = vi.spyOn(Matter.Engine, 'update');
    place.run(1);
    expect(update.mock.calls[0]?.[0]?.world.bodies).toHaveLength(2);
  });
});

describe('things', () => {
  it('are pushed by who walks into them, and slow nobody', () => {
    const place = new Place();
    place.put('p1', -14, 4);
    place.put('p2', -14, -3);
    place.walk('p1', 127, 0);
    place.walk('p2', 127, 0);
    place.run(60);
    expect(thing(place, 'l.lantern').x).toBeGreaterThan(-6);
    expect(place.avatar('p1').x).toBe(place.avatar('p2').x);
  });

  it('stay on the ground', () => {
    const place = busy();
    for (const l of place.world.space.loose) Object.assign(l, l.id === 'd1' ? {} : { vx: 6, vy: 2, still: 0, x: l.x + 18 });
    place.run(200);
    const ground = groundNow(place);
    for (const l of place.world.space.loose) expect([l, isSolid(ground, l)]).toEqual([l, true]);
    expect(place.world.space.loose.some((l) => Math.hypot(l.x, l.y) > 17.9)).toBe(true);
  });

  it('turn a door about its hinge; it eases shut', () => {
    const place = new Place();
    place.put('p1', 8.5, 3);
    place.walk('p1', 0, 127);
    let widest = 0;
    for (let i = 0; i < 40; i++) {
      place.run(1);
      const door = thing(place, 'l.door');
      widest = Math.max(widest, Math.abs(door.angle));
      expect(Math.hypot(door.x - 7.1, door.y - 6)).toBeCloseTo(0.9, 9);
    }
    expect(widest).toBeGreaterThan(0.8);
    place.run(200);
    expect(thing(place, 'l.door')).toMatchObject({ angle: 0, spin: 0, still: 20 });
  });

  it('can be carried out of matter and set down', () => {
    const place = new Place();
    place.put('p1', -8, 2);
    expect(takeLoose(place.moment(), 'p1', 'l.door', 'k1.0')?.rule).toBe('loose.none');
    expect(takeLoose(place.moment(), 'p1', 'l.shard', 'k1.0')?.rule).toBe('loose.far');
    expect(takeLoose(place.moment(), 'p1', 'l.lantern', 'k1.0')).toBeNull();
    place.walk('p1', 127, 0);
    place.run(60);
    const a = place.avatar('p1');
    expect(a.vx).toBeCloseTo(4.2 * 0.85, 2);
    expect(thing(place, 'l.lantern')).toMatchObject({ x: a.x, y: a.y, heldBy: 'p1' });
    expect(setLoose(place.moment(), 'p1', 'k1.1')).toBeNull();
    expect(thing(place, 'l.lantern').x).toBeCloseTo(a.x + 0.7, 6);
    expect(place.events.map((e) => e.type)).toEqual(['joined', 'loose.taken', 'loose.set']);
  });
});
