/** A server that ends in order and starts again: its people were only away, not gone. */
import { rmSync } from 'node:fs';
import pino from 'pino';
import { expect, it } from 'vitest';
import { openScenario } from '../../server/cli/scenario.ts';
import { boot, type Running } from '../../server/main.ts';
import { journalPath, loadJournal } from '../../server/store/journals.ts';
import { TICK_RATE } from '../../shared/dream/ids.ts';
import { LEAVING_SECONDS } from '../../shared/dream/space/rules.ts';
import { openPage, testConfig, until } from './house.ts';

it('whoever was inside stands there still, and is no ember before their time to come back is over [7]', { timeout: 60_000 }, async () => {
  const { config, folder } = testConfig();
  const night = await openScenario('scenarios/kitchen-sink');
  const open = (): Promise<Running> => boot(config, { ...night, seed: 'stop', citizens: 4, page: false, log: pino({ level: 'silent' }) });
  let house = await open();
  try {
    const page = await openPage({ ...house, config, end: house.stop });
    page.link.control({ mx: 100, my: 0, float: false, breath: false });
    await until(() => house.house.host.dream.world.space.avatars[page.me]?.input.mx === 100, 'a walk');
    const { dreamId } = house.house;
    await house.stop();
    page.freeze();
    const kinds = loadJournal(journalPath(folder, dreamId)).ticks.flatMap((f) => f.commands.map(([type]) => type));
    expect(kinds).toContain('join');
    expect(kinds).not.toContain('drop');

    // on another port, so that nobody finds it
    house = await open();
    expect(house.house.dreamId).toBe(dreamId);
    const { world } = house.house.host.dream;
    const from = world.tick;
    await until(() => world.tick > from + 1.5 * LEAVING_SECONDS * TICK_RATE, 'a few seconds', 20);
    expect(world.people.byId[page.me]?.state).toBe('dreaming');
    expect(world.space.avatars[page.me]?.input.mx).toBe(0);
    await page.close();
  } finally {
    await house.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
