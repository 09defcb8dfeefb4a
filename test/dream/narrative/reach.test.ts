import { describe, expect, test } from 'vitest';
import { reachOf } from '../../../shared/dream/narrative/reach.ts';
import { Night } from './night.ts';

const reach = (night: Night, who = 'p1') => reachOf(night.world, night.dream.scenario, who);

describe('what E does', () => {
  test('nothing far from everything, and refuses then', () => {
    const night = new Night();
    night.join('p1', 3, 12);
    expect(reach(night)).toBeNull();
    expect(night.do('act', 'p1', { target: '' })?.rule).toBe('act.nothing');
  });

  test('an open palm comes before a symbol, a symbol before a loose thing', () => {
    const night = new Night({ loose: [{ id: 'l.shard', kind: 'shard', x: 0, y: -5.5, angle: 0, w: 0.3, h: 0.3, mass: 2 }] });
    night.join('p1', 0, -6);
    night.join('p2', 1, -6);
    expect(reach(night)).toEqual({ id: 'fountain', kind: 'symbol', verb: 'listen', name: 'the fountain' });
    night.do('hand.offer', 'p2', { to: 'p1' });
    expect(reach(night)).toMatchObject({ kind: 'palm', name: 'name of p2' });
    expect(night.do('act', 'p1', { target: '' })).toBeNull();
    expect(night.world.space.hands.length).toBe(1);
    night.do('act', 'p1', { target: 'fountain' });
    expect(reach(night)).toMatchObject({ kind: 'loose', id: 'l.shard', verb: 'carry' });
    expect(night.do('act', 'p1', { target: '' })).toBeNull();
    expect(reach(night)).toMatchObject({ kind: 'set', verb: 'set down' });
    expect(night.do('act', 'p1', { target: '' })).toBeNull();
    expect(night.world.space.loose[0]?.heldBy).toBe('');
  });

  test('a light of somebody else is tended once', () => {
    const night = new Night();
    night.join('p1', 4, 4);
    night.join('p2', 5, 4);
    night.do('lantern.plant', 'p2', { whisper: '' });
    expect(reach(night)).toMatchObject({ kind: 'lantern', verb: 'tend' });
    expect(night.do('act', 'p1', { target: '' })).toBeNull();
    expect(reach(night)).toBeNull();
  });

  test('who drew a line reads the stand-in’s name, and nobody else does', () => {
    const night = new Night();
    night.join('p1', 0, -6);
    night.join('p2', 1, -6);
    night.do('limit.set', 'p1', { lines: ['loneliness'], veils: [], ceiling: 0.6 });
    expect(reach(night)).toMatchObject({ id: 'fountain', name: 'an empty bench in the sun' });
    expect(reach(night, 'p2')).toMatchObject({ id: 'fountain', name: 'the fountain' });
  });
});
