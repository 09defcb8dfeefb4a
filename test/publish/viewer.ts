/** Somebody whose page is fed, at the other end of a client of the tests. */
import type { Client } from '@colyseus/core';
import { Outbox } from '../../server/publish/outbox.ts';
import type { Viewer } from '../../server/publish/publisher.ts';

export function viewerOf(client: object, who: string): Viewer {
  const line = client as Client;
  return { client: line, session: line.sessionId, outbox: Outbox.of(line), who, lane: { frame: 1, heard: 1, lead: 0 } };
}
