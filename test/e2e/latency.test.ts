import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../../server/main.ts';
import { launchBrowser } from '../browser.ts';
import { shipped } from '../core/shipped.ts';
import { openHouse } from '../server/house.ts';
import { Player } from './player.ts';

/** One animation frame of the page, as drawn. */
interface Drawn {
  /** s since the page began, by the frame's own clock */
  readonly at: number;
  readonly x: number;
  readonly y: number;
  /** the key was down when this frame began */
  readonly down: boolean;
  /** largest correction since watching began, m */
  readonly corrected: number;
}

/** Notes each frame that the page draws, after it was drawn, until the returned function takes the notes away. */
async function watch(v: Player): Promise<() => Promise<Drawn[]>> {
  await v.page.evaluate(() => {
    // biome-ignore lint/suspicious/noExplicitAny: the page's debug handle is typed on the page's side only
    const w = window as any;
    const notes: Drawn[] = [];
    let down = false;
    const key = (event: KeyboardEvent): void => {
      down = event.type === 'keydown';
    };
    addEventListener('keydown', key);
    addEventListener('keyup', key);
    let watching = true;
    // asked for between two frames, so it comes after the page's own in each
    const note = (now: number): void => {
      if (!watching) return;
      requestAnimationFrame(note);
      const { frame, link } = w.dreamhaven;
      const me = frame.people[0];
      notes.push({ at: now / 1000, x: me.x, y: me.y, down, corrected: link.stats.largestCorrection });
    };
    // what was corrected while the page was loading is another matter
    w.dreamhaven.link.predictor.largestCorrection = 0;
    requestAnimationFrame(note);
    w.notes = () => {
      watching = false;
      return notes;
    };
  });
  return () => v.page.evaluate(() => (window as unknown as { notes(): Drawn[] }).notes());
}

/** A page that stood still for longer than this gave time away, s; what is corrected then is not the line's doing. */
const STALL_S = 0.09;

/** Pixels a metre at zoom 1, the nearest that the camera comes. */
const PX = 32;

describe('150 ms away', { timeout: 240_000 }, () => {
  let browser: Browser;
  let house: Running & { end(): Promise<void> };
  let v: Player;

  beforeAll(async () => {
    house = await openHouse({ scenario: await shipped('01-the-ritual'), seed: '3', page: true, citizens: 4 });
    // without a picture: how soon the page answers is asked of the page, and not of how fast this machine paints
    browser = await launchBrowser(['--disable-3d-apis']);
    v = await Player.join(browser, house.url.replace('localhost', '127.0.0.1'), 'Far', {
      query: '&latency=150',
      viewport: { width: 320, height: 240 },
      pictures: null,
    });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await house?.end();
  });

  afterEach(() => v?.page.keyboard.up('KeyD'));

  const still = () => v.until((s) => Math.hypot(s.vx, s.vy) === 0, 20, 'standing still');

  it('own motion is on the next frame after the key', async () => {
    await v.stopAt({ x: -8, y: 11 }, 1.5);
    for (const code of ['KeyD', 'KeyA', 'KeyD']) {
      await still();
      const notes = await watch(v);
      await v.page.waitForTimeout(200);
      await v.page.keyboard.down(code);
      await v.page.waitForTimeout(300);
      await v.page.keyboard.up(code);
      const drawn = await notes();
      const first = drawn.findIndex((d) => d.down);
      expect(first).toBeGreaterThan(0);
      const [before, at] = [drawn[first - 1], drawn[first]] as [Drawn, Drawn];
      expect(Math.abs(at.x - before.x)).toBeGreaterThan(0);
      expect(Math.sign(at.x - before.x)).toBe(code === 'KeyD' ? 1 : -1);
    }
    // the server knew nothing of it yet: the line really is that long
    const rtt = await v.page.evaluate(
      () => (window as unknown as { dreamhaven: { link: { stats: { rttMs: number } } } }).dreamhaven.link.stats.rttMs,
    );
    expect(rtt).toBeGreaterThanOrEqual(150);
  });

  it('a straight walk of seconds needs no correction of a pixel', async () => {
    for (let tries = 0; ; tries++) {
      await v.stopAt({ x: -13, y: 8 }, 1);
      await still();
      const notes = await watch(v);
      await v.page.keyboard.down('KeyD');
      await v.until((s) => s.x > 2, 20, 'the end of the walk');
      const drawn = (await notes()).filter((d) => d.down);
      await v.page.keyboard.up('KeyD');
      const stalled = drawn.some((d, i) => i > 0 && d.at - (drawn[i - 1] as Drawn).at > STALL_S);
      const [first, last] = [drawn[0], drawn.at(-1)] as [Drawn, Drawn];
      if (stalled && tries < 5) continue;
      expect(last.x - first.x).toBeGreaterThan(12);
      expect(last.corrected * PX).toBeLessThan(1);
      return;
    }
  });

  it('a line that stalls for seven seconds is no flood: the page stays where it is, and walks on', async () => {
    const { world } = house.house.host.dream;
    await still();
    const tick = world.tick;
    const sentence = await v.page.locator('.sentence').textContent();
    const { me, x } = await v.see();
    await v.uplink(false);
    await expect.poll(() => world.tick - tick, { timeout: 30_000 }).toBeGreaterThan(140);
    await v.uplink(true);
    await v.page.keyboard.down('KeyA');
    await expect.poll(() => world.space.avatars[me]?.x ?? 99, { timeout: 10_000 }).toBeLessThan(x - 1);
    await v.page.keyboard.up('KeyA');
    expect(world.people.byId[me]?.state).toBe('dreaming');
    expect(await v.page.locator('.sentence').textContent()).toBe(sentence);
    expect((await v.see()).me).toBe(me);
  });
});
