/** What opens on paper and on decks: the notebook, the coach, what the light believes, roles, votes, the cloth, the square. */
import { expect, test } from 'vitest';
import { boxes, DESK, dreaming, PHONE, sentTypes } from './openedPage.ts';

test('a held key or finger notes what is nearest or under it, with a ring that fills; the notebook has it, and Y tapped still asks why', async () => {
  for (const viewport of [{ width: 1280, height: 800 }, PHONE]) {
    const page = await dreaming('?autojoin=1&pick=1', viewport);
    const shot = async (name: string): Promise<void> => {
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}-${viewport.width}.png` });
    };
    const notes = () => page.evaluate(() => window.fake.sent.filter((s) => s.type === 'note').map((s) => s.body.about));
    const ring = page.locator('.note-ring');
    await page.waitForTimeout(300);
    if (viewport === PHONE) {
      // the light stands where a finger would walk, the fountain where it would breathe
      await page.evaluate(() => {
        window.fake.common = { ...window.fake.common, guide: { ...window.fake.common.guide, x: -2, y: 1 } };
      });
      const touch = await page.context().newCDPSession(page);
      const hold = async (x: number, y: number, ms: number): Promise<void> => {
        await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
        await page.waitForTimeout(ms);
        if (ms > 100) await shot('note-ring').then(() => page.waitForTimeout(600));
        await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
      };
      await hold(195 - 2 * 30, 844 * 0.6 - 3 * 30 * 0.46 - 2 * 30, 100);
      await page.waitForTimeout(900);
      expect(await notes()).toEqual([]);
      await hold(195 - 2 * 30, 844 * 0.6 - 3 * 30 * 0.46 - 2 * 30, 300);
      await expect.poll(notes).toEqual(['guide']);
      await hold(195 + 6 * 30, 844 * 0.6 - 2 * 30 * 0.46 - 30, 300);
      await expect.poll(notes).toEqual(['guide', 'fountain']);
      expect(await page.evaluate(() => window.fake.inputs.some((i) => i.breath || i.mx !== 0))).toBe(false);
    } else {
      await page.keyboard.down('y');
      await ring.waitFor();
      await page.waitForTimeout(350);
      await shot('note-ring');
      await expect.poll(notes).toEqual(['fountain']);
      await page.keyboard.up('y');
      expect(await sentTypes(page)).not.toContain('why');
      await ring.waitFor({ state: 'hidden' });
      await page.keyboard.press('y');
      await expect.poll(() => sentTypes(page)).toContain('why');
    }
    await page.evaluate(() => {
      const page = { plain: false, awake: false, text: '' };
      window.fake.own = {
        ...window.fake.own,
        notebook: [
          { ...page, about: 'hourglass', awake: true, tick: -9000 },
          { ...page, about: 'guide', text: 'The small light throws a shadow. Lights do not.', tick: -2600 },
          { ...page, about: 'guide', plain: true, text: 'A moth goes round the small light.', tick: 0 },
        ],
      };
    });
    await page.click('[aria-label="What may reach me"]');
    await page.click('text=What the light believes of me');
    await page.click('text=My notebook');
    await expect
      .poll(() => page.locator('.notebook li').allInnerTexts())
      .toEqual([
        expect.stringMatching(/^A moth goes round the small light. It had a plain reason.\s+a moment ago$/),
        expect.stringMatching(/^The small light throws a shadow. Lights do not.\s+2 min ago$/),
        expect.stringMatching(/^The hourglass, awake.\s+7 min ago$/),
      ]);
    await page.waitForTimeout(300);
    await shot('notebook');
    await page.context().close();
  }
}, 60_000);

test('the breath coach: not without a strap; five paces, then a pace of my own on the pacer, until I wake; nothing of it is sent', async () => {
  for (const viewport of [{ width: 1280, height: 800 }, PHONE]) {
    const page = await dreaming('?autojoin=1&sensor=fake', viewport);
    const shot = async (name: string): Promise<void> => {
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/coach-${name}-${viewport.width}.png` });
    };
    const coach = () => page.innerText('.coach');
    const pacer = () => page.innerText('.pacer small');
    await page.click('[aria-label="What may reach me"]');
    await page.click('text=Breath coach');
    expect(await coach()).toContain('Without a strap I cannot see your heart');
    await shot('none');
    await page.click('.coach >> text=Try a synthetic body');
    await page.click('.coach >> text=Short, 7 minutes');
    expect(await page.evaluate(() => window.coach.asked)).toEqual(['short']);
    const sent = (await sentTypes(page)).length;
    await page.evaluate(() => window.coach.say({ perMinute: 6.5, seconds: 0, ofSeconds: 80 }));
    expect(await coach()).toContain('6.5 a minute, the first of five.');
    const heard = [
      { perMinute: 6.5, swingBpm: 6.2, share: 0.41 },
      { perMinute: 6, swingBpm: 9.8, share: 0.66 },
    ];
    await page.evaluate((h) => window.coach.say({ perMinute: 5.5, seconds: 31, ofSeconds: 80, heard: h }), heard);
    expect(await coach()).toContain('5.5 a minute, the third of five.');
    expect(await coach()).toContain('9.8 beats · mostly together');
    await page.locator('.caption-place', { hasText: 'Now 5.5 breaths a minute.' }).waitFor();
    await shot('search');
    await page.click('.coach >> text=Stop the search');
    expect(await page.evaluate(() => window.coach.asked)).toEqual(['short', null]);
    expect(await pacer()).not.toContain('a minute, for you');

    await page.click('.coach >> text=Short, 7 minutes');
    await page.evaluate(() => window.coach.say({ perMinute: 4.5, seconds: 80, ofSeconds: 80 }));
    const all = [...heard, ...[5.5, 5, 4.5].map((perMinute, i) => ({ perMinute, swingBpm: 14.4 - 3 * i, share: 0.81 - 0.2 * i }))];
    await page.evaluate((h) => window.coach.say({ is: 'found', found: { perMinute: 5.45, atEdge: false }, heard: h }), all);
    expect(await coach()).toContain('At 5.45 a minute your heart swings widest.');
    expect(await page.innerText('.swings .best dt')).toBe('5.5');
    await shot('found');
    expect(await pacer()).toBe('5.45 a minute, for you');
    await page.click("text=The dream's, 6");
    expect(await pacer()).not.toContain('for you');
    await page.click('text=My pace, 5.45');
    expect((await sentTypes(page)).slice(sent).filter((type) => type !== 'reading')).toEqual([]);
    await page.reload();
    await page.waitForSelector('.band');
    expect(await pacer()).toBe('5.45 a minute, for you');

    await page.click('[aria-label="What may reach me"]');
    await page.click('text=Try a synthetic body');
    await page.click('text=Breath coach');
    await page.evaluate(() => window.coach.say({ perMinute: 6.5, seconds: 3, ofSeconds: 80 }));
    await page.keyboard.press('x');
    expect(await page.evaluate(() => window.coach.asked)).toEqual([null]);
    await page.context().close();
  }
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
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/deck-390.png` });
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
  await page.evaluate(() => {
    const line = (cause: string, type: string) => ({ cause, type, about: 'b1', own: false, by: 'dream' });
    const lines = [...['1', '2', '3'].map((cause) => line(cause, 'breach.learned')), line('4', 'night.ended')];
    window.fake.why({ about: 'e9', lines });
  });
  await page.waitForSelector('.why ol');
  const told = await page.locator('.why li').allTextContents();
  expect([told.length, new Set(told).size]).toEqual([2, 2]);
  await page.context().close();
}, 60_000);

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
        governance: {
          ...window.fake.common.governance,
          ...{ legitimacy: 0.31, vote, waiting: ['ask'] },
          record: [
            { id: 'e1.0', what: 'proposed', act: '', about: 'show', by: '', human: false, tick: 1 },
            { id: 'e2.0', what: 'council', act: 'deny', about: 'gentle', by: 'a:council', human: false, tick: 2 },
            { id: 'e3.0', what: 'surge', act: '', about: '', by: 'dream', human: false, tick: 3 },
            { id: 'e4.0', what: 'counted', act: '', about: '', by: 'dream', human: false, tick: 4 },
            { id: 'e5.0', what: 'council', act: 'concede', about: 'n3.guide-put-back', by: 'p6', human: true, tick: 5 },
          ],
        },
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
      'The council owns it: “Guide put back.” Someone holds the council, and chose this.',
      'The council says that it did not happen: “The guide is gentle.” was broken. Few know of it yet.',
      'Waiting for the next vote: Who is led is asked first.',
    ])
      expect(text).toContain(words);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/square-${viewport.width}.png` });
    // the oldest waits behind a button, newest first
    expect(text).not.toContain('Put to the vote: The mapping');
    await page.locator('.record .chip').press('Enter');
    expect(await page.locator('.record li').count()).toBe(5);
    for (const target of await boxes(page, '.record button'))
      expect(Math.round(Math.min(target.height, target.width))).toBeGreaterThanOrEqual(44);
    if (process.env.SHOTS) {
      await page.locator('.record').scrollIntoViewIfNeeded();
      await page.screenshot({ path: `${process.env.SHOTS}/record-${viewport.width}.png` });
    }
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
