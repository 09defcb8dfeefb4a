import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Running } from '../../server/main.ts';
import { launchBrowser } from '../browser.ts';
import { openHouse } from '../server/house.ts';
import { hurried } from './hurried.ts';
import { Player } from './player.ts';

/**
 * play.md, section 2, in a real page, by keys alone: a lone visitor puts a thread into the sky in under six minutes. The night is in a hurry, which
 * saves the wait for the bridge and the shadow; `test/core/firstMinutes` walks the shipped night at its own pace.
 */
let browser: Browser;
let house: Running & { end(): Promise<void> };

beforeAll(async () => {
  house = await openHouse({ scenario: await hurried(65), seed: '2', page: true, citizens: 15 });
  // without a picture, as on a machine that cannot draw: what is proven here is the play, and two people with pictures are in twoPeople.test.ts
  browser = await launchBrowser(['--disable-3d-apis']);
});
afterAll(async () => {
  await browser?.close();
  await house?.end();
});

it('a lone visitor reaches a thread in the sky in under six minutes', { timeout: 420_000, retry: 1 }, async () => {
  const scenario = house.house.host.dream.scenario;
  const at = (kind: string) => scenario.symbols.find((s) => s.kind === kind) ?? { id: '', x: 0, y: 0 };
  const began = Date.now();
  const seconds = () => (Date.now() - began) / 1000;
  const v = await Player.join(browser, house.url.replace('localhost', '127.0.0.1'), 'Mirel');

  v.startBreathing();
  await v.until((s) => s.tune > 0.3 && s.breaths >= 1, 60, 'being in tune');
  await v.stopBreathing();

  const stand = at('stand');
  await v.walk({ x: stand.x + 2, y: stand.y - 3 }, 1.6);
  const lit = (await v.see()).lanterns;
  await v.hold('KeyL', 1.3);
  await v.until((s) => s.lanterns > lit, 10, 'a lantern');

  const bridge = [...scenario.bridges].sort((a, b) => a.length - b.length)[0];
  if (!bridge) throw new Error('no bridge');
  await v.walk({ x: bridge.ax, y: bridge.ay - 1.2 }, 1.6);
  expect(await v.takeHand()).toBe(true);
  v.startBreathing();
  await v.until((s) => (s.bridges[bridge.id] ?? 0) >= bridge.length - 0.01, 100, 'a whole bridge');
  await v.stopBreathing();

  // a symbol on the plaza that still sleeps, with one choice to make
  const plaza = scenario.regions[0]?.id;
  for (const symbol of scenario.symbols.filter((s) => s.region === plaza && scenario.storylets.some((q) => q.symbol === s.id))) {
    if (!(await v.see()).asleep.includes(symbol.id)) continue;
    await v.walk({ x: symbol.x, y: symbol.y + 1.6 }, 1.3);
    await v.key('KeyE');
    if (await v.maybe((s) => s.scenes.some((q) => q.choices > 0), 6)) break;
  }
  await v.until((s) => s.scenes.some((q) => q.choices > 0), 2, 'a storylet');
  await v.key('Digit1');
  await v.until((s) => s.scenes.every((q) => q.choices === 0), 10, 'the choice made');

  const mouth = { x: bridge.ax, y: bridge.ay - 1 };
  const far = { x: bridge.bx, y: bridge.by + 1.5 };
  await v.path([mouth, far]);
  await v.until((s) => s.shadows.length > 0, 140, 'a shadow');
  v.startBreathing();
  for (let i = 0; i < 10 && (await v.see()).fragments.length === 0; i++) {
    const s = await v.see();
    const shadow = [...s.shadows].sort((a, b) => Math.hypot(a.x - s.x, a.y - s.y) - Math.hypot(b.x - s.x, b.y - s.y))[0];
    if (!shadow) {
      await v.page.waitForTimeout(2000);
      continue;
    }
    if (Math.hypot(shadow.x - s.x, shadow.y - s.y) > 3) await v.walk({ x: shadow.x + 1.2, y: shadow.y + 1.8 }, 1.3, 20);
    await v.takeHand(2);
    await v.maybe((q) => q.fragments.length > 0, 12);
  }
  await v.until((s) => s.fragments.length > 0, 2, 'a fragment');
  await v.stopBreathing();

  const loom = at('loom');
  const toLoom = async (): Promise<void> => {
    for (let i = 0; i < 4 && (await v.see()).reach?.kind !== 'loom'; i++) await v.walk({ x: loom.x + 0.4 * i, y: loom.y + 1.4 }, 1, 15);
  };
  await toLoom();
  await v.key('KeyE');
  await v.page.getByRole('button', { name: 'It weighed less with two.' }).click();
  await v.until((s) => s.fragments.some((f) => f.offered), 10, 'words given');
  await toLoom();
  await v.key('KeyE');
  await v.until((s) => s.threads.some((t) => t.by === s.me), 15, 'a thread in the sky');
  expect(seconds()).toBeLessThan(360);

  await v.key('KeyY');
  await expect.poll(() => v.page.getByRole('dialog').or(v.page.locator('.why')).count(), { timeout: 10_000 }).toBeGreaterThan(0);
  await v.key('KeyX');
  await v.page.getByText('You stopped. Nothing is asked of you.').waitFor({ timeout: 5000 });
  await v.close();
});
