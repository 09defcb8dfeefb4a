import { beforeEach, describe, expect, it } from 'vitest';
import { isSolid } from '../../../shared/dream/space/ground.ts';
import { groundNow } from '../../../shared/dream/space/step.ts';
import { Place } from '../space/place.ts';

const body = { kind: 'person', name: ' Ada ', shape: 'moon', cloth: 'teal', cast: '', spawn: '' };
let place: Place;
beforeEach(() => {
  place = new Place();
});

describe('joining', () => {
  it('puts people on free ground, spread round a spawn, the same for the same seed', () => {
    const where = (p: Place): number[][] => {
      for (let i = 0; i < 40; i++) p.command(`p${i}`, 'join', body);
      return Object.values(p.world.space.avatars).map((a) => [a.x, a.y]);
    };
    const first = where(place);
    expect(where(new Place())).toEqual(first);
    expect(new Set(first.map(String)).size).toBe(40);
    for (const [x, y] of first as [number, number][]) {
      expect(isSolid(groundNow(place), { x, y })).toBe(true);
      expect(Math.hypot(x, y - 8)).toBeLessThanOrEqual(4);
    }
  });

  it('takes a symbol or region as a place, and refuses what is none', () => {
    place.command('s1', 'join', { ...body, kind: 'simulated', spawn: 'islet' });
    expect(place.avatar('s1').region).toBe('islet');
    place.command('a:elysia', 'join', { ...body, kind: 'agent', spawn: 'fountain' });
    const a = place.avatar('a:elysia');
    expect(Math.hypot(a.x, a.y + 8)).toBeGreaterThan(1.5);
    expect(place.command('p9', 'join', { ...body, spawn: 'nowhere' })?.rule).toBe('join.spawn');
  });

  it('keeps the name out of events, and calls the nameless someone', () => {
    place.command('p1', 'join', body);
    place.command('p2', 'join', { ...body, name: '  ' });
    expect(place.world.people.byId.p1?.name).toBe('Ada');
    expect(place.world.people.byId.p2?.name).toBe('someone');
    expect(JSON.stringify(place.events)).not.toContain('Ada');
    expect(place.command('p1', 'join', body)?.rule).toBe('join.twice');
  });
});

describe('leaving', () => {
  it('keeps an ember for ten minutes where it was, its keys released', () => {
    place.put('p1', 0, 0);
    place.walk('p1', 127, 0);
    place.run(10);
    place.command('p1', 'drop');
    place.run(11999);
    expect(place.world.people.byId.p1?.state).toBe('ember');
    expect(place.avatar('p1').vx).toBe(0);
    place.command('p1', 'return');
    expect(place.world.people.byId.p1).toMatchObject({ state: 'dreaming', emberUntil: 0 });
    place.command('p1', 'drop');
    place.run(12000);
    expect(place.world.people.byId.p1?.state).toBe('awake');
    expect(place.command('p1', 'return')?.rule).toBe('return.state');
  });

  it('wakes at once and takes everything of a person with it 2 s later', () => {
    place.put('p1', 0, 0);
    place.put('p2', 1, 0);
    place.command('p1', 'hand.offer', { to: 'p2' });
    place.command('p2', 'hand.offer', { to: 'p1' });
    const lantern = place.world.space.loose[0];
    if (lantern) lantern.heldBy = 'p1';
    place.command('p1', 'wake');
    place.run(39);
    expect(place.world.space.hands).toHaveLength(1);
    place.run(2);
    expect(place.world.space.hands).toHaveLength(0);
    expect(place.world.space.avatars.p1).toBeUndefined();
    expect(lantern?.heldBy).toBe('');
    expect(place.command('p1', 'wake')?.rule).toBe('who.away');
    for (const e of place.events) expect(e.because.length).toBeGreaterThan(0);
  });
});
