/** The page's one way to the dream. `connect` joins, with the token of an earlier join if there is one. */
import { Client } from '@colyseus/sdk';
import { CROWD, type JoinOptions, PROTOCOL, ROOM, type Welcome } from '../../shared/protocol/messages.ts';
import type { Connect } from './link.ts';
import { type Joined, RoomLink } from './roomLink.ts';
import { UNREACHABLE } from './sentences.ts';

const TOKEN = 'dreamhaven.token';
/** Longest wait for the welcome after the seat was given, ms. */
const WELCOME_MS = 10_000;

/** Joining failed; the message is one sentence for people. */
export class JoinError extends Error {
  override name = 'JoinError';
}

/** sessionStorage where there is one: a refresh keeps it, another tab does not have it. */
function storage(): Storage | null {
  try {
    return typeof window === 'undefined' ? null : window.sessionStorage;
  } catch {
    return null;
  }
}

async function join(client: Client, options: JoinOptions): Promise<Joined> {
  let room: Joined['room'];
  try {
    room = (await client.join(ROOM, options)) as unknown as Joined['room'];
  } catch (error) {
    const { code, message } = error as { code?: number; message?: string };
    throw new JoinError(code !== undefined && code >= 4100 && message ? message : UNREACHABLE, { cause: error });
  }
  // below the SDK's default of 5 s, a line that breaks early would not be taken up again
  room.reconnection.minUptime = 0;
  const early: [string | number, unknown][] = [];
  const unbind = ['own', 'names', 'effect', 'why', CROWD].map((type) =>
    room.onMessage(type, (message: unknown) => early.push([type, message])),
  );
  const welcome = await new Promise<Welcome>((resolve, reject) => {
    const late = setTimeout(() => reject(new JoinError(UNREACHABLE)), WELCOME_MS);
    // stays bound: each night's welcome brings its token
    room.onMessage('welcome', (message: Welcome) => {
      clearTimeout(late);
      storage()?.setItem(TOKEN, message.token);
      resolve(message);
    });
  });
  const readers = () => {
    for (const stop of unbind) stop();
  };
  return { room, welcome, early, readers };
}

export const connect: Connect = async (url, { latencyMs = 0, ...asked }) => {
  const client = new Client(url);
  const token = asked.token ?? storage()?.getItem(TOKEN) ?? undefined;
  const options: JoinOptions = { ...asked, protocol: PROTOCOL, ...(token === undefined ? {} : { token }) };
  const rejoin = (last: Welcome): Promise<Joined> => join(client, { ...options, token: last.token });
  return new RoomLink(await join(client, options), rejoin, latencyMs);
};
