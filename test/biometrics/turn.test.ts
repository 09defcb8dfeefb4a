import { describe, expect, it } from 'vitest';
import { featuresOf } from '../../shared/biometrics/features.ts';
import { turnOf } from '../../shared/biometrics/turn.ts';

/** Intervals of a heart at `bpm` that breath moves by `sway` bpm, ms. */
function breathing(bpm: number, sway: number, beats: number): number[] {
  const out: number[] = [];
  for (let i = 0, t = 0; i < beats; i++) {
    const rr = 60000 / (bpm + sway * Math.sin((2 * Math.PI * t) / 10_000));
    out.push(rr);
    t += rr;
  }
  return out;
}

describe('a turn of the heart', () => {
  const calm = breathing(66, 8, 100);
  it('is none while a heart swings with its breath, however wide', () => {
    for (let n = 60; n <= calm.length; n++) expect(turnOf(calm.slice(0, n), true)?.share).toBeLessThan(0.1);
  });
  it('is told by three beats that leave what the half minute before had, up or down, and is sure 5 bpm beyond it', () => {
    const three = (bpm: number) => turnOf([...calm, 60000 / bpm, 60000 / bpm, 60000 / bpm], true);
    expect(three(80)).toEqual({ rateBpm: expect.closeTo(80, 6), share: 1 });
    expect(three(52)).toMatchObject({ share: 1 });
    expect(three(76)?.share).toBeGreaterThan(0.3);
    expect(three(76)?.share).toBeLessThan(0.6);
  });
  it('one beat alone is hardly one', () => {
    expect(turnOf([...calm, 60000 / 80], true)?.share).toBeLessThan(0.5);
  });
  it('is over when the slow windows have come up with it', () => {
    expect(turnOf([...calm, ...breathing(88, 8, 30)], true)?.share).toBeLessThan(0.1);
  });
  it('cannot be told of 20 s, nor while the newest beats had to be mended', () => {
    expect(turnOf(calm.slice(0, 22), true)).toBeNull();
    expect(turnOf(calm, false)).toBeNull();
    expect(featuresOf([...calm, 60000 / 66 / 3]).turn).toBeNull();
  });
});
