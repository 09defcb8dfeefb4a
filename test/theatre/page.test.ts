import { describe, expect, it } from 'vitest';
import { boxesOf, hitAt, lanesOf } from '../../client/theatre/deck/lanes.ts';
import { nextSpeed } from '../../client/theatre/keys.ts';
import { addressOf, clock, readAddress } from '../../client/theatre/told/address.ts';
import { forkLine, roomLine, shellWord } from '../../client/theatre/told/line.ts';
import { between, Reel, type Sight, unfolded } from '../../client/theatre/told/reel.ts';
import { eventSentence, namesOf, spoken, toldTo } from '../../client/theatre/told/sentences.ts';
import { eyeOn, firstAfter, hushed, seenOf, voicesAt } from '../../client/theatre/told/sight.ts';
import { speechFor } from '../../shared/i18n/index.ts';
import { PIECE_TICKS, type TheatreEvent, type TheatreNight, type TheatrePicture, WHOLE } from '../../shared/protocol/theatre.ts';

const event = (part: Partial<TheatreEvent>): TheatreEvent => ({
  cause: 'e1.0',
  tick: 1,
  type: 'joined',
  by: 'p1',
  about: '',
  to: '',
  outcome: '',
  rule: '',
  text: '',
  hidden: false,
  ...part,
});

const night = (part: Partial<TheatreNight>): TheatreNight =>
  ({
    tickRate: 20,
    lastTick: 1000,
    people: [
      { id: 'p1', kind: 'person', name: 'Ana', from: 1 },
      { id: 's:bo', kind: 'simulated', name: 'Bo', from: 2 },
    ],
    place: { acts: [], regions: [], bridges: [], symbols: [{ id: 'well', name: 'the well' }] },
    spans: [],
    events: [],
    expectations: [],
    ...part,
  }) as unknown as TheatreNight;

const person = (id: string, x: number, vx = 0) => ({ id, x, y: 0, z: 0, vx, vy: 0, breathIn: false }) as never;
const sight = (tick: number, people: never[]): Sight =>
  ({ tick, common: { loose: [], guide: { x: 0, y: 0, z: 0 }, lights: [] }, people, own: null, names: {} }) as unknown as Sight;
const xs = (s: Sight): number[] => s.people.map((p) => p.x);

describe('the reel', () => {
  it('makes pictures whole again from what changed', () => {
    const pictures = [
      { tick: 0, common: { title: 'T', sand: 1 }, people: [], own: { ease: 1, tune: 0 }, names: { p1: 'Ana' } },
      { tick: 2, common: { sand: 0.5 }, people: [], own: { tune: 0.4 } },
      { tick: 4, common: {}, people: [], own: null },
    ] as unknown as TheatrePicture[];
    const [, second, third] = unfolded(pictures);
    expect(second).toMatchObject({ common: { title: 'T', sand: 0.5 }, own: { ease: 1, tune: 0.4 }, names: { p1: 'Ana' } });
    expect(third?.own).toBeNull();
  });

  it('goes between two pictures, follows speed over a long gap, and never glides over a jump', () => {
    expect(xs(between(sight(0, [person('a', 0)]), sight(2, [person('a', 1)]), 1))).toEqual([0.5]);
    const slow = between(sight(0, [person('a', 0, 0)]), sight(20, [person('a', 1, 0)]), 5);
    expect(xs(slow)[0]).toBeLessThan(0.25);
    expect(xs(between(sight(0, [person('a', 0)]), sight(2, [person('a', 30)]), 1.9))).toEqual([0]);
  });

  it('asks once for what is sought, then ahead, and keeps no more than it may need', async () => {
    const asked: string[] = [];
    const reel = new Reel(async (path) => {
      asked.push(path);
      const from = Number(path.split('/')[2]) * PIECE_TICKS;
      return {
        from,
        to: from + PIECE_TICKS,
        who: WHOLE,
        pictures: [{ tick: from, common: { loose: [], guide: {} }, people: [], own: null }] as never,
      };
    }, 10_000);
    expect(reel.at(500, WHOLE, 1)).toBeNull();
    expect(reel.at(501, WHOLE, 1)).toBeNull();
    await reel.want(10, WHOLE);
    expect(asked).toEqual(['theatre/piece/10/whole']);
    expect(reel.at(500, WHOLE, 1)?.tick).toBe(500);
    await reel.want(11, WHOLE);
    expect(asked).toEqual(['theatre/piece/10/whole', 'theatre/piece/11/whole']);
    for (let n = 20; n < 100; n++) await reel.want(n, WHOLE);
    expect(reel.at(500, WHOLE, 1)).toBeNull();
  });

  it('says in a sentence when the server is gone, and goes on when it is back', async () => {
    let down = true;
    const piece = { from: 0, to: 50, who: WHOLE, pictures: [] };
    const reel = new Reel(() => (down ? Promise.reject(new Error('away')) : Promise.resolve(piece)), 100);
    await reel.want(0, WHOLE);
    expect(reel.trouble).toMatch(/does not answer/);
    down = false;
    await reel.want(1, WHOLE);
    expect(reel.trouble).toBe('');
  });
});

describe('who is told what', () => {
  const mine = event({ by: 'p1', hidden: true });
  it('the whole is told everything; a viewer no private act of others, and nothing of what was kept from anybody', () => {
    expect(toldTo(mine, WHOLE)).toBe(true);
    expect(toldTo(mine, 'p1')).toBe(true);
    expect(toldTo(mine, 'p2')).toBe(false);
    const kept = event({ type: 'effect.words', by: 'p1', to: 'p2', outcome: 'refused', rule: 'floor.line', hidden: true });
    expect([toldTo(kept, WHOLE), toldTo(kept, 'p1'), toldTo(kept, 'p2')]).toEqual([true, false, false]);
    expect(toldTo({ ...kept, outcome: 'softened' }, 'p2')).toBe(true);
    expect([toldTo(event({ to: 'p2' }), 'p2'), toldTo(event({ to: 'p2' }), 'p1')]).toEqual([true, false]);
  });

  it('others stay unnamed to a viewer', () => {
    expect(namesOf(night({}), WHOLE).person('s:bo')).toBe('Bo');
    expect(namesOf(night({}), 'p1').person('s:bo')).toBe('someone');
    expect(namesOf(night({}), 'p1').person('p1')).toBe('Ana');
  });

  it('the gate’s rule is said in words', () => {
    const names = namesOf(night({}), WHOLE);
    const veil = event({ type: 'effect.image', by: 'dream', about: 'well', to: 'p1', outcome: 'softened', rule: 'floor.veil' });
    expect(eventSentence(speechFor('en'), names, veil)).toBe('The well reached Ana softened: they asked for a veil over it.');
    expect(eventSentence(speechFor('en'), names, event({ type: 'symbol.woke', by: 's:bo', about: 'well' }))).toBe('Bo wakes the well.');
    expect(spoken('n1.first-shadow')).toBe('first shadow');
  });
});

describe('the eye', () => {
  it('sees everything in its true form in the whole view, nearest first, and rests with somebody', () => {
    const s = sight(0, [person('a', 9), person('b', 1)]);
    const seen = seenOf(s, WHOLE, { x: 0, y: 0 });
    expect(seen.people.map((p) => p.id)).toEqual(['b', 'a']);
    expect(seen.own).toMatchObject({ id: '', clothes: {} });
    expect(eyeOn(s, 'a', { x: 4, y: 4 })).toEqual({ x: 9, y: 0 });
    expect(eyeOn(s, '', { x: 4, y: 4 })).toEqual({ x: 4, y: 4 });
    expect([
      ...hushed(
        new Map([
          ['a', 'hm'],
          ['b', 'oh'],
        ]),
        s.people,
        { x: -4, y: 0 },
      ).keys(),
    ]).toEqual(['b']);
  });

  it('hears what reached the viewer, for its time, and nothing refused', () => {
    const said = event({ type: 'effect.words', by: 's:bo', to: 'p1', text: 'good evening', outcome: 'allowed', tick: 100 });
    const n = night({
      events: [event({ tick: 10 }), said, { ...said, to: 'p2', text: 'not for you' }, { ...said, outcome: 'refused', text: 'kept' }],
    });
    const heard = (tick: number, who: string) => voicesAt(n, speechFor('en'), tick, who, {}).words.get('s:bo');
    expect([heard(99, 'p1'), heard(110, 'p1'), heard(110, 'p3'), heard(900, 'p1')]).toEqual([
      undefined,
      'good evening',
      undefined,
      undefined,
    ]);
    expect(firstAfter(n.events, 10)).toBe(1);
  });
});

describe('the time line', () => {
  const span = (id: string, from: number, to: number) => ({ lane: 'scene' as const, id, who: 's:bo', title: id, from, to, cause: 'e1.0' });
  const n = night({
    spans: [span('a', 0, 100), span('b', 50, 150), span('c', 120, 200)],
    events: [event({ tick: 300, type: 'thread.woven' }), event({ tick: 400, to: 'p1', outcome: 'refused', type: 'effect.image' })],
  });
  it('puts stretches that overlap on rows of their own, and finds what lies under a finger', () => {
    const lanes = lanesOf(n, WHOLE);
    expect(lanes.find((l) => l.id === 'scene')?.spans.map((s) => s.row)).toEqual([0, 1, 0]);
    expect(lanes.find((l) => l.id === 'gate')?.marks.length).toBe(1);
    expect(lanesOf(n, 'p1').find((l) => l.id === 'gate')?.marks.length).toBe(0);
    expect(lanesOf(n, 'p1').find((l) => l.id === 'scene')?.spans).toEqual([]);
    const boxes = boxesOf(lanes, 120, 3);
    const cloth = boxes.find((b) => b.lane.id === 'cloth');
    expect((cloth?.top ?? 0) + (cloth?.height ?? 0)).toBeCloseTo(120);
    expect(hitAt(boxes, (cloth?.top ?? 0) + 2, 304, 6)?.mark?.tick).toBe(300);
    expect(hitAt(boxes, (cloth?.top ?? 0) + 2, 320, 6)).toBeNull();
  });
});

describe('address and command line', () => {
  it('a moment can be sent to somebody; broken values are ignored', () => {
    expect(readAddress('?at=312.4&follow=p1&speed=4')).toMatchObject({ at: 312.4, follow: 'p1', speed: 4 });
    expect(readAddress('?at=soon&speed=99&q=best')).toMatchObject({ at: null, follow: null, speed: 1, quality: 'auto' });
    expect(addressOf('?q=low', 12.34, 's:bo')).toBe('?q=low&at=12.3&follow=s%3Abo');
    expect(addressOf('?follow=p1', 1, WHOLE)).toBe('?at=1.0');
    expect([clock(754.29), clock(9.96, true)]).toEqual(['12:34', '0:09.9']);
  });

  it('the line to go on from stands in a shell as it is', () => {
    expect(forkLine('nights/a.dream', 312.4)).toBe('npx dreamhaven simulate --from nights/a.dream --at 312.40 --journal fork.dream');
    expect(roomLine('a b.dream', 3)).toBe("npx dreamhaven serve --from 'a b.dream' --at 3.00 --data .fork");
    expect(shellWord("it's a night")).toBe("'it'\\''s a night'");
    expect([nextSpeed(1, 1), nextSpeed(8, 1), nextSpeed(0.5, -1)]).toEqual([2, 8, 0.5]);
  });
});
