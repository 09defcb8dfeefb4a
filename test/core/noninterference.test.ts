import { describe, expect, it } from 'vitest';
import { createCast } from '../../shared/citizens/cast.ts';
import { inventBody } from '../../shared/citizens/tempers.ts';
import type { Command } from '../../shared/dream/commands.ts';
import { digestOf } from '../../shared/dream/digest.ts';
import { CONSENT_WORDING, PURPOSES, type Purpose } from '../../shared/dream/governance/model.ts';
import { common, own } from '../../shared/dream/observe.ts';
import { copyPlain } from '../../shared/dream/snapshot.ts';
import { stepDream } from '../../shared/dream/tick.ts';
import { createDream, type Dream, type World } from '../../shared/dream/world.ts';
import { hashOf } from '../../shared/kernel/hash.ts';
import { below, chance, pick, streamOf } from '../../shared/kernel/random.ts';
import { smallScenario } from '../dream/smallDream.ts';

const scenario = smallScenario();
const ME = 'p1';
const OTHER = 'p2';
const CASES = 1000;

/** Two people and four simulated citizens, ten seconds in. */
function base(): World {
  const dream = createDream(scenario, 'noninterference');
  const cast = createCast(scenario, { seed: 1, size: 4 });
  const join = (by: string): Command => ({
    type: 'join',
    by,
    body: { kind: 'person', name: by, shape: 'moon', cloth: 'teal', cast: '', spawn: '' },
  });
  stepDream(dream, [{ type: 'night.begin', by: 'dream', body: {} }, join(ME), join(OTHER)]);
  for (let i = 0; i < 200; i++) stepDream(dream, cast.act(dream));
  return dream.world;
}

const start = base();
const make = (): Dream => ({ scenario, world: copyPlain(start) });
const member = createCast(scenario, { seed: 2, size: 1 }).state.members[0];

function readings(seed: string, count: number): Command[] {
  const rng = streamOf(seed, 'readings');
  const who = { ...(member as NonNullable<typeof member>), rng };
  const dream = make();
  return Array.from({ length: count }, (_, i) => {
    const body = inventBody(dream, who, 'reading');
    return { type: 'reading', by: ME, body: { ...body, seq: i + 1, hr: 50 + below(rng, 100), state: 'good', quality: 3 } } as Command;
  });
}

/** Consents that allow no reading to steer anything anybody sees. */
const USELESS: readonly Purpose[] = PURPOSES.filter((p) => p === 'keep' || p === 'learn' || p === 'mirror');

function run(dream: Dream, seed: string, withReadings: boolean, consents: readonly Purpose[], ticks = 24): Dream {
  const rng = streamOf(seed, 'moves');
  const given = consents.map((purpose): Command => ({ type: 'consent.give', by: ME, body: { purpose, wording: CONSENT_WORDING } }));
  stepDream(dream, given);
  const body = readings(seed, 6);
  for (let i = 0; i < ticks; i++) {
    const moves: Command[] = chance(rng, 0.3)
      ? [
          {
            type: 'move',
            by: pick(rng, [ME, OTHER]),
            body: { mx: below(rng, 255) - 127, my: below(rng, 255) - 127, float: chance(rng, 0.2), breath: chance(rng, 0.5) },
          },
        ]
      : [];
    const mine = withReadings && i % 4 === 1 ? body.slice(i >> 2, (i >> 2) + 1) : [];
    stepDream(dream, [...mine, ...moves]);
  }
  return dream;
}

describe('a body nobody agreed to read', () => {
  it(`changes nothing, in ${CASES} generated cases`, () => {
    const leaks: string[] = [];
    for (let i = 0; i < CASES; i++) {
      const seed = `case ${i}`;
      const rng = streamOf(seed, 'consents');
      const consents = USELESS.filter(() => chance(rng, 0.4));
      const silent = digestOf(run(make(), seed, false, consents).world);
      const spoken = digestOf(run(make(), seed, true, consents).world);
      if (silent.whole !== spoken.whole) leaks.push(seed);
    }
    expect(leaks).toEqual([]);
  });

  it('would have changed the dream for another, had its owner agreed', () => {
    let changed = 0;
    const tries = 12;
    for (let i = 0; i < tries; i++) {
      const seed = `twin ${i}`;
      const silent = run(make(), seed, false, ['group'], 160);
      const spoken = run(make(), seed, true, ['group'], 160);
      expect(digestOf(spoken.world).whole).not.toBe(digestOf(silent.world).whole);
      const seen = (d: Dream) => hashOf([common(d.world, scenario), own(d.world, scenario, OTHER)]);
      if (seen(silent) !== seen(spoken)) changed++;
    }
    expect(changed).toBe(tries);
  });

  it('steers only its owner’s view when that is all they agreed to', () => {
    for (let i = 0; i < 20; i++) {
      const seed = `own ${i}`;
      const silent = run(make(), seed, false, ['own-view'], 120);
      const spoken = run(make(), seed, true, ['own-view'], 120);
      const seen = (d: Dream) => hashOf([common(d.world, scenario), own(d.world, scenario, OTHER)]);
      expect(seen(spoken)).toBe(seen(silent));
      expect(hashOf(own(spoken.world, scenario, ME))).not.toBe(hashOf(own(silent.world, scenario, ME)));
    }
  });
});
