/** Which transport carries the lines: uWebSockets where its addon loads, else ws. */
import { registerHooks } from 'node:module';
import type { Transport } from '@colyseus/core';
import { WebSocketTransport } from '@colyseus/ws-transport';
import type { Logger } from 'pino';
import { MAX_FRAME_BYTES } from '../shared/protocol/limits.ts';
import type { Config } from './config.ts';

/** The transport that was asked for cannot be had; the message is one sentence. */
export class TransportError extends Error {}

export interface Carrier {
  readonly name: 'ws' | 'uws';
  readonly transport: Transport;
}

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

function ws(): Carrier {
  return { name: 'ws', transport: new WebSocketTransport({ maxPayload: MAX_FRAME_BYTES }) };
}

/**
 * Without closeOnBackpressureLimit uWebSockets drops patches of a slow reader in silence, and their page is wrong for ever.
 * Its own listen() leaves out the address, so it is given here.
 */
async function uws(host: string): Promise<Carrier> {
  await import('uWebSockets.js');
  const { uWebSocketsTransport } = await importWithoutExpress();
  class HostedTransport extends uWebSocketsTransport {
    override listen(port: number | string, _hostname?: string, _backlog?: number, listening?: () => void): this {
      this.app.listen(host, Number(port), (socket: unknown) => {
        (this as unknown as { _listeningSocket: unknown })._listeningSocket = socket;
        listening?.();
      });
      return this;
    }
  }
  const options = { closeOnBackpressureLimit: true, maxPayloadLength: MAX_FRAME_BYTES };
  return { name: 'uws', transport: new HostedTransport(options) };
}

/**
 * The transport asks for uwebsockets-express as it loads, whether it is used or not, and lets the failure go unhandled, which would end the
 * process. We serve by plain handlers, so that one import is answered with nothing.
 */
async function importWithoutExpress(): Promise<typeof import('@colyseus/uwebsockets-transport')> {
  const hooks = registerHooks({
    resolve: (name, context, next) =>
      name === 'uwebsockets-express' ? { url: 'data:text/javascript,export default null', shortCircuit: true } : next(name, context),
  });
  try {
    const loaded = await import('@colyseus/uwebsockets-transport');
    // its own import is under way in the same turn; wait for it before the hook goes
    await import('uwebsockets-express' as string);
    return loaded;
  } finally {
    hooks.deregister();
  }
}
