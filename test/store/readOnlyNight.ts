/**
 * A dream whose disk becomes read-only under it, in a mount namespace of its own (`unshare -m`): folders of the data folder are bound to themselves and made read-only while
 * it runs. Says in JSON what the dream could promise before, meanwhile and after. Argument: the data folder.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import pino from 'pino';
import { compose } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { smallScenario } from '../dream/smallDream.ts';

const folder = process.argv[2] as string;
const said: string[] = [];
const house = await compose(readConfig({ DATA_DIR: folder }), {
  scenario: smallScenario(),
  source: { main: 'dream.yaml', files: { 'dream.yaml': '' } },
  seed: 'read-only',
  citizens: 2,
  log: pino({ level: 'warn' }, { write: (line) => said.push(JSON.parse(line).msg) }),
});
const mount = (...args: string[]): unknown => execFileSync('mount', args, { stdio: 'pipe' });
const steps = (n: number): void => {
  for (let i = 0; i < n; i++) house.host.step();
};
const enter = (who: string): void => {
  house.host.enqueue({ type: 'join', by: who, body: { kind: 'person', name: who, shape: 'moon', cloth: 'teal', cast: '', spawn: '' } });
  steps(1);
};
const told = async () => ({ saved: await house.saved(), lasting: house.lasting });

enter('p1');
const before = await told();
const closed = ['keys', 'journals'].map((name) => join(folder, name));
for (const at of closed) {
  mount('--bind', at, at);
  mount('-o', 'remount,bind,ro', at);
}
enter('p2');
const key = await told();
house.watchOver();
house.nextNight();
enter('p1');
steps(30);
const journal = await told();
house.watchOver();
for (const at of closed) execFileSync('umount', [at]);
steps(30);
const after = await told();
const { dreamId } = house;
await house.close();
process.stdout.write(JSON.stringify({ before, key, journal, after, dreamId, said }));
