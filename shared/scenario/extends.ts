/** Overlays: a scenario `extends` another. Maps merge key by key, lists of things with an `id` merge by it, everything else is replaced. */
import { migrate } from './migrate/migrate.ts';
import { resolveFrom } from './paths.ts';
import { type Files, type Finding, findingAt, type Place, textOf } from './report.ts';
import { nodeAt, parseSource, type Traced } from './source.ts';

/** Files in one chain of `extends`. */
const MAX_CHAIN = 8;

type Entry = { readonly key: Place; readonly node: Traced };

/** The main file laid over all that it extends. The tree is null when a file of the chain cannot be read. */
export function readOverlaid(main: string, files: Files): { tree: Traced | null; findings: Finding[] } {
  return read(main, files, []);
}

function read(file: string, files: Files, chain: readonly string[]): { tree: Traced | null; findings: Finding[] } {
  const parsed = parseSource(file, textOf(files, file) ?? '');
  if (!parsed.tree) return parsed;
  const migrated = migrate(parsed.tree, files);
  if (!migrated.tree) return migrated;
  const base = nodeAt(migrated.tree, ['extends']);
  if (migrated.tree.is !== 'map' || !migrated.tree.entries.has('extends')) return migrated;
  const fail = (reason: string, fix: string) => ({
    tree: null,
    findings: [findingAt(files, base.place, { rule: 'extends', path: 'extends', reason, fix })],
  });
  const target = base.is === 'scalar' && typeof base.value === 'string' ? resolveFrom(file, base.value) : null;
  if (target === null)
    return fail('extends must name a scenario file inside this folder or beside it', 'write a path such as ../01-the-ritual/dream.yaml');
  const seen = [...chain, file];
  if (seen.includes(target))
    return fail(`a circle: ${[...seen.slice(seen.indexOf(target)), target].join(' extends ')}`, 'let one of them stand on its own');
  if (seen.length >= MAX_CHAIN) return fail(`more than ${MAX_CHAIN} files extend each other`, 'join some of them');
  if (textOf(files, target) === undefined) return fail(`there is no file ${target}`, 'check the path; it is seen from this file');
  const under = read(target, files, seen);
  if (!under.tree) return under;
  return { tree: overlay(under.tree, migrated.tree, true), findings: [...under.findings, ...migrated.findings] };
}

/** `over` laid on `base`. */
export function overlay(base: Traced, over: Traced, top = false): Traced {
  if (base.is === 'map' && over.is === 'map') {
    const entries = new Map<string, Entry>(base.entries);
    if (top) entries.delete('extends');
    for (const [name, entry] of over.entries) {
      if (top && name === 'extends') continue;
      const below = base.entries.get(name);
      entries.set(name, below ? { key: entry.key, node: overlay(below.node, entry.node) } : entry);
    }
    return { is: 'map', place: over.place, entries };
  }
  if (base.is === 'list' && over.is === 'list' && named(base.items) && named(over.items))
    return overlayList(base.items, over.items, over.place);
  return over;
}

function overlayList(base: readonly Traced[], over: readonly Traced[], place: Place): Traced {
  const items = [...base];
  for (const item of over) {
    const at = items.findIndex((b) => idOf(b) === idOf(item));
    const drop = nodeAt(item, ['drop']);
    if (at === -1) items.push(item);
    else if (drop.is === 'scalar' && drop.value === true) items.splice(at, 1);
    else items[at] = overlay(items[at] as Traced, item);
  }
  return { is: 'list', place, items };
}

function idOf(node: Traced): string | null {
  const id = node.is === 'map' ? node.entries.get('id')?.node : undefined;
  return id?.is === 'scalar' && typeof id.value === 'string' ? id.value : null;
}

const named = (list: readonly Traced[]): boolean => list.every((item) => idOf(item) !== null);
