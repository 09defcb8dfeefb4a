import { describe, expect, test } from 'vitest';
import { Night } from './night.ts';

function three(): Night {
  const night = new Night();
  night.join('p1', 0, 0);
  night.join('p2', 10, 0);
  night.join('p3', 0, 14);
  return night;
}
const heard = (night: Night, text: string) =>
  night.effects.filter((e) => e.kind === 'words' && e.text === text && e.verdict.outcome === 'allowed').map((e) => e.to);

describe('words', () => {
  test('reach those within 12 m, and are in no event', () => {
    const night = three();
    expect(night.do('say', 'p1', { words: ' blue kettle ' })).toBeNull();
    night.step();
    expect(heard(night, 'blue kettle')).toEqual(['p1', 'p2']);
    expect(night.of('said')).toMatchObject([{ by: 'p1', data: { heard: 2 } }]);
    expect(JSON.stringify(night.events)).not.toContain('kettle');
  });

  test('do not reach who hides the speaker, nor whom the speaker hides', () => {
    const night = three();
    night.do('hide', 'p2', { who: 'p1', on: true });
    night.do('say', 'p1', { words: 'one' });
    night.step();
    night.do('say', 'p2', { words: 'two' });
    night.step();
    expect(heard(night, 'one')).toEqual(['p1']);
    expect(heard(night, 'two')).toEqual(['p2']);
    night.do('hide', 'p2', { who: 'p1', on: false });
    night.do('say', 'p1', { words: 'three' });
    night.step();
    expect(heard(night, 'three')).toEqual(['p1', 'p2']);
  });

  test('four at once, then one every two seconds; a flood is refused and costs others nothing', () => {
    const night = three();
    const rules = Array.from({ length: 6 }, () => night.do('emote', 'p1', { emote: 'wave' })?.rule ?? 'heard');
    expect(rules).toEqual(['heard', 'heard', 'heard', 'heard', 'say.fast', 'say.fast']);
    expect(night.do('say', 'p2', { words: 'me too' })).toBeNull();
    night.run(2);
    expect(night.do('emote', 'p1', { emote: 'bow' })).toBeNull();
    expect(night.do('emote', 'p1', { emote: 'bow' })?.rule).toBe('say.fast');
  });

  test('cards are those 32, gestures those eight, silence is not speech', () => {
    const night = three();
    expect(night.do('phrase', 'p1', { phrase: 'greet.1' })).toBeNull();
    expect(night.do('phrase', 'p1', { phrase: 'greet.9' })?.rule).toBe('phrase.unknown');
    expect(night.do('say', 'p1', { words: '  ' })?.rule).toBe('say.empty');
    night.step();
    expect(heard(night, 'phrase.greet.1')).toEqual(['p1', 'p2']);
  });
});
