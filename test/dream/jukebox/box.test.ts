import { describe, expect, test } from 'vitest';
import { explain } from '../../../shared/dream/causes.ts';
import type { CompiledTrack } from '../../../shared/dream/compiled.ts';
import { OPEN_SECONDS } from '../../../shared/dream/jukebox/box.ts';
import { causesOf, common, own } from '../../../shared/dream/observe.ts';
import { must } from '../../../shared/kernel/assert.ts';
import { Night } from '../narrative/night.ts';
import { smallScenario } from '../smallDream.ts';

const small = smallScenario();
const track = (id: string, more: Partial<CompiledTrack> = {}): CompiledTrack => ({
  ...{ id, name: id, source: 'cloth', scope: 'group', target: 'weather', from: [0, 1], to: [0, 1], curve: [], limits: [0, 1] },
  ...{ smoothing: 2, gain: 1, purpose: 'group', says: '.' },
  ...more,
});
const tracks = [
  track('rain'),
  track('ground', { scope: 'region', source: 'coherence', target: 'light', to: [1, 1.2], limits: [0.8, 1.2] }),
  track('mine', { scope: 'own', source: 'arousal', target: 'light', to: [1, 1.1], limits: [0.8, 1.2], purpose: 'own-view' }),
];
const scenario = { tracks, knobs: { ...small.knobs, tamper: 1 } };

function opened(more: object = {}): Night {
  const night = new Night({ ...scenario, ...more });
  night.join('p1', 0, 0);
  night.join('p2', 3, 0);
  night.run(4);
  night.world.pending.world.push({ kind: 'deed', deed: 'open', who: 'p1', about: '', amount: 0, because: ['k1.0'] });
  night.step();
  return night;
}
const strings = (night: Night) => common(night.world, night.dream.scenario).strings;
const stringOf = (night: Night, id: string) =>
  must(
    strings(night).find((s) => s.id === `string:${id}`),
    id,
  );
/** Goes to a string and plucks it. */
function pluck(night: Night, who: string, id: string) {
  const at = stringOf(night, id);
  night.put(who, at.x, at.y + 0.5);
  return night.do('act', who, { target: `string:${id}` });
}

describe('the open box', () => {
  test('each shared track is a string within reach of a hand, own ones are not; after a minute it closes by itself', () => {
    const night = opened();
    expect(strings(night).map((s) => [s.id, s.swing, s.by])).toEqual([
      ['string:rain', 0, ''],
      ['string:ground', 0, ''],
    ]);
    const at = stringOf(night, 'rain');
    night.put('p2', at.x, at.y + 0.5);
    expect(own(night.world, night.dream.scenario, 'p2')?.reach).toMatchObject({ id: 'string:rain', kind: 'string', verb: 'pluck' });
    night.run(OPEN_SECONDS + 1);
    expect(strings(night)).toEqual([]);
    expect(common(night.world, night.dream.scenario).stringsUntil).toBe(0);
    expect(night.of('box.closed')).toHaveLength(1);
    expect(night.do('act', 'p2', { target: 'string:rain' })).toMatchObject({ rule: 'act.nothing' });
  });

  test('a pluck moves what its track asks for, for all, a bounded step that rings out; nobody is read for it and the Jukebox stays honest', () => {
    const night = opened();
    expect(pluck(night, 'p1', 'rain')).toBeNull();
    night.run(2);
    const rained = night.world.jukebox.group.weather;
    expect(rained).toBeGreaterThan(0.2);
    expect(rained).toBeLessThan(0.36);
    for (let i = 0; i < 6; i++) {
      night.run(1.2);
      pluck(night, i % 2 ? 'p1' : 'p2', 'rain');
      expect(night.world.jukebox.integrity).toBe(1);
      expect(night.world.jukebox.group.weather).toBeLessThanOrEqual(0.7);
    }
    expect(own(night.world, night.dream.scenario, 'p2')?.params.weather).toBeCloseTo(night.world.jukebox.group.weather, 9);
    night.run(OPEN_SECONDS);
    expect(night.world.jukebox.group.weather).toBe(0);
    expect(night.world.jukebox.tracks[0]).toMatchObject({ applied: 0, declared: 0, pulled: 0 });
    expect(night.world.jukebox.integrity).toBe(1);
  });

  test('a string that is heard in one place only is plucked for everybody too, light no faster than ever', () => {
    const night = opened();
    pluck(night, 'p1', 'ground');
    let before = night.world.jukebox.group.light;
    for (let i = 0; i < 40; i++) {
      night.step();
      expect(Math.abs(night.world.jukebox.group.light - before)).toBeLessThanOrEqual(0.1 * 0.2 + 1e-9);
      before = night.world.jukebox.group.light;
    }
    expect(Math.abs(before - 1)).toBeGreaterThan(0.05);
  });

  test('a binding rule over all holds the strings as well, the limits of a track always do', () => {
    const night = opened({ tracks: [track('rain', { limits: [0, 0.1] }), track('sky', { target: 'palette', limits: [-1, 1] })] });
    night.world.governance.charter.push({ id: 'less', says: '.', theme: '', kind: '', by: '', most: 0.1, every: 0, binding: true });
    pluck(night, 'p1', 'rain');
    pluck(night, 'p2', 'sky');
    night.run(2);
    expect(night.world.jukebox.group.weather).toBeLessThanOrEqual(0.1);
    expect(Math.abs(night.world.jukebox.group.palette)).toBeLessThanOrEqual(0.1 * 2 * 0.5);
    expect(Math.abs(night.world.jukebox.group.palette)).toBeGreaterThan(0);
  });

  test('a pluck is signed, and "why?" of the track or its string names who did it; erased, nobody did', () => {
    const night = opened();
    pluck(night, 'p1', 'rain');
    expect(stringOf(night, 'rain')).toMatchObject({ by: 'p1', tick: night.world.tick });
    for (const about of ['rain', 'string:rain']) {
      const lines = explain(night.world.causes, 'p2', causesOf(night.world, 'p2', about));
      expect(lines[0]).toMatchObject({ type: 'string.plucked', by: 'p1', about: 'rain', own: false });
      expect(lines.map((l) => l.type)).toContain('box.opened');
    }
    night.do('erase', 'p1', {});
    expect(stringOf(night, 'rain').by).toBe('');
    expect(JSON.stringify(night.world.jukebox)).not.toContain('"p1"');
  });

  test('one hand plucks once a second, one string sounds once at a time', () => {
    const night = opened();
    expect(pluck(night, 'p1', 'rain')).toBeNull();
    expect(pluck(night, 'p2', 'rain')).toMatchObject({ rule: 'string.rings' });
    expect(pluck(night, 'p1', 'ground')).toMatchObject({ rule: 'string.again' });
    night.run(1);
    expect(pluck(night, 'p1', 'ground')).toBeNull();
  });

  test('while it lies open nobody bends a string behind it; what was bent hangs straight', () => {
    const night = new Night(scenario);
    night.join('p1', 0, 0);
    night.world.pending.world.push({ kind: 'bend', track: 'rain', by: 1, because: ['k1.0'] });
    night.run(20);
    expect(night.world.jukebox.integrity).toBeLessThan(0.7);
    night.world.pending.world.push({ kind: 'deed', deed: 'open', who: 'p1', about: '', amount: 0, because: ['k1.0'] });
    night.run(40);
    expect(night.world.jukebox.integrity).toBe(1);
  });

  test('the engineer opens it with sand, and not twice; where no track is shared there is no string', () => {
    const deck = (overrides: object) => {
      const night = new Night({ ...scenario, ...overrides });
      night.join('p1', 0, 0);
      night.do('role.take', 'p1', { role: 'engineer' });
      night.run(3);
      const refusal = night.do('deck', 'p1', { act: 'open', about: '', amount: 0 });
      night.step();
      return { night, refusal };
    };
    const { night, refusal } = deck({});
    expect(refusal).toBeNull();
    expect(strings(night)).toHaveLength(2);
    expect(night.world.orchestration.roles.engineer.sand).toBeLessThan(32);
    expect(own(night.world, night.dream.scenario, 'p1')?.deck?.acts.open?.no).toBe('the box lies open already');
    expect(deck({ tracks: tracks.filter((t) => t.scope === 'own') }).refusal).toMatchObject({ rule: 'deck.strings' });
  });
});
