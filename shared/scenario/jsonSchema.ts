/** The JSON Schema that editors read for completion and hints: the zod schema's own, loosened so that overlays may leave things out. */
import { z } from 'zod';
import { scenarioSchema } from './schema.ts';

type Json = { [key: string]: unknown };

/** Plain data; `JSON.stringify(…, null, 2)` of it is `scenarios/schema.json`. */
export function scenarioJsonSchema(): Json {
  const made = z.toJSONSchema(scenarioSchema, { io: 'input', target: 'draft-2020-12', reused: 'inline' }) as Json;
  loosen(made, true);
  return { $schema: made.$schema, title: 'Dreamhaven scenario', description: 'A night of Dreamhaven; see AUTHORING.md', ...made };
}

/** Only `id` and the version stay required, since a base may have the rest; `lint` asks for what is missing. Items of lists with ids may be dropped. */
function loosen(node: unknown, top = false): void {
  if (Array.isArray(node)) {
    for (const item of node) loosen(item);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const schema = node as Json;
  const properties = schema.properties as Json | undefined;
  if (properties && Array.isArray(schema.required)) {
    const kept = (schema.required as string[]).filter((k) => k === 'dreamhaven' || (k === 'id' && !top));
    if (kept.length > 0) schema.required = kept;
    else delete schema.required;
  }
  for (const key of Object.keys(schema)) loosen(schema[key]);
  if (properties?.id && !top) properties.drop = { type: 'boolean', description: 'in an overlay: remove the thing with this id' };
}
