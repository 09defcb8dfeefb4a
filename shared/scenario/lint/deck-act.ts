import { isActOf } from '../../dream/orchestration/agents.ts';
import { DECK, DECK_NAMES, type DeckAct } from '../../dream/orchestration/table.ts';
import { suggest } from '../paths.ts';
import type { Finding } from '../report.ts';
import { at, type MeaningRule } from './rule.ts';

const RULE = 'deck-act';
/** Names for "the one that fits now", and what acts they can be for. */
const FITTING: Readonly<Record<string, readonly DeckAct['about'][]>> = {
  '@shadow': ['place'],
  '@symbol': ['symbol', 'place'],
  '@chosen': ['event'],
  '@top': ['top'],
  '@clause': ['clause'],
};

export const deckAct: MeaningRule = {
  name: RULE,
  about:
    'a rule of an agent that its deck can never do: an act of another role, an amount out of range, nothing it is about; or a curve that goes back in time',
  check(whole) {
    const { curve, events, agents } = whole.scenario.orchestration;
    const findings: Finding[] = [];
    const storylets = whole.scenario.narrative.storylets.map((s) => s.id);
    for (const [i, point] of curve.entries()) {
      const before = curve[i - 1];
      if (before && point[0] <= before[0]) {
        const reason = `minute ${point[0]} comes after minute ${before[0]}`;
        findings.push(at(whole, RULE, ['orchestration', 'curve', i, 0], reason, 'write the points in the order of time'));
      }
    }
    for (const [i, id] of events.entries()) {
      if (storylets.includes(id)) continue;
      findings.push(at(whole, RULE, ['orchestration', 'events', i], `no storylet is called "${id}"`, suggest(id, storylets)));
    }
    for (const [i, rule] of agents.entries()) {
      const path = ['orchestration', 'agents', i];
      if (!isActOf(rule.role, rule.does)) {
        const own = DECK_NAMES.filter((name) => DECK[name].role === rule.role);
        findings.push(at(whole, RULE, [...path, 'does'], `the ${rule.role} has no act "${rule.does}"`, suggest(rule.does, own)));
        continue;
      }
      const card: DeckAct = DECK[rule.does];
      const { amount } = card;
      if (amount && rule.amount !== amount.or && (rule.amount < amount.least || rule.amount > amount.most)) {
        const reason = `${rule.does} takes ${amount.least} to ${amount.most} ${amount.unit}, this is ${rule.amount}`;
        findings.push(at(whole, RULE, [...path, 'amount'], reason, 'choose within the range'));
      }
      if (card.command === 'deck.words' && rule.words.trim() === '')
        findings.push(at(whole, RULE, [...path, 'does'], `${rule.does} needs words`, 'write `words`'));
      if (rule.about.startsWith('@') && !FITTING[rule.about]?.includes(card.about)) {
        const fits = Object.keys(FITTING).filter((name) => FITTING[name]?.includes(card.about));
        findings.push(
          at(whole, RULE, [...path, 'about'], `${rule.does} cannot be about ${rule.about}`, `one of ${fits.join(', ') || 'nothing'}`),
        );
      }
    }
    return findings;
  },
};
