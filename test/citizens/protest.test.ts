/** A square of simulated citizens: a guide that breaks its word, or one held to it. */
import { describe, expect, test } from 'vitest';
import { createCast } from '../../shared/citizens/cast.ts';
import type { Command } from '../../shared/dream/commands.ts';
import type { CharterRule } from '../../shared/dream/compiled.ts';
import type { DreamEvent, EventType } from '../../shared/dream/events.ts';
import { stepDream } from '../../shared/dream/tick.ts';
import { createDream } from '../../shared/dream/world.ts';
import { council as board } from '../dream/governance/smallSquare.ts';
import { SMALL_GOVERNANCE, smallScenario } from '../dream/smallDream.ts';

const council = { ...board, home: 'plaza' };

/** The small light says something to whoever comes: more than its rule allows. */
function night(binding: boolean, size: number, seconds: number, seed = 1) {
  const rule: CharterRule = {
    id: 'hush',
    says: 'The light says nothing.',
    theme: '',
    kind: 'words',
    by: 'guide',
    most: 0.05,
    every: 0,
    binding,
  };
  const clauses = [
    { id: 'hold-it', says: 'It is held to it.', now: 'It is quiet.', adds: [{ ...rule, binding: true }], removes: [], does: {} },
  ];
  const base = smallScenario();
  const scenario = smallScenario({
    cast: [council],
    governance: { ...SMALL_GOVERNANCE, charter: [rule], clauses, statements: [{ id: 'fair', text: 'This is fair.' }] },
    guide: { ...base.guide, greet: ['There you are.'], lead: ['This way.'], found: ['You found it.'] },
  });
  const dream = createDream(scenario, seed);
  const cast = createCast(scenario, { seed, size });
  const events: DreamEvent[] = [];
  const refused: string[] = [];
  let commands: Command[] = [{ type: 'night.begin', by: 'dream', body: {} }];
  for (let t = 0; t < seconds * 20; t++) {
    const result = stepDream(dream, [...commands, ...cast.act(dream)]);
    commands = [];
    events.push(...result.events);
    for (const r of result.refused)
      if (['voice', 'propose', 'ballot', 'state', 'council'].includes(r.command.type)) refused.push(r.refusal.rule);
  }
  return { dream, refused, of: (type: EventType) => events.filter((e) => e.type === type) };
}

describe('simulated citizens', () => {
  const broken = night(false, 30, 260);

  test('stand, surge, vote and change the charter where it is broken, each by commands that are accepted', () => {
    const { of, dream, refused } = broken;
    expect(of('breach.happened').length).toBeGreaterThan(3);
    expect(of('voice.raised').length).toBeGreaterThan(5);
    expect(of('surge.rose').length).toBeGreaterThanOrEqual(1);
    expect(of('reform.passed')[0]?.about).toBe('hold-it');
    expect(dream.world.governance.charter[0]?.binding).toBe(true);
    expect(dream.world.narrative.facts.statements).toBe(1);
    expect(refused.filter((rule) => !rule.startsWith('propose.'))).toEqual([]);
  });

  test('the council answers, and its acts move L', () => {
    expect(broken.of('council.acted').length).toBeGreaterThanOrEqual(2);
    expect(broken.of('legitimacy.moved').some((e) => e.data.why === 'concede' || e.data.why === 'deny' || e.data.why === 'restrict')).toBe(
      true,
    );
  });

  test('a guide that is held to the charter: nobody stands, no surge, L as it began', () => {
    const { of, dream } = night(true, 30, 120);
    expect(of('breach.happened')).toEqual([]);
    expect(of('voice.raised')).toEqual([]);
    expect(dream.world.governance.legitimacy).toBe(0.7);
  });
});
