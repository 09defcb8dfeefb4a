/** Who this tab is tonight: the server's signed token and what was chosen at joining. sessionStorage: gone with the tab. */
import type { Joining } from './Join.tsx';

export interface KeptNight {
  readonly joining: Joining;
  readonly token: string;
}

const PLACE = 'dreamhaven.night';
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

export function forgetNight(): void {
  try {
    sessionStorage.removeItem(PLACE);
    sessionStorage.removeItem(LINE);
  } catch {
    // as above
  }
}
