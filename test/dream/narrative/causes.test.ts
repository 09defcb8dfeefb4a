/** Every chain ends in a command, and what a chain names is what it takes: without that command the thing does not happen. */
import { describe, expect, test } from 'vitest';
import type { Command } from '../../../shared/dream/commands.ts';
import type { EventType } from '../../../shared/dream/events.ts';
import { createDream } from '../../../shared/dream/world.ts';
import { smallScenario } from '../smallDream.ts';
import { command, Night } from './night.ts';

type Score = Map<number, Command[]>;
const SECONDS = 110;

/** Two people, hands, a shadow from a choice, a fragment, a thread, a guide: all this story has, as a score of commands by tick. */
function score(): Score {
  const list: Score = new Map();
  const at = (second: number, ...commands: Command[]): void => {
    const tick = second * 20 + 1;
    list.set(tick, [...(list.get(tick) ?? []), ...commands]);
  };
  at(0, command('night.begin', 'dream', {}));
  for (const who of ['p1', 'p2']) {
    at(1, command('join', who, { kind: 'person', name: who, shape: 'moon', cloth: 'teal', cast: '', spawn: 'gate' }));
    for (let s = 2; s < SECONDS; s += 10) {
      at(s, command('move', who, { mx: 0, my: 0, float: false, breath: true }));
      at(s + 4, command('move', who, { mx: 0, my: 0, float: false, breath: false }));
    }
  }
  at(3, command('act', 'p1', { target: 'symbol' }));
  at(4, command('choose', 'p1', { scene: 'sc?', choice: 'leave', words: '' }));
  at(5, command('hand.offer', 'p1', { to: 'p2' }));
  at(6, command('hand.answer', 'p2', { offer: 'of?', accept: true }));
  at(7, command('say', 'p2', { words: 'together, then' }));
  at(SECONDS - 6, command('fragment.offer', 'p1', { fragment: 'fr?', words: 'it was a kettle' }));
  at(SECONDS - 5, command('loom.set', 'p1', { fragment: '', place: -1 }));
  return list;
}

/** Plays a score; ids of things are found at the moment they are needed, as a page would. */
function play(list: Score): Night {
  const near = (id: string, kind: 'tree' | 'loom') => ({ id, kind, name: id, verb: 'touch', x: 1, y: 9, region: 'plaza', theme: null });
  const base = smallScenario();
  const storylets = base.storylets.map((s) => ({ ...s, symbol: 'symbol' }));
  const night = new Night({ spawns: [{ id: 'gate', x: 0, y: 8 }], symbols: [near('symbol', 'tree'), near('loom', 'loom')], storylets });
  const fill = (c: Command): Command => {
    const { narrative, space } = night.world;
    if (c.type === 'choose')
      return command('choose', c.by, { ...c.body, scene: narrative.scenes.find((s) => s.who === c.by)?.id ?? 'none' });
    if (c.type === 'hand.answer') return command('hand.answer', c.by, { ...c.body, offer: space.offers[0]?.id ?? 'none' });
    if (c.type === 'fragment.offer')
      return command(c.type, c.by, { ...c.body, fragment: narrative.fragments.find((f) => f.heldBy === c.by)?.id ?? 'none' });
    return c;
  };
  night.events.length = 0;
  night.effects.length = 0;
  // the helper's night began by itself; here the score begins it, or not
  night.dream.world = createDream(night.dream.scenario, 5).world;
  for (let tick = 1; tick <= SECONDS * 20; tick++) {
    for (const [who, x] of [
      ['p1', 0],
      ['p2', 1],
    ] as const)
      if (night.world.space.avatars[who] && tick < 50) night.put(who, x, 8);
    night.step((list.get(tick) ?? []).map(fill));
  }
  return night;
}

const without = (list: Score, drop: (c: Command) => boolean): Score =>
  new Map([...list].map(([tick, cs]) => [tick, cs.filter((c) => !drop(c))]));
const types = (night: Night): Set<EventType> => new Set(night.events.map((e) => e.type));

describe('because', () => {
  const whole = play(score());

  test('the score plays the whole story', () => {
    const wanted: EventType[] = [
      'night.began',
      'act.opened',
      'symbol.woke',
      'scene.opened',
      'scene.chosen',
      'scene.closed',
      'shadow.formed',
      'hands.joined',
      'shadow.soothing',
      'shadow.soothed',
      'fragment.made',
      'fragment.offered',
      'thread.woven',
      'said',
      'guide.greeted',
      'breath.counted',
    ];
    for (const type of wanted) expect(types(whole).has(type), type).toBe(true);
  });

  test('every chain of every event and effect ends in commands', () => {
    for (const thing of [...whole.events, ...whole.effects]) {
      const roots = whole.roots.get(thing.id);
      expect(roots?.open, `${thing.id}`).toEqual([]);
      expect(roots?.commands.length, `${thing.id}`).toBeGreaterThan(0);
    }
  });

  const cases: readonly [name: string, drop: (c: Command) => boolean, gone: readonly EventType[]][] = [
    ['night.begin', (c) => c.type === 'night.begin', ['night.began', 'act.opened', 'symbol.woke', 'shadow.formed', 'thread.woven']],
    ['the coming of p1', (c) => c.type === 'join' && c.by === 'p1', ['symbol.woke', 'scene.opened', 'hands.joined', 'thread.woven']],
    [
      'touching',
      (c) => c.type === 'act',
      ['symbol.woke', 'scene.opened', 'scene.chosen', 'shadow.formed', 'shadow.soothed', 'thread.woven'],
    ],
    ['choosing', (c) => c.type === 'choose', ['scene.chosen', 'shadow.formed', 'shadow.soothed', 'fragment.made']],
    ['the answer to a hand', (c) => c.type === 'hand.answer', ['hands.joined', 'shadow.soothed', 'fragment.made', 'thread.woven']],
    ['the loom', (c) => c.type === 'loom.set', ['thread.woven']],
    ['words', (c) => c.type === 'say', ['said']],
  ];
  test.each(cases)('without %s none of what names it happens', (_name, drop, gone) => {
    const rest = types(play(without(score(), drop)));
    for (const type of gone) expect(rest.has(type), type).toBe(false);
  });

  test('each of those chains does name the command whose absence undoes it', () => {
    const roots = (type: EventType) => whole.roots.get(whole.events.find((e) => e.type === type)?.id ?? '')?.types;
    expect(roots('symbol.woke')).toContain('act');
    expect(roots('shadow.formed')).toEqual(expect.arrayContaining(['act', 'choose']));
    expect(roots('shadow.soothed')).toEqual(expect.arrayContaining(['choose', 'hand.answer']));
    expect(roots('thread.woven')).toEqual(expect.arrayContaining(['loom.set', 'fragment.offer', 'hand.answer']));
    expect(roots('act.opened')).toEqual(['night.begin']);
    expect(roots('guide.greeted')).toContain('join');
  });
});
