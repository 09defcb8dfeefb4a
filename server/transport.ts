/** Which transport carries the lines: uWebSockets where its addon loads, else ws. */
import { registerHooks } from 'node:module';
import type { Transport } from '@colyseus/core';
import type { Logger } from 'pino';
import { MAX_BODY_BYTES, MAX_FRAME_BYTES } from '../shared/protocol/limits.ts';
import type { Config } from './config.ts';

/** What transports import and we do not use. */
const EXPRESS: readonly string[] = ['express', 'uwebsockets-express'];

/** The transport that was asked for cannot be had; the message is one sentence. */
export class TransportError extends Error {}

export interface Carrier {
  readonly name: 'ws' | 'uws';
  readonly transport: Transport;
  /** the port it listens on, where its own server does not say */
  readonly port?: () => number;
}

/** A line that answers no ping is closed after this, s; ws does so after 9. */
const IDLE_SECONDS = 12;

/** @throws TransportError when TRANSPORT=uws and the addon does not load */
export async function chooseTransport(config: Config, log: Logger): Promise<Carrier> {
  if (config.transport === 'ws') return ws();
  try {
    return await uws(config.host);
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n').findLast((line) => line.trim() !== '') ?? 'unknown';
    if (config.transport === 'uws') throw new TransportError(`uWebSockets does not load here (${reason}); use TRANSPORT=ws.`);
    log.info({ reason }, 'transport ws, because uWebSockets does not load here');
    return ws();
  }
}

async function ws(): Promise<Carrier> {
  leaveOutExpress();
  const { WebSocketTransport } = await import('@colyseus/ws-transport');
  return { name: 'ws', transport: new WebSocketTransport({ maxPayload: MAX_FRAME_BYTES }) };
}

/**
 * Without closeOnBackpressureLimit uWebSockets drops patches of a slow reader in silence, and their page is wrong for ever.
 * Its own listen() leaves out the address, so it is given here.
 */
async function uws(host: string): Promise<Carrier> {
  const { us_socket_local_port } = await import('uWebSockets.js');
  leaveOutExpress();
  const { uWebSocketsTransport } = await import('@colyseus/uwebsockets-transport');
  let listening: unknown = null;
  class HostedTransport extends uWebSocketsTransport {
    /** Before the router reads a body or makes a URL of what was asked: it would keep any body, and a host that is none ends the process. */
    override bindRouter(router: Parameters<InstanceType<typeof uWebSocketsTransport>['bindRouter']>[0]): void {
      const { app } = this;
      const { any } = app;
      // one handler a pattern: a second one would take the place of the first
      app.any = (pattern, handle) =>
        any.call(app, pattern, (res, req) => {
          const fault = httpFault(
            req.getMethod().toUpperCase(),
            req.getHeader('content-length'),
            `http://${req.getHeader('host')}${req.getUrl()}`,
          );
          if (fault === '') return handle(res, req);
          res.cork(() => res.writeStatus(fault).end('That cannot be taken by a dream.', true));
        });
      super.bindRouter(router);
      app.any = any;
    }

    override listen(port: number | string, _hostname?: string, _backlog?: number, done?: () => void): this {
      this.app.listen(host, Number(port), (socket: unknown) => {
        (this as unknown as { _listeningSocket: unknown })._listeningSocket = socket;
        listening = socket;
        done?.();
      });
      return this;
    }
  }
  const options = { closeOnBackpressureLimit: true, maxPayloadLength: MAX_FRAME_BYTES, idleTimeout: IDLE_SECONDS };
  return { name: 'uws', transport: new HostedTransport(options), port: () => us_socket_local_port(listening as never) };
}

/** Status of what is not even looked at, '' of what is (SPEC.md rule 45). */
function httpFault(method: string, length: string, url: string): string {
  if (!URL.canParse(url)) return '400 Bad Request';
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return '';
  if (!/^\d+$/.test(length)) return '411 Length Required';
  return Number(length) <= MAX_BODY_BYTES ? '' : '413 Content Too Large';
}

let leftOut = false;

/**
 * Both transports ask for express as they load, whether it is used or not: it takes a tenth of a second that people wait for after a kill, and where the one of
 * uWebSockets is not installed, its failure goes unhandled, which would end the process. We serve by plain handlers, so those imports are answered with nothing.
 */
function leaveOutExpress(): void {
  if (leftOut) return;
  leftOut = true;
  registerHooks({
    resolve: (name, context, next) =>
      EXPRESS.includes(name) ? { url: 'data:text/javascript,export default null', shortCircuit: true } : next(name, context),
  });
}
