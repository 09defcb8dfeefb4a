/** The crowd over a real line: both ways of publishing, a page that is lost, sockets held back, few messages either way. SPEC.md rules are cited as [n]. */
import type { Client } from '@colyseus/core';
import { matchMaker } from '@colyseus/core';
import { afterEach, describe, expect, it } from 'vitest';
import { Outbox } from '../../server/publish/outbox.ts';
import type { DreamRoom } from '../../server/rooms/DreamRoom.ts';
import { BUFFER_SOFT_BYTES } from '../../shared/protocol/limits.ts';
import { openHouse, openPage, type Page, pause, type TestHouse, until } from './house.ts';

let house: TestHouse;
let pages: Page[] = [];
afterEach(async () => {
  for (const page of pages) await page.close();
  pages = [];
  await house.end();
});
const open = async (options: Parameters<typeof openPage>[1] = {}): Promise<Page> => {
  const page = await openPage(house, options);
  pages.push(page);
  return page;
};
const still = { mx: 0, my: 0, float: false, breath: false };
const world = () => house.house.host.dream.world;

async function clients(): Promise<Client[]> {
  const room = (await matchMaker.query({}))[0];
  return [...(matchMaker.getLocalRoomById(room?.roomId as string) as unknown as DreamRoom).clients];
}

/** Frames of the crowd that a page heard. */
interface Inside {
  sights: { tick: number; crowd: { lost: boolean; read(bytes: Uint8Array): boolean } };
}
const inside = (page: Page): Inside => page.link as unknown as Inside;

describe.each(['cells', 'views'] as const)('published by %s', (publisher) => {
  it('two see each other walk, hide and come back [10] [14] [16]', async () => {
    house = await openHouse({ publisher });
    const [a, b] = [await open({ name: 'Ada', shape: 'moon', cloth: 'iris' }), await open()];
    await until(() => a.sees(b.me) !== undefined && b.sees(a.me) !== undefined, 'both in sight');
    expect(b.sees(a.me)).toMatchObject({ kind: 'person', shape: 'moon', cloth: 'iris' });
    expect(b.last?.common.loose.length).toBe(3);
    const from = b.sees(a.me)?.x ?? 0;
    a.link.control({ ...still, mx: 127 });
    await until(() => (b.sees(a.me)?.x ?? 0) > from + 1 && (b.sees(a.me)?.vx ?? 0) > 1, 'a metre of way, with its speed');
    a.link.control(still);
    await until(() => Math.abs((b.sees(a.me)?.x ?? 0) - (world().space.avatars[a.me]?.x ?? 99)) < 0.02, 'the place where it ends', 15);
    expect(await a.link.command('hide', { who: b.me, on: true })).toBeNull();
    await until(() => a.sees(b.me) === undefined && b.sees(a.me) === undefined, 'gone both ways');
    expect(await a.link.command('hide', { who: b.me, on: false })).toBeNull();
    await until(() => a.sees(b.me) !== undefined && b.sees(a.me) !== undefined, 'back both ways');
  });
});

describe('a page', () => {
  it('that cannot read a frame asks for everything, and goes on [17]', async () => {
    house = await openHouse();
    const page = await open();
    expect(inside(page).sights.crowd.read(Uint8Array.from([255, 1]))).toBe(false);
    page.link.control({ ...still, mx: 127 });
    await until(() => !inside(page).sights.crowd.lost, 'a fresh frame');
    const { tick } = inside(page).sights;
    await until(() => inside(page).sights.tick > tick, 'the next frame');
  });

  it('whose line was full for a while gets everything anew [18]', async () => {
    house = await openHouse();
    const [a, b] = [await open(), await open()];
    await until(() => b.sees(a.me) !== undefined, 'both in sight');
    const line = (await clients()).at(-1) as Client;
    Object.defineProperty(line.ref, 'bufferedAmount', { value: BUFFER_SOFT_BYTES + 1, configurable: true });
    await pause(150);
    const { tick } = inside(b).sights;
    a.link.control({ ...still, mx: -127 });
    await until(() => world().tick > tick + 20, 'a second of walking');
    expect(inside(b).sights.tick).toBe(tick);
    Object.defineProperty(line.ref, 'bufferedAmount', { value: 0, configurable: true });
    a.link.control(still);
    await until(() => Math.abs((b.sees(a.me)?.x ?? 0) - (world().space.avatars[a.me]?.x ?? 99)) < 0.02, 'the right place again', 15);
    expect(inside(b).sights.crowd.lost).toBe(false);
  });

  it('that stands alone hears a sign of life now and then, and says little [19] [20]', async () => {
    house = await openHouse();
    const page = await open();
    await until(() => world().space.avatars[page.me]?.vx === 0, 'standing');
    await pause(300);
    const line = (await clients()).at(-1) as Client;
    let [inbound, frames] = [0, 0];
    (line.ref as unknown as { on(event: string, heard: () => void): void }).on('message', () => inbound++);
    const outbox = Outbox.of(line);
    const send = outbox.send.bind(outbox);
    outbox.send = (...given) => {
      frames++;
      send(...given);
    };
    const from = world().tick;
    await until(() => world().tick >= from + 60, 'three seconds of the dream');
    // pings of the SDK are among them
    expect(inbound).toBeLessThan(12);
    expect(frames).toBeGreaterThan(0);
    expect(frames).toBeLessThan(25);
  });
});
