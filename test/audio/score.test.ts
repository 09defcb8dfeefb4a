import { describe, expect, it } from 'vitest';
import { ownPlan } from '../../client/audio/own.ts';
import { heard, type Note, notesOf } from '../../client/audio/score.ts';
import { hertz, rootOf, SCALES } from '../../client/audio/theory.ts';
import { createListener } from '../../client/ui/listening.ts';
import type { Instrument } from '../../shared/dream/compiled.ts';
import type { MusicPlan } from '../../shared/dream/jukebox/model.ts';
import { LADDER, neutralParams } from '../../shared/dream/jukebox/rules.ts';
import { INSTRUMENTS } from '../../shared/dream/jukebox/schema.ts';
import { fakeLink } from '../ui/fakeLink.ts';

const PLAN: MusicPlan = { mode: 'dorian', tempo: 66, register: 0, velocity: 70, articulation: 0.8, density: 4, flat: 0 };
const score = (seed: number, instruments: readonly Instrument[], plan: MusicPlan = PLAN, beats = 64): Note[] =>
  Array.from({ length: beats }, (_, beat) =>
    notesOf(seed, beat, plan, { mode: plan.mode, root: rootOf(plan.register) }, instruments),
  ).flat();

describe('the notes of a night', () => {
  it('are the same for the same seed and others for another', () => {
    const four = ['harp', 'strings', 'wood', 'bell'] as const;
    expect(score(7, four)).toEqual(score(7, four));
    expect(score(7, four)).not.toEqual(score(8, four));
  });
  it('lie in the scale of the mode, in every mode and at every root', () => {
    for (const mode of LADDER) {
      for (const register of [-6, 0, 4.4]) {
        for (const instrument of INSTRUMENTS) {
          for (const note of score(3, [instrument], { ...PLAN, mode, register })) {
            expect(SCALES[mode]).toContain((note.midi - rootOf(register) + 120) % 12);
          }
        }
      }
    }
  });
  it('are other ones for other instruments, each of which is heard within four beats', () => {
    const all = INSTRUMENTS.map((instrument) => score(3, [instrument]));
    for (const notes of all) expect(notes.some((n) => n.at < 4)).toBe(true);
    expect(new Set(all.map((notes) => JSON.stringify(notes.map(({ midi, at, length }) => [midi, at, length])))).size).toBe(
      INSTRUMENTS.length,
    );
  });
  it('layer: further instruments enter as the music grows fuller and never leave on the way', () => {
    const four = ['harp', 'rails', 'voices', 'bell'] as const;
    expect([1, 1.6, 2.3, 3].map((density) => heard(four, density).length)).toEqual([1, 2, 3, 4]);
  });
  it('one string is out of tune while the plan says so: a quarter of a semitone flat, the others true', () => {
    const flat = score(7, ['harp', 'strings'], { ...PLAN, flat: 25 });
    const sour = flat.filter((n) => n.cents !== 0);
    expect(sour.length).toBeGreaterThan(5);
    for (const note of sour) {
      expect(note.cents).toBe(-25);
      expect((note.midi - rootOf(0) + 120) % 12).toBe(7);
    }
    expect(flat.length).toBeGreaterThan(2 * sour.length);
    expect(score(7, ['harp']).every((n) => n.cents === 0)).toBe(true);
    expect(hertz(69 - 0.25)).toBeCloseTo(433.69, 2);
  });
});

describe('the plan as I hear it', () => {
  const common = neutralParams({ mode: 'dorian', low: 60, high: 72, instruments: ['harp'] });
  it('is the common one while nothing of mine moves', () => expect(ownPlan(PLAN, common, common)).toEqual(PLAN));
  it('takes my own tempo, step of mode and fullness on top', () => {
    const own = { ...common, tempo: common.tempo + 6, mode: 1, intensity: -1 };
    expect(ownPlan(PLAN, common, own)).toMatchObject({ tempo: 72, mode: 'mixolydian', velocity: 50, density: 3 });
  });
});

describe('captions of what is heard', () => {
  const seen = (() => {
    const link = fakeLink();
    const frame = link.frame(0);
    if (!frame) throw new Error('the fake line shows nothing');
    return frame;
  })();
  const at = (plan: Partial<MusicPlan>, weather = 0) => ({
    ...seen,
    common: { ...seen.common, instruments: 'harp voices', plan: { ...PLAN, density: 1, ...plan } },
    own: { ...seen.own, params: { ...seen.own.params, weather } },
  });
  it('say each thing once as it begins, at most one in six seconds, the same kind not again within forty', () => {
    const listener = createListener();
    expect(listener.hear(at({}), 0)).toBe('');
    expect(listener.hear(at({ flat: 25 }, 0.5), 10)).toBe('rain begins');
    expect(listener.hear(at({ flat: 25 }, 0.5), 12)).toBe('');
    expect(listener.hear(at({ flat: 25 }, 0.5), 17)).toBe('a string is flat');
    expect(listener.hear(at({ flat: 25, density: 2 }, 0.5), 24)).toBe('voices enter');
    expect(listener.hear(at({ density: 2, tempo: 60 }), 31)).toBe('the music slows');
    expect(listener.hear(at({ density: 2, tempo: 66 }, 0.5), 38)).toBe('');
    expect(listener.hear(at({ density: 2, tempo: 66 }, 0.5), 72)).toBe('rain begins');
    expect(listener.hear(at({ density: 2, tempo: 66 }, 0.5), 79)).toBe('the music quickens');
  });
});
