import { expect, it } from 'vitest';
import type { Command } from '../../shared/dream/commands.ts';
import { CONSENT_WORDING } from '../../shared/dream/governance/model.ts';
import { stepDream } from '../../shared/dream/tick.ts';
import { createDream, SLICES } from '../../shared/dream/world.ts';
import { shipped } from './shipped.ts';

const WHO = 'p71';

/** Places below `value` in which `who` is a key, or text holds one of `words`. */
function traces(value: unknown, words: readonly string[], path = ''): string[] {
  if (typeof value === 'string') return words.some((w) => value.includes(w)) ? [`${path} = ${value}`] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(words.some((w) => key.split('|').includes(w)) ? [`${path}/${key}`] : []),
    ...traces(inner, words, `${path}/${key}`),
  ]);
}

it('takes somebody out of every slice, and their thread out of the cloth; others go on', async () => {
  const scenario = await shipped('01-the-ritual');
  const dream = createDream(scenario, 4);
  const { world } = dream;
  const step = (...commands: Command[]) => {
    const { refused } = stepDream(dream, commands);
    expect(refused.map((r) => r.refusal.reason)).toEqual([]);
  };
  const join = (by: string, name: string): Command => ({
    type: 'join',
    by,
    body: { kind: 'person', name, shape: 'bell', cloth: 'iris', cast: '', spawn: '' },
  });
  const give = (purpose: 'group' | 'near' | 'own-view'): Command => ({
    type: 'consent.give',
    by: WHO,
    body: { purpose, wording: CONSENT_WORDING },
  });
  step({ type: 'night.begin', by: 'dream', body: {} }, join(WHO, 'Rumpelstilz'), join('p72', 'Ben'));
  step(give('group'), give('near'), give('own-view'), {
    type: 'limit.set',
    by: WHO,
    body: { lines: ['flood'], veils: ['shame'], ceiling: 0.4 },
  });
  const at = world.space.avatars[WHO];
  const other = world.space.avatars.p72;
  const loom = scenario.symbols.find((s) => s.kind === 'loom');
  if (!at || !other || !loom) throw new Error('somebody or the loom is missing');
  Object.assign(at, { x: loom.x + 1, y: loom.y + 1, groundX: loom.x, groundY: loom.y + 1 });
  Object.assign(other, { x: at.x + 1, y: at.y });
  const reading = (seq: number): Command => ({
    type: 'reading',
    by: WHO,
    body: { seq, deviceMs: seq * 500, hr: 143, rmssd: 17, arousal: 99, breathPhase: 10, breathRate: 131, quality: 3, state: 'good' },
  });
  for (let i = 1; i < 40; i++) step(...(i % 10 === 0 ? [reading(i)] : []));
  step(
    { type: 'say', by: WHO, body: { words: 'the amber kettle' } },
    { type: 'lantern.plant', by: WHO, body: { whisper: 'amber whisper' } },
  );
  step({ type: 'hide', by: 'p72', body: { who: WHO, on: true } });
  world.narrative.fragments.push(
    { id: 'f1', by: WHO, heldBy: WHO, x: 0, y: 0, theme: 'rest', words: 'amber thread', offered: true, madeTick: 1, because: ['k1.0'] },
    { id: 'f2', by: WHO, heldBy: '', x: 0, y: 0, theme: 'rest', words: 'amber crumb', offered: true, madeTick: 1, because: ['k1.0'] },
  );
  step({ type: 'loom.set', by: WHO, body: { fragment: 'f1', place: -1 } });
  for (let i = 0; i < 20; i++) step();
  expect(world.narrative.threads).toHaveLength(1);
  const before = SLICES.flatMap((name) => traces(world[name], [WHO, 'Rumpelstilz', 'amber']).map((t) => `${name}${t}`));
  expect(before.length).toBeGreaterThan(15);
  step({ type: 'erase', by: WHO, body: {} });
  const left = SLICES.filter((n) => n !== 'causes').flatMap((name) =>
    traces(world[name], [WHO, 'Rumpelstilz', 'amber']).map((t) => `${name}${t}`),
  );
  // an id with nothing behind it: in the roster, so that it is never given again
  expect(left.filter((t) => !/^people\/(order\/\d+ = p71|byId\/p71(\/id = p71)?)$/.test(t))).toEqual([]);
  expect(JSON.stringify(world.causes)).not.toMatch(/Rumpelstilz|amber/);
  expect(world.people.byId[WHO]).toMatchObject({ name: 'someone', state: 'awake' });
  expect(world.narrative.threads).toEqual([]);
  expect(world.space.lanterns.every((l) => l.by === '')).toBe(true);
  // the light that stays is tended, and nobody hears of it
  step({ type: 'lantern.tend', by: 'p72', body: { lantern: world.space.lanterns[0]?.id ?? '' } });
  for (let i = 0; i < 200; i++) step();
  expect(world.space.lanterns[0]?.glow).toBeGreaterThan(1);
  expect(world.people.byId.p72?.state).toBe('dreaming');
  expect(stepDream(dream, [{ type: 'say', by: WHO, body: { words: 'still here' } }]).refused).toHaveLength(1);
});
