import { describe, expect, test } from 'vitest';
import { rootsOf } from '../../../shared/dream/causes.ts';
import type { CompiledAct } from '../../../shared/dream/compiled.ts';
import { lastActSeconds, sandLeft } from '../../../shared/dream/narrative/acts.ts';
import { SMALL_KNOBS } from '../smallDream.ts';
import { Night } from './night.ts';

const act = (id: string, afterSeconds: number, opensWhen: CompiledAct['opensWhen'] = []): CompiledAct => ({
  id,
  title: id,
  palette: id === 'a1' ? 'dusk' : 'ritual',
  opensWhen,
  afterSeconds,
});
const woken = [[{ fact: 'woken', min: 1, max: 1e9 }]];

describe('acts', () => {
  test('open in order by time, none skipped, each after its own seconds', () => {
    const night = new Night({ acts: [act('a1', 0), act('a2', 50), act('a3', 30)] });
    night.run(100);
    const opened = night.of('act.opened');
    expect(opened.map((e) => e.about)).toEqual(['a1', 'a2', 'a3']);
    const seconds = opened.map((e) => (e.tick - (opened[0]?.tick ?? 0)) / 20);
    expect(seconds[1]).toBeGreaterThanOrEqual(50);
    expect(seconds[1]).toBeLessThan(51.1);
    expect((seconds[2] ?? 0) - (seconds[1] ?? 0)).toBeGreaterThan(29.99);
  });

  test('open by facts, but never before 45 s; the events behind the fact are the cause', () => {
    const night = new Night({ acts: [act('a1', 0), act('a2', 600, woken)] });
    night.join('p1', 0, -6);
    night.do('act', 'p1', { target: 'fountain' });
    night.run(40);
    expect(night.world.narrative.act).toBe(0);
    night.run(8);
    expect(night.world.narrative.act).toBe(1);
    const woke = night.of('symbol.woke')[0];
    expect(night.of('act.opened')[1]?.because).toEqual([woke?.id]);
  });

  test('each palette blends from the one before', () => {
    const night = new Night({ acts: [act('a1', 0), act('a2', 50)] });
    night.run(52);
    const opened = night.of('act.opened')[1];
    expect(night.world.narrative.palette).toEqual({ from: 'dusk', to: 'ritual', sinceTick: opened?.tick });
  });

  test('the last act takes what the others leave of the night, then it ends; the sand runs out with it', () => {
    const night = new Night({ acts: [act('a1', 0), act('a2', 50)], knobs: { ...SMALL_KNOBS, nightSeconds: 120 } });
    expect(lastActSeconds(night.dream.scenario)).toBe(70);
    expect(sandLeft(night.world, night.dream.scenario).seconds).toBeCloseTo(120, 6);
    night.run(60);
    expect(sandLeft(night.world, night.dream.scenario).share).toBeCloseTo(0.5, 1);
    night.run(70);
    expect(night.world.narrative.ending).toBe('broken');
    expect(sandLeft(night.world, night.dream.scenario)).toEqual({ share: 0, seconds: 0 });
    const ended = night.of('night.ended');
    expect(ended.length).toBe(1);
    expect(rootsOf(night.world.causes, [ended[0]?.id ?? '']).commands).toEqual(['k1.0']);
  });

  test('a whole cloth and no shadow is dawn, and scenes close', () => {
    const night = new Night();
    night.join('p1', 0, -6);
    night.do('act', 'p1', { target: '' });
    expect(night.world.narrative.scenes.length).toBe(1);
    const { narrative } = night.world;
    for (let i = 0; i < 6; i++) {
      narrative.threads.push({
        id: `th${i}`,
        by: 'p1',
        with: '',
        cloth: 'teal',
        theme: 'loneliness',
        words: '',
        place: i,
        byHand: false,
        wovenTick: 1,
        because: ['k1.0'],
      });
    }
    expect(night.do('night.end', 'dream', {})).toBeNull();
    expect(night.world.narrative).toMatchObject({ ending: 'dawn', scenes: [] });
    expect(night.world.narrative.palette.to).toBe('dawn');
    night.step();
    expect(night.effects.filter((e) => e.text === 'ending.dawn' && e.to === 'p1').length).toBe(1);
  });

  test('a night begins once and ends once', () => {
    const night = new Night();
    expect(night.do('night.begin', 'dream', {})?.rule).toBe('night.begun');
    night.do('night.end', 'dream', {});
    expect(night.do('night.end', 'dream', {})?.rule).toBe('night.none');
  });
});
