/** What the address may ask for: tests, kiosks and slow machines. Unknown or broken values are ignored. */
import type { Quality } from '../stage/view.ts';

export interface PageParams {
  readonly quality: Quality | 'auto';
  /** name offered at joining, at most 24 characters */
  readonly name: string;
  /** fall asleep at once */
  readonly autojoin: boolean;
  /** simulated round trip added to the line, ms, 0..2000 */
  readonly latencyMs: number;
  /** true: reduced motion whatever the system says */
  readonly reduceMotion: boolean;
}

export function readParams(search: string): PageParams {
  const query = new URLSearchParams(search);
  const quality = query.get('q');
  const latency = Number(query.get('latency') ?? 0);
  return {
    quality: quality === 'low' || quality === 'medium' ? quality : 'auto',
    name: (query.get('name') ?? '').trim().slice(0, 24),
    autojoin: query.get('autojoin') === '1',
    latencyMs: Number.isFinite(latency) ? Math.min(2000, Math.max(0, latency)) : 0,
    reduceMotion: query.get('motion') === 'reduce',
  };
}
