/** What a scenario file says of limits. The floor (consent, lines, stop card, leaving) is not a setting and stands in no file. */
import { z } from 'zod';

export const governanceSchema = z.strictObject({
  ceiling: z.number().min(0.2).max(0.85).default(0.5).describe('loudest a scene may be before personal limits (0..1, floor caps .85)'),
});
export type GovernanceSection = z.infer<typeof governanceSchema>;
