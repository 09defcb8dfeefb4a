import { describe, expect, it } from 'vitest';
import type { CompiledTrack } from '../../../shared/dream/compiled.ts';
import { neutralParams } from '../../../shared/dream/jukebox/rules.ts';
import { muteTrack, paramsFor } from '../../../shared/dream/jukebox/step.ts';
import { Moment } from '../../../shared/dream/moment.ts';
import type { Dream } from '../../../shared/dream/world.ts';
import { must } from '../../../shared/kernel/assert.ts';
import { addPerson, agree, breathe, handWorld, read, run, takeBackConsent } from '../affect/bodies.ts';
import { smallScenario } from '../smallDream.ts';

const track = (more: Partial<CompiledTrack>): CompiledTrack => ({
  id: 'light',
  name: 'light',
  source: 'arousal',
  scope: 'group',
  target: 'light',
  from: [-1, 1],
  to: [0.8, 1.2],
  curve: [],
  limits: [-1000, 1000],
  smoothing: 2,
  gain: 1,
  purpose: 'group',
  says: '.',
  ...more,
});
const TRACKS = [
  track({}),
  track({ id: 'mine', scope: 'own', purpose: 'own-view', target: 'palette', to: [-1, 1] }),
  track({ id: 'here', scope: 'region', source: 'heartRate', from: [50, 100], to: [0.8, 1.2] }),
  track({ id: 'pulse', source: 'coherence', from: [0, 1], target: 'tempo', to: [60, 72], smoothing: 20 }),
];

function dreamWith(tracks: readonly CompiledTrack[] = TRACKS): Dream {
  const dream = handWorld(smallScenario({ tracks }));
  addPerson(dream, 'p1', 0, 0);
  addPerson(dream, 'p2', 4, 0);
  return dream;
}
const send = (dream: Dream, ticks: number, body: Parameters<typeof read>[2] = {}) =>
  run(dream, ticks, (now, t) => (t % 5 === 0 ? read(now, 'p1', { arousal: 127, hr: 100, ...body }) : null));
const REST = neutralParams(smallScenario().music);

describe('consent', () => {
  it('none: nothing moves', () => {
    const dream = dreamWith();
    send(dream, 400);
    expect(dream.world.jukebox).toMatchObject({ group: REST, own: {}, regions: { plaza: REST, islet: REST } });
  });
  it('own view: only my own', () => {
    const dream = dreamWith();
    agree(dream, 'p1', 'own-view');
    send(dream, 400);
    expect(dream.world.jukebox).toMatchObject({ group: REST, regions: { plaza: REST, islet: REST } });
    expect(must(dream.world.jukebox.own.p1, 'value').palette).toBeGreaterThan(0.9);
    expect(paramsFor(dream.world, dream.scenario, 'p1').palette).toBeGreaterThan(0.9);
    expect(paramsFor(dream.world, dream.scenario, 'p2')).toEqual(REST);
    expect(dream.world.jukebox.tracks.find((t) => t.id === 'mine')).toMatchObject({ declared: 0, applied: 0, because: [] });
  });
  it('group: the common light and the region I stand in, and not my own view', () => {
    const dream = dreamWith();
    agree(dream, 'p1', 'group');
    send(dream, 400);
    expect(dream.world.jukebox.group.light).toBeGreaterThan(1.15);
    expect(must(dream.world.jukebox.regions.plaza, 'value').light).toBeGreaterThan(1.15);
    expect(dream.world.jukebox.regions.islet).toEqual(REST);
    expect(dream.world.jukebox.own).toEqual({});
    const state = must(dream.world.jukebox.tracks[0], 'value');
    expect(state.applied).toBe(state.declared);
    expect(state.because[0]).toMatch(/^k\d+\.1$/);
  });
  it('a track that names another purpose than its scope needs both', () => {
    const dream = dreamWith([track({ id: 'both', scope: 'own', purpose: 'group', target: 'palette', to: [-1, 1] })]);
    agree(dream, 'p1', 'own-view');
    send(dream, 200);
    expect(dream.world.jukebox.own.p1).toEqual(REST);
    agree(dream, 'p1', 'group');
    send(dream, 200);
    expect(must(dream.world.jukebox.own.p1, 'value').palette).toBeGreaterThan(0.5);
    const shared = dreamWith([track({ id: 'sly', scope: 'group', purpose: 'own-view' })]);
    agree(shared, 'p1', 'own-view');
    send(shared, 200);
    expect(shared.world.jukebox.group).toEqual(REST);
  });
  it('an own track of a public source also ends with the consent to steer my view', () => {
    const dream = dreamWith([track({ id: 'glow', scope: 'own', purpose: 'own-view', source: 'coherence', from: [0, 1], to: [1, 1.2] })]);
    const together = (ticks: number) =>
      run(dream, ticks, (now) => {
        breathe(now, 'p1');
        breathe(now, 'p2');
      });
    agree(dream, 'p1', 'own-view');
    together(800);
    expect(must(dream.world.jukebox.own.p1, 'value').light).toBeGreaterThan(1.15);
    takeBackConsent(dream, 'p1', 'own-view');
    together(100);
    expect(dream.world.jukebox.own.p1).toBeUndefined();
  });
});

describe('gravity', () => {
  const heavy = track({ id: 'heavy', scope: 'own', purpose: 'own-view', target: 'gravity', from: [-1, 1], to: [-1, 1], limits: [-1, 1] });

  it('is of the picture of who agreed, both ways, and nobody walks otherwise by it', () => {
    for (const [arousal, sign] of [
      [120, 1],
      [-120, -1],
    ] as const) {
      const dream = dreamWith([heavy]);
      const plain = dreamWith([]);
      agree(dream, 'p1', 'own-view');
      agree(plain, 'p1', 'own-view');
      send(dream, 400, { arousal });
      send(plain, 400, { arousal });
      expect(sign * paramsFor(dream.world, dream.scenario, 'p1').gravity).toBeGreaterThan(0.5);
      expect(paramsFor(dream.world, dream.scenario, 'p2')).toEqual(REST);
      expect(dream.world.space).toEqual(plain.world.space);
    }
  });

  it('is at rest again within five seconds of the last reading that counts', () => {
    const dream = dreamWith([{ ...heavy, smoothing: 30 }]);
    agree(dream, 'p1', 'own-view');
    send(dream, 1600, { arousal: 120 });
    expect(must(dream.world.jukebox.own.p1, 'value').gravity).toBeGreaterThan(0.5);
    run(dream, 1, (now) => read(now, 'p1', { state: 'lost' }));
    run(dream, 100);
    expect(must(dream.world.jukebox.own.p1, 'value').gravity).toBe(0);
  });
});

describe('loss', () => {
  it.each([
    ['lost', 100, (dream: Dream) => run(dream, 1, (now) => read(now, 'p1', { state: 'lost' }))],
    ['silence', 160, () => undefined],
    ['withdrawal', 100, (dream: Dream) => (['own-view', 'group'] as const).map((p) => takeBackConsent(dream, 'p1', p))],
  ] as const)('%s brings all that the signal drove to neutral in time, also of slow tracks', (_name, ticks, lose) => {
    const dream = dreamWith(TRACKS.map((t) => ({ ...t, smoothing: 30 })));
    agree(dream, 'p1', 'own-view', 'group');
    send(dream, 1600);
    expect(must(dream.world.jukebox.own.p1, 'value').palette).toBeGreaterThan(0.8);
    lose(dream);
    run(dream, ticks);
    expect(dream.world.jukebox.group).toEqual(REST);
    expect(dream.world.jukebox.regions.plaza).toEqual(REST);
    expect(dream.world.jukebox.own.p1 ?? REST).toEqual(REST);
  });
  it('light never jumps on the way', () => {
    const dream = dreamWith();
    agree(dream, 'p1', 'group');
    send(dream, 400);
    run(dream, 1, (now) => read(now, 'p1', { state: 'lost' }));
    let before = dream.world.jukebox.group.light;
    for (let k = 0; k < 30; k++) {
      run(dream, 4);
      expect(Math.abs(dream.world.jukebox.group.light - before)).toBeLessThanOrEqual(0.02 + 1e-12);
      before = dream.world.jukebox.group.light;
    }
  });
});

describe('the music plan', () => {
  it('takes the tempo of live tracks: breathing together is faster here, and says why', () => {
    const dream = dreamWith();
    const events = run(dream, 1200, (now) => {
      breathe(now, 'p1');
      breathe(now, 'p2');
    });
    expect(dream.world.jukebox.group.tempo).toBeGreaterThan(70);
    expect(dream.world.jukebox.plan.tempo).toBeGreaterThan(70);
    const said = events.filter((e) => e.type === 'track.applied');
    expect(said[0]).toMatchObject({ by: 'dream', about: 'pulse', data: { target: 'tempo' } });
    expect(must(said[0], 'value').because.length).toBeGreaterThan(0);
  });
  it('closed loop: calmer bodies slow it, without a tempo track', () => {
    const tempo = (arousal: number): number => {
      const dream = dreamWith([]);
      agree(dream, 'p1', 'group');
      send(dream, 1200, { arousal });
      return dream.world.jukebox.plan.tempo;
    };
    const [wild, quiet, calm] = [tempo(127), tempo(0), tempo(-127)];
    expect(wild).toBeGreaterThan(quiet);
    expect(quiet).toBeGreaterThan(calm);
  });
  it('brightens and darkens with what people feel', () => {
    const dream = dreamWith();
    dream.world.affect.field.valence.fill(1);
    run(dream, 1200, () => dream.world.affect.field.valence.fill(1));
    expect(['mixolydian', 'ionian', 'lydian']).toContain(dream.world.jukebox.plan.mode);
    expect(dream.world.jukebox.plan.register).toBeGreaterThan(-1);
  });
});

describe('muting', () => {
  it('silences a track for one person and nobody else; unknown tracks and people are left out', () => {
    const dream = dreamWith();
    agree(dream, 'p1', 'group');
    send(dream, 400);
    const mute = (who: string, id: string) => muteTrack(new Moment(dream), { kind: 'mute', who, track: id, because: ['k1.0'] });
    for (const [who, id] of [
      ['p2', 'light'],
      ['p2', 'light'],
      ['p2', 'here'],
      ['p2', 'nothing'],
      ['p9', 'light'],
    ] as const)
      mute(who, id);
    expect(dream.world.jukebox.muted).toEqual({ p2: ['light', 'here'] });
    expect(paramsFor(dream.world, dream.scenario, 'p2').light).toBeCloseTo(1, 9);
    expect(paramsFor(dream.world, dream.scenario, 'p1').light).toBe(1.2);
  });
});

it('what it holds is always finite and in range, whatever bodies say', () => {
  const dream = dreamWith();
  agree(dream, 'p1', 'own-view', 'group', 'near');
  run(dream, 600, (now, t) => {
    breathe(now, 'p2', 1.3, 1.2);
    return t % 3 === 0
      ? read(now, 'p1', {
          arousal: t % 2 ? 127 : -127,
          hr: t % 251,
          breathRate: t % 601,
          breathPhase: (t * 37) % 256,
          state: t % 7 ? 'good' : 'lost',
        })
      : null;
  });
  const { group, own, regions, plan } = dream.world.jukebox;
  for (const p of [group, must(own.p1, 'value'), ...Object.values(regions)]) {
    expect(p.palette >= -1 && p.palette <= 1 && p.light >= 0.8 && p.light <= 1.2 && p.tempo >= 60 && p.tempo <= 72).toBe(true);
  }
  expect(Object.values(plan).every((x) => typeof x === 'string' || Number.isFinite(x))).toBe(true);
  expect(JSON.stringify(dream.world.affect)).not.toContain('null');
});

describe('circles', () => {
  const near = track({ id: 'near', scope: 'circle', source: 'arousal', target: 'palette', to: [-1, 1] });
  const hold = (dream: Dream): unknown => dream.world.space.hands.push({ a: 'p1', b: 'p2', sinceTick: 0, because: ['k1.0'] } as never);
  it("a hand held brings somebody's agreed signal into both views, and letting go ends it", () => {
    const dream = dreamWith([near]);
    agree(dream, 'p1', 'group');
    hold(dream);
    send(dream, 400);
    for (const who of ['p1', 'p2']) expect(paramsFor(dream.world, dream.scenario, who).palette).toBeGreaterThan(0.9);
    expect(dream.world.jukebox.group).toEqual(REST);
    dream.world.space.hands = [];
    send(dream, 160);
    expect(dream.world.jukebox.own).toEqual({});
  });
  it('without that consent a hand tells nothing, though the own view is steered', () => {
    const dream = dreamWith([near]);
    agree(dream, 'p1', 'own-view');
    hold(dream);
    send(dream, 400);
    expect(paramsFor(dream.world, dream.scenario, 'p2')).toEqual(REST);
  });
});

describe('sources of the dream', () => {
  it('people in tune raise their share, and a fact raises what reads it', () => {
    const tuned = track({ id: 'tuned', source: 'tuned', target: 'symbols', from: [0, 1], to: [0, 1], limits: [0, 1] });
    const dream = dreamWith([tuned]);
    (dream.world as { narrative: unknown }).narrative = { facts: { cloth: 0.5 }, factBecause: {} };
    run(dream, 800, (now) => {
      breathe(now, 'p1');
      breathe(now, 'p2');
    });
    expect(dream.world.jukebox.group.symbols).toBeGreaterThan(0.8);
    const woven = dreamWith([track({ id: 'woven', source: 'cloth', target: 'weather', from: [0, 1], to: [1, 0], limits: [0, 1] })]);
    (woven.world as { narrative: unknown }).narrative = { facts: { cloth: 0.5 }, factBecause: { cloth: ['e1.0'] } };
    run(woven, 400);
    expect(woven.world.jukebox.group.weather).toBeCloseTo(0.5, 3);
    expect(must(woven.world.jukebox.tracks[0], 'track').because).toEqual(['e1.0']);
  });
});
