/** Two pages join a running dream. SPEC.md rules are cited as [n]. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHouse, openPage, type Page, type TestHouse, until } from './house.ts';

let house: TestHouse;
let a: Page;
let b: Page;

beforeAll(async () => {
  house = await openHouse();
  a = await openPage(house, { name: 'Ada' });
  b = await openPage(house, { name: 'Ben' });
});
afterAll(async () => {
  await a.close();
  await b.close();
  await house.end();
});

describe('two pages', () => {
  it('see each other', async () => {
    await until(() => a.sees(b.me) !== undefined && b.sees(a.me) !== undefined, 'both in sight');
    expect(a.last?.people[0]?.id).toBe(a.me);
    expect(a.last?.common.title).toBe('A small dream');
  });
});
