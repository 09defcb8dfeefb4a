import { describe, expect, test } from 'vitest';
import { explain } from '../../../shared/dream/causes.ts';
import { clothesOf } from '../../../shared/dream/governance/clothes.ts';
import { CONSENT_WORDING } from '../../../shared/dream/governance/model.ts';
import { command, Night } from '../narrative/night.ts';

const reading = {
  seq: 1,
  deviceMs: 1,
  hr: 80,
  rmssd: 40,
  arousal: 100,
  breathPhase: 0,
  breathRate: 60,
  quality: 3,
  state: 'good' as const,
};

describe('consent', () => {
  test('names the wording that was shown', () => {
    const night = new Night();
    night.join('p1', 0, 0);
    expect(night.do('consent.give', 'p1', { purpose: 'group', wording: 'old' })?.rule).toBe('consent.wording');
    expect(night.world.governance.consents.p1).toBeUndefined();
    expect(night.do('consent.give', 'p1', { purpose: 'group', wording: CONSENT_WORDING })).toBeNull();
    expect(night.world.governance.consents.p1).toEqual({ group: { sinceTick: night.world.tick, wording: CONSENT_WORDING } });
  });

  test('taken back, it takes readings and deposits back in the same tick; each purpose stands alone', () => {
    const night = new Night();
    night.join('p1', 0, 0);
    for (const purpose of ['group', 'own-view', 'mirror'] as const) night.do('consent.give', 'p1', { purpose, wording: CONSENT_WORDING });
    expect(night.do('reading', 'p1', reading)).toBeNull();
    night.run(4);
    expect(night.world.affect.body.p1?.arousal).not.toBe(0);
    night.do('consent.withdraw', 'p1', { purpose: 'own-view' });
    expect(Object.keys(night.world.governance.consents.p1 ?? {})).toEqual(['group', 'mirror']);
    night.do('consent.withdraw', 'p1', { purpose: 'group' });
    expect(night.world.affect.body.p1?.arousal ?? 0).toBe(0);
    expect(night.world.affect.field.log.p1).toBeUndefined();
    expect(night.do('consent.withdraw', 'p1', { purpose: 'group' })).toBeNull();
    expect(night.of('consent.withdrawn').length).toBe(2);
  });
});

describe('the stop card', () => {
  const together = (): Night => {
    const night = new Night();
    night.join('p1', 0, -6);
    night.join('p2', 1, -6);
    night.join('p3', -1, -6);
    for (const who of ['p1', 'p2', 'p3']) night.do('act', who, { target: 'fountain' });
    return night;
  };
  const inScenes = (night: Night) => night.world.narrative.scenes.map((s) => s.who);

  test('clears the scene for its player and for everybody in it within 20 m, in the tick of the command', () => {
    const night = together();
    night.put('p3', -16, 8);
    night.do('stop', 'p1', {});
    expect(inScenes(night)).toEqual(['p3']);
  });

  test('keeps its theme away tonight, from all who were in the scene, so that nobody can tell whose card it was', () => {
    const night = together();
    night.put('p3', -16, 8);
    const shadow = night.shadow(8, 0);
    night.do('stop', 'p1', {});
    expect(night.world.governance.stopped).toEqual({ p1: ['loneliness'], p2: ['loneliness'] });
    expect(clothesOf(night.world, night.dream.scenario, 'p1')).toEqual({ fountain: 'gone', [shadow]: 'gone' });
    expect(clothesOf(night.world, night.dream.scenario, 'p3')).toEqual({});
    for (const who of ['p1', 'p2']) expect(night.do('act', who, { target: 'fountain' })?.rule).toBe('act.nothing');
  });

  test('what was asked in the same tick does not reach its player any more', () => {
    const night = new Night();
    night.join('p1', 0, -6);
    night.step([command('act', 'p1', { target: 'fountain' }), command('stop', 'p1', {})]);
    expect(inScenes(night)).toEqual([]);
    expect(night.effects.find((e) => e.kind === 'question')?.verdict).toMatchObject({ outcome: 'refused', rule: 'floor.stopped' });
  });

  test('nobody is told who: neither the events’ reason nor "why?" names the player to others', () => {
    const night = together();
    night.do('stop', 'p1', {});
    const closed = night.of('scene.closed').map((e) => e.id);
    for (const line of explain(night.world.causes, 'p2', closed, 20)) {
      expect(line.by).not.toBe('p1');
      expect(['stop', 'card.laid']).not.toContain(line.type);
    }
    expect(explain(night.world.causes, 'p1', closed, 20).map((l) => l.type)).toContain('card.laid');
  });

  test('the fourth still clears everything for its player; others see it fade over a minute', () => {
    const night = together();
    night.world.governance.cards.p1 = 3;
    for (const scene of night.world.narrative.scenes) scene.untilTick = night.world.tick + 20 * 300;
    night.do('stop', 'p1', {});
    expect(inScenes(night)).toEqual(['p2', 'p3']);
    expect(night.world.narrative.scenes[0]?.untilTick).toBe(night.world.tick + 20 * 60);
  });

  test('without a scene it means the shadow that is near', () => {
    const night = new Night();
    night.join('p1', 0, 0);
    night.shadow(8, 0);
    expect(night.do('stop', 'p1', {})).toBeNull();
    expect(night.world.governance.stopped.p1).toEqual(['loneliness']);
    const far = new Night();
    far.join('p1', -15, 0);
    far.shadow(10, 0);
    far.do('stop', 'p1', {});
    expect(far.world.governance.stopped.p1).toEqual([]);
  });
});

describe('limits and hiding', () => {
  test('a line outranks a veil; symbols and shadows wear what they should, for me alone', () => {
    const night = new Night();
    night.join('p1', 0, 0);
    night.join('p2', 1, 0);
    const shadow = night.shadow(8, 0);
    night.do('limit.set', 'p1', { lines: ['loneliness', 'loneliness'], veils: ['loneliness', 'belonging'], ceiling: 0.4 });
    expect(night.world.governance.limits.p1).toEqual({ lines: ['loneliness'], veils: ['belonging'], ceiling: 0.4 });
    expect(clothesOf(night.world, night.dream.scenario, 'p1')).toEqual({ fountain: 'stand-in', [shadow]: 'stand-in' });
    night.do('limit.set', 'p1', { lines: [], veils: ['loneliness'], ceiling: 0.4 });
    expect(clothesOf(night.world, night.dream.scenario, 'p1')).toEqual({ fountain: 'veiled', [shadow]: 'veiled' });
    expect(clothesOf(night.world, night.dream.scenario, 'p2')).toEqual({});
  });

  test('hiding is of others only, and is undone', () => {
    const night = new Night();
    night.join('p1', 0, 0);
    night.join('p2', 1, 0);
    expect(night.do('hide', 'p1', { who: 'p1', on: true })?.rule).toBe('hide.self');
    expect(night.do('hide', 'p1', { who: 'p9', on: true })?.rule).toBe('hide.unknown');
    night.do('hide', 'p1', { who: 'p2', on: true });
    night.do('hide', 'p1', { who: 'p2', on: true });
    expect(night.world.governance.hidden.p1).toEqual(['p2']);
    night.do('hide', 'p1', { who: 'p2', on: false });
    expect(night.world.governance.hidden.p1).toEqual([]);
  });

  test('asking why is recorded and tells nothing', () => {
    const night = new Night();
    night.join('p1', 0, 0);
    expect(night.do('why', 'p1', { about: 'fountain' })).toBeNull();
    expect(night.of('asked.why')).toMatchObject([{ by: 'p1', about: 'fountain', data: {} }]);
  });
});
