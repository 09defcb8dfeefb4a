/** The reference of scenario files, made from the schemas themselves: every key with its type, unit, default, range, an example and what it does. */
import { z } from 'zod';
import { WORLD_FACTS } from '../../dream/compiled.ts';
import { mapProperties } from '../../dream/space/schema.ts';
import { SIGNALS } from '../../expectations/signals.ts';
import { scenarioSchema, schemaAt, unitOf } from '../schema.ts';
import type { Path } from '../source.ts';
import { themesFileSchema } from '../themes.ts';

export interface Row {
  /** name of the key within its section */
  readonly key: string;
  readonly type: string;
  /** '' for a plain number or no number at all */
  readonly unit: string;
  /** `required`, `none` where it may be left out, or the value */
  readonly byDefault: string;
  readonly range: string;
  /** a value from a shipped scenario, as one writes it */
  readonly example: string;
  readonly says: string;
}

/** One table. `path` is where it stands in its file: "narrative.storylets[]". */
export interface Section {
  readonly file: 'dream.yaml' | 'map.tmj' | 'themes.yaml';
  readonly path: string;
  readonly says: string;
  readonly rows: readonly Row[];
}

/** Files of shipped scenarios as plain values; examples are looked up in them, first come first served. */
export interface Examples {
  readonly dreams: readonly unknown[];
  readonly maps: readonly unknown[];
  readonly themes: unknown;
}

interface Json {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
  readonly items?: Json;
  readonly prefixItems?: readonly Json[];
  readonly additionalProperties?: Json | boolean;
  readonly anyOf?: readonly Json[];
}

const jsonOf = (schema: z.ZodType): Json => z.toJSONSchema(schema, { io: 'input', reused: 'inline' }) as Json;

/** Every table, in the order of the files. */
export function reference(examples: Examples): Section[] {
  const things = Object.entries<z.ZodType>(mapProperties).map(([name, schema]) => {
    const told = examples.maps.flatMap((map) => objectsOf(map)).filter((o) => o.kind === name);
    return { name, schema, told: told.map((o) => o.properties) };
  });
  return [
    ...tables(new Root('dream.yaml', '', scenarioSchema), [], jsonOf(scenarioSchema), examples.dreams),
    ...things.flatMap(({ name, schema, told }) => tables(new Root('map.tmj', name, schema), [], jsonOf(schema), told)),
    ...tables(new Root('themes.yaml', '', themesFileSchema), [], jsonOf(themesFileSchema), [examples.themes]),
  ];
}

/** One schema that tables are made from, and how its paths are shown. */
class Root {
  readonly file: Section['file'];
  private readonly name: string;
  private readonly schema: z.ZodType;
  constructor(file: Section['file'], name: string, schema: z.ZodType) {
    this.file = file;
    this.name = name;
    this.schema = schema;
  }

  /** "narrative.storylets[]"; items of a list stand as step 0 */
  shown(path: Path): string {
    const inside = path.reduce<string>((all, step) => (step === 0 ? `${all}[]` : all === '' ? String(step) : `${all}.${String(step)}`), '');
    return this.name !== '' && inside !== '' ? `${this.name}.${inside}` : this.name + inside;
  }

  /** What the schema says of a key; JSON Schema forgets it where a schema stands in itself. */
  says(path: Path): string {
    return schemaAt(this.schema, path)?.description ?? '';
  }

  /** The sentence that the schema has for texts of the wrong form; JSON Schema has only the pattern. '' if there is none. */
  form(path: Path): string {
    const checks = (schemaAt(this.schema, path)?.schema.def as { checks?: readonly z.core.$ZodCheck[] } | undefined)?.checks ?? [];
    for (const { _zod } of checks) {
      const { format, error } = _zod.def as unknown as { format?: string; error?: (issue: object) => unknown };
      const said = format === 'regex' ? error?.({}) : undefined;
      if (typeof said === 'string') return said;
    }
    return '';
  }
}

/** The table of an object, then those of the objects inside it. */
function tables(root: Root, path: Path, schema: Json, found: readonly unknown[]): Section[] {
  const keys = Object.entries(schema.properties ?? {});
  const rows = keys.map(([key, value]) => {
    const row = rowOf(key, value, schema.required?.includes(key) === true, valuesAt(found, key));
    const says = row.says === '' ? root.says([...path, key]) : row.says;
    return { ...row, says, range: row.range === '' ? root.form([...path, key]) : row.range };
  });
  const inner = keys.flatMap(([key, value]) => {
    const values = valuesAt(found, key);
    if (value.properties) return tables(root, [...path, key], value, values);
    const about = { description: value.description ?? '', ...value.items };
    return value.items?.properties ? tables(root, [...path, key, 0], about, values.flat()) : [];
  });
  return [{ file: root.file, path: root.shown(path), says: schema.description ?? '', rows }, ...inner];
}

function rowOf(key: string, schema: Json, required: boolean, found: readonly unknown[]): Row {
  const description = schema.description ?? '';
  const unit = unitOf(description);
  const says = unit === '' ? description : description.slice(0, -unit.length - 2).trim();
  const nested = schema.properties !== undefined || schema.items?.properties !== undefined;
  const { default: value } = schema;
  const told = found.find((v) => !isEmpty(v)) ?? found[0] ?? schema.const ?? schema.enum?.[0] ?? value;
  return {
    key,
    type: typeOf(schema),
    unit,
    byDefault:
      value !== undefined
        ? nested && isEmpty(value) && !Array.isArray(value)
          ? 'as below'
          : inline(value)
        : required
          ? 'required'
          : 'none',
    range: rangeOf(schema),
    example: nested ? 'below' : told === undefined ? '' : inline(told),
    says,
  };
}

function typeOf(schema: Json): string {
  if (schema.const !== undefined) return inline(schema.const);
  // only a formula stands in itself
  if (schema.$ref !== undefined) return 'formula';
  if (schema.enum) return 'word';
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.prefixItems) return `list of ${schema.prefixItems.length} ${typeOf(schema.prefixItems[0] ?? {})}s`;
  if (schema.items) return schema.items.properties ? 'list of things' : `list of ${plural(typeOf(schema.items))}`;
  if (schema.properties) return schema.properties.min && schema.properties.max ? '{ min, max }' : 'section';
  if (typeof schema.additionalProperties === 'object') return `names, each with ${typeOf(schema.additionalProperties)}`;
  const names: Readonly<Record<string, string>> = { string: 'text', number: 'number', integer: 'whole number', boolean: 'true or false' };
  return names[schema.type ?? ''] ?? schema.type ?? '';
}

const plural = (type: string): string =>
  type === 'number' || type === 'word' || type === 'formula' ? `${type}s` : type === 'text' ? 'texts' : type;

function rangeOf(schema: Json): string {
  if (schema.enum) return schema.enum.map((word) => (word === '' ? "''" : String(word))).join(', ');
  if (schema.prefixItems) return rangeOf(schema.prefixItems[0] ?? {});
  const between = (low: number | undefined, high: number | undefined, what: string): string => {
    const [a, b] = [low !== undefined && low > -1e15 ? low : undefined, high !== undefined && high < 1e15 ? high : undefined];
    if (a === undefined && b === undefined) return '';
    return `${b === undefined ? `at least ${a}` : a === undefined || (a === 0 && what !== '') ? `at most ${b}` : `${a} to ${b}`}${what}`;
  };
  const items = between(schema.minItems, schema.maxItems, ' items');
  if (items !== '') return items;
  const length = between(schema.minLength, schema.maxLength, ' characters');
  return length !== '' ? length : between(schema.minimum, schema.maximum, '');
}

/** What stands under a key in any of these values. */
function valuesAt(found: readonly unknown[], key: string): unknown[] {
  return found.flatMap((v) => (typeof v === 'object' && v !== null && Object.hasOwn(v, key) ? [(v as Record<string, unknown>)[key]] : []));
}

const isEmpty = (value: unknown): boolean =>
  value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** Longest example, characters. */
const LONGEST = 60;

/** A value as one line of YAML; long ones end in an ellipsis. */
function inline(value: unknown): string {
  const whole = written(value);
  const text = Array.isArray(value) && value.length > 1 && whole.length > LONGEST ? `[${written(value[0], true)}, …]` : whole;
  return text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()}…` : text;
}

function written(value: unknown, inside = false): string {
  if (Array.isArray(value)) return `[${value.map((v) => written(v, true)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const inner = Object.entries(value).map(([k, v]) => `${k}: ${written(v, true)}`);
    return inner.length === 0 ? '{}' : `{ ${inner.join(', ')} }`;
  }
  if (typeof value !== 'string') return String(value);
  const line = value.trim().split('\n')[0] ?? '';
  return line === '' ? "''" : inside && !/^[\w.-]+$/.test(line) ? JSON.stringify(line) : line;
}

/** Objects of a Tiled map with their class and properties as plain values. */
function objectsOf(map: unknown): { kind: string; properties: Record<string, unknown> }[] {
  return valuesAt(valuesAt([map], 'layers').flat(), 'objects')
    .flat()
    .map((o) => {
      const properties: Record<string, unknown> = {};
      for (const p of valuesAt([o], 'properties').flat()) properties[String(valuesAt([p], 'name')[0])] = valuesAt([p], 'value')[0];
      return { kind: String(valuesAt([o], 'type')[0] ?? ''), properties };
    });
}

/** Facts that the dream itself keeps, name and meaning. */
export const FACTS: readonly (readonly [string, string])[] = [
  ...Object.entries(WORLD_FACTS),
  ['at.<symbol>', '1 for a person within 6 m of the symbol'],
  ['here.<region>', '1 for a person on that ground'],
  ['seen.<storylet>', '1 for a person who met it, or the talk of that name'],
  ['whole.<bridge>', '1 once that bridge was grown whole'],
];

/** Signals that `expect:` may ask for: name, of what, unit and meaning. */
export const SIGNAL_ROWS: readonly (readonly [name: string, of: string, unit: string, says: string])[] = Object.entries(SIGNALS).map(
  ([name, { of, names, unit, says }]) => [name, names ? `${of}, \`of\` a ${names}` : of, unit, says],
);
