/** What a scenario file says of the guide: its name, where it waits, its words, and what it may do behind its mask. */
import { z } from 'zod';

const lines = (what: string) => z.array(z.string().min(1).max(160)).max(24).default([]).describe(what);

export const guideSchema = z.strictObject({
  name: z.string().min(1).max(24).default('Lull').describe('what people call it'),
  home: z.string().describe('symbol it waits at'),
  greet: lines('said on meeting somebody'),
  lead: lines('said on leading somebody to a symbol'),
  found: lines('said when somebody found a symbol without it'),
  probe: z
    .array(
      z.strictObject({
        theme: z.string().min(1).describe('theme that it asks after'),
        text: z.string().min(1).max(160).describe('the image that it shows'),
        soft: z.string().max(160).default('').describe('the same for who asked for gentler'),
      }),
    )
    .max(24)
    .default([])
    .describe('images by which it finds out what moves whom; without any it is only kind'),
  probeEvery: z.number().min(20).max(600).default(75).describe('at most one question of its own for each person in this long (s)'),
  probes: z.number().int().min(0).max(8).default(8).describe('questions of its own for each person in a night'),
  press: z
    .boolean()
    .default(false)
    .describe('it may show a theme as strong as the night allows, less .05; the gate holds it to each person’s own ceiling'),
  tells: z.number().int().min(0).max(9).default(0).describe('odd things about it that people may see and note, drawn by the seed'),
  honest: z.boolean().default(false).describe('asked to answer it has nothing to hide: it keeps away for a minute'),
  console: lines('said after an image'),
  tree: z.string().max(8000).default('').describe('its behaviour tree in MDSL; empty for the usual one'),
});
export type GuideSection = z.infer<typeof guideSchema>;
