import { expect, it } from 'vitest';
import { modifiersOf } from '../../../shared/dream/space/surroundings.ts';
import { Place } from './place.ts';

it('makes lift whole with one full breath, on the ground only', () => {
  const place = new Place();
  for (const id of ['p1', 'p2']) {
    place.put(id, 0, 0).lift = 0.5;
    place.walk(id, 0, 0, { float: id === 'p2' });
  }
  place.world.tick = 478;
  place.run(4, () => {
    for (const id of ['p1', 'p2']) place.breathe(id);
  });
  expect(place.avatar('p1').lift).toBe(2);
  expect(place.avatar('p2').z).toBeGreaterThan(0);
  expect(place.avatar('p2').lift).toBeLessThan(0.5);
});

it('glides for six seconds of an out-breath, and takes a held partner along', () => {
  const place = new Place();
  place.put('p1', 0, 0);
  place.put('p2', 1, 0);
  const bits: number[] = [];
  place.world.tick = 399;
  place.run(200, () => {
    place.breathe('p1');
    bits.push(modifiersOf(place.world, 'p1'));
  });
  expect([bits[0], bits[79], bits[80], bits[199]]).toEqual([0, 0, 1, 1]);
  expect(modifiersOf(place.world, 'p2')).toBe(0);
  place.command('p1', 'hand.offer', { to: 'p2' });
  place.command('p2', 'hand.offer', { to: 'p1' });
  expect(modifiersOf(place.world, 'p2')).toBe(1);
});

it('knows the region or bridge under everybody', () => {
  const place = new Place();
  place.put('p1', 0, 0);
  place.put('p2', 20, 0);
  place.put('p3', 45, 0);
  Object.assign(place.world.space.bridges['b.islet'] ?? {}, { length: 12, because: ['k0.0'] });
  place.run(1);
  expect(['p1', 'p2', 'p3'].map((id) => [place.avatar(id).region, place.avatar(id).bridge])).toEqual([
    ['plaza', ''],
    ['', 'b.islet'],
    ['islet', ''],
  ]);
});
