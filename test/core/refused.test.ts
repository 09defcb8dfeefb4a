import { expect, test } from 'vitest';
import { createCast } from '../../shared/citizens/cast.ts';
import { inventBody } from '../../shared/citizens/tempers.ts';
import { COMMANDS, type Command, type CommandType } from '../../shared/dream/commands.ts';
import { digestOf } from '../../shared/dream/digest.ts';
import { stepDream } from '../../shared/dream/tick.ts';
import { createDream } from '../../shared/dream/world.ts';
import { pick, streamOf } from '../../shared/kernel/random.ts';
import { shipped } from './shipped.ts';

/** What people may ask for, without what takes them out of the dream. */
const TYPES = (Object.keys(COMMANDS) as CommandType[]).filter(
  (type) => COMMANDS[type].by !== 'host' && !['join', 'wake', 'drop', 'return', 'erase'].includes(type),
);

/** Refusals are not in the journal: if one changed anything, no night could be dreamt again. */
test.each(['kitchen-sink', '03-the-reckoning'])(
  '%s: a refused command changes nothing: a twin that never hears of it stays equal',
  async (name) => {
    const scenario = await shipped(name);
    const [dream, twin] = [createDream(scenario, 7), createDream(scenario, 7)];
    const cast = createCast(scenario, { seed: 7, size: 12 });
    const rng = streamOf('7', 'refused');
    const rules = new Set<string>();
    for (let tick = 1; tick <= 2 * 60 * 20; tick++) {
      const commands: Command[] = cast.act(dream);
      if (tick === 1) commands.unshift({ type: 'night.begin', by: 'dream', body: {} });
      for (let i = 0; i < 4 && tick > 100; i++) {
        const member = pick(rng, cast.state.members);
        const type = i === 0 ? pick(rng, ['note', 'guide.ask', 'reed.stand'] as const) : pick(rng, TYPES);
        const body = type === 'note' && tick % 2 === 0 ? { about: 'guide' } : inventBody(dream, member, type);
        commands.push({ type, by: member.id, body } as Command);
      }
      const { accepted, refused } = stepDream(dream, commands);
      for (const { refusal } of refused) rules.add(refusal.rule);
      stepDream(
        twin,
        accepted.map(({ type, by, body }) => ({ type, by, body }) as Command),
      );
      if (tick % 20 === 0) expect(digestOf(twin.world)).toEqual(digestOf(dream.world));
    }
    // enough kinds of refusals to mean something
    expect(rules.size).toBeGreaterThan(25);
  },
  60_000,
);
