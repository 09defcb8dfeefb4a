import type { z } from 'zod';
import { schemaAt, unitOf } from '../schema.ts';
import { nodeAt } from '../source.ts';
import { at, type MeaningRule, type ShapeRule, type Whole } from './rule.ts';

/** "10..40 min", "at least 3", from the schema's own bounds. */
function range(schema: z.ZodType | undefined, unit: string): string {
  const { minValue, maxValue } = (schema ?? {}) as { minValue?: number | null; maxValue?: number | null };
  const low = typeof minValue === 'number' && minValue > -1e15 ? minValue : null;
  const high = typeof maxValue === 'number' && maxValue < 1e15 ? maxValue : null;
  const tail = unit === '' ? '' : ` ${unit}`;
  if (low !== null && high !== null) return `${low}..${high}${tail}`;
  return low !== null ? `at least ${low}${tail}` : `at most ${high}${tail}`;
}

export const outOfRange: ShapeRule = {
  name: 'out-of-range',
  about: 'a number, a text or a list beyond its bounds; names them with their unit',
  check(issue, shape) {
    if (issue.code !== 'too_small' && issue.code !== 'too_big') return null;
    const name = String(issue.path.at(-1) ?? 'this');
    const small = issue.code === 'too_small';
    const bound = Number(small ? issue.minimum : issue.maximum);
    if (issue.origin === 'string') {
      const reason = small ? `${name} is empty` : `${name} is longer than ${bound} characters`;
      return [at(shape, 'out-of-range', issue.path, reason, small ? 'write something, or leave the key out if it may be' : 'shorten it')];
    }
    if (issue.origin === 'array') {
      return [
        at(
          shape,
          'out-of-range',
          issue.path,
          `${name} needs at ${small ? 'least' : 'most'} ${bound} items`,
          small ? 'add some' : 'remove some',
        ),
      ];
    }
    const known = schemaAt(shape.schema, issue.path);
    const unit = unitOf(known?.description ?? '');
    const node = nodeAt(shape.tree, issue.path);
    const value = node.is === 'scalar' ? `${String(node.value)}${unit === '' ? '' : ` ${unit}`}` : 'outside';
    const bounds = range(known?.schema, unit);
    return [at(shape, 'out-of-range', issue.path, `${name} is ${value}, must be ${bounds}`, `choose a value of ${bounds}`)];
  },
};

/** No scene shows a theme stronger than the registry lets it be. */
export const themeRange: MeaningRule = {
  name: 'out-of-range',
  about: 'a storylet stronger than its theme may be',
  check(whole: Whole) {
    return whole.scenario.narrative.storylets.flatMap((s, i) => {
      const theme = whole.themes.list.find((t) => t.tag === s.theme);
      if (!theme || s.intensity <= theme.range[1]) return [];
      const path = ['narrative', 'storylets', i, 'intensity'];
      return [
        at(
          whole,
          'out-of-range',
          path,
          `intensity is ${s.intensity}, but ${theme.tag} is shown at most at ${theme.range[1]}`,
          `choose a value of at most ${theme.range[1]}`,
        ),
      ];
    });
  },
};
