/**
 * `/journal`: my own part of a night, to keep or to send with a bug report. Who asks shows the token of that night; nothing personal of anybody else
 * is in the answer.
 */
import type { Who } from '../../shared/dream/ids.ts';
import { type HttpHandler, text } from './answer.ts';

export interface JournalDesk {
  /** whom a token names, in which night; null for a forged or old one */
  read(token: string): { readonly dreamId: string; readonly who: Who } | null;
  excerpt(dreamId: string, who: Who): Promise<Uint8Array | null>;
  nowMs(): number;
}

/** One citizen's journal is cut at most this often, ms. */
const EVERY_MS = 10_000;
/** Citizens remembered for that. */
const REMEMBERED = 1000;

export function journalHandler(desk: JournalDesk): HttpHandler {
  const lastMs = new Map<string, number>();
  return async ({ path, header }) => {
    if (path !== '/journal') return null;
    const token = header('authorization').replace(/^Bearer /i, '');
    const named = desk.read(token);
    if (!named) return text(401, 'Your journal is given to you alone: ask with the token of your night.');
    const key = `${named.dreamId}/${named.who}`;
    const nowMs = desk.nowMs();
    if (nowMs - (lastMs.get(key) ?? -EVERY_MS) < EVERY_MS)
      return text(429, 'Your journal was given a moment ago; please wait ten seconds.');
    if (lastMs.size > REMEMBERED) lastMs.clear();
    lastMs.set(key, nowMs);
    const bytes = await desk.excerpt(named.dreamId, named.who);
    if (!bytes) return text(404, 'There is no journal of that night here.');
    const headers = {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${named.dreamId}-${named.who}.dream"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    };
    return { status: 200, headers, body: bytes };
  };
}
