/** `/healthz`: 200 while the dream steps, 503 when it has stopped. For load balancers; says nothing about anybody. */
import { type HttpHandler, text } from './answer.ts';

export interface Pulse {
  readonly tick: number;
  /** milliseconds since the last step */
  readonly silentMs: number;
  readonly people: number;
  readonly scenario: string;
  readonly transport: string;
  /** false while what happens cannot be written down */
  readonly lasting: boolean;
}

/** A dream that has not stepped for this long is not well, ms. */
const LONGEST_SILENCE_MS = 2000;

export function healthHandler(pulse: () => Pulse): HttpHandler {
  return ({ path }) => {
    if (path !== '/healthz') return null;
    const { tick, silentMs, people, scenario, transport, lasting } = pulse();
    const well = silentMs < LONGEST_SILENCE_MS;
    const body = JSON.stringify({ status: well ? 'ok' : 'stalled', scenario, tick, people, transport, lasting });
    return text(well ? 200 : 503, `${body}\n`, 'application/json; charset=utf-8');
  };
}
