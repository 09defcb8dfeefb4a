/** What a scenario file says of the guide: its name, where it waits, and its words. */
import { z } from 'zod';

const lines = (what: string) => z.array(z.string().min(1).max(160)).max(24).default([]).describe(what);

export const guideSchema = z.strictObject({
  name: z.string().min(1).max(24).default('Lull').describe('what people call it'),
  home: z.string().describe('symbol it waits at'),
  greet: lines('said on meeting somebody'),
  lead: lines('said on leading somebody to a symbol'),
  found: lines('said when somebody found a symbol without it'),
  probeEvery: z.number().min(20).max(600).default(75).describe('at most one question of its own in this long (s)'),
});
export type GuideSection = z.infer<typeof guideSchema>;
