/**
 * A long night with many pages that come and go: `node test/network/soak.ts --minutes 30 --clients 200`. Server and pages are processes of their own, pages
 * are real SDK links. Every minute: memory of the server after a forced collection, and who is seated; at the end everybody has left, and nothing may be
 * left of them. Exit code 1 when something is, or when the server's heap of the last third is a tenth above that of the second.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import v8 from 'node:v8';
import vm from 'node:vm';

const SELF = fileURLToPath(import.meta.url);
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' }, clients: { type: 'string', default: '200' } } });
const minutes = Number(values.minutes);
const clients = Number(values.clients);

interface Report {
  readonly heapMb: number;
  readonly rssMb: number;
  readonly members: number;
  readonly clients: number;
  readonly seats: number;
  readonly lines: number;
  readonly rooms: number;
  readonly people: number;
  readonly tick: number;
}

async function serve(): Promise<void> {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc') as () => void;
  const { openHouse } = await import('../server/house.ts');
  const { matchMaker } = await import('@colyseus/core');
  const house = await openHouse({ citizens: 3, seed: 'soak' });
  const [listing] = await matchMaker.query({});
  const room = matchMaker.getLocalRoomById(listing?.roomId as string) as unknown as {
    clients: { length: number };
    members: { size: number };
    publisher: { lines: { size: number } };
    _reservedSeats: object;
  };
  process.on('message', async (what) => {
    if (what !== 'report') {
      await house.end();
      process.exit(0);
    }
    collect();
    const { heapUsed, rss } = process.memoryUsage();
    const { world } = house.house.host.dream;
    const report: Report = {
      heapMb: heapUsed / 1e6,
      rssMb: rss / 1e6,
      members: room.members.size,
      clients: room.clients.length,
      seats: Object.getOwnPropertyNames(room._reservedSeats).length,
      lines: room.publisher.lines.size,
      rooms: (await matchMaker.query({})).length,
      people: Object.values(world.people.byId).filter((p) => p.kind === 'person' && p.state === 'dreaming').length,
      tick: world.tick,
    };
    process.send?.(report);
  });
  process.send?.(house.port);
}

/** Pages that walk, leave, drop their line and come back, `clients` of them at any time. */
async function dream(port: number): Promise<void> {
  for (const way of ['info', 'warn'] as const) console[way] = () => undefined;
  const { connect } = await import('../../client/net/index.ts');
  const { PROTOCOL } = await import('../../shared/protocol/messages.ts');
  type Link = Awaited<ReturnType<typeof connect>>;
  const links = new Set<Link>();
  let over = false;
  let joining = 0;
  const join = async (token = ''): Promise<void> => {
    joining++;
    const link = await connect(`http://127.0.0.1:${port}`, { protocol: PROTOCOL, token }).catch(() => null);
    joining--;
    if (!link) return;
    links.add(link);
    link.onState((state) => {
      if (state === 'closed') links.delete(link);
    });
  };
  const broken = (link: Link): void => {
    const { room } = link as unknown as { room: { connection: { transport: { ws: { close(code: number): void } } } } };
    room.connection.transport.ws.close(4010);
  };
  const beat = setInterval(() => {
    for (const link of links) link.frame(performance.now());
  }, 50);
  const churn = setInterval(() => {
    if (over) return;
    for (let n = links.size + joining; n < clients && joining < 10; n++) void join();
    const pick = [...links][Math.floor(Math.random() * links.size)];
    if (!pick) return;
    const way = (): number => Math.floor(Math.random() * 255) - 127;
    for (const link of links) if (Math.random() < 0.05) link.control({ mx: way(), my: way(), float: false, breath: Math.random() < 0.3 });
    const what = Math.random();
    if (what < 0.1) broken(pick);
    else if (what < 0.15) {
      links.delete(pick);
      void pick.leave();
    } else if (what < 0.2) void join(pick.welcome.token);
  }, 100);
  process.on('message', async () => {
    over = true;
    clearInterval(churn);
    await Promise.race([Promise.all([...links].map((link) => link.leave())), new Promise((resolve) => setTimeout(resolve, 5000))]);
    clearInterval(beat);
    process.exit(0);
  });
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const once = <T>(child: ReturnType<typeof fork>): Promise<T> => new Promise((resolve) => child.once('message', (m) => resolve(m as T)));

async function conduct(): Promise<number> {
  const server = fork(SELF, [], { env: { ...process.env, SOAK: 'server' } });
  const port = await once<number>(server);
  const pages = fork(SELF, ['--clients', String(clients)], { env: { ...process.env, SOAK: `pages ${port}` } });
  const ask = async (): Promise<Report> => {
    const answer = once<Report>(server);
    server.send('report');
    return answer;
  };
  const every = Math.min(60_000, (minutes * 60_000) / 5);
  const heaps: number[] = [];
  for (let passed = 0; passed < minutes * 60_000; passed += every) {
    await sleep(every);
    const r = await ask();
    heaps.push(r.heapMb);
    console.log(
      `${((passed + every) / 60_000).toFixed(1)} min: heap ${r.heapMb.toFixed(1)} MB, rss ${r.rssMb.toFixed(0)} MB, tick ${r.tick}, members ${r.members}, clients ${r.clients}, seats ${r.seats}, lines ${r.lines}, rooms ${r.rooms}, dreaming ${r.people}`,
    );
  }
  pages.send('end');
  await new Promise((resolve) => pages.once('exit', resolve));
  // the time in which a line may be taken up again; a short run does not wait for it
  if (minutes >= 2) await sleep(65_000);
  else await sleep(1500);
  const end = await ask();
  console.log(
    `end: members ${end.members}, clients ${end.clients}, seats ${end.seats}, lines ${end.lines}, rooms ${end.rooms}, heap ${end.heapMb.toFixed(1)} MB`,
  );
  server.send('end');
  await new Promise((resolve) => server.once('exit', resolve));
  const third = Math.floor(heaps.length / 3);
  const mean = (list: readonly number[]): number => list.reduce((sum, v) => sum + v, 0) / Math.max(1, list.length);
  const growth = mean(heaps.slice(-third)) / mean(heaps.slice(third, third * 2)) - 1;
  if (minutes >= 10) console.log(`heap of the last third against the second: ${(growth * 100).toFixed(1)} %`);
  const left = minutes >= 2 ? end.members + end.clients + end.seats + end.lines : end.clients;
  return left > 0 || end.rooms !== 1 || (minutes >= 10 && growth > 0.1) ? 1 : 0;
}

const role = process.env.SOAK ?? '';
if (role === 'server') await serve();
else if (role.startsWith('pages')) await dream(Number(role.split(' ')[1]));
else process.exit(await conduct());
