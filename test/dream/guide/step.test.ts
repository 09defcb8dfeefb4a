import { describe, expect, test } from 'vitest';
import { causeOf, rootsOf } from '../../../shared/dream/causes.ts';
import { CONSENT_WORDING } from '../../../shared/dream/governance/model.ts';
import { Night } from '../narrative/night.ts';

const words = (night: Night, who: string) =>
  night.effects.filter((e) => e.by === 'guide' && e.to === who && e.verdict.outcome === 'allowed').map((e) => e.text);
const distance = (night: Night, who: string) => {
  const a = night.world.space.avatars[who];
  return Math.hypot((a?.x ?? 0) - night.world.guide.x, (a?.y ?? 0) - night.world.guide.y);
};

describe('the guide', () => {
  test('greets who has been here 12 s, from within 6 m, once', () => {
    const night = new Night();
    night.join('p1', 0, 12);
    night.run(11.5);
    expect(night.of('guide.greeted')).toEqual([]);
    night.run(15, () => night.of('guide.greeted').length > 0);
    expect(night.of('guide.greeted')).toMatchObject([{ about: 'p1' }]);
    expect(distance(night, 'p1')).toBeLessThanOrEqual(6);
    night.run(120);
    expect(night.of('guide.greeted').length).toBe(1);
    expect(words(night, 'p1').filter((t) => t === 'You found the way in.').length).toBe(1);
  });

  test('its chain ends in the citizen’s own coming', () => {
    const night = new Night();
    night.join('p1', 0, 0);
    night.run(30);
    const { commands, open } = rootsOf(night.world.causes, [night.of('guide.greeted')[0]?.id ?? '']);
    expect(open).toEqual([]);
    expect(commands.map((k) => causeOf(night.world.causes, k)?.type ?? 'move')).toContain('join');
  });

  test('leads to a sleeping symbol no faster than 3.4 m/s, and stops when they stop', () => {
    const night = new Night();
    night.join('p1', 0, 14);
    night.run(40, () => night.world.guide.mood === 'lead');
    expect(night.world.guide.toward).toBe('fountain');
    night.step();
    expect(words(night, 'p1')).toContain('This way, if you like.');
    const { x, y } = night.world.guide;
    night.run(5);
    expect(Math.hypot(night.world.guide.x - x, night.world.guide.y - y)).toBeLessThan(0.01);
    night.do('move', 'p1', { mx: 0, my: -127, float: false, breath: false });
    let fastest = 0;
    for (let i = 0; i < 100; i++) {
      const before = { ...night.world.guide };
      night.step();
      fastest = Math.max(fastest, Math.hypot(night.world.guide.x - before.x, night.world.guide.y - before.y) * 20);
    }
    expect(fastest).toBeGreaterThan(3);
    expect(fastest).toBeLessThanOrEqual(3.4001);
  });

  test('praises once who found something without it, and not whom it led there', () => {
    const alone = new Night();
    alone.join('p1', 0, -6);
    alone.do('act', 'p1', { target: 'fountain' });
    alone.run(10);
    expect(words(alone, 'p1')).toContain('You found it without me. Good.');
    expect(alone.of('guide.praised')[0]?.because).toEqual([alone.of('symbol.woke')[0]?.id]);
    const led = new Night();
    led.join('p1', 0, -5.6);
    led.run(40, () => led.world.guide.mood === 'lead');
    led.do('act', 'p1', { target: 'fountain' });
    led.run(20);
    expect(led.of('guide.praised')).toEqual([]);
  });

  test('leaves alone for 120 s who turns away', () => {
    const night = new Night();
    night.join('p1', 0, 12);
    night.run(30, () => night.world.guide.with === 'p1');
    night.do('turn', 'p1', { shadow: 'guide' });
    expect(night.world.guide).toMatchObject({ mood: 'wait', with: '' });
    const before = words(night, 'p1').length;
    night.run(115);
    expect(words(night, 'p1').length).toBe(before);
    night.run(30);
    expect(night.of('guide.greeted').length).toBe(1);
  });

  test('people come before simulated citizens, agents are not greeted, and who hides it is left in peace', () => {
    const night = new Night();
    night.join('s1', 2, 0, 'simulated');
    night.join('a:elysia', 1, 0, 'agent', 'elysia');
    night.join('p1', 4, 4);
    night.join('p2', 4, 5);
    night.do('hide', 'p2', { who: 'guide', on: true });
    night.run(12);
    night.run(150);
    expect(night.of('guide.greeted').map((e) => e.about)).not.toContain('a:elysia');
    expect(night.of('guide.greeted').map((e) => e.about)).not.toContain('p2');
    expect(night.of('guide.greeted').map((e) => e.about)).toEqual(expect.arrayContaining(['p1', 's1']));
  });

  test('without images it reads no reading: the same night with and without bodies that agreed to everything', () => {
    const play = (withBody: boolean) => {
      const night = new Night();
      night.join('p1', 0, 12);
      if (withBody)
        for (const purpose of ['guide', 'group', 'own-view'] as const)
          night.do('consent.give', 'p1', { purpose, wording: CONSENT_WORDING });
      else for (let i = 0; i < 3; i++) night.step();
      for (let i = 0; i < 40; i++) {
        const body = {
          seq: i + 1,
          deviceMs: i * 1000,
          hr: 90,
          rmssd: 20,
          arousal: 110,
          breathPhase: 0,
          breathRate: 120,
          quality: 3,
          state: 'good' as const,
        };
        if (withBody) night.do('reading', 'p1', body);
        else night.step();
        night.run(0.95);
      }
      return { ...night.world.guide, because: [], arrived: {}, beliefs: {} };
    };
    expect(play(true)).toEqual(play(false));
  });
});
