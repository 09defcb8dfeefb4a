/** Governance at the start of a night, and what other systems may ask of it. */
import { max } from '../../kernel/math.ts';
import type { CompiledScenario } from '../compiled.ts';
import type { DeedEffect } from '../deeds.ts';
import { type CauseId, type ThemeTag, TICK_RATE, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import { charterWith } from './charter.ts';
import { DEFAULT_CEILING } from './gate.ts';
import { breach, districtOf, moveLegitimacy, tellOn } from './legitimacy.ts';
import type { Governance } from './model.ts';
import { raiseVoice, stepVoices } from './voices.ts';
import { propose, stepVotes } from './votes.ts';

export function beginGovernance(scenario: CompiledScenario): Governance {
  return {
    consents: {},
    limits: {},
    decided: {},
    stopped: {},
    hidden: {},
    comfort: {},
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
    council: { pressureUntil: 0, lastTick: 0, returned: false, because: [] },
    record: [],
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

/** Every tick a breach is told on; once a second voices and votes. */
export function stepGovernance(now: Moment): void {
  const { narrative } = now.world;
  if (!narrative.begun) return;
  const over = narrative.ending !== '';
  if (!over) tellOn(now);
  if (!now.every(TICK_RATE, 13)) return;
  stepVoices(now);
  if (!over) stepVotes(now);
}

/** What a choice in the story asks: one person's moves L by their share, the dream's by the whole. */
export function doGovernance(now: Moment, { deed, who, about, amount, because }: DeedEffect): void {
  switch (deed) {
    case 'breach':
      return learnedOf(now, about, who, because);
    case 'legitimacy': {
      const heads = now.dreamers().filter((w) => now.world.people.byId[w]?.kind !== 'agent').length;
      moveLegitimacy(
        now,
        who === 'dream' ? amount : amount / max(1, heads),
        'choice',
        because,
        who === 'dream' ? 'all' : districtOf(now, who),
      );
      return;
    }
    case 'propose':
      // one that cannot be put now is left: the story does not wait for it
      propose(now, who, about, because[0] ?? '');
      return;
    case 'stand':
      if (who !== 'dream') raiseVoice(now, who, because[0] ?? '');
  }
}

/** A breach of the story is one, whoever speaks of it: who chose knows, and tells on. */
function learnedOf(now: Moment, id: string, who: Who, because: readonly CauseId[]): void {
  const everybody = now.dreamers();
  breach(now, id, '', who === 'dream' ? everybody : [who], because, {}, true);
}

/** The facts of governance as they are now (`WORLD_FACTS`). */
export function governanceFacts({ governance }: World, dreaming: number): Record<string, number> {
  const { voices, protest, breaches, answers } = governance;
  let standing = 0;
  for (const who in voices) if (!voices[who]?.question) standing++;
  let statements = 0;
  for (const id in answers) if (Object.keys(answers[id] ?? {}).length * 2 > dreaming) statements++;
  return {
    breaches: breaches.filter((b) => b.known.length > 0).length,
    legitimacy: governance.legitimacy,
    standing,
    surges: protest.surges,
    reforms: protest.reforms,
    statements,
  };
}
