import { describe, expect, it } from 'vitest';
import { arousalAround, bodyReading, newBody } from '../../shared/citizens/body.ts';
import { type Member, restWish } from '../../shared/citizens/member.ts';
import { newBreath } from '../../shared/dream/affect/rules.ts';
import type { Scene, Shadow } from '../../shared/dream/narrative/model.ts';
import type { Dream } from '../../shared/dream/world.ts';
import { must } from '../../shared/kernel/assert.ts';
import { streamOf } from '../../shared/kernel/random.ts';
import { addPerson, handWorld } from '../dream/affect/bodies.ts';

const AT = 2000;

function night(): Dream {
  const dream = handWorld();
  addPerson(dream, 's1', 0, 0);
  addPerson(dream, 'p1', 1, 0);
  dream.world.tick = AT;
  Object.assign(dream.world, { narrative: { scenes: [], shadows: [] }, guide: { asking: null, others: [] } });
  return dream;
}

function member(themes?: Record<string, number>): Member {
  return {
    id: 's1',
    cast: 'c1',
    temper: 'ordinary',
    rng: streamOf('1', 'member'),
    joinTick: 0,
    joined: true,
    nextThought: 0,
    wish: restWish(0),
    breath: { mode: 'off', with: '', late: 0, behind: 0 },
    path: [],
    input: { mx: 0, my: 0, float: false, breath: false },
    quietUntil: 0,
    choosing: {},
    wording: {},
    giving: 1,
    turn: 0,
    ...(themes ? { mind: { themes } } : {}),
  };
}

/** A scene of `s.listen`, whose theme is loneliness, opened at `AT`. */
function open(dream: Dream, over: Partial<Scene> = {}): Dream {
  dream.world.narrative.scenes.push({
    id: 'sc1',
    who: 's1',
    storylet: 's.listen',
    theme: 'loneliness',
    group: '',
    vote: '',
    at: 'fountain',
    openedTick: AT,
    untilTick: AT + 1200,
    form: 'whole',
    intensity: 0.4,
    dialogue: '',
    ink: '',
    text: '',
    choices: [],
    because: ['k1.0'],
    ...over,
  });
  return dream;
}

function shadow(dream: Dream, x: number): Dream {
  dream.world.narrative.shadows.push({ id: 'sh1', theme: 'loneliness', x, y: 0, goneTick: 0 } as Shadow);
  return dream;
}

const lonely = { loneliness: 1 };

describe('what moves a simulated body', () => {
  it('a scene, the more the stronger it is, and only its own', () => {
    const calm = arousalAround(night(), member());
    let before = calm;
    for (const intensity of [0.1, 0.3, 0.5]) {
      const now = arousalAround(open(night(), { intensity }), member());
      expect(now).toBeGreaterThan(before);
      before = now;
    }
    expect(arousalAround(open(night(), { who: 'p1' }), member())).toBe(calm);
  });

  it('a scene of a hidden theme more than any other, by its weight', () => {
    const at = (themes?: Record<string, number>): number => arousalAround(open(night()), member(themes));
    expect(at(lonely) - at()).toBeCloseTo(0.4 * 0.8, 12);
    expect(at({ loneliness: 0.5 })).toBeCloseTo((at(lonely) + at()) / 2, 12);
    expect(at({ belonging: 1 })).toBe(at());
    expect(arousalAround(night(), member(lonely))).toBe(arousalAround(night(), member()));
  });

  it('not by what it does not see: a stand-in and a veiled scene tell nothing of the theme', () => {
    for (const form of ['stand-in', 'veiled'] as const) {
      expect(arousalAround(open(night(), { form }), member(lonely))).toBe(arousalAround(open(night(), { form }), member()));
    }
    const lined = shadow(night(), 2);
    lined.world.governance.limits.s1 = { lines: ['loneliness'], veils: [], ceiling: 1 };
    expect(arousalAround(lined, member(lonely))).toBe(arousalAround(night(), member()));
    const veiled = shadow(night(), 2);
    veiled.world.governance.limits.s1 = { lines: [], veils: ['loneliness'], ceiling: 1 };
    expect(arousalAround(veiled, member())).toBeGreaterThan(arousalAround(night(), member()));
    expect(arousalAround(veiled, member())).toBeLessThan(arousalAround(shadow(night(), 2), member()));
  });

  it('a scene lets go with 30 s', () => {
    const dream = open(night());
    const calm = arousalAround(night(), member());
    const first = arousalAround(dream, member()) - calm;
    dream.world.tick = AT + 600;
    expect(arousalAround(dream, member()) - calm).toBeCloseTo(first * Math.exp(-1), 12);
  });

  it('the cold of a shadow, more the nearer, none from 8 m on and none when it is gone', () => {
    const at = (x: number): number => arousalAround(shadow(night(), x), member());
    expect(at(1)).toBeGreaterThan(at(4));
    expect(at(4)).toBeGreaterThan(at(8));
    expect(at(8)).toBe(arousalAround(night(), member()));
    expect(arousalAround(shadow(night(), 1), member(lonely))).toBeGreaterThan(at(1));
    const gone = shadow(night(), 1);
    must(gone.world.narrative.shadows[0], 'shadow').goneTick = AT;
    expect(arousalAround(gone, member())).toBe(at(8));
  });

  it('a hand held and a paced breath calm it, and so does both', () => {
    const held = night();
    held.world.space.hands.push({ a: 'p1', b: 's1', sinceTick: 0, because: [] } as unknown as (typeof held.world.space.hands)[number]);
    const breathing: Member = { ...member(), breath: { mode: 'pacer', with: '', late: 0, behind: 0 } };
    const calm = arousalAround(night(), member());
    expect(arousalAround(held, member())).toBeCloseTo(calm - 0.15, 12);
    expect(arousalAround(night(), breathing)).toBeCloseTo(calm - 0.2, 12);
    expect(arousalAround(held, breathing)).toBeCloseTo(calm - 0.35, 12);
  });
});

describe('its reading', () => {
  /** arousal of the readings over 24 s, one each 2 s, from the opening of a scene on */
  function answers(seed: string, themes: Record<string, number> | undefined, quiet = false): number[] {
    const dream = quiet ? night() : open(night());
    const body = newBody(streamOf(seed, 'cast'));
    body.atTick = AT;
    return Array.from({ length: 12 }, () => {
      dream.world.tick += 40;
      return bodyReading(dream, member(themes), body).arousal / 127;
    });
  }
  const mean = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0) / x.length;

  it('is the same for the same seed, and follows the pace of who is breathed with', () => {
    expect(answers('1', lonely)).toEqual(answers('1', lonely));
    expect(answers('1', lonely)).not.toEqual(answers('2', lonely));
    const dream = night();
    dream.world.affect.breath.p1 = { ...newBreath(), cycle: 12 };
    const read = (mode: 'off' | 'pacer' | 'tune'): number =>
      bodyReading(dream, { ...member(), breath: { mode, with: 'p1', late: 0, behind: 0 } }, newBody(streamOf('3', 'cast'))).breathRate;
    // each breath strays by some percent
    expect(Math.abs(read('tune') - 50)).toBeLessThan(8);
    expect(Math.abs(read('pacer') - 60)).toBeLessThan(9);
    expect(read('tune')).toBeLessThan(read('pacer'));
    expect(read('off')).toBeGreaterThan(95);
  });

  it('rises within seconds of the scene, through a wandering of its own: a probe tells of a theme, one probe not for certain', () => {
    const [touched, untouched, nothing]: number[][] = [[], [], []];
    for (let seed = 0; seed < 200; seed++) {
      touched?.push(mean(answers(`${seed}`, lonely)));
      untouched?.push(mean(answers(`${seed}x`, undefined)));
      nothing?.push(mean(answers(`${seed}y`, undefined, true)));
    }
    const [a, b, c] = [touched, untouched, nothing].map((x) => mean(x ?? [])) as [number, number, number];
    const sd = Math.sqrt(mean((untouched ?? []).map((x) => (x - b) ** 2)));
    expect(b - c).toBeGreaterThan(sd / 2);
    // d' between one and four spreads of a single probe
    expect((a - b) / sd).toBeGreaterThan(1);
    expect((a - b) / sd).toBeLessThan(4);
  });
});
