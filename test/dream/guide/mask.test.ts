import { describe, expect, test } from 'vitest';
import { createCast } from '../../../shared/citizens/cast.ts';
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import { suspicionOf } from '../../../shared/dream/guide/own.ts';
import { DECOYS, ENOUGH, TELLS } from '../../../shared/dream/guide/rules.ts';
import { own } from '../../../shared/dream/observe.ts';
import { stepDream } from '../../../shared/dream/tick.ts';
import { createDream } from '../../../shared/dream/world.ts';
import { Night } from '../narrative/night.ts';
import { smallScenario } from '../smallDream.ts';

const MASK_SEEDS = Number(process.env.MASK_SEEDS ?? 1);

const small = smallScenario();
const masked = (guide: Partial<CompiledScenario['guide']> = {}): CompiledScenario => ({
  ...small,
  guide: { ...small.guide, tells: 4, ...guide },
});

/** A night with three people at the light, who have all come. */
function atTheLight(guide: Partial<CompiledScenario['guide']> = {}): Night {
  const night = new Night(masked(guide));
  const { x, y } = night.world.guide;
  for (const [i, who] of ['p1', 'p2', 'p3'].entries()) night.join(who, x + i, y + 2);
  night.step();
  return night;
}
const mask = (night: Night) => night.world.guide.mask;
const odd = (night: Night, tell: string, real = true): void => {
  mask(night).last = { tell, real, tick: night.world.tick, about: '', light: 0 };
};
const suspicion = (night: Night): number[] => ['p1', 'p2', 'p3'].map((who) => suspicionOf(night.world.guide.beliefs[who]));
/** Two people note it. */
function known(night: Night, tell: string): void {
  odd(night, tell);
  expect(night.do('note', 'p1', { about: 'guide' })).toBeNull();
  expect(night.do('note', 'p2', { about: 'guide' })).toBeNull();
  night.run(7, () => false);
}

describe('the mask', () => {
  test('odd things show to who is near, drawn by the seed, some with an innocent cause; their causes end in commands', () => {
    const night = atTheLight();
    night.run(900, () => night.of('guide.tell').length >= 8);
    const told = night.of('guide.tell');
    expect(new Set(told.filter((e) => e.data.real).map((e) => e.about)).size).toBeLessThanOrEqual(4);
    for (const e of told.filter((t) => t.data.real)) expect(Object.keys(TELLS)).toContain(e.about);
    expect(told.some((e) => !e.data.real)).toBe(true);
    expect(night.effects.some((e) => e.kind === 'image' && e.by === 'guide' && e.theme === null && e.because.length > 0)).toBe(true);
  });

  test('what two people saw is evidence, and suspicion moves by it and never by time', () => {
    const night = atTheLight();
    night.run(300, () => false);
    expect(suspicion(night)).toEqual([0, 0, 0]);
    odd(night, 'shadow');
    expect(night.do('note', 'p1', { about: 'guide' })).toBeNull();
    expect(night.do('note', 'p1', { about: 'guide' })).toMatchObject({ rule: 'note.soon' });
    expect(mask(night).evidence).toEqual([]);
    odd(night, 'shadow', false);
    expect(night.do('note', 'p2', { about: 'guide' })).toBeNull();
    expect(mask(night).evidence).toEqual([]);
    night.run(7, () => false);
    odd(night, 'shadow');
    expect(night.do('note', 'p2', { about: 'guide' })).toBeNull();
    expect(mask(night).evidence.map((e) => e.tell)).toEqual(['shadow']);
    const after = suspicion(night);
    expect(after.every((s) => s > 0)).toBe(true);
    night.run(60, () => false);
    expect(suspicion(night)).toEqual(after);
    expect(night.do('note', 'p3', { about: 'the-moon' })).toMatchObject({ rule: 'note.about' });
    mask(night).last = null;
    expect(night.do('note', 'p3', { about: 'guide' })).toMatchObject({ rule: 'note.nothing' });
  });

  test('what somebody noted is in their own notebook: odd things once a showing, symbols as they were; erased with them', () => {
    const night = atTheLight();
    const book = (who: string) => own(night.world, night.dream.scenario, who)?.notebook;
    odd(night, 'shadow');
    night.do('note', 'p1', { about: 'guide' });
    expect(book('p1')).toEqual([{ about: 'guide', text: TELLS.shadow, plain: false, awake: false, tick: expect.any(Number) }]);
    expect(book('p2')).toEqual([]);
    night.run(7, () => false);
    night.do('note', 'p1', { about: 'guide' });
    expect(book('p1')?.length).toBe(1);
    odd(night, 'moth', false);
    night.run(7, () => false);
    night.do('note', 'p1', { about: 'guide' });
    expect(book('p1')?.[1]).toMatchObject({ about: 'guide', text: DECOYS.moth, plain: true });

    const [fountain] = night.dream.scenario.symbols;
    const { x = 0, y = 0, id = '' } = fountain ?? {};
    night.join('p4', x + 11, y);
    night.join('p5', x + 13, y);
    expect(night.do('note', 'p5', { about: id })).toMatchObject({ rule: 'note.far' });
    expect(night.do('note', 'p4', { about: id })).toBeNull();
    expect(night.do('note', 'p4', { about: id })).toMatchObject({ rule: 'note.soon' });
    expect(book('p4')).toMatchObject([{ about: id, text: '', awake: false }]);
    night.do('erase', 'p4', {});
    night.step();
    expect(night.world.guide.notebook.p4).toBeUndefined();
  });

  test('with three things known and enough who ask it answers: to the ground, in numbers, and it asks nothing any more', () => {
    const night = atTheLight();
    for (const tell of ['shadow', 'hums']) known(night, tell);
    expect(night.do('guide.ask', 'p1', {})).toMatchObject({ rule: 'guide.known' });
    known(night, 'early');
    expect(mask(night).evidence.length).toBe(ENOUGH);
    for (const who of ['p1', 'p2', 'p3']) expect(night.do('guide.ask', who, {})).toBeNull();
    night.run(2, () => false);
    expect(night.of('guide.exposed')).toMatchObject([{ by: 'guide', data: { images: 0, people: 0 } }]);
    night.run(40, () => false);
    expect(night.world.narrative.facts).toMatchObject({ exposed: 1, mirror: 1, evidence: 3 });
    expect(night.world.guide.z).toBeLessThan(1);
    expect(night.do('note', 'p1', { about: 'guide' })).toMatchObject({ rule: 'note.over' });
  });

  test('an honest light keeps away for a minute, and no more', () => {
    const night = atTheLight({ honest: true });
    for (const tell of ['shadow', 'hums', 'early']) known(night, tell);
    for (const who of ['p1', 'p2', 'p3']) night.do('guide.ask', who, {});
    night.run(2, () => false);
    expect(night.of('guide.exposed')).toEqual([]);
    expect(night.of('guide.quiet').length).toBe(1);
    expect(mask(night)).toMatchObject({ evidence: [], notes: [] });
    expect(night.world.guide).toMatchObject({ mood: 'wait', with: '' });
  });

  test('alone, one showing is one note; asked from afar by a few it need not answer', () => {
    const night = new Night(masked());
    const { x, y } = night.world.guide;
    night.join('p1', x, y + 2);
    night.step();
    odd(night, 'shadow');
    night.do('note', 'p1', { about: 'guide' });
    night.run(7, () => false);
    night.do('note', 'p1', { about: 'guide' });
    expect(mask(night).evidence).toEqual([]);
    odd(night, 'shadow');
    night.run(7, () => false);
    night.do('note', 'p1', { about: 'guide' });
    expect(mask(night).evidence.length).toBe(1);
    for (const [i, who] of ['p2', 'p3', 'p4', 'p5'].entries()) night.join(who, x + 16 + i, y);
    mask(night).evidence.push({ tell: 'a', because: ['k1.0'] }, { tell: 'b', because: ['k1.0'] });
    for (const who of ['p2', 'p3']) expect(night.do('guide.ask', who, {})).toBeNull();
    night.run(2, () => false);
    expect(night.of('guide.exposed')).toEqual([]);
    night.do('guide.ask', 'p4', {});
    night.run(2, () => false);
    expect(night.of('guide.exposed').length).toBe(1);
  });

  test('choices of the story give evidence, take the mask off, wake the lake and let it sleep', () => {
    const night = atTheLight();
    const deed = (name: 'evidence' | 'unmask' | 'mirror', about = '') => {
      night.world.pending.world.push({ kind: 'deed', deed: name, who: 'p1', about, amount: 0, because: ['k1.0'] });
      night.step();
    };
    deed('mirror', 'wake');
    expect(mask(night).mirror).toBe(false);
    deed('evidence', 'letters');
    expect(mask(night).evidence.map((e) => e.tell)).toEqual(['letters']);
    if (night.world.tick % 10 === 9) night.step();
    deed('unmask');
    expect(mask(night).exposedTick % 10).not.toBe(0);
    night.run(33, () => false);
    expect(mask(night)).toMatchObject({ mirror: true });
    deed('mirror', 'sleep');
    night.run(40, () => false);
    expect(mask(night)).toMatchObject({ mirror: false });
    expect(mask(night).exposedTick).toBeGreaterThan(0);
  });

  test('simulated citizens find it out where there is something to find, and never an honest one', {
    timeout: 120_000 + 10_000 * MASK_SEEDS,
  }, () => {
    const exposed = (honest: boolean): number => {
      let n = 0;
      for (let seed = 1; seed <= MASK_SEEDS; seed++) {
        const scenario = masked({ honest });
        const dream = createDream(scenario, seed);
        const cast = createCast(scenario, { seed, size: 12 });
        stepDream(dream, [{ type: 'night.begin', by: 'dream', body: {} }]);
        for (let i = 0; i < 20 * 60 * 20 && dream.world.guide.mask.exposedTick === 0 && dream.world.narrative.ending === ''; i++)
          stepDream(dream, cast.act(dream));
        if (dream.world.guide.mask.exposedTick > 0) n++;
      }
      return n;
    };
    expect(exposed(false)).toBeGreaterThanOrEqual(1);
    expect(exposed(true)).toBe(0);
  });
});
