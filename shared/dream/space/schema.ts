/** What a scenario file says of space: its Tiled map, how bridges grow, and the properties that objects of the map carry. */
import { z } from 'zod';

export const spaceSchema = z.strictObject({
  map: z
    .string()
    .regex(/\.tmj$/, 'a path that ends in .tmj')
    .describe('Tiled map of the place, JSON, beside this file; 32 px are 1 m'),
  bridges: z
    .strictObject({
      rate: z.number().min(0.05).max(2).default(0.3).describe('how fast a bridge grows under one breather in tune (m/s)'),
      decay: z.number().min(0).max(1).default(0.05).describe('how fast an unused bridge shrinks (m/s)'),
    })
    .prefault({})
    .describe('how bridges grow and shrink'),
  fog: z
    .number()
    .min(0)
    .max(80)
    .default(0)
    .describe('how far one sees while no bridge is whole; it lifts with each that is, and with all it is gone; 0: clear air (m)'),
});
export type SpaceSection = z.infer<typeof spaceSchema>;

export const symbolKinds = [
  'hourglass',
  'fountain',
  'harp',
  'well',
  'mirror',
  'tree',
  'door',
  'loom',
  'hearth',
  'bench',
  'cage',
  'train',
  'sea',
  'orchard',
  'stand',
] as const;

const title = (what: string) => z.string().min(1).max(40).describe(what);

/** Properties of a map object by its class. Place and size come from the object itself. */
export const mapProperties = {
  region: z.strictObject({
    title: title('name of the region, for people'),
    built: z.boolean().default(false).describe('made by hands: a round edge and inlaid rings, not grown ground'),
  }),
  bridge: z.strictObject({
    from: z.string().describe('region at the first point of the line'),
    to: z.string().describe('region at the last point of the line'),
    width: z.number().min(0.8).max(8).default(2.4).describe('whole width (m)'),
  }),
  symbol: z.strictObject({
    kind: z.enum(symbolKinds).describe('what is drawn'),
    title: title('name, for people'),
    verb: z.string().min(1).max(20).describe('the one verb shown beside the name'),
    theme: z.string().default('').describe('theme it carries; empty for none'),
  }),
  spawn: z.strictObject({}),
  collider: z.strictObject({}),
  loose: z.strictObject({
    kind: z
      .enum(['lantern', 'shard', 'door', 'loaf'])
      .describe('what it is; a door turns about its left end, a loaf gives light for 6 m where it is set down'),
    mass: z.number().min(0.1).max(200).default(2).describe('mass (kg)'),
  }),
} as const;
export type MapClass = keyof typeof mapProperties;
