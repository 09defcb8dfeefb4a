/** Coming back: by token after a refresh, by the line itself after a drop, and the newest window wins. SPEC.md rules are cited as [n]. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../client/net/index.ts';
import type { LinkState } from '../../client/net/link.ts';
import { PROTOCOL } from '../../shared/protocol/messages.ts';
import { openHouse, openPage, Page, pause, type TestHouse, until } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => house.end());

const person = (who: string) => house.house.host.dream.world.people.byId[who];
const place = (who: string) => {
  const a = house.house.host.dream.world.space.avatars[who];
  return a ? { x: a.x, y: a.y } : null;
};
/** Breaks the line as a lost network does: no farewell. */
const breakLine = (page: Page): void => {
  (
    page.link as unknown as { room: { connection: { transport: { ws: { close(code: number): void } } } } }
  ).room.connection.transport.ws.close(3001);
};
const listen = (page: Page): { state: LinkState; sentence: string }[] => {
  const heard: { state: LinkState; sentence: string }[] = [];
  page.link.onState((state, sentence) => heard.push({ state, sentence }));
  return heard;
};
const still = { mx: 0, my: 0, float: false, breath: false };

describe('coming back', () => {
  it('after a refresh the token puts one back where one was [4]', async () => {
    const before = await openPage(house, { name: 'Ada' });
    before.link.control({ ...still, my: 127 });
    await pause(600);
    const { token, me } = before.link.welcome;
    before.freeze();
    (before.link as unknown as { left: boolean }).left = true;
    breakLine(before);
    await until(() => person(me)?.state === 'ember', 'an ember');
    await until(() => house.house.host.dream.world.space.avatars[me]?.vx === 0 || true, 'still');
    const after = await openPage(house, { token });
    expect(after.me).toBe(me);
    expect(after.link.welcome.back).toBe(true);
    await until(() => person(me)?.state === 'dreaming', 'dreaming again');
    expect(person(me)?.name).toBe('Ada');
    const kept = place(me);
    await until(
      () => Math.hypot((after.last?.own.avatar.x ?? 99) - (kept?.x ?? 0), (after.last?.own.avatar.y ?? 99) - (kept?.y ?? 0)) < 2,
      'the same place',
    );
    await after.close();
    await until(() => person(me)?.state === 'awake', 'awake after leaving on purpose');
  });

  it('a forged, foreign or old token makes somebody new [3]', async () => {
    const first = await openPage(house);
    const { token } = first.link.welcome;
    const forged = [`${token.slice(0, -2)}AA`, token.replace(/^./, 'x'), 'a.b', '', `${token}.x`.repeat(20)];
    for (const bad of forged) {
      const page = await openPage(house, { token: bad });
      expect(page.me).not.toBe(first.me);
      await page.close();
    }
    await first.close();
  });

  it('a broken line is taken up by the same page, with a sentence for people [5]', async () => {
    const page = await openPage(house, { name: 'Ben' });
    const heard = listen(page);
    const { me } = page;
    const socket = (page.link as unknown as { room: { connection: { close(code?: number): void } } }).room.connection;
    socket.close(4010);
    await until(() => heard.some((h) => h.state === 'rejoined'), 'the way back');
    expect(heard[0]).toMatchObject({ state: 'dropped' });
    expect(heard[0]?.sentence).toMatch(/place is kept/);
    await until(() => person(me)?.state === 'dreaming', 'dreaming again');
    const from = place(me)?.x ?? 0;
    page.link.control({ ...still, mx: 127 });
    await until(() => (place(me)?.x ?? from) > from + 0.5, 'walking again');
    await until(() => Math.abs((page.last?.own.avatar.x ?? 99) - (place(me)?.x ?? 0)) < 2.5, 'prediction going on');
    expect(page.me).toBe(me);
    await page.close();
  });

  it('the newest window wins; the older one is told why, and nobody becomes an ember [6]', async () => {
    const older = await openPage(house);
    const heard = listen(older);
    const newer = new Page(await connect(`http://127.0.0.1:${house.port}`, { protocol: PROTOCOL, token: older.link.welcome.token }));
    expect(newer.me).toBe(older.me);
    await until(() => heard.some((h) => h.state === 'closed'), 'the older window closed');
    expect(heard.at(-1)?.sentence).toMatch(/another window/);
    await until(() => newer.last !== null, 'a frame in the newer window');
    await pause(300);
    expect(person(newer.me)?.state).toBe('dreaming');
    older.freeze();
    await newer.close();
  });

  it('the server closing is told in a sentence [7]', async () => {
    const page = await openPage(house);
    const heard = listen(page);
    await house.end();
    await until(() => heard.length > 0, 'a sentence');
    expect(heard[0]?.state).toBe('dropped');
    page.freeze();
    (page.link as unknown as { left: boolean }).left = true;
  });
});
