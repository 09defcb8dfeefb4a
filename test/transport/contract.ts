/**
 * What every transport must do, as cases that need no test runner: `contract.test.ts` runs them by vitest, `alone.ts` as a plain script, for
 * an addon that only loads under another C library. SPEC.md rules are cited as [n].
 */
import assert from 'node:assert/strict';
import { createConnection } from 'node:net';
import { type Client, matchMaker } from '@colyseus/core';
import { unpack } from 'msgpackr';
import { visible } from '../../shared/dream/observe.ts';
import { openPage, type Page, pause, type TestHouse, until } from '../server/house.ts';
import { type RawLine, rawJoin } from './rawLine.ts';

export interface Case {
  readonly name: string;
  run(house: TestHouse): Promise<void>;
}

const still = { mx: 0, my: 0, float: false, breath: false };
/** Colyseus's words for "I am here". */
const HERE = [10];

/** A page that has proven to walk, before and after something bad was done to the house. */
async function beside(house: TestHouse, bad: () => Promise<void>): Promise<void> {
  const page = await openPage(house, { name: 'Ada' });
  const walk = async (mx: number): Promise<void> => {
    const from = page.last?.own.avatar.x ?? 0;
    page.link.control({ ...still, mx });
    await until(() => Math.abs((page.last?.own.avatar.x ?? from) - from) > 0.5, 'walking', 20);
    page.link.control(still);
  };
  await walk(127);
  await bad();
  await walk(-127);
  await page.close();
}

/** A raw line that is seated. */
async function seated(house: TestHouse, options: object = {}): Promise<RawLine> {
  const line = await rawJoin(house.port, options);
  await until(() => line.messages.length > 0, 'a greeting', 20);
  line.send(HERE);
  await until(() => line.messages.length > 2, 'a first state', 20);
  return line;
}

/** The server's ends of all lines. */
async function lines(): Promise<Client[]> {
  const [room] = await matchMaker.query({});
  return (matchMaker.getLocalRoomById(room?.roomId as string) as unknown as { clients: Client[] }).clients;
}

/** Asks over a bare socket. @returns the first line of the answer */
async function raw(port: number, words: string): Promise<string> {
  const socket = createConnection(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(words);
  const reply = await new Promise<string>((resolve) => {
    socket.once('data', (bytes) => resolve(String(bytes)));
    socket.once('close', () => resolve(''));
  });
  socket.destroy();
  return reply.split('\r\n')[0] as string;
}

/** What a page holds is what may be seen, when it is quiet. */
async function isWhole(house: TestHouse, page: Page): Promise<void> {
  const { world } = house.house.host.dream;
  const lawful = (): string => [...visible(world, page.me).people].sort().join();
  await until(
    () =>
      page.last?.people
        .map((p) => p.id)
        .sort()
        .join() === lawful(),
    'everybody in sight',
    20,
  );
  await until(() => Math.abs((page.last?.own.avatar.x ?? 99) - (world.space.avatars[page.me]?.x ?? 0)) < 0.05, 'the right place', 20);
}

export const CASES: readonly Case[] = [
  {
    name: 'join, walk, be seen, ask [10] [20] [40]',
    async run(house) {
      const [a, b] = [await openPage(house, { name: 'Ada' }), await openPage(house, { name: 'Ben' })];
      await until(() => b.sees(a.me) !== undefined, 'the other', 20);
      const from = b.sees(a.me)?.x ?? 0;
      a.link.control({ ...still, mx: 127 });
      await until(() => (b.sees(a.me)?.x ?? from) > from + 1, 'the other walking', 20);
      a.link.control(still);
      assert.equal(await a.link.command('emote', { emote: 'wave' }), null);
      assert.equal((await a.link.command('emote', { emote: 'nothing' } as never))?.rule, 'command.field');
      await isWhole(house, b);
      await a.close();
      await b.close();
    },
  },
  {
    name: 'a frame over 4 KiB closes its own line only [43]',
    run: (house) =>
      beside(house, async () => {
        const line = await seated(house);
        line.write(2, new Uint8Array(5000));
        await until(() => line.closed || line.code !== 0, 'the line closed', 20);
        line.socket.destroy();
      }),
  },
  {
    name: 'a flood closes its own line only [42]',
    run: (house) =>
      beside(house, async () => {
        const line = await seated(house);
        for (let n = 0; n < 400; n++) line.send([18]);
        await until(() => line.closed || line.code !== 0, 'the line closed', 20);
        line.socket.destroy();
      }),
  },
  {
    name: 'half a frame, bytes that are no frame, a reset: nobody else notices [44]',
    run: (house) =>
      beside(house, async () => {
        const half = await seated(house);
        half.socket.write(Buffer.from([130, 200, 1, 2]));
        const noise = await seated(house);
        noise.socket.write(Buffer.from([255, 255, 255, 255, 255, 255]));
        const reset = await seated(house);
        reset.socket.resetAndDestroy();
        await until(() => noise.closed || noise.code !== 0, 'the noise closed', 20);
        half.socket.destroy();
      }),
  },
  {
    name: 'a reader that stalls is dropped, and rejoins whole [46]',
    run: (house) =>
      beside(house, async () => {
        const line = await seated(house, { name: 'Slow' });
        const clients = await lines();
        const client = clients.at(-1) as Client;
        const word = line.messages.find((m) => m[0] === 13 && m.includes('welcome'));
        const { token } = unpack((word as Buffer).subarray(2 + 'welcome'.length)) as { token: string };
        line.socket.pause();
        const before = await house.house.metrics.refused('line.backPressure');
        // what a big room would send in an hour, so that the system's own buffers are full
        const fill = setInterval(() => {
          for (let n = 0; n < 10 && clients.includes(client); n++) client.send('effect', { filler: 'x'.repeat(60_000) });
        }, 20);
        await until(() => !clients.includes(client), 'the stalled line dropped', 30);
        clearInterval(fill);
        const refused = (await house.house.metrics.refused('line.backPressure')) - before;
        assert.ok(refused <= 1, `dropped once, counted ${refused} times`);
        line.socket.destroy();
        const page = await openPage(house, { token });
        assert.equal(page.link.welcome.back, true);
        await isWhole(house, page);
        await page.close();
      }),
  },
  {
    name: 'pages, health, and bodies that are too large or of unknown length [45]',
    async run(house) {
      const url = `http://127.0.0.1:${house.port}`;
      assert.equal((await fetch(`${url}/healthz`)).status, 200);
      assert.equal((await fetch(`${url}/nothing`)).status, 404);
      const post = (length: string, body: string): Promise<string> =>
        raw(house.port, `POST /matchmake/join/dream HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${length}\r\n\r\n${body}`);
      assert.match(await post('Content-Length: 20000', ''), / 413 /);
      assert.match(await post('Transfer-Encoding: chunked', ''), / 411 /);
    },
  },
  {
    name: 'a host or a path that is none ends nothing [45]',
    run: (house) =>
      beside(house, async () => {
        for (const ask of [
          'GET / HTTP/1.1\r\nHost: [',
          'GET //[ HTTP/1.1\r\nHost: x',
          'POST /matchmake/join/dream HTTP/1.1\r\nContent-Length: 2\r\nHost: [',
        ]) {
          await Promise.race([raw(house.port, `${ask}\r\n\r\n{}`), pause(500)]);
        }
      }),
  },
  {
    name: 'ends in order: every page is told [7]',
    async run(house) {
      const page = await openPage(house);
      const heard: string[] = [];
      page.link.onState((state) => heard.push(state));
      await house.end();
      await until(() => heard.includes('dropped'), 'the end', 20);
      page.freeze();
      (page.link as unknown as { left: boolean }).left = true;
    },
  },
];
