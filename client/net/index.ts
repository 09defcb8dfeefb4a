/** The page's one way to the dream. `connect` joins, with the token of an earlier join if there is one. */
import { Client } from '@colyseus/sdk';
import { CROWD, type JoinOptions, PROTOCOL, ROOM, type Welcome } from '../../shared/protocol/messages.ts';
import type { Connect } from './link.ts';
import { type Joined, RoomLink } from './roomLink.ts';
import { JoinError, UNREACHABLE } from './sentences.ts';

export { JoinError };

const TOKEN = 'dreamhaven.token';
/** Longest wait for the welcome after the seat was given, ms. */
const WELCOME_MS = 10_000;
/** Longest wait for a seat, ms: the server keeps it no longer. */
const SEAT_MS = 15_000;

/** sessionStorage where there is one: a refresh keeps it, another tab does not have it. */
function storage(): Storage | null {
  try {
    return typeof window === 'undefined' ? null : window.sessionStorage;
  } catch {
    return null;
  }
}

/** Asks for a seat. One that comes too late is given back. */
async function seat(client: Client, options: JoinOptions): Promise<Joined['room']> {
  const asked = client.join(ROOM, options) as unknown as Promise<Joined['room']>;
  let late: ReturnType<typeof setTimeout> | undefined;
  const given = new Promise<never>((_, reject) => {
    late = setTimeout(() => {
      asked.then((room) => room.leave(true)).catch(() => undefined);
      reject(new JoinError(UNREACHABLE));
    }, SEAT_MS);
  });
  try {
    return await Promise.race([asked, given]);
  } catch (error) {
    const { code, message } = error as { code?: number; message?: string };
    throw new JoinError(code !== undefined && code >= 4100 && message ? message : UNREACHABLE, code, error);
  } finally {
    clearTimeout(late);
  }
}

async function join(client: Client, options: JoinOptions): Promise<Joined> {
  const room = await seat(client, options);
  // below the SDK's default of 5 s, a line that breaks early would not be taken up again
  room.reconnection.minUptime = 0;
  // the welcome is said once: a line that breaks before it is no line yet
  room.reconnection.enabled = false;
  const early: [string | number, unknown][] = [];
  const unbind = ['own', 'names', 'effect', 'why', CROWD].map((type) =>
    room.onMessage(type, (message: unknown) => early.push([type, message])),
  );
  const welcome = await new Promise<Welcome>((resolve, reject) => {
    const fail = (): void => reject(new JoinError(UNREACHABLE));
    const late = setTimeout(() => {
      fail();
      void room.leave(true);
    }, WELCOME_MS);
    room.onLeave(fail);
    if (!room.connection.isOpen) fail();
    // stays bound: each night's welcome brings its token
    room.onMessage('welcome', (message: Welcome) => {
      clearTimeout(late);
      storage()?.setItem(TOKEN, message.token);
      resolve(message);
    });
  });
  room.reconnection.enabled = true;
  // twice within half a second; then by token, which finds the way to a server that was started anew as well
  room.reconnection.maxRetries = 2;
  const readers = () => {
    for (const stop of unbind) stop();
  };
  return { room, welcome, early, readers };
}

export const connect: Connect = async (url, { latencyMs = 0, ...asked }) => {
  const client = new Client(url);
  const token = asked.token ?? storage()?.getItem(TOKEN) ?? undefined;
  const options: JoinOptions = { ...asked, protocol: PROTOCOL, ...(token === undefined ? {} : { token }) };
  const rejoin = (last: Welcome): Promise<Joined> => join(client, { ...options, token: last.token, again: true });
  return new RoomLink(await join(client, options), rejoin, latencyMs);
};
