/** The reference of scenario files, in Markdown, from the schemas alone: one table a section, a row a key. */
import type { z } from 'zod';
import { WORLD_FACTS } from '../dream/compiled.ts';
import { SIGNALS } from '../expectations/signals.ts';
import { scenarioSchema, unitOf } from './schema.ts';

type Def = {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly defaultValue?: unknown;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly items?: readonly z.ZodType[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
};
const defOf = (schema: z.ZodType): Def => schema.def as unknown as Def;

interface Key {
  /** as it is written, from the section on: `storylets[].choices[].label` */
  readonly path: string;
  readonly type: string;
  readonly range: string;
  readonly unit: string;
  /** undefined: it must be written */
  readonly standard: string | undefined;
  readonly example: string;
  readonly about: string;
}

/** Formulas nest in themselves: their keys are told once. */
const DEEPEST = 12;

/** Peels defaults and options off. */
function bare(schema: z.ZodType): { schema: z.ZodType; standard: string | undefined; about: string } {
  let here = schema;
  let standard: string | undefined;
  let about = here.description ?? '';
  for (let def = defOf(here); def.innerType; def = defOf(here)) {
    if (def.type === 'default' || def.type === 'prefault') standard ??= shown(def.defaultValue);
    if (def.type === 'optional') standard ??= 'none';
    here = def.innerType;
    if (about === '') about = here.description ?? '';
  }
  return { schema: here, standard, about };
}

function shown(value: unknown): string {
  if (value === '') return "''";
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function typeOf(schema: z.ZodType): string {
  const def = defOf(schema);
  switch (def.type) {
    case 'enum':
      return Object.values(def.entries ?? {})
        .map((v) => (v === '' ? "''" : v))
        .join(' \\| ');
    case 'literal':
      return (def.values ?? []).map(String).join(' \\| ');
    case 'array':
      return `list of ${typeOf(bare(def.element as z.ZodType).schema)}`;
    case 'tuple':
      return `[${(def.items ?? []).map((i) => typeOf(bare(i).schema)).join(', ')}]`;
    case 'record':
      return 'map';
    case 'object':
      return 'keys';
    case 'union':
      return (def.options ?? []).map((o) => typeOf(bare(o).schema)).join(' or ');
    case 'string':
      return 'text';
    case 'boolean':
      return 'true \\| false';
    default:
      return (schema as { isInt?: boolean }).isInt ? 'whole number' : def.type;
  }
}

const finite = (n: number | null | undefined): n is number => typeof n === 'number' && n > -1e15 && n < 1e15;

function rangeOf(schema: z.ZodType): string {
  const { minValue, maxValue, minLength, maxLength } = schema as unknown as Record<string, number | null | undefined>;
  if (finite(minValue) && finite(maxValue)) return `${minValue} to ${maxValue}`;
  if (finite(minValue)) return `at least ${minValue}`;
  if (finite(maxValue)) return `at most ${maxValue}`;
  if (finite(maxLength)) return `${finite(minLength) ? minLength : 0} to ${maxLength} characters`;
  return '';
}

/** A value that the schema takes: its default, else the first word or the middle of its range. */
function exampleOf(name: string, schema: z.ZodType, standard: string | undefined): string {
  const def = defOf(schema);
  if (standard !== undefined && !['none', "''", '[]', '{}'].includes(standard)) return `${name}: ${standard}`;
  if (def.type === 'enum') return `${name}: ${Object.values(def.entries ?? {}).find((v) => v !== '') ?? ''}`;
  if (def.type === 'literal') return `${name}: ${String(def.values?.[0])}`;
  if (def.type === 'boolean') return `${name}: true`;
  const { minValue, maxValue } = schema as unknown as Record<string, number | null | undefined>;
  if (def.type === 'number' && finite(minValue) && finite(maxValue)) {
    const middle = (minValue + maxValue) / 2;
    return `${name}: ${(schema as { isInt?: boolean }).isInt ? middle - (middle % 1) : middle}`;
  }
  if (def.type === 'number') return `${name}: 1`;
  return '';
}

function keysUnder(schema: z.ZodType, path: string, seen: readonly z.ZodType[], out: Key[]): void {
  const { schema: here } = bare(schema);
  const def = defOf(here);
  if (seen.includes(here) || seen.length > DEEPEST) return;
  if (def.type === 'array') return keysUnder(def.element as z.ZodType, `${path}[]`, [...seen, here], out);
  if (def.type === 'record') return keysUnder(def.valueType as z.ZodType, `${path}.<name>`, [...seen, here], out);
  if (def.type === 'union') {
    for (const option of def.options ?? []) keysUnder(option, path, [...seen, here], out);
    return;
  }
  for (const [name, child] of Object.entries(def.shape ?? {})) {
    const { schema: value, standard, about } = bare(child);
    const full = path === '' ? name : `${path}.${name}`;
    out.push({
      path: full,
      type: typeOf(value),
      range: rangeOf(value),
      unit: unitOf(about),
      standard,
      example: exampleOf(name, value, standard),
      about,
    });
    keysUnder(child, full, [...seen, here], out);
  }
}

const cell = (text: string): string => text.replaceAll('\n', ' ').replace(/(?<!\\)\|/g, '\\|');
const code = (text: string): string => (text === '' ? '' : `\`${text.replaceAll('|', '\\|')}\``);

function tableOf(keys: readonly Key[]): string {
  const rows = keys.map(
    (k) =>
      `| ${code(k.path)} | ${k.type} | ${cell([k.range, k.unit].filter((t) => t !== '').join(' '))} | ${k.standard === undefined ? '**must be written**' : code(k.standard)} | ${code(k.example)} | ${cell(k.about)} |`,
  );
  return ['| key | type | range | default | example | what it is |', '|---|---|---|---|---|---|', ...rows].join('\n');
}

/** The whole document; `scenarios/REFERENCE.md` is it. */
export function referenceText(): string {
  const sections = Object.entries(defOf(scenarioSchema).shape ?? {});
  const top: Key[] = [];
  const parts: string[] = [];
  for (const [name, schema] of sections) {
    const keys: Key[] = [];
    keysUnder(schema, '', [], keys);
    if (keys.length === 0) {
      const { schema: value, standard, about } = bare(schema);
      top.push({
        path: name,
        type: typeOf(value),
        range: rangeOf(value),
        unit: '',
        standard,
        example: exampleOf(name, value, standard),
        about,
      });
    } else {
      const list = defOf(bare(schema).schema).type === 'array';
      parts.push(
        `## ${name}\n\n${bare(schema).about}${list ? `${bare(schema).about === '' ? '' : '\n\n'}A list; keys of one item:` : ''}\n\n${tableOf(list ? keys.map((k) => ({ ...k, path: k.path.replace(/^\[\]\./, '') })) : keys)}`,
      );
    }
  }
  const facts = Object.entries(WORLD_FACTS).map(([name, about]) => `| \`${name}\` | ${cell(about)} |`);
  const signals = Object.entries(SIGNALS).map(
    ([name, s]) =>
      `| \`${name}\` | ${s.of} | ${s.min} to ${s.max}${s.unit === '' ? '' : ` ${s.unit}`} | ${s.names ?? ''} | ${cell(s.says)} |`,
  );
  return `${[
    '# Reference of scenario files',
    'Made from the schemas by `npx dreamhaven docs --out scenarios/REFERENCE.md`; a test holds that it is up to date. How to begin is in [AUTHORING.md](AUTHORING.md).',
    `## At the top\n\n${tableOf(top)}`,
    ...parts,
    `## Facts\n\nWhat \`when\` and \`opens\` may ask for beside facts that choices set.\n\n| fact | what it is |\n|---|---|\n${facts.join('\n')}`,
    `## Signals\n\nWhat \`expect\` may ask for. A signal of a person is asked with \`each: person\`, or made one number with \`over\`.\n\n| signal | of | range | \`of\` names a | what it is |\n|---|---|---|---|---|\n${signals.join('\n')}`,
  ].join('\n\n')}\n`;
}
