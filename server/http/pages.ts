/** The page and its chunks, from memory. Names with a hash never change; the rest is asked for again each time, with an ETag. */
import { type HttpHandler, text } from './answer.ts';

export interface Page {
  readonly bytes: Uint8Array;
  /** gzip of the same, where it is smaller */
  readonly gzip: Uint8Array | null;
  readonly type: string;
  readonly etag: string;
  /** its name holds a hash of its content */
  readonly hashed: boolean;
}

/**
 * Scripts, styles, fonts and media from here only; WebSocket to here; workers and images also from blobs (the stage bakes its textures);
 * inline style attributes for positions of bubbles.
 */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self' ws: wss: data: blob:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const SAFE = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
};

/** @param pages by path, '/index.html' being the page; null while there is no page to serve */
export function pagesHandler(pages: ReadonlyMap<string, Page> | null): HttpHandler {
  return ({ path, header }) => {
    if (!pages) return path === '/' ? text(200, 'The dream is running, but no page has been built for it.') : null;
    const page = pages.get(path === '/' ? '/index.html' : path);
    if (!page) return null;
    const cache = page.hashed ? 'public, max-age=31536000, immutable' : 'no-cache';
    const headers = { ...SAFE, 'content-type': page.type, 'cache-control': cache, etag: page.etag, vary: 'accept-encoding' };
    if (header('if-none-match') === page.etag) return { status: 304, headers, body: '' };
    if (page.gzip && header('accept-encoding').includes('gzip')) {
      return { status: 200, headers: { ...headers, 'content-encoding': 'gzip' }, body: page.gzip };
    }
    return { status: 200, headers, body: page.bytes };
  };
}
