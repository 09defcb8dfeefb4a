/** The registry of themes, `themes.yaml`: every hard thing that a night may touch, and what stands there for who would rather not. */
import { z } from 'zod';
import { symbolKinds } from '../dream/space/schema.ts';

/** One theme of the registry `themes.yaml`. */
export const themeSchema = z.strictObject({
  tag: z
    .string()
    .regex(/^[a-z]+(\.[a-z]+)*$/, 'small letters and dots')
    .describe('name, as storylets use it'),
  range: z.tuple([z.number().min(0).max(0.85), z.number().min(0).max(0.85)]).describe('weakest and strongest it is shown (0..1)'),
  healing: z.boolean().default(false).describe('true for what mends'),
  symbol: z.string().max(120).default('').describe('how it looks, for authors'),
  look: z.string().max(120).default('').describe('colour and sound, for authors'),
  neverShown: z.string().max(200).default('').describe('what no scene may show of it'),
  standIn: z.string().min(1).max(60).describe('what stands there for somebody with a line'),
  standInSymbol: z.enum(symbolKinds).describe('symbol kind drawn as the stand-in'),
  veil: z.string().min(1).max(160).describe('the one sentence for somebody with a veil'),
});

export const themesFileSchema = z.strictObject({ themes: z.array(themeSchema).min(1).max(60).describe('every theme there is') });
export type ThemesFile = z.infer<typeof themesFileSchema>;
