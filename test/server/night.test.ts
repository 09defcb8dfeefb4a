/** The end of a night, effects after the gate, "why?", slow readers, and what the views show. SPEC.md rules are cited as [n]. */
import type { Client } from '@colyseus/core';
import { matchMaker } from '@colyseus/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visible } from '../../shared/dream/observe.ts';
import { BUFFER_HARD_BYTES } from '../../shared/protocol/limits.ts';
import { CLOSE, type EffectMessage, type WhyMessage } from '../../shared/protocol/messages.ts';
import { openHouse, openPage, type Page, type TestHouse, until } from './house.ts';

let house: TestHouse;
let page: Page;

beforeAll(async () => {
  house = await openHouse({ citizens: 8 });
  page = await openPage(house, { name: 'Ada' });
});
afterAll(async () => {
  await page.close();
  await house.end();
});

const world = () => house.house.host.dream.world;

describe('a night', () => {
  it('a page holds everybody and everything that observation says is visible, and nobody from afar [10] [16]', async () => {
    await until(() => Object.keys(world().people.byId).length >= 9, 'the cast');
    const far = Object.keys(world().space.avatars).find((id) => id !== page.me) as string;
    const avatar = world().space.avatars[far];
    await until(() => {
      if (avatar) Object.assign(avatar, { x: 200, y: 0, groundX: 200, groundY: 0 });
      const seen = page.last?.people.map((p) => p.id) ?? [];
      const things = page.last?.common.loose.map((l) => l.id) ?? [];
      const lawful = visible(world(), page.me);
      expect(lawful.people).not.toContain(far);
      expect(lawful.people.length).toBeGreaterThan(5);
      return !seen.includes(far) && lawful.people.every((id) => seen.includes(id)) && lawful.loose.every((id) => things.includes(id));
    }, 'the page to hold what is visible');
  });

  it('an effect reaches its person as the gate let it through, and no refused one does [32]', async () => {
    const got: EffectMessage[] = [];
    page.link.onEffect((effect) => got.push(effect));
    const ask = (id: string, theme: string | null) =>
      world().pending.person.push({
        id,
        kind: 'words',
        to: page.me,
        by: 'guide',
        source: id,
        theme,
        intensity: 0.3,
        text: 'dark words',
        soft: '',
        because: ['k1.0'],
      });
    expect(await page.link.command('limit.set', { lines: ['loneliness'], veils: [], ceiling: 0.6 })).toBeNull();
    ask('f9999.1', 'loneliness');
    ask('f9999.2', null);
    await until(() => got.some((e) => e.source === 'f9999.2'), 'the effect');
    expect(got.find((e) => e.source === 'f9999.1')).toMatchObject({
      text: 'an empty bench in the sun',
      outcome: 'substituted',
      theme: null,
    });
    expect(got.find((e) => e.source === 'f9999.2')).toMatchObject({ text: 'dark words', name: 'the light', outcome: 'allowed' });
    world().governance.stopped[page.me] = ['loneliness'];
    ask('f9999.3', 'loneliness');
    ask('f9999.4', null);
    await until(() => got.some((e) => e.source === 'f9999.4'), 'the effect after');
    expect(got.some((e) => e.source === 'f9999.3')).toBe(false);
  });

  it('"why?" is answered to who asked [33]', async () => {
    const answers: WhyMessage[] = [];
    page.link.onWhy((why) => answers.push(why));
    await until(() => world().narrative.actBecause.length > 0, 'an act');
    expect(await page.link.command('why', { about: 'act' })).toBeNull();
    await until(() => answers.length > 0, 'an answer');
    expect(answers[0]?.about).toBe('act');
    expect(answers[0]?.lines.at(-1)?.type).toBe('night.begin');
  });

  it('a slow reader is let go before their backlog fills the house [46]', async () => {
    const slow = await openPage(house);
    const heard: string[] = [];
    slow.link.onState((_state, sentence) => heard.push(sentence));
    const room = (await matchMaker.query({}))[0];
    const local = matchMaker.getLocalRoomById(room?.roomId as string) as unknown as { clients: Client[] };
    const line = local.clients.at(-1) as Client;
    const left = new Promise<number>((resolve) => {
      const leave = line.leave.bind(line);
      line.leave = (code?: number, reason?: string) => {
        resolve(code ?? 0);
        leave(code, reason);
      };
    });
    Object.defineProperty(line.ref, 'bufferedAmount', { value: BUFFER_HARD_BYTES + 1, configurable: true });
    expect(await left).toBe(CLOSE.backPressure);
    await until(() => heard.length > 0, 'a sentence');
    expect(await house.house.metrics.refused('line.backPressure')).toBeGreaterThan(0);
    (slow.link as unknown as { left: boolean }).left = true;
    slow.freeze();
  });

  it('ends, and the next begins on the same line with the same limits [8]', async () => {
    const { me } = page;
    const first = page.link.welcome.dreamId;
    const sentences: string[] = [];
    page.link.onState((_state, sentence) => sentences.push(sentence));
    const tokens = page.link.welcome.token;
    Object.assign(world().narrative, { ending: 'dawn', endedTick: world().tick - 100_000 });
    await until(() => page.link.welcome.dreamId !== first, 'a new night');
    await until(() => world().people.byId[page.me]?.state === 'dreaming', 'seated again');
    expect(world().people.byId[page.me]?.name).toBe('Ada');
    await until(() => world().governance.limits[page.me]?.lines.includes('loneliness') === true, 'limits kept');
    expect(sentences).toContain('The night you were in is over. This is a new one.');
    expect(page.link.welcome.token).not.toBe(tokens);
    const from = world().space.avatars[page.me]?.x ?? 0;
    page.link.control({ mx: 127, my: 0, float: false, breath: false });
    await until(() => (world().space.avatars[page.me]?.x ?? from) > from + 1, 'walking in it');
    await until(() => Math.abs((page.last?.own.avatar.x ?? 99) - (world().space.avatars[page.me]?.x ?? 0)) < 2, 'and predicted');
    expect(typeof me).toBe('string');
  });
});
