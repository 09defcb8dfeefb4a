/** Governance at the start of a night, and what other systems may ask of it. */
import type { CompiledScenario } from '../compiled.ts';
import type { CauseId, ThemeTag, Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import { charterWith } from './charter.ts';
import { DEFAULT_CEILING } from './gate.ts';
import type { Governance } from './model.ts';

export function beginGovernance(scenario: CompiledScenario): Governance {
  return {
    consents: {},
    limits: {},
    decided: {},
    stopped: {},
    hidden: {},
    cards: {},
    judged: { allowed: 0, softened: 0, substituted: 0, refused: 0 },
    charter: charterWith(scenario.governance.charter, []),
    adopted: [],
    lastOf: {},
    legitimacy: scenario.governance.legitimacy,
    breaches: [],
    voices: {},
    protest: { surges: 0, reforms: 0, surgeTick: 0, enoughSince: 0, because: [] },
    vote: null,
    lastVote: null,
    proposed: [],
    answers: {},
    council: { pressureUntil: 0, lastTick: 0, last: null, because: [] },
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

/** Another scenario in mid-night: its charter, and what was voted so far on top. */
export function adoptGovernance({ governance }: World, next: CompiledScenario): void {
  governance.charter = charterWith(next.governance.charter, governance.adopted);
  const known = new Set(next.governance.clauses.map((c) => c.id));
  governance.proposed = governance.proposed.filter((p) => known.has(p.clause));
  if (governance.vote && !governance.vote.options.every((id) => known.has(id))) governance.vote = null;
}
