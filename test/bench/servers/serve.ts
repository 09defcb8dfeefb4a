/** One server of the benchmark: `node serve.ts <dream|views|stock> <spread|gathered|night> [radius]`. `night` is the shipped night as it is. Ends on SIGTERM. */
import { createEndpoint, createRouter, matchMaker, Server } from '@colyseus/core';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { readConfig } from '../../../server/config.ts';
import { boot } from '../../../server/main.ts';
import { ROOM } from '../../../shared/protocol/messages.ts';
import { stockRoom } from '../rooms/stock.ts';
import { viewsRoom } from '../rooms/views.ts';
import { CROWDS, type Crowd, FIELD_M, fieldOf } from './field.ts';

const [kind, place, metres = String(FIELD_M)] = process.argv.slice(2);
const radius = Number(metres);

async function dream(): Promise<() => Promise<void>> {
  const field = place === 'night' ? {} : await fieldOf(place as Crowd, radius);
  const running = await boot(readConfig(process.env), { ...field, page: false, seed: 'bench' });
  return () => running.stop();
}

async function baseline(): Promise<() => Promise<void>> {
  const room = kind === 'stock' ? stockRoom(place as Crowd, radius) : viewsRoom(place as Crowd, radius);
  const server = new Server({ transport: new WebSocketTransport({}), greet: false, gracefullyShutdown: false });
  const alive = createEndpoint('/', { method: 'GET' }, async () => new Response('ok'));
  server.router = createRouter({ alive }) as typeof server.router;
  server.define(ROOM, room);
  await server.listen(Number(process.env.PORT), '127.0.0.1');
  await matchMaker.createRoom(ROOM, {});
  return () => server.gracefullyShutdown(false);
}

if (!['dream', 'views', 'stock'].includes(kind ?? '') || ![...CROWDS, 'night'].includes(place ?? '')) {
  process.stderr.write('serve.ts <dream|views|stock> <spread|gathered|night> [radius of the island, m]\n');
  process.exit(2);
}
const stop = await (kind === 'dream' ? dream() : baseline());
process.once('SIGTERM', () => void stop().finally(() => process.exit(0)));
