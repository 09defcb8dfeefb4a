import { describe, expect, it } from 'vitest';
import type { CompiledTrack } from '../../../shared/dream/compiled.ts';
import { doDeed } from '../../../shared/dream/deeds.ts';
import type { DreamEvent } from '../../../shared/dream/events.ts';
import { flatSeconds } from '../../../shared/dream/jukebox/honest.ts';
import type { TrackState } from '../../../shared/dream/jukebox/model.ts';
import { honesty } from '../../../shared/dream/jukebox/rules.ts';
import { bendTrack, rollBack, setGain } from '../../../shared/dream/jukebox/step.ts';
import { Moment } from '../../../shared/dream/moment.ts';
import { factOf } from '../../../shared/dream/narrative/facts.ts';
import { causesOf } from '../../../shared/dream/observe.ts';
import { stepDream } from '../../../shared/dream/tick.ts';
import { createDream, type Dream } from '../../../shared/dream/world.ts';
import { must } from '../../../shared/kernel/assert.ts';
import { addPerson, run } from '../affect/bodies.ts';
import { smallScenario } from '../smallDream.ts';

const track = (more: Partial<CompiledTrack>): CompiledTrack => ({
  id: 'sky',
  name: 'sky',
  source: 'coherence',
  scope: 'group',
  target: 'palette',
  from: [0, 1],
  to: [0, 1],
  curve: [],
  limits: [-1, 1],
  smoothing: 2,
  gain: 1,
  purpose: 'group',
  says: '.',
  ...more,
});
const WHY = ['k1.0'];

function dreamWith(tracks: readonly CompiledTrack[], tamper: number): Dream {
  const small = smallScenario({ tracks });
  const dream = createDream({ ...small, knobs: { ...small.knobs, tamper } }, 7);
  addPerson(dream, 'p1', 0, 0);
  addPerson(dream, 'p2', 4, 0);
  return dream;
}
const state = (dream: Dream, i = 0): TrackState => must(dream.world.jukebox.tracks[i], 'track');
const ofType = (events: readonly DreamEvent[], type: string): DreamEvent[] => events.filter((e) => e.type === type);

describe('bending', () => {
  it('moves a track by its share of what the scenario lets pass, and no further; without leave it does nothing', () => {
    const bent = dreamWith([track({})], 0.4);
    expect(bendTrack(new Moment(bent), 'sky', 1, WHY)).toBe(true);
    run(bent, 400);
    // 40 % of a range of 2
    expect(state(bent).declared).toBe(0);
    expect(state(bent).applied).toBeCloseTo(0.8, 3);
    expect(bent.world.jukebox.group.palette).toBeCloseTo(0.8, 3);
    const honest = dreamWith([track({})], 0);
    expect(bendTrack(new Moment(honest), 'sky', 1, WHY)).toBe(false);
    expect(bendTrack(new Moment(bent), 'nothing', 1, WHY)).toBe(false);
    run(honest, 400);
    expect(honest.world.jukebox.group.palette).toBe(0);
    expect(honest.world.jukebox.integrity).toBe(1);
  });
  it('stays within the limits of the track, and never touches an own track', () => {
    const dream = dreamWith([track({ limits: [-0.1, 0.1] }), track({ id: 'mine', scope: 'own', purpose: 'own-view' })], 1);
    bendTrack(new Moment(dream), 'sky', -1, WHY);
    expect(bendTrack(new Moment(dream), 'mine', 1, WHY)).toBe(false);
    run(dream, 400);
    expect(state(dream).applied).toBeCloseTo(-0.1, 3);
  });
  it('is held by a binding rule over all that the guide does, from the next step on', () => {
    const dream = dreamWith([track({})], 0.4);
    bendTrack(new Moment(dream), 'sky', 1, WHY);
    run(dream, 400);
    const rule = { id: 'less', says: '.', theme: '', kind: '', by: 'guide', most: 0.1, every: 0 };
    dream.world.governance.charter.push({ ...rule, binding: false });
    run(dream, 400);
    expect(state(dream).applied).toBeCloseTo(0.8, 3);
    dream.world.governance.charter.push({ ...rule, id: 'binds', binding: true });
    run(dream, 400);
    expect(state(dream).applied).toBeCloseTo(0.2, 3);
  });
  it('comes as an effect of the tick after, and "why?" of the track names it first', () => {
    const dream = dreamWith([track({})], 0.4);
    stepDream(dream, []);
    new Moment(dream).act({ kind: 'bend', track: 'sky', by: 0.5, because: WHY });
    expect(state(dream).bend).toBe(0);
    const { events } = stepDream(dream, []);
    const said = must(ofType(events, 'track.bent')[0], 'event');
    expect(said).toMatchObject({ about: 'sky', because: WHY, data: { bend: 0.5 } });
    expect(causesOf(dream.world, 'p1', 'sky')[0]).toBe(said.id);
  });
  it('light never jumps on the way there or back', () => {
    const dream = dreamWith([track({ target: 'light', to: [1, 1.2], limits: [0.8, 1.2] })], 1);
    bendTrack(new Moment(dream), 'sky', -1, WHY);
    let before = dream.world.jukebox.group.light;
    for (let k = 0; k < 80; k++) {
      if (k === 40) rollBack(new Moment(dream), WHY);
      run(dream, 4);
      expect(Math.abs(dream.world.jukebox.group.light - before)).toBeLessThanOrEqual(0.02 + 1e-12);
      before = dream.world.jukebox.group.light;
    }
    expect(before).toBeCloseTo(1, 2);
  });
});

describe('integrity', () => {
  it('is 1 minus the mean difference in shares of the range', () => {
    const sky = track({});
    const lamp = track({ target: 'light', limits: [0.8, 1.2] });
    expect(honesty([])).toBe(1);
    expect(honesty([{ track: sky, declared: 0, applied: 0 }])).toBe(1);
    const two = [
      { track: sky, declared: 0, applied: 1 },
      { track: lamp, declared: 1, applied: 1.1 },
    ];
    expect(honesty(two)).toBeCloseTo(1 - (0.5 + 0.25) / 2, 12);
  });
  it('falls and is restored once each, with causes; a string is flat by 25 cents between, and the facts say so', () => {
    const dream = dreamWith([track({})], 0.4);
    bendTrack(new Moment(dream), 'sky', 1, WHY);
    const fell = ofType(run(dream, 200), 'integrity.fell');
    expect(fell).toHaveLength(1);
    expect(must(fell[0], 'fell').because.length).toBeGreaterThan(0);
    expect(dream.world.jukebox.plan.flat).toBe(25);
    stepDream(dream, []);
    for (let k = 0; k < 40; k++) stepDream(dream, []);
    expect(factOf(dream.world, 'integrity')).toBeLessThan(0.85);
    expect(factOf(dream.world, 'flat')).toBeGreaterThan(1);
    expect(factOf(dream.world, 'flat')).toBeLessThanOrEqual(flatSeconds(dream.world));
    rollBack(new Moment(dream), WHY);
    const after = run(dream, 800);
    expect(ofType(after, 'integrity.restored')).toHaveLength(1);
    expect(dream.world.jukebox).toMatchObject({ integrity: 1, flatTick: 0, plan: { flat: 0 } });
    expect(state(dream).turned).toEqual([]);
  });
});

describe('deeds', () => {
  it('gain turns every shared track, within its limits; rollback turns it back', () => {
    const tracks = [track({ source: 'cloth', to: [0.4, 0.4] }), track({ id: 'two', source: 'cloth', to: [0.4, 0.4], limits: [-1, 0.5] })];
    const dream = dreamWith(tracks, 0);
    run(dream, 400);
    expect(state(dream).applied).toBeCloseTo(0.4, 3);
    const deed = (what: 'gain' | 'rollback', amount: number) =>
      doDeed(new Moment(dream), { kind: 'deed', deed: what, who: 'p1', about: '', amount, because: WHY });
    deed('gain', 1.5);
    run(dream, 400);
    expect(state(dream).applied).toBeCloseTo(0.6, 3);
    expect(state(dream, 1).applied).toBeCloseTo(0.5, 3);
    deed('rollback', 0);
    run(dream, 1000);
    expect(dream.world.jukebox.tracks.map((t) => t.applied)).toEqual(dream.world.jukebox.tracks.map((t) => t.declared));
    expect(setGain(new Moment(dream), 'sky', 0, WHY)).toBe(true);
    run(dream, 1000);
    expect(state(dream).applied).toBe(0);
  });
});
