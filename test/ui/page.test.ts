import { expect, test } from 'vitest';
import { PROTOCOL } from '../../shared/protocol/messages.ts';
import { apart, boxes, DESK, dreaming, open, PHONE, sentTypes, settled } from './openedPage.ts';

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
    protocol: PROTOCOL,
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

test('while the line is away a page that is painted by the processor rests, and moves again with the line', async () => {
  const page = await dreaming('?autojoin=1&software');
  const moved = () =>
    page.evaluate(async () => {
      let petals = 0;
      const seen = new MutationObserver((changes) => {
        petals += changes.length;
      });
      seen.observe(document.querySelector('.petals') as Element, { attributes: true });
      const painted = () => Number(document.querySelector('canvas')?.dataset.frames);
      const before = painted();
      const at = performance.now();
      for (let i = 0; i < 30; i++) await new Promise((done) => requestAnimationFrame(done));
      seen.disconnect();
      return { pictures: painted() - before, petals, most: 2 + Math.ceil((performance.now() - at) / 600) };
    });
  await page.evaluate(() => window.fake.state('dropped', 'The line broke.'));
  const away = await moved();
  // petals may move in the few frames that the night's own needs to come
  expect(Math.max(away.pictures, away.petals / 4)).toBeLessThanOrEqual(away.most);
  await page.evaluate(() => window.fake.state('rejoined', 'You are back where you were.'));
  const back = await moved();
  expect(Math.min(back.pictures, back.petals)).toBeGreaterThanOrEqual(25);
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

test('a pace that the dream gives goes to the pacer and not into words, and the common one takes it back', async () => {
  const page = await dreaming();
  const give = (text: string) =>
    page.evaluate((said) => window.fake.effect({ kind: 'sound', by: 'a:zora', name: 'Zora Kayde', source: 'pacer', text: said }), text);
  const says = () => page.textContent('.pacer small');
  const before = await says();
  await give('pace:5.5');
  await page.waitForFunction(() => document.querySelector('.pacer small')?.textContent === '5.5 a minute, if you like');
  expect(await page.textContent('body')).not.toContain('pace:');
  await give('pace:6');
  await page.waitForFunction((was) => document.querySelector('.pacer small')?.textContent === was, before);
  // what a night gave ends with it
  await give('pace:5');
  await page.waitForFunction(() => document.querySelector('.pacer small')?.textContent === '5 a minute, if you like');
  await page.evaluate(() => Object.assign(window.fake, { welcome: { ...window.fake.welcome, dreamId: 'the-next-night' } }));
  await page.waitForFunction((was) => document.querySelector('.pacer small')?.textContent === was, before);
  await page.context().close();
}, 60_000);
