/**
 * The hourglass against a constant and a random pace, on a crowd that responds: intensity rises at `k` a second under threat and decays with time
 * constant `tau` without it (Booth 2009, slide 81; science.md, section 5). Good pacing brings peaks, and a rest of 30 to 45 s after each.
 */
import { describe, expect, test } from 'vitest';
import { nextPhase, OFF, ON, type Phase, RELAX_SECONDS, SUSTAIN_SECONDS } from '../../../shared/dream/orchestration/rules.ts';
import { between, normal, type StreamState, streamOf, uniform } from '../../../shared/kernel/random.ts';

const DT = 0.05;
const NIGHT = 1200;

interface Crowd {
  readonly k: number;
  readonly tau: number;
  readonly noise: number;
}
type Pace = (intensity: number, seconds: number) => boolean;

/** Intensity over a night under a pace. */
function live(crowd: Crowd, pace: Pace, random: StreamState): number[] {
  let felt = 0.1;
  const out: number[] = [];
  for (let s = 0; s < NIGHT; s += DT) {
    const threat = pace(felt, s);
    felt += threat ? crowd.k * DT : (-felt / crowd.tau) * DT;
    felt = Math.min(1, Math.max(0, felt + crowd.noise * Math.sqrt(DT) * normal(random)));
    out.push(felt);
  }
  return out;
}

function hourglass(turned: (phase: Phase, seconds: number) => void = () => undefined): Pace {
  let phase: Phase = 'build';
  let since = 0;
  return (intensity, seconds) => {
    const next = nextPhase(phase, seconds - since, intensity);
    if (next !== phase) {
      [phase, since] = [next, seconds];
      turned(phase, seconds);
    }
    return phase === 'build' || phase === 'sustain';
  };
}

/** Rests between two peaks that lasted 30 to 45 s (noise moves an end by some seconds): from the fall under OFF to the lowest point before it climbs again. */
function goodRests(line: readonly number[]): number {
  let good = 0;
  let peaked = false;
  let fell = -1;
  let lowest = -1;
  line.forEach((felt, i) => {
    if (felt >= ON) {
      const rest = (lowest - fell) * DT;
      if (peaked && fell >= 0 && rest >= 27 && rest <= 48) good++;
      [peaked, fell, lowest] = [true, -1, -1];
    }
    if (peaked && fell < 0 && felt <= OFF) [fell, lowest] = [i, i];
    if (fell >= 0 && felt < (line[lowest] as number)) lowest = i;
  });
  return good;
}

describe('the hourglass', () => {
  test('turns build, sustain, fade, relax and nothing else, in the predicted times', () => {
    const crowd: Crowd = { k: 0.02, tau: 20, noise: 0 };
    const turns: { phase: Phase; seconds: number }[] = [];
    live(
      crowd,
      hourglass((phase, seconds) => turns.push({ phase, seconds })),
      streamOf('pacing', 'order'),
    );
    const order = ['sustain', 'fade', 'relax', 'build'];
    expect(turns.length).toBeGreaterThan(20);
    turns.forEach((t, i) => {
      expect(t.phase).toBe(order[i % 4]);
    });
    const length = (i: number): number => (turns[i + 1]?.seconds ?? 0) - (turns[i]?.seconds ?? 0);
    const peak = ON + crowd.k * SUSTAIN_SECONDS;
    const low = OFF * Math.exp(-RELAX_SECONDS / crowd.tau);
    const want = [SUSTAIN_SECONDS, crowd.tau * Math.log(peak / OFF), RELAX_SECONDS, (ON - low) / crowd.k];
    for (let i = 4; i < 8; i++) expect(Math.abs(length(i) - (want[i % 4] ?? 0))).toBeLessThanOrEqual(4 * DT);
    expect(length(4)).toBeGreaterThanOrEqual(3);
    expect(length(4)).toBeLessThanOrEqual(5);
    expect(length(6)).toBeGreaterThanOrEqual(30);
    expect(length(6)).toBeLessThanOrEqual(45);
  });

  test('brings more peaks with a rest after them than a constant or a random pace, in 20 of 20 seeds', () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = streamOf(String(seed), 'pacing');
      const crowd: Crowd = { k: between(random, 0.012, 0.03), tau: between(random, 15, 40), noise: 0.01 };
      const paced = goodRests(live(crowd, hourglass(), random));
      // the same share of the night under threat, evenly; and in stretches of random length
      const share = 0.5;
      const constant = goodRests(live(crowd, (_, s) => s % 2 < 2 * share, random));
      let until = 0;
      let on = false;
      const chance: Pace = (_, s) => {
        if (s >= until) [on, until] = [!on, s + 5 + 60 * uniform(random)];
        return on;
      };
      const drawn = goodRests(live(crowd, chance, random));
      expect(paced).toBeGreaterThanOrEqual(4);
      expect(paced).toBeGreaterThan(constant);
      expect(paced).toBeGreaterThan(drawn);
    }
  });
});
