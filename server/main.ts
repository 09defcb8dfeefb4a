/** `npm start`: the page built when stale, a dream that is always running, one port for page, lines, health and metrics. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEndpoint, createRouter, matchMaker, Server } from '@colyseus/core';
import type { Logger } from 'pino';
import { MAX_BODY_BYTES } from '../shared/protocol/limits.ts';
import { ROOM } from '../shared/protocol/messages.ts';
import { UsageError } from './cli/outcome.ts';
import { type OpenedScenario, openCampaign, openScenario } from './cli/scenario.ts';
import { type Composed, type ComposeOptions, compose, makeLog } from './compose.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { answer, type HttpHandler, queryOf } from './http/answer.ts';
import { healthHandler } from './http/health.ts';
import { type JournalDesk, journalHandler } from './http/journal.ts';
import { metricsHandler } from './http/metrics.ts';
import { pagesHandler } from './http/pages.ts';
import { type Playhouse, playhouseHandler } from './http/playhouse.ts';
import { Players } from './lab/theatre/players.ts';
import { dreamRoomOf } from './rooms/DreamRoom.ts';
import { keepCore } from './store/cores.ts';
import { DataDirError } from './store/data.ts';
import { excerpt } from './store/excerpts.ts';
import { JournalFileError, journalPath } from './store/journals.ts';
import { keptNights } from './store/night.ts';
import { buildPage, loadPages } from './store/pages.ts';
import { chooseTransport, TransportError } from './transport.ts';

/** Something that ends the start with one sentence and exit code 1. */
export class StartError extends Error {}

export interface Running {
  readonly house: Composed;
  readonly port: number;
  readonly url: string;
  readonly transport: 'ws' | 'uws';
  /** where nights are played back, for the operator alone: the address holds the key; '' when nothing is written */
  readonly theatre: string;
  /** Ends the dream in order: pages are told, the journal is closed. */
  stop(): Promise<void>;
}

export interface BootOptions extends Partial<ComposeOptions> {
  /** false: no page is built or served */
  readonly page?: boolean;
}

/** Errors whose message is one sentence for people. */
const PLAIN = [StartError, DataDirError, TransportError, JournalFileError];
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** @throws StartError, DataDirError, TransportError, JournalFileError, UsageError: one sentence each */
export async function boot(config: Config, options: BootOptions = {}): Promise<Running> {
  const log = options.log ?? makeLog(config);
  await mustBeFree(config);
  const night = options.scenario
    ? { scenario: options.scenario, source: options.source ?? { main: '', files: {} } }
    : await nightsOf(config);
  // before the dream begins: bundling would hold up its ticks
  if (options.journal !== false) await sayIf(keepCore(config.dataDir), log);
  const house = await compose(config, { ...options, ...night, log });
  const carrier = await chooseTransport(config, log);
  const players = new Players();
  const playhouse = options.journal === false ? null : openPlayhouse(config.dataDir, players);
  const handlers = await handlersOf(house, config.dataDir, carrier.name, options.page !== false);
  if (playhouse) handlers.push(playhouseHandler(playhouse));
  const server = new Server({ transport: carrier.transport, greet: false, gracefullyShutdown: false, logger: colyseusLog(house) });
  server.router = routerOf(handlers) as typeof server.router;
  server.define(ROOM, dreamRoomOf(house));
  // a page may only join the dream that runs; it never makes rooms
  matchMaker.controller.exposedMethods = ['join', 'joinById', 'reconnect'];
  allowOwnOrigin();
  // again, because building the page takes a while and a transport's own failure to listen never comes back
  await mustBeFree(config);
  await server.listen(config.port, config.host);
  const port = portOf(server) ?? carrier.port?.() ?? config.port;
  frontDoor(server, handlers);
  await matchMaker.createRoom(ROOM, {});
  const flushing = setInterval(() => house.watchOver(), 1000);
  let stopped: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    clearInterval(flushing);
    players.close();
    await server.gracefullyShutdown(false);
    await house.close();
  };
  return {
    house,
    port,
    url: `http://localhost:${port}`,
    transport: carrier.name,
    theatre: playhouse ? `http://localhost:${port}/theatre?key=${playhouse.key}` : '',
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** The nights of a data folder, for `/theatre`. */
function openPlayhouse(dataDir: string, players: Players): Playhouse {
  return {
    key: randomBytes(16).toString('base64url'),
    nights: () =>
      keptNights(dataDir).map(({ dreamId, lastMs, bytes }) => ({
        id: dreamId,
        says: `${new Date(lastMs).toISOString().slice(0, 16).replace('T', ' ')}, ${Math.ceil(bytes / 1000)} kB`,
      })),
    ask: (night, path) => players.ask(journalPath(dataDir, night), path),
    asset: (path) => players.asset(path),
  };
}

/** The scenario to dream, and the campaign that it begins when one is wished for. */
async function nightsOf(config: Config): Promise<Pick<ComposeOptions, 'scenario' | 'source' | 'campaign'>> {
  const path = join(config.scenarios, config.dream);
  if (!config.campaign) return openScenario(path);
  const campaign = await openCampaign(path);
  return { ...(campaign[0] as OpenedScenario), campaign };
}

async function sayIf(sentence: Promise<string>, log: Logger): Promise<void> {
  const said = await sentence;
  if (said !== '') log.warn(said);
}

async function handlersOf(house: Composed, dataDir: string, transport: string, withPage: boolean): Promise<HttpHandler[]> {
  if (withPage) await buildPage(ROOT, (sentence) => house.log.info(sentence));
  const pulse = () => ({
    tick: house.host.dream.world.tick,
    silentMs: performance.now() - house.metrics.lastStepMs,
    people: house.metrics.members,
    scenario: house.host.dream.scenario.id,
    transport,
    lasting: house.lasting,
  });
  const desk: JournalDesk = {
    read: (token) => house.identity.name(token, house.nowMs()),
    excerpt: (dreamId, who) => excerpt({ dataDir, dreamId, who }),
    nowMs: house.nowMs,
  };
  const pages = pagesHandler(withPage ? loadPages(ROOT) : null);
  return [healthHandler(pulse), metricsHandler(house.metrics), journalHandler(desk), pages];
}

/** The plain handlers behind Colyseus's router, which both transports can carry. */
function routerOf(handlers: readonly HttpHandler[]) {
  const reply = async (ctx: { request?: Request | undefined }): Promise<Response> => {
    const request = ctx.request;
    const { pathname, search } = new URL(request?.url ?? 'http://localhost/');
    const found = await answer(handlers, { path: pathname, header: (name) => request?.headers.get(name) ?? '', query: queryOf(search) });
    return new Response(found.status === 304 ? null : (found.body as string), { status: found.status, headers: { ...found.headers } });
  };
  const READ: ('GET' | 'HEAD')[] = ['GET', 'HEAD'];
  return createRouter({
    index: createEndpoint('/', { method: READ }, reply),
    rest: createEndpoint('/**', { method: READ }, reply),
  });
}

/** Pages of other sites may not join in somebody's name; a page served by a developer's own machine may. */
function allowOwnOrigin(): void {
  const { controller } = matchMaker;
  const allowed = { ...controller.DEFAULT_CORS_HEADERS } as Record<string, string>;
  for (const name of Object.keys(controller.DEFAULT_CORS_HEADERS)) delete (controller.DEFAULT_CORS_HEADERS as Record<string, string>)[name];
  controller.getCorsHeaders = (headers: Headers) => {
    const origin = headers.get('origin') ?? '';
    return /^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(origin) ? { ...allowed, 'Access-Control-Allow-Origin': origin } : {};
  };
}

/**
 * Before Colyseus's router, where the transport has a Node server: pages are answered here with their length, because the router never ends a
 * large body (seen with better-call under Colyseus 0.18.17); a body that is too large, or of unknown length, is refused before anybody reads it.
 */
function frontDoor(server: Server, handlers: readonly HttpHandler[]): void {
  const http = server.transport.server;
  if (!http) return;
  const listeners = http.listeners('request') as ((req: IncomingMessage, res: ServerResponse) => void)[];
  http.removeAllListeners('request');
  http.on('request', (req: IncomingMessage, res: ServerResponse) => {
    const length = Number(req.headers['content-length'] ?? 'NaN');
    const asks = req.method === 'GET' || req.method === 'HEAD';
    // the router makes a URL of it, and one that is none would end the process
    if (!asks && !URL.canParse(`http://${req.headers.host}${req.url}`)) {
      res.writeHead(400, { connection: 'close', 'content-type': 'text/plain' });
      res.end('That is no address of a dream.');
      return;
    }
    if (!asks && req.method !== 'OPTIONS' && !(length <= MAX_BODY_BYTES)) {
      res.writeHead(Number.isNaN(length) ? 411 : 413, { connection: 'close', 'content-type': 'text/plain' });
      res.end('That is too large for a dream.');
      return;
    }
    // no URL parser: it throws on some paths, and nothing here may end the process
    const path = (req.url ?? '/').split('?')[0] as string;
    if (asks && !path.startsWith('/matchmake')) {
      void serve(handlers, path, req, res);
      return;
    }
    for (const listener of listeners) listener.call(http, req, res);
  });
}

async function serve(handlers: readonly HttpHandler[], path: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const found = await answer(handlers, { path, header: (name) => String(req.headers[name] ?? ''), query: queryOf(req.url ?? '/') });
  const body = found.status === 304 ? '' : found.body;
  res.writeHead(found.status, { ...found.headers, ...(found.status === 304 ? {} : { 'content-length': Buffer.byteLength(body) }) });
  res.end(req.method === 'HEAD' ? undefined : body);
}

function portOf(server: Server): number | null {
  const address = server.transport.server?.address();
  return address && typeof address === 'object' ? address.port : null;
}

/** @throws StartError naming the next free port when this one is taken */
async function mustBeFree(config: Config): Promise<void> {
  const fault = await tryPort(config.port, config.host);
  if (fault === '') return;
  if (fault !== 'EADDRINUSE') {
    throw new StartError(`Cannot listen on ${config.host}:${config.port} (${fault}); choose another HOST or PORT.`);
  }
  for (let port = config.port + 1; port < Math.min(config.port + 50, 65536); port++) {
    if ((await tryPort(port, config.host)) === '')
      throw new StartError(`Port ${config.port} is taken; ${port} is free: PORT=${port} npm start`);
  }
  throw new StartError(`Port ${config.port} is taken, and so are the next ones; choose another with PORT.`);
}

/** '' when the port can be had, else the system's code. */
function tryPort(port: number, host: string): Promise<string> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    probe.listen(port, host, () => probe.close(() => resolve('')));
  });
}

/** Colyseus complains into our log; what it prints of bad frames is a client's doing and not our error. */
function colyseusLog(house: Composed) {
  const { log } = house;
  const say =
    (level: 'debug' | 'info' | 'warn') =>
    (...words: unknown[]) =>
      log[level]({ colyseus: words.map(String).join(' ').slice(0, 400) }, 'colyseus');
  return { debug: say('debug'), info: say('debug'), warn: say('warn'), error: say('warn') };
}

/** Lines printed when the dream is up. */
function greeting(running: Running, config: Config): string {
  const lines = ['', `  The dream "${running.house.host.dream.scenario.title}" is running: ${running.url}`];
  if (config.host === '0.0.0.0' || config.host === '::') {
    const near = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .find((i) => i.family === 'IPv4' && !i.internal);
    if (near)
      lines.push(
        `  On this network:  http://${near.address}:${running.port}  (heart straps, cameras and microphones need https or localhost)`,
      );
  }
  if (running.theatre !== '') lines.push(`  Its nights, played back (for you alone): ${running.theatre}`);
  lines.push('  End it with Ctrl+C.', '');
  return `${lines.join('\n')}\n`;
}

/** Runs until a signal ends it. @returns the exit code: 0 in order, 1 failed, 2 wrong settings */
export async function run(env: NodeJS.ProcessEnv, options: BootOptions = {}): Promise<number> {
  let running: Running;
  try {
    const config = readConfig(env);
    running = await boot(config, options);
    process.stdout.write(greeting(running, config));
  } catch (error) {
    if (error instanceof ConfigError || error instanceof UsageError) return complain(error.message, 2);
    if (PLAIN.some((kind) => error instanceof kind)) return complain((error as Error).message, 1);
    throw error;
  }
  return new Promise((resolve) => {
    const end = (code: number) => () => {
      running.stop().then(
        () => resolve(code),
        () => resolve(1),
      );
    };
    running.house.onBroken = end(1);
    process.once('SIGTERM', end(0));
    process.once('SIGINT', end(0));
  });
}

function complain(sentence: string, code: number): number {
  process.stderr.write(`${sentence}\n`);
  return code;
}

if (import.meta.main) process.exit(await run(process.env));
