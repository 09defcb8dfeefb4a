/** Who this tab is tonight: the server's signed token and what was chosen at joining. sessionStorage: gone with the tab. */
import type { Joining } from './Join.tsx';

export interface KeptNight {
  readonly joining: Joining;
  readonly token: string;
}

const PLACE = 'dreamhaven.night';
const PACE = 'dreamhaven.pace';
/** what the coach can find, breaths a minute */
const SLOWEST = 4;
const FASTEST = 7;
/** where the line keeps its token; waking on purpose leaves no way back into that body */
const LINE = 'dreamhaven.token';

export function keepNight(night: KeptNight): void {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(night));
  } catch {
    // storage refused: a refresh then starts anew
  }
}

export function recallNight(): KeptNight | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? 'null') as KeptNight | null;
    return kept && typeof kept.token === 'string' && kept.joining?.reach?.limits ? kept : null;
  } catch {
    return null;
  }
}

/** The pace that the breath coach found, breaths a minute: it moves from day to day, so it is kept for this night and tab alone. */
export function keepPace(perMinute: number): void {
  try {
    sessionStorage.setItem(PACE, String(perMinute));
  } catch {
    // as above
  }
}

export function recallPace(): number | null {
  try {
    const pace = Number(sessionStorage.getItem(PACE));
    return pace >= SLOWEST && pace <= FASTEST ? pace : null;
  } catch {
    return null;
  }
}

export function forgetNight(): void {
  try {
    sessionStorage.removeItem(PACE);
    sessionStorage.removeItem(PLACE);
    sessionStorage.removeItem(LINE);
  } catch {
    // as above
  }
}
