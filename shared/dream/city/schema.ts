/** What a scenario file says of the city: the wounds its night is designed toward. */
import { z } from 'zod';

export const citySchema = z.strictObject({
  wounds: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(40).describe('name, for files'),
        name: z.string().min(1).max(80).describe('what happened, for people'),
        open: z.number().min(0).max(1).default(0.5).describe('how open it is (0 closed .. 1 wide)'),
        themes: z.array(z.string()).max(8).default([]).describe('themes that carry it'),
      }),
    )
    .max(12)
    .default([])
    .describe('hurts of the city'),
});
export type CitySection = z.infer<typeof citySchema>;
