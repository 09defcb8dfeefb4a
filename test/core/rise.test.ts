import { describe, expect, it } from 'vitest';
import { ownPlan } from '../../client/audio/own.ts';
import type { Reading } from '../../shared/biometrics/reading.ts';
import { createWindow, pushBeat, readingAt } from '../../shared/biometrics/window.ts';
import type { MusicPlan, Params } from '../../shared/dream/jukebox/model.ts';
import { paramsFor } from '../../shared/dream/jukebox/step.ts';
import { streamOf, uniform } from '../../shared/kernel/random.ts';
import { addPerson, agree, handWorld, read, run } from '../dream/affect/bodies.ts';
import { shipped } from './shipped.ts';

/** The climb begins after this long, s, and is told by packets once a second, as straps send them. */
const CALM_S = 150;
const PACKET_S = 1;

/** Intervals of a heart with its breath and its slow wave (pulse frequency modulation), that climbs by `rise` bpm over `over` s; ms, with their moments, s. */
function climbing(seed: number, rise: number, over: number): { rrMs: number; at: number }[] {
  const random = streamOf(String(seed), 'climb');
  const [slow, breath] = [uniform(random), uniform(random)];
  const beats: { rrMs: number; at: number }[] = [];
  let [charge, last] = [uniform(random), 0];
  for (let t = 0; t < CALM_S + 20; t += 0.01) {
    const up = rise * Math.min(1, Math.max(0, (t - CALM_S) / over));
    const waves = 0.03 * Math.sin(2 * Math.PI * (0.1 * t + slow)) + 0.04 * Math.sin(2 * Math.PI * (0.25 * t + breath));
    charge += ((68 + up) / 60) * (1 + waves) * 0.01;
    if (charge < 1) continue;
    charge -= 1;
    beats.push({ rrMs: (t - last) * 1000, at: t });
    last = t;
  }
  return beats.slice(1);
}

/**
 * When the climb can be told from what this heart did before, s: at the packet by which its newest three beats are 5 bpm above all that three
 * beats did in the half minute before the climb. Worked out here from the beats alone.
 */
function detectable(beats: readonly { rrMs: number; at: number }[]): number {
  const rate = (i: number): number => 180_000 / [0, 1, 2].reduce((sum, k) => sum + (beats[i - k]?.rrMs ?? 1e9), 0);
  const highest = Math.max(...beats.map((b, i) => (i > 2 && b.at > CALM_S - 30 && b.at <= CALM_S ? rate(i) : 0)));
  const first = beats.find((b, i) => b.at > CALM_S && rate(i) > highest + 5);
  return Math.ceil((first?.at ?? Number.POSITIVE_INFINITY) / PACKET_S) * PACKET_S;
}

interface Night {
  readonly at: number;
  readonly params: Params;
  readonly plan: MusicPlan;
}

/** The readings of such a heart by tick: packets into the window, readings out of it at most four a second. */
function readingsOf(beats: readonly { rrMs: number; at: number }[]): Map<number, Reading> {
  const window = createWindow(0);
  const out = new Map<number, Reading>();
  let next = 0;
  for (let tick = 1; tick <= (CALM_S + 20) * 20; tick++) {
    if (tick % (20 * PACKET_S) === 0)
      for (; next < beats.length && (beats[next]?.at ?? 0) <= tick / 20; next++) pushBeat(window, beats[next]?.rrMs ?? 0, tick * 50);
    const reading = readingAt(window, tick * 50);
    if (reading) out.set(tick, reading);
  }
  return out;
}

/** The night of one who lets their own view be steered by these readings. */
function dreamt(scenario: Awaited<ReturnType<typeof shipped>>, readings: ReadonlyMap<number, Reading>): Night[] {
  const dream = handWorld(scenario);
  addPerson(dream, 'p1', 0, 0);
  agree(dream, 'p1', 'own-view');
  const out: Night[] = [];
  run(dream, (CALM_S + 20) * 20, (now, tick) => {
    const reading = readings.get(tick);
    if (reading && reading.state !== 'synthetic') read(now, 'p1', { ...reading, state: reading.state });
    const params = paramsFor(dream.world, scenario, 'p1');
    const { plan, group } = dream.world.jukebox;
    out.push({ at: tick / 20, params, plan: ownPlan(plan, group, params) });
  });
  return out;
}

const HEARTS = [1, 2, 3].map((seed) => {
  const beats = climbing(seed, 24, 5);
  return { from: detectable(beats), readings: readingsOf(beats) };
});

describe("a strap's rise", () => {
  it.each(['01-the-ritual', '03-the-reckoning'])(
    'has turned the own light and music of %s more than half their way 2 s after it can be told',
    async (name) => {
      const scenario = await shipped(name);
      const took: number[] = [];
      for (const { from, readings } of HEARTS) {
        const night = dreamt(scenario, readings);
        const of = (value: (n: Night) => number): void => {
          const mean = (list: readonly Night[]): number => list.reduce((sum, n) => sum + value(n), 0) / list.length;
          const before = mean(night.filter((n) => n.at > CALM_S - 20 && n.at <= CALM_S));
          const after = mean(night.slice(-60));
          expect(Math.abs(after - before)).toBeGreaterThan(0.05);
          const half = night.find((n) => n.at >= CALM_S && (value(n) - before) / (after - before) > 0.5)?.at ?? Number.POSITIVE_INFINITY;
          took.push(half - from);
        };
        of((n) => n.params.light);
        of((n) => n.plan.velocity);
        of((n) => n.plan.density);
      }
      expect(Math.max(...took)).toBeLessThanOrEqual(2);
    },
  );
});
