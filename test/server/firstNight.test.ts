import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { openHouse, openPage, type TestHouse, until } from './house.ts';

let house: TestHouse;
afterEach(() => house?.end());

it('the first person gets a night from its beginning; the second joins it', async () => {
  house = await openHouse();
  const { dreamId } = house.house;
  house.house.host.dream.world.tick += 20 * 600;
  const first = await openPage(house, { name: 'Ada' });
  expect(first.link.welcome.dreamId).not.toBe(dreamId);
  expect(house.house.host.dream.world.tick).toBeLessThan(200);
  house.house.host.dream.world.tick += 20 * 600;
  const second = await openPage(house, { name: 'Ben' });
  expect(second.link.welcome.dreamId).toBe(first.link.welcome.dreamId);
  await until(() => second.sees(first.me) !== undefined, 'the other');
  await first.close();
  await second.close();
});

it('a key dies with its night, unless its citizen agreed to keep the night', async () => {
  house = await openHouse({ journal: true });
  const keeps = await openPage(house, { name: 'Ada', consents: ['keep'] });
  const leaves = await openPage(house, { name: 'Ben' });
  const folder = join(house.config.dataDir, 'keys', house.house.dreamId);
  const keys = [keeps, leaves].map((page) => `${page.me}.key`);
  await until(() => keys.every((key) => readdirSync(folder).includes(key)), 'two keys');
  const { me } = keeps;
  await keeps.close();
  await leaves.close();
  await house.stop();
  expect(readdirSync(folder)).toEqual([`${me}.key`]);
});
