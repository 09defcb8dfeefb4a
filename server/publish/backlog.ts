/** How much of what was sent still waits in a client's socket, and the socket held back so that a tick's messages leave together. */
import type { Client } from '@colyseus/core';

interface Ref {
  /** of ws */
  readonly bufferedAmount?: number;
  readonly _socket?: { cork?: () => void; uncork?: () => void } | null;
  /** of uWebSockets */
  readonly ws?: { getBufferedAmount?: () => number };
}

const refOf = (client: Client): Ref => client.ref as unknown as Ref;

/** Bytes that wait, either transport; 0 where it cannot be known. */
export function waiting(client: Client): number {
  const ref = refOf(client);
  return ref.bufferedAmount ?? ref.ws?.getBufferedAmount?.() ?? 0;
}

/** Holds back what is sent to these clients until the returned function is called; a transport that has no cork is left alone. */
export function corkAll(clients: readonly Client[]): () => void {
  const held = clients.map((client) => refOf(client)._socket);
  for (const socket of held) socket?.cork?.();
  return () => {
    for (const socket of held) socket?.uncork?.();
  };
}
