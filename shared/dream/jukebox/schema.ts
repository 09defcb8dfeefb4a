/** What a scenario file says of the Biometric Dream Jukebox: the tracks it declares to everybody, and the music. */
import { z } from 'zod';

export const modes = ['phrygian', 'aeolian', 'dorian', 'mixolydian', 'ionian', 'lydian'] as const;

const pair = (what: string) => z.tuple([z.number(), z.number()]).describe(what);

export const trackSchema = z.strictObject({
  id: z.string().min(1).max(40).describe('name of the track, for files'),
  name: z.string().min(1).max(40).describe('name of the track, for people'),
  source: z.enum(['arousal', 'heartRate', 'breathRate', 'coherence', 'valence']).describe('signal it reads'),
  scope: z.enum(['own', 'region', 'group']).describe('whose signal'),
  target: z.enum(['palette', 'light', 'tempo']).describe('what it moves: palette -1..1, light .8..1.2, tempo in beats a minute'),
  from: pair('input range, in units of the source: arousal and valence -1..1, heartRate 1/min, breathRate 1/min, coherence 0..1'),
  to: pair('output at both ends of the input range, in units of the target'),
  smoothing: z.number().min(0.5).max(60).default(6).describe('time constant (s)'),
  gain: z.number().min(0).max(1.5).default(1).describe('how much of it is applied (0..1.5)'),
  purpose: z.enum(['own-view', 'group']).describe('consent it needs: own-view steers only my picture, group the common one'),
  says: z.string().min(1).max(120).describe('one public sentence that says what it does'),
});

export const jukeboxSchema = z.strictObject({
  music: z
    .strictObject({
      mode: z.enum(modes).default('dorian').describe('mode the night begins in'),
      low: z.number().min(40).max(140).default(60).describe('slowest tempo (beats/min)'),
      high: z.number().min(40).max(140).default(72).describe('fastest tempo (beats/min)'),
    })
    .prefault({})
    .describe('the music plan'),
  tracks: z.array(trackSchema).max(24).default([]).describe('tracks, each public'),
});
export type JukeboxSection = z.infer<typeof jukeboxSchema>;
