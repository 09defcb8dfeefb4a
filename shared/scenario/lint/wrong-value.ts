import { suggest } from '../paths.ts';
import { schemaAt } from '../schema.ts';
import { nodeAt, showPath, type Traced } from '../source.ts';
import { at, type Issue, type ShapeRule } from './rule.ts';

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map of keys',
  array: 'a list',
  record: 'a map of keys',
  tuple: 'a list',
};

function kindOf(node: Traced): string {
  if (node.is !== 'scalar') return node.is === 'map' ? 'a map of keys' : 'a list';
  if (node.value === null) return 'empty';
  return typeof node.value === 'string' ? `the text "${node.value.slice(0, 40)}"` : String(node.value);
}

/** True when the tree has nothing at the path. */
function absent(tree: Traced, path: readonly PropertyKey[]): boolean {
  const around = nodeAt(tree, path.slice(0, -1));
  return path.length > 0 && around.is === 'map' && !around.entries.has(String(path.at(-1)));
}

function wanted(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? `a ${issue.expected}`;
    case 'invalid_value':
      return issue.values.length === 1
        ? JSON.stringify(issue.values[0])
        : `one of ${issue.values.map((v) => (v === '' ? "''" : String(v))).join(', ')}`;
    case 'invalid_format':
      return issue.message;
    case 'invalid_union':
      return 'a number or a map with min and max';
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'another word';
    default:
      return issue.message;
  }
}

export const wrongValue: ShapeRule = {
  name: 'wrong-value',
  about: 'a value of the wrong kind, a word outside its list, or a key that is missing',
  check(issue, shape) {
    const name = String(issue.path.at(-1) ?? 'the file');
    if (absent(shape.tree, issue.path)) {
      const known = schemaAt(shape.schema, issue.path);
      const about = known?.description ? `: ${known.description}` : '';
      return [at(shape, 'wrong-value', issue.path, `${name} is missing${around(issue.path)}`, `add \`${name}\`${about}`)];
    }
    const want = wanted(issue);
    const node = nodeAt(shape.tree, issue.path);
    const fix =
      issue.code === 'invalid_value' && node.is === 'scalar' && typeof node.value === 'string'
        ? suggest(node.value, issue.values.map(String))
        : `write ${want}`;
    const key = issue.code === 'invalid_key';
    return [at(shape, 'wrong-value', issue.path, `${name} must be ${want}${key ? '' : `, not ${kindOf(node)}`}`, fix, { key })];
  },
};

function around(path: readonly PropertyKey[]): string {
  const shown = showPath(path.slice(0, -1));
  return shown === '' ? '' : ` in ${shown}`;
}
