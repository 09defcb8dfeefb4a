import { describe, expect, it } from 'vitest';
import { beginCoach, type CoachForm, type CoachSaid, coachAt, coachBeat, FORM_SECONDS } from '../../shared/biometrics/coach.ts';
import { createBody, stepBody } from '../../shared/biometrics/synthetic.ts';
import { between, streamOf } from '../../shared/kernel/random.ts';

/** A whole search with a synthetic body that follows the pacer; beats come in packets once a second. `hear` may change or drop an interval. */
function searched(
  seed: string,
  resonance: number,
  form: CoachForm,
  hear = (rrMs: number, _at: number): number | null => rrMs,
): CoachSaid[] {
  const body = createBody(streamOf(seed, 'body'), { resonance, lowDepth: 0.01 });
  const run = beginCoach(form, 0);
  const said: CoachSaid[] = [coachAt(run, 0)];
  for (let s = 1; s <= 700 && said.at(-1)?.is === 'pacing'; s++) {
    const drive = { arousal: 0, breathsPerMinute: said.at(-1)?.perMinute ?? 6 };
    for (const { rrMs } of stepBody(body, 1, drive).beats) {
      const heard = hear(rrMs, s);
      if (heard !== null) coachBeat(run, heard, s * 1000);
    }
    said.push(coachAt(run, s * 1000));
  }
  return said;
}

describe('the breath coach', () => {
  it.each(['whole', 'short'] as const)('finds the planted resonance within .5 a minute, %s form', (form) => {
    for (let seed = 0; seed < 5; seed++) {
      const planted = between(streamOf(String(seed), 'planted'), 4.7, 6.3);
      const end = searched(String(seed), planted, form).at(-1);
      expect(end).toMatchObject({ is: 'found', reason: '' });
      expect(Math.abs((end?.found?.perMinute ?? 0) - planted)).toBeLessThanOrEqual(0.5);
      expect(end?.heard.map((h) => h.perMinute)).toEqual([6.5, 6, 5.5, 5, 4.5]);
    }
  });

  it('breathes five paces for as long as its form says, and tells how far it is', () => {
    const said = searched('a', 5.5, 'short');
    expect(said).toHaveLength(5 * FORM_SECONDS.short + 1);
    expect(said[30]).toMatchObject({ is: 'pacing', perMinute: 6.5, seconds: 30, ofSeconds: 80, heard: [] });
    expect(said[170]).toMatchObject({ perMinute: 5.5, seconds: 10 });
    expect(said[170]?.heard).toHaveLength(2);
  });

  it('says nothing of beats: only paces, swings and shares', () => {
    for (const one of searched('b', 5, 'short')) {
      expect(Object.keys(one).sort()).toEqual(['form', 'found', 'heard', 'is', 'ofSeconds', 'perMinute', 'reason', 'seconds']);
      for (const h of one.heard) expect(Object.keys(h).sort()).toEqual(['perMinute', 'share', 'swingBpm']);
    }
  });

  it('begins a pace anew after a silence, and ends when beats stop coming', () => {
    const gap = searched('c', 5.5, 'short', (rr, at) => (at > 40 && at < 46 ? null : rr));
    expect(gap[46]).toMatchObject({ is: 'pacing', perMinute: 6.5, seconds: 0 });
    expect(gap.at(-1)).toMatchObject({ is: 'found' });
    const lost = searched('d', 5.5, 'short', (rr, at) => (at > 100 ? null : rr));
    expect(lost.at(-1)).toMatchObject({ is: 'none', reason: 'lost', found: null });
    expect(lost).toHaveLength(111);
  });

  it('ends at once when too many beats have to be mended, and finds nothing where no pace moves the heart', () => {
    let n = 0;
    const rough = searched('e', 5.5, 'whole', (rr) => (++n % 8 === 4 ? rr * 1.6 : rr));
    expect(rough.at(-1)).toMatchObject({ is: 'none', reason: 'artefacts' });
    expect(rough.length).toBeLessThan(120);
    const s = streamOf('f', 'noise');
    const still = searched('f', 5.5, 'short', () => 850 + between(s, -30, 30));
    expect(still.at(-1)).toMatchObject({ is: 'none', reason: 'still' });
  });
});
