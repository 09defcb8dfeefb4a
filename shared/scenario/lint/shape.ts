/** Checks one tree against its schema and turns every refusal into findings. */
import type { z } from 'zod';
import type { Finding } from '../report.ts';
import { toPlain } from '../source.ts';
import { outOfRange } from './out-of-range.ts';
import type { Issue, Shape, ShapeRule } from './rule.ts';
import { unknownKey } from './unknown-key.ts';
import { wrongValue } from './wrong-value.ts';

/** In order; the last takes what no other took. */
export const SHAPE_RULES: readonly ShapeRule[] = [unknownKey, outOfRange, wrongValue];

/** Issues inside a union are told for the branch that came furthest. */
function open(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const branches = issue.errors.filter((e) => e.some((i) => i.path.length > 0 || i.code === 'unrecognized_keys'));
  const best = branches[0];
  return best ? best.map((i) => ({ ...i, path: [...issue.path, ...i.path] }) as Issue) : [issue];
}

export function checkShape<T extends z.ZodType>(
  shape: Omit<Shape, 'schema'> & { readonly schema: T },
): { value: z.infer<T> | null; findings: Finding[] } {
  const plain = toPlain(shape.tree);
  const result = shape.schema.safeParse(plain);
  if (result.success) return { value: result.data, findings: [] };
  const findings: Finding[] = [];
  for (const issue of result.error.issues.flatMap((i) => open(i as Issue))) {
    for (const rule of SHAPE_RULES) {
      const found = rule.check(issue, shape);
      if (!found) continue;
      findings.push(...found);
      break;
    }
  }
  // without its unknown keys the rest can still be told about in the same run
  for (const issue of result.error.issues) {
    if (issue.code === 'unrecognized_keys') drop(plain, issue.path, issue.keys);
  }
  return { value: shape.schema.safeParse(plain).data ?? null, findings };
}

/** Takes keys out of the object at a path; nothing where there is none. */
function drop(plain: unknown, path: readonly PropertyKey[], keys: readonly string[]): void {
  let at = plain;
  for (const step of path) at = typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[step] : undefined;
  if (typeof at !== 'object' || at === null) return;
  for (const key of keys) delete (at as Record<string, unknown>)[key];
}
