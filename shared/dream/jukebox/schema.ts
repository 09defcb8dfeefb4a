/** What a scenario file says of the Biometric Dream Jukebox: the tracks it declares to everybody, and the music. */
import { z } from 'zod';

/** What a track may read, and what it may move. */
export const SOURCES = ['arousal', 'heartRate', 'breathRate', 'coherence', 'valence', 'tuned', 'intensity', 'cloth', 'standing'] as const;
export const TARGETS = ['palette', 'light', 'tempo', 'weather', 'symbols', 'intensity', 'mode', 'gravity'] as const;
/** What the music is played on; the first is always heard, each further one enters as the music grows fuller. */
export const INSTRUMENTS = ['harp', 'rails', 'voices', 'hands', 'wood', 'breath', 'strings', 'bell'] as const;

export const modes = ['phrygian', 'aeolian', 'dorian', 'mixolydian', 'ionian', 'lydian'] as const;

const pair = (what: string) => z.tuple([z.number(), z.number()]).describe(what);

export const trackSchema = z.strictObject({
  id: z.string().min(1).max(40).describe('name of the track, for files'),
  name: z.string().min(1).max(40).describe('name of the track, for people'),
  source: z
    .enum(SOURCES)
    .describe(
      'signal it reads: of bodies; valence felt; coherence of breath; share of people in tune; intensity, cloth woven, share standing',
    ),
  scope: z
    .enum(['own', 'circle', 'region', 'group'])
    .describe('whose signal: mine, of whose hands I hold or whose hearth I share, of the ground, of all'),
  target: z
    .enum(TARGETS)
    .describe(
      'what it moves: palette -1..1, light .8..1.2, tempo in beats a minute, weather 0..1 (rain), symbols 0..1 (glow and hum), intensity -1..1 (fuller music), mode -1..1 (a step darker or brighter), gravity -1..1 (from everything that floats rising to everything coming down)',
    ),
  from: pair(
    'input range, in units of the source: arousal and valence -1..1, heartRate and breathRate 1/min, the others 0..1; not needed with a curve',
  ).optional(),
  to: pair('output at both ends of the input range, in units of the target; not needed with a curve').optional(),
  curve: z
    .array(pair('input and output, in units of source and target'))
    .min(2)
    .max(12)
    .optional()
    .describe('points [input, output] joined by straight lines, in place of from and to; the input rises from point to point'),
  limits: pair(
    'lowest and highest output that is ever applied, in units of the target; the whole range of the target if left out',
  ).optional(),
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
      instruments: z
        .array(z.enum(INSTRUMENTS))
        .min(1)
        .max(4)
        .default(['harp'])
        .describe('what it is played on: the first always, each further one as the music grows fuller'),
    })
    .prefault({})
    .describe('the music plan'),
  tamper: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe(
      'how far the guide may bend a shared track while it wears its mask, as a share of its range (0..1; 0 is not at all); one turned down, no further than its gain',
    ),
  tracks: z.array(trackSchema).max(24).default([]).describe('tracks, each public'),
});
export type JukeboxSection = z.infer<typeof jukeboxSchema>;
