/** Nobody can tell from their own dream what another keeps away: lines, veils and ceiling of one person change nothing that anybody else sees. */
import { expect, test } from 'vitest';
import { createCast } from '../../../shared/citizens/cast.ts';
import type { Command } from '../../../shared/dream/commands.ts';
import type { CompiledStorylet } from '../../../shared/dream/compiled.ts';
import { common, own } from '../../../shared/dream/observe.ts';
import { stepDream } from '../../../shared/dream/tick.ts';
import { createDream } from '../../../shared/dream/world.ts';
import { hashOf } from '../../../shared/kernel/hash.ts';
import { smallScenario } from '../smallDream.ts';
import { command } from './night.ts';

const base = smallScenario();
const listen = base.storylets[0] as CompiledStorylet;
const again = { once: false, cooldown: 30 };
const scenario = smallScenario({
  symbols: [...base.symbols, { id: 'hearth', kind: 'hearth', name: 'the hearth', verb: 'sit', x: 6, y: 6, region: 'plaza', theme: null }],
  storylets: [
    { ...listen, ...again, audience: 'near', decide: 'together', seconds: 20 },
    { ...listen, ...again, id: 's.all', symbol: '', audience: 'all', decide: 'together', intensity: 0.5 },
    // two that fit as well: which one comes falls by the stream
    { ...listen, ...again, id: 's.one', symbol: '' },
    { ...listen, ...again, id: 's.other', symbol: '' },
  ],
  questions: [
    { text: 'Who is not here?', theme: 'loneliness', intensity: 0.5 },
    { text: 'What is still in your coat?', theme: 'belonging', intensity: 0.2 },
  ],
});

type Limits = { lines: string[]; veils: string[]; ceiling: number };

/** What p2 and everybody could see, once a second, in a night in which p1 has these limits and does the same in each. */
function seenBesides(limits: Limits, seed: number): string[] {
  const dream = createDream(scenario, seed);
  const cast = createCast(scenario, { seed, size: 8 });
  const join = (by: string): Command =>
    command('join', by, { kind: 'person', name: by, shape: 'moon', cloth: 'teal', cast: '', spawn: '' });
  const out: string[] = [];
  for (let tick = 1; tick <= 160 * 20; tick++) {
    const commands: Command[] = [];
    if (tick === 1) commands.push(command('night.begin', 'dream', {}), join('p1'), join('p2'), command('limit.set', 'p1', limits));
    const me = dream.world.space.avatars.p1;
    // put where the story is; the same in both nights
    if (me && tick === 300) Object.assign(me, { x: 0, y: -6 });
    if (tick === 320) commands.push(command('act', 'p1', { target: 'fountain' }));
    if (me && tick === 900) Object.assign(me, { x: 5, y: 5 });
    if (tick === 920) commands.push(command('circle.sit', 'p1', { at: 'hearth' }));
    if (tick % 40 === 0) commands.push(command('circle.turn', 'p1', { words: 'a blue kettle' }));
    stepDream(dream, [...commands, ...cast.act(dream)]);
    if (tick % 20 === 0) out.push(hashOf([common(dream.world, scenario), own(dream.world, scenario, 'p2')]));
  }
  return out;
}

test.each([
  ['lines', { lines: ['loneliness', 'belonging'], veils: [], ceiling: 0.6 }],
  ['veils', { lines: [], veils: ['loneliness'], ceiling: 0.6 }],
  ['a low ceiling', { lines: [], veils: [], ceiling: 0.2 }],
] as const)('%s', (_, limits) => {
  for (const seed of [1, 2]) {
    const open = seenBesides({ lines: [], veils: [], ceiling: 0.6 }, seed);
    const kept = seenBesides({ lines: [...limits.lines], veils: [...limits.veils], ceiling: limits.ceiling }, seed);
    const first = open.findIndex((hash, i) => hash !== kept[i]);
    expect(first).toBe(-1);
  }
});
