import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../../server/main.ts';
import { causeOf, rootsOf } from '../../shared/dream/causes.ts';
import { causesOf } from '../../shared/dream/observe.ts';
import { launchBrowser } from '../browser.ts';
import { openHouse } from '../server/house.ts';
import { hurried } from './hurried.ts';
import { Player, type Sight } from './player.ts';

/** Typed by hand. */
const LINE = 'a kettle, and two cups';

/** Two people with each other, in two real pages; the only others are the four agents, who take no hand and soothe nothing. */
describe('two people in one dream', { timeout: 240_000 }, () => {
  /** one page draws; the other goes without a picture, as on a machine that cannot: two pictures are more than two cores can paint in time */
  let browser: Browser;
  let plain: Browser;
  let house: Running & { end(): Promise<void> };
  let a: Player;
  let b: Player;
  let idA = '';
  let idB = '';
  const world = () => house.house.host.dream.world;
  const scenario = () => house.house.host.dream.scenario;
  const both = <T>(does: (p: Player) => Promise<T>): Promise<[T, T]> => Promise.all([does(a), does(b)]);
  const bothSee = (holds: (s: Sight) => boolean, seconds: number, what: string) => both((p) => p.until(holds, seconds, what));
  const until = (holds: () => Promise<boolean>) => expect.poll(holds, { timeout: 15_000, interval: 100 }).toBe(true);

  beforeAll(async () => {
    house = await openHouse({ scenario: await hurried(20), seed: '5', page: true, citizens: 4 });
    [browser, plain] = await Promise.all([launchBrowser(), launchBrowser(['--disable-3d-apis'])]);
  }, 120_000);
  afterAll(async () => {
    await Promise.all([browser?.close(), plain?.close()]);
    await house?.end();
  });

  /** Hands joined by H on both pages, if they are not. */
  async function joinHands(): Promise<void> {
    for (let i = 0; i < 4; i++) {
      const [mine, theirs] = await both((p) => p.see());
      if (mine.partners.includes(idB) && theirs.partners.includes(idA)) return;
      if (Math.hypot(mine.x - theirs.x, mine.y - theirs.y) > 2.2) await b.stopAt({ x: mine.x + 1, y: mine.y }, 0.8, 8);
      await a.key('KeyH');
      if (!(await b.maybe((s) => s.offers.includes(idA), 4))) continue;
      await b.key('KeyH');
      if (await a.maybe((s) => s.partners.includes(idB), 4))
        await b.until((s) => s.partners.includes(idA), 4, 'the hand on the other page');
    }
    expect(world().space.hands.map((h) => [h.a, h.b].sort())).toEqual([[idA, idB].sort()]);
  }

  it('fall asleep by the form and see each other', async () => {
    const url = house.url.replace('localhost', '127.0.0.1');
    [a, b] = await Promise.all([Player.join(browser, url, 'Ada'), Player.join(plain, url, 'Ben')]);
    [idA, idB] = (await both((p) => p.see())).map((s) => s.me) as [string, string];
    expect(idA).not.toBe(idB);
    await until(async () => (await a.sees(idB)) !== null && (await b.sees(idA)) !== null);
    expect([world().people.byId[idA]?.name, world().people.byId[idB]?.name]).toEqual(['Ada', 'Ben']);
  });

  it("the light of one's breath is on the other's page, and only by way of the server", async () => {
    await a.page.keyboard.down('Space');
    await until(async () => {
      const seen = await b.sees(idA);
      return seen?.breathIn === true && seen.light > -0.5;
    });
    await a.page.keyboard.up('Space');
    await until(async () => (await b.sees(idA))?.breathIn === false);
    await until(async () => ((await b.sees(idA))?.light ?? 1) < -0.9);

    await a.page.keyboard.down('Space');
    await until(async () => (await b.sees(idA))?.breathIn === true);
    await a.uplink(false);
    // the key is still down and lights the own page; the other page has only the server's word
    await until(async () => (await b.sees(idA))?.breathIn === false);
    await a.page.keyboard.up('Space');
    await until(async () => ((await b.sees(idA))?.light ?? 1) < -0.9);
    await a.page.keyboard.down('Space');
    await until(async () => ((await a.sees(idA))?.light ?? -1) > -0.2);
    expect(await b.sees(idA)).toMatchObject({ breathIn: false });
    expect((await b.sees(idA))?.light).toBeLessThan(-0.9);
    await a.page.keyboard.up('Space');

    await a.uplink(true);
    await until(async () => ((await a.sees(idA))?.light ?? 1) < -0.9);
    await a.page.keyboard.down('Space');
    await until(async () => (await b.sees(idA))?.breathIn === true);
    await a.page.keyboard.up('Space');
  });

  it('breathe in tune, hold hands and grow a bridge', async () => {
    const bridge = scenario().bridges.find((q) => q.id === 'bridge-loom');
    if (!bridge) throw new Error('no bridge to the loom');
    await Promise.all([a.stopAt({ x: bridge.ax - 0.7, y: bridge.ay - 1.2 }), b.stopAt({ x: bridge.ax + 0.7, y: bridge.ay - 1.2 })]);
    await joinHands();
    await both((p) => p.key('KeyB'));
    await bothSee((s) => s.tune > 0.3, 40, 'being in tune');
    await until(async () => (world().space.bridges[bridge.id]?.length ?? 0) > 1);
    expect([...(world().space.bridges[bridge.id]?.makers ?? [])].sort()).toEqual([idA, idB].sort());
    await bothSee((s) => (s.bridges[bridge.id] ?? 0) >= bridge.length - 0.01, 60, 'a whole bridge');
  });

  it('cross it and soothe a shadow hand in hand', async () => {
    const bridge = scenario().bridges.find((q) => q.id === 'bridge-loom') ?? { bx: 0, by: 0 };
    await Promise.all([a.walk({ x: bridge.bx - 0.5, y: bridge.by + 1.5 }, 1), b.walk({ x: bridge.bx + 0.5, y: bridge.by + 1.5 }, 1)]);
    const [{ shadows }] = await bothSee((s) => s.shadows.length === 1, 60, 'one shadow');
    const shadow = shadows[0] ?? { id: '', x: 0, y: 0 };
    await Promise.all([a.stopAt({ x: shadow.x + 1.5, y: shadow.y + 2 }), b.stopAt({ x: shadow.x + 2.7, y: shadow.y + 2 })]);
    await joinHands();
    // only hands that were on it leave a fragment; held since the bridge, they may have soothed it before both stand here
    await bothSee((s) => s.fragments.length === 1, 60, 'a fragment each');
    expect(world().narrative.soothed).toBe(1);
  });

  it("one puts a line into the sky; the other sees the thread; 'why?' tells its causes to either", async () => {
    const loom = scenario().symbols.find((s) => s.kind === 'loom') ?? { id: '', x: 0, y: 0 };
    await a.key('KeyH');
    await a.until((s) => s.partners.length === 0, 5, 'the hand let go');
    await Promise.all([a.stopAt({ x: loom.x - 0.6, y: loom.y + 1.2 }), b.stopAt({ x: loom.x + 0.9, y: loom.y + 1.2 })]);
    await bothSee((s) => s.reach?.id === loom.id, 10, 'the loom in reach');
    await a.key('KeyE');
    await a.page.getByRole('textbox', { name: 'In your own words' }).click();
    await a.page.keyboard.type(LINE);
    await a.page.keyboard.press('Enter');
    await a.until((s) => s.fragments.some((f) => f.offered), 10, 'words given');
    await a.key('KeyE');
    await bothSee((s) => s.threads.some((t) => t.by === idA), 15, 'a thread in the sky');
    expect(world().narrative.threads).toMatchObject([{ by: idA, words: LINE }]);

    // what was typed by hand is a patch in the picture, and its words stand in the cloth on the other's page
    const drawn = await a.page.evaluate(
      // biome-ignore lint/suspicious/noExplicitAny: the page's debug handle is typed on the page's side only
      () => (window as any).dreamhaven.frame.threads.map((t: { cloth: string; mine: boolean }) => [t.cloth, t.mine]),
    );
    expect(drawn).toEqual([[world().people.byId[idA]?.cloth, true]]);
    await b.key('KeyU');
    await expect.poll(() => b.page.locator('.sheet.cloth').textContent(), { timeout: 15_000 }).toContain(LINE);
    await b.key('KeyU');

    // a scene in front of somebody is what "why?" means first: its choice is made, and it goes
    await both(async (p) => {
      if ((await p.see()).scenes.some((q) => q.choices > 0)) await p.key('Digit1');
      await p.until((s) => s.scenes.length === 0, 40, 'the end of the scene');
    });
    await both((p) => p.key('KeyY'));
    const papers = await both(async (p) => {
      await p.page.locator('.sheet.why.paper li').first().waitFor({ timeout: 10_000 });
      return p.page.locator('.sheet.why.paper').evaluate((el) => ({
        title: el.querySelector('h2')?.textContent,
        lines: el.querySelectorAll('li').length,
        own: el.querySelectorAll('li.own').length,
      }));
    });
    for (const paper of papers) expect(paper).toMatchObject({ title: 'Why a thread?' });
    for (const paper of papers) expect(paper.lines).toBeGreaterThanOrEqual(3);
    expect(papers[0].own).toBeGreaterThanOrEqual(1);
    // the paper is short; the whole chain ends in what both of them did
    const thread = world().narrative.threads[0];
    const roots = rootsOf(world().causes, causesOf(world(), idA, thread?.id ?? ''));
    expect(roots.open).toEqual([]);
    const doers = roots.commands.map((id) => causeOf(world().causes, id)?.by);
    expect(doers).toEqual(expect.arrayContaining([idA, idB]));
    await both((p) => p.key('Escape'));
  });

  it('the stop card blanks one page and leaves the other', async () => {
    await a.key('KeyX');
    await a.page.getByText('You stopped. Nothing is asked of you.').waitFor({ timeout: 5000 });
    expect(await a.page.locator('.curtain').evaluate((el) => getComputedStyle(el).visibility)).toBe('visible');
    expect(await a.page.locator('.picture').evaluate((el) => getComputedStyle(el).visibility)).toBe('hidden');
    expect(await b.page.locator('.picture').evaluate((el) => getComputedStyle(el).visibility)).toBe('visible');
    expect(await b.page.locator('.stop-card').count()).toBe(0);
    await a.page.getByRole('button', { name: 'Go on' }).click();
    await a.page.locator('.stop-card').waitFor({ state: 'detached' });
    expect(await a.page.locator('.picture').evaluate((el) => getComputedStyle(el).visibility)).toBe('visible');
  });

  it('who hides is not met any more, on either page', async () => {
    await b.key('KeyT');
    await b.page.locator('.twin').getByRole('button', { name: /^Ada/ }).click();
    await b.page.getByRole('button', { name: 'Hide: we do not meet' }).click();
    await until(async () => (await a.sees(idB)) === null && (await b.sees(idA)) === null);
    expect(world().governance.hidden[idB]).toEqual([idA]);
  });
});
