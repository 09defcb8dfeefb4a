import { Compiler } from 'inkjs/full';
import { describe, expect, test } from 'vitest';
import type { CompiledStorylet } from '../../../shared/dream/compiled.ts';
import { smallScenario } from '../smallDream.ts';
import { command, Night } from './night.ts';

const listen = smallScenario().storylets[0] as CompiledStorylet;

function atFountain(overrides: ConstructorParameters<typeof Night>[0] = {}): Night {
  const night = new Night(overrides);
  night.join('p1', 0, -6);
  return night;
}
const sceneOf = (night: Night) => night.world.narrative.scenes.find((s) => s.who === 'p1');

describe('a scene', () => {
  test('opens by E at a symbol, wakes it, and its question passes the gate', () => {
    const night = atFountain();
    expect(night.do('act', 'p1', { target: '' })).toBeNull();
    expect(night.world.narrative.symbols.fountain).toMatchObject({ awake: true, wokenBy: 'p1' });
    expect(sceneOf(night)).toMatchObject({ storylet: 's.listen', at: 'fountain', form: 'whole', text: listen.text });
    night.step();
    expect(night.effects.find((e) => e.kind === 'question')).toMatchObject({
      to: 'p1',
      source: 's.listen',
      theme: 'loneliness',
      verdict: { outcome: 'allowed' },
    });
  });

  test('a choice has its consequences, and its answer is said', () => {
    const night = atFountain();
    night.do('act', 'p1', { target: '' });
    expect(night.do('choose', 'p1', { scene: sceneOf(night)?.id ?? '', choice: 'answer', words: 'the kettle' })).toBeNull();
    expect(sceneOf(night)).toBeUndefined();
    expect(night.world.narrative.facts.listened).toBe(1);
    expect(night.world.narrative.fragments).toMatchObject([
      { by: 'p1', heldBy: 'p1', words: 'the kettle', offered: true, theme: 'loneliness' },
    ]);
    night.step();
    expect(night.effects.at(-1)).toMatchObject({ kind: 'words', to: 'p1', text: 'It is quiet, then warmer.' });
    expect(JSON.stringify(night.events)).not.toContain('kettle');
  });

  test('a choice can form a shadow at a place', () => {
    const night = atFountain();
    night.do('act', 'p1', { target: '' });
    night.do('choose', 'p1', { scene: sceneOf(night)?.id ?? '', choice: 'leave', words: '' });
    night.step();
    expect(night.world.narrative.shadows).toMatchObject([{ theme: 'loneliness', weight: 20, full: 20 }]);
    const s = night.world.narrative.shadows[0];
    expect(Math.hypot(s?.x ?? 99, (s?.y ?? 99) + 8)).toBeLessThan(20);
    expect(night.of('shadow.formed')[0]?.because).toEqual([night.of('scene.chosen')[0]?.id]);
  });

  test('left without an answer it counts, at the same moment behind a veil', () => {
    for (const veils of [[], ['loneliness']]) {
      const night = atFountain();
      night.do('limit.set', 'p1', { lines: [], veils, ceiling: 0.6 });
      night.do('act', 'p1', { target: '' });
      expect(sceneOf(night)?.form).toBe(veils.length > 0 ? 'veiled' : 'whole');
      expect(night.run(60, () => night.world.narrative.facts.declined === 1)).toBeCloseTo(40, 0);
    }
  });

  test('nobody chose: it closes after its seconds', () => {
    const night = atFountain();
    night.do('act', 'p1', { target: '' });
    expect(night.run(60, () => !sceneOf(night))).toBeCloseTo(40, 0);
    expect(night.of('scene.chosen')).toEqual([]);
    expect(night.of('scene.closed')[0]?.because).toEqual([night.of('scene.opened')[0]?.id]);
  });

  test('is met once by each person when it says so', () => {
    const night = atFountain({ storylets: [{ ...listen, once: true }] });
    night.join('p2', 1, -6);
    night.do('act', 'p1', { target: 'fountain' });
    night.do('choose', 'p1', { scene: sceneOf(night)?.id ?? '', choice: 'leave', words: '' });
    expect(night.do('act', 'p1', { target: 'fountain' })?.rule).toBe('act.nothing');
    expect(night.do('act', 'p2', { target: 'fountain' })).toBeNull();
  });

  test('refuses what is not open and what it does not offer, without changing anything', () => {
    const night = atFountain();
    night.join('p2', 1, -6);
    night.do('act', 'p1', { target: 'fountain' });
    const id = sceneOf(night)?.id ?? '';
    expect(night.do('choose', 'p2', { scene: id, choice: 'answer', words: '' })?.rule).toBe('choose.scene');
    expect(night.do('choose', 'p1', { scene: id, choice: 'shout', words: '' })?.rule).toBe('choose.choice');
    expect(sceneOf(night)?.id).toBe(id);
    expect(night.world.narrative.fragments).toEqual([]);
  });

  test('some come by themselves, when their facts hold for that person', () => {
    const own: CompiledStorylet = {
      ...listen,
      id: 's.alone',
      symbol: '',
      requires: [
        { fact: 'near', min: 1, max: 9 },
        { fact: 'at.fountain', min: 1, max: 1 },
      ],
    };
    const night = atFountain({ storylets: [own] });
    night.run(5);
    expect(sceneOf(night)).toBeUndefined();
    night.join('p2', 1, -6);
    night.run(3);
    expect(sceneOf(night)?.storylet).toBe('s.alone');
    night.join('p3', 8, 8);
    night.run(5);
    expect(night.world.narrative.scenes.map((s) => s.who).sort()).toEqual(['p1', 'p2']);
  });
});

describe('the form of a scene is what the gate allows', () => {
  const open = (body: { lines: string[]; veils: string[]; ceiling: number }): Night => {
    const night = atFountain();
    night.do('limit.set', 'p1', body);
    night.do('act', 'p1', { target: 'fountain' });
    return night;
  };

  test('a line: a stand-in, plain choices, the same effects', () => {
    const night = open({ lines: ['loneliness'], veils: [], ceiling: 0.6 });
    expect(sceneOf(night)).toMatchObject({
      form: 'stand-in',
      text: 'an empty bench in the sun',
      choices: [{ id: 'answer' }, { id: 'leave' }],
    });
    expect(sceneOf(night)?.choices.map((c) => c.label)).not.toContain('Answer it');
    night.do('choose', 'p1', { scene: sceneOf(night)?.id ?? '', choice: 'answer', words: '' });
    expect(night.world.narrative.facts.listened).toBe(1);
    expect(night.world.narrative.fragments.length).toBe(1);
    night.step();
    for (const e of night.effects) expect(e.verdict.text).not.toBe(listen.text);
  });

  test('a veil: one sentence and a way on', () => {
    const night = open({ lines: [], veils: ['loneliness'], ceiling: 0.6 });
    expect(sceneOf(night)).toMatchObject({ form: 'veiled', text: 'Something here is about being alone.', choices: [{ id: 'on' }] });
    expect(sceneOf(night)?.intensity).toBeLessThanOrEqual(0.25);
    night.do('choose', 'p1', { scene: sceneOf(night)?.id ?? '', choice: 'on', words: '' });
    expect(sceneOf(night)).toBeUndefined();
    expect(night.world.narrative.facts.listened).toBeUndefined();
  });

  test('gentler: the soft form, the same choices', () => {
    const night = open({ lines: [], veils: [], ceiling: 0.2 });
    expect(sceneOf(night)).toMatchObject({
      form: 'soft',
      text: 'The water murmurs.',
      intensity: 0.2,
      choices: [{ label: 'Answer it' }, { label: 'Let it be' }],
    });
  });

  test('a limit set while it is open dresses it in the same tick', () => {
    const night = atFountain();
    night.do('act', 'p1', { target: 'fountain' });
    expect(sceneOf(night)?.form).toBe('whole');
    night.do('limit.set', 'p1', { lines: ['loneliness'], veils: [], ceiling: 0.6 });
    expect(sceneOf(night)).toMatchObject({ form: 'stand-in', text: 'an empty bench in the sun' });
  });

  test('a line drawn after touching, in the same tick, is in time', () => {
    const night = atFountain();
    night.step([
      command('act', 'p1', { target: 'fountain' }),
      command('limit.set', 'p1', { lines: ['loneliness'], veils: [], ceiling: 0.6 }),
    ]);
    expect(sceneOf(night)?.form).toBe('stand-in');
    expect(night.effects.find((e) => e.kind === 'question')?.verdict).toMatchObject({ outcome: 'substituted', rule: 'floor.line' });
  });
});

describe('a talk in ink', () => {
  const ink = new Compiler(`VAR woken = 0
She counts people. {woken} awake.
* [Quicker] "Then quicker." # pace 7
  -> DONE
* [Who decides?] Governance, on paper. # fact n1.asked 2
  ** [And tonight?] The slowest of us. # fragment
  -> DONE
`)
    .Compile()
    .ToJson() as string;
  const withTalk = (): Night => {
    const night = new Night({ dialogues: [{ id: 'the-sand', speaker: 'elysia', ink, decide: 'each' }] });
    night.join('a:elysia', 2, 2, 'agent', 'elysia');
    night.join('p1', 2, 3);
    return night;
  };

  test('begins by E beside who speaks it, goes on choice by choice, and its tags are consequences', () => {
    const night = withTalk();
    expect(night.do('act', 'p1', { target: '' })).toBeNull();
    expect(sceneOf(night)).toMatchObject({
      dialogue: 'the-sand',
      text: 'She counts people. 0 awake.',
      choices: [
        { id: 'c0', label: 'Quicker' },
        { id: 'c1', label: 'Who decides?' },
      ],
    });
    night.do('choose', 'p1', { scene: sceneOf(night)?.id ?? '', choice: 'c1', words: '' });
    expect(sceneOf(night)?.text).toBe('Governance, on paper.');
    expect(night.world.narrative.facts['n1.asked']).toBe(2);
    night.do('choose', 'p1', { scene: sceneOf(night)?.id ?? '', choice: 'c0', words: '' });
    expect(sceneOf(night)).toBeUndefined();
    expect(night.world.narrative.fragments.length).toBe(1);
    night.step();
    expect(night.effects.at(-1)).toMatchObject({ kind: 'words', by: 'a:elysia', text: 'The slowest of us.' });
    expect(night.do('act', 'p1', { target: 'a:elysia' })?.rule).toBe('act.nothing');
  });

  test('a pace chosen goes to that person alone', () => {
    const night = withTalk();
    night.do('act', 'p1', { target: 'a:elysia' });
    night.do('choose', 'p1', { scene: sceneOf(night)?.id ?? '', choice: 'c0', words: '' });
    night.step();
    expect(night.effects.filter((e) => e.text === 'pace:7').map((e) => e.to)).toEqual(['p1']);
  });

  test('its state is plain text in the scene: a copy goes on the same way', () => {
    const night = withTalk();
    night.do('act', 'p1', { target: '' });
    const scene = sceneOf(night);
    expect(JSON.parse(scene?.ink ?? '')).toHaveProperty('storySeed');
    const copy = structuredClone(night.world);
    night.do('choose', 'p1', { scene: scene?.id ?? '', choice: 'c1', words: '' });
    const one = structuredClone(night.world);
    night.dream.world = copy;
    night.do('choose', 'p1', { scene: scene?.id ?? '', choice: 'c1', words: '' });
    expect(night.world).toEqual(one);
  });
});
