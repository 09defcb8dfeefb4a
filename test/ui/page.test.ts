import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../browser.ts';

const root = fileURLToPath(new URL('./page', import.meta.url));
const DESK = { width: 1280, height: 720 };
const PHONE = { width: 390, height: 844 };

let folder = '';
let server: PreviewServer;
let browser: Browser;
let url = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'page-'));
  const options = { configFile: false as const, root, logLevel: 'silent' as const, base: './' };
  await build({ ...options, build: { outDir: folder, emptyOutDir: true, target: 'es2023' }, worker: { format: 'es' } });
  server = await preview({ ...options, build: { outDir: folder }, preview: { port: 4790 } });
  url = server.resolvedUrls?.local[0] ?? '';
  browser = await launchBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await new Promise<void>((done) => (server ? server.httpServer.close(() => done()) : done()));
  if (folder) await rm(folder, { recursive: true });
});

async function open(query: string, viewport = DESK): Promise<Page> {
  const context = await browser.newContext({ viewport, hasTouch: viewport === PHONE });
  const page = await context.newPage();
  await page.goto(`${url}${query}`);
  return page;
}

async function dreaming(query = '?autojoin=1', viewport = DESK): Promise<Page> {
  const page = await open(query, viewport);
  await page.waitForSelector('.band');
  return page;
}

const sentTypes = (page: Page) => page.evaluate(() => window.fake.sent.map((s) => s.type));

test('join by keyboard alone: nothing is shared unless said', async () => {
  const page = await open('');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Mirel');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Fall asleep');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.band');
  expect(await page.evaluate(() => window.joinedWith)).toEqual({
    protocol: 2,
    name: 'Mirel',
    shape: 'shell',
    cloth: 'iris',
    limits: { lines: [], veils: [], ceiling: 0.6 },
    consents: [],
  });
  await page.context().close();
}, 60_000);

test('limits chosen on the paper go with the joining, and a refresh comes back with the token', async () => {
  const page = await open('?name=Mirel');
  await page.click('text=change what may reach me');
  await page.click('.chip.lines >> text=losing someone');
  await page.click('.chip.veils >> text=anger');
  await page.click('label:has-text("Gentle")');
  await page.click('[aria-labelledby="purpose-near"]');
  await page.click('text=Fall asleep');
  await page.waitForSelector('.band');
  const joined = { name: 'Mirel', consents: ['near'], limits: { lines: ['grief.loss'], veils: ['anger.held'], ceiling: 0.4 } };
  expect(await page.evaluate(() => window.joinedWith)).toMatchObject(joined);
  await page.reload();
  await page.waitForSelector('.band');
  expect(await page.evaluate(() => window.joinedWith)).toMatchObject({ ...joined, token: 'fake-token' });
  await page.context().close();
}, 60_000);

test('the stop card blanks picture and sound before the next frame, offline too, and comes back', async () => {
  const page = await dreaming();
  await page.evaluate(() => window.fake.effect({ by: 'guide', name: 'The guide', text: 'Come and see.' }));
  await page.context().setOffline(true);
  const blank = await page.evaluate(
    () =>
      new Promise<Record<string, unknown>>((done) => {
        dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyX', key: 'x', bubbles: true }));
        requestAnimationFrame(() => {
          const curtain = getComputedStyle(document.querySelector('.curtain') as Element);
          const picture = getComputedStyle(document.querySelector('.picture') as Element);
          const card = document.querySelector('.stop-card');
          done({
            curtain: `${curtain.opacity} ${curtain.visibility}`,
            picture: picture.visibility,
            sound: window.blankedSound,
            card: card?.textContent?.includes('You stopped. Nothing is asked of you.'),
            caption: document.querySelector('.caption') !== null,
            focus: document.activeElement?.textContent,
          });
        });
      }),
  );
  expect(blank).toEqual({ curtain: '1 visible', picture: 'hidden', sound: true, card: true, caption: false, focus: 'Go on' });
  const frames = await page.evaluate(() => window.drawn.length);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect(await page.evaluate(() => window.drawn.length)).toBe(frames);
  expect(await sentTypes(page)).toContain('stop');
  await page.keyboard.press('Enter');
  await page.waitForFunction((n) => window.drawn.length > n, frames);
  expect(await page.evaluate(() => [window.blankedSound, document.querySelector('.stop-card')])).toEqual([false, null]);
  await page.context().close();
}, 60_000);

test('Escape twice while typing lays the card; letters typed are no commands', async () => {
  const page = await dreaming();
  await page.keyboard.press('Enter');
  await page.keyboard.type('xylophone');
  expect(await page.evaluate(() => window.fake.sent)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await page.locator('.stop-card').count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.waitForSelector('.stop-card');
  await page.context().close();
}, 60_000);

test('the breath key reaches the line and my own light in the same frame', async () => {
  const page = await dreaming();
  const lit = await page.evaluate(
    () =>
      new Promise<[boolean | undefined, number | null | undefined]>((done) => {
        requestAnimationFrame(() => {
          dispatchEvent(new KeyboardEvent('keydown', { code: 'Space', key: ' ', bubbles: true }));
          requestAnimationFrame(() =>
            queueMicrotask(() =>
              requestAnimationFrame(() => done([window.fake.inputs.at(-1)?.breath, window.drawn.at(-1)?.people[0]?.breath])),
            ),
          );
        });
      }),
  );
  expect(lit[0]).toBe(true);
  expect(lit[1]).toBeGreaterThan(-0.95);
  await page.context().close();
}, 60_000);

test('a scene is answered by digits, a hand by H, why by Y; a refusal is one sentence', async () => {
  const page = await dreaming();
  await page.evaluate(() => {
    const scene = {
      id: 'sc1',
      storylet: 'x',
      at: 'door',
      speaker: 'Imre',
      text: 'Bring your lungs.',
      form: 'whole',
      votes: null,
      untilTick: 9999,
      choices: [
        { id: 'a', label: 'Breathe' },
        { id: 'b', label: 'Wait' },
      ],
    };
    window.fake.own = { ...window.fake.own, scenes: [scene], offers: [{ id: 'of1', by: 's3', untilTick: 9999 }] };
  });
  await page.waitForSelector('.scene');
  await page.keyboard.press('2');
  await page.keyboard.press('h');
  await page.keyboard.press('y');
  expect(await page.evaluate(() => window.fake.sent)).toEqual([
    { type: 'choose', body: { scene: 'sc1', choice: 'b', words: '' } },
    { type: 'hand.answer', body: { offer: 'of1', accept: true } },
    { type: 'why', body: { about: 'sc1' } },
  ]);
  await page.evaluate(() => {
    window.fake.own = { ...window.fake.own, scenes: [], offers: [] };
    window.fake.refusal = { rule: 'lantern.near', reason: 'another light stands too near', fix: 'walk four metres on' };
  });
  await page.waitForSelector('.scene', { state: 'detached' });
  await page.keyboard.down('l');
  await page.waitForSelector('text=Another light stands too near. Walk four metres on.');
  await page.context().close();
}, 60_000);

test('what binds is paper, what is dreamt is air; why is a chain with my own in rust', async () => {
  const page = await dreaming();
  await page.evaluate(() =>
    window.fake.why({
      about: 'door',
      lines: [
        { cause: 'k1.1', type: 'act', about: 'door', own: true, by: 'p1' },
        { cause: 'e1.1', type: 'symbol.woke', about: 'door', own: false, by: 'guide' },
      ],
    }),
  );
  await page.waitForSelector('.sheet.why.paper');
  expect(await page.locator('.why li').allTextContents()).toEqual(['You reach out. (from you)', 'The guide wakes the door.']);
  expect(await page.locator('.why li.own').count()).toBe(1);
  expect(await page.locator('.scene.paper, .caption.paper, .chat.paper').count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.waitForSelector('.sheet', { state: 'detached' });
  await page.context().close();
}, 60_000);

test('a withdrawal is one command of its own, and readings stay here while nothing is agreed', async () => {
  const page = await dreaming();
  await page.click('[aria-label="What may reach me"]');
  await page.click('text=Try a synthetic body');
  await page.waitForSelector('[data-state="synthetic"], [data-state="good"], [data-state="poor"]', { timeout: 30_000 });
  expect(await sentTypes(page)).not.toContain('reading');
  await page.click('[aria-labelledby="purpose-own-view"]');
  await page.evaluate(() => {
    window.fake.own = { ...window.fake.own, consents: { 'own-view': { sinceTick: 1, wording: '2026-11' } } };
  });
  await page.waitForFunction(() => window.fake.sent.some((s) => s.type === 'reading'));
  const reading = await page.evaluate(() => window.fake.sent.find((s) => s.type === 'reading')?.body);
  expect(['good', 'poor']).toContain(reading?.state);
  await page.click('[aria-labelledby="purpose-own-view"]');
  expect(
    (await page.evaluate(() => window.fake.sent.filter((s) => s.type.startsWith('consent')))).map((s) => [s.type, s.body.purpose]),
  ).toEqual([
    ['consent.give', 'own-view'],
    ['consent.withdraw', 'own-view'],
  ]);
  await page.context().close();
}, 60_000);

/** Waits until whatever slides or fades in is where it stays. */
const settled = (page: Page) =>
  page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const ending = document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.all(ending.map((a) => a.finished.catch(() => undefined)));
  });

/** Boxes of what is shown, by selector. */
const boxes = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((all) =>
    all
      .filter((el) => (el as HTMLElement).offsetParent !== null)
      .map((el) => {
        const { x, y, width, height } = el.getBoundingClientRect();
        return { x, y, width, height, text: el.textContent ?? '' };
      }),
  );
type Boxes = Awaited<ReturnType<typeof boxes>>;
const apart = (a: Boxes[number], b: Boxes[number]): boolean =>
  a.x + a.width <= b.x + 0.5 || b.x + b.width <= a.x + 0.5 || a.y + a.height <= b.y + 0.5 || b.y + b.height <= a.y + 0.5;

test.each([
  ['a phone', PHONE, '100%'],
  ['a desk', DESK, '100%'],
  ['a desk with letters twice as large', DESK, '200%'],
  ['a phone with larger letters', PHONE, '130%'],
] as const)(
  'on %s nothing lies on anything, and Stop is there',
  async (_what, viewport, size) => {
    const page = await dreaming('?autojoin=1', viewport);
    await page.evaluate((fontSize) => {
      document.documentElement.style.fontSize = fontSize;
      window.fake.effect({ by: 'guide', name: 'The guide', text: 'Come and see. There is a light behind the door that knows your name.' });
      window.fake.own = { ...window.fake.own, reach: { id: 'hourglass', kind: 'symbol', verb: 'touch', name: 'the hourglass' } };
      const signs = [{ id: 'e1', role: 'orchestrator', by: 'a:elysia', act: 'gather', about: 'hourglass', amount: 0 }];
      window.fake.common = { ...window.fake.common, signs };
    }, size);
    await page.waitForSelector('.sign');
    await page.waitForSelector('.caption');
    await settled(page);
    const shown = await boxes(page, '.act-card, .sign, .comforts, .stop-tab, .pacer, .caption, .verbs, .chat, .chat-button, .reach-name');
    expect(shown.some((b) => b.text.startsWith('Stop'))).toBe(true);
    expect(shown.length).toBeGreaterThanOrEqual(7);
    for (const [i, a] of shown.entries()) {
      expect(
        a.x >= -0.5 && a.y >= -0.5 && a.x + a.width <= viewport.width + 0.5 && a.y + a.height <= viewport.height + 0.5,
        `${a.text} inside`,
      ).toBe(true);
      for (const b of shown.slice(i + 1)) {
        const inside = a.x <= b.x && a.y <= b.y && a.x + a.width >= b.x + b.width && a.y + a.height >= b.y + b.height;
        expect(inside || apart(a, b), `"${a.text}" and "${b.text}"`).toBe(true);
      }
    }
    const verbs = await boxes(page, '.verb');
    expect(verbs.length).toBe(viewport === PHONE || size === '200%' ? 5 : 6);
    for (const verb of verbs) expect(verb.width >= 64 && verb.height >= 64, verb.text).toBe(true);
    await page.context().close();
  },
  60_000,
);

test('on a phone a sheet never covers Stop', async () => {
  const page = await dreaming('?autojoin=1', PHONE);
  await page.click('[aria-label="What may reach me"]');
  await page.waitForSelector('.sheet.limits');
  await settled(page);
  const [sheet] = await boxes(page, '.sheet');
  const [stop] = await boxes(page, '.stop-tab');
  expect(sheet && stop && apart(sheet, stop)).toBe(true);
  await page.context().close();
}, 60_000);

test('what the light believes is read on the paper of limits, and the reading is taken back there', async () => {
  for (const viewport of [{ width: 1440, height: 900 }, PHONE]) {
    const page = await dreaming('?autojoin=1', viewport);
    await page.evaluate(() => {
      window.fake.own = {
        ...window.fake.own,
        consents: { ...window.fake.own.consents, guide: { wording: 'test', tick: 1 } } as never,
        believed: {
          themes: [
            { theme: 'shame', p: 0.72 },
            { theme: 'parting', p: 0.2 },
            { theme: 'watched', p: 0.08 },
          ],
          asked: 3,
          signs: [
            { theme: 'shame', from: 'reading', strong: true },
            { theme: 'shame', from: 'reading', strong: true },
            { theme: 'parting', from: 'act', strong: false },
          ],
          trust: 0.5,
          suspicion: 0,
        },
      };
    });
    await page.waitForTimeout(400);
    await page.click('[aria-label="What may reach me"]');
    await page.click('text=What the light believes of me');
    const paper = await page.innerText('.believed');
    expect(paper).toMatch(/shame\s+it is sure/);
    expect(paper).toContain('Your sensor, at shame: it moved you, twice.');
    expect(paper).toContain('What you did, at parting: you walked away.');
    expect(paper).not.toMatch(/parting\s+(likely|perhaps)/);
    if (process.env.SHOTS) {
      await page.locator('.believed').scrollIntoViewIfNeeded();
      await page.screenshot({ path: `${process.env.SHOTS}/believed-${viewport.width}.png` });
    }
    await page.click('text=It may no longer read me');
    expect(await page.evaluate(() => window.fake.sent.at(-1))).toMatchObject({ type: 'consent.withdraw', body: { purpose: 'guide' } });
    expect(await page.innerText('.believed')).toContain('you have not agreed');
    await page.context().close();
  }
}, 60_000);

test('a role is taken, its deck played by keyboard and by finger, a refusal stands where it arose, and others’ signs are asked why', async () => {
  const page = await dreaming('?autojoin=1', PHONE);
  const last = () => page.evaluate(() => window.fake.sent.at(-1));
  await page.click('[aria-label="Roles: who holds what"]');
  expect(await page.innerText('.role-list')).toMatch(/Elysia, its agent\.[\s\S]*Someone, a person\./);
  await page.click('[aria-label="Call it back: Steward"]');
  expect(await last()).toMatchObject({ type: 'role.recall', body: { role: 'steward' } });
  await page.click('[aria-label="Take: Orchestrator"]');
  expect(await last()).toMatchObject({ type: 'role.take', body: { role: 'orchestrator' } });
  await page.evaluate(() => {
    const can = { no: '', fromTick: 0, about: [] };
    const acts = {
      pause: { ...can, fromTick: 1e6 },
      ease: can,
      gather: can,
      spotlight: can,
      seed: { ...can, no: 'it could come to nobody now' },
      amplify: can,
    };
    const deck = { role: 'orchestrator', acts, names: {}, group: -1, past: [], ahead: [0.3, 0.3, 0.3, 0.3, 0.3], phase: 'build' };
    window.fake.own = { ...window.fake.own, deck: deck as never };
    const roles = window.fake.common.roles.map((r) => (r.id === 'orchestrator' ? { ...r, by: 'p1', human: true, sand: 30 } : r));
    const signs = [{ id: 'e9', role: 'steward', by: 'p6', act: 'lamp', about: '', amount: 0 }];
    window.fake.common = { ...window.fake.common, roles, signs };
  });
  await page.waitForSelector('.sheet.deck.air');
  const act = (name: string) => page.locator('.deck-act', { has: page.locator(`h3:text-is("${name}")`) });
  expect(await act('Pause').innerText()).toMatch(/It rests: \d+ s\./);
  expect(await act('Let it happen').innerText()).toContain('It could come to nobody now.');
  expect(await page.innerText('.curve')).toContain('Fewer than five agreed');
  for (const target of await boxes(page, '.deck button, .deck select, .deck input, .deck .point, .sign, .my-deck'))
    expect(target.height >= 43.5 && target.width >= 43.5, `${target.text} is ${target.width} x ${target.height}`).toBe(true);
  await act('Gather').locator('select').selectOption({ label: 'The fountain' });
  await act('Gather').locator('button').click();
  expect(await last()).toMatchObject({ type: 'deck', body: { act: 'gather', about: 'fountain', amount: 0 } });
  await page.evaluate(() => (window.fake.refusal = { rule: 'deck.sand', reason: 'ease costs more', fix: 'wait' }));
  await act('Ease').locator('button').click();
  await page.waitForFunction(() => [...document.querySelectorAll('.deck .said')].some((p) => p.textContent === 'Ease costs more. Wait.'));
  await page.evaluate(() => (window.fake.refusal = null));
  // a drag is one act, made when it ends; so are some presses of a key
  const drawn = () => page.evaluate(() => window.fake.sent.filter((s) => s.type === 'deck.curve').map((s) => s.body));
  await page.locator('.curve').scrollIntoViewIfNeeded();
  const box = await page.locator('.curve .point').nth(4).boundingBox();
  if (!box) throw new Error('no point');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.6);
  await page.mouse.down();
  for (const at of [0.5, 0.4, 0.3]) await page.mouse.move(box.x + box.width / 2, box.y + box.height * at);
  expect(await drawn()).toEqual([]);
  await page.mouse.up();
  expect(await drawn()).toEqual([{ a: 0.3, b: 0.3, c: 0.3, d: 0.3, e: expect.closeTo(0.7, 1) }]);
  await page.locator('.curve .point').nth(0).focus();
  for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp']) await page.keyboard.press(key);
  await page.waitForFunction(() => window.fake.sent.filter((s) => s.type === 'deck.curve').length === 2);
  expect((await drawn())[1]?.a).toBeCloseTo(0.45, 9);
  expect(await page.evaluate(() => window.fake.inputs.some((i) => i.my !== 0))).toBe(false);
  // pressing on people is held for a second
  const amplify = act('Turn up').locator('button');
  await amplify.focus();
  await page.keyboard.press('Enter');
  expect((await last())?.type).toBe('deck.curve');
  await page.keyboard.down('Enter');
  await page.waitForFunction(() => window.fake.sent.at(-1)?.body.act === 'amplify');
  await page.keyboard.up('Enter');
  await page.locator('.sign').click();
  expect(await last()).toMatchObject({ type: 'why', body: { about: 'e9' } });
  await page.context().close();
}, 60_000);

test('a thumb on the left walks, one held on the right breathes', async () => {
  const page = await dreaming('?autojoin=1', PHONE);
  const touch = (type: string, id: number, x: number, y: number) =>
    page.evaluate(
      ([t, i, cx, cy]) => {
        const picture = document.querySelector('.picture') as HTMLElement;
        picture.setPointerCapture = () => undefined;
        picture.dispatchEvent(
          new PointerEvent(t as string, {
            pointerId: i as number,
            pointerType: 'touch',
            clientX: cx as number,
            clientY: cy as number,
            button: 0,
            bubbles: true,
          }),
        );
      },
      [type, id, x, y] as const,
    );
  await touch('pointerdown', 1, 90, 500);
  await touch('pointermove', 1, 160, 500);
  await page.waitForFunction(() => window.fake.inputs.at(-1)?.mx === 127);
  await touch('pointerdown', 2, 300, 400);
  await page.waitForFunction(() => window.fake.inputs.at(-1)?.breath === true);
  await touch('pointerup', 2, 300, 400);
  await touch('pointerup', 1, 160, 500);
  await page.waitForFunction(() => window.fake.inputs.at(-1)?.mx === 0 && window.fake.inputs.at(-1)?.breath === false);
  await page.context().close();
}, 60_000);

test('no line, no picture, no sound: one clear sentence each, and the dream in words', async () => {
  const away = await open('?broken=line');
  await away.click('text=Fall asleep');
  await away.waitForSelector('[role=alert]:has-text("The dream does not answer.")');
  await away.context().close();
  const blind = await dreaming('?autojoin=1&broken=stage');
  await blind.waitForSelector('.sentence:has-text("This browser has no WebGL, which the picture needs. The dream goes on in words.")');
  expect(await blind.locator('.twin:not(.unseen)').innerText()).toContain('The plaza');
  await blind.click('.twin >> text=the hourglass');
  await blind.waitForFunction(() => (window.fake.inputs.at(-1)?.my ?? 0) < 0);
  await blind.context().close();
  const deaf = await dreaming('?autojoin=1&broken=audio');
  await deaf.waitForSelector('.caption:has-text("There is no sound on this device")');
  await deaf.context().close();
}, 60_000);

test('waking is asked for with a long press and leads to a calm sheet', async () => {
  const page = await dreaming();
  await page.keyboard.down('Backspace');
  await page.waitForSelector('text=You are awake');
  expect(await sentTypes(page)).toEqual(['wake']);
  expect(await page.evaluate(() => sessionStorage.getItem('dreamhaven.night'))).toBeNull();
  await page.context().close();
}, 60_000);

test('whoever wants to leave nothing behind is asked once, and the line closes with a sentence', async () => {
  const page = await dreaming();
  await page.click('button[aria-label="Comfort and controls"]');
  await page.click('text=What I leave here');
  await page.waitForSelector('text=fake-dream/p1');
  await page.click('text=Leave nothing behind');
  await page.click('text=Keep it');
  expect(await page.locator('text=Destroy it').count()).toBe(0);
  await page.click('text=Leave nothing behind');
  await page.click('text=Destroy it');
  await page.waitForSelector('text=What you left in this night is gone.');
  await page.context().close();
}, 60_000);

test.each([
  ['desk', DESK],
  ['phone', PHONE],
] as const)('a circle on a %s: the question, my turn by keyboard, a card, striking my words', async (_name, viewport) => {
  const page = await dreaming('?autojoin=1', viewport);
  const show = (more: Record<string, unknown>) =>
    page.evaluate((change) => {
      const circle = {
        id: 'ci1',
        at: 'hearth',
        phase: 'turn',
        untilTick: 99_999,
        seats: ['p1', 's2', 's3'],
        turn: 'p1',
        question: 'What did you carry in tonight?',
        more: 2,
        lines: [{ id: 'cl1', by: 's2', words: 'a wet coat', struck: false }],
        card: '',
        gave: false,
      };
      window.fake.own = { ...window.fake.own, circle: { ...circle, ...change } };
    }, more);
  await show({});
  await page.waitForSelector('.circle input');
  expect(await page.textContent('.circle')).toContain('a wet coat');
  await page.focus('.circle input');
  await page.keyboard.type('a blue kettle');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => window.fake.sent.at(-1))).toEqual({ type: 'circle.turn', body: { words: 'a blue kettle' } });
  // keys typed there moved nobody
  expect(await page.evaluate(() => window.fake.inputs.every((i) => i.mx === 0 && i.my === 0))).toBe(true);
  await show({ phase: 'gift', turn: '' });
  await page.click('.circle .pill:has-text("bread")');
  expect(await page.evaluate(() => window.fake.sent.at(-1))).toEqual({ type: 'circle.gift', body: { card: 'bread' } });
  await show({ phase: 'summary', turn: '', card: 'light', lines: [{ id: 'cl2', by: 'p1', words: 'a blue kettle', struck: false }] });
  await page.click('.circle .pill:has-text("Strike it")');
  expect(await page.evaluate(() => window.fake.sent.at(-1))).toEqual({ type: 'circle.strike', body: { line: 'cl2' } });
  const buttons = await page.$$eval('.circle button', (all) => all.map((b) => b.getBoundingClientRect().height));
  expect(Math.min(...buttons)).toBeGreaterThanOrEqual(36);
  await page.click('.circle .pill:has-text("Stand up")');
  expect(await page.evaluate(() => window.fake.sent.at(-1)?.body)).toEqual({ at: '' });
  await page.context().close();
});

test('a choice made together shows how many are for it, and which is mine', async () => {
  const page = await dreaming();
  await page.evaluate(() => {
    const scene = {
      id: 'sc1',
      storylet: 's',
      at: '',
      speaker: 'Sage',
      text: 'Three lamps on the step.',
      choices: [
        { id: 'a', label: 'Light them' },
        { id: 'b', label: 'Leave one dark' },
      ],
      form: 'whole',
      untilTick: 99_999,
      votes: { counts: { b: 3 }, mine: 'b' },
    };
    window.fake.own = { ...window.fake.own, scenes: [scene] };
  });
  await page.waitForSelector('.scene .votes');
  expect(await page.textContent('.scene [aria-pressed="true"]')).toContain('3 for it');
  await page.context().close();
});

test('the cloth is a list of lines in their order and colours, with the words that were told', async () => {
  const page = await dreaming();
  await page.evaluate(() => {
    const threads = [
      { id: 'th1', by: 's2', cloth: 'clay' as const, gold: true, place: 1 },
      { id: 'th2', by: 'p1', cloth: 'teal' as const, gold: false, place: 0 },
      { id: 'th3', by: 's3', cloth: 'sage' as const, gold: false, place: 2 },
    ];
    window.fake.common = { ...window.fake.common, threads };
    window.fake.effect({ kind: 'image', by: 's2', source: 'th1', text: 'It weighed less with two.' });
    window.fake.effect({ kind: 'image', by: 'p1', source: 'th2', text: 'I stayed.' });
  });
  await page.keyboard.press('KeyU');
  await page.waitForSelector('.woven li');
  expect(await page.$$eval('.woven .voice', (all) => all.map((e) => e.textContent))).toEqual([
    'I stayed.',
    'It weighed less with two.',
    'a colour',
  ]);
  expect(await page.$$eval('.woven small', (all) => all.map((e) => e.textContent))).toEqual(['teal', 'clay, gold', 'sage']);
  // nobody is called away by a thread's words
  expect(await page.textContent('.caption-place')).not.toContain('weighed');
  // and it is on the sheet one wakes to
  await page.keyboard.press('KeyU');
  await page.evaluate(() => window.fake.state('closed', 'The night is over.'));
  await page.waitForSelector('.waking .woven li');
  expect(await page.$$eval('.waking .woven .voice', (all) => all.map((e) => e.textContent))).toEqual([
    'I stayed.',
    'It weighed less with two.',
    'a colour',
  ]);
  await page.context().close();
});

test('the square: a voice by R, a ballot by keyboard alone, what changes now and both counts in words; on a phone too', async () => {
  for (const viewport of [DESK, PHONE]) {
    const page = await dreaming(undefined, viewport);
    await page.evaluate(() => {
      const counts = { people: 2, peopleHere: 5, simulated: 1, simulatedHere: 3 };
      const vote = { id: 'vo1', options: ['ask', 'show'], opensTick: 0, closesTick: 1200, ...counts };
      window.fake.common = {
        ...window.fake.common,
        governance: { ...window.fake.common.governance, legitimacy: 0.31, vote },
        arcs: [{ id: 'arc1', x: 0, y: 2, vault: false, question: false }],
      };
    });
    await page.waitForSelector('text=A vote is open.');
    expect(await page.evaluate(() => window.drawn.at(-1)?.arcs.length)).toBe(1);
    await page.keyboard.press('v');
    await page.waitForSelector('.sheet.square');
    const text = (await page.textContent('.sheet.square')) ?? '';
    for (const words of [
      'hardly believed (3 of 10)',
      '1 stand.',
      'The guide waits for a yes.',
      '2 of 5 people voted, 1 of 3 simulated.',
      'on paper',
    ])
      expect(text).toContain(words);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/square-${viewport.width}.png` });
    await page.locator('.option', { hasText: 'The mapping is shown.' }).press('Enter');
    await page.locator('.option', { hasText: 'As it was.' }).press('Space');
    await page.locator('text=Cast my ballot').press('Enter');
    await page.locator('.chip', { hasText: 'Disagree' }).press('Enter');
    await page.keyboard.press('Escape');
    await page.keyboard.down('r');
    await page.waitForFunction(() => window.fake.sent.some((s) => s.type === 'voice'));
    await page.keyboard.up('r');
    expect(await page.evaluate(() => window.fake.sent)).toEqual([
      { type: 'ballot', body: { order: ['show', 'as-it-was'] } },
      { type: 'state', body: { statement: 'fair', answer: 'disagree' } },
      { type: 'voice', body: { on: true } },
    ]);
    await page.context().close();
  }
}, 60_000);
