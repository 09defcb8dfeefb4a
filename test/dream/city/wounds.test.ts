/** The ledger of wounds and the districts, at a night's end. */
import { expect, test } from 'vitest';
import { moveWound } from '../../../shared/dream/city/rules.ts';
import { breach } from '../../../shared/dream/governance/legitimacy.ts';
import { Moment } from '../../../shared/dream/moment.ts';
import { Night } from '../narrative/night.ts';

const wounds = [
  { id: 'ward', name: 'The closed ward', open: 0.8, themes: ['loneliness'] },
  { id: 'street', name: 'The evicted street', open: 0.3, themes: ['belonging'] },
];

test('faced closes by a quarter, shared by .15, dawn a little more; who comes near nothing leaves it wider', () => {
  const night = { open: 0.8, soothedShare: 1, wovenShare: 0.5, ending: 'dawn' };
  expect(moveWound(night)).toEqual({ open: 0.35, by: -0.45, result: 'faced' });
  expect(moveWound({ ...night, soothedShare: 0, ending: 'restless' })).toEqual({ open: 0.65, by: -0.15, result: 'shared' });
  expect(moveWound({ ...night, open: 0.3 })).toMatchObject({ result: 'repaired', open: 0 });
  expect(moveWound({ ...night, soothedShare: 0, wovenShare: 0, ending: 'broken' })).toEqual({ open: 0.95, by: 0.15, result: 'denied' });
});

test('at the end of a night each wound moves by what was done about its themes, and says what led to it', () => {
  const night = new Night({ wounds });
  night.join('p1', 0, 0);
  night.join('p2', 1, 0);
  const because = night.world.narrative.actBecause;
  new Moment(night.dream).act({ kind: 'shadow', theme: 'loneliness', weight: 1, x: 0, y: 1, because });
  night.step();
  night.hands('p1', 'p2');
  night.run(20, () => night.of('shadow.soothed').length > 0);
  expect(night.of('shadow.soothed').length).toBe(1);
  night.run(1);
  expect(night.world.narrative.facts.wound).toBe(0.8);
  night.step([{ type: 'night.end', by: 'dream', body: {} }]);
  const [ward, street] = night.of('wound.moved');
  expect(ward?.data).toMatchObject({ result: 'faced' });
  expect(ward?.because).toContain(night.of('shadow.soothed')[0]?.id);
  expect(street?.data).toMatchObject({ result: 'denied' });
  expect(night.world.city.wounds.map((w) => w.result)).toEqual(['faced', 'denied']);
  for (const e of night.of('wound.moved')) expect(night.roots.get(e.id)?.open).toEqual([]);
});

test('a district has its own legitimacy: what is learned there is felt there', () => {
  const districts = [
    { id: 'inner', name: 'Inner', regions: ['plaza'], cloth: null, wound: '', legitimacy: 0.7 },
    { id: 'outer', name: 'Outer', regions: ['islet'], cloth: null, wound: '', legitimacy: 0.5 },
  ];
  const night = new Night({ districts });
  for (const [i, who] of ['p1', 'p2'].entries()) night.join(who, i, 0);
  for (const [i, who] of ['p3', 'p4'].entries()) night.join(who, 42 + i, 0);
  night.step();
  breach(new Moment(night.dream), 'cap', 'guide', ['p3'], night.world.narrative.actBecause);
  const [inner, outer] = night.world.city.districts;
  expect(inner?.legitimacy).toBe(0.7);
  expect(outer?.legitimacy).toBeCloseTo(0.5 - 0.06 / 2, 9);
  expect(night.world.governance.legitimacy).toBeCloseTo(0.7 - 0.06 / 4, 9);
});
