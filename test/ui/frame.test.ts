import { expect, test } from 'vitest';
import { fogNow, frameBuilder, label, leantPalette } from '../../client/citizen/frame.ts';
import type { LinkFrame } from '../../client/net/link.ts';
import { audioFrame } from '../../client/ui/ear.ts';
import { noticed, whereFrom } from '../../client/ui/notice.ts';
import { fakeLink } from './fakeLink.ts';

const extras = {
  nowMs: 0,
  dreamSeconds: 0,
  breath: false,
  focus: null,
  emotes: new Map<string, string>(),
  words: new Map<string, string>(),
  lookUp: false,
  threadFocus: null,
  coveredFrom: null,
  stilled: false,
  reducedMotion: false,
  highContrast: false,
};

function scene(): { link: ReturnType<typeof fakeLink>; seen: () => LinkFrame } {
  const link = fakeLink();
  return { link, seen: () => link.frame(1) as LinkFrame };
}

test('my breath lights in the very frame of the key, though the line knows nothing yet', () => {
  const { link, seen } = scene();
  const builder = frameBuilder(link.welcome);
  const mine = (nowMs: number, breath: boolean) =>
    builder.build({ ...seen(), people: seen().people.map((p) => ({ ...p, breathIn: false })) }, { ...extras, nowMs, breath }).people[0]
      ?.breath;
  expect(mine(0, false)).toBeNull();
  expect(mine(16, true)).toBeGreaterThan(-0.95);
  const soon = mine(1000, true) ?? 1;
  expect(mine(2000, true)).toBeGreaterThan(soon);
});

test('a breath swings four seconds in and six out, and rests as nobody’s after a while', () => {
  const { link, seen } = scene();
  const builder = frameBuilder(link.welcome);
  const breathOf = (nowMs: number, breathIn: boolean) => {
    const frame = seen();
    return builder
      .build({ ...frame, people: frame.people.map((p) => ({ ...p, breathIn: p.id === 's3' && breathIn })) }, { ...extras, nowMs })
      .people.find((p) => p.id === 's3')?.breath;
  };
  let t = 0;
  const run = (seconds: number, breathIn: boolean) => {
    let last: number | null | undefined;
    for (const end = t + seconds * 1000; t < end; ) {
      t += 50;
      last = breathOf(t, breathIn);
    }
    return last;
  };
  breathOf(0, false);
  expect(run(4, true)).toBeCloseTo(1, 1);
  expect(run(3, false)).toBeCloseTo(0, 1);
  expect(run(3, false)).toBeCloseTo(-1, 1);
  expect(run(10, false)).toBeNull();
});

test('names: mine, and the near who may be read; simulated people are marked', () => {
  const { link, seen } = scene();
  const frame = seen();
  const far = frame.people.map((p) => (p.id === 's4' ? { ...p, x: 40 } : p));
  const people = frameBuilder(link.welcome).build({ ...frame, people: far }, extras).people;
  const named = Object.fromEntries(people.map((p) => [p.id, p.name]));
  expect(named.p1).toBe('You');
  expect(named.s2).toBe('Ilse · simulated');
  expect(named.s4).toBeNull();
  expect(named.p6).toBeNull();
  expect(label(undefined, 'person')).toBe('someone');
});

test('limits act on pictures: a line shows the stand-in, a veil mist, gone nothing', () => {
  const { link, seen } = scene();
  const build = (clothes: Record<string, string>) => {
    const frame = seen();
    const shadow = { id: 'sh1', theme: 'grief.loss', x: 1, y: 1, weight: 9, full: 36, ring: 4, warmth: 0, gone: false };
    return frameBuilder(link.welcome).build(
      { ...frame, common: { ...frame.common, shadows: [shadow] }, own: { ...frame.own, clothes } },
      extras,
    );
  };
  expect(build({}).shadows[0]).toMatchObject({ weight: 0.25, veiled: false });
  expect(build({ door: 'stand-in' }).symbols.find((s) => s.id === 'door')?.kind).toBe('sea');
  expect(build({ door: 'veiled' }).symbols.find((s) => s.id === 'door')).toMatchObject({ kind: 'door', veiled: true });
  expect(build({ door: 'gone' }).symbols.some((s) => s.id === 'door')).toBe(false);
  const lined = build({ sh1: 'stand-in' });
  expect(lined.shadows).toEqual([]);
  expect(lined.symbols.find((s) => s.id === 'sh1')?.kind).toBe('orchard');
  expect(build({ sh1: 'gone' }).shadows).toEqual([]);
});

test('a soothed shadow comes apart for six seconds, then is no more', () => {
  const { link, seen } = scene();
  const builder = frameBuilder(link.welcome);
  const at = (nowMs: number) => {
    const frame = seen();
    const shadow = { id: 'sh1', theme: 'x', x: 1, y: 1, weight: 0, full: 36, ring: 4, warmth: 1, gone: true };
    return builder.build({ ...frame, common: { ...frame.common, shadows: [shadow] } }, { ...extras, nowMs }).shadows;
  };
  expect(at(1000)[0]?.soothed).toBe(true);
  expect(at(6900)).toHaveLength(1);
  expect(at(7100)).toEqual([]);
});

test('the palette leans a quarter towards a neighbour at most, and not while an act changes', () => {
  expect(leantPalette({ from: 'dusk', to: 'ritual', t: 0.4 }, 1)).toEqual({ from: 'dusk', to: 'ritual', t: 0.4 });
  expect(leantPalette({ from: 'dusk', to: 'ritual', t: 1 }, 1)).toEqual({ from: 'ritual', to: 'descent', t: 0.25 });
  expect(leantPalette({ from: 'ritual', to: 'ritual', t: 1 }, -0.4)).toEqual({ from: 'ritual', to: 'dusk', t: 0.1 });
  expect(leantPalette({ from: 'dusk', to: 'dusk', t: 1 }, -1)).toEqual({ from: 'dusk', to: 'dusk', t: 1 });
  expect(leantPalette({ from: 'nonsense', to: 'nonsense', t: 1 }, 0).to).toBe('dusk');
});

test('fog lifts with each bridge that is whole, and with all of them it is gone', () => {
  const spans = (...grown: number[]) => grown.map((g) => ({ grown: g }));
  expect(fogNow(25, spans(0, 0.9, 0, 0))).toBe(25);
  expect(fogNow(25, spans(1, 1, 0, 0.5))).toBe(50);
  expect(fogNow(25, spans(1, 1, 1, 1))).toBeNull();
  expect(fogNow(0, spans(0, 0))).toBeNull();
});

test('gold threads join pairs in tune near me; a heart shows only by my own consent', () => {
  const { link, seen } = scene();
  const builder = frameBuilder(link.welcome);
  const frame = seen();
  const pairs = [
    { a: 'p1', b: 's4', g: 0.6 },
    { a: 's2', b: 's3', g: 0.2 },
    { a: 'p1', b: 'p99', g: 1 },
  ];
  expect(builder.build({ ...frame, common: { ...frame.common, pairs } }, extras).inTune).toEqual([{ a: 'p1', b: 's4' }]);
  const signal = { state: 'good', quality: 3, hr: 60, arousal: 0 };
  expect(builder.build({ ...frame, own: { ...frame.own, signal } }, { ...extras, nowMs: 500 }).people[0]?.heart).toBeNull();
  const agreed = { ...frame.own, signal, consents: { 'own-view': { sinceTick: 1, wording: 'x' } } };
  expect(builder.build({ ...frame, own: agreed }, { ...extras, nowMs: 500 }).people[0]?.heart).toBeCloseTo(0.5);
  expect(builder.build({ ...frame, own: { ...agreed, signal: { ...signal, state: 'lost' } } }, extras).people[0]?.heart).toBeNull();
});

test('what changed is told once, as a sound, a note and a line', () => {
  const { link, seen } = scene();
  const before = seen();
  const after: LinkFrame = {
    ...before,
    own: { ...before.own, tune: 0.8, partners: ['s2'], fragments: [{ id: 'fr1', offered: false, theme: 'x', because: [] }] },
    common: { ...before.common, lanterns: [...before.common.lanterns, { id: 'ln9', x: 2, y: 3, glow: 1, cycle: 10 }] },
  };
  const told = noticed(before, after, link.welcome);
  expect(told.map((n) => n.note)).toEqual(['tune', 'hand', 'lantern', 'fragment']);
  expect(told[0]?.sound).toBe('two breaths meet');
  expect(told[1]?.line).toBe('You hold Ilse’s hand.');
  expect(noticed(after, after, link.welcome)).toEqual([]);
});

test('where something is, in words', () => {
  expect(whereFrom({ x: 0, y: 0 }, { x: -4, y: 0 })).toBe('4 m to the left');
  expect(whereFrom({ x: 0, y: 0 }, { x: 3, y: -3 })).toBe('4 m further back and to the right');
  expect(whereFrom({ x: 0, y: 0 }, { x: 0.2, y: 0 })).toBe('right here');
});

test('the ear hears stone on the plaza and the wind between islands', () => {
  const { link, seen } = scene();
  const frame = seen();
  const heard = (x: number) => {
    const people = frame.people.map((p, i) => (i === 0 ? { ...p, x, y: 0, vx: 3, vy: 4 } : p));
    return audioFrame(frameBuilder(link.welcome).build({ ...frame, people }, extras), frame, true, 0);
  };
  expect(heard(0)).toMatchObject({ ground: 'stone', speed: 5, breathIn: true });
  expect(heard(100).ground).toBe('bridge');
  expect(heard(100).wind).toBeGreaterThan(heard(0).wind);
});

test('what is odd about the small light is in the picture and the ear for its seconds, on the thing it happens to, and gone after', () => {
  const { link, seen } = scene();
  const frame = seen();
  const at = (tell: string, about: string, age: number, x = 2) => {
    const guide = { ...frame.common.guide, x, y: 6, showing: { tell, about, tick: 0, seconds: 12, light: 0 } };
    const told = { ...frame, common: { ...frame.common, guide } };
    const drawn = frameBuilder(link.welcome).build(told, { ...extras, dreamSeconds: age });
    return { drawn, heard: audioFrame(drawn, told, false, age).small };
  };
  expect(at('shadow', '', 5).drawn.guide).toMatchObject({ shade: 1, moth: 0, dip: 0 });
  expect(at('shadow', '', 0.3).drawn.guide?.shade).toBeCloseTo(0.5, 6);
  expect(at('shadow', '', 12.5).drawn.guide?.shade).toBe(0);
  expect(at('moth', '', 5).drawn.guide).toMatchObject({ shade: 0, moth: 1 });
  const opened = at('early', 'hourglass', 1).drawn.symbols;
  expect(opened.filter((s) => (s.opens ?? 0) > 0).map((s) => s.id)).toEqual(['hourglass']);
  // it dips as the light passes it, not while the light is far off; a flicker takes every lamp about
  expect(at('passes', '', 5, 4).drawn.lanterns[0]?.dip).toBe(1);
  expect(at('passes', '', 5, 12).drawn.lanterns[0]?.dip).toBe(0);
  expect(at('flicker', '', 5, 12).drawn.lanterns[0]?.dip).toBe(at('flicker', '', 5, 12).drawn.guide?.dip);
  // rain falls on its ground alone, early or in its time
  const [ground = ''] = frame.common.regions.map((r) => r.id);
  const rainy = (tell: string, age: number) =>
    at(tell, ground, age)
      .drawn.regions.filter((r) => r.weather === 'rain')
      .map((r) => r.id);
  expect([rainy('rain', 3), rainy('rained', 3), rainy('rain', 13), rainy('shadow', 3)]).toEqual([[ground], [ground], [], []]);
  // true: my own breath, late; innocent: the dream's, in time
  expect(at('hums', '', 5).heard).toMatchObject({ late: 0.5 });
  expect(at('drone', '', 5).heard).toMatchObject({ late: 0 });
  expect(at('drone', '', 5).heard.loud).toBeGreaterThan(0);
  expect(at('question', '', 5).heard.loud).toBe(0);
});
