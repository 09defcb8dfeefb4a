import { suggest } from '../paths.ts';
import { keysOf, schemaAt } from '../schema.ts';
import { showPath } from '../source.ts';
import { at, type ShapeRule } from './rule.ts';

export const unknownKey: ShapeRule = {
  name: 'unknown-key',
  about: 'a key that no section knows; names the nearest that one does',
  check(issue, shape) {
    if (issue.code !== 'unrecognized_keys') return null;
    const known = schemaAt(shape.schema, issue.path);
    const names = known ? keysOf(known.schema) : [];
    const around = showPath(issue.path);
    return issue.keys.map((key) =>
      at(
        shape,
        'unknown-key',
        [...issue.path, key],
        `"${key}" is no key of ${around === '' ? shape.prefix || 'a scenario' : around}`,
        suggest(key, names),
        { key: true },
      ),
    );
  },
};
