import { expect, test } from 'vitest';
import { type Carried, carryOut, readCarried } from '../../../shared/dream/city/carried.ts';
import { createDream } from '../../../shared/dream/world.ts';
import { hashOf } from '../../../shared/kernel/hash.ts';
import { SMALL_GOVERNANCE, smallScenario } from '../smallDream.ts';

const rule = { id: 'guide-asks', says: 'The guide asks first.', theme: '', kind: '', by: 'guide', most: 0.2, every: 0, binding: false };
const clause = {
  id: 'ask-first',
  says: 'The guide asks first.',
  now: 'It must ask.',
  adds: [{ ...rule, binding: true }],
  removes: [],
  does: { guide: 'ask' },
};
const scenario = smallScenario({
  governance: { ...SMALL_GOVERNANCE, charter: [rule], clauses: [clause] },
  wounds: [{ id: 'ward', name: 'The closed ward', open: 0.8, themes: ['loneliness'] }],
  districts: [{ id: 'harbour', name: 'Harbour', regions: ['islet'], cloth: null, wound: 'ward', legitimacy: 0.6 }],
});

function played(): Carried {
  const { world } = createDream(scenario, 3);
  world.governance.legitimacy = 0.1;
  world.governance.adopted.push(clause);
  Object.assign(world.narrative.facts, { 'carry.coat': 1, 'n1.well': 2, exposed: 1 });
  Object.assign(world.narrative, { ending: 'dawn' });
  // (r + 1) / (r + s + 2)
  Object.assign(world.guide.beliefs, { p1: { reputation: { kept: 2, broken: 0 } } });
  const lantern = {
    by: 'p1',
    x: 900,
    y: 0,
    glow: 3,
    whisper: 'for my brother',
    cycle: 9,
    plantedTick: 4,
    tendedBy: ['p2'],
    because: ['e4.0'],
  };
  world.space.lanterns.push({ id: 'ln1', ...lantern });
  const thread = {
    with: 'p2',
    cloth: 'teal' as const,
    theme: 'rest',
    words: 'a secret line',
    place: 0,
    wovenTick: 9,
    byHand: false,
    because: ['e9.0'],
  };
  world.narrative.threads.push({ id: 'th1', by: 'p1', ...thread });
  return carryOut(world, scenario);
}

test('hands on charter, wounds, a third of the way back to .7, colours, places, trust and carry.*', () => {
  const carried = played();
  expect(carried.legitimacy).toBeCloseTo(0.1 + 0.6 / 3, 6);
  expect(carried).toMatchObject({ nights: 1, ending: 'dawn', trust: 0.75, exposed: true, facts: { 'carry.coat': 1 } });
  expect(carried.threads).toEqual({ count: 1, gold: 1, cloths: { teal: 1 } });
  const text = JSON.stringify(carried);
  for (const word of ['secret', 'brother', 'p1', 'p2', 'n1.well']) expect(text).not.toContain(word);
  expect(readCarried(JSON.parse(text))).toEqual(carried);
});

test('the next night begins with it, the same wherever it is done; a lantern whose ground is gone stands on the shore', () => {
  const carried = played();
  const { world } = createDream(scenario, 4, carried);
  expect(world.governance.legitimacy).toBe(carried.legitimacy);
  expect(world.governance.charter).toEqual([{ ...rule, binding: true }]);
  expect(world.narrative.facts['carry.coat']).toBe(1);
  const light = world.space.lanterns[0];
  expect(light).toMatchObject({ by: '', whisper: '', glow: 3 });
  expect(light?.x).toBeLessThan(54);
  expect(hashOf(createDream(scenario, 4, carried).world)).toBe(hashOf(world));
  const again = carryOut(world, scenario);
  expect(again).toMatchObject({ nights: 2, threads: { count: 1, gold: 1 }, clauses: [{ id: 'ask-first' }] });
});

test('what is no carried state is refused with a sentence', () => {
  const carried = played();
  expect(() => readCarried(null)).toThrow('no object');
  expect(() => readCarried({ ...carried, format: 9 })).toThrow('format 9 is unknown');
  expect(() => readCarried({ ...carried, legitimacy: 2 })).toThrow('legitimacy must lie in 0..1');
  expect(() => readCarried({ ...carried, facts: { woven: 3 } })).toThrow('begin with carry.');
});
