import { describe, expect, it } from 'vitest';
import { amplitude, FLOOR_DB, nextLevel } from '../../client/audio/level.ts';
import { beatDegrees, degree, hertz, padChord, SCALES } from '../../client/audio/theory.ts';
import { LADDER } from '../../shared/dream/jukebox/rules.ts';
import { must } from '../../shared/kernel/assert.ts';

describe('pitches', () => {
  it('are equal temperament about A4 = 440 Hz', () => {
    expect(hertz(69)).toBe(440);
    expect(hertz(60)).toBeCloseTo(261.6256, 4);
    expect(hertz(81)).toBeCloseTo(880, 9);
  });
  it('modes brighten one step a rung: the sum of their scale offsets', () => {
    const brightness = LADDER.map((m) => SCALES[m].reduce((a, b) => a + b, 0));
    for (let k = 1; k < brightness.length; k++) expect(brightness[k]).toBe(must(brightness[k - 1], 'value') + 1);
  });
  it('degrees run on over octaves, below too', () => {
    expect([0, 2, 6, 7, 9, -1, -7].map((k) => degree('ionian', 60, k))).toEqual([60, 64, 71, 72, 76, 59, 48]);
  });
  it('every chord and every pluck lies in the scale, and the same beat gives the same notes', () => {
    for (const mode of LADDER) {
      for (let bar = 0; bar < 16; bar++) for (const note of padChord(mode, 60, bar)) expect(SCALES[mode]).toContain((note + 120 - 60) % 12);
      for (let beat = 0; beat < 64; beat++) {
        const notes = beatDegrees(beat, 2.5);
        expect(notes.length).toBeGreaterThanOrEqual(2);
        expect(notes.length).toBeLessThanOrEqual(3);
        expect(beatDegrees(beat, 2.5)).toEqual(notes);
      }
    }
  });
});

describe('levels', () => {
  it('rise at most 3 dB/s however they are asked, may fall faster, and end at silence', () => {
    let db = FLOOR_DB;
    for (let k = 0; k < 600; k++) {
      const next = nextLevel(db, -10, 1 / 60);
      expect(next - db).toBeLessThanOrEqual(3 / 60);
      db = next;
    }
    expect(db).toBeCloseTo(FLOOR_DB + 22, 9);
    expect(nextLevel(-10, -200, 100)).toBe(FLOOR_DB);
    expect(nextLevel(-20, Number.NaN, 1)).toBe(-32);
    expect(amplitude(FLOOR_DB)).toBe(0);
    expect(amplitude(-20)).toBeCloseTo(0.1, 12);
  });
});
