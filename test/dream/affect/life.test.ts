import { describe, expect, it } from 'vitest';
import { countedAt } from '../../../shared/dream/affect/rules.ts';
import { applyToField, withdrawFrom } from '../../../shared/dream/affect/step.ts';
import { Moment } from '../../../shared/dream/moment.ts';
import type { Dream } from '../../../shared/dream/world.ts';
import { must } from '../../../shared/kernel/assert.ts';
import { hashOf } from '../../../shared/kernel/hash.ts';
import { below, chance, streamOf } from '../../../shared/kernel/random.ts';
import { addPerson, agree, breathe, handWorld, press, read, run, takeBackConsent } from './bodies.ts';

function two(metres = 4): Dream {
  const dream = handWorld();
  addPerson(dream, 'p1', 0, 0);
  addPerson(dream, 'p2', metres, 0);
  return dream;
}
const breathOf = (dream: Dream, id: string) => must(dream.world.affect.breath[id], 'value');
const bodyOf = (dream: Dream, id: string) => dream.world.affect.body[id];

describe('breath by key', () => {
  it('counts from 1.2 s in, at the turn outward, because of the moves that made it', () => {
    const dream = two();
    const events = run(dream, 60, (now, t) => press(now, 'p1', t >= 10 && t < 34));
    expect(events.filter((e) => e.type === 'breath.counted')).toMatchObject([{ by: 'p1', tick: 34, because: ['k10.0', 'k34.0'] }]);
    expect(breathOf(dream, 'p1')).toMatchObject({ in: false, counted: 1, turns: [10, 34], anchor: 10, measured: false });
    expect(countedAt(breathOf(dream, 'p1'), 34)).toBe(true);
    expect(countedAt(breathOf(dream, 'p1'), 35)).toBe(false);
  });

  it('a shorter press is a sigh: it shows and leaves neither turn, nor count, nor phase', () => {
    const dream = two();
    run(dream, 20, (now, t) => press(now, 'p1', t >= 10));
    expect(breathOf(dream, 'p1').in).toBe(true);
    const events = run(dream, 30, (now, t) => press(now, 'p1', t < 33));
    expect(events).toEqual([]);
    expect(breathOf(dream, 'p1')).toMatchObject({ in: false, counted: 0, turns: [], anchor: 0 });
    expect(dream.world.affect.field.log).toEqual({});
  });

  it('turns outward by itself after 7 s and needs a new press to go in again', () => {
    const dream = two();
    const events = run(dream, 400, (now, t) => press(now, 'p1', t >= 1));
    expect(events.map((e) => [e.type, e.tick])).toEqual([['breath.counted', 141]]);
    expect(breathOf(dream, 'p1').in).toBe(false);
    run(dream, 5, (now, t) => press(now, 'p1', t >= 402));
    expect(breathOf(dream, 'p1').in).toBe(true);
  });

  it('gains ease by steady breaths of 10 s, none by hurried ones or by long holds', () => {
    const steady = two();
    run(steady, 20 * 62, (now) => breathe(now, 'p1', 10, 4));
    const hurried = two();
    run(hurried, 20 * 62, (now) => breathe(now, 'p1', 3, 1.5));
    const held = two();
    run(held, 20 * 62, (now) => breathe(now, 'p1', 16, 7));
    expect(breathOf(steady, 'p1').ease).toBeGreaterThan(0.3);
    expect(breathOf(hurried, 'p1').ease).toBe(0);
    expect(breathOf(held, 'p1').ease).toBe(0);
    expect(breathOf(steady, 'p1').cycle).toBe(10);
  });

  it('gives calm to the air where it is breathed, and only where it is not hurried', () => {
    const dream = two();
    run(dream, 20 * 42, (now) => breathe(now, 'p1', 10, 4));
    const { log } = dream.world.affect.field;
    expect(Object.keys(log)).toEqual(['p1']);
    // four deposits of four numbers: tick, cell, valence .15 and arousal -.3 in 1/2000
    expect(log.p1?.length).toBe(16);
    for (let i = 0; i < 16; i += 4) expect(log.p1?.slice(i + 2, i + 4)).toEqual([300, -600]);
    const hurried = two();
    run(hurried, 20 * 42, (now) => breathe(now, 'p1', 3, 1.5));
    expect(hurried.world.affect.field.log.p1?.length).toBe(4);
  });

  it('stops with its person and is forgotten when they wake', () => {
    const dream = two();
    run(dream, 30, (now) => press(now, 'p1', true));
    must(dream.world.people.byId.p1, 'value').state = 'ember';
    run(dream, 4);
    expect(breathOf(dream, 'p1').in).toBe(false);
    must(dream.world.people.byId.p1, 'value').state = 'awake';
    run(dream, 4);
    expect(dream.world.affect).toMatchObject({ breath: { p2: {} }, feeling: { p2: {} } });
    expect(Object.keys(dream.world.affect.breath)).toEqual(['p2']);
  });
});

describe('in tune', () => {
  const together = (dream: Dream, late: number, seconds = 32) =>
    run(dream, 20 * seconds, (now) => {
      breathe(now, 'p1');
      breathe(now, 'p2', 10, 4, late);
    });

  it('begins for two in step within 12 m, because of their breaths, and ends when one stops', () => {
    const dream = two();
    const events = together(dream, 0.5);
    const began = events.filter((e) => e.type === 'tune.began');
    expect(began).toMatchObject([{ by: 'p1', about: 'p2' }]);
    const counted = events.filter((e) => e.type === 'breath.counted').map((e) => e.id);
    expect(must(began[0], 'value').because.every((id) => counted.includes(id) || id.startsWith('k'))).toBe(true);
    expect(dream.world.affect.pairs).toMatchObject([{ a: 'p1', b: 'p2' }]);
    expect(must(dream.world.affect.pairs[0], 'value').g).toBeGreaterThan(0.9);
    const after = run(dream, 20 * 25, (now, t) => {
      breathe(now, 'p1');
      if (t < 700) breathe(now, 'p2', 10, 4, 0.5);
    });
    expect(after.filter((e) => e.type === 'tune.ended')).toMatchObject([{ by: 'p1', about: 'p2' }]);
    expect(dream.world.affect.pairs).toEqual([]);
  });

  it('does not begin off beat, far apart, or with who hid one', () => {
    expect(together(two(), 5).filter((e) => e.type === 'tune.began')).toEqual([]);
    expect(together(two(12.5), 0).filter((e) => e.type === 'tune.began')).toEqual([]);
    const hidden = two();
    hidden.world.governance.hidden.p2 = ['p1'];
    expect(together(hidden, 0).filter((e) => e.type === 'tune.began')).toEqual([]);
  });

  it('ends when one leaves for good, with a cause', () => {
    const dream = two();
    together(dream, 0);
    must(dream.world.people.byId.p2, 'value').state = 'awake';
    const events = run(dream, 8, (now) => breathe(now, 'p1'));
    expect(must(events.filter((e) => e.type === 'tune.ended')[0], 'value').because.length).toBeGreaterThan(0);
  });

  it('holds at most four pairs a person in a crowd', () => {
    const dream = handWorld();
    for (let k = 0; k < 20; k++) addPerson(dream, `p${k}`, (k % 5) * 0.7, Math.floor(k / 5) * 0.7);
    run(dream, 20 * 25, (now) => {
      for (let k = 0; k < 20; k++) breathe(now, `p${k}`);
    });
    const { pairs } = dream.world.affect;
    expect(pairs.length).toBeGreaterThanOrEqual(30);
    for (let k = 0; k < 20; k++) expect(pairs.filter((p) => p.a === `p${k}` || p.b === `p${k}`).length).toBeLessThanOrEqual(4);
  });
});

describe('readings', () => {
  const hash = (dream: Dream): string => hashOf([dream.world.affect, dream.world.jukebox, dream.world.pending, dream.world.causes]);

  it('for the guide alone move no air, no feeling and no string', () => {
    const [dream, twin] = [two(), two()];
    for (const d of [dream, twin]) agree(d, 'p1', 'guide');
    run(dream, 200, (now, t) => (t % 5 === 0 ? read(now, 'p1', { arousal: 100 }) : 0));
    run(twin, 200);
    const moved = ({ world }: Dream): string => hashOf([world.affect.field, world.affect.feeling, world.jukebox, world.pending]);
    expect(moved(dream)).toBe(moved(twin));
    expect(dream.world.affect.body.p1?.arousal).toBeGreaterThan(0.5);
  });

  it('without consent are refused and change nothing at all', () => {
    for (const other of [[], ['mirror', 'keep', 'learn']] as const) {
      const dream = two();
      const twin = two();
      agree(dream, 'p1', ...other);
      agree(twin, 'p1', ...other);
      const refusals: unknown[] = [];
      run(dream, 200, (now, t) => (t % 5 === 0 ? refusals.push(read(now, 'p1', { arousal: t % 127 })) : 0));
      run(twin, 200);
      expect(refusals.every((r) => (r as { rule: string } | null)?.rule === 'consent.none')).toBe(true);
      expect(hash(dream)).toBe(hash(twin));
    }
  });

  it('each purpose keeps only its own: the rest makes no difference', () => {
    const hashAfter = (purpose: 'own-view' | 'group' | 'near', body: Parameters<typeof read>[2]): string => {
      const dream = two();
      agree(dream, 'p1', purpose);
      run(dream, 300, (now, t) => (t % 5 === 0 ? read(now, 'p1', body) : null));
      return hash(dream);
    };
    const base = { arousal: 40, hr: 70, rmssd: 30, breathPhase: 10 };
    expect(hashAfter('near', { ...base, arousal: 120, hr: 140, rmssd: 3 })).toBe(hashAfter('near', base));
    expect(hashAfter('near', { ...base, breathPhase: 200 })).not.toBe(hashAfter('near', base));
    expect(hashAfter('own-view', { ...base, breathPhase: 200 })).toBe(hashAfter('own-view', base));
    expect(hashAfter('own-view', { ...base, arousal: 120 })).not.toBe(hashAfter('own-view', base));
    expect(hashAfter('group', { ...base, arousal: 120 })).not.toBe(hashAfter('group', base));
  });

  it('own view alone reaches nothing that others see; group does', () => {
    const seen = (purpose: 'own-view' | 'group', arousal: number): string => {
      const dream = two();
      agree(dream, 'p1', purpose);
      run(dream, 400, (now, t) => (t % 5 === 0 ? read(now, 'p1', { arousal, breathPhase: t % 256 }) : null));
      const { breath, feeling, field, pairs } = dream.world.affect;
      const { group, plan, regions, tracks } = dream.world.jukebox;
      return hashOf([breath, feeling, field, pairs, group, plan, regions, tracks, dream.world.space]);
    };
    expect(seen('own-view', 120)).toBe(seen('own-view', -120));
    expect(seen('group', 120)).not.toBe(seen('group', -120));
  });

  it('out of order are refused; a device that starts anew after a silence is not', () => {
    const dream = two();
    agree(dream, 'p1', 'group');
    const said: (string | undefined)[] = [];
    run(dream, 90, (now, t) => {
      if (t === 5 || t === 10) said.push(read(now, 'p1', { seq: 100 - t })?.rule);
      if (t === 80) said.push(read(now, 'p1', { seq: 0 })?.rule);
    });
    expect(said).toEqual([undefined, 'reading.old', undefined]);
  });
});

describe('a measured breath', () => {
  const cycle = (t: number): number => Math.floor(((t / 200) % 1) * 256);
  const measure = (dream: Dream, ticks: number) =>
    run(dream, ticks, (now, t) => (t % 5 === 0 ? read(now, 'p1', { breathPhase: cycle(t) }) : null));

  it('breathes like a keyed one for who shows it to those near, and not otherwise', () => {
    const dream = two();
    agree(dream, 'p1', 'near');
    const events = measure(dream, 900);
    expect(breathOf(dream, 'p1').measured).toBe(true);
    expect(events.filter((e) => e.type === 'breath.counted').length).toBe(4);
    expect(events.filter((e) => e.type === 'breath.counted').every((e) => Object.keys(e.data).length === 0)).toBe(true);
    expect(dream.world.affect.field.log).toEqual({});
    const own = two();
    agree(own, 'p1', 'own-view', 'group');
    expect(measure(own, 900).filter((e) => e.type === 'breath.counted')).toEqual([]);
    expect(breathOf(own, 'p1')).toMatchObject({ measured: false, turns: [] });
  });

  it('gives to the air with group, yields to the key, and is forgotten when no longer shown', () => {
    const dream = two();
    agree(dream, 'p1', 'near', 'group');
    measure(dream, 700);
    expect(dream.world.affect.field.log.p1?.some((n, i) => i % 4 === 2 && n > 0)).toBe(true);
    run(dream, 3, (now) => press(now, 'p1', true));
    expect(breathOf(dream, 'p1')).toMatchObject({ in: true, measured: false });
    const again = two();
    agree(again, 'p1', 'near');
    measure(again, 700);
    takeBackConsent(again, 'p1', 'near');
    run(again, 1);
    expect(breathOf(again, 'p1')).toMatchObject({ in: false, measured: false, turns: [], cycle: 0, ease: 0 });
  });

  it('ends with a lost signal instead of freezing', () => {
    const dream = two();
    agree(dream, 'p1', 'near');
    run(dream, 320, (now, t) => (t % 5 === 0 ? read(now, 'p1', { breathPhase: t < 200 ? 200 : 10 }) : null));
    expect(breathOf(dream, 'p1').pressed).toBe(true);
    run(dream, 70);
    expect(breathOf(dream, 'p1')).toMatchObject({ in: false, measured: false });
  });
});

describe('loss', () => {
  /** 20 s of a steady signal, then what `then` says; weights and the body's part of feeling of the next 10 s */
  function lose(then: (now: Moment, t: number, dream: Dream) => void): { dream: Dream; weight: number[]; signal: number[] } {
    const dream = two();
    agree(dream, 'p1', 'group', 'own-view');
    run(dream, 400, (now, t) => (t % 5 === 0 ? read(now, 'p1', { arousal: 127 }) : null));
    expect(bodyOf(dream, 'p1')).toMatchObject({ weight: 1, state: 'good' });
    expect(must(dream.world.affect.feeling.p1, 'value').signal).toBeGreaterThan(0.5);
    const [weight, signal] = [[], []] as [number[], number[]];
    for (let k = 0; k < 200; k++) {
      run(dream, 1, (now, t) => then(now, t, dream));
      weight.push(bodyOf(dream, 'p1')?.weight ?? 0);
      signal.push(must(dream.world.affect.feeling.p1, 'value').signal);
    }
    return { dream, weight, signal };
  }
  const keepOn = (now: Moment, t: number): void => {
    if (t % 5 === 0) read(now, 'p1', { arousal: 127 });
  };

  it.each([
    ['lost', 100, (now: Moment, t: number) => void (t === 401 && read(now, 'p1', { state: 'lost' }))],
    ['refused', 100, (now: Moment, t: number) => void (t === 401 && read(now, 'p1', { state: 'refused' }))],
    ['silence of 3 s', 160, () => undefined],
    [
      'withdrawal',
      100,
      (now: Moment, t: number, dream: Dream) => {
        if (t === 401) for (const purpose of ['group', 'own-view'] as const) takeBackConsent(dream, 'p1', purpose);
        keepOn(now, t);
      },
    ],
  ] as const)('%s eases to neutral in time, without a jump, and stays there', (_name, within, then) => {
    const { weight, signal } = lose(then);
    expect(weight[within - 1]).toBe(0);
    expect(weight.slice(within).every((w) => w === 0)).toBe(true);
    expect(Math.abs(must(signal[within - 1], 'value'))).toBeLessThan(1e-9);
    for (let k = 1; k < 200; k++) {
      expect(Math.abs(must(weight[k], 'value') - must(weight[k - 1], 'value'))).toBeLessThan(0.03);
      expect(Math.abs(must(signal[k], 'value') - must(signal[k - 1], 'value'))).toBeLessThan(0.06);
    }
  });

  it('withdrawing one purpose leaves the other', () => {
    const { dream, weight, signal } = lose((now, t, d) => {
      if (t === 401) takeBackConsent(d, 'p1', 'group');
      keepOn(now, t);
    });
    expect(weight[199]).toBe(1);
    expect(Math.abs(must(signal[99], 'value'))).toBeLessThan(1e-9);
    expect(dream.world.jukebox.own.p1).toBeDefined();
  });

  it('a signal that comes back weighs again', () => {
    const { weight } = lose((now, t) => void (t > 520 && keepOn(now, t)));
    expect(Math.min(...weight)).toBeLessThan(0.5);
    expect(weight[199]).toBe(1);
  });
});

describe('withdrawal', () => {
  it('takes back what a body gave to the air, in the same tick, and leaves what others gave', () => {
    const give = (who: readonly string[]): Dream => {
      const dream = two();
      for (const id of ['p1', 'p2']) agree(dream, id, 'group');
      run(dream, 700, (now, t) => {
        for (const id of who) if (t % 5 === 0) read(now, id, { arousal: id === 'p1' ? 120 : -90 });
      });
      return dream;
    };
    const dream = give(['p1', 'p2']);
    const twin = give(['p2']);
    const worst = (): number =>
      Math.max(...dream.world.affect.field.arousal.map((x, c) => Math.abs(x - (twin.world.affect.field.arousal[c] as number))));
    expect(worst()).toBeGreaterThan(0.01);
    // another purpose withdrawn leaves what was given to the group
    withdrawFrom(new Moment(dream), 'p1');
    expect(worst()).toBeGreaterThan(0.01);
    takeBackConsent(dream, 'p1', 'group');
    withdrawFrom(new Moment(dream), 'p1');
    expect(worst()).toBeLessThan(1e-12);
    expect(bodyOf(dream, 'p1')).toMatchObject({ arousal: 0, hr: 0, rmssd: 0 });
  });

  it("works for deposits that other systems asked for, and not for the dream's own", () => {
    const dream = two();
    dream.world.tick = 2;
    const now = new Moment(dream);
    for (const by of ['p1', 'dream']) applyToField(now, { kind: 'deposit', by, x: 0, y: 0, valence: 0.4, arousal: 0.1, because: ['k1.0'] });
    withdrawFrom(now, 'p1');
    expect(Math.max(...dream.world.affect.field.valence)).toBeCloseTo(0.4, 15);
  });
});

describe('feeling', () => {
  it('rests at the published baselines, warms in kind air, and passes on to those near, more so hand in hand', () => {
    const warmth = (metres: number, hands: boolean): number => {
      const dream = two(metres);
      dream.world.affect.feeling.p1 = { valence: 0.9, arousal: 0.5, signal: 0 };
      if (hands) dream.world.space.hands.push({ id: 'h1', a: 'p1', b: 'p2', sinceTick: 0, strain: 0, because: ['k0.0'] });
      run(dream, 200);
      return must(dream.world.affect.feeling.p2, 'value').valence;
    };
    expect(warmth(13, false)).toBeCloseTo(0.056, 9);
    expect(warmth(5, false)).toBeGreaterThan(0.06);
    expect(warmth(5, true)).toBeGreaterThan(warmth(5, false));
    const dream = two();
    dream.world.affect.field.valence.fill(0.8);
    run(dream, 40);
    expect(must(dream.world.affect.feeling.p1, 'value').valence).toBeGreaterThan(0.06);
  });
});

describe('expression', () => {
  /** the feeling of somebody who says something at once, set by hand; `body` is the part that their body adds */
  function say(valence: number, arousal: number, body = 0, type: 'said' | 'card.laid' = 'said'): Dream {
    const dream = two();
    dream.world.affect.feeling.p1 = { valence, arousal: arousal + body, signal: body };
    run(dream, 1, (now) => now.event(type, 'p1', '', ['k1.0']));
    return dream;
  }

  it('of who is moved colours the air with the sign of their valence, and relieves them', () => {
    for (const sign of [1, -1]) {
      const { affect } = say(0.7 * sign, 0.5).world;
      expect(affect.field.log.p1?.slice(2)).toEqual([200 * sign, 0]);
      expect(affect.feeling.p1?.valence).toBeCloseTo(0.056 + 0.38 * (0.7 * sign - 0.056), 12);
      expect(affect.feeling.p1?.arousal).toBeCloseTo(-0.442 + 0.45 * (0.5 + 0.442), 12);
    }
  });

  it('of who is calm, or only by their body moved, leaves the air as it was', () => {
    for (const dream of [say(0.7, -0.2), say(0.7, -0.2, 0.9), say(0.7, 0.8, 0, 'card.laid')]) {
      expect(dream.world.affect.field.log).toEqual({});
      expect(dream.world.affect.feeling.p1?.valence).toBe(0.7);
    }
  });

  it('neither shows nor loses what the body adds', () => {
    const { affect } = say(0.7, 0.5, 0.3).world;
    expect(affect.feeling.p1?.arousal).toBeCloseTo(-0.442 + 0.45 * (0.5 + 0.442) + 0.3, 12);
  });
});

describe('a signal that drops, returns, jitters, repeats or runs backwards', () => {
  it('changes state and never freezes what it drives (20 seeds)', () => {
    for (let seed = 0; seed < 20; seed++) {
      const s = streamOf(`dh1:${seed}`, 'signal');
      const dream = two();
      agree(dream, 'p1', 'own-view', 'group', 'near');
      const seen = new Set<string>();
      let [seq, silentUntil] = [0, 0];
      const events = run(dream, 1600, (now, t) => {
        if (chance(s, 0.004)) silentUntil = t + 120;
        if (t < 1400 && t > silentUntil && chance(s, 0.2)) {
          // now and then an old number, the same one again, or a device that counts from 0
          seq = chance(s, 0.05) ? 0 : chance(s, 0.1) ? seq : seq + 1;
          const state = chance(s, 0.02) ? (['lost', 'refused', 'stale'] as const)[below(s, 3)] : chance(s, 0.2) ? 'poor' : 'good';
          const numbers =
            state === 'lost' || state === 'refused' ? { hr: 0, rmssd: 0, arousal: 0, breathRate: 0, breathPhase: 0, quality: 0 } : {};
          read(now, 'p1', { seq, deviceMs: below(s, 1e6), state: state ?? 'good', arousal: below(s, 255) - 127, ...numbers });
        }
        const body = bodyOf(dream, 'p1');
        if (!body) return;
        seen.add(body.state);
        expect(body.weight).toBeGreaterThanOrEqual(0);
        expect(body.weight).toBeLessThanOrEqual(1);
        const { arousal, signal } = dream.world.affect.feeling.p1 ?? { arousal: 0, signal: 0 };
        expect(Number.isFinite(arousal) && Math.abs(signal) <= 1.2).toBe(true);
      });
      expect([...seen]).toEqual(expect.arrayContaining(['good', 'stale']));
      expect(events.filter((e) => e.type === 'signal.changed').length).toBeGreaterThan(2);
      // ten seconds after its last word nothing of the body is left in what it drove
      expect(bodyOf(dream, 'p1')?.weight).toBe(0);
      expect(dream.world.affect.feeling.p1?.signal).toBe(0);
    }
  });
});
