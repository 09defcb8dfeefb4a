/**
 * A night in a process of its own, to be killed: takes up the last one in the folder or begins one, steps as fast as it can, and has people
 * say numbered words. A line `ack N` goes out only when saying N is on the disk. Arguments: folder, first number.
 */
import { openScenario } from '../../server/cli/scenario.ts';
import { Night, openNights } from '../../server/store/night.ts';
import type { Command } from '../../shared/dream/commands.ts';

const [folder = '', first = '0'] = process.argv.slice(2);
const PEOPLE = 6;
/** Ticks between snapshots here: kills then fall before, within and after them. */
const SNAPSHOT_EVERY = 25;

const cast = { size: 6, yields: false };
const last = openNights(folder)[0];
let night: Night;
if (last) {
  const resumed = await Night.resume(folder, last.dreamId, cast, (sentence) => process.stdout.write(`say ${sentence}\n`));
  if (typeof resumed === 'string') throw new Error(resumed);
  night = resumed;
  process.stdout.write(`resumed ${night.host.dream.world.tick}\n`);
} else {
  night = Night.begin(folder, await openScenario('scenarios/kitchen-sink'), 'kill', cast, true);
}

const ask = (command: Command): void => {
  night.host.enqueue(command);
};
for (let i = 1; i <= PEOPLE; i++) {
  const body = { kind: 'person', name: `Name${i}`, shape: 'moon', cloth: 'teal', cast: '', spawn: '' } as const;
  if (!night.host.dream.world.people.byId[`p${i}`]) ask({ type: 'join', by: `p${i}`, body });
}
let n = Number(first);
const live = (): void => {
  const mine: number[] = [];
  const who = `p${(n % PEOPLE) + 1}`;
  const { tick } = night.host.dream.world;
  if (tick > 1 && tick % 3 === 0) {
    mine.push(n);
    ask({ type: 'say', by: who, body: { words: `word ${n++}` } });
  }
  ask({
    type: 'move',
    by: who,
    body: { mx: ((tick * 37) % 255) - 127, my: ((tick * 91) % 255) - 127, float: false, breath: tick % 2 === 0 },
  });
  const { refused } = night.host.step();
  const failed = refused.filter((r) => r.command.type === 'say').length;
  if (tick % SNAPSHOT_EVERY === 0) void night.snapshot();
  if (mine.length > 0 && failed === 0)
    void night.saved().then((saved) => {
      if (saved) process.stdout.write(`ack ${mine.join(' ')}\n`);
    });
  setTimeout(live, 1);
};
live();
