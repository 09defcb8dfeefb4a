import { expect, it } from 'vitest';
import { MURMUR, Perception, SIGHT, SPEECH } from '../../../shared/dream/space/perception.ts';
import { streamOf, uniform } from '../../../shared/kernel/random.ts';
import { Place } from './place.ts';

function crowd(n: number): Place {
  const place = new Place();
  const random = streamOf('crowd', 'test');
  for (let i = 0; i < n; i++) place.put(`p${i}`, uniform(random) * 160 - 80, uniform(random) * 160 - 80);
  return place;
}

it.each([
  ['sight', SIGHT, 'seenBy'],
  ['speech', SPEECH, 'hearing'],
  ['murmur', MURMUR, 'overhearing'],
] as const)('%s finds who a comparison of all pairs finds, in order of joining', (_, radius, ask) => {
  const place = crowd(120);
  const perception = new Perception(place.world);
  const all = Object.values(place.world.space.avatars);
  let found = 0;
  for (const a of all) {
    const expected = all.filter((b) => b !== a && Math.hypot(b.x - a.x, b.y - a.y) <= radius).map((b) => b.id);
    expect(perception[ask](a.id)).toEqual(expected);
    found += expected.length;
  }
  expect(found).toBeGreaterThan(0);
});

it('keeps who was in sight until 10 % beyond, and brings nobody in earlier', () => {
  const place = new Place();
  place.put('p1', 0, 0);
  place.put('p2', 42, 0);
  const at = (x: number, before: string[]): string[] => {
    place.avatar('p2').x = x;
    return new Perception(place.world).keptInSight('p1', new Set(before));
  };
  expect(at(42, [])).toEqual([]);
  expect(at(39, [])).toEqual(['p2']);
  expect(at(42, ['p2'])).toEqual(['p2']);
  expect(at(44.1, ['p2'])).toEqual([]);
});

it('still shows embers, and nobody who woke', () => {
  const place = new Place();
  place.put('p1', 0, 0);
  place.put('p2', 1, 0);
  place.put('p3', 2, 0);
  place.command('p2', 'drop');
  place.command('p3', 'wake');
  expect(new Perception(place.world).seenBy('p1')).toEqual(['p2']);
  expect(new Perception(place.world).seenBy('nobody')).toEqual([]);
});
