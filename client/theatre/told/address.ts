/** What the page's address says, so that a moment can be sent to somebody: `?at=` seconds, `&follow=` a citizen, `&speed=`, `&q=` low or medium. */
import { WHOLE } from '../../../shared/protocol/theatre.ts';
import type { Quality } from '../../stage/view.ts';

export const SPEEDS = [0.5, 1, 2, 4, 8] as const;

export interface Address {
  /** seconds of the night; null when the address does not say */
  readonly at: number | null;
  readonly follow: string | null;
  readonly speed: number;
  readonly quality: Quality | 'auto';
  readonly still: boolean;
}

/** Unknown or broken values are ignored. */
export function readAddress(search: string): Address {
  const query = new URLSearchParams(search);
  const at = query.get('at');
  const speed = Number(query.get('speed'));
  const quality = query.get('q');
  return {
    at: at !== null && at.trim() !== '' && Number.isFinite(Number(at)) ? Math.max(0, Number(at)) : null,
    follow: query.get('follow'),
    speed: SPEEDS.find((s) => s === speed) ?? 1,
    quality: quality === 'low' || quality === 'medium' ? quality : 'auto',
    still: query.get('motion') === 'reduce',
  };
}

/** The same page at another moment; what the address said besides is kept. */
export function addressOf(search: string, seconds: number, follow: string): string {
  const query = new URLSearchParams(search);
  query.set('at', seconds.toFixed(1));
  if (follow === WHOLE) query.delete('follow');
  else query.set('follow', follow);
  return `?${query}`;
}

/** Seconds of the night as minutes and seconds, e.g. `4:07`; with tenths on wish. */
export function clock(seconds: number, tenths = false): string {
  const whole = Math.floor(seconds);
  const text = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
  return tenths ? `${text}.${Math.floor((seconds - whole) * 10)}` : text;
}
