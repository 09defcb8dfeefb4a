/** Prediction against a real room at 150 ms simulated round trip. SPEC.md rules are cited as [n]. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHouse, openPage, type Page, pause, type TestHouse, until } from '../server/house.ts';

/** One pixel of the picture, m. */
const PIXEL = 1 / 32;
const still = { mx: 0, my: 0, float: false, breath: false };

let house: TestHouse;
let page: Page;

beforeAll(async () => {
  house = await openHouse();
  page = await openPage(house, { latencyMs: 150 });
});
afterAll(async () => {
  await page.close();
  await house.end();
});

interface Forgetful {
  predictor: { largestCorrection: number };
}
const forget = (): void => {
  (page.link as unknown as Forgetful).predictor.largestCorrection = 0;
};

describe('oneself at 150 ms', () => {
  it('the round trip is really that long', async () => {
    await until(() => page.link.stats.rttMs > 100, 'a measured round trip');
  });

  it('moves on the very next picture [25]', async () => {
    await pause(300);
    page.freeze();
    const before = page.draw();
    page.link.control({ ...still, mx: 127 });
    await pause(16);
    const after = page.draw();
    expect((after?.own.avatar.x ?? 0) - (before?.own.avatar.x ?? 0)).toBeGreaterThan(0);
    page.thaw();
    page.link.control(still);
    await until(() => page.last?.own.avatar.vx === 0, 'standing');
  });

  it('a straight walk needs corrections under a pixel [20]', async () => {
    page.link.control({ ...still, mx: -127 });
    await pause(600);
    forget();
    const from = page.last?.own.avatar.x ?? 0;
    await pause(2000);
    expect(from - (page.last?.own.avatar.x ?? 0)).toBeGreaterThan(3);
    expect(page.link.stats.largestCorrection).toBeLessThan(PIXEL);
    page.link.control(still);
  });

  it('its picture never goes back on the way', async () => {
    page.link.control({ ...still, mx: 127 });
    await until(() => (page.last?.own.avatar.vx ?? 0) > 2, 'walking to the right');
    page.frames.length = 0;
    await pause(1500);
    const backward = page.frames.filter((f, i) => i > 0 && f.x < (page.frames[i - 1]?.x ?? f.x) - 1e-6);
    expect(page.frames.length).toBeGreaterThan(20);
    expect(backward).toEqual([]);
    page.link.control(still);
  });

  it('where one stands at last is where the world has one, to the bit', async () => {
    const avatar = () => house.house.host.dream.world.space.avatars[page.me];
    await until(() => avatar()?.vx === 0 && page.last?.own.avatar.vx === 0, 'standing', 15);
    await until(() => page.last?.own.avatar.x === avatar()?.x && page.last?.own.avatar.y === avatar()?.y, 'the same place');
  }, 20_000);

  it('a page that was shown nothing for a while does not lose its step', async () => {
    page.freeze();
    await pause(700);
    page.thaw();
    forget();
    await pause(800);
    expect(page.link.stats.largestCorrection).toBeLessThan(PIXEL);
  });
});
