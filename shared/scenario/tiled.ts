/** Reading Tiled's JSON as a traced tree: children, plain values, lists, and an object's own properties. */
import { abs } from '../kernel/math.ts';
import type { Place } from './report.ts';
import type { Traced } from './source.ts';

export const child = (node: Traced | undefined, key: string): Traced | undefined =>
  node?.is === 'map' ? node.entries.get(key)?.node : undefined;
export const scalar = (node: Traced | undefined, key: string): unknown => {
  const found = child(node, key);
  return found?.is === 'scalar' ? found.value : undefined;
};
export const number = (node: Traced | undefined, key: string): number => {
  const value = scalar(node, key);
  return typeof value === 'number' && abs(value) < 1e7 ? value : 0;
};
export const items = (node: Traced | undefined, key: string): readonly Traced[] => {
  const found = child(node, key);
  return found?.is === 'list' ? found.items : [];
};

/** Tiled keeps properties as a list of {name, type, value}; as a map they can be checked like any other section. */
export function propertiesOf(node: Traced): Traced {
  const entries = new Map<string, { key: Place; node: Traced }>();
  for (const item of items(node, 'properties')) {
    const name = child(item, 'name');
    const value = child(item, 'value');
    if (name?.is === 'scalar' && typeof name.value === 'string' && value) entries.set(name.value, { key: name.place, node: value });
  }
  return { is: 'map', place: node.place, entries };
}
