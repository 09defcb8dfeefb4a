import { describe, expect, it } from 'vitest';
import { batchReading, featuresOf, type TimedBeat } from '../../shared/biometrics/features.ts';
import { checkReading, type Reading } from '../../shared/biometrics/reading.ts';
import { skinResponse } from '../../shared/biometrics/skin.ts';
import { createBody, stepBody } from '../../shared/biometrics/synthetic.ts';
import {
  createWindow,
  endSensor,
  pushBeat,
  pushRate,
  pushSkin,
  readingAt,
  restartBaseline,
  type SensorWindow,
} from '../../shared/biometrics/window.ts';
import { between, chance, normal, streamOf } from '../../shared/kernel/random.ts';
import oracle from './hrvanalysis.json' with { type: 'json' };

/** Beats as a strap sends them: packets about once a second, with artefacts and a silence of 5 s when asked. */
function stream(seed: number, seconds: number, rough: boolean): TimedBeat[] {
  const s = streamOf(String(seed), 'packets');
  const body = createBody(streamOf(String(seed), 'body'));
  const out: TimedBeat[] = [];
  for (let at = 1000; at <= seconds * 1000; at += 1000 + Math.floor(between(s, -60, 60))) {
    const arousal = at > 130_000 ? 0.9 : 0;
    for (const { rrMs } of stepBody(body, at / 1000 - body.seconds, { arousal }).beats) {
      const artefact = rough && chance(s, 0.04);
      if (rough && at > 80_000 && at < 85_000) continue;
      out.push({ rrMs: artefact ? rrMs * between(s, 0.3, 2.2) : rrMs, atMs: at });
    }
  }
  return out;
}

function feed(w: SensorWindow, beats: readonly TimedBeat[], untilMs: number, each: (r: Reading, nowMs: number) => void): void {
  let next = 0;
  for (let now = 0; now <= untilMs; now += 50) {
    while (next < beats.length && (beats[next] as TimedBeat).atMs <= now) {
      const { rrMs, atMs } = beats[next++] as TimedBeat;
      pushBeat(w, rrMs, atMs);
    }
    const reading = readingAt(w, now);
    if (reading) each(reading, now);
  }
}

describe('the live window', () => {
  it.each([
    [1, false],
    [2, true],
    [3, true],
  ])(
    'equals the batch value exactly, seed %i, rough %s',
    (seed, rough) => {
      const beats = stream(seed, 170, rough);
      const seen = new Set<string>();
      let compared = 0;
      feed(createWindow(0), beats, 185_000, (reading, now) => {
        seen.add(reading.state);
        expect(checkReading(reading)).toEqual(reading);
        if (reading.seq % 37 !== 0 && now < 183_000) return;
        compared++;
        expect(reading).toEqual(
          batchReading(
            beats.filter((b) => b.atMs <= now),
            now,
            reading.seq,
          ),
        );
      });
      expect(compared).toBeGreaterThan(15);
      expect([...seen]).toEqual(expect.arrayContaining(['poor', 'good', 'stale', 'lost']));
    },
    60_000,
  );

  it('gives at most four a second, numbered without a gap', () => {
    const times: number[] = [];
    const seqs: number[] = [];
    feed(createWindow(0), stream(4, 20, false), 20_000, (r, now) => {
      times.push(now);
      seqs.push(r.seq);
    });
    expect(times.length).toBeGreaterThan(60);
    for (let i = 1; i < times.length; i++) expect((times[i] as number) - (times[i - 1] as number)).toBeGreaterThanOrEqual(250);
    expect(seqs).toEqual(seqs.map((_, i) => i));
  });

  it('goes good, stale after 3 s, lost after 10 s (once), and back by poor to good', () => {
    const first = stream(5, 40, false);
    const later = stream(6, 40, false).map((b) => ({ ...b, atMs: b.atMs + 60_000 }));
    const changes: [string, number][] = [];
    let lost = 0;
    feed(createWindow(0), [...first, ...later], 100_000, (r, now) => {
      if (r.state === 'lost') lost++;
      if (changes.at(-1)?.[0] !== r.state) changes.push([r.state, now]);
    });
    expect(changes.map(([state]) => state)).toEqual(['poor', 'good', 'stale', 'lost', 'poor', 'good']);
    const end = (first.at(-1) as TimedBeat).atMs;
    const at = (state: string): number => (changes.find(([s]) => s === state) as [string, number])[1] - end;
    expect(at('stale')).toBeGreaterThanOrEqual(3000);
    expect(at('stale')).toBeLessThanOrEqual(3250);
    expect(at('lost')).toBeGreaterThanOrEqual(10_000);
    expect(at('lost')).toBeLessThanOrEqual(10_250);
    expect(lost).toBe(1);
  });

  it('has arousal 0 until a minute is heard, near 0 at rest, high when the body is stirred, and keeps the baseline over a loss', () => {
    const beats = stream(7, 200, false);
    const rest: number[] = [];
    let stirred = 0;
    feed(createWindow(0), beats, 199_000, (r, now) => {
      if (now < 55_000) expect(r.arousal).toBe(0);
      if (now > 70_000 && now < 130_000) rest.push(r.arousal);
      if (now > 190_000) stirred = r.arousal;
    });
    expect(Math.abs(rest.reduce((a, b) => a + b, 0) / rest.length)).toBeLessThan(25);
    expect(stirred).toBeGreaterThan(90);
  });

  it('has its whole baseline at two minutes of heart time, and from then on ages it by a spread in 14 minutes at most', () => {
    const w = createWindow(0);
    const s = streamOf('1', 'rest');
    for (let i = 0; i < 160; i++) pushBeat(w, 800 + 15 * normal(s), i * 800);
    const rest = w.rest.whole?.rate;
    expect(rest?.middle).toBeCloseTo(75, 0);
    expect(w.rest.samples.rate).toEqual([]);
    // twenty minutes at 120 bpm: nine spreads away, and the middle moves by 240 steps of half a percent of one
    for (let i = 0; i < 2400; i++) pushBeat(w, 500 + 10 * normal(s), 128_000 + i * 500);
    const moved = ((w.rest.whole?.rate?.middle ?? 0) - (rest?.middle ?? 0)) / (rest?.spread ?? 1);
    expect(moved).toBeGreaterThan(1.2);
    expect(moved).toBeLessThan(1.5);
    expect(readingAt(w, 128_000 + 2400 * 500)?.arousal).toBeGreaterThan(100);
  });

  it('forgets a drift within the spread with a half-life of ten minutes', () => {
    const w = createWindow(0);
    const s = streamOf('1', 'rest');
    for (let i = 0; i < 160; i++) pushBeat(w, 800 + 15 * normal(s), i * 800);
    const before = w.rest.whole?.rate?.middle ?? 0;
    let ms = 0;
    while (ms < 600_000) {
      const rr = 770 + 15 * normal(s);
      ms += rr;
      pushBeat(w, rr, 128_000 + ms);
    }
    expect(((w.rest.whole?.rate?.middle ?? 0) - before) / (60_000 / 770 - before)).toBeCloseTo(0.5, 1);
  });

  it('hears skin as well: equal to the batch value, silent 3 s after its last sample, and no heart', () => {
    const beats = stream(8, 150, false);
    const s = streamOf('8', 'skin');
    const skin: { microsiemens: number; atMs: number }[] = [];
    for (let at = 250; at <= 140_000; at += 250) {
      if (at > 70_000 && at < 76_000) continue;
      const second = at / 1000;
      const rises = second > 120 ? skinResponse(second % 4) + skinResponse((second % 4) + 4) : 0;
      skin.push({ microsiemens: 5 + 0.4 * rises + between(s, 0, 0.002), atMs: at });
    }
    const w = createWindow(0);
    const deaf = createWindow(0);
    let [next, nextBeat, apart] = [0, 0, 0];
    for (let now = 0; now <= 146_000; now += 50) {
      while (next < skin.length && (skin[next]?.atMs as number) <= now) {
        const { microsiemens, atMs } = skin[next++] as (typeof skin)[number];
        pushSkin(w, microsiemens, atMs);
      }
      while (nextBeat < beats.length && (beats[nextBeat] as TimedBeat).atMs <= now) {
        const { rrMs, atMs } = beats[nextBeat++] as TimedBeat;
        pushBeat(w, rrMs, atMs);
        pushBeat(deaf, rrMs, atMs);
      }
      const reading = readingAt(w, now);
      const without = readingAt(deaf, now);
      if (!reading) continue;
      if (reading.arousal !== without?.arousal) apart = now;
      if (reading.seq % 97 !== 0) continue;
      const heard = beats.filter((b) => b.atMs <= now);
      expect(reading).toEqual(batchReading(heard, now, reading.seq, { skin }));
    }
    expect(apart).toBeGreaterThan(140_000);
    expect(apart).toBeLessThan(143_100);
    const alone = createWindow(0);
    for (const { microsiemens, atMs } of skin) pushSkin(alone, microsiemens, atMs);
    expect(readingAt(alone, 150_000)).toBeNull();
  });

  it('takes the baseline anew when asked', () => {
    const w = createWindow(0);
    let last: Reading | null = null;
    feed(w, stream(7, 100, false), 100_000, (r) => (last = r));
    expect(w.rest.heartMs).toBeGreaterThan(90_000);
    restartBaseline(w);
    expect(readingAt(w, 100_300)?.arousal).toBe(0);
    expect(last).not.toBeNull();
  });

  it('says refused and unplugged at once and once, without a number', () => {
    const refused = createWindow(0);
    endSensor(refused, 'refused');
    expect(readingAt(refused, 10)).toMatchObject({ state: 'refused', hr: 0, quality: 0, seq: 0 });
    expect(readingAt(refused, 1000)).toBeNull();

    const w = createWindow(0);
    for (let i = 0; i < 40; i++) pushBeat(w, 800, i * 800);
    expect(readingAt(w, 32_000)?.state).toBe('good');
    endSensor(w, 'lost');
    expect(readingAt(w, 32_250)).toMatchObject({ state: 'lost', hr: 0, arousal: 0 });
    expect(readingAt(w, 40_000)).toBeNull();
    pushBeat(w, 800, 41_000);
    expect(readingAt(w, 41_000)).toMatchObject({ state: 'poor', hr: 75 });
  });

  it('marks a synthetic body', () => {
    const w = createWindow(0, true);
    for (let i = 0; i < 40; i++) pushBeat(w, 800, i * 800);
    expect(readingAt(w, 32_000)?.state).toBe('synthetic');
  });

  it('lives on bare rates, poorly, and leaves them aside while intervals come', () => {
    const w = createWindow(0);
    for (let t = 0; t <= 70; t++) pushRate(w, t < 65 ? 70 + (t % 3) : 95, t * 1000);
    expect(readingAt(w, 70_000)).toMatchObject({ state: 'poor', hr: 95, rmssd: 0, quality: 1 });
    expect(readingAt(w, 70_250)?.arousal).toBeGreaterThan(60);
    pushBeat(w, 1000, 71_000);
    pushRate(w, 120, 71_500);
    expect(readingAt(w, 71_600)?.hr).toBe(60);
  });

  it('refuses what is no beat', () => {
    const w = createWindow(0);
    for (const rr of [NaN, -1, Infinity, 64_001]) expect(pushBeat(w, rr, 0)).toBe(false);
    for (const bpm of [NaN, 0, 24, 241]) expect(pushRate(w, bpm, 0)).toBe(false);
    expect(readingAt(w, 5000)).toBeNull();
  });

  it('calls half rubbish poor and mends a little', () => {
    const rr = oracle.nnMs.slice(0, 100);
    expect(featuresOf(rr).quality).toBe(3);
    expect(featuresOf(rr.map((v, i) => (i % 2 ? v : v * 3))).quality).toBeLessThan(2);
  });

  it('a clock set back by an hour, or a packet from the future, freezes nothing', () => {
    const w = createWindow(3_600_000);
    for (let i = 0; i < 40; i++) pushBeat(w, 800, 3_600_000 + i * 800);
    expect(readingAt(w, 3_632_000)?.state).toBe('good');
    for (let i = 0; i < 5; i++) pushBeat(w, 800, 1000 + i * 800);
    const back = readingAt(w, 5000);
    expect(back).toMatchObject({ state: 'good', seq: 1 });
    expect(readingAt(w, 9000)?.state).toBe('stale');
    expect(readingAt(w, 16_000)?.state).toBe('lost');
    pushBeat(w, 800, 90_000_000);
    expect(readingAt(w, 17_000)?.state).toBe('poor');
    expect(readingAt(w, 28_000)?.state).toBe('lost');
  });

  it('a signal that drops, returns, jitters, repeats or runs backwards: never a throw, always a valid Reading, lost in the end (8 seeds)', () => {
    for (let seed = 0; seed < 8; seed++) {
      const s = streamOf(String(seed), 'rough');
      const w = createWindow(0);
      const seen = new Set<string>();
      let now = 0;
      let silent = 0;
      let [seq, deviceMs] = [-1, 0];
      for (let k = 0; k < 1000; k++) {
        now += between(s, 0, 400);
        if (chance(s, 0.004)) now -= between(s, 0, 60_000);
        if (chance(s, 0.01)) silent = 80;
        if (silent-- <= 0 || k > 950) {
          const rr = chance(s, 0.03) ? between(s, -100, 70_000) : 800 + 30 * normal(s);
          const at = now + (chance(s, 0.1) ? between(s, -5000, 300) : 0);
          for (let again = chance(s, 0.05) ? 3 : 1; again > 0 && k <= 950; again--) pushBeat(w, rr, at);
        }
        if (chance(s, 0.005)) pushRate(w, between(s, 0, 300), now);
        if (chance(s, 0.002)) endSensor(w, 'lost');
        const reading = readingAt(w, now);
        if (!reading) continue;
        seen.add(reading.state);
        expect(checkReading(reading)).toEqual(reading);
        expect(reading.seq).toBe(seq + 1);
        expect(reading.deviceMs).toBeGreaterThanOrEqual(deviceMs);
        ({ seq, deviceMs } = reading);
      }
      expect([...seen]).toEqual(expect.arrayContaining(['poor', 'stale', 'lost']));
      for (let k = 0; k < 60; k++) readingAt(w, now + 250 * k);
      expect(readingAt(w, now + 20_000)).toBeNull();
      for (let k = 0; k < 60; k++) pushBeat(w, 800 + 20 * normal(s), now + 20_000 + 800 * k);
      expect(readingAt(w, now + 68_000)).toMatchObject({ state: 'good' });
    }
  });
});
