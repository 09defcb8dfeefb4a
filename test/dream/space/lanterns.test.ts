import { beforeEach, expect, it } from 'vitest';
import { lightAt } from '../../../shared/dream/narrative/ground.ts';
import { lightKeeps } from '../../../shared/dream/space/lanterns.ts';
import { beginSpace } from '../../../shared/dream/space/step.ts';
import { isLit } from '../../../shared/dream/space/surroundings.ts';
import { smallScenario } from '../smallDream.ts';
import { Place } from './place.ts';

let place: Place;
beforeEach(() => {
  place = new Place();
  place.put('p1', 0, 0);
  place.put('p2', 1, 0);
});

const rule = (refusal: { rule: string } | null): string => refusal?.rule ?? 'accepted';
const plant = (who = 'p1'): string => rule(place.command(who, 'lantern.plant', { whisper: 'for later' }));
function move(who: string, x: number, y: number): void {
  Object.assign(place.avatar(who), { x, y, groundX: x, groundY: y });
}

it('plants on ground, 4 m from others, one in 45 s, three in all', () => {
  place.avatar('p1').z = 1;
  expect(plant()).toBe('lantern.ground');
  place.avatar('p1').z = 0;
  expect(plant()).toBe('accepted');
  expect(plant('p2')).toBe('lantern.near');
  move('p1', 5, 0);
  place.run(899);
  expect(plant()).toBe('lantern.soon');
  place.run(1);
  expect(plant()).toBe('accepted');
  move('p1', 10, 0);
  place.run(900);
  expect(plant()).toBe('accepted');
  move('p1', -6, 0);
  place.run(900);
  expect(plant()).toBe('lantern.three');
  expect(JSON.stringify(place.events)).not.toContain('for later');
});

it('is tended once by each other person near, up to a glow of 5; its planter hears a chime', () => {
  plant();
  const id = place.world.space.lanterns[0]?.id ?? '';
  expect(rule(place.command('p1', 'lantern.tend', { lantern: id }))).toBe('lantern.own');
  expect(rule(place.command('p2', 'lantern.tend', { lantern: id }))).toBe('accepted');
  expect(rule(place.command('p2', 'lantern.tend', { lantern: id }))).toBe('lantern.tended');
  for (let i = 3; i < 10; i++) {
    place.put(`p${i}`, 0, 2);
    place.command(`p${i}`, 'lantern.tend', { lantern: id });
  }
  expect(place.world.space.lanterns[0]?.glow).toBe(5);
  place.put('p20', 4, 0);
  expect(rule(place.command('p20', 'lantern.tend', { lantern: id }))).toBe('lantern.far');
  expect(place.world.pending.person).toHaveLength(8);
  expect(place.world.pending.person[0]).toMatchObject({ kind: 'sound', to: 'p1', by: 'p2', because: [place.of('lantern.tended')[0]?.id] });
});

it('breathes as its planter does, a measured breath only if those near may see it', () => {
  place.breathe('p1');
  const breath = place.world.affect.breath.p1;
  if (breath) Object.assign(breath, { cycle: 8, measured: true });
  plant();
  expect(place.world.space.lanterns[0]?.cycle).toBe(10);
  place.world.space.lanterns = [];
  place.world.governance.consents.p1 = { near: { sinceTick: 0, wording: 'w' } };
  plant();
  expect(place.world.space.lanterns[0]?.cycle).toBe(8);
});

it('halves the cold round a shadow', () => {
  place.world.narrative.shadows = [{ id: 'sh1', x: 2, y: 0, bornTick: 0, goneTick: 0 } as never];
  const speed = (): number => {
    move('p1', 0, 0);
    place.avatar('p1').vx = 0;
    place.walk('p1', -127, 0);
    place.run(2);
    return -place.avatar('p1').vx;
  };
  const cold = speed();
  plant('p2');
  expect(speed()).toBeGreaterThan(cold * 1.2);
});

it('a loaf gives light where it lies, and none while somebody carries it; no other loose thing does', () => {
  const { loose } = smallScenario();
  const [first] = loose;
  if (!first) throw new Error('the small dream has loose things');
  const at = { x: 3, y: 3 };
  const world = (kind: 'loaf' | 'shard') => ({
    ...place.world,
    space: beginSpace({ ...place.scenario, loose: [{ ...first, ...at, kind }] }),
  });
  const bread = world('loaf');
  const lit = (): boolean[] => [isLit(bread, 6, 6), lightAt(bread, 6, 6) !== undefined, lightKeeps(bread, 8, 3, 12, 3)];
  expect(lit()).toEqual([true, true, true]);
  expect(isLit(bread, 9.1, 3)).toBe(false);
  const loaf = bread.space.loose[0];
  if (loaf) loaf.heldBy = 'p1';
  expect(lit()).toEqual([false, false, false]);
  expect(isLit(world('shard'), 4, 3)).toBe(false);
});
