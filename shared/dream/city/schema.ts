/** What a scenario file says of the city: the wounds its night is designed toward, and the districts that dream it together. */
import { z } from 'zod';

const id = (what: string) => z.string().min(1).max(40).describe(what);

export const citySchema = z.strictObject({
  wounds: z
    .array(
      z.strictObject({
        id: id('name, for files'),
        name: z.string().min(1).max(80).describe('what happened, for people'),
        open: z.number().min(0).max(1).default(0.5).describe('how open it is (0 closed .. 1 wide)'),
        themes: z.array(z.string()).max(8).default([]).describe('themes that carry it'),
      }),
    )
    .max(12)
    .default([])
    .describe('hurts of the city; the first is the one tonight is designed toward'),
  districts: z
    .array(
      z.strictObject({
        id: id('name, for files'),
        name: z.string().min(1).max(60).describe('name, for people'),
        regions: z.array(z.string()).min(1).max(24).describe('regions of the map that are its ground'),
        cloth: z
          .enum(['clay', 'honey', 'sage', 'teal', 'iris', 'mauve', 'stone', 'bark'])
          .optional()
          .describe('colour of its ground; not given: that of the night'),
        wound: z.string().default('').describe('wound of the city that shows there; empty for none'),
        legitimacy: z
          .number()
          .min(0)
          .max(1)
          .optional()
          .describe('legitimacy of Dream Governance there at the start (0..1; not given: that of the city)'),
      }),
    )
    .max(6)
    .default([])
    .describe('districts that share the dream, each with its own legitimacy'),
});
export type CitySection = z.infer<typeof citySchema>;
