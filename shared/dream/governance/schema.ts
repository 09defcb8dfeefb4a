/** What a scenario file says of limits, of the charter and of who may change it. The floor (consent, lines, stop card, leaving) is not a setting and stands in no file. */
import { z } from 'zod';

const id = (what: string) =>
  z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, 'small letters, digits and dashes')
    .describe(what);

export const CHARTER_ROLES = ['', 'guide', 'dream', 'orchestrator', 'narrator', 'steward', 'engineer', 'council'] as const;
const EFFECT_KINDS = ['', 'image', 'sound', 'intensity', 'question', 'touch', 'words'] as const;

const ruleSchema = z.strictObject({
  id: id('name of the rule; the gate calls it charter.<id>'),
  says: z.string().min(1).max(140).describe('the rule in one plain sentence, for people'),
  theme: z.string().default('').describe('theme it speaks of; empty for any'),
  kind: z.enum(EFFECT_KINDS).default('').describe('kind of effect it speaks of; empty for any'),
  by: z.enum(CHARTER_ROLES).default('').describe('whose effects: guide, dream or a role; empty for all'),
  most: z.number().min(0).max(1).default(1).describe('strongest intensity allowed (0..1; 0 is not at all)'),
  every: z.number().min(0).max(3600).default(0).describe('at most once to a person in this long (s; 0 is as often as one likes)'),
  binding: z
    .boolean()
    .default(true)
    .describe('true: the gate holds effects to it; false: on paper only, what exceeds it passes and is a breach'),
});

const clauseSchema = z.strictObject({
  id: id('name of the clause'),
  says: z.string().min(1).max(140).describe('the clause in one plain sentence'),
  now: z.string().min(1).max(140).describe('what changes now, in one plain sentence'),
  adds: z.array(ruleSchema).max(8).default([]).describe('rules it brings, in the place of those of the same id'),
  removes: z.array(z.string()).max(8).default([]).describe('ids of rules it takes away'),
  does: z.record(z.string(), z.string().min(1).max(24)).default({}).describe('what else it asks of a role: guide: ask, show or unmasked'),
});

const lines = (when: string) => z.array(z.string().min(1).max(160)).max(12).default([]).describe(`said ${when}`);

export const governanceSchema = z.strictObject({
  ceiling: z.number().min(0.2).max(0.85).default(0.5).describe('loudest a scene may be before personal limits (0..1, floor caps .85)'),
  legitimacy: z.number().min(0).max(1).default(0.7).describe('legitimacy of Dream Governance at the start (0..1)'),
  charter: z.array(ruleSchema).max(24).default([]).describe('rules in force at the start; the gate applies them after the floor'),
  clauses: z.array(clauseSchema).max(24).default([]).describe('changes of the charter that can be put to the vote'),
  statements: z
    .array(
      z.strictObject({ id: id('name of the statement'), text: z.string().min(1).max(140).describe('what people agree or disagree with') }),
    )
    .max(40)
    .default([])
    .describe('statements for everybody to answer'),
  surge: z
    .strictObject({
      share: z.number().min(0.05).max(1).default(0.25).describe('share of those present that must stand (0..1)'),
      hold: z.number().min(1).max(120).default(15).describe('for this long (s)'),
      every: z.number().min(30).max(3600).default(240).describe('at most one surge in this long (s)'),
    })
    .prefault({})
    .describe('when raised voices become a surge, which opens a vote'),
  quorum: z.number().min(0).max(1).default(0.4).describe('share of those present that must vote (0..1)'),
  council: z
    .strictObject({
      name: z.string().min(1).max(40).default('Dream Governance').describe('what it is called'),
      pride: z.number().min(0).max(1).default(0.5).describe('how long it denies (0..1)'),
      fear: z.number().min(0).max(1).default(0.5).describe('how soon it restricts (0..1)'),
      conscience: z.number().min(0).max(1).default(0.5).describe('how soon it concedes and reforms (0..1)'),
      lines: z
        .strictObject({
          restrict: lines('when it restricts'),
          deny: lines('when it denies a breach'),
          spin: lines('when it makes a breach sound better'),
          return: lines('when it puts the guide back'),
          concede: lines('when it owns a breach'),
          reform: lines('when it puts a clause to the vote itself'),
        })
        .prefault({})
        .describe('what it says, by act'),
    })
    .prefault({})
    .describe('the council of Dream Governance: who answers demands'),
});
export type GovernanceSection = z.infer<typeof governanceSchema>;
