/** Odd things that hang on what people do: rain before the sad scene, a word somebody wrote; each beside its innocent twin. */
import { describe, expect, test } from 'vitest';
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import { CONSENT_WORDING } from '../../../shared/dream/governance/model.ts';
import { DECOYS, TELL_KINDS, TELLS } from '../../../shared/dream/guide/rules.ts';
import { tellsOf } from '../../../shared/dream/guide/show.ts';
import { tagSeed } from '../../../shared/kernel/random.ts';
import { Night } from '../narrative/night.ts';
import { smallScenario } from '../smallDream.ts';

const small = smallScenario();
const ALL = Object.keys(TELLS).length;
const masked = (tells = ALL): Partial<CompiledScenario> => ({ guide: { ...small.guide, tells, probe: [] } });
const seedWith = (tell: string): number => {
  for (let seed = 1; ; seed++) if (tellsOf(tagSeed(seed), 1).includes(tell)) return seed;
};
/** Steps until it shows something, and puts every other showing off. */
const showing = (night: Night, seconds: number) => {
  const before = night.of('guide.tell').length;
  night.run(seconds, () => night.of('guide.tell').length > before);
  night.step();
  return night.of('guide.tell')[before];
};
const textsTo = (night: Night, who: string) =>
  night.effects.filter((e) => e.to === who && e.by === 'guide' && e.kind === 'image').map((e) => e.verdict.text);

test('four are one that is seen, one heard, one asked and any; every one is drawn by some seed', () => {
  const drawn = new Set<string>();
  for (let seed = 1; seed <= 60; seed++) {
    const four = tellsOf(tagSeed(seed), 4);
    expect(new Set(four).size).toBe(4);
    for (const kind of TELL_KINDS) expect(four.some((tell) => kind.includes(tell))).toBe(true);
    for (const tell of four) drawn.add(tell);
    expect(tellsOf(tagSeed(seed), 1)).toHaveLength(1);
  }
  expect(drawn.size).toBe(ALL);
  expect(new Set(TELL_KINDS.flat())).toEqual(new Set(Object.keys(TELLS)));
});

describe('rain', () => {
  /** Somebody whom it leads to the fountain, which is a lonely one, so many metres away. */
  function led(far: number, seed = seedWith('rain')): Night {
    const night = new Night(masked(1), seed);
    night.join('p1', 0, -8 + far);
    const { guide } = night.world;
    night.step();
    Object.assign(guide, { mood: 'lead', with: 'p1', toward: 'fountain', sinceTick: night.world.tick, x: 0, y: -6, greeted: ['p1'] });
    guide.mask.nextTick = night.world.tick + 1000;
    return night;
  }

  test('begins three seconds before the sad scene to which it leads somebody, for all in sight', () => {
    const far = led(20);
    expect(showing(far, 3)).toBeUndefined();
    const night = led(9);
    expect(showing(night, 2)).toMatchObject({ about: 'rain', data: { real: true } });
    expect(night.world.guide.mask.last).toMatchObject({ tell: 'rain', about: 'plaza' });
    expect(textsTo(night, 'p1')).toEqual([TELLS.rain]);
    // not twice in one walk, nor where the seed did not draw it
    expect(showing(night, 10)).toBeUndefined();
    expect(showing(led(9, seedWith('shadow')), 3)).toBeUndefined();
  });

  test('its twin comes after something sad, as rain does', () => {
    const night = led(20);
    const { guide, narrative } = night.world;
    Object.assign(guide, { mood: 'wait', with: '', toward: '' });
    const rained = (): boolean => {
      for (let i = 0; i < 60; i++) {
        guide.mask.nextTick = night.world.tick;
        guide.mask.last = { tell: 'shadow', real: true, tick: night.world.tick, about: '', light: 0 };
        guide.x = 0;
        guide.y = -6;
        night.put('p1', 0, 0);
        night.run(1);
        if (guide.mask.last?.tell === 'rained') return true;
      }
      return false;
    };
    expect(rained()).toBe(false);
    narrative.symbols.fountain = { id: 'fountain', awake: true, wokenBy: 'p1', wokenTick: night.world.tick + 60 * 20, because: [] };
    night.run(60);
    expect(rained()).toBe(true);
    expect(guide.mask.last).toMatchObject({ real: false, about: 'plaza' });
    night.step();
    expect(textsTo(night, 'p1')).toContain(DECOYS.rained);
  });
});

describe('a word that somebody wrote', () => {
  const WORDS = 'The kettle was on before we knew';
  /** p1 wrote in its hearing and stands elsewhere now, the light and p2 beside them. */
  function wrote({ consent = true, metres = 14, hearing = true, after = (_: Night): void => {} } = {}): Night {
    const night = new Night(masked(1), seedWith('word'));
    const { guide, narrative, people } = night.world;
    night.join('p1', 2, -2);
    night.join('p2', 3, -2);
    if (consent) night.do('consent.give', 'p1', { purpose: 'guide', wording: CONSENT_WORDING });
    Object.assign(guide, { x: hearing ? 2 : 60, y: -4 });
    narrative.fragments.push({
      id: 'fr1',
      by: 'p1',
      heldBy: 'p1',
      x: 2,
      y: -2,
      theme: 'loneliness',
      words: '',
      offered: false,
      madeTick: night.world.tick,
      because: [...(people.byId.p1?.id ? [guide.arrived.p1 ?? ''] : [])].filter((id) => id !== ''),
    });
    expect(night.do('fragment.offer', 'p1', { fragment: 'fr1', words: WORDS })).toBeNull();
    after(night);
    night.put('p1', 2 + metres, -2);
    night.put('p2', 3 + metres, -2);
    guide.mask.last = { tell: 'moth', real: false, tick: night.world.tick - 2000, about: '', light: 0 };
    for (let i = 0; i < 3 && night.of('guide.tell').length === 0; i++) {
      Object.assign(guide, { mood: 'wait', with: '', x: 2 + metres, y: -4 });
      guide.mask.nextTick = night.world.tick;
      night.run(0.5);
    }
    return night;
  }
  const said = (night: Night, who: string) => textsTo(night, who).some((text) => text.includes('kettle'));

  test('is said to them elsewhere, once they let it read them; others see that a word was said', () => {
    const night = wrote();
    expect(night.of('guide.tell')).toMatchObject([{ about: 'word', data: { real: true } }]);
    expect(said(night, 'p1')).toBe(true);
    expect(textsTo(night, 'p2')).toEqual([TELLS.word]);
    const mine = night.effects.find((e) => e.to === 'p1' && e.verdict.text.includes('kettle'));
    expect(mine?.because).toContain(night.of('fragment.offered')[0]?.id);
  });

  test('not without their consent, not out of its hearing, not where they wrote it, not once it is taken back', () => {
    for (const how of [
      { consent: false },
      { hearing: false },
      { metres: 5 },
      { after: (n: Night) => void n.do('consent.withdraw', 'p1', { purpose: 'guide' }) },
      { after: (n: Night) => void n.do('fragment.withdraw', 'p1', { thread: 'fr1' }) },
    ]) {
      const night = wrote(how);
      expect([night.of('guide.tell').length, said(night, 'p1'), said(night, 'p2')], Object.keys(how).join()).toEqual([0, false, false]);
    }
    const night = wrote();
    expect(night.world.guide.heard.p1?.word).toBe('kettle');
    night.do('erase', 'p1', {});
    expect(night.world.guide.heard).toEqual({});
  });

  test('keeps away from who set its theme aside, and nobody else can tell', () => {
    const lined = wrote({ after: (n) => void n.do('limit.set', 'p1', { ceiling: 0.6, lines: ['loneliness'], veils: [] }) });
    expect(lined.world.governance.limits.p1?.lines).toEqual(['loneliness']);
    expect(lined.of('guide.tell')).toMatchObject([{ about: 'word' }]);
    expect(said(lined, 'p1')).toBe(false);
    expect(textsTo(lined, 'p2')).toEqual(textsTo(wrote(), 'p2'));
  });
});
