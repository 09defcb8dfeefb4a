/** A scenario file: the sections of the systems, one key each. */
import { z } from 'zod';
import { affectSchema } from '../dream/affect/schema.ts';
import { citySchema } from '../dream/city/schema.ts';
import { governanceSchema } from '../dream/governance/schema.ts';
import { guideSchema } from '../dream/guide/schema.ts';
import { jukeboxSchema } from '../dream/jukebox/schema.ts';
import { narrativeSchema } from '../dream/narrative/schema.ts';
import { orchestrationSchema } from '../dream/orchestration/schema.ts';
import { peopleSchema } from '../dream/people/schema.ts';
import { spaceSchema } from '../dream/space/schema.ts';
import { expectSchema } from '../expectations/schema.ts';

export const scenarioSchema = z.strictObject({
  dreamhaven: z.literal(1).describe('version of this format'),
  extends: z
    .string()
    .optional()
    .describe('scenario file that this one overlays: maps merge, lists of things with an `id` merge by it; `drop: true` removes one'),
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'small letters, digits and dashes')
    .describe('name of the scenario, for files and addresses'),
  title: z.string().min(1).max(60).describe('name of the night, for people'),
  summary: z.string().max(300).default('').describe('one or two sentences for the lobby'),
  next: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'the name of a folder: small letters, digits and dashes')
    .optional()
    .describe('folder beside this one with the night that follows in its campaign'),
  space: spaceSchema.describe('the place, and how its bridges grow'),
  affect: affectSchema.prefault({}).describe('breathing together'),
  jukebox: jukeboxSchema.prefault({}).describe('what bodies may move, and the music'),
  narrative: narrativeSchema.describe('the story: acts, storylets, talks, shadows, the cloth in the sky'),
  guide: guideSchema.describe('the small light that shows people about'),
  orchestration: orchestrationSchema.prefault({}).describe('pace'),
  governance: governanceSchema.prefault({}).describe('limits of the fiction; consent, lines and the stop card are no settings'),
  city: citySchema.prefault({}).describe('the city that dreams'),
  people: peopleSchema.prefault({}).describe('who is there beside those who come'),
  expect: expectSchema.default([]).describe('what every session must be like; `dreamhaven test` checks it'),
});
export type ScenarioFile = z.infer<typeof scenarioSchema>;

type Def = {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly items?: readonly z.ZodType[];
  readonly options?: readonly z.ZodType[];
};

/** What a schema says of the value at a path: the schema without defaults, and its description. Null if nothing is said. */
export function schemaAt(schema: z.ZodType, path: readonly PropertyKey[]): { schema: z.ZodType; description: string } | null {
  let here = schema;
  let description = here.description ?? '';
  for (let i = 0; ; i++) {
    let def = here.def as unknown as Def;
    while (def.innerType) {
      here = def.innerType;
      if (description === '') description = here.description ?? '';
      def = here.def as unknown as Def;
    }
    if (i === path.length) return { schema: here, description };
    const next = childOf(def, path[i] as PropertyKey);
    if (!next) return null;
    here = next;
    description = here.description ?? '';
  }
}

function childOf(def: Def, step: PropertyKey): z.ZodType | undefined {
  switch (def.type) {
    case 'object':
      return def.shape?.[String(step)];
    case 'array':
      return def.element;
    case 'record':
      return def.valueType;
    case 'tuple':
      return def.items?.[Number(step)];
    case 'union':
      return def.options?.map((option) => childOf(option.def as unknown as Def, step)).find((child) => child !== undefined);
    default:
      return undefined;
  }
}

/** The unit in a description's closing brackets: "how long a night lasts (min)" gives "min". */
export function unitOf(description: string): string {
  const found = /\(([^()]+)\)$/.exec(description)?.[1] ?? '';
  return /^0\.\.1|^-1\.\.1|^0 /.test(found) ? '' : found;
}

/** Keys of an object schema, in its order; of a choice between schemas, those of all. */
export function keysOf(schema: z.ZodType): string[] {
  const { shape, options } = schema.def as unknown as Def;
  return shape ? Object.keys(shape) : (options ?? []).flatMap(keysOf);
}
