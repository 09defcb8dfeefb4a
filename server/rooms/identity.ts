/**
 * Who comes back: a token signed by this server, kept by the page in sessionStorage. It names a dream and a citizen, nothing else about them;
 * whoever shows it is that citizen, and the newest line wins.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Who } from '../../shared/dream/ids.ts';
import { TOKEN_HOURS } from '../../shared/protocol/limits.ts';

const LONGEST = 300;

export class Identity {
  private readonly secret: Uint8Array;
  /** no two lines get the same token */
  private issued = 0;

  /** @param secret at least 32 random bytes */
  constructor(secret: Uint8Array) {
    this.secret = secret;
  }

  issue(dreamId: string, who: Who, nowMs: number): string {
    const body = Buffer.from(JSON.stringify([dreamId, who, nowMs + TOKEN_HOURS * 3_600_000, ++this.issued])).toString('base64url');
    return `${body}.${this.sign(body).toString('base64url')}`;
  }

  /** The citizen of this dream that a token names, or null when it is forged, old, of another dream or no token at all. */
  read(token: unknown, dreamId: string, nowMs: number): Who | null {
    const named = this.name(token, nowMs);
    return named?.dreamId === dreamId ? named.who : null;
  }

  /** The citizen and night that a token names, or null when it is forged, old or no token at all. */
  name(token: unknown, nowMs: number): { readonly dreamId: string; readonly who: Who } | null {
    if (typeof token !== 'string' || token.length > LONGEST) return null;
    const [body, signature] = token.split('.');
    if (!body || !signature) return null;
    const given = Buffer.from(signature, 'base64url');
    const right = this.sign(body);
    if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
    const [dreamId, who, untilMs] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [string, Who, number];
    return nowMs < untilMs ? { dreamId, who } : null;
  }

  private sign(body: string): Buffer {
    return createHmac('sha256', this.secret).update(body).digest();
  }
}
