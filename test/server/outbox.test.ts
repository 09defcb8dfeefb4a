/** What one tick says to a line leaves in one piece, framed as ws frames it, and in the order in which it was said. */
import type { Client } from '@colyseus/core';
import { describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { Outbox } from '../../server/publish/outbox.ts';

interface Pair {
  readonly client: Client;
  readonly outbox: Outbox;
  readonly page: WebSocket;
  /** messages as they came */
  readonly heard: Uint8Array[];
  /** writes to the socket since the last look */
  writes(): number;
  settled(count: number): Promise<void>;
  close(): Promise<void>;
}

async function pair(perMessageDeflate = false): Promise<Pair> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate });
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as { port: number };
  const { WebSocket: Page } = await import('ws');
  const came = new Promise<WebSocket>((done) => server.once('connection', done));
  const page = new Page(`ws://127.0.0.1:${port}`, { perMessageDeflate });
  const ref = await came;
  await new Promise((done) => (page.readyState === page.OPEN ? done(null) : page.once('open', done)));
  const heard: Uint8Array[] = [];
  page.on('message', (data) => heard.push(new Uint8Array(data as Buffer)));
  const socket = (ref as unknown as { _socket: { write: (...given: unknown[]) => boolean } })._socket;
  let count = 0;
  const write = socket.write.bind(socket);
  socket.write = (...given) => {
    count++;
    return write(...given);
  };
  const raw: Client['raw'] = (data, _options, told) => ref.send(data as Uint8Array, { binary: true }, told as () => void);
  const client = { ref, raw, enqueueRaw: (data: Uint8Array) => client.raw(data) } as unknown as Client;
  return {
    client,
    outbox: Outbox.of(client),
    page,
    heard,
    writes: () => {
      const since = count;
      count = 0;
      return since;
    },
    settled: async (n) => {
      while (heard.length < n) await new Promise((done) => setTimeout(done, 5));
    },
    close: async () => {
      page.terminate();
      await new Promise((done) => server.close(done));
    },
  };
}

const message = (length: number, first: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (first + i) & 255);

describe('a held line', () => {
  it('says everything in one piece and in order, whatever the lengths', async () => {
    const line = await pair();
    // the edges of the three ways to write a length, and one that ws must write itself
    const all = [0, 1, 125, 126, 127, 300, 65535, 65536, 70000, 2].map((length, i) => message(length, i));
    line.outbox.hold();
    const before = all.slice(0, 7);
    for (const one of before) line.client.raw(one);
    expect(line.writes()).toBe(0);
    for (const one of all.slice(7)) line.client.raw(one);
    line.outbox.release();
    await line.settled(all.length);
    expect(line.heard.map((one) => [...one])).toEqual(all.map((one) => [...one]));
    await line.close();
  });

  it('is written once', async () => {
    const line = await pair();
    line.outbox.hold();
    for (let i = 0; i < 6; i++) line.client.raw(message(20, i));
    line.outbox.release();
    expect(line.writes()).toBe(1);
    line.client.raw(message(20, 9));
    await line.settled(7);
    expect(line.heard[6]).toEqual(message(20, 9));
    await line.close();
  });

  it('keeps what it was given, though the bytes are written over', async () => {
    const line = await pair();
    const scratch = message(40, 0);
    line.outbox.hold();
    line.outbox.send(scratch, 40);
    scratch.fill(7);
    line.outbox.send(scratch, 3);
    line.outbox.release();
    line.outbox.send(scratch, 4);
    scratch.fill(0);
    await line.settled(3);
    expect(line.heard).toEqual([message(40, 0), new Uint8Array([7, 7, 7]), new Uint8Array([7, 7, 7, 7])]);
    await line.close();
  });

  it('lets pass what somebody waits for, after what was held', async () => {
    const line = await pair();
    line.outbox.hold();
    line.client.raw(message(5, 1));
    const told = new Promise((done) => line.client.raw(message(6, 2), undefined, done));
    line.client.raw(message(7, 3));
    line.outbox.release();
    await told;
    await line.settled(3);
    expect(line.heard.map((one) => one.length)).toEqual([5, 6, 7]);
    await line.close();
  });

  it('leaves to the system what it has not taken yet', async () => {
    const line = await pair();
    const paused = (line.client.ref as unknown as { _socket: { writableLength: number } })._socket;
    line.page.pause();
    let told = 0;
    for (; paused.writableLength === 0 && told < 4000; told++) {
      line.outbox.hold();
      line.client.raw(message(60_000, told));
      line.outbox.release();
    }
    expect(line.outbox.waiting).toBeGreaterThan(0);
    for (const first of [told, told + 1]) {
      line.outbox.hold();
      line.client.raw(message(60_000, first));
      line.outbox.release();
    }
    line.page.resume();
    await line.settled(told + 2);
    expect(line.heard.every((one, i) => one.length === 60_000 && one[0] === (i & 255) && one[59_999] === ((i + 59_999) & 255))).toBe(true);
    await line.close();
  });

  it('that compresses is not held', async () => {
    const line = await pair(true);
    line.outbox.hold();
    line.client.raw(message(2000, 1));
    await line.settled(1);
    line.outbox.release();
    expect(line.heard[0]).toEqual(message(2000, 1));
    await line.close();
  });

  it('that closed meanwhile gets nothing more', async () => {
    const line = await pair();
    line.outbox.hold();
    line.client.raw(message(5, 1));
    (line.client.ref as unknown as WebSocket).close(4000, 'over');
    line.writes();
    line.outbox.release();
    expect(line.writes()).toBe(0);
    await line.close();
  });
});

it('uWebSockets hands all messages of a tick over within one cork', () => {
  const [corked, sent]: [number[], Uint8Array[]] = [[], []];
  let within = false;
  const ws = {
    getBufferedAmount: () => 7,
    cork: (act: () => void) => {
      within = true;
      act();
      within = false;
    },
  };
  const raw: Client['raw'] = (data) => {
    corked.push(within ? 1 : 0);
    sent.push(data as Uint8Array);
  };
  const client = { ref: { ws }, raw } as unknown as Client;
  const outbox = Outbox.of(client);
  outbox.hold();
  client.raw(message(3, 1));
  client.raw(message(4, 2));
  expect(sent).toEqual([]);
  outbox.release();
  expect(sent).toEqual([message(3, 1), message(4, 2)]);
  expect(corked).toEqual([1, 1]);
  client.raw(message(5, 3));
  expect(corked).toEqual([1, 1, 0]);
  expect(outbox.waiting).toBe(7);
});

it('a transport that can nothing of this is left alone', () => {
  const sent: unknown[] = [];
  const clients = [{ ref: {} }, { ref: { _socket: null } }, { ref: { ws: {} } }].map((c) => ({ ...c, raw: (d: unknown) => sent.push(d) }));
  const boxes = (clients as unknown as Client[]).map((client) => Outbox.of(client));
  for (const box of boxes) box.hold();
  for (const client of clients as unknown as Client[]) client.raw(message(1, 1));
  expect(sent.length).toBe(3);
  for (const box of boxes) expect(() => box.release()).not.toThrow();
  expect(boxes.map((box) => box.waiting)).toEqual([0, 0, 0]);
});
