/** What a scenario file says of pace and roles: how long the night may be, how intense it should be when, what roles may seed, what agents do. */
import { z } from 'zod';

const bounds = z.union([
  z.number().describe('at least this much'),
  z.strictObject({ min: z.number().optional().describe('at least'), max: z.number().optional().describe('at most') }),
]);

const agentRuleSchema = z.strictObject({
  id: z.string().min(1).max(40).describe('name, for files and for "why?"'),
  role: z.enum(['orchestrator', 'narrator', 'steward', 'engineer']).describe('whose agent'),
  when: z.record(z.string(), bounds).default({}).describe('facts that must hold'),
  does: z.string().describe("act of that role's deck"),
  about: z
    .string()
    .max(60)
    .default('')
    .describe('what the act is about: an id, or @shadow, @symbol, @chosen, @top, @clause for one that fits now'),
  amount: z.number().min(-100).max(400).default(0).describe('how much, in the unit of the act'),
  words: z.string().max(120).default('').describe('what an act that writes says'),
  weight: z.number().min(0).max(10).default(1).describe('the heaviest rule that can be done is done (weight)'),
  why: z.string().min(1).max(140).describe('the reason, as the agent would give it'),
});

const haste = (who: string) =>
  z.number().min(0.5).max(2).default(1).describe(`reaction of ${who}, as a share of the usual 2 to 5 s (times)`);

export const orchestrationSchema = z.strictObject({
  minutes: z.number().min(10).max(40).default(22).describe('the most a night takes (min)'),
  curve: z
    .array(
      z.tuple([
        z.number().min(0).max(40).describe('since the night began (min)'),
        z.number().min(0).max(0.85).describe('intensity (0..0.85)'),
      ]),
    )
    .max(24)
    .default([])
    .describe('target intensity over the night, straight between points; none: rises to .65 at minute 13 and falls'),
  events: z.array(z.string()).max(40).default([]).describe('storylets the orchestrator may seed; none: any that comes by itself'),
  openings: z.array(z.string().min(1).max(120)).max(12).default([]).describe('opening lines the narrator chooses from backstage'),
  haste: z
    .strictObject({
      orchestrator: haste('the orchestrator'),
      narrator: haste('the narrator'),
      steward: haste('the steward'),
      engineer: haste('the engineer'),
    })
    .prefault({})
    .describe('how quick the agents are'),
  agents: z.array(agentRuleSchema).max(80).default([]).describe('what the agents do by themselves; none: the usual rules'),
});
export type OrchestrationSection = z.infer<typeof orchestrationSchema>;
