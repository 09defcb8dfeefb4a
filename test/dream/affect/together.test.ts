import { describe, expect, it } from 'vitest';
import { AGGREGATE_OF } from '../../../shared/dream/affect/together.ts';
import type { Dream } from '../../../shared/dream/world.ts';
import { must } from '../../../shared/kernel/assert.ts';
import { addPerson, agree, handWorld, read, run, takeBackConsent } from './bodies.ts';

/** `n` people ten metres apart, all of whom steer the group; the first alone is aroused. */
function gathered(n: number): Dream {
  const dream = handWorld();
  for (let k = 1; k <= n; k++) {
    addPerson(dream, `p${k}`, -20 + 10 * k, 0);
    agree(dream, `p${k}`, 'group');
  }
  return dream;
}

const live = (dream: Dream, ticks: number) =>
  run(dream, ticks, (now, t) => {
    if (t % 5 === 0) for (const who of Object.keys(dream.world.people.byId)) read(now, who, { arousal: who === 'p1' ? 120 : 0 });
  });
const logged = (dream: Dream) => Object.values(dream.world.affect.field.log).flat().length;
const spoken = (dream: Dream, who: string) => must(dream.world.affect.feeling[who], 'feeling').signal;

describe('bodies together', () => {
  it('few act where they stand, an aggregate leaves no body in the air', () => {
    const few = gathered(AGGREGATE_OF - 1);
    live(few, 200);
    expect(few.world.affect.together.state).toBe('few');
    expect(logged(few)).toBeGreaterThan(0);
    const many = gathered(AGGREGATE_OF);
    live(many, 200);
    expect(many.world.affect.together.state).toBe('open');
    expect(logged(many)).toBe(0);
    expect(spoken(many, 'p1')).toBeGreaterThan(0.2);
  });

  it('one who leaves silences all within 5 s, a second one takes the aggregate anew, without either', () => {
    const dream = gathered(AGGREGATE_OF + 2);
    live(dream, 300);
    takeBackConsent(dream, 'p2', 'group');
    live(dream, 100);
    expect(dream.world.affect.together.state).toBe('silent');
    expect(spoken(dream, 'p1')).toBe(0);
    takeBackConsent(dream, 'p3', 'group');
    live(dream, 100);
    expect(dream.world.affect.together).toEqual({ state: 'open', of: ['p1', 'p4', 'p5', 'p6', 'p7'] });
    expect(spoken(dream, 'p1')).toBeGreaterThan(0.2);
  });

  it('what was given while they were few goes for all of them when they become an aggregate', () => {
    const dream = gathered(AGGREGATE_OF - 1);
    live(dream, 200);
    addPerson(dream, 'p9', 0, 0);
    agree(dream, 'p9', 'group');
    live(dream, 4);
    expect(logged(dream)).toBe(0);
    expect(Math.max(...dream.world.affect.field.arousal.map(Math.abs))).toBeLessThan(1e-12);
  });

  it('simulated citizens hide nobody: they do not count', () => {
    const dream = gathered(AGGREGATE_OF);
    must(dream.world.people.byId.p2, 'person').kind = 'simulated';
    live(dream, 20);
    expect(dream.world.affect.together.state).toBe('few');
  });
});
