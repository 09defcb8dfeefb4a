/** What a scenario file says of pace: how long the night may be. */
import { z } from 'zod';

export const orchestrationSchema = z.strictObject({
  minutes: z.number().min(10).max(40).default(22).describe('the most a night takes (min)'),
});
export type OrchestrationSection = z.infer<typeof orchestrationSchema>;
