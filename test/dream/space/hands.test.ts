import { beforeEach, describe, expect, it } from 'vitest';
import { Place } from './place.ts';

let place: Place;
beforeEach(() => {
  place = new Place();
  place.put('p1', 0, 0);
  place.put('p2', 1.5, 0);
  place.put('p3', 0, 1.5);
  place.put('p4', -1.5, 0);
});

const rule = (refusal: { rule: string } | null): string => refusal?.rule ?? 'accepted';
const joined = (): string[] => place.world.space.hands.map((h) => `${h.a}-${h.b}`);

function hold(a: string, b: string): void {
  expect(place.command(a, 'hand.offer', { to: b })).toBeNull();
  const offer = place.world.space.offers.find((o) => o.by === a);
  expect(place.command(b, 'hand.answer', { offer: offer?.id ?? '', accept: true })).toBeNull();
}

describe('offering', () => {
  it('joins by an answer, and says why', () => {
    hold('p1', 'p2');
    expect(joined()).toEqual(['p1-p2']);
    expect(place.world.space.offers).toEqual([]);
    const event = place.of('hands.joined')[0];
    expect(event?.because).toContain(place.of('hand.offered')[0]?.id);
    expect(event?.because.some((c) => c.startsWith('k'))).toBe(true);
  });

  it('joins when two offer to each other, or one to an open palm', () => {
    place.command('p1', 'hand.offer', { to: 'p2' });
    place.command('p2', 'hand.offer', { to: 'p1' });
    place.command('p3', 'hand.offer', { to: '' });
    place.command('p1', 'hand.offer', { to: 'p3' });
    expect(joined()).toEqual(['p1-p2', 'p3-p1']);
  });

  it('closes the palm after 8 s', () => {
    place.command('p1', 'hand.offer', { to: '' });
    place.run(159);
    expect(place.world.space.offers).toHaveLength(1);
    place.run(1);
    expect(place.world.space.offers).toHaveLength(0);
  });

  it('reaches 2.5 m, at the answer too', () => {
    place.put('p5', 0, 4);
    expect(rule(place.command('p1', 'hand.offer', { to: 'p5' }))).toBe('hand.far');
    place.command('p1', 'hand.offer', { to: '' });
    const id = place.world.space.offers[0]?.id ?? '';
    expect(rule(place.command('p5', 'hand.answer', { offer: id, accept: true }))).toBe('hand.far');
  });

  it('may be repeated after 4 s, to who refused after 30', () => {
    place.command('p1', 'hand.offer', { to: 'p2' });
    place.run(60);
    expect(rule(place.command('p1', 'hand.offer', { to: 'p3' }))).toBe('hand.soon');
    place.command('p2', 'hand.answer', { offer: place.world.space.offers[0]?.id ?? '', accept: false });
    expect(place.world.space.offers).toEqual([]);
    expect(rule(place.command('p1', 'hand.offer', { to: 'p2' }))).toBe('hand.refused');
    expect(rule(place.command('p1', 'hand.offer', { to: 'p3' }))).toBe('accepted');
    place.run(600);
    expect(place.world.space.refusedUntil).toEqual({});
    expect(rule(place.command('p1', 'hand.offer', { to: 'p2' }))).toBe('accepted');
  });

  it('gives everybody two hands', () => {
    hold('p1', 'p2');
    hold('p1', 'p3');
    expect(rule(place.command('p1', 'hand.offer', { to: 'p4' }))).toBe('hand.full');
    place.command('p4', 'hand.offer', { to: 'p1' });
    const id = place.world.space.offers[0]?.id ?? '';
    expect(rule(place.command('p1', 'hand.answer', { offer: id, accept: true }))).toBe('hand.full');
  });

  it('does not join who is hidden, and parts whom hiding meets', () => {
    place.world.governance.hidden.p2 = ['p1'];
    place.command('p1', 'hand.offer', { to: 'p2' });
    expect(rule(place.command('p2', 'hand.offer', { to: 'p1' }))).toBe('accepted');
    expect(joined()).toEqual([]);
    hold('p3', 'p4');
    place.world.governance.hidden.p4 = ['p3'];
    place.run(1);
    expect(joined()).toEqual([]);
  });
});

describe('holding', () => {
  beforeEach(() => hold('p1', 'p2'));

  it('lets go at once by H', () => {
    expect(place.command('p2', 'hand.release', { from: 'p1' })).toBeNull();
    expect(joined()).toEqual([]);
    expect(rule(place.command('p2', 'hand.release', { from: '' }))).toBe('hand.none');
  });

  it('leads a willing partner without letting go', () => {
    place.walk('p2', 127, 0);
    place.run(80);
    expect(joined()).toEqual(['p1-p2']);
    expect(place.avatar('p1').x).toBeGreaterThan(6);
  });

  it('lets go after 1.5 s of walking apart, and not before', () => {
    place.walk('p1', -127, 0);
    place.walk('p2', 127, 0);
    place.run(29);
    expect(joined()).toEqual(['p1-p2']);
    place.run(1);
    expect(joined()).toEqual([]);
    expect(place.of('hands.parted')[0]?.data).toEqual({ why: 'strain' });
    expect(place.of('hands.parted')[0]?.because).toEqual(expect.arrayContaining([place.avatar('p1').cause, place.avatar('p2').cause]));
  });

  it('breaks at 4.5 m', () => {
    place.avatar('p2').x = 4.6;
    place.avatar('p2').vx = 20;
    place.run(1);
    expect(place.of('hands.parted')[0]?.data).toEqual({ why: 'far' });
  });

  it('lets go 2 s after somebody dropped, and not when they are back in time', () => {
    place.command('p2', 'drop');
    place.run(39);
    expect(joined()).toEqual(['p1-p2']);
    place.run(1);
    expect(joined()).toEqual([]);
    place.command('p2', 'return');
    place.run(100);
    place.command('p2', 'hand.offer', { to: 'p1' });
    place.command('p1', 'hand.offer', { to: 'p2' });
    place.command('p2', 'drop');
    place.run(30);
    place.command('p2', 'return');
    place.run(100);
    expect(joined()).toEqual(['p2-p1']);
  });
});
