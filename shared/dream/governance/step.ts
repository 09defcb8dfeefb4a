/** Governance at the start of a night, and what other systems may ask of it. */
import type { CauseId, ThemeTag, Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { DEFAULT_CEILING } from './gate.ts';
import type { Governance } from './model.ts';

export function beginGovernance(): Governance {
  return {
    consents: {},
    limits: {},
    decided: {},
    stopped: {},
    hidden: {},
    comfort: {},
    cards: {},
    judged: { allowed: 0, softened: 0, substituted: 0, refused: 0 },
  };
}

/** Puts a veil over a theme for one person, for what they did themselves (they turned away twice). A line stays a line. */
export function veilFor(now: Moment, who: Who, theme: ThemeTag, because: CauseId): void {
  const { governance } = now.world;
  const old = governance.limits[who] ?? { lines: [], veils: [], ceiling: DEFAULT_CEILING };
  if (old.lines.includes(theme) || old.veils.includes(theme)) return;
  governance.limits[who] = { lines: old.lines, veils: [...old.veils, theme], ceiling: old.ceiling };
  governance.decided[who] = because;
}
