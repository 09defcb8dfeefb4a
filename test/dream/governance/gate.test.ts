import { describe, expect, test } from 'vitest';
import type { PersonEffect } from '../../../shared/dream/effects.ts';
import { ceilingOf, FLOOR_CEILING, gate, VEIL_CEILING } from '../../../shared/dream/governance/gate.ts';
import { hashOf } from '../../../shared/kernel/hash.ts';
import { below, chance, pick, type StreamState, streamOf, uniform } from '../../../shared/kernel/random.ts';
import { Night } from '../narrative/night.ts';
import { SMALL_KNOBS } from '../smallDream.ts';

const TAGS = ['loneliness', 'belonging', 'undeclared'] as const;

/** A night of two people with limits of every kind, and an effect of any kind. */
function caseOf(s: StreamState): { night: Night; effect: PersonEffect } {
  const night = new Night({ knobs: { ...SMALL_KNOBS, ceiling: uniform(s) } });
  night.join('p1', 0, 0);
  night.join('p2', 1, 0);
  const { governance } = night.world;
  for (const who of ['p1', 'p2']) {
    const some = (): string[] => TAGS.filter(() => chance(s, 0.4));
    if (chance(s, 0.8)) governance.limits[who] = { lines: some(), veils: some(), ceiling: uniform(s) * 0.85 };
    if (chance(s, 0.3)) governance.stopped[who] = some();
    if (chance(s, 0.2)) governance.hidden[who] = [who === 'p1' ? 'p2' : 'p1'];
  }
  const effect: PersonEffect = {
    id: 'f1.0',
    kind: pick(s, ['image', 'sound', 'intensity', 'question', 'touch', 'words'] as const),
    to: 'p1',
    by: pick(s, ['dream', 'p2', 'guide']),
    source: 's',
    theme: pick(s, [null, ...TAGS]),
    intensity: uniform(s),
    text: 'the thing itself',
    soft: chance(s, 0.5) ? 'softer' : '',
    because: ['k1.0'],
  };
  return { night, effect };
}

describe('the gate, over generated cases', () => {
  const s = streamOf('1', 'gate');
  const cases = Array.from({ length: 400 }, () => caseOf(s));
  const judged = cases.map(({ night, effect }) => ({ night, effect, verdict: gate(night.world, night.dream.scenario, effect) }));

  test('nothing is ever stronger than the person, the scenario and the floor allow', () => {
    for (const { night, effect, verdict } of judged) {
      const ceiling = ceilingOf(night.world, night.dream.scenario, effect.to);
      expect(verdict.intensity).toBeLessThanOrEqual(ceiling);
      expect(verdict.intensity).toBeLessThanOrEqual(FLOOR_CEILING);
      expect(verdict.intensity).toBeLessThanOrEqual(effect.intensity);
    }
  });

  test('a lined theme never passes, declared or not', () => {
    const lined = judged.filter(
      ({ night, effect }) => effect.theme !== null && night.world.governance.limits.p1?.lines.includes(effect.theme),
    );
    expect(lined.length).toBeGreaterThan(40);
    for (const { verdict } of lined) {
      expect(['substituted', 'refused']).toContain(verdict.outcome);
      expect(verdict.text).not.toBe('the thing itself');
      expect(verdict.text).not.toBe('softer');
      expect(verdict.intensity).toBeLessThanOrEqual(VEIL_CEILING);
    }
  });

  test('a veil covers, a stopped theme and a hidden person do not reach', () => {
    for (const { night, effect, verdict } of judged) {
      const { limits, stopped, hidden } = night.world.governance;
      if (effect.by === 'p2' && (hidden.p1?.includes('p2') || hidden.p2?.includes('p1'))) expect(verdict.rule).toBe('floor.hidden');
      else if (effect.theme !== null && stopped.p1?.includes(effect.theme)) expect(verdict.rule).toBe('floor.stopped');
      else if (effect.theme !== null && limits.p1?.veils.includes(effect.theme)) expect(verdict.text).not.toBe('the thing itself');
    }
  });

  test('the rest passes as it is: the gate is no wall', () => {
    const passed = judged.filter((j) => j.verdict.outcome === 'allowed');
    expect(passed.length).toBeGreaterThan(20);
    for (const { effect, verdict } of passed) expect(verdict).toMatchObject({ intensity: effect.intensity, text: effect.text });
  });

  test('is pure, and another person’s limits change nothing for me', () => {
    for (const { night, effect, verdict } of judged.slice(0, 100)) {
      const before = hashOf(night.world);
      const { governance } = night.world;
      expect(gate(night.world, night.dream.scenario, effect)).toEqual(verdict);
      expect(hashOf(night.world)).toBe(before);
      governance.limits.p2 = { lines: [...TAGS], veils: [], ceiling: below(s, 2) * 0.4 };
      governance.stopped.p2 = [...TAGS];
      expect(gate(night.world, night.dream.scenario, effect)).toEqual(verdict);
    }
  });
});

test('who sets the lowest ceiling gets nothing above it, not even a stand-in', () => {
  const night = new Night();
  night.join('p1', 0, 0);
  night.do('limit.set', 'p1', { lines: ['loneliness'], veils: [], ceiling: 0.1 });
  const verdict = gate(night.world, night.dream.scenario, {
    id: 'f',
    kind: 'image',
    to: 'p1',
    by: 'dream',
    source: 's',
    theme: 'loneliness',
    intensity: 0.5,
    text: 'x',
    soft: '',
    because: [],
  });
  expect(verdict).toMatchObject({ outcome: 'substituted', rule: 'floor.line', intensity: 0.1, text: 'an empty bench in the sun' });
  expect(verdict.because.length).toBe(1);
});

test('nobody who is not dreaming is reached', () => {
  const night = new Night();
  night.join('p1', 0, 0);
  night.do('wake', 'p1', {});
  const effect: PersonEffect = {
    id: 'f',
    kind: 'image',
    to: 'p1',
    by: 'dream',
    source: '',
    theme: null,
    intensity: 0,
    text: 'x',
    soft: '',
    because: [],
  };
  expect(gate(night.world, night.dream.scenario, effect)).toMatchObject({ outcome: 'refused', rule: 'floor.gone' });
});
