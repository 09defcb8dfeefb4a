/** What a scenario file says of breathing together. */
import { z } from 'zod';

export const affectSchema = z.strictObject({
  coherence: z
    .strictObject({
      window: z.number().min(5).max(60).default(20).describe('turns of breath this old still count (s)'),
      zero: z.number().min(0).max(0.6).default(0.2).describe('coherence C that gives no answer, g = 0 (0..1)'),
      span: z.number().min(0.1).max(0.9).default(0.5).describe('C above zero that gives the whole answer, g = 1 (0..1)'),
    })
    .prefault({})
    .describe('how exact "together" must be'),
  air: z
    .strictObject({
      diffusion: z.number().min(0).default(1).describe('how fast a feeling spreads from where it was left; 0 keeps it there (m^2/s)'),
    })
    .prefault({})
    .describe('the air of feeling between people'),
});
export type AffectSection = z.infer<typeof affectSchema>;
