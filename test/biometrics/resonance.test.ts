import { describe, expect, it } from 'vitest';
import { assessPace, COACH_PACES, nextPace, type PacedStretch, resonanceOf } from '../../shared/biometrics/resonance.ts';
import { between, normal, type StreamState, streamOf } from '../../shared/kernel/random.ts';

/**
 * A heart that answers breath through a second-order resonance (band-pass, Q of about 2) at `f0` breaths a minute: science.md, item "breath
 * coach". Integrated in steps of 20 ms; the beats fall by pulse frequency modulation, with 8 ms of jitter and a wandering rate.
 */
function heart(random: StreamState, f0: number, perMinute: number, seconds = 120, q = 2, depthBpm = 7): number[] {
  const w0 = (2 * Math.PI * f0) / 60;
  const w = (2 * Math.PI * perMinute) / 60;
  const phase = between(random, 0, 2 * Math.PI);
  const own = between(random, 0.08, 0.12);
  let ownPhase = 0;
  const rr: number[] = [];
  const dt = 0.02;
  let [y, v, charge, last, wander] = [0, 0, 0, -1, 0];
  for (let i = 0; i < seconds / dt; i++) {
    const t = i * dt;
    // y'' + (w0 / q) y' + w0^2 y = (w0 / q) u'
    v += dt * ((w0 / q) * (w * Math.cos(w * t + phase) - v) - w0 * w0 * y);
    y += dt * v;
    wander += dt * -0.05 * wander + 0.15 * Math.sqrt(dt) * normal(random);
    // the blood pressure's own 0.1 Hz wave keeps its phase for some 20 s
    ownPhase += 2 * Math.PI * own * dt + 0.3 * Math.sqrt(dt) * normal(random);
    charge += (dt / 60) * (66 + depthBpm * y + wander + 0.8 * Math.sin(ownPhase));
    if (charge < 1) continue;
    charge -= 1;
    if (last >= 0) rr.push((t - last) * 1000 + 8 * normal(random));
    last = t;
  }
  return rr;
}

function search(random: StreamState, f0: number, q = 2, depthBpm = 7): PacedStretch[] {
  return COACH_PACES.map((perMinute) => ({ perMinute, rrMs: heart(random, f0, perMinute, 120, q, depthBpm) }));
}

describe('resonance of the breath', () => {
  it('is found within .25 a minute in at least 19 of 20 seeds', () => {
    let near = 0;
    for (let seed = 0; seed < 20; seed++) {
      const s = streamOf(String(seed), 'resonance');
      const f0 = between(s, 4.5, 6.5);
      const found = resonanceOf(search(s, f0, between(s, 1.6, 2.5)));
      if (found.kind === 'found' && Math.abs(found.perMinute - f0) <= 0.25) near++;
    }
    expect(near).toBeGreaterThanOrEqual(19);
  });

  it('has more than twice the low-frequency power of breathing at 15 a minute', () => {
    for (const seed of ['1', '2', '3']) {
      const s = streamOf(seed, 'power');
      const at = (perMinute: number) => assessPace({ perMinute, rrMs: heart(s, 5.5, perMinute) }).lowPowerMs2;
      expect(at(5.5)).toBeGreaterThan(2 * at(15));
    }
  });

  it('says when the largest swing lies at the edge of what was breathed', () => {
    const edge = resonanceOf(search(streamOf('4', 'edge'), 4));
    expect(edge).toMatchObject({ kind: 'found', nearest: 4.5, atEdge: true });
    expect(resonanceOf(search(streamOf('4', 'middle'), 5.5))).toMatchObject({ kind: 'found', nearest: 5.5, atEdge: false });
  });

  it('asks for the five paces in turn, and for none after them', () => {
    const all = search(streamOf('5', 'paces'), 5.5);
    expect(COACH_PACES.map((_, i) => nextPace(all.slice(0, i)))).toEqual([6.5, 6, 5.5, 5, 4.5]);
    expect(nextPace(all)).toBeNull();
  });

  it('stops when more than 5 % of the beats had to be mended, and not for one bad beat at the start', () => {
    const [first, second, ...rest] = search(streamOf('6', 'artefacts'), 5.5) as [PacedStretch, PacedStretch];
    const rough = { ...second, rrMs: second.rrMs.map((rr, i) => (i % 8 === 4 ? rr * 1.6 : rr)) };
    expect(assessPace(rough).artefactShare).toBeGreaterThan(0.05);
    expect(nextPace([first, rough])).toBeNull();
    expect(resonanceOf([first, rough, ...(rest as PacedStretch[])])).toMatchObject({ kind: 'none', reason: 'artefacts' });
    const young = { perMinute: 6, rrMs: [...first.rrMs.slice(0, 14), 1700] };
    expect(assessPace(young)).toMatchObject({ stop: false });
  });

  it('gives no pace to a heart that no breath moves, and none to a search cut short', () => {
    expect(resonanceOf(search(streamOf('7', 'still'), 5.5, 2, 0))).toMatchObject({ kind: 'none', reason: 'still' });
    const all = search(streamOf('8', 'short'), 5.5);
    expect(resonanceOf(all.slice(0, 4))).toMatchObject({ kind: 'none', reason: 'short' });
    const cut = all.map((p, i) => (i === 2 ? { ...p, rrMs: p.rrMs.slice(0, 50) } : p));
    expect(resonanceOf(cut)).toMatchObject({ kind: 'none', reason: 'short' });
    expect(resonanceOf([])).toMatchObject({ kind: 'none', reason: 'short', paces: [] });
  });
});
